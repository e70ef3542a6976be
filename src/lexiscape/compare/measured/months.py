"""Whether the twelve months lie on a circle or on a line."""

from __future__ import annotations

from lexiscape.compare.measured.cycles import cycle_traits
from lexiscape.compare.traits import Measured, Trait
from lexiscape.text.dates import MONTHS


def measure(measured: Measured) -> list[Trait]:
    """Measure the first way of writing the months of which all twelve are tokens: see `cycle_traits`."""
    return cycle_traits("months", MONTHS, measured)
