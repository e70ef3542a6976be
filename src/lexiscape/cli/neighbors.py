"""`lexiscape neighbors`: a source and some tokens or formulas in, the true nearest neighbors of each out."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import (
    SOURCE_HELP,
    json_option,
    metric_option,
    nonfinite_option,
    pieces_options,
    source_options,
    which_of,
)
from lexiscape.cli.spaces import counts_of, counts_option, space_named, space_options
from lexiscape.errors import LexiscapeWarning
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say
from lexiscape.terminal_table import numbered

if TYPE_CHECKING:
    from lexiscape.ask import Answer
    from lexiscape.space import EmbeddingSpace

_MINUS = "−"
EPILOG = """\b
Examples:
  lexiscape neighbors demo:bert victory seven '##ing'
  lexiscape neighbors demo:bert 'king - man + woman'
  lexiscape neighbors demo:llama victory --space abtt
  lexiscape neighbors bert-base-uncased king -k 20 --json
"""


class _Formulas(click.Command):
    """Takes `- man + woman` for a formula, and not for an option: a long minus stands for its sign as it is parsed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line."""
        return super().parse_args(ctx, [_MINUS + text[1:] if text.startswith("- ") else text for text in args])


@click.command(
    "neighbors",
    cls=_Formulas,
    epilog=EPILOG,
    help="List the true nearest neighbors of each TOKEN in SOURCE. A TOKEN may be a formula, words with + and - "
    "between, each sign by itself: 'king - man + woman'; a word that holds such a sign stands in quotation marks."
    f"\n\n{SOURCE_HELP}",
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
@pieces_options
@source_options
@space_options
@counts_option
@metric_option
@nonfinite_option
@json_option
def command(
    source: str, tokens: tuple[str, ...], k: int, metric: str, drop_nonfinite: bool, as_json: bool, **options: Any
) -> None:
    """List neighbors."""
    from lexiscape.ask import query
    from lexiscape.corrections import correct_space, nearest_rows_in, space_of
    from lexiscape.sources import open_space
    from lexiscape.space.lookup import matching_rows

    named = space_named({**options, "metric": metric})
    how = {"mean_of_pieces": options.pop("mean_of_pieces"), "tokenizer": options["tokenizer"]}
    with progress_bars() as progress:
        space = open_space(source, progress=progress, **which_of(options))
        space = correct_space(counts_of(options).ordered(space), named)
        space = space.drop_nonfinite() if drop_nonfinite else space
    typed = ["-" + text[1:] if text.startswith(f"{_MINUS} ") else text for text in tokens]
    rows_of = {token: matching_rows(space, token) for token in dict.fromkeys(typed)}
    formulas = {token: query(space, token, k, metric=metric, **how) for token, rows in rows_of.items() if not rows}
    rows = list(dict.fromkeys(row for found in rows_of.values() for row in found))
    found = nearest_rows_in(space, rows, k, metric=metric)
    if metric == "cosine":
        _tell_zero_rows(space, rows)
    if any(sign in tokens[1:-1] for sign in ("+", "-")):
        say(f'Note: each is read as a token of its own; a sum stands in quotes: "{" ".join(tokens)}"', err=True)
    answers = []
    for row, near, far in zip(rows, found.indices.tolist(), found.distances.tolist(), strict=True):
        entries = [{**_token(space, other), "distance": distance} for other, distance in zip(near, far, strict=True)]
        answers.append({**_token(space, row), "neighbors": entries})
    sums = [_formula(space, answer) for answer in formulas.values()]
    if as_json:
        put(
            json.dumps(
                {
                    "source": space.name,
                    "space": space_of(space.provenance),
                    "metric": metric,
                    "tokens": answers,
                    "formulas": sums,
                },
                indent=1,
            )
        )
        return
    for answer in answers:
        say(f"{answer['token']}  (id {answer['id']}, raw {answer['raw']!r})")
        _print_table(answer["neighbors"], metric)
    for told in sums:
        say(told["formula"])
        _print_table(told["neighbors"], metric, told)


def _token(space: EmbeddingSpace, row: int) -> dict[str, Any]:
    return {"id": int(space.ids[row]), "token": space.readable[row], "raw": space.tokens[row]}


def _formula(space: EmbeddingSpace, answer: Answer) -> dict[str, Any]:
    terms = [
        {"sign": "+" if term.sign > 0 else "-", "text": term.text, "tokens": [_token(space, row) for row in word.rows]}
        for term, word in answer.terms
    ]
    near, inputs = ([one._asdict() for one in listed] for listed in (answer, answer.inputs))
    return {"formula": answer.formula, "terms": terms, "neighbors": near, "inputs": inputs, "notes": answer.notes}


def _tell_zero_rows(space: EmbeddingSpace, rows: list[int]) -> None:
    zero = [space.readable[row] for row in rows if not space.vectors[row].any()]
    if zero:
        told = f"zero has no direction: by cosine, nothing is near {', '.join(zero)}"
        warnings.warn(told, LexiscapeWarning, stacklevel=2)


def _print_table(near: list[dict[str, Any]], metric: str, formula: dict[str, Any] | None = None) -> None:
    shown = [(one["token"], f"{_value(one, metric):.3f}", f"id {one['id']}", _raw(one)) for one in near]
    for line in numbered(shown):
        say(line.rstrip())
    if formula:
        told = (f"{one['token']} (place {one['rank']:,}, {_value(one, metric):.3f})" for one in formula["inputs"])
        say(f"      left out: {', '.join(told)}")
        for note in formula["notes"]:
            say(f"Note: {note}")
    say()


def _raw(entry: dict[str, Any]) -> str:
    """Return the raw form where it is not what is read: `##4` is another token than `4`."""
    return "" if entry["raw"] == entry["token"] else repr(entry["raw"])


def _value(entry: dict[str, Any], metric: str) -> float:
    """Return the similarity, or the Euclidean distance."""
    distance = float(entry["distance"])
    return 1 - distance if metric == "cosine" else distance
