"""What a person sees when a library raises, call by call: one sentence of ours, never its own traceback.

Each row names a call that Lexiscape makes, has it raise errors that such libraries raise, and says which sentence
comes. Calls of the hub's client have their own table, against a server, in test_sources_hub.py.
"""

import json
import os
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import torch
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.contextual import ModelOptions, RunOptions, run_text
from lexiscape.errors import LexiscapeError
from lexiscape.space.frequency import count_tokens
from tiny_gguf import write_gguf
from tiny_models import WORDPIECE, as_stored, numbers, write_model
from tiny_transformers import TEXT
from tiny_transformers import write_model as write_transformer

TOKENS = [f"t{i}" for i in range(40)]
VECTORS = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
ERRORS = [
    RuntimeError("something deep inside\n  with a second line"),
    ValueError("a value"),
    KeyError("key"),
    AttributeError("'NoneType' object has no attribute 'x'"),
    TypeError("unhashable type"),
    IndexError("index out of range in self"),
    OSError("no errno"),
    AssertionError(),
]


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space(TOKENS, VECTORS), layout="pca")


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    (folder / "text.txt").write_text("\n".join(TEXT), "utf-8")
    return write_transformer(folder / "bert", "bert"), folder / "text.txt"


def folder(tmp_path):
    return write_model(
        tmp_path / "m",
        {"bert.embeddings.word_embeddings.weight": as_stored(numbers(12, 8), "F32")},
        config={"model_type": "bert"},
        tokens=WORDPIECE,
    )


def saved(suffix):
    return lambda drawn, bert, tmp_path: drawn.save(tmp_path / f"m{suffix}")


def opened(make):
    return lambda drawn, bert, tmp_path: lx.open_space(make(tmp_path))


def contextual(drawn, bert, tmp_path):
    run_text(str(bert[0]), [bert[1]], tmp_path / "out", RunOptions(min_count=1, model=ModelOptions(device="cpu")))


def archive(tmp_path):
    np.savez(tmp_path / "v.npz", vectors=VECTORS, tokens=np.array(TOKENS))
    return tmp_path / "v.npz"


def array(tmp_path):
    np.save(tmp_path / "v.npy", VECTORS)
    (tmp_path / "v.txt").write_text("\n".join(TOKENS))
    return tmp_path / "v.npy"


def checkpoint(tmp_path):
    model = write_model(tmp_path / "m", None, config={"model_type": "gpt2"}, tokens=WORDPIECE)
    torch.save({"wte.weight": torch.ones(12, 8)}, model / "pytorch_model.bin")
    return model


def quantized(tmp_path):
    import gguf

    kind = gguf.GGMLQuantizationType.Q8_0
    stored = gguf.quants.quantize(numbers(12, 32), kind)
    write_gguf(tmp_path / "m.gguf", {"token_embd.weight": (stored, kind)}, WORDPIECE)
    return tmp_path / "m.gguf"


def table(tmp_path):
    np.savetxt(tmp_path / "vectors.tsv", VECTORS, delimiter="\t")
    (tmp_path / "metadata.tsv").write_text("\n".join(TOKENS))
    return tmp_path / "vectors.tsv"


def parquet_text(drawn, bert, tmp_path):
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"text": line} for line in TEXT]), tmp_path / "t.parquet")
    run_text(str(bert[0]), [tmp_path / "t.parquet"], tmp_path / "out", RunOptions(min_count=1))


