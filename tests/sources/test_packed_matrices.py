"""Matrices packed by MLX, bitsandbytes and quanto: what their own libraries packed is read as they unpack it."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from lexiscape import open_space
from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.describe import describe_source
from tiny_models import write_model

N, DIM = 24, 64
TOKENS = [f"t{i}" for i in range(N)]
RNG = np.random.default_rng(0)
#: Two rows of 32 values, and what mlx 0.32 and bitsandbytes 0.50 made of them.
VALUES = (((np.arange(64) * 37) % 64 - 31) / 16).reshape(2, 32).astype(np.float32)
MLX = {
    4: (
        "6f4d2bf8c6a3815e2c09e7b4826f4d1af8c5a3704e2bf9d6b4815f3c0ae7c592",
        [-0.25, -0.2421875],
        [-1.75, 0.5, -1.25, 1.0, -0.75, 1.5],
    ),
    8: (
        "ff6ad741af1886f45dcb35a20c7ae851bf2996006edb45b31c8af862cf39a7107eef54c52a9b0071e247b91d8fff65d63bac1182f358c92e"
        "9f0475e74bbd2293",
        [-0.015384615398943424, -0.014903846196830273],
        [-1.923076868057251, 0.3692307472229004, -1.307692289352417, 1.0, -0.692307710647583, 1.6307692527770996],
    ),
}
NF4 = (
    "091c3e70a2d4f81b2e5f91c3e60a2d4f71b2e5f91c3e60a1d4e71b2d5f81c3e6",
    [
        *(-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635),
        *(-0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725),
        *(0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0),
    ],
    [-2.0, 0.3218604028224945, -1.3923856019973755, 0.8814196586608887, -0.7898349761962891, 1.4459136724472046],
)


def folder(tmp_path, tensors, config, tokens=TOKENS):
    made = write_model(tmp_path / "m", None, config={"model_type": "llama", **config}, tokens=tokens)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, made / "model.safetensors")
    return made


def codes(bits):
    return RNG.integers(0, 1 << bits, (N, DIM), dtype=np.uint32)


def mlx(values, bits, group, dtype=torch.float16):
    """Pack codes as MLX does, one by one; return the tensors, and the rows that they stand for."""
    per = 32 // bits
    packed = np.zeros((N, DIM // per), np.uint32)
    for row in range(N):
        for column in range(DIM):
            packed[row, column // per] |= values[row, column] << np.uint32(bits * (column % per))
    scales = torch.from_numpy(RNG.normal(size=(N, DIM // group))).to(dtype)
    biases = torch.from_numpy(RNG.normal(size=(N, DIM // group))).to(dtype)
    stem = "model.embed_tokens."
    tensors = {
        f"{stem}weight": torch.from_numpy(packed),
        f"{stem}scales": scales,
        f"{stem}biases": biases,
        "model.norm.weight": torch.ones(DIM),
    }
    rows = np.empty((N, DIM), np.float32)
    for row in range(N):
        for column in range(DIM):
            at = row, column // group
            rows[row, column] = np.float32(values[row, column]) * scales[at].float().item() + biases[at].float().item()
    return tensors, rows


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("group", [32, 64])
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_mlx(tmp_path, bits, group, dtype):
    tensors, rows = mlx(codes(bits), bits, group, dtype)
    made = folder(tmp_path, tensors, {"quantization": {"group_size": group, "bits": bits}})
    space = open_space(made)
    assert np.allclose(space.vectors, rows, rtol=1e-6, atol=1e-6)
    assert space.provenance["dtype"] == f"{bits} bits of MLX"
    assert describe_source(made)["dimensions"] == DIM


@pytest.mark.parametrize("bits", [4, 8])
def test_what_mlx_itself_packed(tmp_path, bits):
    stored, scales, values = MLX[bits]
    tensors = {
        "embed_tokens.weight": torch.frombuffer(bytearray.fromhex(stored), dtype=torch.uint32).reshape(2, -1),
        "embed_tokens.scales": torch.tensor(scales)[:, None],
        "embed_tokens.biases": torch.tensor([2.0, 1.9375])[:, None],
    }
    made = folder(tmp_path, tensors, {"quantization": {"group_size": 32, "bits": bits}}, TOKENS[:2])
    assert np.allclose(open_space(made).vectors[0, :6], values, atol=1e-6)
    assert np.abs(open_space(made).vectors - VALUES).max() <= 0.2


def test_a_layer_of_mlx_with_settings_of_its_own(tmp_path):
    tensors, rows = mlx(codes(8), 8, 32)
    own = {"group_size": 64, "bits": 4, "model.embed_tokens": {"group_size": 32, "bits": 8}}
    assert np.allclose(open_space(folder(tmp_path, tensors, {"quantization": own})).vectors, rows, atol=1e-6)


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ({}, SourceError, "of which 4 and 8 bits are read where config.json says how"),
        ({"bits": 3, "group_size": 64}, SourceError, "got 3 bits"),
        ({"bits": 4, "group_size": "64"}, SourceError, "in groups of 64"),
        ({"bits": 4, "group_size": 16}, CorruptFile, "do not fit"),
        ({"bits": 4, "group_size": 0}, CorruptFile, "do not fit"),
        ({"bits": 8, "group_size": 32}, CorruptFile, "do not fit"),
        ([], SourceError, "got None bits"),
    ],
)
def test_packed_by_mlx_in_another_way(tmp_path, said, error, message):
    tensors, _ = mlx(codes(4), 4, 32)
    with pytest.raises(error, match=message):
        open_space(folder(tmp_path, tensors, {"quantization": said}))


def four_bits(kind="nf4", block=64, nested=False, **changed):
    """Pack codes as bitsandbytes does; return the tensors, and the rows that they stand for."""
    values = codes(4)
    stored = np.array([high << 4 | low for high, low in values.reshape(-1, 2).tolist()], np.uint8)
    table = np.array(NF4[1], np.float32)
    name = "model.embed_tokens.weight"
    largest = RNG.uniform(0.5, 2, N * DIM // block).astype(np.float32)
    state = {"quant_type": kind, "blocksize": block, "dtype": "bfloat16", "shape": [N, DIM]}
    tensors = {f"{name}.absmax": torch.from_numpy(largest)}
    if nested:
        inner = RNG.integers(0, 256, len(largest)).astype(np.uint8)
        map_, outer = np.linspace(-1, 1, 256, dtype=np.float32), np.array([0.75, 0.5, 0.25], np.float32)
        state |= {"nested_blocksize": 10, "nested_dtype": "float32", "nested_offset": 0.875}
        tensors = {
            f"{name}.absmax": torch.from_numpy(inner),
            f"{name}.nested_quant_map": torch.from_numpy(map_),
            f"{name}.nested_absmax": torch.from_numpy(outer),
        }
        largest = np.array([map_[code] * outer[i // 10] + 0.875 for i, code in enumerate(inner.tolist())], np.float32)
    told = json.dumps({**state, **changed}).encode()
    tensors |= {
        name: torch.from_numpy(stored[:, None]),
        f"{name}.quant_map": torch.from_numpy(table),
        f"{name}.quant_state.bitsandbytes__{kind}": torch.frombuffer(bytearray(told), dtype=torch.uint8),
        "model.norm.weight": torch.ones(DIM),
    }
    flat = [table[code] * largest[at // block] for at, code in enumerate(values.reshape(-1).tolist())]
    return tensors, np.array(flat, np.float32).reshape(N, DIM)


@pytest.mark.parametrize("kind", ["nf4", "fp4"])
@pytest.mark.parametrize(("block", "nested"), [(64, False), (64, True), (32, False), (128, False)])
def test_four_bits_of_bitsandbytes(tmp_path, kind, block, nested):
    tensors, rows = four_bits(kind, block, nested)
    config = {"quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": True}}
    space = open_space(folder(tmp_path, tensors, config))
    assert np.allclose(space.vectors, rows, atol=1e-6)
    assert space.provenance["dtype"] == kind


def test_what_bitsandbytes_itself_packed(tmp_path):
    stored, table, values = NF4
    state = b'{"quant_type": "nf4", "blocksize": 64, "dtype": "float32", "shape": [2, 32]}'
    name = "embed_tokens.weight"
    tensors = {
        name: torch.frombuffer(bytearray.fromhex(stored), dtype=torch.uint8)[:, None],
        f"{name}.absmax": torch.tensor([2.0]),
        f"{name}.quant_map": torch.tensor(table),
        f"{name}.quant_state.bitsandbytes__nf4": torch.frombuffer(bytearray(state), dtype=torch.uint8),
    }
    space = open_space(folder(tmp_path, tensors, {}, TOKENS[:2]))
    assert space.vectors[0, :6].tolist() == values


@pytest.mark.parametrize(
    "changed",
    [
        {"shape": [N, DIM * 2]},
        {"shape": [N * DIM]},
        {"shape": None},
        {"shape": [-1, 4]},
        {"blocksize": 0},
        {"blocksize": 7},
        {"blocksize": None},
    ],
)
def test_four_bits_whose_parts_do_not_fit(tmp_path, changed):
    tensors, _ = four_bits(block=64, **changed)
    with pytest.raises(CorruptFile):
        open_space(folder(tmp_path, tensors, {}))


def test_four_bits_with_a_table_of_integers(tmp_path):
    tensors, _ = four_bits()
    name = "model.embed_tokens.weight.quant_map"
    tensors[name] = torch.arange(16, dtype=torch.int32)
    with pytest.raises(SourceError, match=r"quant_map, which belongs to it, is stored as I32"):
        open_space(folder(tmp_path, tensors, {}))


@pytest.mark.parametrize("missing", ["quant_map", "absmax", "nested_absmax", "nested_quant_map"])
def test_four_bits_of_which_a_part_is_missing(tmp_path, missing):
    tensors, _ = four_bits(nested=True)
    del tensors[f"model.embed_tokens.weight.{missing}"]
    with pytest.raises(SourceError):
        open_space(folder(tmp_path, tensors, {}))


@pytest.mark.parametrize("scale", [(N, 1), ()])
@pytest.mark.parametrize("dtype", [torch.int8, torch.float8_e4m3fn])
def test_quanto(tmp_path, scale, dtype):
    values = torch.from_numpy(RNG.integers(-100, 100, (N, DIM)).astype(np.float32)).to(dtype)
    scales = torch.rand(scale) + 0.5
    tensors = {"embed_tokens.weight._data": values, "embed_tokens.weight._scale": scales}
    space = open_space(folder(tmp_path, tensors, {"quantization_config": {"quant_method": "quanto"}}))
    assert np.allclose(space.vectors, (values.float() * scales).numpy())
    assert space.provenance["tensor"] == "embed_tokens.weight"
    named = open_space(folder(tmp_path, tensors, {}), tensor="embed_tokens.weight._data")  # as the file lists it
    assert np.array_equal(named.vectors, space.vectors)


def test_quanto_in_fewer_bits(tmp_path):
    tensors = {
        "embed_tokens.weight._data": torch.zeros((N, DIM // 2), dtype=torch.uint8),
        "embed_tokens.weight._scale": torch.ones((N, 1)),
    }
    with pytest.raises(SourceError, match="packed by quanto into U8"):
        open_space(folder(tmp_path, tensors, {}))
