"""The whole way from a space to its map, and what a person holds in hand then: `EmbeddingMap`."""
