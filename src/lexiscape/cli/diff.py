"""`lexiscape diff`: two files of weights in, what changed from one to the other on the terminal and in files out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.gate import FAILED, leave, names_in
from lexiscape.cli.options import (
    SOURCE_HELP,
    device_option,
    json_option,
    outputs_option,
    selection_options,
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.progress import progress_bars
from lexiscape.space.selection import SELECTION, Selection
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.diff import Difference

EPILOG = """\b
Examples:
  lexiscape diff model.gguf model-q4_k_m.gguf
  lexiscape diff bert-base-uncased ./my-fine-tune -o diff.html -o diff.csv
  lexiscape diff ./model ./model-resized --json
  lexiscape diff ./before ./after --fail-on changed,gone
  lexiscape diff demo:bert ./my-fine-tune --neighbors 10
"""

_TOLD = 8


@click.command(
    "diff",
    epilog=EPILOG,
    help="Tell what changed from the weights of A to those of B, of mostly the same tokens: rows that are identical, "
    "the same up to the rounding of their formats, multiplied by a number, changed, new and gone; and whether one "
    "descends from the other.\n\n"
    f"{SOURCE_HELP}",
)
@click.argument("a")
@click.argument("b")
@outputs_option(
    "Where to write; the suffix names the format: .html .json .csv (one line a token, the most changed first) .md (for "
    "a model card). May be repeated."
)
@click.option(
    "--fail-on",
    metavar="NAMES",
    help="Of changed, scaled, rounded, new, gone, moved (ids or rows), fine-tuned, same-parent, unrelated, with "
    f"commas; leave with status {FAILED} if there is one.",
)
@click.option(
    "--neighbors",
    type=click.IntRange(1, 255),
    metavar="K",
    help="Also tell the share of its K nearest that each token kept, which takes a while.",
)
@selection_options
@source_options
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The same seed gives the same numbers."
)
@device_option
@threads_option
@json_option
@click.option("--quiet", is_flag=True, help="No progress and no table.")
def command(a: str, b: str, outputs: tuple[Path, ...], as_json: bool, quiet: bool, **options: Any) -> None:
    """Tell what changed."""
    from lexiscape.diff import DiffOptions, diff_spaces
    from lexiscape.diff.facts import as_json as json_of
    from lexiscape.files.differences import check_difference_output, save_difference
    from lexiscape.overwriting import check_apart
    from lexiscape.sources.rounded import open_rounded

    targets = [check_difference_output(path) for path in outputs]
    watch_outputs(targets, [a, b, *(options[name] for name in ("words", "frequency", "tokenizer"))])
    fatal = _names(options["fail_on"])
    if options["device"] not in ("auto", "cpu") and not options["neighbors"]:
        raise click.UsageError(f"--device {options['device']} is for finding neighbors: add --neighbors K")
    selection = Selection(**{name: options[name] for name in SELECTION})
    asked = DiffOptions(options["neighbors"] or 0, options["seed"], options["threads"], options["device"])
    with progress_bars(not quiet) as progress:
        which = {**which_of(options), "progress": progress}
        before, rows = selection.rows(open_rounded(a, **which))
        after = open_rounded(b, **which)
        check_apart(targets, [*before.files, *after.files])
        found = diff_spaces(before, after, asked, progress, rows)
        for target in targets:
            save_difference(found, target)
    if as_json:
        put(json_of(found))
    elif not quiet:
        _print_difference(found)
        tell_written(targets)
    _leave(found, fatal)


def _names(given: str | None) -> list[str]:
    """Return what `--fail-on` names; a usage error where that is nothing, or nothing known."""
    from lexiscape.diff.gate import GATES

    names = names_in("--fail-on", given)
    unknown = [name for name in names if name not in GATES]
    if unknown:
        raise click.BadParameter(f"no {unknown[0]!r}: choose of {', '.join(GATES)}", param_hint="--fail-on")
    return names


def _leave(found: Difference, fatal: list[str]) -> None:
    """Leave with 3 where something of what `--fail-on` names is there, with 1 where it cannot be told."""
    from lexiscape.diff.gate import failed, untold

    unsure = untold(found, fatal)
    leave(failed(found, fatal), f"{unsure[0]} cannot be told: {found.verdict.sentence}" if unsure else "")


def _print_difference(found: Difference) -> None:
    from lexiscape.diff.facts import MEASURES, facts

    told = facts(found, _TOLD)
    say(found.verdict.sentence)
    say(f"  {found.verdict.ground}")
    for note in told["notes"]:
        say(f"  Note: {note}")
    say()
    for side in ("a", "b"):
        space = told[side]
        say(f"  {side}: {space['name']}: {space['tokens']:,} tokens x {space['dimensions']:,}, {space['format']}")
    say()
    for state, count in told["counts"].items():
        say(f"  {count:>11,}  {state}")
    if told["ids"]["moved"]:
        say(f"  {told['ids']['moved']:>11,}  under another id (most by {told['ids']['shift']:+,})")
    elsewhere = told["elsewhere"]
    if elsewhere["found"]:
        say(f"  {elsewhere['found']:>11,}  stand under another token now, of {elsewhere['looked_for']:,} looked for")
    for name, title in MEASURES.items():
        _print_spread(title if name != "kept" else f"kept of {found.options.neighbors} nearest", told[name])
    if told["changed"]:
        _print_changed(told)


def _print_changed(told: dict[str, Any]) -> None:
    from lexiscape.diff.facts import title_of_changed

    say(f"  {title_of_changed(told)}")
    for entry in told["changed"]:
        figures = ", ".join(f"{name} {entry[name]:.4g}" for name in ("cosine", "error") if entry[name] is not None)
        say(f"    {entry['token']} ({entry['id']}){': ' if figures else ''}{figures}")
    if tie := told["changed_tie"]:
        at = "" if tie["value"] is None else f": error {tie['value']:.4g}"
        say(f"    … {tie['listed']:,} of {tie['equal']:,} equal{at}")


def _print_spread(title: str, spread: dict[str, Any] | None) -> None:
    if spread and any(value is not None for value in spread.values()):
        told = "  ".join(f"{name} {value:.4g}" for name, value in spread.items())
        say(f"  {title:<20} {told}")
