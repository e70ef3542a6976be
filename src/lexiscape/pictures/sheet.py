"""A figure's sheet: one map, or several windows of it side by side, with a title above and one foot below all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from lexiscape.errors import OptionError
from lexiscape.one_line import one_line
from lexiscape.pictures.caption import describe
from lexiscape.pictures.drawing import Drawing, check_color, color_scale, named_colors, resolve_highlights
from lexiscape.pictures.fonts import find_typeface
from lexiscape.pictures.foot import MARGIN, Entry, draw_bar, draw_foot, plan_foot
from lexiscape.pictures.labels import label_text
from lexiscape.space.lookup import find_rows

if TYPE_CHECKING:
    from lexiscape.columns import Column
    from lexiscape.map_data import MapData
    from lexiscape.pictures.fonts import Typeface
    from lexiscape.pictures.options import FigureOptions, Theme

#: Of the heading of the figure and the name of one of its windows: points, and inches that it takes.
_HEADING, _HEADING_HEIGHT, _NAME, _NAME_HEIGHT = 10.0, 0.26, 8.0, 0.2
#: Of the points of the legend that stand for marked tokens.
_MARKED = 5.0
#: Inches: less than this is no map.
_LEAST = 0.2
#: A window that is smaller than this, in inches, shows a few labels and no more.
_SMALLEST = 0.8


class MapFigure(Figure):
    """A figure that a notebook shows when it is a cell's last line, whether pyplot is in use or not."""

    def _repr_png_(self) -> bytes:
        image = BytesIO()
        self.savefig(image, format="png", facecolor=self.get_facecolor())
        return image.getvalue()


def draw_sheet(map: MapData, options: FigureOptions, theme: Theme) -> Figure:  # noqa: A002 - it is called a map
    """Draw all of a figure."""
    color = check_color(map, options.color)
    column = map.columns.get(color or "")
    graded = column is not None and column.categories is None
    entries = _entries(map, options, theme, None if graded else column)
    caption = describe(map) if options.caption is None else one_line(options.caption)
    heading = one_line(options.heading or "")
    names = [label_text(map.space.readable[find_rows(map.space, token)[0]]) for token in options.grid]
    written = "".join([caption, heading, *(entry.text for entry in entries), *names])
    typeface = find_typeface(set(written) | set("…·0aÅ"), options.font)
    width, height = options.size
    foot = plan_foot(entries, caption, graded, typeface, width)
    top = height - MARGIN - (_HEADING_HEIGHT if heading else 0.0)
    whole = (MARGIN, foot.height, width - 2 * MARGIN, top - foot.height)
    if min(whole[2:]) < _LEAST:
        raise OptionError(f"a figure of {width:.3g} x {height:.3g} inches has no room for a map above its legend")

    figure = MapFigure(figsize=options.size, dpi=options.dpi, facecolor=theme.paper)
    if heading:
        _write(figure, heading, (MARGIN, top + 0.08, whole[2]), _HEADING, typeface, theme)
    windows = [(options, whole)]
    if options.grid:
        windows = []
        for token, name, (left, bottom, wide, high) in zip(
            options.grid, names, _windows(len(options.grid), whole), strict=True
        ):
            own = replace(options, around=token, grid=(), highlight=options.highlight or (token,))
            windows.append((own, (left, bottom, wide, high - _NAME_HEIGHT)))
            _write(figure, name, (left, bottom + high - _NAME_HEIGHT + 0.05, wide), _NAME, typeface, theme)
    shown = {entry.name for entry in entries if entry.size == _MARKED}
    for own, box in windows:
        drawing = Drawing(map, own, theme, figure, box)
        drawing.draw()
        shown |= drawing.shown
    draw_foot(figure, foot, shown, typeface, theme)
    if column is not None and graded:
        draw_bar(figure, foot, color_scale(column, theme), column, theme)
    return figure


def _entries(map: MapData, options: FigureOptions, theme: Theme, column: Column | None) -> list[Entry]:  # noqa: A002
    """Return what the legend may have to show: a column's categories, and groups of marked tokens."""
    named = named_colors(column, theme) if column else []
    categories = [Entry(name, color, 4, name) for name, color in named]
    groups = [group for group, _ in resolve_highlights(map, options.highlight)]
    colors = theme.highlights
    # a group may be called what a category is called
    marked = [
        Entry(f"marked: {group}", colors[number % len(colors)], _MARKED, group) for number, group in enumerate(groups)
    ]
    return [*categories, *(entry for entry in marked if entry.text)]


def _write(
    figure: Figure, text: str, place: tuple[float, float, float], size: float, typeface: Typeface, theme: Theme
) -> None:
    """Write a line at x, y, smaller where it is wider than the third number; all in inches."""
    (left, bottom, room), (width, height) = place, figure.get_size_inches()
    figure.text(
        left / width,
        bottom / height,
        text,
        fontsize=min(size, room * 72 / max(typeface.width(text), 1e-9)),
        fontfamily=typeface.families_of(text),
        color=theme.ink,
        parse_math=False,
        gid="heading",
    )


def _windows(count: int, whole: tuple[float, float, float, float]) -> Iterator[tuple[float, float, float, float]]:
    """Cut a box into windows, row by row from the top, in the numbers of columns and rows that leave them largest."""
    left, bottom, width, height = whole

    def sides(columns: int) -> tuple[float, float]:
        lines = ceil(count / columns)
        return (width - (columns - 1) * MARGIN) / columns, (height - (lines - 1) * MARGIN) / lines

    columns = max(range(1, count + 1), key=lambda number: min(sides(number)[0], sides(number)[1] - _NAME_HEIGHT))
    wide, high = sides(columns)
    if min(wide, high - _NAME_HEIGHT) < _SMALLEST:
        raise OptionError(
            f"{count} windows would be {min(wide, high - _NAME_HEIGHT):.2g} inches wide or high, and less than "
            f"{_SMALLEST} shows nothing: choose fewer, or a larger figure"
        )
    for number in range(count):
        line, place = divmod(number, columns)
        yield left + place * (wide + MARGIN), bottom + height - high - line * (high + MARGIN), wide, high
