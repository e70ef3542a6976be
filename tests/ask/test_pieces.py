"""The tokens of a text are the tokenizers library's own, for every family, on any text."""

import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner
from tokenizers import Tokenizer

import lexiscape as lx
from lexiscape.ask import cut_text
from lexiscape.ask.pieces import Pieces
from lexiscape.ask.pieces import unknown_id as id_of_unknown
from lexiscape.cli import main
from lexiscape.errors import LexiscapeError, OptionError, SourceError
from lexiscape.sources.describe import open_vocabulary
from lexiscape.sources.tensors.matrix import DenseTensor
from lexiscape.space import EmbeddingSpace

TEXTS = [
    "",
    " ",
    "King of Spain",
    "Unbelievable antidisestablishmentarianism!",
    "東京は日本の首都です。優勝",
    "naïve Überraschung e\u0301\u0301",
    "שלום مرحبا Привет สวัสดี नमस्ते",
    "👩‍👩‍👧 \U0001f970",
    "a\x00b\x1b[31m\u202e\u200d\ufeff\r\n\t",
    "[CLS] <s> [UNK] </s> <0x0A>",
    "x" * 3000,
]


@pytest.fixture(scope="module", params=["demo:bert", "demo:llama"])
def real(request):
    space = lx.open_space(request.param)
    file = next(path for path in space.files if path.suffix == ".json" and "tokenizer" in path.name)
    made = Tokenizer.from_file(str(file))
    made.no_padding()
    made.no_truncation()
    return space, made


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_ids_and_places_are_those_of_the_library(real, text):
    space, tokenizer = real
    pieces = cut_text(space, text)
    encoded = tokenizer.encode(text, add_special_tokens=False)
    assert [piece.id for piece in pieces] == encoded.ids
    assert [(piece.start, piece.end) for piece in pieces] == encoded.offsets
    assert [piece.raw for piece in pieces] == [space.tokens[piece.row] for piece in pieces]
    stored = text.encode()
    for piece in pieces:
        assert stored[piece.first_byte : piece.last_byte].decode() == text[piece.start : piece.end]
        assert piece.unknown == (piece.raw in ("[UNK]", "<unk>"))


def test_a_megabyte_of_text(real):
    space, tokenizer = real
    text = "The king of Spain, 優勝 and \U0001f970. " * 32_000
    assert [piece.id for piece in cut_text(space, text)] == tokenizer.encode(text, add_special_tokens=False).ids


