"""Checkpoints as trainings leave them: tensors are read, what lies beside them is passed over, and nothing runs."""

import argparse
import collections
import datetime
import decimal
import io
import pathlib
import types
import uuid

import numpy as np
import pytest
import torch

from lexiscape import open_space
from lexiscape.errors import SourceError, SourceNotFound
from tiny_models import WORDPIECE, numbers, write_model

TABLE = torch.from_numpy(numbers(12, 8))
WEIGHTS = {"transformer.wte.weight": TABLE, "transformer.h.0.weight": torch.ones(8, 8)}
FORMS = {"zip": True, "legacy": False}
BESIDE = {
    "NumPy scalar": np.float64(1.5),
    "NumPy integer": np.int64(7),
    "NumPy array": np.arange(3.0),
    "NumPy texts": np.array(["a", "b"]),
    "NumPy state": np.random.default_rng(0).bit_generator.state,
    "NumPy generator": np.random.RandomState(0),
    "path": pathlib.Path("runs/7"),
    "Windows path": pathlib.PureWindowsPath("C:/runs"),
    "set": {1, 2, "a"},
    "frozen set": frozenset({1, 2}),
    "time": datetime.datetime(2024, 2, 3, tzinfo=datetime.UTC),
    "time span": datetime.timedelta(seconds=3),
    "settings": argparse.Namespace(lr=0.1, path=pathlib.Path("a")),
    "simple settings": types.SimpleNamespace(lr=0.1),
    "default dict": collections.defaultdict(list, {"a": [1]}),
    "counter": collections.Counter("abca"),
    "deque": collections.deque([1, 2], maxlen=3),
    "complex": 1 + 2j,
    "decimal": decimal.Decimal("1.5"),
    "id": uuid.UUID(int=5),
    "slice": slice(1, 3),
    "range": range(4),
    "bytes": b"\x00\xff",
    "byte array": bytearray(b"abc"),
    "other keys": {None: 1, True: 2, 1.5: 3, 7: 4, b"k": 5},
    "nothing": [None, (), {}, [], ""],
    "dtype": torch.float16,
    "size": torch.Size([2, 3]),
    "device": torch.device("cpu"),
    "tensors in a list": [torch.ones(3), (torch.zeros(2, 2),)],
    "a big integer": 1 << 90,
}


def model(tmp_path):
    return write_model(tmp_path / "m", None, config={"model_type": "gpt2"}, tokens=WORDPIECE)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", BESIDE)
def test_what_lies_beside_the_tensors_is_passed_over(tmp_path, form, case):
    folder = model(tmp_path)
    state = {"before": BESIDE[case], "model": WEIGHTS, "after": {"x": BESIDE[case]}}
    torch.save(state, folder / "model.pt", _use_new_zipfile_serialization=FORMS[form])
    assert np.array_equal(open_space(folder).vectors, TABLE.numpy())


def lightning():
    return {
        "epoch": 3,
        "pytorch-lightning_version": "2.4.0",
        "state_dict": {f"model.{name}": tensor for name, tensor in WEIGHTS.items()},
        "optimizer_states": [{"state": {0: {"exp_avg": torch.ones(12, 8)}}, "param_groups": [{"lr": 0.1}]}],
        "lr_schedulers": [{"last_epoch": 3}],
        "callbacks": {"ModelCheckpoint{'monitor': None}": {"best_model_path": "a", "best_k_models": {}}},
        "hyper_parameters": argparse.Namespace(lr=1e-3),
    }


OPEN = {
    "last.ckpt": lightning,
    "epoch=3-step=100.ckpt": lightning,
    "tiny.pt": lambda: {"dims": {"n_vocab": 12}, "model_state_dict": WEIGHTS},
    "checkpoint.pt": lambda: {"args": argparse.Namespace(a=1), "model": WEIGHTS, "optimizer_history": [{"a": 1}]},
    "open_clip_pytorch_model.bin": lambda: WEIGHTS,
    "pytorch_model.bin": lambda: (
        torch.nn.ParameterDict({"wte": torch.nn.Parameter(TABLE)}).state_dict()
        | {"transformer.wte.weight": torch.nn.Parameter(TABLE)}
    ),
    "model.pt": lambda: {"optimizer": {"wte.weight": torch.zeros(12, 8)}, "net": WEIGHTS},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", OPEN)
def test_a_folder_and_its_file(tmp_path, name, form):
    folder = model(tmp_path)
    torch.save(OPEN[name](), folder / name, _use_new_zipfile_serialization=FORMS[form])
    (folder / "optimizer.pt").write_bytes(b"")
    (folder / "training_args.bin").write_bytes(b"")
    (folder / "rng_state.pth").write_bytes(b"")
    for source in (folder, folder / name):
        space = open_space(source)
        assert np.array_equal(space.vectors, TABLE.numpy())
        assert list(space.tokens) == WORDPIECE


@pytest.mark.parametrize("suffix", [".ckpt", ".pt"])
def test_several_checkpoints_are_not_chosen_among(tmp_path, suffix):
    folder = model(tmp_path)
    for epoch in (1, 2):
        torch.save({"wte.weight": TABLE * epoch}, folder / f"epoch-{epoch}{suffix}")
    with pytest.raises(SourceError, match=rf"2 checkpoints \(epoch-1{suffix}, epoch-2{suffix}\): name one"):
        open_space(folder)
    assert np.array_equal(open_space(folder / f"epoch-2{suffix}").vectors, TABLE.numpy() * 2)


class Evil:
    def __init__(self, call, *given):
        self.given = call, given

    def __reduce__(self):
        return self.given


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "call",
    [
        lambda trap: Evil(__import__("os").system, f"touch {trap}"),
        lambda trap: Evil(eval, f"open({str(trap)!r}, 'w')"),
        lambda trap: Evil(exec, f"open({str(trap)!r}, 'w')"),
        lambda trap: Evil(__import__("subprocess").check_output, ["touch", str(trap)]),
        lambda trap: Evil(getattr, Evil, "x"),
        lambda trap: Evil(__import__, "antigravity"),
        lambda trap: Evil(__import__("shutil").rmtree, str(trap)),
        lambda trap: Evil(open, str(trap), "w"),
    ],
)
def test_a_checkpoint_that_would_run_something_is_refused_by_name(tmp_path, form, call):
    folder, trap = model(tmp_path), tmp_path / "trap"
    torch.save(
        {"model": WEIGHTS, "beside": call(trap)}, folder / "model.pt", _use_new_zipfile_serialization=FORMS[form]
    )
    with pytest.raises(SourceError, match=r"its pickle names .* nothing of it was run"):
        open_space(folder)
    assert not trap.exists()


