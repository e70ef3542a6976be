"""The layers of one map in a figure, from the density at the bottom to the labels."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import colormaps
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, Normalize, to_hex
from numpy.typing import NDArray

from lexiscape._rules import FEW_TOKENS, SCALE_STEPS
from lexiscape.columns import Column
from lexiscape.errors import OptionError, SelectionError
from lexiscape.pictures.categories import COLORED, slots_of
from lexiscape.pictures.fonts import Typeface, describe_missing, find_typeface
from lexiscape.pictures.importance import importance
from lexiscape.pictures.labels import Placement, label_text, place_labels
from lexiscape.pictures.place import PLACE, around, name_color, place_colors
from lexiscape.pictures.regions import CONTINENTS, COUNTRIES, Region, density, find_regions
from lexiscape.pictures.scale import scale_ends, scale_steps
from lexiscape.space.lookup import find_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lexiscape.map_data import MapData
    from lexiscape.pictures.options import FigureOptions, Theme, Window

Box = tuple[float, float, float, float]

# A line of text takes this much, in em, above and below the baseline: DejaVu Sans and Noto Sans CJK both fit.
_DESCENT, _HEIGHT = 0.29, 1.25

# More names than these fill a printed page, which cannot be zoomed.
_MOST_REGIONS = 20
#: A figure has one scale, at which countries are as wide as their names; their words are none of their continents'.
_NAMED_LEVEL = "country"


class Drawing:
    """One map being drawn into a box of a figure, given in inches from its lower left: left, bottom, width, height.

    `shown` are the names of the categories of which points are seen, as the legend calls them.
    """

    def __init__(self, map: MapData, options: FigureOptions, theme: Theme, figure: Figure, box: Box) -> None:  # noqa: A002
        self.map, self.options, self.theme = map, options, theme
        self.color = check_color(map, options.color)
        self.highlights = resolve_highlights(map, options.highlight)
        self.shown: set[str] = set()
        width, height = options.size
        self.area = (box[2] * 72, box[3] * 72)
        self.window, self.is_overview = _choose_window(map, options, self.area)
        x0, x1, y0, y1 = self.window
        xy = map.xy
        inside = (xy[:, 0] >= x0) & (xy[:, 0] <= x1) & (xy[:, 1] >= y0) & (xy[:, 1] <= y1)
        if not inside.any():
            (a, c), (b, d) = xy.min(axis=0), xy.max(axis=0)
            raise SelectionError(
                f"no token lies in the window {x0:.4g},{x1:.4g},{y0:.4g},{y1:.4g}: "
                f"the map reaches from {a:.4g} to {b:.4g} in x and from {c:.4g} to {d:.4g} in y"
            )
        self.inside = inside
        self.axes: Axes = figure.add_axes((box[0] / width, box[1] / height, box[2] / width, box[3] / height))

    def draw(self) -> None:
        """Draw the layers."""
        x0, x1, y0, y1 = self.window
        self.axes.set(xlim=(x0, x1), ylim=(y0, y1), xticks=[], yticks=[], facecolor=self.theme.paper)
        for spine in self.axes.spines.values():
            spine.set(color=self.theme.faint, linewidth=0.4)
        self._shade()
        self._points()
        typeface = self._typeface()
        taken = self._mark(typeface)
        if self.options.regions or (self.options.regions is None and self.is_overview):
            taken += self._name_regions(typeface, taken)
        if self.options.labels:
            self._label(typeface, taken)

    def _to_points(self, xy: NDArray[Any]) -> NDArray[np.float64]:
        """Map coordinates → typographic points from the lower left of the axes."""
        x0, x1, y0, y1 = self.window
        return (np.asarray(xy, np.float64) - (x0, y0)) / (x1 - x0, y1 - y0) * self.area

    def _to_map(self, place: tuple[float, float]) -> tuple[float, float]:
        x0, x1, y0, y1 = self.window
        return x0 + place[0] / self.area[0] * (x1 - x0), y0 + place[1] / self.area[1] * (y1 - y0)

    def _shade(self) -> None:
        columns = 320
        rows = max(int(columns * self.area[1] / self.area[0]), 1)
        field = density(self.map.xy, self.window, (columns, rows), blur=columns / 55)
        top = float(np.quantile(field, 0.995)) or 1.0
        shades = LinearSegmentedColormap.from_list("density", [self.theme.paper, self.theme.shade])
        self.axes.imshow(
            np.sqrt(np.clip(field / top, 0, 1)),
            extent=self.window,
            origin="lower",
            cmap=shades,
            aspect="auto",
            interpolation="bicubic",
            vmin=0,
            vmax=1,
            zorder=0,
        )

    def _points(self) -> None:
        """Draw one point a token."""
        rows = np.flatnonzero(self.inside)
        size = float(np.clip(9000 / len(rows), 0.7, 14))
        style: dict[str, Any] = {"s": size, "linewidths": 0, "alpha": 0.75, "zorder": 2, "rasterized": len(rows) > 3000}
        x, y = self.map.xy[rows].T
        if self.color is None:
            self.axes.scatter(x, y, color=self.theme.faint, **style)
            return
        if self.color == PLACE:
            self.axes.scatter(x, y, color=place_colors(self.map.xy, self.theme.name)[rows], **style)
            return
        column = self.map.columns[self.color]
        if column.categories is None:
            colors = np.array([*scale_colors(self.theme), self.theme.faint])  # the last one: no number
            self.axes.scatter(x, y, color=colors[scale_steps(column.values[rows], scale_ends(column.values))], **style)
            return
        colors = np.array([*self.theme.accents, self.theme.faint])  # the last one: no color of its own
        self.axes.scatter(x, y, color=colors[np.array(slots_of(column))[column.values[rows]]], **style)
        named = named_colors(column, self.theme)
        self.shown = {named[code][0] for code in set(np.minimum(column.values[rows], COLORED).tolist())}

    def _typeface(self) -> Typeface:
        wanted = {row for _, rows in self.highlights for row in rows}
        if self.options.labels or self.options.regions is not False:
            wanted |= set(np.flatnonzero(self.inside).tolist())
        readable = self.map.space.readable
        characters = set("".join(label_text(readable[row]) for row in wanted))
        return find_typeface(characters | set("…·0aÅ"), self.options.font)

    def _text(self, place: tuple[float, float], text: str, size: float, typeface: Typeface, **style: Any) -> None:
        """Write text with its baseline a descent above `place`, given in points."""
        x, y = self._to_map((place[0], place[1] + _DESCENT * size))
        self.axes.text(
            x,
            y,
            text,
            fontsize=size,
            fontfamily=typeface.families_of(text),
            ha="left",
            va="baseline",
            parse_math=False,
            clip_on=True,
            **style,
        )

    def _mark(self, typeface: Typeface) -> list[Box]:
        """Mark and label the highlighted tokens, with a line to a label that had to move away."""
        colors = self.theme.highlights
        size = (self.options.font_size or 8.0) + 1.0
        taken: list[Box] = []
        for number, (_, rows) in enumerate(self.highlights):
            color = colors[number % len(colors)]
            shown = [row for row in rows if self.inside[row]]
            at = self.map.xy[shown]
            self.axes.scatter(
                at[:, 0], at[:, 1], s=22, color=color, edgecolors=self.theme.paper, linewidths=0.6, zorder=6
            )
            for row, (x, y) in zip(shown, self._to_points(at).tolist(), strict=True):
                text = label_text(self.map.space.readable[row])
                if not text or not typeface.can_draw(text):
                    continue
                extent = typeface.width(text) * size + 2, _HEIGHT * size
                box = _free_box((x, y), extent, self.area, taken)
                taken.append(box)
                self._text((box[0] + 1, box[1]), text, size, typeface, color=color, zorder=8, gid="highlight")
                middle = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
                if abs(middle[0] - x) + abs(middle[1] - y) > 8:
                    ends = np.array([self._to_map((x, y)), self._to_map(middle)])
                    self.axes.plot(*ends.T, color=color, linewidth=0.5, zorder=5)
        return taken

    def _name_regions(self, typeface: Typeface, taken: list[Box]) -> list[Box]:
        found = find_regions(self.map, [CONTINENTS, COUNTRIES])
        regions = [region for region in found if region.level == _NAMED_LEVEL][:_MOST_REGIONS]
        largest = max((region.tokens for region in regions), default=1)
        scale = min(self.area) / 560
        boxes: list[Box] = []
        middle = around(self.map.xy)
        for region in regions:
            size = float(np.clip((9 + 7 * (region.tokens / largest) ** 0.5) * scale, 6, 24))
            box = self._region_box(region, typeface, size)
            if box is None or any(_overlap(box, other) for other in [*taken, *boxes]):
                continue
            boxes.append(box)
            tint = name_color(middle, self.theme.name, region.x, region.y) if self.color == PLACE else None
            ink = to_hex((tint[0] / 255, tint[1] / 255, tint[2] / 255)) if tint else self.theme.region
            # points of a column's colors are no ground to read names on
            ground = {"facecolor": self.theme.paper, "alpha": 0.75, "linewidth": 0, "pad": 0.5}
            style: dict[str, Any] = {"color": ink, "zorder": 4, "gid": "region", "weight": "bold"}
            style |= {} if tint else {"bbox": ground}
            self._text((box[0] + 1, box[1]), _name(region), size, typeface, **style)
        return boxes

    def _region_box(self, region: Region, typeface: Typeface, size: float) -> Box | None:
        # bold is wider than the regular face that was measured
        width, height = typeface.width(_name(region)) * size * 1.14 + 2, _HEIGHT * size
        x, y = self._to_points(np.array([region.x, region.y])).tolist()
        left = float(np.clip(x - width / 2, 0, max(self.area[0] - width, 0)))
        box = (left, y - height / 2, left + width, y + height / 2)
        inside = (
            bool(region.words)
            and width < self.area[0]
            and box[1] >= 0
            and box[3] <= self.area[1]
            and 0 <= x <= self.area[0]
        )
        return box if inside and typeface.can_draw(_name(region)) else None

    def _label(self, typeface: Typeface, taken: list[Box]) -> None:
        marked = {row for _, rows in self.highlights for row in rows}
        order = importance(self.map)
        rows = np.array([row for row in order[self.inside[order]].tolist() if row not in marked], np.int64)
        size = self.options.font_size or (9.0 if len(rows) <= 600 else 6.5)
        texts = {row: label_text(self.map.space.readable[row]) for row in rows.tolist()}
        drawable = {row: typeface.can_draw(text) for row, text in texts.items()}
        places = self._place(rows, texts, size, typeface, taken)
        missed = [texts[row] for row in places.rows.tolist() if not drawable[row]]
        if missed:
            lacking = typeface.missing.intersection("".join(missed))
            warnings.warn(describe_missing(lacking, len(missed)), UserWarning, stacklevel=5)
            rows = np.array([row for row in rows.tolist() if drawable[row]], np.int64)
            places = self._place(rows, texts, size, typeface, taken)
        for row, (left, bottom) in zip(places.rows.tolist(), places.corner.tolist(), strict=True):
            self._text((left + 1, bottom), texts[row], size, typeface, color=self.theme.ink, zorder=7, gid="label")

    def _place(
        self, rows: NDArray[np.int64], texts: Mapping[int, str], size: float, typeface: Typeface, taken: list[Box]
    ) -> Placement:
        widths = [typeface.width(texts[row]) * size + 2 if texts[row] else 0.0 for row in rows.tolist()]
        sizes = np.column_stack([widths, np.full(len(rows), _HEIGHT * size)])
        return place_labels(self._to_points(self.map.xy[rows]), sizes, rows, self.area, taken=taken)


def named_colors(column: Column, theme: Theme) -> list[tuple[str, str]]:
    """Return the names and colors of a column's categories; those without a color of their own are "other"."""
    colors = [*theme.accents, theme.faint]
    slots = slots_of(column)
    names = [str(name) for name in (column.categories or ())[:COLORED]]
    named = [(name, colors[slots[code]]) for code, name in enumerate(names)]
    return [*named, ("other", theme.faint)] if len(column.categories or ()) > COLORED else named


