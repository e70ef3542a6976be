"""`lexiscape score` on maps of ours and on coordinates of anybody's."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape import load_map, map_space
from lexiscape.cli import main
from lexiscape.space import EmbeddingSpace


def run(*arguments):
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A folder with vectors in a file, and their map as .npz, .html and .csv."""
    folder = tmp_path_factory.mktemp("score")
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(200, 8)).astype(np.float32)
    words = [f"word{place}" for place in range(200)]
    lines = [" ".join([word, *(f"{value:.6g}" for value in row)]) for word, row in zip(words, rows, strict=True)]
    (folder / "vectors.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    map_space(folder / "vectors.txt").save(folder / "map.npz", folder / "map.html", folder / "map.csv")
    return folder


def test_a_map_tells_its_own_card(drawn):
    told = [json.loads(run(drawn / name, "--json").stdout) for name in ("map.npz", "map.html")]
    assert told[0]["scores"] == told[1]["scores"]
    assert told[0]["anchors"] == 100
    assert told[0]["tokens"] == 200
    meta = load_map(drawn / "map.npz").meta
    assert told[0]["scores"]["recall@10"]["value"] == pytest.approx(meta["scores"]["recall@10"], abs=1e-4)  # of all
    table = run(drawn / "map.npz").stdout
    assert "200 tokens, 100 of them sampled" in table
    assert "trustworthiness" in table


def test_regions_tell_what_the_map_keeps_of_each(tmp_path):
    """One cloud of two dimensions, which a plane shows as it is, and one of eight, which no plane can."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(600, 8))
    rows[:300, 2:] = 0
    rows[:300, :2] = rng.uniform(-2, 2, size=(300, 2)) * 3
    rows[300:, 0] += 25
    words = [f"{'flat' if i < 300 else 'thick'}{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}" for i in range(600)]
    drawn = map_space(EmbeddingSpace(words, rows.astype(np.float32), np.arange(600)), metric="euclidean", layout="pca")
    drawn.save(tmp_path / "map.npz", tmp_path / "map.html")
    told = [json.loads(run(tmp_path / name, "--json").stdout)["regions"] for name in ("map.npz", "map.html")]
    assert [region["name"] for region in told[0]] == [region["name"] for region in told[1]]
    flat, thick = (
        [region["recall@10"] for region in told[0] if region["name"].startswith(sort)] for sort in ("flat", "thick")
    )
    assert min(flat) > 0.9
    assert max(thick) < 0.4
    counted = sum(region["tokens"] for region in told[0])
    mean = sum(region["recall@10"] * region["tokens"] for region in told[0]) / counted
    assert counted > 500  # the rest lies between
    assert mean == pytest.approx(drawn.columns["kept"].values.mean(), abs=0.05)


def test_measured_anew_it_is_the_same_in_whatever_file_the_map_lies(drawn):
    told = {
        name: json.loads(run(drawn / name, "--source", drawn / "vectors.txt", "--json").stdout)["scores"]
        for name in ("map.npz", "map.html", "map.csv")
    }
    assert told["map.npz"] == told["map.csv"]
    assert told["map.npz"]["recall@10"]["margin"] == 0  # 2,000 anchors are all
    assert told["map.html"]["recall@10"]["value"] == pytest.approx(told["map.npz"]["recall@10"]["value"], abs=0.02)


def test_coordinates_of_anybodys_are_scored_on_the_tokens_that_they_name(drawn, tmp_path):
    rows = np.random.default_rng(1).normal(size=(150, 2))
    table = "\n".join(["id,x,y", *(f"{place},{x},{y}" for place, (x, y) in enumerate(rows))])
    (tmp_path / "other.csv").write_text(table, encoding="utf-8")
    told = json.loads(run(tmp_path / "other.csv", "--source", drawn / "vectors.txt", "--json").stdout)
    assert told["tokens"] == 150
    chance = told["scores"]["recall@10"]
    assert chance["value"] == pytest.approx(chance["chance"], abs=0.03)
    np.savez(tmp_path / "other.npz", xy=rows, ids=np.arange(150))
    again = json.loads(run(tmp_path / "other.npz", "--source", drawn / "vectors.txt", "--json").stdout)
    assert again["scores"] == told["scores"]


def test_a_map_of_another_vocabulary_is_refused(drawn, tmp_path):
    rows = np.random.default_rng(2).normal(size=(200, 4)).astype(np.float32)
    map_space(EmbeddingSpace([f"\x1b[31mother{i}" for i in range(200)], rows, np.arange(200))).save(
        tmp_path / "other.npz"
    )
    answer = run(tmp_path / "other.npz", "--source", drawn / "vectors.txt")
    assert answer.exit_code == 1
    assert "is no map of" in answer.output
    assert "\x1b" not in answer.output
    map_space(EmbeddingSpace(["a", "b", "c"], rows[:3], np.array([900, 901, 902]))).save(tmp_path / "far.npz")
    assert "no token id is in both" in run(tmp_path / "far.npz", "--source", drawn / "vectors.txt").output


def test_near_is_measured_as_when_the_map_was_drawn(drawn, tmp_path):
    map_space(drawn / "vectors.txt", metric="euclidean").save(tmp_path / "map.npz")
    told = [
        json.loads(run(tmp_path / "map.npz", *more, "--json").stdout)
        for more in ([], ["--source", drawn / "vectors.txt"])
    ]
    assert [card["metric"] for card in told] == ["euclidean", "euclidean"]
    whole = [card["scores"]["recall@10"]["value"] for card in told]
    assert whole[0] == pytest.approx(whole[1], abs=1e-4)
    for option in (["--metric", "cosine"], ["--seed", 7], ["--tensor", "nonsense"], ["--drop-nonfinite"]):
        answer = run(tmp_path / "map.npz", *option)
        assert answer.exit_code == 2
        assert "--source SOURCE" in answer.output


def test_what_cannot_be_told_says_what_to_do(drawn, tmp_path):
    opened = load_map(drawn / "map.npz")
    meta = {name: value for name, value in opened.meta.items() if name != "card"}
    replace(opened, meta=meta).save(tmp_path / "old.npz")  # as one drawn before there were cards
    assert "--source SOURCE" in run(tmp_path / "old.npz").output
    assert run(drawn / "map.npz", "--anchors", 5).exit_code == 2
    assert "no file" in run(tmp_path / "none.npz").output
    assert "no file" in run(tmp_path / "none.csv").output


def test_coordinates_without_a_source_are_told_what_is_needed(drawn, tmp_path):
    np.savez(tmp_path / "theirs.npz", xy=np.zeros((200, 2)))
    for path in (drawn / "map.csv", tmp_path / "theirs.npz"):
        told = " ".join(run(path).output.split())
        assert f"name what it was drawn from, to be measured: lexiscape score {path} --source SOURCE" in told
    assert "where tokens lie, and holds no score card" in " ".join(run(drawn / "map.csv").output.split())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1,0.5", "line 3 has no 'y': expected 3 cells, 'id', 'x', 'y', got 2 cells, '1', '0.5'; complete the line"),
        ("1", "line 3 has no 'x' and no 'y': expected 3 cells, 'id', 'x', 'y', got 1 cell, '1'; complete the line"),
        ("1,0.5,there", "line 3: expected a number in the column 'y', got 'there'"),
        ("1,\x1b[31m,2", "line 3: expected a number in the column 'x', got"),
    ],
)
def test_a_line_of_a_table_that_is_cut_or_no_numbers_is_named(drawn, tmp_path, line, told):
    (tmp_path / "cut.csv").write_text(f"id,x,y\n0,1,2\n{line}\n2,1,2\n", encoding="utf-8")
    answer = run(tmp_path / "cut.csv", "--source", drawn / "vectors.txt")
    assert answer.exit_code == 1
    assert f"cut.csv is not a table of coordinates: {told}" in " ".join(answer.output.split())
    assert "\x1b" not in answer.output


BROKEN_OFF = "was the file cut off there? Save or copy it again, or leave the line out"


@pytest.mark.parametrize(
    ("header", "last", "told"),
    [
        ("id,x,y", "2,1", "is incomplete: expected 3 cells, 'id', 'x', 'y', got 2 cells, '2', '1'"),
        ("id,x,y,note", "2,1,2", "is incomplete: expected 4 cells, 'id', 'x', 'y', 'note', got 3 cells, '2', '1', '2'"),
        ("id,x,y", "2,1,", "is incomplete: expected a number in the column 'y', got ''"),
        ("id,x,y", "2,1,-", "is incomplete: expected a number in the column 'y', got '-'"),
        ("x,y,id", '2,1,"1', ": expected a quotation mark to be closed, got the end of the file"),
    ],
)
def test_a_table_that_ends_within_its_last_line_is_refused(drawn, tmp_path, header, last, told):
    whole = ",".join("0" for _ in header.split(","))
    (tmp_path / "cut.csv").write_text(f"{header}\n{whole}\n{last}", encoding="utf-8")
    answer = run(tmp_path / "cut.csv", "--source", drawn / "vectors.txt")
    assert answer.exit_code == 1
    line = f"line 3, the last{told if told[0] == ':' else f', {told}'}; {BROKEN_OFF}"
    assert f"cut.csv is not a table of coordinates: {line}" in " ".join(answer.output.split())


def test_a_table_without_a_last_line_end_is_whole(drawn, tmp_path):
    rows = "".join(f"\n{i},{i % 7},{i % 5}" for i in range(200))
    (tmp_path / "whole.csv").write_text(f"id,x,y,note,{rows}", encoding="utf-8")  # of a header wider than every row
    assert run(tmp_path / "whole.csv", "--source", drawn / "vectors.txt").exit_code == 0


@pytest.mark.parametrize("with_source", [True, False])
def test_a_table_of_nothing_is_told_as_such(drawn, tmp_path, with_source):
    (tmp_path / "map.csv").write_bytes(b"")
    answer = run(tmp_path / "map.csv", *(("--source", drawn / "vectors.txt") if with_source else ()))
    assert answer.exit_code == 1
    assert "map.csv is empty: expected" in " ".join(answer.output.split())
    assert "save or copy it again" in " ".join(answer.output.split())
