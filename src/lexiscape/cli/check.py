"""`lexiscape check`: a source in, what is wrong with its vocabulary on the terminal and in files out."""

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
    source_options,
    threads_option,
    which_of,
)
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.devices import check_device
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport
    from lexiscape.space import EmbeddingSpace

EPILOG = """\b
Examples:
  lexiscape check demo:bert
  lexiscape check ./my-model --json
  lexiscape check ./my-model -o report.html -o report.csv -o report.md
  lexiscape check ./my-model --fail-on nonfinite,zero,duplicates
  lexiscape check ./my-fine-tune --against bert-base-uncased
  lexiscape check ./my-model --verify
"""

_TOLD = 8
_PLAIN = "exact"  # how sure a finding without rows is: "none" says as much


@click.command(
    "check",
    epilog=EPILOG,
    help="Tell what is wrong with the vocabulary of SOURCE, from its embedding matrix alone: untrained, copied, "
    f"padded and unreachable rows. Weights say that a row looks untrained, not what a model does with it.\n\n"
    f"{SOURCE_HELP}",
)
@click.argument("source")
@outputs_option(
    "Where to write; the suffix names the format: .html .json .csv (one line a token) .md (for a model card). May "
    "be repeated.",
)
@click.option("--against", metavar="SOURCE", help="What the model was made from: tells which rows changed.")
@click.option(
    "--fail-on",
    metavar="NAMES",
    help=f"Findings, by name and with commas between; leave with status {FAILED} if one of them lists a row.",
)
@click.option("--only", metavar="NAMES", help="Only these findings, with commas between.  [default: all]")
@click.option(
    "--neighbors",
    type=click.IntRange(1, 255),
    metavar="K",
    help="Find this many neighbors of each row, which takes a while, and name the hubs.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Run the model, and tell which of the rows that look untrained it cannot repeat (extra: contextual).",
)
@click.option("--both", is_flag=True, help="Also read the output matrix of an untied model, and judge both.")
@source_options
@device_option
@threads_option
@json_option
@click.option("--quiet", is_flag=True, help="No progress and no table.")
def command(source: str, outputs: tuple[Path, ...], as_json: bool, quiet: bool, **options: Any) -> None:
    """Check a vocabulary."""
    from lexiscape.check import CheckOptions, check_vocabulary
    from lexiscape.check.facts import as_json as json_of
    from lexiscape.check.run import check_names, open_rows
    from lexiscape.files.reports import check_report_output, save_report
    from lexiscape.overwriting import check_apart

    targets = [check_report_output(path) for path in outputs]
    watch_outputs(targets, [source, options["against"], options["tokenizer"]])
    fatal = names_in("--fail-on", options["fail_on"], "names of findings")
    only = names_in("--only", options["only"], "names of findings")
    check_names([*fatal, *only])
    if options["device"] not in ("auto", "cpu") and not options["neighbors"]:
        raise click.UsageError(f"--device {options['device']} is for finding neighbors: add --neighbors K")
    check_device(options["device"])  # before a model is fetched
    verify = source if options["verify"] else ""
    asked = CheckOptions(
        [*only, *fatal] if only else (), options["neighbors"] or 0, options["threads"], verify, options["device"]
    )
    with progress_bars(not quiet) as progress:
        which = {**which_of(options), "progress": progress}
        space = open_rows(source, **which)
        against = None if options["against"] is None else open_rows(options["against"], **which)
        output = _output_of(space, source, progress) if options["both"] else None
        check_apart(targets, [*space.files, *(against.files if against else ())])
        report = check_vocabulary(
            space,
            tokenizer=options["tokenizer"],
            output=output,
            against=against,
            options=asked,
            progress=progress,
        )
        for target in targets:
            save_report(report, target)
    if as_json:
        put(json_of(report))
    elif not quiet:
        _print_report(report)
        tell_written(targets)
    _leave(report, fatal)


def _leave(report: VocabularyReport, fatal: list[str]) -> None:
    """Leave by what `--fail-on` names: 3 where one lists a row, 1 where one was not checked; a part is said."""
    found = {name: report.findings[name] for name in fatal if name in report.findings}
    failed = [name for name, finding in found.items() if len(finding)]
    untold = [name for name in fatal if name in report.left_out]
    for name, finding in found.items():
        if finding.unchecked:
            say(f"Note: --fail-on {name} looked at a part only: {finding.unchecked}", err=True)
    leave(failed, f"{untold[0]} cannot be told: {report.left_out[untold[0]]}" if untold else "")


def _output_of(space: EmbeddingSpace, source: str, progress: Any) -> EmbeddingSpace | None:
    """Open the output matrix of an untied model; None where it is the input matrix, or where there is none."""
    from lexiscape.sources import open_space

    if space.provenance.get("tied") is not False or space.provenance.get("matrix") == "output":
        say("Note: there is no second matrix to read: the source is tied, or holds one only", err=True)
        return None
    return open_space(source, matrix="output", progress=progress)


def _print_report(report: VocabularyReport) -> None:
    from lexiscape.check.facts import NOT_CHECKED, by_reason, count_and_reason, entries, facts

    n, dim = report.space.vectors.shape
    say(f"{report.space.name}: {n:,} tokens x {dim:,}")
    for name, said in facts(report, 0)["findings"].items():
        found, (count, why) = report.findings[name], count_and_reason(said)
        if not len(found):
            say(f"  {count:>11}  {said['title']} ({name}){'' if why == _PLAIN else f': {why}'}")
            continue
        groups = f" in {len(found.groups):,} group{'s' if len(found.groups) > 1 else ''}" if found.groups else ""
        say(f"  {count:>11}  {said['title']}{groups} ({name})")
        say(f"{'':15}{found.rule}; {why}")
        first = entries(report.space, found, _TOLD)
        tokens = "  ".join(f"{entry['token']} ({entry['id']})" for entry in first)
        say(f"{'':15}{tokens}{'  …' if len(found) > len(first) else ''}")
    for why, names in by_reason(report.left_out).items():
        say(f"  {NOT_CHECKED:>11}  {', '.join(names)}: {why}")
