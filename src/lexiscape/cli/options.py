"""Options that several commands share: the source, which of its tokens and matrices, where to write, how to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from lexiscape.devices import DEVICES
from lexiscape.processors import MOST_THREADS
from lexiscape.sources import SOURCES
from lexiscape.text import KINDS


def _source_help() -> str:
    """List what a source may be; the paragraph is marked to be left as it is."""
    lines = ["\b", "SOURCE is one of"]
    for row in SOURCES.values():
        more = f" ({' '.join(row.suffixes)})" if len(row.suffixes) > 1 else ""
        if len(row.form) > 17:
            lines += [f"  {row.form}", f"  {'':<17}  {row.summary}{more}"]
        else:
            lines.append(f"  {row.form:<17}  {row.summary}{more}")
    return "\n".join(lines) + "\n"


SOURCE_HELP = _source_help()


class Kinds(click.ParamType):  # type: ignore[type-arg] # as TokenRange
    """`KIND,…`: kinds of tokens, each of `lexiscape.text.KINDS`."""

    name = "KIND,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Parse `KIND,…`."""
        if isinstance(value, tuple):
            return value
        kinds = tuple(kind.strip() for kind in str(value).split(","))
        for kind in kinds:
            if kind not in KINDS:
                self.fail(f"no kind of token {kind!r}: choose among {', '.join(KINDS)}", param, ctx)
        return kinds


class TokenRange(click.ParamType):  # type: ignore[type-arg] # takes a type from click 8.4 on, and older ones serve
    """`A:B`, row positions from A up to but not including B; either may be left out."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Parse `A:B`."""
        if isinstance(value, tuple):
            return value
        start, colon, stop = str(value).partition(":")
        try:
            if not colon:
                raise ValueError
            bounds = (int(start or 0), int(stop) if stop else 2**62)
        except ValueError:
            self.fail(f"expected A:B with whole numbers, such as 1000:4000, not {value!r}", param, ctx)
        if not 0 <= bounds[0] < bounds[1]:
            self.fail(f"expected 0 <= A < B, not {value!r}", param, ctx)
        return bounds


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --order, --frequency, --first, --last, --range, --match, --words and --leave-out to a command."""
    count = click.IntRange(min=1)
    for option in reversed(
        [
            click.option(
                "--order",
                type=click.Choice(["id", "frequency"]),
                help="What --first, --last and --range count by.  [default: id, or frequency with --frequency]",
            ),
            click.option(
                "--frequency",
                metavar="FILE|wordfreq:LANGUAGE",
                help="Where frequencies come from: a list of tokens and counts, a corpus, or wordfreq (its extra).",
            ),
            click.option("--first", type=count, metavar="N", help="Only the first N tokens of the vocabulary."),
            click.option("--last", type=count, metavar="N", help="Only the last N tokens."),
            click.option("--range", type=TokenRange(), help="Only the tokens at positions A up to B."),
            click.option("--match", metavar="REGEX", help="Only tokens in whose raw or readable form REGEX is found."),
            click.option(
                "--words",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help="Only the tokens listed in FILE, one a line.",
            ),
            click.option(
                "--leave-out",
                type=Kinds(),
                help=f"No tokens of these kinds; there are {', '.join(KINDS)}.",
            ),
        ]
    ):
        command = option(command)
    return command


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --matrix, --tensor and --tokenizer to a command: which tensor of the model is meant, what names its rows."""
    command = click.option(
        "--tokenizer",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A tokenizer.json to encode with, and to name rows by where SOURCE has no vocabulary of its own.  "
        "[default: the one that SOURCE was read with]",
    )(command)
    command = click.option(
        "--tensor", metavar="NAME", help="The tensor to take, where it is not found by the known names and by shape."
    )(command)
    return click.option(
        "--matrix",
        type=click.Choice(["input", "output"]),
        default="input",
        show_default=True,
        help="The embedding matrix, or the unembedding one (LM head).",
    )(command)


def which_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `source_options` were given, as `open_space` takes them."""
    return {name: options[name] for name in ("matrix", "tensor", "tokenizer")}


def outputs_option(told: str, *, required: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add -o FILE, which may be repeated, to a command: its parameter `outputs`."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        required=required,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=told,
    )


def pieces_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --mean-of-pieces to a command."""
    return click.option(
        "--mean-of-pieces",
        is_flag=True,
        help="For a word that is no token, take the mean of the tokens that it becomes.",
    )(command)


class OwnColumn(click.ParamType):  # type: ignore[type-arg] # takes a type from click 8.4 on, and older ones serve
    """`NAME=FILE`, a column of the user's own."""

    name = "NAME=FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """Parse `NAME=FILE`."""
        if isinstance(value, tuple):
            return value
        name, equals, file = str(value).partition("=")
        if not (equals and name and file):
            self.fail(f"expected NAME=FILE, such as logits=logits.npy, not {value!r}", param, ctx)
        return name, Path(file)


def column_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --column to a command: its parameter `own_columns`."""
    return click.option(
        "--column",
        "own_columns",
        type=OwnColumn(),
        multiple=True,
        help="A column of your own to color and filter by: values in row order (.npy), or by id or token (.csv, "
        ".parquet). May be repeated.",
    )(command)


def threads_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --threads to a command."""
    return click.option(
        "--threads",
        type=click.IntRange(1, MOST_THREADS),
        help="Never changes the result.  [default: all processors]",
    )(command)


def device_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --device to a command."""
    return click.option(
        "--device",
        type=click.Choice(["auto", "cpu", *DEVICES]),
        default="auto",
        show_default=True,
        help="Where neighbors are searched: a GPU (extra: gpu) proposes, the processor proves, and they are the true "
        "ones, as with the processor alone, of however many tokens. auto: on CUDA where proof would take long.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --json to a command: its parameter `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(command)


def nonfinite_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --drop-nonfinite to a command."""
    return click.option(
        "--drop-nonfinite", is_flag=True, help="Leave rows out that hold NaN or infinite values, and say which."
    )(command)


def metric_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --metric to a command."""
    return click.option(
        "--metric",
        type=click.Choice(["cosine", "euclidean"]),
        default="cosine",
        show_default=True,
        help="How near is measured. Raw Euclidean neighbors are ruled by short, untrained rows.",
    )(command)
