"""A report as one static HTML page: no script, no request, every text of the model's escaped."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.check.facts import facts
from lexiscape.files.page import digest, head_of
from lexiscape.frames import encodable
from lexiscape.one_line import one_line

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport

_EXAMPLES = 200

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2em auto; padding: 0 1em; max-width: 64em; font: 16px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; border-bottom: 1px solid #8884; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
td.t { overflow-wrap: anywhere; }
details { margin: 1em 0; }
summary { font-weight: 600; cursor: pointer; }
.rule { color: GrayText; }
"""


def write(report: VocabularyReport, path: Path) -> None:
    """Write the page; the same report gives the same bytes."""
    path.write_bytes(render(facts(report, _EXAMPLES)))


def render(told: dict[str, Any]) -> bytes:
    """Return the page's bytes."""
    policy = f"default-src 'none'; style-src {digest(_STYLE)}; base-uri 'none'; form-action 'none'"
    title = safe(f"Vocabulary of {told['name']}")
    body = [_counts(told), *(_section(name, found) for name, found in told["findings"].items() if found["count"])]
    if told["left_out"]:
        items = "".join(f"<li>{safe(name)}: {safe(why)}</li>" for name, why in told["left_out"].items())
        body.append(f"<h2>Left out</h2>\n<ul>{items}</ul>")
    against = f", against {safe(told['against'])}" if told["against"] else ""
    text = f"""{head_of(title, policy, _STYLE)}<body>
<h1>{title}</h1>
<p>{told["tokens"]:,} tokens x {told["dimensions"]:,}{against}. From the weights alone: this says how rows
look, not what the model does with them.</p>
{chr(10).join(body)}
</body>
</html>
"""
    return text.encode("utf-8", "backslashreplace")


def safe(text: str) -> str:
    """Return text that is shown, never read as markup: on one line, what draws nothing spelled out, escaped."""
    return html.escape(encodable(one_line(text)))


def _counts(told: dict[str, Any]) -> str:
    rows = []
    for name, found in told["findings"].items():
        title = safe(found["title"])
        shown = f'<a href="#{name}">{title}</a>' if found["count"] else title
        rows.append(f'<tr><td>{shown}</td><td class="n">{found["count"]:,}</td><td>{safe(found["sure"])}</td></tr>')
    head = "<tr><th>Finding</th><th>Tokens</th><th>How sure</th></tr>"
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>"


def _section(name: str, found: dict[str, Any]) -> str:
    rows = []
    for entry in found["examples"]:
        value = "" if entry.get("value") is None else f"{entry['value']:.6g}"
        rows.append(
            f'<tr><td class="n">{entry["id"]}</td><td class="t">{safe(entry["token"])}</td>'
            f'<td class="n">{value}</td><td class="t">{safe(entry.get("note", ""))}</td></tr>'
        )
    more = found["count"] - len(found["examples"])
    rest = f"<p>and {more:,} more.</p>" if more > 0 else ""
    opened = " open" if found["is_fault"] else ""
    return (
        f'<details id="{name}"{opened}><summary>{safe(found["title"])}: {found["count"]:,}</summary>\n'
        f'<p class="rule">{safe(found["rule"])} ({safe(found["sure"])})</p>\n<p>{safe(found["advice"])}</p>\n'
        f"<table><thead><tr><th>id</th><th>Token</th><th></th><th></th></tr></thead>\n"
        f"<tbody>{chr(10).join(rows)}</tbody></table>\n{rest}</details>"
    )
