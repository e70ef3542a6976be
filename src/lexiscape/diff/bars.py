"""How far a row may be off for rounding to explain it, in errors that rounding is expected to cost."""

from __future__ import annotations

#: How many times the error expected of rounding, or the middle one of all rows that differ, a row's may be for rounding
#: to explain it; and at most: values that were cut off and not rounded are off by twice as much. The largest that each
#: format gave stand in docs/diff.md (benchmarks/diff.py).
STANDS_OUT, MOST = 1.75, 2.5
#: How many times the error expected of rounding the middle one must be for rounding to be why: formats give 0.96 and
#: more, a few values that a training moved by one step give less.
LEAST = 0.7


def bar_of(usual: float) -> float:
    """Return up to which error a row is explained where the middle one is `usual`; NaN, where none is known."""
    return min(STANDS_OUT * (usual if usual > 1.0 else 1.0), MOST)
