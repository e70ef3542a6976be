"""Tokens and their vectors, and every way to choose some of them: by rank, by pattern, by frequency, by name."""

from __future__ import annotations

from lexiscape.space.embedding_space import EmbeddingSpace

__all__ = ["EmbeddingSpace"]
