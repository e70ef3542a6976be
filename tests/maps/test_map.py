"""A map is the same however often it is drawn, and is written whole or not at all."""

import json

import numpy as np
import pytest

import lexiscape as lx
from lexiscape import _native
from lexiscape.errors import OptionError, OutputError, SelectionError


@pytest.fixture(scope="module")
def small():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 2596))


def test_neighbors_are_the_true_ones(small):
    assert [neighbor.token for neighbor in small.neighbors("two", 1)] == ["three"]
    with pytest.raises(SelectionError, match="close spellings"):
        small.neighbors("thirdd")


def test_same_bytes_twice(small, tmp_path):
    again = lx.map_space(lx.open_space("demo:bert").range(1996, 2596))
    assert again.xy.tobytes() == small.xy.tobytes()
    again.save(tmp_path / "again.csv")
    small.save(tmp_path / "small.csv")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "small.csv").read_bytes()


@pytest.fixture(params=_native.instruction_sets())
def instructions(request):
    _native.use_instruction_set(request.param)
    yield request.param
    _native.use_instruction_set("")


def test_same_bytes_whatever_instructions_run_and_one_name_for_them(small, instructions):
    again = lx.map_space(lx.open_space("demo:bert").range(1996, 2596))
    assert again.xy.tobytes() == small.xy.tobytes()
    assert again.meta["layout"]["kl"] == small.meta["layout"]["kl"]
    assert [again.meta[stage]["instructions"] for stage in ("neighbors", "layout")] == [instructions] * 2


def test_meta_is_json_and_complete(small):
    meta = json.loads(json.dumps(dict(small.meta)))
    assert set(meta) >= {"source", "name", "neighbors", "layout", "seed", "scores", "seconds", "versions"}
    assert {"neighbors", "layout", "columns"} <= set(meta["seconds"])


def test_columns_fit_the_tokens(small):
    for name, column in small.columns.items():
        assert column.name == name
        assert len(column.values) == len(small)
        assert column.title
        assert column.help
        if column.is_categorical:
            assert column.values.min() >= 0
            assert column.values.max() < len(column.categories)
        else:
            assert column.values.dtype == np.float32


def test_recall_is_at_ten_however_few_neighbors_are_asked_for(small):
    few = lx.map_space(lx.open_space("demo:bert").range(1996, 2596), neighbors=3)
    assert few.found.indices.shape == (600, 10)
    expected = lx.kept_neighbors(small.found, few.xy, 10)
    assert few.columns["kept"].values.tobytes() == expected.tobytes()
    assert few.meta["scores"]["recall@10"] == pytest.approx(float(expected.mean()))


def test_threads_reach_the_columns(monkeypatch):
    asked = []
    real = lx.kept_neighbors
    monkeypatch.setattr(
        "lexiscape.columns.kept.kept_neighbors", lambda *given: [asked.append(given[3]), real(*given)][1]
    )
    lx.map_space(lx.open_space("demo:bert").first(50), layout="pca", options=lx.LayoutOptions(threads=1))
    assert asked == [1]


def test_rank_is_the_position_in_the_vocabulary_not_in_the_selection(small):
    last = lx.map_space(lx.open_space("demo:bert").last(50), layout="pca")
    assert last.columns["rank"].values.tolist() == list(range(30_472, 30_522))
    assert small.columns["rank"].values[0] == 1996


def test_unknown_metric_and_layout():
    space = lx.open_space("demo:bert").first(10)
    with pytest.raises(OptionError, match="cosine"):
        lx.map_space(space, metric="manhattan")
    with pytest.raises(OptionError, match="tsne"):
        lx.map_space(space, layout="spiral")


def test_a_writer_that_fails_leaves_the_old_file(small, tmp_path, monkeypatch):
    target = tmp_path / "old.csv"
    target.write_text("mine")

    def broken(map, path):  # noqa: A002
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lexiscape.files.csv.write", broken)
    with pytest.raises(OutputError, match="No space left"):
        small.save(target)
    assert target.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [target]


def test_a_writer_that_fails_leaves_the_other_outputs_too(small, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("mine")

    def broken(map, path):  # noqa: A002
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lexiscape.files.npz.write", broken)
    with pytest.raises(OutputError, match=r"b\.npz: No space left"):
        small.save(tmp_path / "a.csv", tmp_path / "b.npz")
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_temporary_file_that_cannot_be_made_is_an_output_error(small, tmp_path, monkeypatch):
    def full(*arguments, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(OutputError, match=r"a\.csv: No space left"):
        small.save(tmp_path / "a.csv")


def test_names_as_long_as_names_may_be(small, tmp_path):
    longest = tmp_path / ("x" * 251 + ".csv")
    small.save(longest)
    assert longest.is_file()
    with pytest.raises(OutputError, match="name too long"):
        small.save(tmp_path / ("x" * 252 + ".csv"))


def test_unwritable_places_are_named(small, tmp_path):
    with pytest.raises(OutputError, match="does not exist"):
        small.save(tmp_path / "nowhere" / "x.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        small.save(tmp_path / "folder.html")
    with pytest.raises(OutputError, match=r"\.html"):
        small.save(tmp_path / "x.docx")


def test_hostile_tokens_survive_npz_and_csv(tmp_path):
    tokens = [
        "</script><script>alert(1)</script>",
        "<!--",
        "\u2028",
        "\u202e",
        "\x00",
        "x" * 10_000,
        "",
        "\ud800",
        '"',
        "a,b\r\n",
    ]
    vectors = np.random.default_rng(0).normal(size=(len(tokens), 4)).astype(np.float32)
    drawn = lx.map_space(lx.open_space(tokens, vectors))
    drawn.save(tmp_path / "h.npz", tmp_path / "h.csv")
    with np.load(tmp_path / "h.npz", allow_pickle=False) as z:
        assert json.loads(bytes(z["tokens"])) == tokens
    text = (tmp_path / "h.csv").read_text("utf-8")
    assert "</script>" in text
