"""Axes and roads: those of the definition, and what has none is a sentence."""

import csv
import json
from itertools import pairwise

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.ask import find_road, lay_axis
from lexiscape.cli import main
from lexiscape.errors import OptionError, SelectionError, VectorError
from lexiscape.neighbors import Neighbors
from reference import asking


def made(n=80, dim=6, seed=1, scale=1.0):
    vectors = (np.random.default_rng(seed).normal(size=(n, dim)) * scale).astype(np.float32)
    vectors[6] = 0
    return lx.open_space([f"w{row}" for row in range(n)], vectors)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize(("a", "b"), [("w0", "w1"), (["w0", "w2", "w3"], ["w4", "w5"]), (("w0", "w0"), "w9")])
def test_every_token_has_the_place_of_the_definition(metric, a, b):
    space = made()
    axis = lay_axis(space, a, b, metric=metric)
    rows = [[int(word[1:]) for word in ([end] if isinstance(end, str) else dict.fromkeys(end))] for end in (a, b)]
    expected = asking.positions(space.vectors, *rows, metric)
    assert np.allclose(axis.positions, expected, equal_nan=True, atol=1e-9)
    assert np.isclose(np.mean(axis.positions[rows[0]]), -1)
    assert np.isclose(np.mean(axis.positions[rows[1]]), 1)
    assert np.isnan(axis.positions[6]) == (metric == "cosine")
    low, high = axis.ends(5)
    order = [row for row in np.argsort(expected, kind="stable").tolist() if np.isfinite(expected[row])]
    assert [one.id for one in low] == order[:5]
    assert [one.id for one in high] == order[::-1][:5]


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_the_null_holds_what_it_says_on_random_axes(metric):
    """Of tokens without any structure, 95% lie within it on an axis between any two of them."""
    space = made(3000, 24, seed=4)
    beyond = [lay_axis(space, f"w{row}", f"w{row + 50}", metric=metric).beyond for row in range(10, 50)]
    assert 0.03 < np.mean(beyond) < 0.07
    vectors = space.vectors.copy()
    vectors[:, 0] += np.where(np.arange(3000) % 2, 6, -6)  # two halves: an axis from one to the other is like no other
    split = lx.open_space(space.tokens, vectors)
    assert lay_axis(split, "w10", "w11", metric=metric).beyond > 0.15


def test_the_null_is_the_same_for_the_same_seed_and_any_number_of_threads():
    space = made(300)
    first = lay_axis(space, "w0", "w1", threads=1)
    again = lay_axis(space, "w0", "w1", threads=5)
    assert first.chance == again.chance
    assert first.positions.tobytes() == again.positions.tobytes()
    assert lay_axis(space, "w0", "w1", seed=1).chance != first.chance


@pytest.mark.parametrize("scale", [1e20, 1e-35])
def test_lengths_of_any_size_give_the_same_axis(scale):
    for metric in ("cosine", "euclidean"):
        plain, scaled = (lay_axis(made(scale=by), "w0", "w1", metric=metric) for by in (1, scale))
        assert np.allclose(plain.positions, scaled.positions, equal_nan=True, atol=1e-5)
        assert np.allclose(plain.chance, scaled.chance, atol=1e-4)


def test_an_axis_is_a_column_and_a_table(tmp_path):
    space = made()
    drawn = lx.map_space(space, layout="pca")
    axis = drawn.axis("w0", ["w1", "w2"])
    column = axis.column("mine")
    assert (column.title, column.values.dtype) == ("w0 – w1, w2", np.float32)
    assert "95%" in column.help
    painted = drawn.with_column("mine", axis.column())
    assert (painted.columns["mine"].title, painted.columns["mine"].help) == (column.title, column.help)
    painted.save(tmp_path / "m.html", tmp_path / "m.npz", tmp_path / "m.csv")
    assert np.array_equal(lx.load_map(tmp_path / "m.npz").columns["mine"].values, column.values, equal_nan=True)
    assert axis.frame()["position"].tolist()[:3] == axis.positions.tolist()[:3]
    assert "1 zero row has no direction" in axis.notes[0]


@pytest.mark.parametrize(
    ("a", "b", "error", "told"),
    [
        ("w0", "w0", SelectionError, "both ends"),
        (["w0", "w1"], ["w1", "w2"], SelectionError, "'w1' stands at both ends"),
        ([], "w0", SelectionError, "no words"),
        ("w0", "w6", VectorError, "zero row"),
        ("w0", "nothing", SelectionError, "no token 'nothing'"),
        (7, "w0", SelectionError, "got 7"),
        (["w0", None], "w1", SelectionError, "got None"),
    ],
)
def test_what_is_no_axis_is_a_sentence(a, b, error, told):
    with pytest.raises(error, match=told):
        lay_axis(made(), a, b)