def color_scale(column: Column, theme: Theme) -> ScalarMappable:
    """Return what the bar of a numeric column shows."""
    low, high = scale_ends(column.values)
    return ScalarMappable(Normalize(low, high if high > low else low + 1), ListedColormap(scale_colors(theme)))


def scale_colors(theme: Theme) -> list[str]:
    """Return the colors of a numeric column, least first, as `#rrggbb`: the part of viridis that is seen on the ground.

    Each is one of viridis' own 256 colors, which are all that the page has.
    """
    darkest, lightest = theme.scale
    shares = darkest + (lightest - darkest) * np.arange(SCALE_STEPS) / (SCALE_STEPS - 1)
    return [to_hex(color) for color in colormaps["viridis"](shares)]


def _name(region: Region) -> str:
    return " · ".join(region.words[:2])  # a figure has less room than the page


def check_color(map: MapData, color: str | None) -> str | None:  # noqa: A002
    """Return the name of the column that colors the points, `PLACE`, or None; raise OptionError where there is none."""
    if color == "auto" or (color == "place" and "place" not in map.columns):
        return PLACE
    if color is not None and color not in map.columns:
        raise OptionError(f"no column {color!r}: choose one of {', '.join([*map.columns, 'place'])}")
    return color


def resolve_highlights(
    map: MapData,  # noqa: A002
    highlight: Sequence[str] | Mapping[str, Sequence[str]],
) -> list[tuple[str, list[int]]]:
    """Return the marked tokens' rows, group by group."""
    if isinstance(highlight, str):
        highlight = [highlight]
    groups = highlight if isinstance(highlight, Mapping) else {"": highlight} if highlight else {}
    return [(name, [find_rows(map.space, token)[0] for token in tokens]) for name, tokens in groups.items()]


