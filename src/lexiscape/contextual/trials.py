"""A model and a few of its tokens in, out what it does with them: whether it looks ahead, and what may share a batch.

Nothing of it can be read off a config. Most Transformers give a text the same states however it is padded. Where
filters, Fourier transforms or hashes run over all places (ConvBERT, FNet, Nystromformer, YOSO), or a token is joined
with the next (MobileBERT), they do not, and the mean of a token would depend on what else was in its batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lexiscape.errors import SourceError

if TYPE_CHECKING:
    import torch

_SHORT = 4
_LONG = 24  # tokens: longer than any filter of a layer is wide, with what is around
#: Share of a state's length that two runs may differ by: rounding, in single and in half precision, is a tenth of that.
_TOLERANCE = {4: 1e-4, 2: 0.05}

Forward = Callable[[Sequence[Sequence[int]]], "tuple[torch.Tensor, ...]"]


class Traits(NamedTuple):
    """What a model was seen to do.

    Attributes
    ----------
    causal : bool
        Whether a token sees only those before it.
    together : {"any", "alike", "one"}
        Which windows may share a batch: all, those of one length, or none.
    dims : tuple of int
        Length of a state in each layer.
    exponents : tuple of int
        Of each layer, the power of two that its largest number is below.
    is_finite : bool
        Whether all numbers were.
    """

    causal: bool
    together: str
    dims: tuple[int, ...]
    exponents: tuple[int, ...]
    is_finite: bool


def try_out(forward: Forward, words: Sequence[int], before: int, room: int, name: str) -> Traits:
    """Run a few short texts.

    Parameters
    ----------
    forward : callable
        From windows of ids to the states of each layer, (windows, width, dim).
    words : sequence of int, 6
        Ids of plain tokens.
    before : int
        Specials in front of a window.
    room : int
        Tokens of the longest window.
    name : str
        The model, for messages.

    Raises
    ------
    SourceError
        A layer holds other places than the text has, or the same text gives other states each time.
    """
    short, long = list(words[:_SHORT]), [words[i % 6] for i in range(max(min(_LONG, room), _SHORT + 1))]
    alone = forward([short])
    odd = next((layer for layer, state in enumerate(alone) if state.shape[1] != alone[0].shape[1]), None)
    if odd is not None:
        raise SourceError(f"layer {odd} of {name} has a state for {alone[odd].shape[1]} tokens of {alone[0].shape[1]}")
    places = slice(before, before + _SHORT)
    if not _are_near(alone, forward([short]), places):
        raise SourceError(f"{name} gives other states each time that it is run: there is no mean of them to keep")
    ahead = forward([[*short[:3], words[5]]])[-1]
    first = slice(before, before + 1)
    causal = _are_near([alone[-1]], [ahead], first)
    if not _are_near(alone, forward([short, [*words[2:6]]]), places):
        together = "one"
    else:
        padded = _are_near(alone, forward([short, long]), places)
        single = padded and _are_near(forward([short[:1]]), forward([short[:1], long]), first)
        together = "any" if single else "alike"
    largest = [float(state[0].abs().max()) for state in alone]
    return Traits(
        causal,
        together,
        tuple(int(state.shape[-1]) for state in alone),
        tuple(math.frexp(value)[1] if math.isfinite(value) else 0 for value in largest),
        all(map(math.isfinite, largest)),
    )


def _are_near(one: Sequence[Any], other: Sequence[Any], places: slice) -> bool:
    """Whether the first window's states are alike in every layer, but for rounding; what is no number is not told."""
    for left, right in zip(one, other, strict=True):
        a, b = left[0, places].double(), right[0, places].double()
        apart = (a - b).norm(dim=1) > _TOLERANCE[min(left.element_size(), 4)] * a.norm(dim=1)
        if bool(apart.any()):
            return False
    return True


def refuse_made_up(forward: Forward, made_up: dict[str, Any], words: Sequence[int], name: str) -> None:
    """Give weights that a model's files lack one value each; refuse the model if its states depend on them.

    Of a head that no state passes through (a pooler) nobody needs to hear; other weights that transformers made up by
    lot would give other states in each run.
    """
    import torch

    if not made_up:
        return
    seen = []
    for value in (1.0, 0.0):
        for weight in made_up.values():
            weight.data.fill_(value)
        seen.append(forward([list(words[:_SHORT])]))
    if not all(torch.equal(a.nan_to_num(), b.nan_to_num()) for a, b in zip(*seen, strict=True)):
        raise SourceError(
            f"{name} lacks weights that its states depend on: {next(iter(made_up))} is not in its files; are they "
            "whole, and is its config.json its own?"
        )
