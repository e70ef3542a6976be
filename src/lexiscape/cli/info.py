"""`lexiscape info`: a source in, what is in its vocabulary and matrix out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import SOURCE_HELP, json_option, source_options, which_of
from lexiscape.cli.spaces import counts_of, counts_option, space_named, space_options
from lexiscape.corrections.shape import tell_hub
from lexiscape.progress import progress_bars
from lexiscape.space.rows import NARROW
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.space import EmbeddingSpace
    from lexiscape.space.selection import Selection

EPILOG = """\b
Examples:
  lexiscape info demo:bert
  lexiscape info ./my-model --json
  lexiscape info demo:llama --space abtt
"""


#: Findings that are counted here; to try the tokenizer takes longer, and the rest is no matter of a count.
_COUNTED = ("nonfinite", "zero", "identical", "padding", "untrained")
_UNNAMED = "none: nothing names the rows (a list of tokens beside the file does, or --tokenizer FILE)"
_TOO_LARGE = "of so large a matrix only a sample is read here: see lexiscape check"


@click.command("info", epilog=EPILOG, help=f"Tell what is in SOURCE.\n\n{SOURCE_HELP}")
@click.argument("source")
@source_options
@space_options
@counts_option
@json_option
def command(source: str, as_json: bool, **options: Any) -> None:
    """Tell what is in a source."""
    from lexiscape.sources import open_space
    from lexiscape.sources.describe import describe_and_open

    named, which = space_named(options), which_of(options)
    with progress_bars() as progress:
        facts, space = describe_and_open(source, progress=progress, **which)
        if named != "raw":
            whole = open_space(source, progress=progress, **which) if space is None else space
            facts["space"] = _compared(whole, named, counts_of(options))
        facts["check"], facts["not_checked"] = _checked(space, progress)
    if as_json:
        put(json.dumps(facts, indent=1))
        return
    check = facts.pop("check"), facts.pop("not_checked")
    if facts.pop("unnamed", False):
        of_tokens = ("kinds", "scripts", "family")
        facts = {"rows" if name == "tokens" else name: facts[name] for name in facts if name not in of_tokens}
        facts["tokens"] = _UNNAMED
    for name, value in facts.items():
        _print_fact(name, value)
    _print_check(*check)


def _checked(space: EmbeddingSpace | None, progress: Any) -> tuple[dict[str, int], dict[str, str]]:
    """Count what `lexiscape check` finds first of all, where all rows were read anyway; say what was not, and why."""
    from lexiscape.check import CheckOptions, check_vocabulary

    if space is None:
        return {}, dict.fromkeys(_COUNTED, _TOO_LARGE)
    report = check_vocabulary(space, options=CheckOptions(_COUNTED), progress=progress)
    return {name: len(found) for name, found in report.findings.items()}, report.not_checked()


def _compared(space: EmbeddingSpace, named: str, counts: Selection) -> dict[str, Any]:
    """Tell of the raw space and of the corrected one how narrow a cone they are, and which token is near to most."""
    from lexiscape.corrections import correct_space
    from lexiscape.corrections.shape import anisotropy, measure_hub

    raw = counts.ordered(space).drop_nonfinite()
    spaces = {"raw": raw, named: correct_space(raw, named)}
    return {name: {"anisotropy": round(anisotropy(one), 6), "hub": measure_hub(one)} for name, one in spaces.items()}


def _print_check(counts: dict[str, int], not_checked: dict[str, str]) -> None:
    from lexiscape.check.facts import by_reason

    if counts:
        say(f"{'check':<24} {', '.join(f'{count:,} {name}' for name, count in counts.items())}")
    in_part = {name: why for name, why in not_checked.items() if name in counts}
    for title, reasons in (
        ("checked in part", in_part),
        ("not checked", {name: why for name, why in not_checked.items() if name not in counts}),
    ):
        for why, names in by_reason(reasons).items():
            say(f"{title:<24} {', '.join(names)}: {why}")


def _print_fact(name: str, value: Any, indent: int = 0) -> None:
    title = f"{' ' * indent}{name.replace('_', ' ')}"
    if name == "anisotropy" and value is not None:
        cone = " (mean cosine of two tokens: they lie in a narrow cone; --space centered takes that off)"
        told = cone if value >= NARROW else ""
        say(f"{title:<24} {value:.3f}{told}")
        return
    if name == "hub":
        say(f"{title:<24} {tell_hub(value)}")
    elif isinstance(value, dict) and set(value) == {"tokens", "examples"}:
        say(f"{title:<24} {value['tokens']:>9,}  {'  '.join(value['examples'])}")
    elif isinstance(value, dict):
        say(title)
        for key, inner in value.items():
            _print_fact(str(key), inner, indent + 2)
    elif isinstance(value, list):
        say(f"{title:<24} {', '.join(str(item) for item in value)}")
    elif isinstance(value, int) and not isinstance(value, bool):
        say(f"{title:<24} {value:,}")
    elif isinstance(value, float):
        say(f"{title:<24} {value:.4g}")
    elif value is not None:
        say(f"{title:<24} {value}")
