"""A report as one HTML page, in English and Japanese: no request, every text of the model's escaped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.check.facts import NOT_CHECKED, count_and_reason, facts, sure_in_all
from lexiscape.check.findings import FINDINGS as ENGLISH
from lexiscape.files.reports.japanese import FINDINGS, UNKNOWN, in_japanese
from lexiscape.files.two_languages import both, compose, safe, words

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport

_EXAMPLES = 200


def write(report: VocabularyReport, path: Path) -> None:
    """Write the page; the same report gives the same bytes."""
    path.write_bytes(render(facts(report, _EXAMPLES)))


def render(told: dict[str, Any]) -> bytes:
    """Return the page's bytes."""
    name = safe(told["name"])
    body = [_counts(told), *(_section(name, found) for name, found in told["findings"].items() if found["count"])]
    other = safe(told["against"] or "")
    against = both(f", against {other}", f"。比べる相手は {other}") if told["against"] else ""
    size = f"{told['tokens']:,}", f"{told['dimensions']:,}"
    weights = both(
        ". From the weights alone: this says how rows look, not what the model does with them.",
        "。重みだけからわかることです。行がどう見えるかを示し、モデルが何をするかは示しません。",
    )
    heading = both(f"Vocabulary of {name}", f"{name} の語彙")
    described = both(f"{size[0]} tokens x {size[1]}", f"{size[0]} トークン x {size[1]} 次元")
    main = "\n".join([f"<h1>{heading}</h1>", f"<p>{described}{against}{weights}</p>", *body])
    return compose(f"Vocabulary of {name}", main)


def _said(sentence: str) -> str:
    """Return a sentence of a report's in both languages, as markup; in English alone where it is known in no other."""
    return words(sentence, in_japanese(sentence))


def _counts(told: dict[str, Any]) -> str:
    rows = []
    for name, found in told["findings"].items():
        title = words(found["title"], FINDINGS.get(name, UNKNOWN).title)
        shown = f'<a href="#{name}">{title}</a>' if found["count"] else title
        count, reason = count_and_reason(found)
        why = f'<span lang="en">{safe(reason)}</span>' if found["state"] == "fact" else _parts(reason)
        rows.append((shown, count if found["count"] else _said(count), why))
    for name, why in told["left_out"].items():
        title = words(ENGLISH[name].title, FINDINGS.get(name, UNKNOWN).title)
        rows.append((title, _said(NOT_CHECKED), _parts(why)))
    heads = ("Finding", "項目"), ("Tokens", "トークン"), ("How sure", "確かさ")
    head = "".join(f"<th>{both(*pair)}</th>" for pair in heads)
    cells = (f'<tr><td>{title}</td><td class="n">{count}</td><td>{why}</td></tr>' for title, count, why in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(cells)}\n</tbody>\n</table>"


def _parts(told: str) -> str:
    """Return what is said in one sentence or several, each in both languages where it is known in both."""
    return _said(told) if in_japanese(told) else "; ".join(map(_said, told.split("; ")))


def _section(name: str, found: dict[str, Any]) -> str:
    known = FINDINGS.get(name, UNKNOWN)
    rows = []
    for entry in found["examples"]:
        value = "" if entry.get("value") is None else f"{entry['value']:.6g}"
        note = _said(entry["note"]) if entry.get("note") else ""
        rows.append(
            f'<tr><td class="n">{entry["id"]}</td><td class="t">{safe(entry["token"])}</td>'
            f'<td class="n">{value}</td><td class="t">{note}</td></tr>'
        )
    more = found["count"] - len(found["examples"])
    rest = f"<p>{both(f'and {more:,} more.', f'ほか {more:,}。')}</p>" if more > 0 else ""
    opened = " open" if found["is_fault"] else ""
    count = f": {found['count']:,}"
    title = words(found["title"] + count, known.title and known.title + count)
    # as in the panel of a map, numbers stand in English alone
    exact = f'<span lang="en">{safe(found["rule"])}</span> ({_parts(sure_in_all(found))})'
    value = _said(found["value"]) if any(entry.get("value") is not None for entry in found["examples"]) else ""
    head = f'<tr><th class="n">id</th><th>{both("Token", "トークン")}</th><th class="n">{value}</th><th></th></tr>'
    return (
        f'<details id="{name}"{opened}><summary>{title}</summary>\n'
        f'<p class="rule"><span class="ja" lang="ja">{safe(known.rule)} </span>{exact}</p>\n'
        f"<p>{words(found['advice'], known.advice)}</p>\n"
        f"<table><thead>{head}</thead>\n<tbody>{chr(10).join(rows)}</tbody></table>\n{rest}</details>"
    )
