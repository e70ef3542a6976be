"""A tokenizer's class in, the vocabulary that follows from it alone out: bytes after a few special tokens, or none."""

from __future__ import annotations

from lexiscape.errors import SourceError
from lexiscape.sources.storage.repository import Repository, read_object
from lexiscape.sources.vocabularies.tokenizer_class import name_class
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import encode_bytes

_BYT5 = (("<pad>", "</s>", "<unk>"), 125)
#: Tokenizers of bytes: class → what comes before the 256 bytes, and how many sentinels after them by default.
BYTES: dict[str, tuple[tuple[str, ...], int]] = {
    "ByT5Tokenizer": _BYT5,
    "MyT5Tokenizer": _BYT5,
    "PerceiverTokenizer": (("[PAD]", "[BOS]", "[EOS]", "[MASK]", "[CLS]", "[SEP]"), 0),
}
_HASHED = "it reads characters and adds up hashes of their code points, so that no row belongs to one token"
_PICKLED = "its vocabulary is a pickle, which could run code: load the tokenizer and call open_space(tokens, vectors)"
#: Models whose rows no file can name: tokenizer class or model type → why.
WITHOUT = {
    "CanineTokenizer": _HASHED,
    "canine": _HASHED,
    "TransfoXLTokenizer": _PICKLED,
    "transfo-xl": _PICKLED,
    "JukeboxTokenizer": "its rows are codes of sound, not tokens of text",
    "jukebox": "its rows are codes of sound, not tokens of text",
}


def read_by_rule(repository: Repository, folder: str) -> Vocabulary | None:
    """Return the vocabulary of a tokenizer of bytes; None where the class is no such tokenizer's.

    Raises
    ------
    SourceError
        The model has no vocabulary at all; the message says why.
    """
    config = read_object(repository, f"{folder}config.json")
    of_class = name_class(repository, f"{folder}config.json")
    kind = config.get("model_type")
    for key in (of_class, kind):
        if isinstance(key, str) and key in WITHOUT:
            raise SourceError(f"{repository.name} has no vocabulary that can be opened: {WITHOUT[key]}")
    if not of_class and kind == "perceiver":
        of_class = "PerceiverTokenizer"
    if of_class not in BYTES:
        return None
    first, count = BYTES[of_class]
    settings = read_object(repository, f"{folder}tokenizer_config.json")
    asked = settings.get("extra_ids", count)
    count = asked if count and type(asked) is int and 0 <= asked <= 10_000 else count
    tokens = [*first, *(encode_bytes(bytes([byte])) for byte in range(256))]
    special = frozenset((*range(len(first)), *range(len(tokens), len(tokens) + count)))
    tokens += [f"<extra_id_{number}>" for number in range(count)]
    return Vocabulary(dict(enumerate(tokens)), "byte_bpe", special, frozenset(), f"{repository.name} ({of_class})")
