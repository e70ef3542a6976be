"""int8 and float8 with the scales that are known, and GGUF through its library."""

import gguf
import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import CorruptFile, LexiscapeWarning, MissingExtra, SourceError
from tiny_models import BYTE_BPE, WORDPIECE, as_stored, numbers, write_model

INT8 = np.arange(-48, 48, dtype=np.int8).reshape(12, 8)
ROWS = np.linspace(0.5, 4, 12).astype(np.float32)


def stored(**extra):
    return {"embed_tokens.weight": ("I8", (12, 8), INT8.tobytes()), **extra}


@pytest.mark.parametrize(
    ("tensors", "expected"),
    [
        (stored(**{"embed_tokens.weight_scale": as_stored(ROWS[:, None], "F32")}), INT8 * ROWS[:, None]),
        (stored(**{"embed_tokens.weight_scale": as_stored(np.float32([2]), "F32")}), INT8 * np.float32(2)),
        (stored(**{"embed_tokens.SCB": as_stored(ROWS, "F32")}), INT8 * (ROWS[:, None] / np.float32(127))),
    ],
)
def test_int8_with_scales(tmp_path, tensors, expected):
    space = open_space(write_model(tmp_path / "m", tensors, tokens=WORDPIECE))
    assert np.array_equal(space.vectors, expected.astype(np.float32))
    assert np.array_equal(space.range(3, 5).vectors, expected[3:5].astype(np.float32))


def test_scales_that_are_not_known(tmp_path):
    with pytest.raises(SourceError, match="int8 without scales that are known"):
        open_space(write_model(tmp_path / "a", stored(), tokens=WORDPIECE))
    blocks = stored(**{"embed_tokens.weight_scale_inv": as_stored(np.ones((2, 1)), "F32")})
    with pytest.raises(SourceError, match=r"of shape \(2, 1\); expected one number, or one a row"):
        open_space(write_model(tmp_path / "b", blocks, tokens=WORDPIECE))
    packed = {"embed_tokens.weight": ("U32", (12, 2), b"\0" * 96)}
    with pytest.raises(SourceError, match=r"stored as U32, expected one of .* before quantization"):
        open_space(write_model(tmp_path / "c", packed, tokens=WORDPIECE))


@pytest.mark.parametrize("dtype", ["F8_E4M3", "F8_E5M2"])
def test_float8_as_torch_reads_it(tmp_path, dtype):
    import torch

    codes = np.random.default_rng(0).integers(0, 120, (12, 8)).astype(np.uint8)
    tensors = {"embed_tokens.weight": (dtype, (12, 8), codes.tobytes())}
    kind = {"F8_E4M3": torch.float8_e4m3fn, "F8_E5M2": torch.float8_e5m2}[dtype]
    expected = torch.from_numpy(codes).view(kind).float().numpy()
    assert np.array_equal(open_space(write_model(tmp_path / "m", tensors, tokens=WORDPIECE)).vectors, expected)


def write_gguf(path, vectors, quantization, tokens=BYTE_BPE, model="gpt2", **extra):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_tokenizer_model(model)
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token.startswith("<|") else 1 for token in tokens])
    for name, array in {"token_embd.weight": vectors, **extra}.items():
        data = gguf.quants.quantize(array, quantization)
        writer.add_tensor(name, data, raw_dtype=quantization)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.mark.parametrize("quantization", ["F32", "F16", "BF16", "Q8_0", "Q4_0", "Q5_1"])
def test_gguf(tmp_path, quantization):
    kind = gguf.GGMLQuantizationType[quantization]
    vectors = numbers(len(BYTE_BPE), 64)
    write_gguf(tmp_path / "m.gguf", vectors, kind)
    space = open_space(tmp_path / "m.gguf")
    expected = gguf.quants.dequantize(gguf.quants.quantize(vectors, kind), kind)
    assert np.array_equal(space.vectors, expected)
    assert list(space.tokens) == BYTE_BPE
    assert space.readable[4] == "日"
    assert space.kinds[-1] == "special"
    assert space.provenance["dtype"] == quantization
    assert space.provenance["tied"] is True


def test_gguf_with_an_output_matrix(tmp_path):
    output = numbers(len(BYTE_BPE), 64, 1)
    write_gguf(
        tmp_path / "m.gguf", numbers(len(BYTE_BPE), 64), gguf.GGMLQuantizationType.F32, **{"output.weight": output}
    )
    assert np.array_equal(open_space(tmp_path / "m.gguf", matrix="output").vectors, output)
    assert open_space(tmp_path / "m.gguf").provenance["tied"] is False


def test_gguf_with_padded_rows(tmp_path):
    write_gguf(tmp_path / "m.gguf", numbers(len(BYTE_BPE) + 2, 64), gguf.GGMLQuantizationType.F32)
    with pytest.warns(LexiscapeWarning, match="2 of the 12 rows"):
        assert len(open_space(tmp_path / "m.gguf")) == 12


@pytest.mark.parametrize("keep", [0, 3, 24, 200])
def test_broken_gguf(tmp_path, keep):
    write_gguf(tmp_path / "m.gguf", numbers(len(BYTE_BPE), 64), gguf.GGMLQuantizationType.F32)
    content = (tmp_path / "m.gguf").read_bytes()
    (tmp_path / "m.gguf").write_bytes(content[:keep])
    with pytest.raises(CorruptFile, match=r"m\.gguf is no GGUF file that can be read"):
        open_space(tmp_path / "m.gguf")


def test_gguf_without_its_library(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "gguf", None)
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    with pytest.raises(MissingExtra, match=r"pip install 'lexiscape\[gguf\]'"):
        open_space(tmp_path / "m.gguf")
