"""A figure in, the same with as many digits as tell something out: whatever the unit that a matrix is stored in."""

from __future__ import annotations

import math


def significant(value: float, digits: int = 7) -> float:
    """Return a number rounded to so many significant digits; NaN and the infinite stay what they are."""
    return float(f"{value:.{digits}g}")


def told(value: float, digits: int = 7) -> float | None:
    """Return a number as JSON can tell it: None where there is no figure, since JSON has no NaN."""
    return significant(value, digits) if math.isfinite(value) else None