def test_copies_make_no_axis_and_few_tokens_no_null():
    space = lx.open_space(["a", "b", "c"], np.array([[1, 0], [2, 0], [0, 1]], np.float32))
    with pytest.raises(VectorError, match="ends of the axis are the same"):
        lay_axis(space, "a", "b")
    axis = lay_axis(space.take([0, 2]), "a", "c")
    assert (axis.chance, axis.beyond) == (None, None)
    assert "no random axes" in axis.notes[0]
    assert axis.positions.tolist() == [-1, 1]


@pytest.mark.filterwarnings("error")
def test_a_short_axis_beside_a_long_row_is_refused_where_float32_cannot_say_its_places():
    rows = np.array([[1e-30, 0], [2e-30, 0], [1e30, 0], [0, 1]], np.float32)
    space = lx.open_space(["a", "b", "c", "d"], rows)
    with pytest.raises(VectorError, match="farther along the axis than float32 can say"):
        lay_axis(space, "a", "b", metric="euclidean")
    assert np.isfinite(lay_axis(space, "c", "d", metric="euclidean").column().values).all()


def test_an_axis_shows_its_null_and_its_ends():
    axis = lay_axis(made(), "w0", ["w1", "w2"])
    lines = repr(axis).splitlines()
    assert lines[0] == "w0 – w1, w2: 80 tokens by cosine"
    assert f"95% of tokens lie between {axis.chance[0]:.2f} and {axis.chance[1]:.2f}" in lines[1]
    assert (lines[3], lines[10]) == ("toward w0 (-1)", "toward w1, w2 (1)")
    for start, end in zip((4, 11), axis.ends(5), strict=True):
        for place, (line, one) in enumerate(zip(lines[start : start + 5], end, strict=True), 1):
            assert line.split() == [str(place), one.token, f"{one.position:.2f}", "id", str(one.id)]
    assert lines[16:] == [f"Note: {note}" for note in axis.notes]


def test_a_road_shows_its_words_and_the_distance_of_each_step():
    space, found = graph(60, 4, 0, "cosine")
    road = find_road(space, found, "w3", "w40")
    lines = repr(road).splitlines()
    assert lines[0] == f"w3 to w40: {len(road.steps) - 1} steps, each with its distance"
    assert lines[1].split() == ["0", "w3", "id", "3"]
    for place, (line, step) in enumerate(zip(lines[2:], road.steps[1:], strict=False), 1):
        assert line.split() == [str(place), step.token, "distance", f"{step.distance:.3f}", "id", str(step.id)]
    assert "in common of the 4 nearest of either" in lines[len(road.steps) + 1]
    assert "says no more than its steps do" in lines[-1]


def test_an_axis_of_real_words():
    axis = lay_axis(lx.open_space("demo:bert"), ["he", "him", "his"], ["she", "her", "hers"])
    low, high = ({one.token for one in end} for end in axis.ends(60))
    assert {"man", "boy"} <= low
    assert {"woman", "female", "girl"} <= high
    assert axis.beyond > 0.05


def graph(n, k, seed, metric):
    """Neighbors with ties and copies, as whole numbers make them."""
    rng = np.random.default_rng(seed)
    vectors = rng.integers(-2, 3, (n, 3)).astype(np.float32)
    vectors[~vectors.any(axis=1)] = 1
    space = lx.open_space([f"w{row}" for row in range(n)], vectors)
    return space, lx.find_neighbors(space, k, metric=metric)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_a_road_is_a_shortest_one_and_the_same_back(metric):
    for seed in range(6):
        space, found = graph(60, 4, seed, metric)
        for start, end in [(0, 1), (3, 40), (59, 8), (20, 21)]:
            road = find_road(space, found, f"w{start}", f"w{end}")
            back = find_road(space, found, f"w{end}", f"w{start}")
            shortest = asking.shortest(found.indices, found.distances, metric, start, end)
            if shortest is None:
                assert road.steps == []
                assert road.length is None
                assert "no road leads from" in road.notes[-1]
                continue
            rows = [step.id for step in road.steps]
            assert (rows[0], rows[-1]) == (start, end)
            assert len(set(rows)) == len(rows)
            assert np.isclose(road.length, shortest[0], atol=1e-6)
            assert [step.id for step in back.steps] == rows[::-1]
            for one, two in pairwise(rows):
                assert two in found.indices[one] or one in found.indices[two]


