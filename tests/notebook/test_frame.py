"""Tables: what pandas and Parquet get is what the map holds, with fitting types."""

import json

import numpy as np
import pytest
from pyarrow import parquet

import lexiscape as lx
from lexiscape.errors import MissingExtra


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 2796))


def test_frame_holds_every_column(drawn):
    frame = drawn.frame()
    assert list(frame.columns) == ["id", "token", "raw", "x", "y", *drawn.columns]
    assert np.array_equal(frame["id"], drawn.space.ids)
    assert np.array_equal(frame[["x", "y"]], drawn.xy)
    assert frame["token"].tolist() == drawn.space.readable
    assert frame["kind"].dtype == "category"
    for name, column in drawn.columns.items():
        assert frame[name].tolist() == column.labels()


def test_neighbors_are_a_list_and_a_table(drawn):
    near = drawn.neighbors("two", 4)
    assert [entry.token for entry in near] == near.frame()["token"].tolist()
    assert list(near.frame().columns) == ["id", "token", "raw", "distance"]
    assert near == list(near)
    shown = near._repr_html_()
    assert shown.count("<tr>") == 5
    assert near[0].token in shown
    lines = repr(near).splitlines()
    assert len(lines) == 4
    assert lines[0].split() == ["1", near[0].token, "distance", f"{near[0].distance:.3f}", "id", str(near[0].id)]


def test_tokens_are_escaped_in_html_tables():
    tokens = ["<script>alert(1)</script>", "\ud800", "a", "b"]
    drawn = lx.map_space(lx.open_space(tokens, np.eye(4, dtype=np.float32)), layout="pca")
    shown = drawn.neighbors("a", 3)._repr_html_()
    assert "<script>" not in shown
    shown.encode("utf-8")


def test_parquet_keeps_types_and_meta(drawn, tmp_path):
    drawn.save(tmp_path / "m.parquet")
    table = parquet.read_table(tmp_path / "m.parquet")
    assert table.column_names == ["id", "token", "raw", "x", "y", *drawn.columns]
    assert str(table.schema.field("id").type) == "int64"
    assert str(table.schema.field("x").type) == "float"
    assert table["kind"].to_pylist() == drawn.columns["kind"].labels()
    assert table["token"].to_pylist() == drawn.space.readable
    assert json.loads(table.schema.metadata[b"lexiscape"])["name"] == drawn.space.name


def test_parquet_takes_hostile_tokens(tmp_path):
    tokens = ["\ud800", "\x00", "", "日本"]
    lx.map_space(lx.open_space(tokens, np.eye(4, dtype=np.float32)), layout="pca").save(tmp_path / "h.parquet")
    assert parquet.read_table(tmp_path / "h.parquet")["raw"].to_pylist() == ["\\ud800", "\x00", "", "日本"]


def test_without_pandas_the_extra_is_named(drawn, monkeypatch):
    monkeypatch.setattr("lexiscape.frames.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"lexiscape\[notebook\]"):
        drawn.frame()


def test_frames_hold_tokens_that_no_utf8_can(tmp_path):
    """Lone surrogates: what is left of a file name or of a word in another encoding."""
    rows = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    drawn = lx.map_space(lx.open_space(["caf\udce9", *(f"t{i}" for i in range(19))], rows), layout="pca")
    frame = drawn.frame()
    assert frame["raw"][0] == r"caf\udce9"
    assert frame["token"].tolist()[1:] == [f"t{i}" for i in range(19)]
    listed = [drawn.neighbors(token, 19).frame() for token in ("t0", "t1")]
    assert all(r"caf\udce9" in table["raw"].tolist() for table in listed)
    drawn.save(tmp_path / "m.parquet", tmp_path / "m.csv")
    assert parquet.read_table(tmp_path / "m.parquet")["raw"].to_pylist() == frame["raw"].tolist()
