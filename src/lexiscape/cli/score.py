"""`lexiscape score`: a map in, how far to believe it out: beside chance, and beside a plain projection."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from lexiscape.cli.options import (
    json_option,
    nonfinite_option,
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.spaces import counts_of, counts_option, space_named, space_options
from lexiscape.errors import CorruptFile, OptionError, SourceNotFound
from lexiscape.one_line import short_line
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.layouts.score_card import ScoreCard
    from lexiscape.maps.embedding_map import EmbeddingMap

EPILOG = """\b
Examples:
  lexiscape score bert.npz                                  what the map says of itself
  lexiscape score bert.html --source demo:bert --anchors 2000   measured anew, more exactly
  lexiscape score umap.csv --source bert-base-uncased       a map that another tool drew: columns id, x, y
"""

#: Options that say nothing of a card that the map carries.
MEASURING = (
    "anchors",
    "seed",
    "matrix",
    "tensor",
    "tokenizer",
    "space",
    "center",
    "frequency",
    "metric",
    "drop_nonfinite",
    "threads",
)


@click.command("score", epilog=EPILOG)
@click.argument("map_file", metavar="MAP", type=click.Path(path_type=Path))
@click.option("--source", metavar="SOURCE", help="Measure anew, against the vectors of this source.")
@click.option(
    "--anchors",
    type=click.IntRange(min=1),
    metavar="N",
    help="Sample so many tokens: four times as many halve the margin.  [default: 2000; needs --source]",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Of the sample.")
@source_options
@space_options
@counts_option
@click.option(
    "--metric",
    type=click.Choice(["cosine", "euclidean"]),
    help="How near is measured in the space.  [default: as when the map was drawn, or cosine]",
)
@nonfinite_option
@threads_option
@json_option
def command(map_file: Path, source: str | None, anchors: int | None, as_json: bool, **options: Any) -> None:
    """Tell how faithful MAP is: each score of it beside chance and beside the first two principal components.

    MAP is a .npz or .html that Lexiscape wrote, which carries its score card; --json names its regions, too, with
    the recall@10 of each. With --source it is also a .csv or .npz of anybody's coordinates, matched by token id.
    """
    if source is None:
        context = click.get_current_context()
        given = [name for name in MEASURING if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        if given:
            option = f"--{given[0].replace('_', '-')}"
            raise click.UsageError(f"{option} measures anew: name the map's source, too, with --source SOURCE")
        metric, named, card, regions = _stored(map_file)
    else:
        metric, named, card = _measured(map_file, source, anchors or 2000, options)
        regions = None
    if as_json:
        told = {"map": str(map_file), "metric": metric, "space": named, **card.to_dict()}
        put(json.dumps(told if regions is None else told | {"regions": regions}, indent=1))
    else:
        _print_table(card, metric, named)


def _stored(path: Path) -> tuple[str, str, ScoreCard, list[dict[str, Any]]]:
    from lexiscape.corrections import rows_in
    from lexiscape.given_files import is_file
    from lexiscape.layouts.score_card import read_card
    from lexiscape.maps.load import is_map, load_map

    file = short_line(str(path))
    measure = f"name what it was drawn from, to be measured: lexiscape score {file} --source SOURCE"
    if path.suffix.lower() == ".csv":
        if not is_file(path):
            raise SourceNotFound(f"no file {file}: expected a map, or with --source a table of where tokens lie")
        if path.stat().st_size == 0:
            raise CorruptFile(f"{file} is empty: expected where tokens lie, columns id, x, y; save or copy it again")
        raise OptionError(f"{file} tells where tokens lie, and holds no score card: {measure}")
    try:
        drawn = load_map(path)
    except CorruptFile as error:
        if path.suffix.lower() != ".npz" or is_map(path):
            raise
        raise OptionError(f"{error}; if it is another tool's map, {measure}") from None
    card = read_card(drawn.meta)
    if card is None:
        raise OptionError(f"{file} carries no score card: {measure}")
    return drawn.found.metric, rows_in(drawn.meta), card, _regions(drawn)


def _regions(drawn: EmbeddingMap) -> list[dict[str, Any]]:
    """Tell the named places of a map, the largest and most united first, and what it keeps there."""
    from lexiscape.pictures.regions import CONTINENTS, find_regions

    return [
        {
            "name": region.name,
            "level": region.level,
            "x": round(region.x, 4),
            "y": round(region.y, 4),
            "tokens": region.tokens,
            "recall@10": None if region.recall is None else round(region.recall, 4),
        }
        for region in find_regions(drawn, [CONTINENTS])
        if region.words
    ]


def _measured(path: Path, source: str, anchors: int, options: dict[str, Any]) -> tuple[str, str, ScoreCard]:
    from lexiscape.corrections import correct_space, rows_in, space_of
    from lexiscape.layouts.score_card import score_map
    from lexiscape.maps.matched import map_in, match_map
    from lexiscape.sources import open_space

    with progress_bars() as progress:
        drawn = map_in(path)
        if options["space"] or options["center"]:
            asked = space_named(options)
        else:
            asked = "raw" if drawn is None else space_of(drawn.meta)
        space = open_space(source, **which_of(options), progress=progress)
        space = correct_space(counts_of(options).ordered(space), asked)
        space = space.drop_nonfinite() if options["drop_nonfinite"] else space
        space, xy, drawn_by = match_map(path, space, drawn)
        metric = options["metric"] or drawn_by or "cosine"
        card = score_map(
            space,
            xy,
            metric=metric,
            anchors=anchors,
            seed=options["seed"],
            threads=options["threads"],
            progress=progress,
        )
    return metric, rows_in(space.provenance), card


def _print_table(card: ScoreCard, metric: str, named: str) -> None:
    told = "" if named == "raw" else f", in the space {short_line(named)}"
    say(f"{card.tokens:,} tokens, {card.anchors:,} of them sampled, by {metric} distance{told}")
    if not card.scores:
        say("so few tokens have no scores")
        return
    say(f"{'':<16}{'this map':>10}{'':>8}{'chance':>9}{'PCA':>9}")
    for name, score in card.scores.items():
        margin = f"± {score.margin:.3f}" if score.margin else ""  # of all tokens there is none
        say(f"{name:<16}{score.value:>10.3f}{margin:>8}{score.chance:>9.3f}{score.pca:>9.3f}")
