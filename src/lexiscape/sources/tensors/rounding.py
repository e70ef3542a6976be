"""Stored values in, the error that storing them so has cost out: the expected square of it, row by row.

A value that is rounded to a grid of step s is off by anything from -s/2 to s/2, as likely one as the other, so that the
expected square is s^2 / 12 (Bennett 1948, doi:10.1002/j.1538-7305.1948.tb01340.x). A float's step is that of its
exponent; that of a block of quantized values follows from the scales that the block holds. Errors of scales
themselves, and of values that were cut off, come on top: they are small beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.rows import squared_lengths

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Bytes = NDArray[np.uint8]


class FloatFormat(NamedTuple):
    """A floating-point format: bits of its fraction, and the exponent of its smallest normal number."""

    fraction: int
    least: int


#: Floating-point formats by their safetensors name; float64 is read as float32.
FLOATS = {
    "F64": FloatFormat(23, -126),
    "F32": FloatFormat(23, -126),
    "F16": FloatFormat(10, -14),
    "BF16": FloatFormat(7, -126),
    "F8_E4M3": FloatFormat(3, -6),
    "F8_E5M2": FloatFormat(2, -14),
}
#: The same formats as NumPy and PyTorch call them.
SPELLED = {"float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16"}
_EXPONENT = np.uint32(0x7F800000)
_LEAST_NORMAL = np.float32(2.0**-126)


def float_errors(rows: Float32, dtype: str) -> Float64:
    """Return the expected squared error of each row, (n,), of values rounded to one of `FLOATS`; NaN where not finite.

    A value of exponent e has the step 2^(e - fraction), below the least normal number that of the least.
    """
    kind = FLOATS[dtype]
    powers = (np.ascontiguousarray(rows, np.float32).view(np.uint32) & _EXPONENT).view(np.float32)
    least = max(np.float32(2.0**kind.least), _LEAST_NORMAL)
    if float(powers.min(initial=np.inf)) < least:
        powers = np.maximum(powers, least)
    return np.asarray(_finite(squared_lengths(powers, 1)) * 2.0 ** (-2 * kind.fraction) / 12)


def are_exact(rows: Float32, dtype: str) -> bool:
    """Tell whether rounding to one of `FLOATS` would leave every value as it is; NaN and the infinite are left."""
    if dtype in ("F32", "F64"):
        return True
    if dtype == "BF16":
        return not (np.ascontiguousarray(rows, np.float32).view(np.uint32) & np.uint32(0xFFFF)).any()
    if dtype == "F16":
        return bool(np.array_equal(round_to(rows, dtype), rows, equal_nan=True))
    kind = FLOATS[dtype]
    powers = (np.ascontiguousarray(rows, np.float32).view(np.uint32) & _EXPONENT).view(np.float32)
    with np.errstate(invalid="ignore"):
        steps = rows / (np.maximum(powers, np.float32(2.0**kind.least)) * np.float32(2.0**-kind.fraction))
    return bool((np.isnan(steps) | (steps == np.rint(steps))).all())


def round_to(rows: Float32, dtype: str) -> Float32:
    """Return rows rounded to "F16" or "BF16", each value to the nearest, of two as near to the even one."""
    if dtype == "F16":
        with np.errstate(over="ignore"):
            return rows.astype(np.float16).astype(np.float32)
    bits = np.ascontiguousarray(rows, np.float32).view(np.uint32)
    nearest = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) & np.uint32(0xFFFF0000)
    return np.where(np.isnan(rows), rows, nearest.view(np.float32))


def _finite(squares: Float64) -> Float64:
    return np.where(np.isfinite(squares), squares, np.nan)


def _halves(stored: Bytes) -> Float32:
    """Return float16 numbers, (blocks,), out of the two bytes of each block."""
    return np.ascontiguousarray(stored).view("<f2")[:, 0].astype(np.float32)


def _one_scale(blocks: Bytes) -> Float32:
    return _halves(blocks[:, :2])[:, None]


def _q2_k(blocks: Bytes) -> Float32:
    return np.asarray(_halves(blocks[:, 80:82])[:, None] * (blocks[:, :16] & 15))


def _q3_k(blocks: Bytes) -> Float32:
    packed = blocks[:, 96:108]
    low = np.concatenate([packed[:, :8] & 15, packed[:, :8] >> 4], axis=1)
    high = np.concatenate([(packed[:, 8:] >> shift) & 3 for shift in (0, 2, 4, 6)], axis=1)
    return np.asarray(_halves(blocks[:, 108:110])[:, None] * ((low | (high << 4)).astype(np.float32) - 32))


def _q4_k(blocks: Bytes) -> Float32:
    low, high = blocks[:, 4:8], blocks[:, 12:16]
    scales = np.concatenate([low & 63, (high & 15) | ((low >> 2) & 48)], axis=1)
    return np.asarray(_halves(blocks[:, :2])[:, None] * scales)


def _q6_k(blocks: Bytes) -> Float32:
    return np.asarray(_halves(blocks[:, 208:210])[:, None] * np.ascontiguousarray(blocks[:, 192:208]).view(np.int8))


#: Quantizations of GGUF with evenly spaced values, by name: how the steps of a block's equal parts, (blocks, parts),
#: follow from its bytes (ggml-common.h, `block_q4_0` and the others). Those with tables of values are not among them.
STEPS: dict[str, Callable[[Bytes], Float32]] = {
    "Q4_0": _one_scale,
    "Q4_1": _one_scale,
    "Q5_0": _one_scale,
    "Q5_1": _one_scale,
    "Q8_0": _one_scale,
    "Q2_K": _q2_k,
    "Q3_K": _q3_k,
    "Q4_K": _q4_k,
    "Q5_K": _q4_k,
    "Q6_K": _q6_k,
}


def block_errors(blocks: Bytes, dtype: str, values: int) -> Float64:
    """Return the expected squared error of each row, (n,), of blocks, (n, blocks, bytes), of so many values each."""
    n, count, size = blocks.shape
    steps = STEPS[dtype](np.ascontiguousarray(blocks).reshape(n * count, size)).reshape(n, -1)
    return np.asarray(_finite(squared_lengths(steps, 1)) * (count * values / steps.shape[1]) / 12)
