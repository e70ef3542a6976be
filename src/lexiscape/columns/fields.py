"""What a source itself knows of each row, as columns: counts, self-similarity, the sentence of an occurrence."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column, categorical
from lexiscape.space import EmbeddingSpace

#: Field → title and help, for those that Lexiscape makes itself; another field is shown under its own name.
KNOWN: dict[str, tuple[str, str]] = {
    "count": ("Occurrences", "How often the token occurs in the text."),
    "self_similarity": (
        "Self-similarity",
        "Mean cosine between the token's occurrences; low: its state depends on the context.",
    ),
    "overlap": (
        "Neighbors in common",
        "Share of the 10 nearest neighbors that the two spaces have in common.",
    ),
    "word": ("Word", "The word that occurs here."),
    "sentence": ("Sentence", "The sentence in which the word occurs."),
    "source": ("Source", "Where the text comes from: what the input says, else the name of its file."),
    "place": ("Place", "File, position of the document in it, and position of the word in the document."),
}


def columns(space: EmbeddingSpace) -> dict[str, Column]:
    """Make a column of each field of the space, in its order."""
    made = {}
    for name, values in space.fields.items():
        title, meaning = KNOWN.get(name, (name, "As the source has it."))
        if values.dtype == object:
            made[name] = categorical(name, title, [str(value) for value in values.tolist()], meaning)
        else:
            made[name] = Column(name, title, np.asarray(values, np.float32), None, meaning)
    return made
