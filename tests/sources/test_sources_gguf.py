"""GGUF: our reading of the header against the library that writes it, its dequantization, and files that lie."""

import json
import struct
from contextlib import suppress

import gguf
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.sound import GGUF_PAIRS, GGUF_TENSORS, NUMBERS, gguf_bytes
from lexiscape import map_space, open_space
from lexiscape.cli import main
from lexiscape.errors import LexiscapeWarning, MissingExtra, SourceError, SourceNotFound
from lexiscape.sources.describe import describe_source
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.gguf_header import read_header
from tiny_gguf import write_gguf
from tiny_models import BYTE_BPE, WORDPIECE, as_stored, numbers, write_model

F32 = gguf.GGMLQuantizationType.F32
ROWS = len(BYTE_BPE)


@pytest.mark.parametrize("quantization", ["F32", "F16", "BF16", "Q8_0", "Q4_0", "Q5_1", "Q6_K", "Q4_K", "IQ4_XS"])
def test_every_type_as_the_library_dequantizes_it(tmp_path, quantization):
    """K-quants, which the library cannot make, from blocks of random bytes: only their scales must be finite."""
    kind = gguf.GGMLQuantizationType[quantization]
    vectors = numbers(ROWS, 256)
    try:
        stored = gguf.quants.quantize(vectors, kind)
    except NotImplementedError:
        values, size = gguf.GGML_QUANT_SIZES[kind]
        stored = np.random.default_rng(0).integers(0, 60, (ROWS, 256 // values * size)).astype(np.uint8)
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": (stored, kind)})
    space = open_space(tmp_path / "m.gguf")
    assert np.array_equal(space.vectors, gguf.quants.dequantize(stored, kind))
    assert list(space.tokens) == BYTE_BPE
    assert space.readable[4] == "日"
    assert space.kinds[-1] == "special"
    assert space.provenance["dtype"] == quantization
    assert space.provenance["tied"] is True
    assert space.provenance["bytes"] == stored.nbytes


def test_the_header_is_read_as_the_library_reads_it(tmp_path):
    path = tmp_path / "m.gguf"
    extra = {"blk.0.attn_q.weight": numbers(64, 32), "output_norm.weight": np.ones(64, np.float32)}
    write_gguf(path, {"token_embd.weight": numbers(ROWS, 64), **extra}, merges=["a b", "é ł"], alignment=128)
    theirs = gguf.GGUFReader(path)
    wanted = [name for name in theirs.fields if not name.startswith("GGUF.")]
    metadata, places = read_header(LocalBlob(path), wanted)
    assert metadata.pop("general.alignment", 128) == 128
    assert metadata == {name: theirs.fields[name].contents() for name in wanted if name != "general.alignment"}
    assert {name: (entry.type, entry.shape, entry.start) for name, entry in places.items()} == {
        tensor.name: (int(tensor.tensor_type), tuple(reversed(tensor.shape.tolist())), tensor.data_offset)
        for tensor in theirs.tensors
    }


def test_an_output_matrix(tmp_path):
    output = numbers(ROWS, 64, 1)
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": numbers(ROWS, 64), "output.weight": output})
    assert np.array_equal(open_space(tmp_path / "m.gguf", matrix="output").vectors, output)
    assert open_space(tmp_path / "m.gguf").provenance["tied"] is False


@pytest.mark.parametrize("architecture", ["bert", "nomic-bert", "t5encoder"])
def test_an_architecture_without_a_head(tmp_path, architecture):
    path = tmp_path / "m.gguf"
    write_gguf(path, {"token_embd.weight": numbers(ROWS, 64)}, architecture=architecture)
    assert open_space(path).provenance["tied"] is None
    with pytest.raises(SourceError, match=f"has no output matrix: a GGUF file of architecture {architecture} has no"):
        open_space(path, matrix="output")


def test_padded_rows_and_scores(tmp_path):
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": numbers(ROWS + 2, 64)}, scores=np.arange(ROWS) * -0.5)
    with pytest.warns(LexiscapeWarning, match="2 of the 12 rows"):
        space = open_space(tmp_path / "m.gguf")
    assert space.fields["score"][:ROWS].tolist() == [-0.5 * i for i in range(ROWS)]
    assert np.isnan(space.fields["score"][ROWS:]).all()
    drawn = map_space(space, layout="pca")
    drawn.save(tmp_path / "m.html")
    assert "score" in drawn.columns


def test_a_folder_with_nothing_but_gguf_files(tmp_path):
    """The largest of them is the most precise; a part of a name, or a path, takes another."""
    small = gguf.GGMLQuantizationType.Q4_0
    vectors = numbers(ROWS, 64)
    write_gguf(tmp_path / "m-Q4_0.gguf", {"token_embd.weight": (gguf.quants.quantize(vectors, small), small)})
    write_gguf(tmp_path / "m-F32.gguf", {"token_embd.weight": vectors})
    (tmp_path / "mmproj-m.gguf").write_bytes(b"GGUF" + bytes(1 << 16))
    space = open_space(tmp_path)
    assert np.array_equal(space.vectors, vectors)
    assert space.name == tmp_path.name
    assert open_space(tmp_path / "m-Q4_0.gguf").provenance["dtype"] == "Q4_0"
    json.dumps(describe_source(tmp_path))


def test_a_folder_of_folders_of_gguf_files(tmp_path):
    """What lies in the folder itself goes first; of its folders one is taken, and told, and several are refused."""
    for number, name in enumerate(("one", "two")):
        (tmp_path / name).mkdir()
        write_gguf(tmp_path / name / "m.gguf", {"token_embd.weight": numbers(ROWS, 64, number)})
        if number == 0:
            done = CliRunner().invoke(
                main, ["map", str(tmp_path), "--layout", "pca", "-o", str(tmp_path / "m.csv"), "--drop-nonfinite"]
            )
            assert done.exit_code == 0, done.output
            assert f"the model is that in {tmp_path.name}/one/m.gguf" in done.output
    with pytest.raises(SourceError, match=r"holds models in 2 folders \(one, two\): open one of them"):
        open_space(tmp_path)
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": numbers(ROWS, 32)})
    assert np.array_equal(open_space(tmp_path).vectors, numbers(ROWS, 32))


def test_a_model_beside_its_gguf_files(tmp_path):
    vectors = numbers(12, 64, 1)
    write_model(tmp_path, {"wte.weight": as_stored(vectors, "F32")}, tokens=WORDPIECE)
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": numbers(ROWS, 64)})
    assert np.array_equal(open_space(tmp_path).vectors, vectors)


def test_split_files(tmp_path):
    parts = [tmp_path / f"m-{part:05d}-of-00002.gguf" for part in (1, 2)]
    write_gguf(parts[0], {"token_embd.weight": numbers(ROWS, 64)})
    write_gguf(parts[1], {"output.weight": numbers(ROWS, 64, 1)}, tokens=None)
    for source in (tmp_path, *parts):
        assert np.array_equal(open_space(source).vectors, numbers(ROWS, 64))
        assert np.array_equal(open_space(source, matrix="output").vectors, numbers(ROWS, 64, 1))
    parts[1].unlink()
    with pytest.raises(SourceError, match=r"lacks 1 of the 2 parts of m\.gguf: m-00002-of-00002\.gguf"):
        open_space(parts[0])


def test_without_the_library(tmp_path, monkeypatch):
    """Plain numbers need none; quantized ones do."""
    write_gguf(tmp_path / "plain.gguf", {"token_embd.weight": numbers(ROWS, 64)})
    kind = gguf.GGMLQuantizationType.Q8_0
    stored = gguf.quants.quantize(numbers(ROWS, 64), kind)
    write_gguf(tmp_path / "quantized.gguf", {"token_embd.weight": (stored, kind)})
    monkeypatch.setitem(__import__("sys").modules, "gguf", None)
    assert np.array_equal(open_space(tmp_path / "plain.gguf").vectors, numbers(ROWS, 64))
    with pytest.raises(MissingExtra, match=r"pip install 'lexiscape\[gguf\]'"):
        open_space(tmp_path / "quantized.gguf")


def header(n_tensors=0, pairs=b"", n_pairs=None, tensors=b"", version=3):
    return (
        b"GGUF"
        + struct.pack("<IQQ", version, n_tensors, (1 if pairs else 0) if n_pairs is None else n_pairs)
        + (pairs + tensors)
    )


def text(value):
    return struct.pack("<Q", len(value)) + value


def tensor(name=b"token_embd.weight", shape=(64, 4), kind=0, offset=0):
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


LIST = struct.pack("<I", 9)
TOKENS = text(b"tokenizer.ggml.tokens") + LIST + struct.pack("<IQ", 8, 4)
FOUR = TOKENS + b"".join(text(bytes([letter])) for letter in b"abcd")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty: expected a model"),
        (b"GGUF", "is no GGUF file"),
        (b"GGML" + bytes(64), "is no GGUF file"),
        (header(version=1), "expected GGUF version 2 or 3, got 1"),
        (header(version=3 << 24), "byte order of a big-endian machine"),
        (header(n_pairs=5), "cut short"),
        (header(pairs=text(b"a") + struct.pack("<I", 99)), "no value type 99"),
        (header(pairs=struct.pack("<Q", 1 << 62)), "announces 4,611,686,018,427,387,904 things"),
        (header(pairs=text(b"a") + LIST + struct.pack("<IQ", 8, 1 << 60)), "announces"),
        (header(pairs=text(b"a") + LIST + struct.pack("<IQ", 9, 1)), "a list of values of type 9"),
        (header(pairs=text(b"a") + LIST + struct.pack("<IQ", 10, 1 << 61) + bytes(64)), "announces"),
        (header(pairs=text(b"general.alignment") + struct.pack("<II", 4, 3)), "power of two, got 3"),
        (header(pairs=text(b"general.alignment") + struct.pack("<I", 8) + text(b"32")), "power of two, got '32'"),
        (header(n_tensors=1, tensors=text(b"a") + struct.pack("<I", 1 << 31)), "announces"),
        (header(n_tensors=2, tensors=tensor() * 2), "there twice"),
        (header(n_tensors=1, tensors=tensor()), "should end at byte"),
        (header(n_tensors=1, tensors=tensor(offset=1 << 63)), "should end at byte"),
        (header(n_tensors=1, tensors=tensor(shape=(1 << 63, 1 << 63))), "should end at byte"),
        (header(n_tensors=1, tensors=tensor() + bytes(4096)), "has no vocabulary"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(shape=(64,)) + bytes(4096)), "no matrix"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(kind=77) + bytes(4096)), "knows no tensor type 77"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(shape=(40, 4), kind=8) + bytes(4096)), "in blocks of 32"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(shape=(64, 4), kind=9) + bytes(4096)), "not dequantize Q8_1"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(shape=(64, 4), kind=8, offset=1 << 40)), "cut short"),
        (header(n_tensors=1, pairs=FOUR, tensors=tensor(shape=(64, 3)) + bytes(4096)), "4 tokens, but"),
    ],
)
def test_files_that_lie(tmp_path, content, message):
    (tmp_path / "m.gguf").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        open_space(tmp_path / "m.gguf")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceNotFound, match="no file or folder"):
        open_space(tmp_path / "m.gguf")


