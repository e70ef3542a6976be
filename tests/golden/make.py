"""What the rules that Python and the page share answer, in files that both are held to.

    python tests/golden/make.py maps       makes the maps anew (*.lxsc, payloads as a page holds them), and all answers
    python tests/golden/make.py            makes only the answers (*.json) anew

Python is the reference: `tests/files/test_golden.py` and `web/test/golden.test.ts` compare what either side says with
the files. Make them anew only when a rule is meant to change, and read what the change of the files says. The maps are
every so-manieth token of two models in two scripts, and made-up tokens that are hard for each rule.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

import lexiscape as lx
from lexiscape._rules import DARK_PALETTE, KINDS, LIGHT_PALETTE
from lexiscape.ask import Answer, lay_axis, query
from lexiscape.columns import Column, categorical
from lexiscape.files import csv, page, payload, vectors
from lexiscape.files.curve import along_curve
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.neighbors import Neighbors
from lexiscape.pictures.categories import slots_of
from lexiscape.pictures.drawing import scale_colors
from lexiscape.pictures.importance import importance, order_of
from lexiscape.pictures.labels import label_text
from lexiscape.pictures.options import THEMES
from lexiscape.pictures.place import around, name_color, place_colors, wheel
from lexiscape.pictures.region_names import is_word
from lexiscape.pictures.regions import find_regions
from lexiscape.pictures.scale import scale_ends, scale_steps
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import close_spellings
from lexiscape.text import make_visible
from lexiscape.text.folding import fold
from lexiscape.text.unfit import is_function_word, is_unfit

HERE = Path(__file__).parent
#: Name → source, and of how many tokens one is taken.
MODELS = {"bert": ("demo:bert", 13), "ginza": ("spacy:ja_ginza", 9)}
MAPS = (*MODELS, "hostile")

TEXTS = [
    *(
        "the",
        "Apple",
        "STRASSE",
        "straße",
        "ΣΊΣΥΦΟΣ",
        "Σίσυφος",
        "İstanbul",
        "ǰ",
        "ŉ",
        "ﬁne",
        "ｆｕｌｌ",
        "ㄱ",
        "한",
        "한국어",
    ),
    *(
        "ネコ",
        "ねこ",
        "ネコ",
        "し",
        "日",
        "日本語",
        "々",
        "〇",
        "ー",
        "ヾ",
        "𠮷",
        "𠮷野家",
        "優勝" * 20,
        "мир",
        "नमस्ते",
        "ภาษา",
    ),
    *(
        "می\u200cخواهم",
        "שלום",
        "👩\u200d👩\u200d👧",
        "😀",
        "😀" * 13,
        "😀" * 25,
        "😀" * 40,
        "❤\ufe0f",
        "e\u0301",
        "\u0301abc",
    ),
    *(
        "",
        " ",
        "   ",
        "    ",
        " a",
        "a ",
        "a b",
        "a    b",
        "\u00a0",
        "a\u00a0b",
        "\u3000",
        "\t\n",
        "\x00" * 3,
        "\n" * 4,
    ),
    *(
        " " * 31,
        " " * 200,
        "\x1b[31m",
        "\x7f",
        "\u202egnirts",
        "\u2028",
        "\u200d",
        " \u200d\u200d",
        "a\u200db",
        "a\u200d",
    ),
    *(
        "\ufe0f",
        "\u3164",
        "\u2800",
        "\u115f",
        "\uffa0",
        "\u034f",
        "\u180b",
        "\ue000",
        "\U000e0041",
        "\U000e0100",
        "\ufeffbom",
    ),
    *(
        "\ud800",
        "\udfff\ud800",
        "a\udc00",
        "\u0301",
        " \u0301",
        "␣␣␣␣",
        "␊␊␊␊␊",
        "x" * 24,
        "x" * 25,
        "x" * 32,
        "x" * 33,
    ),
    *(
        "x" * 128 + " y",
        "x" * 10_000,
        "</script>",
        "<!--",
        "=1+1",
        "'=1",
        '"quoted", and more',
        "a,b",
        "a\r\nb",
        "Ɨ",
        "¬",
    ),
    *("123", "1990s", "…the", "né e", "l'art", "Ⅳ", "①", "½", "º", "ª", "ʼn", "K", "Å", "ς", "ſ", "ﬆ", "㍿", "ﾈｺ"),
]


#: Words that may name no place, and longer ones with the same beginning that may.
UNFIT = ("Sex", "sextant", "Penis", "peninsula", "セックス", "せっくす", "セット")
#: Words that name one only where no others do, and words that look like some.
GRAMMAR = ("Not", "aber", "für", "они", "iii", "XIV", "xxxix", "xl", "mix", "war", "knot", "house", "")


def answers_of_rules() -> dict[str, Any]:
    """Answer what needs no map: texts, numbers, colors, the curve."""
    rng = np.random.default_rng(0)
    grid = rng.integers(0, 65536, (200, 2))
    grid[::7] = grid[3] & 0xFF00
    grid[:4] = [(0, 0), (65535, 0), (0, 65535), (65535, 65535)]
    bits = _hard_numbers(rng)
    return {
        "texts": [
            [text, make_visible(text), label_text(text), fold(text), is_word(label_text(text))] for text in TEXTS
        ],
        "numbers": {"bits": bits.tolist(), "texts": csv.number_texts(bits.view(np.float32))},
        "curve": {"x": grid[:, 0].tolist(), "y": grid[:, 1].tolist(), "order": along_curve(grid).tolist()},
        "slots": [
            [name, names, slots_of(Column(name, name, np.zeros(0, np.int32), tuple(names)))]
            for name, names in _palettes()
        ],
        "palettes": {"light": LIGHT_PALETTE, "dark": DARK_PALETTE},
        "unfit": [[text, is_unfit(fold(text))] for text in [*TEXTS, *UNFIT]],
        "functions": [[text, is_function_word(fold(text))] for text in GRAMMAR],
        "orders": [[texts, kinds, order_of(texts, kinds).tolist()] for texts, kinds in _vocabularies()],
        "around": _piled(rng),
        "wheels": {ground: wheel(ground) for ground in THEMES},
        "scales": {name: scale_colors(theme) for name, theme in THEMES.items()},
        "steps": [_steps(values) for values in _numeric_columns(rng)],
    }


def _hard_numbers(rng: np.random.Generator) -> NDArray[np.uint32]:
    """Bits of single-precision numbers: powers of two, ties of short spellings, whole ones, special ones, any."""
    ties = np.array([2097152.25, 1048576.125, 4194304.5, 8388607.5, -1762400.25, 203143.625, 2.5, 0.5, 1e-4, 9.9999e-5])
    whole = np.array([0, -0.0, 1, -3, 2000, 16777216, 123456789, 1e15, 1e16, 1.5e16, 3.4e38, -1e20])
    other = np.array([np.nan, np.inf, -np.inf, 0.1, 0.2, 0.20017497, 1 / 3, 1e-45, 1e-38, 55.998035, 9999999.5])
    chosen = np.concatenate([ties, whole, other]).astype(np.float32).view(np.uint32)
    powers = (np.arange(1, 255, 3, dtype=np.uint64) << 23).astype(np.uint32)
    usual = rng.random(150).astype(np.float32).view(np.uint32)
    any_bits = rng.integers(0, 2**32, 150, dtype=np.uint64).astype(np.uint32)
    return np.concatenate([chosen, powers, usual, any_bits[np.isfinite(any_bits.view(np.float32))]])


def _palettes() -> list[tuple[str, list[str]]]:
    return [
        ("kind", list(KINDS)),
        ("kind", ["byte", "word"]),
        ("kind", ["invented", "word", "another", *KINDS[1:]]),
        ("script", ["Latin", "None", "Han", "Thai", "Hiragana", "Katakana", "Greek", "Cyrillic", "Arabic", "Hebrew"]),
        ("script", ["Thai", "Lao"]),
        ("mood", [f"mood {i}" for i in range(12)]),
        ("constructor", ["a", "b"]),
        ("__proto__", ["word"]),
        ("kind", []),
    ]


def _vocabularies() -> list[tuple[list[str], list[str]]]:
    """Vocabularies of merges, one with kanji as letters and one with kanji as words, and the same with merges last."""
    words = ["the", "there", "theme", "military", "militia", "physical", "physics", "fifteen", "fifty", "games", "game"]
    words += [
        "straße",
        "мир",
        "мирный",
        "한국어",
        "𠮷野家",
        "n\u0303andu",
        "\ud800bc",
        "x" * 24,
        "x" * 26,
        "constructor",
    ]
    made: list[tuple[list[str], list[str]]] = []
    for signs in ("日本優勝", ["日本語", "優勝者", "勝利", "改革", "平成", "昭和"]):
        letters = sorted({letter for word in words for letter in word})
        tokens = [(letter, kind) for kind in ("word", "continuation") for letter in letters]
        for word in words:
            for at in range(2, len(word)):
                tokens += [(word[at - 1 :], "continuation"), (word[:at], "word")]
            tokens.append((word, "word"))
        tokens = list(
            dict.fromkeys([*((sign, "word") for sign in signs), *tokens, ("<s>", "special"), ("7", "number")])
        )
        made += [([text for text, _ in tokens], [kind for _, kind in tokens])]
    texts, kinds = made[0]
    return [*made, (texts[::-1], kinds[::-1])]


def _numeric_columns(rng: np.random.Generator) -> list[NDArray[np.float32]]:
    skewed = np.exp(3 * rng.normal(size=300)).astype(np.float32)
    holes = skewed.copy()
    holes[[0, 5, 9]] = np.nan, np.inf, -np.inf
    return [skewed, holes, np.full(5, 7, np.float32), np.full(3, np.nan, np.float32), np.arange(120, dtype=np.float32)]


def _piled(rng: np.random.Generator) -> dict[str, Any]:
    """Color a map of which most are copies in its middle, which a screen moves apart, and the rest lies in a ring."""
    turn = rng.random(60) * 2 * np.pi
    ring = 32000 + np.rint(30000 * np.column_stack([np.cos(turn), np.sin(turn)])).astype(np.int64)
    places = np.concatenate([ring, [[0, 0], [65535, 65535]], np.full((600, 2), 32100)])
    colors = np.rint(255 * place_colors(places.astype(np.float32), "light")).astype(int)
    return {"x": places[:, 0].tolist(), "y": places[:, 1].tolist(), "colors": colors.tolist()}


def _steps(values: NDArray[np.float32]) -> dict[str, Any]:
    ends = scale_ends(values)
    return {"bits": values.view(np.uint32).tolist(), "ends": ends, "steps": scale_steps(values, ends).tolist()}


def answers_of_map(drawn: EmbeddingMap) -> dict[str, Any]:
    """Answer for a map as a page holds it: order, regions, ends of scales, table, and hashes of what was stored."""
    readable = drawn.space.readable
    pairs = zip(readable, drawn.space.tokens, strict=True)
    rows = [row for row, texts in enumerate(pairs) if not any(map(_is_marked, texts))]
    middle, colors = around(drawn.xy), np.rint(255 * place_colors(drawn.xy, "light")).astype(int)
    return {
        "order": importance(drawn).tolist(),
        "regions": [
            [r.level, list(r.words), r.tokens, r.x, r.y, r.unity, name_color(middle, "dark", r.x, r.y)]
            for r in find_regions(drawn)
        ],
        "places": [[row, colors[row].tolist()] for row in range(0, len(drawn), max(1, len(drawn) // 200))],
        "ends": {name: scale_ends(c.values) for name, c in drawn.columns.items() if c.categories is None},
        "table": {"rows": rows, "sha256": _sha256(_table(drawn, rows)), "head": _table(drawn, rows[:12]).decode()},
        "sha256": {
            "readable": _sha256("\x1f".join(map(make_visible, readable)).encode()),
            "neighbors": _sha256(drawn.found.indices.astype("<u4").tobytes()),
            "distances": _sha256(drawn.found.distances.astype("<f4").tobytes()),
        },
    }


def _is_marked(text: str) -> bool:
    """Whether a page's table has an apostrophe more somewhere in this text (`web/src/save/table.ts`)."""
    return not text[:1].isalnum() or re.search(r"[;\t\r\n]'*[=+\-@＝＋－＠\t\r\n]", text) is not None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _table(drawn: EmbeddingMap, rows: list[int]) -> bytes:
    """Return the CSV of some rows: of texts that `_is_marked` does not name."""
    space = EmbeddingSpace(
        [drawn.space.tokens[row] for row in rows], np.zeros((len(rows), 0), np.float32), drawn.space.ids[rows]
    )
    space.__dict__["readable"] = [drawn.space.readable[row] for row in rows]
    columns = {name: replace(column, values=column.values[rows]) for name, column in drawn.columns.items()}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        csv.write(EmbeddingMap(space, drawn.found, drawn.xy[rows], columns), path)
        return path.read_bytes()


