"""int8 and float8 with the scales that are known."""

import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import SourceError
from tiny_models import WORDPIECE, as_stored, write_model

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
    gptq = {
        "model.embed_tokens.qweight": ("I32", (1, 12), b"\0" * 48),
        "model.embed_tokens.scales": as_stored(np.ones((1, 12)), "F16"),
        "model.norm.weight": as_stored(np.ones(8), "F16"),
    }
    with pytest.raises(SourceError, match=r"cannot read model\.embed_tokens\.qweight .* as GPTQ and AWQ do"):
        open_space(write_model(tmp_path / "d", gptq, tokens=WORDPIECE))
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


@pytest.mark.parametrize("dtype", ["I8", "F8_E4M3", "F8_E5M2"])
@pytest.mark.parametrize("scale", ["weight_scale", "SCB"])
def test_scales_that_are_integers_are_codes(tmp_path, dtype, scale):
    """Powers of two (e8m0), say: multiplied as whole numbers, they would give other proportions."""
    powers = ("U8", (12, 1), bytes(range(120, 132)))
    tensors = {"embed_tokens.weight": (dtype, (12, 8), INT8.tobytes()), f"embed_tokens.{scale}": powers}
    with pytest.raises(SourceError, match=rf"embed_tokens\.{scale}, .* stored as U8; expected floating-point numbers"):
        open_space(write_model(tmp_path / "m", tensors, tokens=WORDPIECE))
