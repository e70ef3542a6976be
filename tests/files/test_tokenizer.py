"""The tokenizer that a page carries: of kinds that it cuts faithfully, or none and the reason; only where asked for."""

import base64
import hashlib
import json
import re
import warnings
import zlib
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.errors import LexiscapeWarning, SourceError
from lexiscape.files.tokenizer import pack
from lexiscape.space import EmbeddingSpace
from page_parts import module_of, scripts_of

VOCAB = {"[UNK]": 0, "a": 1, "b": 2, "ab": 3}


def made(model=None, normalizer=None, pre_tokenizer=None, *added):
    tokenizer = Tokenizer(model or models.BPE(VOCAB, [("a", "b")], unk_token="[UNK]"))
    if normalizer:
        tokenizer.normalizer = normalizer
    if pre_tokenizer:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.add_tokens(list(added))
    return tokenizer


def space_of(tokenizer):
    n = tokenizer.get_vocab_size()
    tokens = [tokenizer.id_to_token(row) for row in range(n)]
    return EmbeddingSpace(tokens, np.ones((n, 2), np.float32), np.arange(n), "made up")


def header_of(packed):
    body = zlib.decompress(packed, 31)
    size = int.from_bytes(body[4:8], "little")
    return json.loads(body[8 : 8 + size]), body[8 + size :]


REFUSED = {
    "normalizer, Lowercase": made(normalizer=normalizers.Lowercase()),
    "normalizer, Strip": made(normalizer=normalizers.Strip()),
    "normalizer, Replace": made(normalizer=normalizers.Replace(Regex("a+"), "b")),
    "normalizer, Replace,": made(normalizer=normalizers.Replace("a", "$&")),
    "normalizer, BertNormalizer": made(
        normalizer=normalizers.Sequence([normalizers.BertNormalizer(), normalizers.NFC()])
    ),
    "pre-tokenizer, Whitespace": made(pre_tokenizer=pre_tokenizers.Whitespace()),
    "pre-tokenizer, Digits": made(pre_tokenizer=pre_tokenizers.Digits()),
    "pre-tokenizer, ByteLevel": made(pre_tokenizer=pre_tokenizers.ByteLevel(add_prefix_space=True)),
    "pre-tokenizer, Metaspace": made(pre_tokenizer=pre_tokenizers.Metaspace(replacement="_")),
    "pre-tokenizer, Split": made(pre_tokenizer=pre_tokenizers.Split(Regex(r"\w+"), "isolated")),
    "pre-tokenizer, Split,": made(pre_tokenizer=pre_tokenizers.Split(Regex(r"\p{N}{1,3}"), "merged_with_next")),
    "model, WordLevel": made(models.WordLevel(VOCAB, unk_token="[UNK]")),
    "model, BPE": made(models.BPE(VOCAB, [("a", "b")], dropout=0.1)),
    "model, Unigram": made(models.Unigram([("a", 0.0), ("<0x0A>", 0.0)], unk_id=0, byte_fallback=True)),
    "added token 'x'": made(None, None, None, AddedToken("x", single_word=True)),
    "added token 'X'": made(None, normalizers.BertNormalizer(lowercase=False), None, AddedToken("X", normalized=True)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_kind_that_a_page_has_otherwise_is_refused(what):
    tokenizer = REFUSED[what]
    with pytest.raises(SourceError, match=what.rstrip(",")):
        pack(space_of(tokenizer), tokenizer)


def test_another_s_tokenizer_is_refused():
    tokenizer = made()
    space = space_of(tokenizer)
    with pytest.raises(SourceError, match="it is not that of made up: id 2 is 'b' there and 'c' here"):
        pack(replace(space, tokens=["[UNK]", "a", "c", "ab"]), tokenizer)
    with pytest.raises(SourceError, match="two rows of the map have one id"):
        pack(replace(space, ids=np.array([0, 1, 1, 3])), tokenizer)


def test_what_the_map_has_is_not_carried_again():
    tokenizer = made(None, None, None, AddedToken("<s>", special=True))
    header, planes = header_of(pack(space_of(tokenizer), tokenizer))
    assert (header["rest"], header["outside"], header["unknown"]) == ([], [4], 0)
    assert (header["merges"], planes) == ({"count": 1, "width": 1}, b"\1\2")
    part, _ = header_of(pack(space_of(tokenizer).take([3, 0]), tokenizer))
    assert part["rest"] == [[1, "a"], [2, "b"]]


def test_a_page_carries_it_only_where_it_was_asked_for(tmp_path):
    drawn = lx.map_space(lx.open_space("demo:bert").first(300), layout="pca")
    drawn.save(tmp_path / "plain.html")
    drawn.save(tmp_path / "asked.html", tmp_path / "asked.csv", tokenizer=True)
    drawn.save(tmp_path / "both.html", tokenizer=True, vectors=0.8)
    plain, asked, both = ((tmp_path / f"{name}.html").read_text("utf-8") for name in ("plain", "asked", "both"))
    assert "lexiscapePieces" not in module_of(plain)
    assert "lexiscape-tokenizer" not in plain
    assert "lexiscapeAsk" not in module_of(asked)
    assert "openPage([lexiscapeAsk.askPanel, lexiscapePieces.piecesPanel])" in module_of(both)
    (held,) = re.findall(r'<script id="lexiscape-tokenizer" type="application/x-lexiscape">(.*?)</script>', asked)
    assert header_of(base64.b64decode(held))[0]["model"]["type"] == "WordPiece"
    for text in [*scripts_of(asked), *scripts_of(both)]:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in asked + both
    assert len(asked) - len(plain) < 1_000_000
    drawn.save(tmp_path / "again.html", tokenizer=True)
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "asked.html").read_bytes()
    # a file has no tokenizer: the box is left out, and the page is as it was
    with pytest.warns(LexiscapeWarning, match="without the box that cuts texts, for its tokenizer cannot be carried: "):
        lx.load_map(tmp_path / "asked.html").save(tmp_path / "read.html", tokenizer=True)
    assert "lexiscapePieces" not in module_of((tmp_path / "read.html").read_text("utf-8"))


def test_the_command_line_asks_for_it(tmp_path):
    common = ["map", "demo:bert", "--first", "300", "--layout", "pca", "--quiet", "--tokenizer-in-page"]
    told = CliRunner().invoke(main, [*common, "-o", str(tmp_path / "bert.csv")])
    assert told.exit_code == 2
    assert "no output ends in .html" in told.output
    with warnings.catch_warnings(action="error"):
        told = CliRunner().invoke(main, [*common, "-o", str(tmp_path / "bert.html")])
    assert told.exit_code == 0, told.output
    assert "lexiscapePieces" in module_of((tmp_path / "bert.html").read_text("utf-8"))