def read_map(name: str) -> EmbeddingMap:
    """Return a stored map, as `load_map` reads it from a page."""
    packed = base64.b64encode((HERE / f"{name}.lxsc").read_bytes())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        path.write_bytes(page.DATA_START + packed + page.DATA_END)
        return lx.load_map(path)


def _of_model(source: str, every: int) -> EmbeddingMap:
    space = lx.open_space(source)
    drawn = lx.map_space(space.take(np.arange(0, len(space), every)))
    return replace(drawn, meta={"space": drawn.meta["space"]})


def _hostile() -> EmbeddingMap:
    """Make a map of hard texts: crowded, many in one place, columns of every way that numbers are stored."""
    tokens = [*TEXTS, *(f"{text}{i}" for i in range(8) for text in TEXTS[:60])]
    n, k = len(tokens), 10
    rng = np.random.default_rng(1)
    middles = rng.normal(size=(12, 2)) * 40
    xy = (middles[np.arange(n) % 12] + rng.normal(size=(n, 2))).astype(np.float32)
    xy[::9] = xy[0]
    xy[1::9] = xy[1]
    indices = np.argsort(((xy[:, None] - xy[None]) ** 2).sum(axis=2) + rng.random((n, n)), axis=1, kind="stable")[
        :, 1 : k + 1
    ]
    distances = np.sort(rng.random((n, k)), axis=1).astype(np.float32)
    ids = np.cumsum(rng.integers(1, 2**33, n)).astype(np.int64)
    space = EmbeddingSpace(tokens, np.zeros((n, 0), np.float32), ids, "hostile")
    wild = np.exp(20 * rng.normal(size=n)).astype(np.float32)
    wild[:3] = np.nan, np.inf, -np.inf
    columns = [
        categorical("kind", "Kind", space.kinds),
        categorical("script", "Script", space.scripts),
        Column("rank", "Rank", np.arange(n, dtype=np.float32)),
        Column("wild", "Wild", wild),
        Column("few", "Few", np.array([0.1, np.nan, -0.0, np.inf, 1e-7, 2.0], np.float32)[np.arange(n) % 6]),
        Column("wide", "Wide", (rng.integers(-(2**30), 2**30, n)).astype(np.float32)),
    ]
    return EmbeddingMap(space, Neighbors(indices.astype(np.int32), distances), xy, {c.name: c for c in columns}, {})


