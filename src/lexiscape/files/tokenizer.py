"""A map's tokenizer as a page carries it, only of kinds that the page cuts texts with as the tokenizers library does.

What the map has is not carried again: the page rebuilds the vocabulary from its own tokens. The container is that of
`lexiscape.files.payload.contain`; behind the header stand the merges or scores, as byte planes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.ask.pieces import tokenizer_of, unknown_id
from lexiscape.errors import SourceError
from lexiscape.files.payload import contain
from lexiscape.map_data import MapData
from lexiscape.space import EmbeddingSpace

MAGIC, VERSION = b"LXST", 1

Step = Mapping[str, Any]

#: Which patterns cut words from words: those of GPT-2, Llama 3, Qwen 2, GPT-4o and DeepSeek. Others may mean something
#: else to a browser.
_BY_CASE = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_WORD = r"[^\r\n\p{L}\p{N}]?"
_REST = r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_CASED = (r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]")
_GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
PATTERNS = frozenset(
    [
        _GPT2,
        rf"{_BY_CASE}|{_WORD}\p{{L}}+|\p{{N}}{{1,3}}|{_REST}",
        rf"{_BY_CASE}|{_WORD}\p{{L}}+|\p{{N}}|{_REST}",
        rf"{_WORD}{_CASED[0]}*{_CASED[1]}+{_BY_CASE}?|{_WORD}{_CASED[0]}+{_CASED[1]}*{_BY_CASE}?|\p{{N}}{{1,3}}|"
        + _REST.replace("[\\r\\n]*", "[\\r\\n/]*", 1),
        r"\p{N}{1,3}",
        "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
        "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
    ]
)


def _is_replacing(step: Step) -> bool:
    return bool(step["pattern"].get("String")) and "$" not in step["content"]  # which stands for more in JavaScript


def _is_splitting(step: Step) -> bool:
    known = step["pattern"].get("Regex") in PATTERNS
    return known and (step["behavior"], step["invert"]) in {("Isolated", False), ("Removed", True)}


def _is_marking(step: Step) -> bool:
    return bool(step["replacement"] == "▁" and step["prepend_scheme"] in ("always", "first", "never"))


def _always(_: Step) -> bool:
    return True


#: Normalizers that are carried → which of them.
NORMALIZERS: dict[str, Callable[[Step], bool]] = {
    "BertNormalizer": _always,
    "NFC": _always,
    "NFKC": _always,
    "Prepend": _always,
    "Replace": _is_replacing,
}
#: Pre-tokenizers.
PRE_TOKENIZERS: dict[str, Callable[[Step], bool]] = {
    "BertPreTokenizer": _always,
    "ByteLevel": lambda step: not step["add_prefix_space"],
    "Split": _is_splitting,
    "Metaspace": _is_marking,
}
#: Models.
MODELS: dict[str, Callable[[Step], bool]] = {
    "WordPiece": lambda model: model["unk_token"] in model["vocab"],
    "BPE": lambda model: not (model["dropout"] or model["continuing_subword_prefix"] or model["end_of_word_suffix"]),
    "Unigram": lambda model: model["unk_id"] is not None and not model["byte_fallback"],
}
#: Those for which tables of Unicode decide.
_BY_TABLES = frozenset({"BertNormalizer", "NFC", "NFKC", "BertPreTokenizer", "Split"})
#: Those that must stand by themselves: the page has them in its own code.
_ALONE = frozenset({"BertNormalizer", "BertPreTokenizer", "Metaspace"})


def encode(map: MapData) -> bytes:  # noqa: A002 - the thing is called a map
    """Pack the tokenizer that a map's source was read with; SourceError where there is none, and as of `pack`."""
    return pack(map.space, tokenizer_of(map.space))


def pack(space: EmbeddingSpace, tokenizer: Any) -> bytes:
    """Pack a `tokenizers.Tokenizer` whose ids are a space's rows; the same bytes wherever zlib is the same library.

    Raises
    ------
    SourceError
        It is another's, or of a kind that a page would cut texts with otherwise; the message is the reason alone.
    """
    told = json.loads(tokenizer.to_str())
    normalizers = list(_steps(told["normalizer"], "normalizers"))
    pre_tokenizers = list(_steps(told["pre_tokenizer"], "pretokenizers"))
    _check("normalizer", normalizers, NORMALIZERS)
    pre_tokenizers = _plain(normalizers, pre_tokenizers)
    _check("pre-tokenizer", pre_tokenizers, PRE_TOKENIZERS)
    model = told["model"]
    _check("model", [model], MODELS)
    _check_added(told["added_tokens"], normalizers, pre_tokenizers)
    vocabulary = _vocabulary(model)
    _check_rows(space, tokenizer, vocabulary)
    kinds = {step["type"] for step in [*normalizers, *pre_tokenizers]}
    ids = set(space.ids.tolist())
    section, planes = _section(model, vocabulary)
    header = {
        "version": VERSION,
        "added_tokens": told["added_tokens"],
        "normalizer": _joined(normalizers, "normalizers"),
        "pre_tokenizer": _joined(pre_tokenizers, "pretokenizers") if pre_tokenizers else None,
        "model": {name: value for name, value in model.items() if name not in ("vocab", "merges")},
        "outside": sorted(ids - set(vocabulary.values())),
        "rest": sorted((number, token) for token, number in vocabulary.items() if number not in ids),
        "unknown": unknown_id(tokenizer),
        "strips": any(token["lstrip"] or token["rstrip"] for token in told["added_tokens"]),
        "tables": not kinds.isdisjoint(_BY_TABLES),
        **section,
    }
    return contain(MAGIC, header, [planes])