def test_what_is_passed_over_never_runs(tmp_path):
    """A path of a class of its own, whose state would be set by code: it is an empty thing, and stays one."""
    folder, trap = model(tmp_path), tmp_path / "trap"
    beside = Evil(pathlib.Path, str(trap))
    torch.save({"model": WEIGHTS, "beside": beside}, folder / "model.pt")
    assert np.array_equal(open_space(folder).vectors, TABLE.numpy())
    assert not trap.exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"not a checkpoint", b"<html>Sign in</html>", io.BytesIO().getvalue()])
@pytest.mark.parametrize("suffix", [".ckpt", ".pt", ".pth"])
def test_what_is_no_checkpoint_is_one_sentence(tmp_path, content, suffix):
    folder = model(tmp_path)
    (folder / f"a{suffix}").write_bytes(content)
    with pytest.raises(SourceError):
        open_space(folder / f"a{suffix}")


def test_a_diffusers_text_encoder_has_its_tokenizer_beside_it(tmp_path):
    from safetensors.torch import save_file

    for number in ("", "_2"):
        encoder, tokenizer = tmp_path / f"text_encoder{number}", tmp_path / f"tokenizer{number}"
        write_model(tokenizer, None, tokens=WORDPIECE)
        write_model(encoder, None, config={"model_type": "clip_text_model"})
        table = TABLE + (1 if number else 0)
        save_file({"text_model.embeddings.token_embedding.weight": table}, encoder / "model.safetensors")
        for source in (encoder, encoder / "model.safetensors"):
            space = open_space(source)
            assert list(space.tokens) == WORDPIECE
            assert np.array_equal(space.vectors, table.numpy())
            assert tokenizer / "tokenizer.json" in [path.resolve() for path in space.files]
    (tmp_path / "tokenizer" / "tokenizer.json").unlink()
    with pytest.raises(SourceError, match="no vocabulary"):
        open_space(tmp_path / "text_encoder")


ONLY = {
    "onnx/model.onnx": "as onnx/model.onnx, an ONNX model",
    "onnx/decoder_model_merged_quantized.onnx": "an ONNX model",
    "model.onnx": "only an ONNX model",
    "flax_model.msgpack": "Flax weights",
    "tf_model.h5": "TensorFlow weights",
    "bert_model.ckpt.index": "a TensorFlow checkpoint",
    "bert_model.ckpt.data-00000-of-00001": "a TensorFlow checkpoint",
    "saved_model/saved_model.pb": "SavedModel",
    "model.mlmodel": "Core ML",
    "model.tflite": "TensorFlow Lite",
    "openvino_model.xml": "OpenVINO",
    "rust_model.ot": "rust-bert",
    "model.nemo": "NeMo",
    "__0_0.distcp": "a distributed checkpoint",
    "model.engine": "TensorRT",
    "model_state.pdparams": "PaddlePaddle",
    "model.safetensors.gz": "compressed",
    "adapter_model.safetensors": "LoRA adapter",
}


@pytest.mark.parametrize("name", ONLY)
def test_a_folder_of_another_format_says_which_and_what_to_do(tmp_path, name):
    folder = model(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\x08\x07")
    with pytest.raises(SourceError, match=ONLY[name]) as caught:
        open_space(folder)
    assert ": " in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        *("a.onnx", "a.msgpack", "a.h5", "a.h5ad", "a.keras", "a.pkl", "a.joblib", "a.csv", "a.parquet", "a.feather"),
        *("a.jsonl", "a.xlsx", "a.gz", "a.tar", "a.zst", "a.7z", "a.faiss", "a.ann", "a.tflite", "a.pb", "a.engine"),
        *("a.nemo", "a.ot", "a.ftz", "a.magnitude", "a.sqlite", "a.mat", "a.pdparams", "a.ggml", "a.json", "a.html"),
    ],
)
def test_a_file_of_another_format_says_what_it_is_and_what_to_do(tmp_path, name):
    (tmp_path / name).write_bytes(b"content")
    with pytest.raises(SourceError, match=rf"{name} is an? |{name} is \w+") as caught:
        open_space(tmp_path / name)
    assert not isinstance(caught.value, SourceNotFound)
    assert ": " in str(caught.value)
    assert "cannot tell" not in str(caught.value)
