"""A list that was cut short in, how many tokens have the value of its last one out, unless all are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Tie(NamedTuple):
    """Tokens with the value at which a list ends, some of which it leaves out.

    Attributes
    ----------
    value : float
        What all of them have.
    listed : int
        How many of them are in the list.
    equal : int
        How many there are.
    """

    value: float
    listed: int
    equal: int

    def __str__(self) -> str:
        return f"{self.listed:,} of {self.equal:,} equal at {self.value:.4g}"

    def as_dict(self) -> dict[str, Any]:
        """Return the tie as JSON values."""
        return {"value": round(self.value, 6), "listed": self.listed, "equal": self.equal}


def tie_of(values: NDArray[np.floating[Any]], listed: Sequence[int] | NDArray[np.int64]) -> Tie | None:
    """Return the tie that a list cuts, None where it cuts none.

    Parameters
    ----------
    values : ndarray, (n,)
        What tokens were put in order by, none of them NaN.
    listed : sequence of int
        Which of them are listed, in their order.
    """
    if not len(listed):
        return None
    last = values[listed[-1]]
    equal, shown = int((values == last).sum()), int((values[listed] == last).sum())
    return Tie(float(last), shown, equal) if equal > shown else None
