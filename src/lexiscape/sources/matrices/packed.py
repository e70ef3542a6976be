"""Forms in which a matrix is not its values: packed into integers, or changed by an adapter. Told by their names.

Enters: the tensors by name and what a matrix would be called. Leaves: the tensor that stands for it, and what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from lexiscape.errors import SourceError
from lexiscape.sources.matrices.architectures import PLAIN
from lexiscape.sources.matrices.tensor_names import Names, is_near_top, matches
from lexiscape.sources.tensors.matrix import INTEGERS, Matrix


class Packed(NamedTuple):
    """A tensor that stands for a matrix, and what makes such files."""

    tensor: str
    what: str


_INTO_INTEGERS = "it is packed into integers, as {} do; open the model before it was quantized"
#: What stands for `STEM.weight`, behind the stem: what it is.
_INSTEAD = {
    "qweight": _INTO_INTEGERS.format("GPTQ and AWQ"),
    "weight_packed": _INTO_INTEGERS.format("compressed-tensors"),
    "weight._data": _INTO_INTEGERS.format("quanto and torchao"),
    "_data": _INTO_INTEGERS.format("quanto and torchao"),
    "weight_qdata": _INTO_INTEGERS.format("torchao"),
    "_weight_qdata": _INTO_INTEGERS.format("torchao"),
    "weight:qdata": _INTO_INTEGERS.format("torchao"),
    "W_q": _INTO_INTEGERS.format("HQQ"),
    "weight_blocks": _INTO_INTEGERS.format("MXFP4 files"),
    "codes": _INTO_INTEGERS.format("AQLM and other codebooks"),
    "base_layer.weight": "an adapter lies over it; merge it first (merge_and_unload) and save the model again",
    "modules_to_save.default.weight": "an adapter has replaced it; merge it first (merge_and_unload) and save that",
}
#: What lies beside a `STEM.weight` that is stored as integers, behind the stem: what such files are.
_BESIDE = {
    "scales": "MLX's affine quantization",
    "weight.absmax": "bitsandbytes' 4 bits",
    "weight.quant_state": "bitsandbytes' 4 bits",
    "weight_scale_2": "ModelOpt's NVFP4",
    "weight_scale": "integers with scales",
}


def packed_form(names: Names, wanted: Iterable[str], counts: Callable[[str], bool]) -> Packed | None:
    """Return what stands for a matrix of one of the `wanted` names, if any does; None where the matrix is there.

    `counts` tells of a name whether it may stand for a matrix at all; few are asked.
    """
    for name in wanted:
        stem = name.removesuffix("weight") if name.endswith("weight") else f"{name}."
        for ending, what in _INSTEAD.items():
            found = [other for other in matches(names, stem + ending) if counts(other)]
            if name in PLAIN:  # other layers are called so too
                found = [other for other in found if is_near_top(other, stem + ending, 1)]
            if found:
                return Packed(min(found, key=lambda other: (len(other), other)), what)
    return None


def refuse_packed(tensors: Mapping[str, Matrix], matrix: Matrix) -> None:
    """Refuse a matrix of integers that have a known meaning; SourceError says which.

    Two values a byte, or eight an integer, make rows that are shorter than the vectors.
    """
    if matrix.dtype not in INTEGERS or matrix.dtype == "I8":
        return
    stem = matrix.name.removesuffix("weight")
    for ending, what in _BESIDE.items():
        if any(name.startswith(stem + ending) for name in tensors):
            raise SourceError(
                f"cannot read {matrix.name} in {matrix.file}: it is packed into integers ({matrix.dtype}), as "
                f"{what} does; open the model before it was quantized"
            )