def _steps(step: Step | None, name: str) -> Iterator[Step]:
    """Go through a step, or those of a sequence, which may hold sequences."""
    if step is None:
        return
    if step["type"] == "Sequence":
        for part in step[name]:
            yield from _steps(part, name)
    else:
        yield step


def _joined(steps: Sequence[Step], name: str) -> Step:
    return steps[0] if len(steps) == 1 else {"type": "Sequence", name: list(steps)}


def _plain(normalizers: Sequence[Step], steps: Sequence[Step]) -> list[Step]:
    """Spell out byte level's own pattern, and leave out a cut at spaces of which normalizing leaves none."""
    last: Step = normalizers[-1] if normalizers else {"type": ""}
    spaceless = last["type"] == "Replace" and last["pattern"].get("String") == " " and " " not in last["content"]
    plain: list[Step] = []
    for step in steps:
        if step["type"] == "Split" and step["pattern"].get("String") == " " and spaceless:
            continue
        if step["type"] == "ByteLevel" and step["use_regex"]:
            plain.append({"type": "Split", "pattern": {"Regex": _GPT2}, "behavior": "Isolated", "invert": False})
            step = {**step, "use_regex": False}
        plain.append(step)
    return plain


def _check(what: str, steps: Sequence[Step], known: Mapping[str, Callable[[Step], bool]]) -> None:
    for step in steps:
        kind = step["type"]
        if kind not in known or (kind in _ALONE and len(steps) > 1) or not known[kind](step):
            raise SourceError(f"its {what}, {kind}, is not one of those that a page has, set as it is")


def _check_added(added: Sequence[Step], normalizers: Sequence[Step], pre_tokenizers: Sequence[Step]) -> None:
    first = any(step.get("prepend_scheme") == "first" for step in pre_tokenizers)
    for token in added:
        folded = token["normalized"] and (first or any(step["type"] == "BertNormalizer" for step in normalizers))
        if token["single_word"] or folded or token["content"] == "":
            raise SourceError(f"its added token {token['content']!r} is not found in texts as a page finds such")


def _vocabulary(model: Step) -> dict[str, int]:
    """Return the model's own tokens and their ids."""
    if model["type"] != "Unigram":
        return dict(model["vocab"])
    vocabulary = {token: number for number, (token, _) in enumerate(model["vocab"])}
    if len(vocabulary) != len(model["vocab"]):
        raise SourceError("its vocabulary has a token twice")
    return vocabulary


def _check_rows(space: EmbeddingSpace, tokenizer: Any, vocabulary: Mapping[str, int]) -> None:
    if len(set(vocabulary.values())) != len(vocabulary):
        raise SourceError("two tokens of its vocabulary have one id")
    ids = space.ids.tolist()
    if len(set(ids)) != len(ids):
        raise SourceError("two rows of the map have one id")
    for number, token in zip(ids, space.tokens, strict=True):
        named = tokenizer.id_to_token(number)
        if named is not None and named != token:
            raise SourceError(f"it is not that of {space.name}: id {number} is {named!r} there and {token!r} here")
    for number, added in tokenizer.get_added_tokens_decoder().items():
        if vocabulary.get(added.content, number) != number:
            raise SourceError(f"its added token {added.content!r} has another id than the same token of the model")


def _section(model: Step, vocabulary: Mapping[str, int]) -> tuple[dict[str, Any], bytes]:
    """Return what the header says of the numbers that follow, and these as byte planes."""
    if model["type"] == "Unigram":
        scores: NDArray[Any] = np.array([score for _, score in model["vocab"]], "<f8")
        if not np.isfinite(scores).all():
            raise SourceError("a score of its vocabulary is no number")
        single = scores.astype("<f4")
        scores = single if np.array_equal(single, scores) else scores
        width = scores.dtype.itemsize
        planes = scores.view(np.uint8).reshape(-1, width).T.tobytes()
        return {"merges": None, "scores": {"count": len(scores), "width": width}}, planes
    if model["type"] == "WordPiece":
        return {"merges": None, "scores": None}, b""
    pairs = np.array([[vocabulary[part] for part in pair] for pair in model["merges"]], "<u4").reshape(-1, 2)
    width = max(1, (int(pairs.max(initial=0)).bit_length() + 7) // 8)
    planes = np.ascontiguousarray(pairs.T).view(np.uint8).reshape(-1, 4)[:, :width].T.tobytes()
    return {"merges": {"count": len(pairs), "width": width}, "scores": None}, planes
