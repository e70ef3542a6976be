"""`lexiscape neighbors`: a source and some tokens in, the true nearest neighbors of each out."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import SOURCE_HELP, json_option, matrix_options, metric_option, nonfinite_option
from lexiscape.errors import LexiscapeWarning
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.space import EmbeddingSpace

EPILOG = """\b
Examples:
  lexiscape neighbors demo:bert victory seven '##ing'
  lexiscape neighbors bert-base-uncased king -k 20 --json
"""


@click.command(
    "neighbors", epilog=EPILOG, help=f"List the true nearest neighbors of each TOKEN in SOURCE.\n\n{SOURCE_HELP}"
)
@click.argument("source")
@click.argument("tokens", nargs=-1, required=True, metavar="TOKEN...")
@click.option(
    "-k",
    "--neighbors",
    "k",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="K",
    help="How many neighbors of each token.",
)
@matrix_options
@metric_option
@nonfinite_option
@json_option
def command(
    source: str, tokens: tuple[str, ...], k: int, metric: str, drop_nonfinite: bool, as_json: bool, **which: Any
) -> None:
    """List neighbors."""
    from lexiscape.neighbors import nearest_rows
    from lexiscape.sources import open_space
    from lexiscape.space.lookup import find_rows

    with progress_bars() as progress:
        space = open_space(source, progress=progress, **which)
        space = space.drop_nonfinite() if drop_nonfinite else space
    rows = list(dict.fromkeys(row for token in tokens for row in find_rows(space, token)))
    found = nearest_rows(space, rows, k, metric=metric)
    if metric == "cosine":
        _tell_zero_rows(space, rows)
    answers = []
    for row, near, far in zip(rows, found.indices.tolist(), found.distances.tolist(), strict=True):
        entries = [
            {
                "id": int(space.ids[other]),
                "token": space.readable[other],
                "raw": space.tokens[other],
                "distance": distance,
            }
            for other, distance in zip(near, far, strict=True)
        ]
        query = {"id": int(space.ids[row]), "token": space.readable[row], "raw": space.tokens[row]}
        answers.append({**query, "neighbors": entries})
    if as_json:
        put(json.dumps({"source": space.name, "metric": metric, "tokens": answers}, indent=1))
        return
    for answer in answers:
        _print_table(answer, metric)


def _tell_zero_rows(space: EmbeddingSpace, rows: list[int]) -> None:
    zero = [space.readable[row] for row in rows if not space.vectors[row].any()]
    if zero:
        told = f"zero has no direction: by cosine, nothing is near {', '.join(zero)}"
        warnings.warn(told, LexiscapeWarning, stacklevel=2)


_WIDEST = 40  # cells that a column of tokens is filled up to: one token may have a million


def _print_table(answer: dict[str, Any], metric: str) -> None:
    from rich.cells import cell_len

    say(f"{answer['token']}  (id {answer['id']}, raw {answer['raw']!r})")
    width = min(max((cell_len(entry["token"]) for entry in answer["neighbors"]), default=0), _WIDEST)
    for place, entry in enumerate(answer["neighbors"], 1):
        value = 1 - entry["distance"] if metric == "cosine" else entry["distance"]
        gap = " " * (width - cell_len(entry["token"]))
        say(f"{place:>4}  {entry['token']}{gap}  {value:.3f}  id {entry['id']}")
    say()