#: The call that raises → what is done, and the sentence.
CALLS = {
    # files of maps
    "pyarrow.parquet.write_table": (saved(".parquet"), r"cannot write .*m\.parquet: "),
    "matplotlib.figure.Figure.savefig": (saved(".png"), r"cannot write .*m\.png: "),
    "numpy.lib.format.write_array": (saved(".npz"), r"cannot write .*m\.npz: "),
    "zipfile.ZipFile.open": (saved(".npz"), r"cannot write .*m\.npz: "),
    "csv.writer": (saved(".csv"), r"cannot write .*m\.csv: "),
    # sources
    "numpy.load": (opened(archive), r"v\.npz is no NumPy file"),
    "numpy.lib.format.open_memmap": (opened(array), r"v\.npy is no NumPy file"),
    "numpy.loadtxt": (opened(table), r"vectors\.tsv is no table of numbers"),
    "zipfile.ZipFile._RealGetContents": (opened(checkpoint), r"a broken zip archive"),
    "pickletools.genops": (opened(checkpoint), r"a broken pickle"),
    "gguf.quants.dequantize": (opened(quantized), r"m\.gguf: token_embd\.weight cannot be dequantized"),
    "spacy.vectors.Vectors": (opened(lambda _: "spacy:ja_ginza"), r"spaCy cannot read"),
    "wordfreq.get_frequency_dict": (
        lambda drawn, bert, tmp_path: count_tokens(drawn.space, "wordfreq:en"),
        r"wordfreq cannot read its list of 'en'",
    ),
    "wordfreq.available_languages": (
        lambda drawn, bert, tmp_path: count_tokens(drawn.space, "wordfreq:en"),
        r"wordfreq cannot be asked",
    ),
    # running a model
    "transformers.AutoTokenizer.from_pretrained": (contextual, r"transformers cannot load .*bert: "),
    "transformers.AutoModel.from_pretrained": (contextual, r"transformers cannot load .*bert: "),
    "transformers.PreTrainedTokenizerFast.__call__": (contextual, r"the tokenizer of .*bert cannot split"),
    "transformers.models.bert.modeling_bert.BertModel.forward": (contextual, r"bert cannot be run on cpu: "),
    "torch.nn.Module.to": (contextual, r"bert cannot be put on cpu: "),
    "safetensors.numpy.save_file": (contextual, r"cannot write .*layer-00\.safetensors: "),
    "pyarrow.parquet.ParquetFile": (parquet_text, r"t\.parquet is not a Parquet file: "),
    "pyarrow.parquet.ParquetFile.read_row_group": (parquet_text, r"t\.parquet is not a whole Parquet file: "),
    # layouts
    "umap.UMAP.fit_transform": (
        lambda drawn, bert, tmp_path: lx.map_space(drawn.space, layout="umap"),
        r"umap-learn cannot lay out these rows: ",
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_whatever_a_library_raises_is_one_sentence(drawn, bert, tmp_path, monkeypatch, call):
    act, message = CALLS[call]
    pytest.importorskip(call.partition(".")[0])
    for number, error in enumerate(ERRORS):
        inside = tmp_path / str(number)
        inside.mkdir()

        def raising(*given, error=error, **named):
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(call, raising)
            if call.startswith("numpy.lib.format.open_memmap") and not np.__version__.startswith("1."):
                patch.setattr("numpy.lib._npyio_impl.format.open_memmap", raising)
            with pytest.raises(LexiscapeError, match=message) as caught:
                act(drawn, bert, inside)
        assert "\n" not in str(caught.value), error
        if call.startswith(("pyarrow.parquet.write", "matplotlib", "numpy.lib.format.write", "csv")):
            assert list(inside.iterdir()) == []  # nothing half-written is left


JSON_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "added_tokens.json", "special_tokens_map.json")
NO_JSON = {
    "a web page": "<!doctype html><html>Sign in</html>",
    "nothing": "",
    "zeros": "\0" * 40,
    "half": '{"model": {"vo',
    "a list": "[1, 2]",
    "a number": "7",
    "a text": '"x"',
    "null": "null",
    "deep": "[" * 100_000,
    "NaN": '{"added_tokens_decoder": NaN, "model": Infinity}',
    "a huge number": '{"model": {"vocab": {"a": ' + "9" * 5000 + "}}}",
    "Git LFS": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
}


@pytest.mark.parametrize("content", NO_JSON)
@pytest.mark.parametrize("file", JSON_FILES)
def test_what_should_be_json_and_is_none(tmp_path, file, content):
    model = folder(tmp_path)
    (model / file).write_text(NO_JSON[content])
    try:
        lx.open_space(model)
    except LexiscapeError as error:
        sentence = str(error)
    else:
        sentence = ""  # a number where it is not looked at does no harm
        assert content in ("NaN", "a huge number")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", [b"caf\xe9", "日本 語".encode(), b"a\nb", b"-dash", "a\u202eb".encode(), b"%s{x}$H"])
def test_names_of_files_that_are_no_text(tmp_path, name):
    """A file system's names are bytes: each is opened, drawn and written under its own, in a process of its own."""
    base = os.path.join(os.fsencode(tmp_path), name)
    np.savez(os.fsdecode(base + b".npz"), vectors=VECTORS, tokens=np.array(TOKENS))
    os.mkdir(base)
    model = folder(tmp_path)
    for file in model.iterdir():
        file.rename(os.path.join(os.fsdecode(base), file.name))
    outputs = [base + suffix for suffix in (b".html", b".csv", b".parquet", b".png", b"-map.npz", b"-vectors.tsv")]
    asked = [part for output in outputs for part in (b"-o", output)]
    command = [sys.executable, "-c", "from lexiscape.cli import main; main(prog_name='lexiscape')"]
    for arguments in (
        [b"map", base + b".npz", *asked],
        [b"map", base, b"-o", base + b".html"],
        [b"info", base],
        [b"figure", base + b"-map.npz", b"-o", base + b".svg"],
        [b"map", base + b"-none.npz", b"-o", base + b".html"],
        [b"map", base + b".npz", b"-o", base + b".npz"],
    ):
        done = subprocess.run([*command, *arguments], capture_output=True, check=False, timeout=300)
        told = done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in told, told
        refused = arguments[1].endswith(b"-none.npz") or arguments[-1] == base + b".npz"
        assert done.returncode == int(refused), told
    assert all(os.path.getsize(output) > 100 for output in outputs)
    assert lx.load_map(os.fsdecode(base + b"-map.npz")).space.tokens == TOKENS


def test_a_zip_that_is_no_archive_of_arrays(tmp_path):
    with zipfile.ZipFile(tmp_path / "v.npz", "w") as made:
        made.writestr("vectors.npy", b"no array")
        made.writestr("readme", json.dumps({}))
    done = CliRunner().invoke(main, ["info", str(tmp_path / "v.npz")])
    assert done.exit_code == 1
    assert "v.npz holds 0 matrices of real numbers (none) among no arrays" in done.output
