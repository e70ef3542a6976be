"""A difference as GitHub-flavored Markdown, for a model card: the verdict, counts, and the tokens changed most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.diff.facts import MEASURES, facts, measures_told, title_of_changed
from lexiscape.files.reports.markdown import plain

if TYPE_CHECKING:
    from lexiscape.diff import Difference

_EXAMPLES = 12
#: A ground and a note are the program's own sentences, with names of sources in them.
_SENTENCE = 4000


def write(difference: Difference, path: Path) -> None:
    """Write the summary; tokens are escaped, so that none is read as markup."""
    path.write_text(render(facts(difference, _EXAMPLES)), "utf-8")


def render(told: dict[str, Any]) -> str:
    """Return the summary of a difference's facts."""
    a, b = told["a"], told["b"]
    lines = [
        f"## What changed from {plain(a['name'])} to {plain(b['name'])}",
        "",
        f"**{plain(told['sentence'])}**: {plain(told['ground'], _SENTENCE)}.",
        "",
        *(f"- {plain(note, _SENTENCE)}" for note in told["notes"]),
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
        names = measures_told(told)
        lines += ["", f"| {' | '.join([title_of_changed(told), 'id', *(MEASURES[name] for name in names)])} |"]
        lines += [f"|{'---|' * (2 + len(names))}"]
        for entry in told["changed"]:
            figures = ["" if entry[name] is None else f"{entry[name]:.4g}" for name in names]
            lines.append(f"| {' | '.join([plain(entry['token']), str(entry['id']), *figures])} |")
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
