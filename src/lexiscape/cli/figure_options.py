"""The options of a figure, shared by `lexiscape map -o map.png` and `lexiscape figure`."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from typing import Any

import click

from lexiscape.files import pictures
from lexiscape.pictures import THEMES, FigureOptions

#: What a figure can be written as.
SUFFIXES = tuple(pictures())


class Window(click.ParamType):  # type: ignore[type-arg] # takes a type from click 8.4 on, and older ones serve
    """`X0,X1,Y0,Y1` in map coordinates."""

    name = "X0,X1,Y0,Y1"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float, float, float]:
        """Parse four numbers."""
        if isinstance(value, tuple):
            return value
        try:
            x0, x1, y0, y1 = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"expected four numbers X0,X1,Y0,Y1, such as -5,5,10,20, not {value!r}", param, ctx)
        return x0, x1, y0, y1


class Size(click.ParamType):  # type: ignore[type-arg] # takes a type from click 8.4 on, and older ones serve
    """`WxH` in inches, or with a unit: `180x120mm`, `18x12cm`, `8x6in`."""

    name = "WxH[in|cm|mm]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """Parse a width and a height; return inches."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(in|mm|cm)?", str(value).strip())
        if not found:
            self.fail(f"expected WIDTHxHEIGHT such as 8x6, 8x6in, 18x12cm or 180x120mm, not {value!r}", param, ctx)
        inch = {"mm": 25.4, "cm": 2.54}.get(found[3] or "in", 1.0)
        return float(found[1]) / inch, float(found[2]) / inch


class Grid(click.ParamType):  # type: ignore[type-arg] # takes a type from click 8.4 on, and older ones serve
    """`around=TOKEN,TOKEN,…`; a token with a comma in it stands in double quotes, as in a CSV file."""

    name = "around=TOKEN,TOKEN,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Parse the tokens."""
        if isinstance(value, tuple):
            return value
        what, sign, tokens = str(value).partition("=")
        try:
            found = next(csv.reader([tokens], strict=True), []) if what == "around" and sign else []
        except csv.Error:  # a line break, or a quote that does not end
            found = []
        if not found or "" in found:
            self.fail(f"expected around=TOKEN,TOKEN,…, such as around=king,1990,paris, not {value!r}", param, ctx)
        return tuple(found)


class FigureOption(click.Option):
    """An option that only figures use: help lists them in a section of their own."""


class FigureCommand(click.Command):
    """A command whose help keeps the figure's options apart from the others."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write two sections of options."""
        figure = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, FigureOption)]
        others = [parameter for parameter in self.get_params(ctx) if not isinstance(parameter, FigureOption)]
        for title, parameters in (("Options", others), (f"Figures ({' '.join(SUFFIXES)})", figure)):
            records = [record for parameter in parameters if (record := parameter.get_help_record(ctx))]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def figure_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what a figure shows; `read_figure_options` gathers them."""
    positive = click.FloatRange(min=0, min_open=True)
    table: list[tuple[list[str], dict[str, Any]]] = [
        (["--around"], {"metavar": "TOKEN", "help": "Show the surroundings of a token."}),
        (["--grid"], {"type": Grid(), "help": "Show the surroundings of each of these tokens, side by side."}),
        (["--radius"], {"type": positive, "metavar": "R", "help": "How far around it, in map coordinates."}),
        (["--window"], {"type": Window(), "help": "Show this part of the map."}),
        (["--highlight"], {"multiple": True, "metavar": "TOKEN", "help": "Mark and label it. May be repeated."}),
        (["--color"], {"metavar": "COLUMN", "help": "Color points by a column, 'place' or 'none'.  [default: place]"}),
        (["--theme"], {"type": click.Choice(list(THEMES)), "help": "Light or dark.  [default: light]"}),
        (["--size"], {"type": Size(), "help": "Width and height.  [default: 8x8in]"}),
        (["--dpi"], {"type": positive, "metavar": "N", "help": "Dots an inch.  [default: 200]"}),
        (["--font"], {"metavar": "FAMILY", "help": "Font to try first."}),
        (["--font-size"], {"type": positive, "metavar": "PT", "help": "Size of token labels, in points."}),
        (["--labels/--no-labels"], {"default": None, "help": "Label tokens.  [default: labels]"}),
        (["--regions/--no-regions"], {"default": None, "help": "Name places.  [default: in the overview]"}),
        (["--heading"], {"metavar": "TEXT", "help": "Line above the map.  [default: none]"}),
        (["--caption"], {"metavar": "TEXT", "help": "Line below the map; '' for none."}),
    ]
    for names, settings in reversed(table):
        command = click.option(*names, cls=FigureOption, **settings)(command)
    return command


def read_figure_options(options: dict[str, Any]) -> FigureOptions | None:
    """Take the figure's options out of a command's; None when none was given."""
    names = [name for name in FigureOptions.__dataclass_fields__ if name in options]
    given = {name: options.pop(name) for name in names}
    given = {name: value for name, value in given.items() if value is not None and value != ()}
    if given.get("color") == "none":
        given["color"] = None
    return FigureOptions(**given) if given else None