def _choose_window(
    map: MapData,  # noqa: A002
    options: FigureOptions,
    area: tuple[float, float],
) -> tuple[Window, bool]:
    """Choose what is seen, in the shape of the drawing's area, and tell whether it is the whole map."""
    if options.window:
        x0, x1, y0, y1 = options.window
    elif options.around is not None:
        x, y = map.xy[find_rows(map.space, options.around)[0]].tolist()
        radius = options.radius or _reach(map.xy, (x, y))
        x0, x1, y0, y1 = x - radius, x + radius, y - radius, y + radius
    else:
        (x0, y0), (x1, y1) = map.xy.min(axis=0).tolist(), map.xy.max(axis=0).tolist()
        pad = max(x1 - x0, y1 - y0, 1e-6) * (0.02 if len(map.xy) > FEW_TOKENS else 0.06)
        x0, x1, y0, y1 = x0 - pad, x1 + pad, y0 - pad, y1 + pad
    aspect = area[0] / area[1]
    wide, high = max(x1 - x0, (y1 - y0) * aspect), max(y1 - y0, (x1 - x0) / aspect)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return (x - wide / 2, x + wide / 2, y - high / 2, y + high / 2), not (options.window or options.around)


def _reach(xy: NDArray[np.float32], center: tuple[float, float], count: int = 60) -> float:
    distances = np.sort(np.hypot(*(xy - np.array(center, np.float32)).T))
    return max(float(distances[min(count, len(distances) - 1)]) * 1.1, 1e-6)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _free_box(
    point: tuple[float, float],
    extent: tuple[float, float],
    area: tuple[float, float],
    taken: list[Box],
) -> Box:
    """Find the nearest free place for a box beside a point: rings of eight directions, growing outward."""
    width, height = extent
    first = None
    for ring in range(1, 16):
        reach = 4.0 + (ring - 1) * height * 0.8
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            left = point[0] + dx * reach - width * (1 - dx) / 2
            bottom = point[1] + dy * reach - height * (1 - dy) / 2
            box = (left, bottom, left + width, bottom + height)
            first = first or box
            inside = left >= 0 and bottom >= 0 and box[2] <= area[0] and box[3] <= area[1]
            if inside and not any(_overlap(box, other) for other in taken):
                return box
    return first or (point[0], point[1], point[0] + width, point[1] + height)
