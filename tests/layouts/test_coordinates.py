"""Coordinates that somebody has already: read by id, completed from neighbors, taken as they are."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.errors import CorruptFile, LexiscapeWarning, OptionError, SourceError, SourceNotFound
from lexiscape.layouts.coordinates import read_coordinates
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


def _cut_deflate(path):
    np.savez_compressed(path, ids=np.arange(3), xy=np.random.default_rng(0).normal(size=(3000, 2)))
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 64] = b"\xff" * 64
    path.write_bytes(whole)


def _renamed_npy(path):
    with path.open("wb") as file:
        np.save(file, np.zeros((3, 2)))


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b""), _renamed_npy, _cut_deflate])
def test_damaged_archives_are_refused(tmp_path, spoil):
    spoil(tmp_path / "x.npz")
    with pytest.raises(CorruptFile, match=r"x\.npz is not a NumPy archive"):
        read_coordinates(tmp_path / "x.npz", SPACE)
    with pytest.raises(CorruptFile, match=r"x\.npz"):
        lx.load_map(tmp_path / "x.npz")


@pytest.mark.parametrize("name", ["x.csv", "x.npz"])
def test_files_that_may_not_be_read_are_refused_as_such(tmp_path, monkeypatch, name):
    (tmp_path / name).write_bytes(b"")

    def forbidden(*arguments, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", forbidden)
    monkeypatch.setattr("numpy.load", forbidden)  # root, who runs tests in containers, may read all
    with pytest.raises(SourceError, match=f"cannot read .*{name}: Permission denied") as caught:
        read_coordinates(tmp_path / name, SPACE)
    assert not isinstance(caught.value, CorruptFile)


def test_tokens_that_read_alike_are_told_apart_by_spelling(tmp_path):
    space = lx.EmbeddingSpace(["bank", "##bank", "c"], np.eye(3, dtype=np.float32), np.arange(3), family="wordpiece")
    (tmp_path / "p.csv").write_text("token,x,y\nbank,1,2\nc,3,4\n")
    with pytest.warns(LexiscapeWarning, match="1 texts that several tokens read as, such as 'bank'.*`id` or `raw`"):
        xy = read_coordinates(tmp_path / "p.csv", space)
    assert xy[[0, 2]].tolist() == [[1, 2], [3, 4]]
    assert np.isnan(xy[1]).all()


@pytest.mark.parametrize(("key", "cell"), [("token", "b"), ("raw", "a"), ("id", "5")])
def test_two_places_for_one_key_are_refused(tmp_path, key, cell):
    (tmp_path / "p.csv").write_text(f"{key},x,y\n{cell},1,2\n{cell},3,4\n")
    with pytest.raises(CorruptFile, match=f"places the {key} '{cell}' 2 times"):
        read_coordinates(tmp_path / "p.csv", SPACE)


def test_ids_need_no_readable_tokens(tmp_path):
    (tmp_path / "p.csv").write_text("id,token,x,y\n5,a,1,2\n")
    space = lx.EmbeddingSpace(["a"], np.eye(1, dtype=np.float32), np.array([5]))
    assert read_coordinates(tmp_path / "p.csv", space).tolist() == [[1, 2]]
    assert "readable" not in vars(space)


def test_half_a_place_is_none():
    pair = lx.Neighbors(np.array([[1], [0]], np.int32), np.ones((2, 1), np.float32))
    assert fill_in(np.array([[1, np.nan], [3, 4]], np.float32), pair).tolist() == [[3, 4]] * 2


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


@pytest.mark.parametrize("name", ["raw", "token"])
def test_ids_of_another_vocabulary_are_refused(tmp_path, name):
    space = lx.EmbeddingSpace(["a", "b", "c"], np.zeros((3, 2), np.float32), np.arange(3), "tiny")
    (tmp_path / "p.csv").write_text(f"id,{name},x,y\n0,x,1,2\n1,y,3,4\n2,c,5,6\n")
    with pytest.raises(OptionError, match="2 are other tokens, as id 0: 'x' in the table and 'a' in "):
        read_coordinates(tmp_path / "p.csv", space)
    (tmp_path / "p.csv").write_text(f"id,{name},x,y\n0,a,1,2\n1,y,3,4\n")  # one may be written otherwise
    assert read_coordinates(tmp_path / "p.csv", space)[:2].tolist() == [[1, 2], [3, 4]]
