"""A report as GitHub-flavored Markdown, for a model card: a table of counts, then what each finding lists first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.check.facts import NOT_CHECKED, count_and_reason, facts
from lexiscape.one_line import one_line

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport

_EXAMPLES = 12
_LONGEST = 60
#: What Markdown or HTML could read as its own, within a table's cell.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&@:$=^\"'/])")


def write(report: VocabularyReport, path: Path) -> None:
    """Write the summary; tokens are escaped, so that none is read as markup."""
    path.write_text(render(facts(report, _EXAMPLES)), "utf-8")


def render(told: dict[str, Any]) -> str:
    """Return the summary of a report's facts."""
    lines = [
        f"## Vocabulary check of {plain(told['name'])}",
        "",
        f"{told['tokens']:,} tokens x {told['dimensions']:,}, by lexiscape {told['versions']['lexiscape']}, from the "
        "weights alone: what follows is how rows look, not what a model does with them.",
        "",
        "| finding | tokens | rule | how sure |",
        "|---|---|---|---|",
    ]
    for name, found in told["findings"].items():
        count, reason = count_and_reason(found)
        lines.append(f"| {name} | {count} | {plain(found['rule'])} | {plain(reason)} |")
    for name, why in told["left_out"].items():
        lines.append(f"| {name} | {NOT_CHECKED} | | {plain(why)} |")
    for name, found in told["findings"].items():
        if found["examples"]:
            tokens = ", ".join(f"{plain(entry['token'])} ({entry['id']})" for entry in found["examples"])
            more = " …" if found["count"] > len(found["examples"]) else ""
            lines += ["", f"**{name}**: {tokens}{more}"]
    return "\n".join(lines) + "\n"


def plain(text: str, most: int = 4 * _LONGEST) -> str:
    """Return text that Markdown shows as it is: on one line, cut where it is longer, every mark of markup escaped."""
    shown = one_line(text)
    shown = shown if len(shown) <= most else shown[:most] + "…"
    return _MARKUP.sub(r"\\\1", shown)