def families():
    from tokenizers import decoders, models, pre_tokenizers, trainers

    words = ["a", "b", "ab", "abc", "c"]
    unigram = Tokenizer(models.Unigram([("<unk>", 0.0), *((word, -1.0) for word in words)], unk_id=0))
    byte_level = Tokenizer(models.BPE())
    byte_level.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    byte_level.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    byte_level.train_from_iterator(["a text"] * 9, trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet))
    listed = Tokenizer(models.WordLevel({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    return {"unigram": (unigram, "xyz", 0), "byte-level": (byte_level, None, None), "words": (listed, "zz", 0)}


@pytest.mark.parametrize("family", ["unigram", "byte-level", "words"])
def test_the_unknown_is_marked(family):
    tokenizer, unknown, unknown_id = families()[family]
    n = tokenizer.get_vocab_size()
    tokens = [tokenizer.id_to_token(row) for row in range(n)]
    kind = "byte_bpe" if family == "byte-level" else "words"
    space = EmbeddingSpace(tokens, np.ones((n, 2), np.float32), np.arange(n), family=kind)
    assert id_of_unknown(tokenizer) == unknown_id
    assert cut_text(space, unknown or "\U0001f970", tokenizer).unknown == ([unknown] if unknown else [])


def test_a_part_of_the_vocabulary_has_no_rows_for_the_rest():
    space = lx.open_space("demo:bert").range(1990, 2100)
    pieces = cut_text(space, "the king")
    assert [(piece.raw, piece.row) for piece in pieces] == [("the", space.tokens.index("the")), ("king", None)]


def test_what_cannot_be_cut_is_a_sentence(tmp_path):
    bert = lx.open_space("demo:bert")
    with pytest.raises(OptionError, match="character 1 of the text is half of a character"):
        cut_text(bert, "a\ud800b")
    with pytest.raises(OptionError, match="expected a text"):
        cut_text(bert, ["a"])
    with pytest.raises(SourceError, match=r"cannot cut a text into tokens: .*--tokenizer FILE"):
        cut_text(lx.open_space("spacy:ja_ginza"), "東京")
    other = next(path for path in lx.open_space("demo:llama").files if "tokenizer" in path.name)
    with pytest.raises(SourceError, match="the tokenizer is not that of demo:bert: id"):
        cut_text(bert, "king", other)
    (tmp_path / "t.json").write_text("{}")
    with pytest.raises(LexiscapeError, match="tokenizers library cannot read"):
        cut_text(bert, "king", tmp_path / "t.json")
    described = json.loads(other.read_text("utf-8"))
    described["normalizer"] = {
        "type": "Sequence",
        "normalizers": [{"type": "Replace", "pattern": {"String": "a"}, "content": "a" * 300}] * 4,
    }
    (tmp_path / "t.json").write_text(json.dumps(described))
    with pytest.raises(LexiscapeError, match="longer"):
        cut_text(bert, "a" * 1000, tmp_path / "t.json")


def test_a_map_cuts_texts_as_its_model_does():
    drawn = lx.map_space(lx.open_space("demo:bert").first(2100), layout="pca")
    pieces = drawn.tokens("the <b>\x1b[31m")
    assert pieces[0].row == drawn.space.tokens.index("the")
    assert pieces.frame()["id"].tolist() == [piece.id for piece in pieces]
    shown = repr(pieces).splitlines()
    assert shown[0] == f"{len(pieces)} tokens of {pieces.text!r}"
    assert shown[1].split() == ["1", "the", "the", "id", str(pieces[0].id), "0-3"]
    assert len(shown) == len(pieces) + 1
    assert repr(Pieces([*pieces] * 200, "x")).splitlines()[-1].split()[0] == "and"
    assert "\x1b" not in pieces._repr_html_()
    assert "<b>" not in pieces._repr_html_()


def run(*arguments, **more):
    return CliRunner().invoke(main, ["tokens", *map(str, arguments)], **more)


def test_the_command_line_cuts_texts_of_arguments_and_of_standard_input(real):
    space, tokenizer = real
    done = run(space.name, "King of Spain", "-", "--json", input="優勝 x\n")
    told = json.loads(done.stdout)
    assert [entry["text"] for entry in told] == ["King of Spain", "優勝 x"]
    for entry in told:
        ids = tokenizer.encode(entry["text"], add_special_tokens=False).ids
        assert [token["id"] for token in entry["sources"][0]["tokens"]] == ids


def test_the_command_line_shows_sources_side_by_side_and_nothing_hostile():
    done = run("demo:bert", "a\x1b[31m優\nwrote", "--beside", "demo:llama")
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.output
    assert not any(line.startswith("wrote") for line in done.output.splitlines())
    assert "demo:bert: " in done.output
    assert "demo:llama: " in done.output
    assert "(unknown)" in run("demo:bert", "\U0001f970", "--beside", "demo:llama").output
    assert "unknown" in run("demo:bert", "\U0001f970").output


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("demo:bert", "-"), b"\xff\xfe", "not UTF-8"),
        (("spacy:ja_ginza", "東京"), b"", "cannot cut a text"),
        (("demo:bert", "a", "--tokenizer", "/nothing.json"), b"", "nothing.json"),
        (("nothing-there.npy", "a"), b"", "nothing-there.npy"),
    ],
)
def test_the_command_line_refuses_by_a_sentence(arguments, given, told):
    done = run(*arguments, input=given)
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output


@pytest.mark.skipif(sys.platform == "win32", reason="file names hold no such bytes there")
def test_an_argument_that_is_no_text_is_refused():
    done = run("demo:bert", "a\udcff")
    assert done.exit_code == 1
    assert "half of a character" in done.output


def test_to_cut_texts_no_matrix_is_read(bert_folder, monkeypatch):
    whole = lx.open_space(bert_folder)
    monkeypatch.setattr(DenseTensor, "rows", lambda *asked: pytest.fail("rows were read"))
    space = open_vocabulary(bert_folder)
    assert space.vectors.shape == (len(whole), 0)
    assert (space.tokens, space.ids.tolist(), space.special) == (whole.tokens, whole.ids.tolist(), whole.special)
