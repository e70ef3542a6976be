"""Whether the seven days of the week lie on a circle or on a line."""

from __future__ import annotations

from lexiscape.compare.measured.cycles import cycle_traits
from lexiscape.compare.traits import Measured, Trait
from lexiscape.text.dates import WEEKDAYS


def measure(measured: Measured) -> list[Trait]:
    """Measure the first way of writing the days of which all seven are tokens: see `cycle_traits`."""
    return cycle_traits("weekdays", WEEKDAYS, measured)
