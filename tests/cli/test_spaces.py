"""--space, --center: what map, neighbors, compare, info and score say of a corrected space, and what they refuse."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main


@pytest.fixture
def cone(tmp_path):
    """Vectors that share a large mean, with their tokens beside them."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(120, 12)).astype(np.float32)
    rows[:60] += rng.normal(size=12) * 2
    np.save(tmp_path / "cone.npy", rows + 9)
    (tmp_path / "cone.txt").write_text("\n".join(f"word{row}" for row in range(120)), "utf-8")
    return tmp_path / "cone.npy"


def run(*given, ok=True):
    shown = CliRunner().invoke(main, [str(one) for one in given])
    assert (shown.exit_code == 0) == ok, shown.output
    assert shown.exception is None or isinstance(shown.exception, SystemExit | lx.LexiscapeError)
    return shown.output if ok else f"{shown.output} {shown.exception}"


def test_a_map_says_which_space_it_is(cone, tmp_path):
    raw = run("map", cone, "--layout", "pca", "-o", tmp_path / "raw.npz")
    assert "narrow cone" in raw
    assert "--space centered" in raw
    told = run("map", cone, "--layout", "pca", "--center", "-o", tmp_path / "map.npz", "-o", tmp_path / "map.html")
    assert "in the space centered" in told
    assert "narrow cone" not in told
    rows = np.load(cone).astype(np.float64)
    unit = rows - rows.mean(axis=0)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -2)
    for name in ("map.npz", "map.html"):
        drawn = lx.load_map(tmp_path / name)
        assert np.array_equal(drawn.found.indices[:, 0], cosines.argmax(axis=1))
        assert drawn.meta["corrected"]["space"] == "centered"
        hubs = drawn.meta["corrected"]["hubs"]
        assert hubs["centered"]["in"] == np.bincount(drawn.found.indices[:, :10].ravel()).max()
        assert hubs["raw"]["lists"] == 120
    assert "in the space centered" in run("score", tmp_path / "map.npz")
    again = json.loads(run("score", tmp_path / "map.npz", "--source", cone, "--json"))
    assert again["space"] == "centered"
    assert again["scores"]["recall@10"]["value"] == pytest.approx(drawn.meta["scores"]["recall@10"], abs=1e-3)


def test_a_card_is_of_the_rows_where_a_space_only_ranks_their_neighbors(cone, tmp_path):
    run("map", cone, "--space", "csls", "-o", tmp_path / "map.npz")
    stored = json.loads(run("score", tmp_path / "map.npz", "--json"))
    again = json.loads(run("score", tmp_path / "map.npz", "--source", cone, "--anchors", stored["anchors"], "--json"))
    assert (stored["space"], again["space"]) == ("raw", "raw")
    assert stored["scores"] == again["scores"]
    assert "in the space" not in run("score", tmp_path / "map.npz")


def test_statistics_are_of_the_whole_vocabulary(cone, tmp_path):
    run("map", cone, "--layout", "pca", "--center", "--first", 40, "-o", tmp_path / "some.npz", "--quiet")
    rows = np.load(cone).astype(np.float64)
    unit = (rows - rows.mean(axis=0))[:40]
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -2)
    assert np.array_equal(lx.load_map(tmp_path / "some.npz").found.indices[:, 0], cosines.argmax(axis=1))


def test_neighbors_compare_and_info(cone):
    told = json.loads(run("neighbors", cone, "word3", "-k", 3, "--space", "csls", "--json"))
    assert told["space"] == "csls"
    assert len(told["tokens"][0]["neighbors"]) == 3
    both = run("compare", cone, cone, "--center", "--quiet", "--json")
    assert [one["source"]["corrected"]["space"] for one in json.loads(both)["spaces"]] == ["centered"] * 2
    facts = json.loads(run("info", cone, "--center", "--json"))["space"]
    assert facts["raw"]["anisotropy"] > 0.8 > 0.1 > abs(facts["centered"]["anisotropy"])
    assert facts["raw"]["hub"]["in"] >= 10


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--space", "zipf"), "--frequency"),
        (("--space", "causal"), "--matrix output"),
        (("--space", "csls", "--metric", "euclidean"), "cosine"),
        (("--space", "abtt", "--center"), "--center is --space centered"),
        (("--space", "abtt", "--check"), "--check"),
        (("--space", "whitened"), "raw"),
    ],
)
def test_what_is_refused(cone, tmp_path, given, told):
    assert told in run("map", cone, "--layout", "pca", "-o", tmp_path / "map.npz", *given, ok=False)
    assert not (tmp_path / "map.npz").exists()


def test_counts_of_a_list_whiten(cone, tmp_path):
    (tmp_path / "counts.tsv").write_text("\n".join(f"word{row}\t{1000 // (row + 1)}" for row in range(120)), "utf-8")
    counts = ("--space", "zipf", "--frequency", tmp_path / "counts.tsv")
    run("map", cone, "--layout", "pca", "-o", tmp_path / "map.npz", "--quiet", *counts)
    meta = lx.load_map(tmp_path / "map.npz").meta
    assert meta["corrected"]["space"] == "zipf"
    assert meta["corrected"]["seen"] == 120
    assert "word5" in run("neighbors", cone, "word5", *counts)


def test_one_source_in_several_spaces_is_a_film_of_them(cone, tmp_path):
    page = tmp_path / "spaces.html"
    told = json.loads(run("compare", cone, "--in-spaces", "raw, centered,csls", "--film", "-o", page, "--json"))
    assert [frame["name"].split()[-1] for frame in told["frames"]] == ["raw", "centered", "csls"]
    raw, centered, _ = (frame["anisotropy"] for frame in told["frames"])
    assert raw > 0.9 > 0.2 > centered
    assert lx.load_map(page).meta["corrected"]["space"] == "csls"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--in-spaces", "raw,centered"], "--in-spaces shows one SOURCE as a film"),
        (["--in-spaces", "raw,centered", "--film", "--center"], "--in-spaces shows one SOURCE as a film"),
        (["--in-spaces", "raw,raw", "--film"], "expected two spaces and more, each once, got 'raw,raw': choose of raw"),
        (["--in-spaces", " ,raw", "--film"], "expected two spaces and more"),
        (["--in-spaces", "raw,round", "--film"], "no space 'round': choose of raw"),
        (["--in-spaces", "raw,csls", "--film", "--metric", "euclidean"], "csls is made of cosine"),
        (["--in-spaces", "raw,zipf", "--film"], "--frequency"),
    ],
)
def test_spaces_that_make_no_film_are_refused(cone, given, told):
    assert told in " ".join(run("compare", cone, *given, ok=False).split())


def test_two_sources_are_shown_in_one_space(cone):
    assert "one SOURCE" in run("compare", cone, cone, "--in-spaces", "raw,centered", "--film", ok=False)
