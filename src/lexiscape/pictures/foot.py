"""What stands below the maps of a figure: the legend, in as many lines as it takes, and the caption, whole."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.lines import Line2D

from lexiscape.pictures.scale import scale_ends

if TYPE_CHECKING:
    from matplotlib.cm import ScalarMappable
    from matplotlib.figure import Figure

    from lexiscape.columns import Column
    from lexiscape.pictures.fonts import Typeface
    from lexiscape.pictures.options import Theme

#: Sizes are in points, places in inches: of text, of the smallest caption that is read on paper, of a line of text, of
#: the bar of numbers with its title and ticks, and of the margin around all.
_TEXT, _SMALLEST, _LINE, _BAR, MARGIN = 6.5, 5.0, 0.14, 0.36, 0.08
#: What a legend's entry takes beside its name, and what lies between two: matplotlib's handle of 2 em, and our gaps.
_HANDLE, _GAP = 2.2 * _TEXT, 1.2 * _TEXT


class Entry(NamedTuple):
    """A point of the legend: what it stands for, its color, how large it is drawn, in points, and what is written."""

    name: str
    color: str
    size: float
    text: str


@dataclass(frozen=True)
class Foot:
    """What a figure's foot holds and how high it is, in inches; its caption is `size` points high."""

    legend: list[list[Entry]]
    caption: list[str]
    size: float
    has_bar: bool

    @property
    def height(self) -> float:
        """From the lower edge of the figure to the maps."""
        lines = len(self.legend) + len(self.caption)
        return MARGIN + lines * _LINE + (_BAR if self.has_bar else 0.0) + (0.06 if lines or self.has_bar else 0.0)


def plan_foot(entries: Sequence[Entry], caption: str, has_bar: bool, typeface: Typeface, width: float) -> Foot:
    """Break legend and caption into lines of a figure that is `width` inches wide."""
    room = (width - 2 * MARGIN) * 72
    longest = room - _HANDLE - 2
    entries = [entry._replace(text=_shorten(entry.text, longest, typeface)) for entry in entries]
    widths = [_HANDLE + _width(typeface, entry.text) * _TEXT for entry in entries]
    legend = [[entries[place] for place in line] for line in _fill(widths, room, _GAP)]
    size = min(_TEXT, room / max(_width(typeface, caption), 1e-9))
    if size >= _SMALLEST or not caption:
        return Foot(legend, [caption] if caption else [], size, has_bar)
    parts = caption.split(" · ")
    lines = _fill([_width(typeface, part) * _TEXT for part in parts], room, _width(typeface, " · ") * _TEXT)
    told = [" · ".join(parts[place] for place in line) for line in lines]
    size = min(_TEXT, room / max(_width(typeface, line) for line in told))
    return Foot(legend, told, size, has_bar)


def draw_foot(figure: Figure, foot: Foot, shown: Set[str], typeface: Typeface, theme: Theme) -> None:
    """Write the caption and, above it, those entries of the legend that the maps show."""
    width, height = figure.get_size_inches()
    for number, line in enumerate(reversed(foot.caption)):
        figure.text(
            MARGIN / width,
            (0.09 + number * _LINE) / height,
            line,
            fontsize=foot.size,
            fontfamily=typeface.families_of(line),
            color=theme.region,
            parse_math=False,
            gid="caption",
        )
    above = MARGIN + len(foot.caption) * _LINE
    lines = [kept for line in foot.legend if (kept := [entry for entry in line if entry.name in shown])]
    for number, entries in enumerate(reversed(lines)):
        texts = "".join(entry.text for entry in entries)
        legend = figure.legend(
            handles=[
                Line2D([], [], marker="o", linestyle="", markersize=entry.size, color=entry.color, label=entry.text)
                for entry in entries
            ],
            loc="lower left",
            bbox_to_anchor=(0.0, (above + number * _LINE) / height),
            ncols=len(entries),
            frameon=False,
            prop={"family": typeface.families_of("a" + texts), "size": _TEXT},
            labelcolor=theme.ink,
            handletextpad=0.1,
            columnspacing=_GAP / _TEXT,
            borderpad=0.0,
            borderaxespad=0.2,
        )
        for text in legend.get_texts():
            text.set_parse_math(False)


def draw_bar(figure: Figure, foot: Foot, scale: ScalarMappable, column: Column, theme: Theme) -> None:
    """Draw the colors of a numeric column as a bar with its ends, below its title, at the right."""
    width, height = figure.get_size_inches()
    long = min(1.4, width - 2 * MARGIN - 0.3)
    bottom = MARGIN + len(foot.caption) * _LINE + 0.14
    place = figure.add_axes(((width - long - 0.25) / width, bottom / height, long / width, 0.07 / height))
    bar = figure.colorbar(scale, cax=place, orientation="horizontal")
    low, high = scale_ends(column.values)
    if low == high:  # all values are one, and none lies to the right of it
        bar.set_ticks([low])
    bar.ax.tick_params(labelsize=5.5, length=2, pad=1, colors=theme.ink)
    bar.ax.set_title(column.title, fontsize=_TEXT, pad=2, color=theme.ink, parse_math=False)


def _width(typeface: Typeface, text: str) -> float:
    """In em; on a coarse raster glyphs stand on whole dots, and a line of them becomes up to a twentieth longer."""
    return typeface.width(text) * 1.05


def _fill(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Put things of these widths into lines, in order, each line as full as can be."""
    lines: list[list[int]] = []
    left = 0.0
    for place, width in enumerate(widths):
        if not lines or width > left:
            lines.append([])
            left = room
        lines[-1].append(place)
        left -= width + gap
    return lines


def _shorten(name: str, longest: float, typeface: Typeface) -> str:
    """Cut a name that would not fit into a line, and mark the cut."""
    if _width(typeface, name) * _TEXT <= longest:
        return name
    short, long = 0, len(name)
    while short < long - 1:  # what is known to fit, what is known not to
        middle = (short + long) // 2
        fits = _width(typeface, f"{name[:middle]}…") * _TEXT <= longest
        short, long = (middle, long) if fits else (short, middle)
    return f"{name[:short]}…"