SOUND = header(1, FOUR, None, tensor(shape=(8, 4)) + bytes(200))


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=9), st.integers(0, len(SOUND)))
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_never_crashes_the_reader(tmp_path_factory, at, damage, length):
    content = (SOUND[:at] + damage + SOUND[at + len(damage) :])[:length]
    path = tmp_path_factory.mktemp("damaged") / "m.gguf"
    path.write_bytes(content)
    with suppress(SourceError):
        assert open_space(path).vectors.nbytes <= 64 * len(content)


def test_token_types_tell_the_kinds(tmp_path):
    """Unknown and control tokens are special, added ones what they are named, padding is unused, whatever its type."""
    tokens = [
        "<unk>",
        "<s>",
        "</s>",
        "▁the",
        "<|tool_call>",
        "<think>",
        "[PAD6]",
        "[PAD7]",
        "[PAD8]",
        "<|placeholder1|>",
    ]
    types = [2, 3, 4, 1, 4, 4, 5, 2, 4, 3]
    tensors = {"token_embd.weight": numbers(len(tokens), 64)}
    write_gguf(tmp_path / "m.gguf", tensors, tokens, model="llama", types=types)
    space = open_space(tmp_path / "m.gguf")
    assert space.kinds == [*["special"] * 3, "word", "special", "continuation", *["unused"] * 4]
    assert space.readable == ["<unk>", "<s>", "</s>", "the", *tokens[4:]]


