"""A report as one HTML page, in English and Japanese: no request, every text of the model's escaped.

Both languages stand in the page, and style alone shows one. Its one script, which the policy names by its hash, only
chooses Japanese where the browser is Japanese, as the page of a map does; without scripts the switch works as well.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.check.facts import NOT_CHECKED, count_and_reason, facts, sure_in_all
from lexiscape.check.findings import FINDINGS as ENGLISH
from lexiscape.files.page import digest, head_of
from lexiscape.files.reports.japanese import FINDINGS, UNKNOWN, in_japanese
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
th { white-space: nowrap; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.t { overflow-wrap: anywhere; }
details { margin: 1em 0; }
summary { font-weight: 600; cursor: pointer; }
.rule { color: GrayText; }
#en:checked ~ main .ja, #ja:checked ~ main .en { display: none; }
@media print { body > input, body > label { display: none; } }
"""

#: Checks the box of the browser's language; written in the language of 2009, since no more is needed.
_CHOOSE = 'if (/^ja/i.test(navigator.language || "")) document.getElementById("ja").checked = true;'

_SWITCH = (
    '<input type="radio" name="language" id="en" autocomplete="off" checked><label for="en" lang="en">English</label>\n'
    '<input type="radio" name="language" id="ja" autocomplete="off"><label for="ja" lang="ja">日本語</label>'
)


def write(report: VocabularyReport, path: Path) -> None:
    """Write the page; the same report gives the same bytes."""
    path.write_bytes(render(facts(report, _EXAMPLES)))


def render(told: dict[str, Any]) -> bytes:
    """Return the page's bytes."""
    policy = (
        f"default-src 'none'; script-src {digest(_CHOOSE)}; style-src {digest(_STYLE)}; base-uri 'none'; "
        "form-action 'none'"
    )
    name = safe(told["name"])
    body = [_counts(told), *(_section(name, found) for name, found in told["findings"].items() if found["count"])]
    other = safe(told["against"] or "")
    against = _both(f", against {other}", f"。比べる相手は {other}") if told["against"] else ""
    size = f"{told['tokens']:,}", f"{told['dimensions']:,}"
    weights = _both(
        ". From the weights alone: this says how rows look, not what the model does with them.",
        "。重みだけからわかることです。行がどう見えるかを示し、モデルが何をするかは示しません。",
    )
    text = f"""{head_of(f"Vocabulary of {name}", policy, _STYLE)}<body>
{_SWITCH}
<script>{_CHOOSE}</script>
<main>
<h1>{_both(f"Vocabulary of {name}", f"{name} の語彙")}</h1>
<p>{_both(f"{size[0]} tokens x {size[1]}", f"{size[0]} トークン x {size[1]} 次元")}{against}{weights}</p>
{chr(10).join(body)}
</main>
</body>
</html>
"""
    return text.encode("utf-8", "backslashreplace")


def safe(text: str) -> str:
    """Return text that is shown, never read as markup: on one line, what draws nothing spelled out, escaped."""
    return html.escape(encodable(one_line(text)))


def _both(english: str, japanese: str) -> str:
    """Return markup that shows one of two texts, both of them escaped already."""
    return f'<span class="en" lang="en">{english}</span><span class="ja" lang="ja">{japanese}</span>'


def _said(sentence: str) -> str:
    """Return a sentence of a report's in both languages, as markup; in English alone where it is known in no other."""
    return _words(sentence, in_japanese(sentence))


def _words(english: str, japanese: str | None) -> str:
    return _both(safe(english), safe(japanese)) if japanese else f'<span lang="en">{safe(english)}</span>'


def _counts(told: dict[str, Any]) -> str:
    rows = []
    for name, found in told["findings"].items():
        title = _words(found["title"], FINDINGS.get(name, UNKNOWN).title)
        shown = f'<a href="#{name}">{title}</a>' if found["count"] else title
        count, reason = count_and_reason(found)
        why = f'<span lang="en">{safe(reason)}</span>' if found["state"] == "fact" else _parts(reason)
        rows.append((shown, count if found["count"] else _said(count), why))
    for name, why in told["left_out"].items():
        title = _words(ENGLISH[name].title, FINDINGS.get(name, UNKNOWN).title)
        rows.append((title, _said(NOT_CHECKED), _parts(why)))
    heads = ("Finding", "項目"), ("Tokens", "トークン"), ("How sure", "確かさ")
    head = "".join(f"<th>{_both(*pair)}</th>" for pair in heads)
    cells = (f'<tr><td>{title}</td><td class="n">{count}</td><td>{why}</td></tr>' for title, count, why in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(cells)}\n</tbody>\n</table>"


def _parts(told: str) -> str:
    """Return what is said in one sentence or several, each in both languages where it is known in both."""
    return _said(told) if in_japanese(told) else "; ".join(map(_said, told.split("; ")))


def _section(name: str, found: dict[str, Any]) -> str:
    words = FINDINGS.get(name, UNKNOWN)
    rows = []
    for entry in found["examples"]:
        value = "" if entry.get("value") is None else f"{entry['value']:.6g}"
        note = _said(entry["note"]) if entry.get("note") else ""
        rows.append(
            f'<tr><td class="n">{entry["id"]}</td><td class="t">{safe(entry["token"])}</td>'
            f'<td class="n">{value}</td><td class="t">{note}</td></tr>'
        )
    more = found["count"] - len(found["examples"])
    rest = f"<p>{_both(f'and {more:,} more.', f'ほか {more:,}。')}</p>" if more > 0 else ""
    opened = " open" if found["is_fault"] else ""
    count = f": {found['count']:,}"
    title = _words(found["title"] + count, words.title and words.title + count)
    # as in the panel of a map, numbers stand in English alone
    exact = f'<span lang="en">{safe(found["rule"])}</span> ({_parts(sure_in_all(found))})'
    value = _said(found["value"]) if any(entry.get("value") is not None for entry in found["examples"]) else ""
    head = f'<tr><th class="n">id</th><th>{_both("Token", "トークン")}</th><th class="n">{value}</th><th></th></tr>'
    return (
        f'<details id="{name}"{opened}><summary>{title}</summary>\n'
        f'<p class="rule"><span class="ja" lang="ja">{safe(words.rule)} </span>{exact}</p>\n'
        f"<p>{_words(found['advice'], words.advice)}</p>\n"
        f"<table><thead>{head}</thead>\n<tbody>{chr(10).join(rows)}</tbody></table>\n{rest}</details>"
    )
