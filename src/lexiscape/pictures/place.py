"""A token's color by where it lies: hue by the way from the middle of the map, chroma by how far.

The page's rule (`web/src/colors/place.ts`); the numbers are in `rules/rules.json`, the answers in tests/golden.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import (
    NAME_CHROMA,
    NAME_LIGHTNESS,
    PLACE_CHROMA,
    PLACE_HUES,
    PLACE_INSIDE,
    PLACE_LIGHTEST,
    PLACE_LIGHTNESS,
    PLACE_RINGS,
    PLACE_TILT,
    SCALE_SAMPLE,
)
from lexiscape.layouts.grid import Grid, grid_of

#: What colors a map instead of a column; no column has the name.
PLACE = "@place"

Rgb = tuple[int, int, int]


class Around(NamedTuple):
    """The middle of a map, and how far from it chroma is full, in steps of the page's grid; and that grid."""

    x: float
    y: float
    reach: float
    grid: Grid

    def polar(self, places: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the step of the hue (n,), and how far from the middle (n,), 1 at the rim, of steps (n, 2)."""
        dx, dy = places[:, 0] - self.x, self.y - places[:, 1]  # the page's y grows downward
        turn = (np.arctan2(dy, dx) / (2 * np.pi) + 1) % 1
        hue = np.floor(turn * PLACE_HUES + 0.5).astype(np.int64) % PLACE_HUES
        return hue, np.minimum(np.hypot(dx, dy) / self.reach, 1)


def around(xy: NDArray[np.float32]) -> Around:
    """Find the middle of the places (n, 2) of all tokens."""
    grid = grid_of(xy)
    x, y = grid.steps.mean(axis=0, dtype=np.float64).tolist()
    away = np.sort(np.hypot(*(grid.steps[:: max(1, len(xy) // SCALE_SAMPLE)] - (x, y)).T))
    # where most lie in the very middle, the one furthest out says how far the rim is
    return Around(x, y, float(away[int(PLACE_INSIDE * (len(away) - 1))]) or float(away[-1]) or 1.0, grid)


def place_colors(xy: NDArray[np.float32], ground: str) -> NDArray[np.float64]:
    """Return the color of every token, (n, 3), 0 to 1, on a `light` or `dark` ground."""
    middle = around(xy)
    hue, far = middle.polar(middle.grid.steps)
    ring = np.floor((PLACE_RINGS - 1) * far + 0.5).astype(np.int64)
    colors = np.array(wheel(ground), np.float64) / 255
    return np.asarray(colors[ring * PLACE_HUES + hue], np.float64)


def name_color(middle: Around, ground: str, x: float, y: float) -> Rgb:
    """Return the color of a name that stands there, in map coordinates."""
    hue, far = middle.polar((np.array([[x, y]], np.float64) - middle.grid.origin) / middle.grid.step)
    chroma = NAME_CHROMA * math.sqrt(float(far[0]))
    return oklch(NAME_LIGHTNESS[ground], chroma, int(hue[0]) / PLACE_HUES * 2 * math.pi)


def wheel(ground: str) -> list[Rgb]:
    """Return all colors by place, from the middle outward, each ring by hue."""
    least, most = PLACE_CHROMA
    colors = []
    for ring in range(PLACE_RINGS):
        chroma = least + (most - least) * ring / (PLACE_RINGS - 1)
        for step in range(PLACE_HUES):
            hue = step / PLACE_HUES * 2 * math.pi
            tilt = PLACE_TILT * chroma / most * math.cos(hue - PLACE_LIGHTEST * math.pi / 180)
            colors.append(oklch(PLACE_LIGHTNESS[ground] + tilt, chroma, hue))
    return colors


def oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """Return a color of OKLCH, the hue in radians; with less chroma where sRGB has no such color."""
    while True:
        linear = _linear(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
        if chroma <= 0 or all(0 <= part <= 1 for part in linear):
            red, green, blue = (math.floor(255 * _encoded(min(max(part, 0.0), 1.0)) + 0.5) for part in linear)
            return red, green, blue
        chroma -= 0.005


def _linear(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    """Linear sRGB of an Oklab color: B. Ottosson, "A perceptual color space for image processing" (2020)."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )


def _encoded(linear: float) -> float:
    """IEC 61966-2-1."""
    return float(12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055)
