"""`lexiscape compare`: two or more sources in, scores on the terminal and files out."""

from __future__ import annotations

import json
import math
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import (
    SOURCE_HELP,
    device_option,
    json_option,
    metric_option,
    nonfinite_option,
    outputs_option,
    selection_options,
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.cli.spaces import chosen_in, chosen_in_each, in_each_option, named_in, space_named, space_options
from lexiscape.corrections import space_of
from lexiscape.devices import check_device
from lexiscape.errors import LexiscapeWarning
from lexiscape.progress import Progress, progress_bars
from lexiscape.space.selection import SELECTION, Selection
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lexiscape.compare import Comparison
    from lexiscape.compare.ties import Tie
    from lexiscape.compare.traits import Trait
    from lexiscape.maps.film import Film

EPILOG = """\b
Examples:
  lexiscape compare demo:bert demo:llama --fold-case
  lexiscape compare demo:bert demo:llama --fold-case --space abtt
  lexiscape compare bert-base-uncased ./my-fine-tune -o report.html -o tokens.csv
  lexiscape compare demo:bert news/layer-00.safetensors news/layer-06.safetensors -o layers.html
  lexiscape compare demo:bert news -o all-layers.html
  lexiscape compare openai-community/gpt2 openai-community/gpt2::output
  lexiscape compare EleutherAI/pythia-70m@step1000,step8000,step143000 -o training.html --film
  lexiscape compare demo:bert --in-spaces raw,centered,abtt -o spaces.html --film
"""


@click.command(
    "compare",
    epilog=EPILOG,
    help="Compare the embedding spaces of two or more SOURCEs on the tokens they share: the first with each other "
    f"one, every score beside its permutation null.\n\n{SOURCE_HELP}\n\nThe folder of a contextual run stands for "
    "its layers; MODEL::output is a model's output matrix; ORG/NAME@step1000,step2000 these revisions of a "
    "model on the hub.",
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE SOURCE...")
@outputs_option(
    "Where to write; the suffix names the format: .html (linked maps and scores) .json .csv (one line a token, "
    "every text as it is, for programs; a spreadsheet takes some for formulas) .npz. May be repeated.",
)
@click.option(
    "--film",
    "as_film",
    is_flag=True,
    help="One map that moves over the SOURCEs in their order, what changes from each to the next, and which tokens "
    "moved most: an .html page in place of the report.",
)
@click.option(
    "-k",
    "ks",
    multiple=True,
    type=click.IntRange(1, 255),
    metavar="K",
    help="Neighborhood size of the overlap; 10 is always among them. May be repeated.  [default: 5, 10, 50]",
)
@click.option(
    "--by",
    type=click.Choice(["auto", "id", "text"]),
    default="auto",
    show_default=True,
    help="How tokens are matched; auto: by id where the vocabularies agree, else by text across tokenizers.",
)
@click.option("--fold-case", is_flag=True, help="Match tokens that differ only in case.")
@selection_options
@source_options
@space_options
@in_each_option
@metric_option
@nonfinite_option
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The same seed gives the same numbers."
)
@device_option
@threads_option
@json_option
@click.option("--quiet", is_flag=True, help="No progress and no table.")
def command(
    sources: tuple[str, ...], outputs: tuple[Path, ...], as_film: bool, as_json: bool, quiet: bool, **options: Any
) -> None:
    """Compare spaces."""
    from lexiscape.compare import CompareOptions, compare_spaces
    from lexiscape.compare.facts import facts
    from lexiscape.files.comparisons import check_comparison_output
    from lexiscape.files.film import check_film_output
    from lexiscape.maps.film import check_frames, make_film
    from lexiscape.overwriting import check_apart
    from lexiscape.sources import open_space
    from lexiscape.sources.series import each_source

    sources = tuple(one for source in sources for one in each_source(source))
    frames = _frames(sources, as_film, options)
    if as_film:
        check_frames(len(frames or sources))
        if options["ks"]:
            raise click.UsageError("a film counts the 10 nearest neighbors: leave -k out, or --film")
    targets = [check_film_output(path) if as_film else check_comparison_output(path) for path in outputs]
    watch_outputs(targets, [*sources, *(options[name] for name in ("words", "frequency", "tokenizer"))])
    space_named(options)  # before anything is opened
    selection = Selection(**{name: options[name] for name in SELECTION})
    asked = CompareOptions(
        ks=options["ks"] or CompareOptions.ks,
        metric=options["metric"],
        match=options["by"],
        fold_case=options["fold_case"],
        seed=options["seed"],
        threads=options["threads"],
        device=options["device"],
    )
    check_device(options["device"])  # before models are fetched
    with progress_bars(not quiet) as progress:
        whole = (open_space(source, **which_of(options), progress=progress) for source in sources)
        if frames:
            spaces = chosen_in_each(next(whole), frames, selection, options)
        else:
            spaces = [chosen_in(one, selection, options)[0] for one in whole]
        check_apart(targets, (file for space in spaces for file in space.files))
        if as_film:
            film = make_film(spaces, asked, progress)
            film.save(*targets)
        else:
            comparison = compare_spaces(spaces, asked, progress)
            _save(comparison, targets, progress)
    if as_json:
        put(json.dumps(film.facts() if as_film else facts(comparison), indent=1))
    elif not quiet:
        _print_steps(film) if as_film else _print_tables(comparison)
        tell_written(targets)


def _frames(sources: tuple[str, ...], as_film: bool, options: dict[str, Any]) -> list[str]:
    """Return the spaces that one source is to be shown in; none where the sources themselves are compared."""
    if options["in_spaces"] is None:
        if len(sources) < 2:
            raise click.UsageError(f"expected at least two sources to compare, got {len(sources)}: {sources[0]}")
        return []
    names = named_in(options["in_spaces"])
    if not as_film or len(sources) != 1 or options["space"] or options["center"]:
        raise click.UsageError("--in-spaces shows one SOURCE as a film: give one, with --film, without --space")
    for name in names:
        space_named({**options, "space": name, "center": False})
    return names


def _save(comparison: Comparison, targets: Sequence[Path], progress: Progress) -> None:
    from lexiscape.files.comparisons import COMPARISON_FORMATS, save_comparison
    from lexiscape.maps.aligned import align_maps

    aligned = None
    if any(COMPARISON_FORMATS[target.suffix.lower()].is_drawn for target in targets):
        aligned = align_maps(comparison, progress=progress)
        for note in aligned.notes():
            warnings.warn(note, LexiscapeWarning, stacklevel=1)
    for target in targets:
        save_comparison(comparison, target, aligned)


#: What stands in the columns of a film's table whose heads do not say it.
_COLUMNS = {
    "norm": "median length of the rows",
    "anisotropy": "mean cosine of two different tokens",
    "rank": "how many dimensions the rows fill (effective rank)",
    "shown": "share of each token's {k} nearest that are among its {k} nearest on the map",
    "alone": "the same of a map that is laid out by itself",
    "moved most": "by cosine distance of a token's row from its row before, all rows turned together to fit",
}
_FIGURES = {"before": "neighbors kept", "last": "neighbors in common with the last", "untrained": "untrained"}


def _print_steps(film: Film) -> None:
    say(film.coverage)
    say()
    width = max(len(step.name) for step in film.steps)
    head = "neighbors kept (by chance)     of the last  norm   anisotropy  rank          untrained  shown  alone"
    say(f"{'':<{width}}  {head}")
    lacking = []
    for step, kept, free in zip(film.steps, film.recall, film.free_recall, strict=True):
        reasons = step.not_applicable()
        told = {
            "before": "" if step.before is None else f"{step.before.value:.3f} ({step.before.null:.3f})",
            "last": "" if step.last is None else f"{step.last.value:.3f}",
            "untrained": "not known" if step.untrained is None else f"{step.untrained:.2%}",
            **dict.fromkeys(reasons, "does not apply"),
        }
        line = f"{step.name:<{width}}  {told['before']:>26}  {told['last']:>14}  {step.norm[1]:<6.3g}"
        line += f" {step.anisotropy:>10.3f}  {step.effective_rank:<8.1f} {told['untrained']:>14}"
        say(f"{line}  {kept:>5.1%}  {free:>5.1%}")
        lacking += [f"{_FIGURES[name]} of {step.name} does not apply: {reason}" for name, reason in reasons.items()]
    say()
    widest = max(map(len, _COLUMNS))
    for name, meaning in _COLUMNS.items():
        say(f"  {name:<{widest}}  {meaning.format(k=film.recall_at)}")
    if lacking:
        say()
    for line in lacking:
        say(line)
    readable = film.maps[0].space.readable
    for i, step in enumerate(film.steps[:-1]):
        rows = film.moved_most(i, 8)
        tokens = ", ".join(f"{readable[row]} ({film.distances[i][row]:.3f})" for row in rows.tolist())
        say()
        say(f"moved most after {step.name}: {tokens or 'none'}{_cut(film.tie(i, rows))}")


def _print_tables(comparison: Comparison) -> None:
    say(comparison.coverage())
    if (named := space_of(comparison.spaces[0].provenance)) != "raw":
        say(f"each in the space {named}")
    _print_geometry(comparison)
    _print_traits(comparison)
    for pair in comparison.pairs:
        first, second = comparison.spaces[pair.first], comparison.spaces[pair.second]
        say()
        say(f"{first.name} : {second.name}")
        say(f"  {'score':<12} {'value':>7}   {'95% interval':<15}  by chance")
        for score in pair.scores:
            interval = f"{score.low:.3f} - {score.high:.3f}"
            chance = f"{_fixed(score.null)} ± {_fixed(score.null_sd)}"
            say(f"  {score.name:<12} {score.value:>7.3f}   {interval:<15}  {chance}")
        for title, listed in (
            ("kept most", comparison.kept_most(pair, 8)),
            ("moved most", comparison.moved_most(pair, 8)),
        ):
            tokens = ", ".join(f"{first.readable[item.row]} ({item.overlap:.1f})" for item in listed)
            say(f"  {title}: {tokens}{_cut(comparison.tie(pair, listed))}")


def _cut(tie: Tie | None) -> str:
    return "" if tie is None else f" … ({tie})"


def _print_geometry(comparison: Comparison) -> None:
    """Print each space's shape; self-similarity of contextual ones beside its baseline."""
    width = max(len(space.name) for space in comparison.spaces)
    say()
    say(f"{'':<{width}}  anisotropy  first component  self-similarity (of different tokens)")
    for space, shape in zip(comparison.spaces, comparison.geometry, strict=True):
        own, between = shape["self_similarity"], shape["occurrence_anisotropy"]
        told = "" if own is None else f"{own:>15.3f}" + ("" if between is None else f" ({between:.3f})")
        line = f"{space.name:<{width}}  {shape['anisotropy']:>10.3f}  {shape['first_component']:>15.3f}  {told}"
        say(line.rstrip())


def _print_traits(comparison: Comparison) -> None:
    """Print what papers have told of such spaces, a line a trait that any of them tells of, each beside its null."""
    told = [{trait.name: trait for trait in traits} for traits in comparison.traits]
    names = list(dict.fromkeys(name for traits in told for name in traits))
    if names:
        _print_measured(comparison, told, names)
    _print_lacking(comparison)


def _print_measured(comparison: Comparison, told: Sequence[dict[str, Trait]], names: Sequence[str]) -> None:
    say()
    width = max(map(len, names))
    spaces = [space.name for space in comparison.spaces]
    cells = [[_trait(traits[name]) if name in traits else "" for traits in told] for name in names]
    widths = [max(len(space), *(len(row[i]) for row in cells)) for i, space in enumerate(spaces)]
    head = "  ".join(f"{space:<{wide}}" for space, wide in zip(spaces, widths, strict=True))
    say(f"{'trait (by chance)':<{max(width, 17)}}  {head}".rstrip())
    for name, row in zip(names, cells, strict=True):
        line = "  ".join(f"{cell:<{wide}}" for cell, wide in zip(row, widths, strict=True))
        say(f"{name:<{max(width, 17)}}  {line}".rstrip())
    say()
    for name in names:
        meaning = next(traits[name].meaning for traits in told if name in traits)
        say(f"  {name:<{width}}  {meaning}".rstrip())


def _print_lacking(comparison: Comparison) -> None:
    """Print why traits are not measured: once where all spaces lack the same, else of each."""
    lines = []
    for family in dict.fromkeys(name for traits in comparison.traits for name in traits.lacking):
        reasons = [str(traits.lacking[family]) if family in traits.lacking else "" for traits in comparison.traits]
        if len(set(reasons)) == 1:
            lines.append(f"  {family}: {reasons[0]}")
        else:
            named = zip(comparison.spaces, reasons, strict=True)
            lines += [f"  {family} of {space.name}: {reason}" for space, reason in named if reason]
    if lines:
        say()
        say(f"not measured, of the {len(comparison.match):,} tokens that all have")
        for line in lines:
            say(line)


def _trait(trait: Trait) -> str:
    return f"{trait.value:.3f} ({_fixed(trait.null)} ± {_fixed(trait.null_sd)})"


def _fixed(value: float) -> str:
    """Write a number with three decimals, or as many as show its first digit, up to six: 0.468, 0.0005."""
    first = 3 if value == 0 else math.ceil(-math.log10(abs(value)))
    return f"{value:.{max(first, 3) if first <= 6 else 3}f}"
