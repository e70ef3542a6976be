"""Tokenizers whose steps lengthen a text again and again: reachability is left out, and says why; usual ones pass."""

import base64
import json

import numpy as np
import pytest
from tokenizers import Tokenizer

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.check.lengthening import check_steps, check_texts
from lexiscape.check.report import LeftOut

TOKENS = ["a", "b", "c", "é", "日"]
TWICE = {"type": "Replace", "pattern": {"String": "a"}, "content": "aa"}
TWICE_BY_PATTERN = {"type": "Replace", "pattern": {"Regex": "a"}, "content": "aa"}
QUOTES = {"type": "Replace", "pattern": {"String": "…"}, "content": "..."}
NFKC, LOWER = {"type": "NFKC"}, {"type": "Lowercase"}
BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
TEMPLATE = {"type": "TemplateProcessing", "special_tokens": {}, "pair": []}
TEXT = {"Sequence": {"id": "A", "type_id": 0}}


def steps(kind, parts):
    return {"type": "Sequence", kind: parts}


def charsmap(text):
    """A map of sentencepiece's that replaces nothing, but has this text."""
    trie = bytes(4 * 256)
    stored = len(trie).to_bytes(4, "little") + trie + text + b"\0"
    return {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(stored).decode()}


HOSTILE = {
    "normalizers": ({"normalizer": steps("normalizers", [TWICE] * 25)}, "make a text more than 100 times longer"),
    "patterns": ({"normalizer": steps("normalizers", [TWICE_BY_PATTERN] * 25)}, "make a text more than 100 times"),
    "inside of others": (
        {"normalizer": steps("normalizers", [steps("normalizers", [TWICE] * 13)] * 2)},
        "make a text more than 100 times longer",
    ),
    "one long text": ({"normalizer": {**TWICE, "content": "a" * 20_000}}, "make a text more than 100 times longer"),
    "all a little": ({"normalizer": {**TWICE, "content": "a" * 25}}, None),
    "pre-tokenizers": ({"pre_tokenizer": steps("pretokenizers", [BYTES] * 25)}, "pre-tokenizers can make a text"),
    "decoders": ({"decoder": steps("decoders", [TWICE] * 25)}, "decoders can make a text 3.36e+07 times longer"),
    "a template": ({"post_processor": {**TEMPLATE, "single": [TEXT] * 30}}, "post-processor repeats a text"),
    "an added token": (
        {
            "normalizer": steps("normalizers", [TWICE] * 25),
            "added_tokens": [
                {"id": 5, "content": "a", "special": False, "normalized": True}
                | dict.fromkeys(("single_word", "lstrip", "rstrip"), False)
            ],
        },
        "make a text more than 100 times longer",
    ),
}


def tokenizer(path, parts):
    model = {"type": "WordLevel", "vocab": {token: row for row, token in enumerate(TOKENS)}, "unk_token": "b"}
    path.write_text(json.dumps({"version": "1.0", "model": model, **parts}))
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_what_lengthens_texts_is_not_asked(tmp_path, name):
    """Of one letter they made 32 million: minutes, and gigabytes."""
    parts, told = HOSTILE[name]
    space = lx.open_space(TOKENS, np.eye(5, dtype=np.float32))
    given = tokenizer(tmp_path / "tokenizer.json", parts)
    report = lx.check_vocabulary(space, tokenizer=given, options=CheckOptions(["unreachable"]))
    if told is None:
        assert "unreachable" in report.findings
    else:
        assert set(report.left_out) == {"unreachable"}
        assert told in report.left_out["unreachable"]


@pytest.mark.parametrize(
    "normalizer",
    [
        None,
        steps("normalizers", [NFKC, LOWER, {"type": "StripAccents"}]),
        steps("normalizers", [QUOTES] * 40),
        steps("normalizers", [NFKC, charsmap(b"x" * 18), NFKC]),
        {"type": "Prepend", "prepend": "▁"},
    ],
)
def test_usual_ones_are(normalizer):
    """By what texts become, and not by what they could: 40 times three dots for one are 3^40."""
    check_texts(normalizer, ["word", "ﷺ", "…", "", "日本語" * 1000])


def test_a_map_of_long_texts_is_not_tried_on_a_long_token():
    with pytest.raises(LeftOut, match=r"a text of 5,000 letters 1e\+06 times longer"):
        check_texts(charsmap(b"x" * 1_000_000), ["a" * 5_000])


def test_every_kind_of_step_is_known():
    """One that the library has and the table lacks would be taken for one without a bound, and reach be left out."""
    from tokenizers import decoders, normalizers, pre_tokenizers

    made = {
        "normalizer": [
            *(getattr(normalizers, kind)() for kind in ("NFC", "NFD", "NFKC", "NFKD", "Nmt", "Lowercase", "Strip")),
            *(getattr(normalizers, kind)() for kind in ("StripAccents", "BertNormalizer", "ByteLevel")),
        ],
        "pre_tokenizer": [
            *(getattr(pre_tokenizers, kind)() for kind in ("BertPreTokenizer", "ByteLevel", "Digits", "Metaspace")),
            *(getattr(pre_tokenizers, kind)() for kind in ("Punctuation", "UnicodeScripts", "Whitespace")),
            *(pre_tokenizers.WhitespaceSplit(), pre_tokenizers.CharDelimiterSplit("x")),
            pre_tokenizers.Split("x", "isolated"),
        ],
        "decoder": [
            *(getattr(decoders, kind)() for kind in ("BPEDecoder", "ByteFallback", "ByteLevel", "CTC", "Fuse")),
            *(decoders.Metaspace(), decoders.WordPiece(), decoders.Strip("x", 1, 1)),
        ],
    }
    for part, kinds in made.items():
        for step in kinds:
            described = {part: json.loads(step.__getstate__()), "added_tokens": [{"content": "a" * 50_000}]}
            check_steps(described)


def test_a_tokenizer_that_is_at_hand_is_looked_at_as_well(tmp_path):
    made = Tokenizer.from_file(str(tokenizer(tmp_path / "t.json", HOSTILE["normalizers"][0])))
    space = lx.open_space(TOKENS, np.eye(5, dtype=np.float32))
    report = lx.check_vocabulary(space, tokenizer=made, options=CheckOptions(["unreachable"]))
    assert "100 times longer" in report.left_out["unreachable"]
