"""`lexiscape axis`: a source and two words or groups of words in, the tokens farthest toward either out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import (
    SOURCE_HELP,
    json_option,
    metric_option,
    nonfinite_option,
    outputs_option,
    pieces_options,
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.ask import Axis
    from lexiscape.space import EmbeddingSpace

EPILOG = """\b
Examples:
  lexiscape axis demo:bert bad good
  lexiscape axis demo:bert he,him,his she,her,hers -k 20
  lexiscape axis demo:bert small large -o size.csv
  lexiscape map demo:bert --column size=size.csv -o size.html
"""


@click.command(
    "axis",
    epilog=EPILOG,
    help="Lay every token of SOURCE along the line from A to B: A stands at -1, B at 1. Either is a token, or several "
    "with commas between, whose mean is meant. Beside the two ends stands what chance gives: between which places 95% "
    f"of the tokens lie on axes between random ones.\n\n{SOURCE_HELP}",
)
@click.argument("source")
@click.argument("a")
@click.argument("b")
@outputs_option("Where to write every token's place: .csv. May be repeated.")
@click.option(
    "-k",
    "--tokens",
    "k",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="K",
    help="How many tokens of each end.",
)
@pieces_options
@source_options
@metric_option
@nonfinite_option
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Of the random axes.")
@threads_option
@json_option
def command(source: str, a: str, b: str, outputs: tuple[Path, ...], k: int, as_json: bool, **options: Any) -> None:
    """Lay an axis."""
    from lexiscape.ask import lay_axis
    from lexiscape.files.positions import check_positions_output, save_positions
    from lexiscape.overwriting import check_apart
    from lexiscape.sources import open_space

    targets = [check_positions_output(path) for path in outputs]
    watch_outputs(targets, [source, options["tokenizer"]])
    with progress_bars() as progress:
        space = open_space(source, **which_of(options), progress=progress)
        space = space.drop_nonfinite() if options["drop_nonfinite"] else space
    check_apart(targets, space.files)
    how = {name: options[name] for name in ("metric", "mean_of_pieces", "tokenizer", "seed", "threads")}
    axis = lay_axis(space, _group(space, a), _group(space, b), **how)
    for target in targets:
        save_positions(axis, target)
    if as_json:
        put(json.dumps(_facts(axis, k), indent=1))
        return
    for line in axis.lines(k):
        say(line)
    tell_written(targets)


def _group(space: EmbeddingSpace, text: str) -> list[str]:
    """Return the words of an end: a token, though it hold commas, is one."""
    from lexiscape.space.lookup import matching_rows

    if matching_rows(space, text):
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()] or [text]


def _facts(axis: Axis, k: int) -> dict[str, Any]:
    from lexiscape.ask.axis import SHARE

    low, high = axis.chance or (None, None)
    return {
        "source": axis.space.name,
        "metric": axis.metric,
        "a": [word.text for word in axis.a],
        "b": [word.text for word in axis.b],
        "tokens": len(axis.positions),
        "chance": None if low is None else {"low": low, "high": high, "share": SHARE},
        "beyond": axis.beyond,
        "ends": dict(zip("ab", ([one._asdict() for one in end] for end in axis.ends(k)), strict=True)),
        "notes": list(axis.notes),
    }
