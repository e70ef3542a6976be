"""A difference as GitHub-flavored Markdown, for a model card: the verdict, counts, and the tokens changed most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.diff.facts import facts
from lexiscape.files.reports.markdown import plain

if TYPE_CHECKING:
    from lexiscape.diff import Difference

_EXAMPLES = 12
#: A ground is the program's own sentence, with names of sources in it.
_GROUND = 4000


def write(difference: Difference, path: Path) -> None:
    """Write the summary; tokens are escaped, so that none is read as markup."""
    path.write_text(render(facts(difference, _EXAMPLES)), "utf-8")


def render(told: dict[str, Any]) -> str:
    """Return the summary of a difference's facts."""
    a, b = told["a"], told["b"]
    lines = [
        f"## What changed from {plain(a['name'])} to {plain(b['name'])}",
        "",
        f"**{plain(told['sentence'])}**: {plain(told['ground'], _GROUND)}.",
        "",
        *(f"- {plain(note)}" for note in told["notes"]),
        *([""] if told["notes"] else []),
        "| rows | tokens |",
        "|---|---|",
        *(f"| {state} | {count:,} |" for state, count in told["counts"].items()),
        f"| of another id | {told['ids']['moved']:,} |",
        "",
        f"{a['tokens']:,} x {a['dimensions']:,} ({plain(a['format'])}) and {b['tokens']:,} x {b['dimensions']:,} "
        f"({plain(b['format'])}), by lexiscape {told['versions']['lexiscape']}.",
    ]
    if told["changed"]:
        listed, changed = len(told["changed"]), told["counts"]["changed"]
        title = "changed most" if listed == changed else f"changed most, {listed:,} of {changed:,}"
        lines += ["", f"| {title} | id | cosine | error | error / rounding's |", "|---|---|---|---|---|"]
        for entry in told["changed"]:
            figures = (entry[name] for name in ("cosine", "error", "times_rounding"))
            cells = " | ".join("" if figure is None else f"{figure:.4g}" for figure in figures)
            lines.append(f"| {plain(entry['token'])} | {entry['id']} | {cells} |")
        if tie := told["changed_tie"]:
            lines += [
                "",
                f"Listed of those that changed as much as the last: {tie['listed']:,} of {tie['equal']:,}.",
            ]
    for name in ("new", "gone"):
        if told[name]:
            more = " …" if told["counts"][name] > len(told[name]) else ""
            tokens = ", ".join(f"{plain(entry['token'])} ({entry['id']})" for entry in told[name])
            lines += ["", f"**{name}**: {tokens}{more}"]
    return "\n".join(lines) + "\n"
