"""`lexiscape map`: a source in, the map in one or more files out."""

from __future__ import annotations

import os
import re
import time
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.figure_options import SUFFIXES, FigureCommand, figure_options, read_figure_options
from lexiscape.cli.options import (
    SOURCE_HELP,
    column_option,
    device_option,
    metric_option,
    nonfinite_option,
    outputs_option,
    selection_options,
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.cli.spaces import chosen_in, space_named, space_options, tell_space, with_hubs
from lexiscape.corrections import SPACES, space_of
from lexiscape.corrections.shape import busiest
from lexiscape.devices import check_device
from lexiscape.files import FORMATS, check_output
from lexiscape.layouts import LAYOUTS, MOST_ITERATIONS, LayoutOptions
from lexiscape.progress import progress_bars
from lexiscape.sources import file_suffixes
from lexiscape.space.selection import SELECTION, Selection
from lexiscape.terminal import say

if TYPE_CHECKING:
    from lexiscape.maps.embedding_map import EmbeddingMap

EPILOG = """\b
Examples:
  lexiscape map demo:bert
  lexiscape map bert-base-uncased -o bert.html -o bert.npz
  lexiscape map ./my-model --match '^[0-9]+$' --perplexity 15 -o numbers.html
  lexiscape map demo:llama --last 3000 -o rare.html --open
  lexiscape map demo:bert --check
  lexiscape map demo:llama --space abtt -o llama-abtt.html
  lexiscape map demo:bert --space zipf --frequency wordfreq:en --order id
  lexiscape map demo:bert --column logits=logits.npy -o logits.html
  lexiscape map demo:bert -o bert.png -o bert.npz --theme dark --highlight japan
"""


_HUB = 0.05  # share of all lists of neighbors; of demo:bert's the most frequent token is in 1%


def default_name(source: str) -> str:
    """Name the page after its source: `org/model@v2` becomes `model-v2.html`."""
    stem = re.sub(r"^demo:", "", source.rstrip("/\\"))
    stem = re.split(r"[/\\]", stem)[-1]
    for suffix in file_suffixes():
        stem = stem.removesuffix(suffix)
    return (re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "map") + ".html"


@click.command(
    "map", cls=FigureCommand, epilog=EPILOG, help=f"Draw the map of SOURCE's embedding space.\n\n{SOURCE_HELP}"
)
@click.argument("source")
@outputs_option(
    f"Where to write; the suffix names the format: {' '.join(FORMATS)}. May be repeated. A .csv has every text as "
    "it is, for programs; a spreadsheet takes some for formulas.  [default: NAME.html]",
)
@selection_options
@source_options
@space_options
@metric_option
@nonfinite_option
@click.option(
    "--check",
    is_flag=True,
    help="Check the vocabulary, too, to color by: trained, reachable, copies, hubness (see lexiscape check).",
)
@column_option
@click.option(
    "--vectors",
    is_flag=True,
    help="Put the vectors into the page, rounded, to ask it for sums of words, axes and similarities.",
)
@click.option(
    "--vectors-recall",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="SHARE",
    help="Of a token's 10 nearest, what the rounded vectors are to find: less makes the page smaller.  [default: 0.98]",
)
@click.option(
    "--tokenizer-in-page",
    is_flag=True,
    help="Put the tokenizer into the page, to type a text there and see its tokens and where they lie.",
)
@click.option(
    "--tour",
    metavar="FILE|auto",
    help="Put a tour into the page: of a tour.json, or one made from the map's figures (see the docs, Tours).",
)
@click.option(
    "--layout",
    type=click.Choice(list(LAYOUTS)),
    default="tsne",
    show_default=True,
    help="How tokens find their places.",
)
@click.option(
    "--init",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Start from the coordinates in this .npz or .csv; with --layout none, take them as they are.",
)
@click.option("--perplexity", type=click.FloatRange(min=1), help="Effective number of neighbors that attract a token.")
@click.option("--iterations", type=click.IntRange(1, MOST_ITERATIONS), help="Steps of the descent.")
@click.option(
    "--neighbors", type=click.IntRange(min=1), metavar="K", help="True neighbors found for each token, at least 10."
)
@click.option(
    "--exact",
    is_flag=True,
    help="Prove all neighbors, however many tokens there are; else they are proven up to n² d / 2 = 4e12: 144,000 "
    "tokens of 384 dimensions, 112,000 of 640.",
)
@click.option(
    "--recall",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="SHARE",
    help="Of the true 15 nearest, what a search of very many tokens is to find.  [default: 0.97]",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The same seed gives the same coordinates."
)
@device_option
@threads_option
@click.option(
    "--title", metavar="TEXT", help="What to call the map, in its title and line beneath.  [default: the model]"
)
@click.option("--subtitle", metavar="TEXT", help="What else that line is to say, after the title.")
@click.option("--open/--no-open", "open_page", default=False, help="Open the page in the browser when it is written.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@figure_options
def command(source: str, outputs: tuple[Path, ...], open_page: bool, quiet: bool, **options: Any) -> None:
    """Draw the map."""
    from lexiscape.columns.own_files import read_own_column
    from lexiscape.layouts.coordinates import read_coordinates
    from lexiscape.maps.pipeline import map_space
    from lexiscape.neighbors import RECALL
    from lexiscape.overwriting import check_apart
    from lexiscape.pictures.options import check_tokens
    from lexiscape.sources import open_space
    from lexiscape.tours import AUTO, find_named, read_tour

    targets = [check_output(path) for path in outputs or (Path(default_name(source)),)]
    watch_outputs(
        targets,
        [
            source,
            *(options[name] for name in ("words", "frequency", "init", "tokenizer")),
            None if options["tour"] == AUTO else options["tour"],
            *(path for _, path in options["own_columns"]),
        ],
    )
    figure = read_figure_options(options)
    _check_together(options, targets, figure)
    tour = options["tour"] if options["tour"] in (None, AUTO) else read_tour(options["tour"])
    stops = tour["stops"] if isinstance(tour, dict) else []
    check_device(options["device"])  # before a model is fetched
    selection = Selection(**{name: options[name] for name in SELECTION})
    layout_options = LayoutOptions(
        perplexity=options["perplexity"],
        iterations=options["iterations"],
        seed=options["seed"],
        threads=options["threads"],
    )
    started = time.perf_counter()
    with progress_bars(not quiet) as progress:
        whole = open_space(source, **which_of(options), progress=progress)
        space, before = chosen_in(whole, selection, options, with_hub=True)
        opened = time.perf_counter() - started
        check_tokens(space, figure)  # before the work, not after it
        find_named(stops, space, str(options["tour"]))
        check_apart(targets, space.files)
        own = {name: read_own_column(path, name, space, whole=whole) for name, path in options["own_columns"]}
        del whole  # its vectors, where the space holds a copy of some
        if options["init"] is not None:
            layout_options = replace(layout_options, initial=read_coordinates(options["init"], space))
        drawn = map_space(
            replace(space, name=options["title"]) if options["title"] else space,
            metric=options["metric"],
            neighbors=options["neighbors"],
            method="exact" if options["exact"] else "auto",
            recall=options["recall"] or RECALL,
            device=options["device"],
            layout=options["layout"],
            check=options["check"],
            tokenizer=options["tokenizer"],
            options=layout_options,
            progress=progress,
        )
        drawn = replace(drawn, meta={**drawn.meta, "seconds": {"open": round(opened, 3), **drawn.meta["seconds"]}})
        drawn = with_hubs(replace(drawn, columns={**drawn.columns, **own}), before)
        if options["subtitle"]:
            drawn = replace(drawn, meta={**drawn.meta, "subtitle": options["subtitle"]})
        vectors = options["vectors_recall"] or options["vectors"]
        drawn.save(*targets, figure=figure, vectors=vectors, tokenizer=options["tokenizer_in_page"], tour=tour)
    if not quiet:
        _summarize(drawn, time.perf_counter() - started, source)
        tell_written(targets)
    pages = [target for target in targets if target.suffix.lower() == ".html"]
    if open_page and pages:
        webbrowser.open(pages[0].resolve().as_uri(), new=2 if os.name == "posix" else 1)


def _check_together(options: dict[str, Any], targets: list[Path], figure: Any) -> None:
    """Refuse options that say nothing together."""
    if figure and not any(target.suffix.lower() in SUFFIXES for target in targets):
        raise click.UsageError(f"options of a figure were given, but no output ends in {', '.join(SUFFIXES)}")
    _check_aboard(options, targets)
    if options["exact"] and options["recall"] is not None:
        raise click.UsageError("--exact finds all neighbors: leave out --recall, or --exact")
    if options["device"] not in ("auto", "cpu") and options["recall"] is not None:
        raise click.UsageError(f"--device {options['device']} finds all neighbors: leave out --recall, or --device")
    if (named := space_named(options)) != "raw" and options["check"]:
        raise click.UsageError(f"--check looks at the rows that the model has: leave it out, or --space {named}")


def _check_aboard(options: dict[str, Any], targets: list[Path]) -> None:
    """Refuse what only a page carries where no page is written."""
    if any(target.suffix.lower() == ".html" for target in targets):
        return
    for asked, told in (
        (options["vectors_recall"] or options["vectors"], "--vectors puts vectors"),
        (options["tokenizer_in_page"], "--tokenizer-in-page puts the tokenizer"),
        (options["tour"], "--tour puts a tour"),
    ):
        if asked:
            raise click.UsageError(f"{told} into a page, but no output ends in .html")


def _tell_hub(drawn: EmbeddingMap) -> None:
    """Say which token is near to very many, where one is: lists that it stands in tell little of their token."""
    hub = busiest(drawn.space, drawn.found)
    if hub["in"] >= max(_HUB * hub["lists"], 10 * hub["k"]):
        helps = space_of(drawn.meta) != "csls" and drawn.found.metric in SPACES["csls"].metrics
        say(
            f"a hub: {hub['token']} is among the {hub['k']} nearest of {hub['in']:,} of the {hub['lists']:,} tokens"
            + (" (--space csls ranks such tokens lower)" if helps else "")
        )


def _summarize(drawn: EmbeddingMap, seconds: float, source: str) -> None:
    from lexiscape.layouts.quality import tell_recall

    n, dim = drawn.space.vectors.shape
    kept = tell_recall(drawn.meta["scores"])
    told = f"; the map {kept}" if kept else ""
    say(f"{n:,} tokens x {dim} in {seconds:.1f} s{told}")
    file = str(drawn.space.provenance.get("file") or "")
    if file.count("/") > 1 and os.path.isdir(source):
        say(f"the model is that in {file}: a folder inside the one that was named")
    _tell_hub(drawn)
    tell_space(drawn)
    found = drawn.meta["neighbors"]
    if found["device"]["type"] != "cpu":
        say(f"the neighbors were proposed by {found['device']['name']} and proven by the processor")
    if "recall_at_15" in found:
        share = f"{found['recall_at_15']:.1%}"
        if "recall_at_15_margin" in found:
            share += f" ± {100 * found['recall_at_15_margin']:.1f}"
        aim = f", aiming at {found['aim']:.1%}" if "aim" in found else ""
        how = f" by {found['search']}" if "search" in found else ""
        say(
            f"the neighbors were searched approximately{how}: {share} of the true {min(15, found['k'])} found, "
            f"by a sample{aim}"
        )
