"""What a tokenizer.json does to a text in, a refusal out where it makes texts longer again and again.

Twenty-five steps that each write a letter twice make 32 million letters of one, in a file of two kilobytes; the
tokenizers library does as it is told, and cannot be interrupted. So before it is asked, every step's worst case is
multiplied. Where that is much, the normalizers are tried on each text one by one, and given up where it gets long: what
texts become, not what they could, decides, since a Unicode form can make 18 letters of one and seldom does.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from typing import Any

from lexiscape.check.report import LeftOut

#: By how much all steps together may lengthen any text without a closer look, and decoders and pre-tokenizers at most.
_LITTLE, _MUCH = 20, 64
#: By how much a text may be lengthened, beyond a few letters, and all of them together.
_ONE_TEXT, _ALL_TEXTS, _BEYOND = 100, 20, 10_000
_AT_ONCE = 4 << 20  # letters that one step may make
_UNKNOWN = float("inf")

#: How many letters a step can make of one, at most, by its type: Unicode's forms by their own worst cases (UAX 15,
#: table 1), "İ" in lower case, three bytes of a letter and spaces around it.
_STEPS = {
    **dict.fromkeys(("NFD", "ByteLevel"), 4),
    **dict.fromkeys(("NFC",), 3),
    **dict.fromkeys(("NFKC", "NFKD"), 18),
    **dict.fromkeys(("Lowercase", "Metaspace", "WordPiece", "BPEDecoder", "CTC"), 2),
    "BertNormalizer": 6,
    **dict.fromkeys(("Nmt", "Strip", "StripAccents", "ByteFallback", "Fuse", "Split", "Digits", "Punctuation"), 1),
    **dict.fromkeys(("Whitespace", "WhitespaceSplit", "BertPreTokenizer", "CharDelimiterSplit"), 1),
    **dict.fromkeys(("UnicodeScripts", "FixedLength"), 1),
}
_PARTS = ("normalizers", "pretokenizers", "decoders", "processors")


def check_steps(described: Mapping[str, Any]) -> None:
    """Refuse a tokenizer.json whose decoders or pre-tokenizers lengthen texts, or whose own added tokens become long.

    Raises
    ------
    LeftOut
        Says which.
    """
    for part, what in (("decoder", "decoders"), ("pre_tokenizer", "pre-tokenizers")):
        worst = _worst(_flat(described.get(part)))
        if worst > _MUCH:
            raise LeftOut(f"its {what} can make a text {_told(worst)}")
    if any(_repeats(step) for step in _flat(described.get("post_processor"))):
        raise LeftOut("its post-processor repeats a text")
    added = described.get("added_tokens")
    texts = [entry.get("content") for entry in (added if isinstance(added, list) else []) if isinstance(entry, dict)]
    check_texts(described.get("normalizer"), [text for text in texts if isinstance(text, str)])


def normalizer_of(tokenizer: Any) -> Any:
    """Return what a tokenizer's normalizer is described as in its tokenizer.json; None where it has none."""
    return None if tokenizer.normalizer is None else json.loads(tokenizer.normalizer.__getstate__())


def check_texts(described: Any, texts: Iterable[str]) -> None:
    """Refuse texts that a normalizer, as described in a tokenizer.json, makes too long; nothing is made of them.

    Raises
    ------
    LeftOut
        Says by how much.
    """
    steps = _flat(described)
    worst = _worst(steps)
    if worst <= _LITTLE:
        return
    whole = _normalizer(described)
    alone: list[tuple[float, Any]] = []
    before = after = 0
    for text in texts:
        if len(text) * worst <= _BEYOND:
            length = len(whole.normalize_str(text))
        else:
            alone = alone or [(_worst([step]), _normalizer(step)) for step in steps]
            length = _length_after(alone, text)
        before, after = before + len(text), after + length
        if after > _ALL_TEXTS * before + 100 * _BEYOND:
            raise LeftOut(f"its normalizers make texts more than {_ALL_TEXTS} times longer")


def _length_after(steps: list[tuple[float, Any]], text: str) -> int:
    most = _ONE_TEXT * len(text) + _BEYOND
    for worst, step in steps:
        if len(text) * worst > _AT_ONCE and worst > 1:
            raise LeftOut(f"its normalizers can make a text of {len(text):,} letters {_told(worst)}")
        text = step.normalize_str(text)
        if len(text) > most:
            raise LeftOut(f"its normalizers make a text more than {_ONE_TEXT} times longer")
    return len(text)


def _normalizer(described: Any) -> Any:
    """Return the library's normalizer of a description; LeftOut where it knows none such."""
    from tokenizers import Tokenizer

    model = {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}
    try:
        return Tokenizer.from_str(json.dumps({"version": "1.0", "normalizer": described, "model": model})).normalizer
    except Exception as error:  # the library raises plain Exception
        raise LeftOut(f"the tokenizers library cannot read the tokenizer's normalizer: {error}") from None


def _repeats(step: Any) -> bool:
    """Tell a template that sets a text more than once."""
    single = step.get("single") if isinstance(step, dict) else None
    return isinstance(single, list) and sum(isinstance(piece, dict) and "Sequence" in piece for piece in single) > 1


def _flat(described: Any) -> list[Any]:
    """Return the steps of a sequence, sequences in it opened."""
    steps, todo = [], [described]
    while todo:
        step = todo.pop()
        if isinstance(step, dict) and step.get("type") == "Sequence":
            inner: list[Any] = next((step[part] for part in _PARTS if isinstance(step.get(part), list)), [])
            todo += reversed(inner)
        elif step is not None:
            steps.append(step)
    return steps


def _worst(steps: list[Any]) -> float:
    """Return how many letters the steps can make of one."""
    worst = 1.0
    for step in steps:
        worst *= _worst_of(step if isinstance(step, dict) else {})
    return worst


def _worst_of(step: Mapping[str, Any]) -> float:
    kind, content, pattern = step.get("type"), step.get("content"), step.get("pattern")
    if kind == "Replace" and isinstance(content, str) and isinstance(pattern, dict):
        replaced = pattern.get("String")
        if isinstance(replaced, str) and replaced:
            return max(1.0, len(content) / len(replaced))
        return len(content) + 1.0  # a pattern may fit between any two letters
    if kind == "Prepend":
        return 1.0 + len(str(step.get("prepend", "")))
    if kind == "Precompiled":
        return _worst_of_map(step.get("precompiled_charsmap"))
    return _STEPS.get(str(kind), _UNKNOWN)


def _worst_of_map(encoded: Any) -> float:
    """Return the longest replacement in a map of sentencepiece's: a trie's size, the trie, texts that end in NUL."""
    try:
        stored = base64.b64decode(encoded)
    except (binascii.Error, TypeError, ValueError):
        return _UNKNOWN
    texts = stored[4 + int.from_bytes(stored[:4], "little") :]
    return float(max(map(len, texts.split(b"\0")), default=1) or 1)


def _told(worst: float) -> str:
    return "longer without a bound" if worst == _UNKNOWN else f"{worst:.3g} times longer"
