"""What a figure shows, how large and in which colors: `FigureOptions`, checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import NamedTuple

from lexiscape._rules import DARK_PALETTE, LIGHT_PALETTE, VIRIDIS_PART
from lexiscape.errors import MissingExtra, OptionError
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import find_rows

Window = tuple[float, float, float, float]
_MOST_WINDOWS = 64


class Theme(NamedTuple):
    """The colors of a figure; `shade` is where the density is highest, `scale` the part of viridis that is used."""

    name: str
    paper: str
    shade: str
    ink: str
    region: str
    faint: str
    accents: tuple[str, ...]
    highlights: tuple[str, ...]
    scale: tuple[float, ...]


THEMES = {
    "light": Theme(
        "light",
        "#ffffff",
        "#d5deea",
        "#17202b",
        "#6d7f99",
        "#9aa5b4",
        LIGHT_PALETTE,
        ("#c2002f", "#0050b5", "#007a55", "#8a3ffc"),
        VIRIDIS_PART["light"],
    ),
    "dark": Theme(
        "dark",
        "#10151c",
        "#2b394c",
        "#eef2f7",
        "#8fa3c0",
        "#5f6d80",
        DARK_PALETTE,
        ("#ff6b81", "#6db3ff", "#4fe0b0", "#c9a2ff"),
        VIRIDIS_PART["dark"],
    ),
}


@dataclass(frozen=True)
class FigureOptions:
    """What a figure shows and how large it is.

    Attributes
    ----------
    window : tuple of float or None
        x0, x1, y0, y1 in map coordinates; widened on one side to the figure's shape. None: the whole map.
    around : str or None
        A token in the middle of the window instead.
    grid : sequence of str
        Tokens of which each gets a window of its own, itself in the middle; marked, unless `highlight` names others.
    radius : float or None
        From `around` to the nearer edge, in map coordinates; None: as far as its 60 nearest points reach.
    highlight : sequence of str, or mapping of str to sequence of str
        Tokens that are marked and always labeled; with a mapping, one color and legend entry a group.
    color : str or None
        A column of the map; "auto": what the page opens with, which is "place", by where a token lies; None: one ink.
    labels : bool
        Whether tokens are labeled.
    regions : bool or None
        Whether places are named; None: in the overview.
    size : tuple of float
        Width and height, in inches.
    dpi : float
        Dots an inch, for .png and for the points' layer in .svg and .pdf.
    theme : str
        A key of `THEMES`.
    font : str or None
        A font family to try first; what it lacks comes from the other fonts installed.
    font_size : float or None
        Of the token labels, in points; None: 6.5 in the overview, 9 where few tokens are seen.
    heading : str or None
        The line above the map; None for none.
    caption : str or None
        What stands below the map; None: what it is a map of and how far to believe it; "" for none.
    """

    window: Window | None = None
    around: str | None = None
    grid: Sequence[str] = ()
    radius: float | None = None
    highlight: Sequence[str] | Mapping[str, Sequence[str]] = ()
    color: str | None = "auto"
    labels: bool = True
    regions: bool | None = None
    size: tuple[float, float] = (8.0, 8.0)
    dpi: float = 200
    theme: str = "light"
    font: str | None = None
    font_size: float | None = None
    heading: str | None = None
    caption: str | None = None


def check_options(options: FigureOptions) -> None:
    """Raise MissingExtra when matplotlib is not there, OptionError when a value makes no sense."""
    if find_spec("matplotlib") is None:
        raise MissingExtra("matplotlib", "figure")
    if options.theme not in THEMES:
        raise OptionError(f"no theme {options.theme!r}: choose one of {', '.join(THEMES)}")
    _check_windows(options)
    if not all(0.5 <= side <= 100 for side in options.size):
        raise OptionError(
            "a figure is between 0.5 and 100 inches on each side, not "
            + " x ".join(f"{side:.3g}" for side in options.size)
        )
    if not 10 <= options.dpi <= 2400:
        raise OptionError(f"expected between 10 and 2400 dots an inch, not {options.dpi:g}")
    if options.font_size is not None and not 0.5 <= options.font_size <= 500:
        raise OptionError(f"expected labels of between 0.5 and 500 points, not {options.font_size:g}")
    if options.font is not None and not options.font.strip():
        raise OptionError("expected the name of a font family, not an empty one")


def _check_windows(options: FigureOptions) -> None:
    """Raise OptionError where what is to be seen cannot be, or contradicts itself."""
    if isinstance(options.grid, str):
        raise OptionError(f"a grid is a list of tokens, such as [{options.grid!r}], not one text")
    if len(options.grid) > _MOST_WINDOWS:
        raise OptionError(f"a grid has {_MOST_WINDOWS} windows at most, not {len(options.grid)}")
    if sum(map(bool, (options.window, options.around, options.grid))) > 1:
        raise OptionError("a window, a token to look around and a grid of such tokens exclude each other: choose one")
    if options.radius is not None and not ((options.around or options.grid) and options.radius > 0):
        raise OptionError(
            f"a radius is a positive distance around a token (given: {options.radius:g}, {options.around!r})"
        )
    if options.window and not (options.window[0] < options.window[1] and options.window[2] < options.window[3]):
        raise OptionError(f"a window is x0,x1,y0,y1 with x0 < x1 and y0 < y1, not {options.window}")


def check_tokens(space: EmbeddingSpace, options: FigureOptions | None) -> None:
    """Raise SelectionError, with close spellings, when a token that the figure is to show is not in the space."""
    if options is None:
        return
    groups = options.highlight.values() if isinstance(options.highlight, Mapping) else [options.highlight]
    around = [options.around] if options.around else []
    for token in [*around, *options.grid, *(token for group in groups for token in group)]:
        find_rows(space, token)