def answers_of_vectors() -> dict[str, Any]:
    """Pack rows as a page does, and ask what is left of them after that: sums, axes, pairs and what chance gives."""
    rng = np.random.default_rng(3)
    n = 60
    wide = (rng.normal(size=(n, 6)) * np.exp(rng.normal(size=(n, 1)))).astype(np.float32)
    wide[7], wide[9], wide[11] = 0, 3e4 * wide[9], wide[10]
    xy = np.zeros((n, 2), np.float32)
    answers = {}
    for metric in ("cosine", "euclidean"):
        space = EmbeddingSpace([f"t{i}" for i in range(n)], wide, np.arange(n), "rounded")
        found = nearest_neighbors(space, metric)
        packed = vectors.encode(EmbeddingMap(space, found, xy, {}, {}), 0.9)
        header, rounded = unpacked(packed)
        left = replace(space, vectors=rounded)
        asked = {"t1 - t2 + t3": [1, -2, 3], "t20": [20], "- t4": [-4], "t10 + t10 - t30": [10, 10, -30]}
        sums = [[rows, _sum(query(left, text, 12, metric=metric))] for text, rows in asked.items()]
        axes = [
            [
                a,
                b,
                [None if np.isnan(x) else x for x in lay_axis(left, *_named(a, b), metric=metric).positions.tolist()],
            ]
            for a, b in (([1], [2]), ([3, 4], [5, 6, 8]))
        ]
        chance = lay_axis(left, "t1", "t2", metric=metric).chance
        answers[metric] = {
            "packed": base64.b64encode(packed).decode(),
            "header": header,
            "sums": sums,
            "axes": axes,
            "chance": list(chance or ()),
        }
    return answers


