"""Real models: the senses of a word separate in the middle layers, on sentences made by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `contextual` is not installed")

import lexiscape as lx
from lexiscape.contextual import RunOptions, run_text

TOOL = Path(__file__).parents[2].joinpath("../shared/tools/multilingual_e5.py")

RIVER = [
    "We sat on the bank and watched the river flow past the reeds.",
    "The canoe ran aground on the muddy bank of the stream.",
    "Otters dig their holes in the bank above the water line.",
    "After the flood, the bank had been washed away by the current.",
    "Anglers stood along the bank with their rods in the lake.",
    "Willows grow on the left bank of the river.",
    "He swam across and climbed the steep bank on the other side.",
    "The boat was tied to a tree on the bank near the waterfall.",
]
MONEY = [
    "She opened a savings account at the bank on Monday.",
    "The bank raised its interest rates on home loans.",
    "He works as a teller in a bank and counts cash all day.",
    "The central bank lowered the rate to support the economy.",
    "Robbers stole two million dollars from the bank.",
    "The bank refused to lend the company any more money.",
    "Shareholders of the bank approved the merger.",
    "You can pay the bill by transfer from your bank.",
]
BODY = [
    "朝から頭が痛いので薬を飲んだ。",
    "彼は転んで頭を打った。",
    "母は子どもの頭をなでた。",
    "帽子をかぶって頭を守る。",
    "熱があって頭がぼんやりする。",
    "シャンプーで頭を洗った。",
]
COUNTER = [
    "牧場には牛が三頭いる。",
    "動物園で象を二頭飼っている。",
    "馬が五頭、草原を走っていた。",
    "農家は羊を十頭買った。",
    "熊が一頭、山から下りてきた。",
    "鯨が四頭、湾に入った。",
]


def purity(vectors, senses):
    """Share of occurrences whose nearest other occurrence (by cosine) has the same sense."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    return float((senses[cosine.argmax(axis=1)] == senses).mean())


def senses_by_layer(model, word, groups, folder):
    path = folder / "sentences.jsonl"
    import json

    lines = [json.dumps({"text": text, "sense": name}) for name, texts in groups.items() for text in texts]
    path.write_text("\n".join(lines), "utf-8")
    run = run_text(model, [path], folder / "out", RunOptions(min_count=1, occurrences=(word,)))
    result = []
    for layer in sorted(run.occurrences):
        space = lx.open_space(run.occurrences[layer])
        assert len(space) == sum(map(len, groups.values()))
        result.append(purity(np.asarray(space.vectors), space.fields["sense"].astype(str)))
    return result


def test_bank_by_the_river_and_bank_with_the_money(tmp_path):
    by_layer = senses_by_layer("demo:bert", "bank", {"river": RIVER, "money": MONEY}, tmp_path)
    assert len(by_layer) == 7
    assert min(by_layer[2:5]) >= 0.9, by_layer
    assert by_layer[0] < min(by_layer[2:5]), by_layer


@pytest.mark.skipif(not TOOL.exists(), reason="shared/tools/multilingual_e5.py is not beside this checkout")
def test_head_of_the_body_and_head_of_cattle(tmp_path):
    spec = importlib.util.spec_from_file_location("multilingual_e5", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    folder = tmp_path / "e5"
    tool.main(str(folder))
    by_layer = senses_by_layer(str(folder), "頭", {"body": BODY, "counter": COUNTER}, tmp_path)
    assert len(by_layer) == 13
    assert min(by_layer[4:10]) >= 0.9, by_layer
