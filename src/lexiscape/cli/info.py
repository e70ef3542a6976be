"""`lexiscape info`: a source in, what is in its vocabulary and matrix out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import SOURCE_HELP, json_option, matrix_options
from lexiscape.progress import progress_bars
from lexiscape.space.rows import NARROW
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.space import EmbeddingSpace

EPILOG = """\b
Examples:
  lexiscape info demo:bert
  lexiscape info ./my-model --json
"""


#: Findings that are counted here; to try the tokenizer takes longer, and the rest is no matter of a count.
_COUNTED = ("nonfinite", "zero", "identical", "padding", "untrained")


@click.command("info", epilog=EPILOG, help=f"Tell what is in SOURCE.\n\n{SOURCE_HELP}")
@click.argument("source")
@matrix_options
@json_option
def command(source: str, matrix: str, tensor: str | None, as_json: bool) -> None:
    """Tell what is in a source."""
    from lexiscape.sources.describe import describe_and_open

    with progress_bars() as progress:
        facts, space = describe_and_open(source, matrix=matrix, tensor=tensor, progress=progress)
        if space is not None:
            facts["check"] = _checked(space, progress)
    if as_json:
        put(json.dumps(facts, indent=1))
        return
    for name, value in facts.items():
        _print_fact(name, value)


def _checked(space: EmbeddingSpace, progress: Any) -> dict[str, int]:
    """Count what `lexiscape check` finds first of all, where all rows were read anyway."""
    from lexiscape.check import CheckOptions, check_vocabulary

    report = check_vocabulary(space, options=CheckOptions(_COUNTED), progress=progress)
    return {name: len(found) for name, found in report.findings.items()}


def _print_fact(name: str, value: Any, indent: int = 0) -> None:
    title = f"{' ' * indent}{name.replace('_', ' ')}"
    if name == "anisotropy" and value is not None:
        told = " (mean cosine of two tokens: they lie in a narrow cone)" if value >= NARROW else ""
        say(f"{title:<24} {value:.3f}{told}")
        return
    if name == "check":
        say(f"{title:<24} {', '.join(f'{count:,} {key}' for key, count in value.items())}")
        return
    if isinstance(value, dict) and set(value) == {"tokens", "examples"}:
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
