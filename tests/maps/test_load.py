"""A saved map opens again as it was, and what is no map of ours is refused in one sentence."""

import json

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.errors import CorruptFile, SourceError, SourceNotFound
from lexiscape.maps.load import is_map

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--",
    "\u2028",
    "\u202e",
    "\x00",
    "y" * 10_000,
    "",
    "\ud800",
    '"',
    "日本",
]


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 2796))


@pytest.fixture
def saved(drawn, tmp_path):
    drawn.save(tmp_path / "m.npz")
    return tmp_path / "m.npz"


def test_npz_restores_everything_but_the_vectors(drawn, saved):
    again = lx.load_map(saved)
    assert np.array_equal(again.xy, drawn.xy)
    assert np.array_equal(again.space.ids, drawn.space.ids)
    assert np.array_equal(again.found.indices, drawn.found.indices)
    assert np.array_equal(again.found.distances, drawn.found.distances)
    assert (again.space.name, again.space.family, again.space.special) == (
        drawn.space.name,
        drawn.space.family,
        drawn.space.special,
    )
    assert list(again.space.tokens) == list(drawn.space.tokens)
    assert again.space.readable == drawn.space.readable
    assert again.space.kinds == drawn.space.kinds
    assert again.meta == json.loads(json.dumps(dict(drawn.meta)))
    assert list(again.columns) == list(drawn.columns)
    for name, column in drawn.columns.items():
        assert np.array_equal(again.columns[name].values, column.values)
        assert again.columns[name].categories == column.categories
        assert (again.columns[name].title, again.columns[name].help) == (column.title, column.help)


def test_a_restored_map_saves_to_the_same_bytes(drawn, saved, tmp_path):
    again = lx.load_map(saved)
    for suffix in ("npz", "csv", "html", "svg"):
        drawn.save(tmp_path / f"first.{suffix}")
        again.save(tmp_path / f"again.{suffix}")
        assert (tmp_path / f"first.{suffix}").read_bytes() == (tmp_path / f"again.{suffix}").read_bytes(), suffix


def test_html_restores_the_picture(drawn, tmp_path):
    drawn.save(tmp_path / "m.html")
    again = lx.load_map(tmp_path / "m.html")
    side = float(np.ptp(drawn.xy, axis=0).max())
    assert np.abs(again.xy - drawn.xy).max() <= side / 65535
    assert list(again.space.tokens) == list(drawn.space.tokens)
    assert again.space.readable == drawn.space.readable
    assert again.space.kinds == drawn.space.kinds
    assert np.array_equal(again.found.indices, drawn.found.indices[:, :10])
    assert again.neighbors("two", 3)[0].token == drawn.neighbors("two", 3)[0].token
    assert again.space.first(5).readable == drawn.space.first(5).readable


@pytest.mark.parametrize("suffix", ["npz", "html"])
def test_hostile_tokens_come_back(tmp_path, suffix):
    vectors = np.random.default_rng(0).normal(size=(len(HOSTILE), 4)).astype(np.float32)
    drawn = lx.map_space(lx.open_space(HOSTILE, vectors), layout="pca")
    drawn.save(tmp_path / f"h.{suffix}")
    again = lx.load_map(tmp_path / f"h.{suffix}")
    assert list(again.space.tokens) == HOSTILE
    assert again.space.readable == drawn.space.readable


def altered(path, **changes):
    with np.load(path) as archive:
        stored = dict(archive)
    for name, value in changes.items():
        if value is None:
            del stored[name]
        else:
            stored[name] = value
    np.savez(path, **stored)
    return path


def test_an_archive_from_a_newer_version(saved):
    with pytest.raises(CorruptFile, match=r"format 99.*pip install -U"):
        lx.load_map(altered(saved, format=np.array(99)))


def test_archives_that_are_no_map(saved, tmp_path):
    with pytest.raises(CorruptFile, match="xy"):
        lx.load_map(altered(saved, xy=None))
    np.savez(tmp_path / "other.npz", a=np.arange(3))
    with pytest.raises(CorruptFile, match="holds no map"):
        lx.load_map(tmp_path / "other.npz")
    (tmp_path / "text.npz").write_text("hello")
    with pytest.raises(CorruptFile, match="not a whole"):
        lx.load_map(tmp_path / "text.npz")
    (tmp_path / "empty.npz").write_bytes(b"")
    with pytest.raises(CorruptFile, match="not a whole"):
        lx.load_map(tmp_path / "empty.npz")


def test_an_archive_whose_arrays_disagree(saved):
    with pytest.raises(CorruptFile, match="800 tokens, but 3 rows of xy"):
        lx.load_map(altered(saved, xy=np.zeros((3, 2), np.float32)))


def test_a_cut_archive(saved):
    saved.write_bytes(saved.read_bytes()[:-2000])
    with pytest.raises(CorruptFile, match=r"m\.npz"):
        lx.load_map(saved)


def test_no_pickle_is_ever_opened(tmp_path):
    np.savez(tmp_path / "p.npz", ids=np.array([object()], object))
    with pytest.raises(CorruptFile):
        lx.load_map(tmp_path / "p.npz")


def test_pages_and_files_that_are_not_ours(tmp_path):
    (tmp_path / "x.html").write_text("<!doctype html><p>hello")
    with pytest.raises(CorruptFile, match="holds no map"):
        lx.load_map(tmp_path / "x.html")
    with pytest.raises(SourceNotFound, match="lexiscape map"):
        lx.load_map(tmp_path / "absent.npz")
    with pytest.raises(SourceError, match=r"\.html or \.npz"):
        lx.load_map(tmp_path / "table.csv")


def test_a_map_is_told_from_vectors(tmp_path, make_map):
    make_map(["a", "b", "c"]).save(tmp_path / "map.npz", tmp_path / "map.html", tmp_path / "map.csv")
    np.savez(tmp_path / "vectors.npz", vectors=np.eye(3))
    (tmp_path / "broken.npz").write_bytes(b"PK")
    told = {
        name: is_map(tmp_path / name)
        for name in ("map.npz", "map.html", "map.csv", "vectors.npz", "broken.npz", "no.html")
    }
    assert [name for name, yes in told.items() if yes] == ["map.npz", "map.html", "no.html"]
