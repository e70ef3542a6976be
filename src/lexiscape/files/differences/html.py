"""A difference as one HTML page, in English and Japanese: no request, no script but the choice of language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexiscape.diff.facts import MEASURES, facts, measures_told
from lexiscape.files.two_languages import both, compose, safe

if TYPE_CHECKING:
    from lexiscape.diff import Difference

_EXAMPLES = 200
_GROUPS = 40  # of scripts a hostile vocabulary has no more than Unicode, but who reads them all?

_VERDICTS = {
    "identical": "同一: 共通の行はすべて等しい",
    "rounded": "丸めの範囲で同じ",
    "scaled": "定数倍を除いて同じ",
    "fine-tuned": "微調整: 一部またはすべての行が変わった",
    "same-parent": "同じ親から来ている",
    "unrelated": "無関係: 別々に学習された",
    "untold": "わからない",
}
_STATES = {
    "changed": ("changed", "変わった"),
    "new": ("new", "新しい"),
    "gone": ("gone", "なくなった"),
    "scaled": ("the same up to a factor", "定数倍を除いて同じ"),
    "rounded": ("the same up to rounding", "丸めの範囲で同じ"),
    "identical": ("identical", "同一"),
}
_IN_JAPANESE = {"cosine": "コサイン", "error": "相対誤差", "times_rounding": "誤差 / 丸めの誤差", "kept": "残った近傍"}
_MEASURES = {name: (english, _IN_JAPANESE[name]) for name, english in MEASURES.items()}
_GROUPED = {"kinds": ("By kind", "種類ごと"), "scripts": ("By script", "文字ごと")}
#: The picture's width and height, and how many bars it has.
_WIDTH, _HEIGHT, _BARS = 720, 160, 72


def write(difference: Difference, path: Path) -> None:
    """Write the page; the same difference gives the same bytes."""
    path.write_bytes(render(facts(difference, _EXAMPLES), difference.figures.error, difference.changes.expected))


def render(told: dict[str, Any], error: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> bytes:
    """Return the page's bytes, of a difference's facts and of each row's error and expected error."""
    names = safe(told["a"]["name"]), safe(told["b"]["name"])
    sentence = both(safe(told["sentence"]), safe(_VERDICTS[told["verdict"]]))
    body = [
        f"<h1>{both(f'What changed from {names[0]} to {names[1]}', f'{names[0]} から {names[1]} への変化')}</h1>",
        f"<p><strong>{sentence}</strong></p>",
        f'<p class="rule" lang="en">{safe(told["ground"])}</p>',
        *(f'<p class="rule" lang="en">{safe(note)}</p>' for note in told["notes"]),
        *([_lineage(told["lineage"])] if told["lineage"] else []),
        _sizes(told),
        _counts(told),
        _picture(error, expected),
        _spreads(told),
        *(_groups(told[key], title) for key, title in _GROUPED.items() if told["counts"]["changed"]),
        *([_frequencies(told["frequency"])] if told["frequency"] else []),
        _changed(told),
        *(_tokens(told, state) for state in ("new", "gone") if told[state]),
        *([_elsewhere(told["elsewhere"])] if told["elsewhere"]["found"] else []),
    ]
    return compose(f"What changed from {names[0]} to {names[1]}", "\n".join(part for part in body if part))


def _lineage(lineage: dict[str, Any]) -> str:
    """Return what the ground rests on, in figures beside those of chance: in words it is told in English alone."""
    count = f"{lineage['directions']:,}"
    measured = [
        (lineage["aligned"], 0.0, both("Mean cosine of centered rows", "中心化した行のコサインの平均")),
        (
            lineage["in_place"],
            0.0,
            both(
                "A dimension goes with itself rather than with another, in standard deviations",
                "次元がほかの次元より自分自身と対応する度合い (標準偏差)",
            ),
        ),
        (
            lineage["shared"],
            lineage["null"],
            both(
                f"Correlation of {count} directions that were paired on other tokens",
                f"ほかのトークンで対にした {count} 方向の相関",
            ),
        ),
    ]
    rows = [[name, f"{value:.3g}", f"{null:.2g}"] for value, null, name in measured if value is not None]
    heads = [both("In common", "共通するもの"), both("measured", "測った値"), both("by chance", "偶然なら")]
    return _table(heads, rows) if rows else ""


def _sizes(told: dict[str, Any]) -> str:
    parts = [
        f"{key}: {safe(space['name'])}, {space['tokens']:,} x {space['dimensions']:,}, {safe(space['format'])}"
        for key, space in (("A", told["a"]), ("B", told["b"]))
    ]
    return f"<p>{'<br>'.join(parts)}</p>"