def test_the_escaped_bytes_of_rwkv(tmp_path):
    """As llama.cpp's converter writes them: a literal of bytes without its quotes."""
    plain = [b"a", b" the", "日".encode(), b"\xe6\x97", b"\n", b"\t\t", b"'", b'"', b"\\", b"\\n", b"'\"", "é".encode()]
    tokens = ["<s>", *(repr(token)[2:-1] for token in plain), "[PAD13]"]
    tensors = {"token_embd.weight": numbers(len(tokens), 64)}
    write_gguf(tmp_path / "m.gguf", tensors, tokens, model="rwkv", types=[3, *[1] * len(plain), 5])
    space = open_space(tmp_path / "m.gguf")
    read = ["a", "the", "日", r"\xe6\x97", "␊", "␉␉", "'", '"', "\\", "\\n", "'\"", "é"]
    assert space.readable == ["<s>", *read, "[PAD13]"]
    assert (space.kinds[0], space.kinds[-1]) == ("special", "unused")


ADDED = {
    "<|im_end|>": True,
    "<think>": False,
    "<|fim_hole|>": False,
    "<|reserved_special_token_0|>": True,
    "[PAD15]": False,
}


def test_a_live_tokenizer_its_folder_and_its_gguf_agree(tmp_path):
    """The GGUF file has the types that llama.cpp's converter gives: added tokens are control, or user-defined."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    transformers = pytest.importorskip("transformers")
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(BYTE_BPE)}, merges=[]))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(), decoders.ByteLevel()
    tokenizer.add_tokens([AddedToken(token, special=special) for token, special in ADDED.items()])
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>")
    names = [*BYTE_BPE, *ADDED]
    assert fast.convert_ids_to_tokens(list(range(len(names)))) == names
    config = transformers.GPT2Config(vocab_size=len(names), n_embd=64, n_layer=1, n_head=2, n_positions=8)
    model = transformers.GPT2LMHeadModel(config)
    model.save_pretrained(tmp_path / "folder")
    fast.save_pretrained(tmp_path / "folder")
    types = [*[1] * (len(BYTE_BPE) - 1), 3, *(3 if special else 4 for special in ADDED.values())]
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": numbers(len(names), 64)}, names, types=types)
    spaces = [open_space(model, fast), open_space(tmp_path / "folder"), open_space(tmp_path / "m.gguf")]
    for space in spaces:
        assert list(space.tokens) == names
        assert {space.tokens[row] for row in space.special} == {
            *("<|endoftext|>", "<|im_end|>", "<|fim_hole|>", "<|reserved_special_token_0|>")
        }
    assert spaces[0].kinds == spaces[1].kinds == spaces[2].kinds
    assert spaces[0].kinds[-5:] == ["special", "continuation", "special", "unused", "unused"]


THIRTY, NESTED = [b"a"] * 30, (9, [(8, [b"a"])] * 3)
VALUES = (
    *((9, (8, texts)) for texts in (THIRTY, [b"\xff"] * 30, [])),
    *((9, (4, [7] * 30)), (9, (6, [0.5] * 30)), (9, (7, [True] * 30)), (9, NESTED)),
    *((8, b"llama"), (8, b"\xed\xa0\x80"), (4, 7), (6, float("nan")), (7, True), (10, 2**64 - 1), (12, float("inf"))),
)


@pytest.mark.parametrize("name", ["tokens", "scores", "token_type", "model"])
@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:40])
def test_metadata_of_other_types(tmp_path, name, value):
    """Tokens, scores, types and the model's name as anything else that GGUF can say: read, or one sentence."""
    pairs = [pair if pair[0] != f"tokenizer.ggml.{name}" else (pair[0], *value) for pair in GGUF_PAIRS]
    (tmp_path / "m.gguf").write_bytes(gguf_bytes(pairs, GGUF_TENSORS))
    are_tokens = value[0] == 9 and value[1][0] == 8 and len(value[1][1]) == 30
    if value[1] is NESTED or (name == "tokens" and not are_tokens):
        with pytest.raises(SourceError) as refused:
            open_space(tmp_path / "m.gguf")
        assert "\n" not in str(refused.value)
        return
    space = open_space(tmp_path / "m.gguf")
    assert all(isinstance(token, str) for token in space.tokens)
    assert np.array_equal(space.vectors, NUMBERS)
