"""Coordinates that somebody has already: read by id, completed from neighbors, taken as they are."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.coordinates import read_coordinates
from lexiscape.errors import CorruptFile, OptionError, SourceNotFound
from lexiscape.layouts.initial import fill_in

SPACE = lx.EmbeddingSpace(["a", "##b", "c"], np.eye(3, dtype=np.float32), np.array([5, 6, 7]), family="wordpiece")


def test_npz_is_matched_by_id(tmp_path):
    np.savez(tmp_path / "p.npz", ids=np.array([7, 5, 99]), xy=np.array([[7, 70], [5, 50], [0, 0]]))
    xy = read_coordinates(tmp_path / "p.npz", SPACE)
    assert xy[[0, 2]].tolist() == [[5, 50], [7, 70]]
    assert np.isnan(xy[1]).all()


def test_npz_without_ids_goes_by_order(tmp_path):
    np.savez(tmp_path / "p.npz", xy=np.arange(6.0).reshape(3, 2))
    assert read_coordinates(tmp_path / "p.npz", SPACE).tolist() == [[0, 1], [2, 3], [4, 5]]
    np.savez(tmp_path / "q.npz", xy=np.zeros((2, 2)))
    with pytest.raises(OptionError, match="2 coordinates without ids for 3 tokens"):
        read_coordinates(tmp_path / "q.npz", SPACE)


@pytest.mark.parametrize(("key", "cell"), [("id", "6"), ("raw", "##b"), ("token", "b")])
def test_csv_is_matched_by_what_it_has(tmp_path, key, cell):
    (tmp_path / "p.csv").write_text(f"{key},x,y\n{cell},1.5,2\n", "utf-8")
    xy = read_coordinates(tmp_path / "p.csv", SPACE)
    assert xy[1].tolist() == [1.5, 2]


def test_bad_files_say_what_was_expected(tmp_path):
    with pytest.raises(SourceNotFound, match=r"\.npz or \.csv"):
        read_coordinates(tmp_path / "no.npz", SPACE)
    (tmp_path / "x.npz").write_bytes(b"PK not a zip")
    with pytest.raises(CorruptFile, match="NumPy archive"):
        read_coordinates(tmp_path / "x.npz", SPACE)
    np.savez(tmp_path / "y.npz", ids=np.arange(3))
    with pytest.raises(CorruptFile, match="xy"):
        read_coordinates(tmp_path / "y.npz", SPACE)
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CorruptFile, match="expected x, y"):
        read_coordinates(tmp_path / "x.csv", SPACE)
    (tmp_path / "z.csv").write_text("id,x,y\n5,one,2\n")
    with pytest.raises(CorruptFile, match="table of coordinates"):
        read_coordinates(tmp_path / "z.csv", SPACE)
    (tmp_path / "w.csv").write_text("id,x,y\n1,1,2\n")
    with pytest.raises(OptionError, match="none of the 3 tokens"):
        read_coordinates(tmp_path / "w.csv", SPACE)
    (tmp_path / "x.txt").write_text("")
    with pytest.raises(OptionError, match=r"\.csv"):
        read_coordinates(tmp_path / "x.txt", SPACE)


def test_unknown_places_are_filled_from_known_neighbors():
    chain = lx.Neighbors(np.array([[1], [0], [1], [2]], np.int32), np.ones((4, 1), np.float32))
    xy = np.full((4, 2), np.nan, np.float32)
    xy[0] = 3, 4
    assert fill_in(xy, chain).tolist() == [[3, 4]] * 4
    lonely = lx.Neighbors(np.array([[1], [0], [3], [2]], np.int32), np.ones((4, 1), np.float32))
    assert fill_in(xy, lonely).tolist() == [[3, 4]] * 4


def test_layout_none_shows_given_places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    first = ["map", "demo:bert", "--range", "2000:2200"]
    assert run(main, [*first, "-o", "a.npz"]).exit_code == 0
    assert run(main, [*first, "--layout", "none", "--init", "a.npz", "-o", "b.npz"]).exit_code == 0
    with np.load("a.npz") as a, np.load("b.npz") as b:
        assert a["xy"].tobytes() == b["xy"].tobytes()
        assert json.loads(bytes(b["meta"]))["layout"]["layout"] == "none"
    more = ["map", "demo:bert", "--range", "1990:2200", "-o", "c.npz", "--init", "a.npz"]
    refused = run(main, [*more, "--layout", "none"])
    assert refused.exit_code == 1
    assert "10 of 210 tokens have no coordinates" in refused.output
    assert run(main, more).exit_code == 0
    assert "--init" in run(main, [*first, "--layout", "none"]).output