def _table(heads: list[str], rows: list[list[str]], texts: int = 1) -> str:
    """Return a table of cells that are markup already, of which so many columns are text and the others numbers."""
    kinds = ["t" if column < texts else "n" for column in range(len(heads))]
    head = "".join(f'<th class="{kind}">{cell}</th>' for kind, cell in zip(kinds, heads, strict=True))
    lines = [
        "<tr>" + "".join(f'<td class="{kind}">{cell}</td>' for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in rows
    ]
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{chr(10).join(lines)}</tbody></table>"


def _counts(told: dict[str, Any]) -> str:
    rows = [[both(*_STATES[state]), f"{count:,}"] for state, count in told["counts"].items()]
    rows.append([both("under another id", "ID が変わった"), f"{told['ids']['moved']:,}"])
    return _table([both("Rows", "行"), both("Tokens", "トークン")], rows)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _spreads(told: dict[str, Any]) -> str:
    parts = []
    for name, title in _MEASURES.items():
        spread = told[name]
        if spread and spread["median"] is not None:
            heads = [both(*title), *(safe(key) for key in spread)]
            parts.append(_table(heads, [["", *map(_figure, spread.values())]]))
    return "\n".join(parts)


def _groups(groups: dict[str, dict[str, Any]], title: tuple[str, str]) -> str:
    listed = list(groups.items())[:_GROUPS]
    rows = [[safe(label), *_measured(group)] for label, group in listed]
    return _details(both(*title), _table([both(*title), *_measured_heads()], rows))


def _frequencies(parts: list[dict[str, Any]]) -> str:
    rows = [[f"{_figure(part['most'])} … {_figure(part['least'])}", *_measured(part)] for part in parts]
    title = both("By frequency", "頻度ごと")
    return _details(title, _table([title, *_measured_heads()], rows))


def _measured_heads() -> list[str]:
    return [
        both("Tokens", "トークン"),
        both(*_STATES["changed"]),
        *(both(*_MEASURES[key]) for key in ("error", "cosine")),
    ]


def _measured(group: dict[str, Any]) -> list[str]:
    return [f"{group['tokens']:,}", f"{group['changed']:,}", _figure(group["error"]), _figure(group["cosine"])]


def _details(title: str, inner: str, is_open: bool = False) -> str:
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>\n{inner}</details>"


def _more(count: int, shown: int) -> str:
    rest = count - shown
    return f"<p>{both(f'and {rest:,} more.', f'ほか {rest:,}。')}</p>" if rest > 0 else ""


def _changed(told: dict[str, Any]) -> str:
    entries, count = told["changed"], told["counts"]["changed"]
    if not entries:
        return ""
    names = measures_told(told)
    heads = [both("Token", "トークン"), "id", *(both(*_MEASURES[name]) for name in names)]
    rows = [[safe(entry["token"]), str(entry["id"]), *(_figure(entry[name]) for name in names)] for entry in entries]
    title = both(f"Changed most: {count:,}", f"最も変わったもの: {count:,}")
    return _details(title, _table(heads, rows) + _tie(told["changed_tie"]) + _more(count, len(rows)), is_open=True)


def _tie(tie: dict[str, Any] | None) -> str:
    if tie is None:
        return ""
    english = f"Listed of those that changed as much as the last: {tie['listed']:,} of {tie['equal']:,}."
    japanese = f"最後のものと同じだけ変わった {tie['equal']:,} のうち {tie['listed']:,} を掲載。"
    return f"<p>{both(english, japanese)}</p>"


def _tokens(told: dict[str, Any], state: str) -> str:
    count = told["counts"][state]
    english, japanese = _STATES[state]
    rows = [[safe(entry["token"]), str(entry["id"])] for entry in told[state]]
    title = both(f"{english.capitalize()}: {count:,}", f"{japanese}: {count:,}")
    return _details(title, _table([both("Token", "トークン"), "id"], rows) + _more(count, len(rows)))


def _elsewhere(told: dict[str, Any]) -> str:
    heads = [both("Token", "トークン"), both("stands now under", "今の場所"), "id"]
    rows = [[safe(entry["token"]), safe(entry["now_token"]), str(entry["now_id"])] for entry in told["rows"]]
    title = both(
        f"Stand under another token now: {told['found']:,}", f"別のトークンの行になったもの: {told['found']:,}"
    )
    return _details(title, _table(heads, rows, texts=2) + _more(told["found"], len(rows)))


def _picture(error: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> str:
    """Return a picture of how many rows have which error, and which is expected of rounding; by logarithms."""
    shown = [np.log10(values[np.isfinite(values) & (values > 0)]) for values in (error, expected)]
    if not len(shown[0]):
        return ""
    low = min(float(values.min()) for values in shown if len(values))
    high = max(float(values.max()) for values in shown if len(values))
    low, high = np.floor(low * 2) / 2, np.ceil(high * 2) / 2
    if high <= low:
        high = low + 0.5
    counts = [np.histogram(values, _BARS, (low, high))[0] for values in shown]
    top = np.log1p(max(int(count.max()) for count in counts))
    step = _WIDTH / _BARS
    bars = []
    for series, (count, fill) in enumerate(zip(counts, ("#1f77b4", "#999"), strict=True)):
        for at in np.flatnonzero(count).tolist():
            height = _HEIGHT * np.log1p(int(count[at])) / top
            shape = (
                f'x="{at * step + series * step / 2:.1f}" y="{_HEIGHT - height:.1f}" width="{step / 2:.1f}" '
                f'height="{height:.1f}" fill="{fill}"'
            )
            bars.append(f"<rect {shape}/>")
    ticks = [
        f'<text x="{(power - low) / (high - low) * _WIDTH:.1f}" y="{_HEIGHT + 18}" font-size="12" '
        f'text-anchor="middle" fill="currentColor">1e{power}</text>'
        for power in range(int(np.ceil(low)), int(np.floor(high)) + 1)
    ]
    told = both(
        "Rows by relative error (blue), and by the error that rounding to their formats is expected to cost (gray); "
        "heights are logarithms of counts.",
        "相対誤差ごとの行の数 (青) と、丸めから見込まれる誤差 (灰)。高さは数の対数。",
    )
    box = f'viewBox="-20 0 {_WIDTH + 40} {_HEIGHT + 24}" width="100%" role="img" aria-label="errors of rows"'
    return f"<figure><svg {box}>{''.join(bars)}{''.join(ticks)}</svg><figcaption>{told}</figcaption></figure>"