def test_of_ways_equally_long_that_through_lower_rows_is_taken():
    square = np.array([[1, 1], [-1, 1], [1, -1], [-1, -1]], np.float32)
    space = lx.open_space(["a", "b", "c", "d"], square)
    found = lx.find_neighbors(space, 2, metric="euclidean")
    assert [step.token for step in find_road(space, found, "a", "d").steps] == ["a", "b", "d"]
    assert [step.token for step in find_road(space, found, "d", "a").steps] == ["d", "b", "a"]


def test_shared_and_own_neighbors_are_those_of_the_sets():
    space, found = graph(60, 12, 0, "cosine")
    road = find_road(space, found, "w3", "w40", k=8)
    near = [found.indices[row, :8].tolist() for row in (3, 40)]
    assert {one.id for one in road.shared} == set(near[0]) & set(near[1])
    assert [one.id for one in road.own_a] == [row for row in near[0] if row not in near[1] and row != 40]
    assert [one.id for one in road.own_b] == [row for row in near[1] if row not in near[0] and row != 3]
    sums = [one.to_a + one.to_b for one in road.shared]
    assert sums == sorted(sums)
    listed = found.indices[3].tolist()
    assert road.place_of_b == (listed.index(40) + 1 if 40 in listed else None)


def test_what_has_no_road_is_a_sentence():
    two = np.concatenate([np.eye(6)[:3] + 1, np.eye(6)[3:] - 9]).astype(np.float32)
    space = lx.open_space(list("abcdef"), two)
    found = lx.find_neighbors(space, 2)
    road = find_road(space, found, "a", "f")
    assert road.steps == []
    assert "no road leads from 'a' to 'f' through the 2 nearest neighbors" in road.notes[0]
    with pytest.raises(SelectionError, match="the same token"):
        find_road(space, found, "a", "A")
    with pytest.raises(SelectionError, match="no token 'zz'"):
        find_road(space, found, "a", "zz")
    with pytest.raises(OptionError, match="k must be"):
        find_road(space, found, "a", "b", 0)
    alone = Neighbors(np.empty((6, 0), np.int32), np.empty((6, 0), np.float32))
    assert find_road(space, alone, "a", "b").steps == []


def test_a_road_of_real_words_also_over_a_map_from_a_file(tmp_path):
    drawn = lx.map_space(lx.open_space("demo:bert").first(4000), layout="pca")
    road = drawn.between("king", "france")
    tokens = [step.token for step in road.steps]
    assert (tokens[0], tokens[-1]) == ("king", "france")
    assert road.frame()["token"].tolist() == tokens
    drawn.save(tmp_path / "m.npz")
    assert lx.load_map(tmp_path / "m.npz").between("king", "france").steps == road.steps


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space = made()
    np.save("v.npy", space.vectors)
    (tmp_path / "v.txt").write_text("\n".join(["a,b", "\x1b[31m", *space.tokens[2:]]))
    return lambda *arguments: CliRunner().invoke(main, ["axis", "v.npy", *map(str, arguments)])


def test_the_command_line_lays_an_axis(run):
    axis = lay_axis(lx.open_space("v.npy"), ["a,b"], ["w2", "w3"])
    told = json.loads(run("a,b", "w2, w3", "-k", 3, "--json").stdout)
    assert (told["a"], told["b"]) == (["a,b"], ["w2", "w3"])
    assert told["ends"]["b"] == [one._asdict() for one in axis.ends(3)[1]]
    assert (told["chance"]["low"], told["chance"]["high"]) == axis.chance
    shown = run("a,b", "w2,w3", "-k", 80, "-o", "p.csv")
    assert shown.exit_code == 0
    assert "\x1b" not in shown.output
    assert f"95% of tokens lie between {axis.chance[0]:.2f} and {axis.chance[1]:.2f}" in shown.output
    with open("p.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [np.float32(row["position"]) for row in rows][2:5] == axis.positions.astype(np.float32).tolist()[2:5]


@pytest.mark.parametrize("ends", [("w2", "w2"), ("w2", "nothing"), (",", "w2"), ("", "w2"), ("w2", "w6")])
def test_the_command_line_refuses_by_a_sentence(run, ends):
    done = run(*ends)
    assert done.exit_code == 1
    assert "Error: " in done.output
    assert run("w2", "w3", "-o", "v.npy").exit_code == 1