def unpacked(packed: bytes) -> tuple[dict[str, Any], NDArray[np.float32]]:
    """Read what a page carries of a map's rows: what it says of itself, and the rows."""
    body = gzip.decompress(packed)
    size = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + size])
    n, dim, width = header["n"], header["dim"], header["width"]
    planes = np.frombuffer(body, np.uint8, offset=8 + size).reshape(width, dim, n).astype(np.int64)
    folded = sum(plane << (8 * at) for at, plane in enumerate(planes))
    return header, (((folded >> 1) ^ -(folded & 1)).T * header["step"]).astype(np.float32)


def nearest_neighbors(space: EmbeddingSpace, metric: str) -> Neighbors:
    """Find the ten nearest of each row, as one would write it down."""
    rows = space.vectors.astype(np.float64)
    if metric == "cosine":
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1), 1e-300)[:, None]
        far = 1 - rows @ rows.T
    else:
        far = np.linalg.norm(rows[:, None] - rows[None], axis=2)
    np.fill_diagonal(far, np.inf)
    near = np.argsort(far, axis=1, kind="stable")[:, :10]
    return Neighbors(near.astype(np.int32), np.take_along_axis(far, near, axis=1).astype(np.float32), metric)


def answers_of_spellings() -> dict[str, Any]:
    """Say which tokens of each map are spelled most like some that were typed wrong, and like some that are hard."""
    rng = np.random.default_rng(4)
    answers = {}
    for name in MAPS:
        texts = list(read_map(name).space.readable)
        asked = ["", "a", "\U0001f600", "\ud800x", "zzzzqqqq", "ab" * 150, "the quick brown fox " * 11]
        for text in (texts[row] for row in rng.choice(len(texts), 40)):
            at = int(rng.integers(0, len(text) + 1))
            asked += [text[:at] + text[at + 1 :], text[:at] + "e" + text[at:], text[::-1]]
        answers[name] = [[text, close_spellings(texts, text)] for text in dict.fromkeys(asked)]
    return answers


def _sum(answer: Answer) -> dict[str, Any]:
    inputs = [[one.id, one.distance, one.rank] for one in answer.inputs]
    return {"near": [[one.id, one.distance] for one in answer], "inputs": inputs}


def _named(*groups: list[int]) -> list[list[str]]:
    return [[f"t{row}" for row in group] for group in groups]


def main() -> None:
    """Write the files."""
    if sys.argv[1:] == ["maps"]:
        for name in MAPS:
            drawn = _of_model(*MODELS[name]) if name in MODELS else _hostile()
            (HERE / f"{name}.lxsc").write_bytes(payload.encode(payload.of(drawn)))
    _write("rules", answers_of_rules())
    _write("vectors", answers_of_vectors())
    _write("spellings", answers_of_spellings())
    for name in MAPS:
        _write(name, answers_of_map(read_map(name)))


def _write(name: str, answers: dict[str, Any]) -> None:
    lines = [f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in answers.items()]
    (HERE / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
