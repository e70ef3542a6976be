"""The rows that a page carries: as coarse as they may be, told how good they are, and only where asked for."""

import base64
import hashlib
import re
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from golden.make import nearest_neighbors, unpacked
from lexiscape.cli import main
from lexiscape.corrections import correct_space, find_neighbors_in
from lexiscape.errors import OptionError, VectorError
from lexiscape.files import page, vectors
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.space import EmbeddingSpace
from page_parts import module_of, scripts_of


def mapped(rows, metric="cosine"):
    rows = np.asarray(rows, np.float32)
    space = EmbeddingSpace([f"t{i}" for i in range(len(rows))], rows, np.arange(len(rows)), "made up")
    return EmbeddingMap(space, nearest_neighbors(space, metric), np.zeros((len(rows), 2), np.float32), {}, {})


def kept(drawn, rounded):
    """The share of the ten nearest that rounded rows find, one token after another."""
    back = nearest_neighbors(replace(drawn.space, vectors=rounded), drawn.found.metric).indices
    return np.mean([len({*a} & {*b}) / 10 for a, b in zip(drawn.found.indices.tolist(), back.tolist(), strict=True)])


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_rows_know_the_share_of_their_neighbors_that_was_asked_for(metric):
    rng = np.random.default_rng(0)
    drawn = mapped(rng.normal(size=(400, 24)) * rng.exponential(1, (1, 24)) + 0.3, metric)
    sizes = []
    for aim in (0.8, 0.95, 0.99):
        packed = vectors.encode(drawn, aim)
        header, rounded = unpacked(packed)
        assert aim <= header["recall"] < aim + 0.06
        assert kept(drawn, rounded) == pytest.approx(header["recall"], abs=1e-3)
        unit = np.linalg.norm(drawn.space.vectors, axis=1, keepdims=True) if metric == "cosine" else 1
        assert np.abs(rounded - drawn.space.vectors / unit).max() <= header["step"] / 2 * 1.0001
        sizes.append(len(packed))
    assert sizes == sorted(sizes)
    assert sizes[-1] < drawn.space.vectors.nbytes / 2


def test_where_a_space_only_ranks_neighbors_the_share_is_of_the_nearest_by_cosine():
    rng = np.random.default_rng(0)
    drawn = mapped(rng.normal(size=(300, 24)) + 0.5)
    space = correct_space(drawn.space, "csls")
    ranked = replace(drawn, space=space, found=find_neighbors_in(space, 10))
    header, rounded = unpacked(vectors.encode(ranked, 0.8))
    assert kept(drawn, rounded) == pytest.approx(header["recall"], abs=1e-3)
    assert header.pop("ranked") == "csls"
    assert header == unpacked(vectors.encode(drawn, 0.8))[0]


def test_copies_and_zero_rows_cost_nothing():
    """A thousand equal rows have any ten of them nearest: that is no reason to keep more digits."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(300, 8))
    rows[::2], rows[5] = rows[0], 0
    header, rounded = unpacked(vectors.encode(mapped(rows), 0.9))
    assert header["step"] > 0.005
    assert not rounded[5].any()
    assert (rounded[::2] == rounded[0]).all()


@pytest.mark.parametrize("rows", [np.ones((1, 3)), np.zeros((4, 2)), [[1e30], [-1e30], [1e-30]]])
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_odd_spaces_are_packed(rows, metric):
    header, rounded = unpacked(vectors.encode(mapped(rows, metric), 0.98))
    assert rounded.shape == np.shape(rows)
    assert np.isfinite(header["step"])


def test_what_cannot_be_packed_is_a_sentence(make_map, tmp_path):
    drawn = make_map(["one", "two", "three"])
    for share in (0, 1, 1.5, float("nan"), "all"):
        with pytest.raises(OptionError, match="share of the nearest above 0 and below 1"):
            drawn.save(tmp_path / "map.html", vectors=share)
    drawn.space.vectors[1, 1] = np.nan
    with pytest.raises(VectorError):
        drawn.save(tmp_path / "map.html", vectors=True)
    drawn.save(tmp_path / "plain.html")
    with pytest.raises(OptionError, match="no vectors"):
        lx.load_map(tmp_path / "plain.html").save(tmp_path / "map.html", vectors=True)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.html"]


def test_a_page_carries_them_only_where_it_was_asked_for(make_map, tmp_path):
    drawn = make_map([f"word{i}" for i in range(40)])
    drawn.save(tmp_path / "plain.html", tmp_path / "plain.csv")
    drawn.save(tmp_path / "asked.html", tmp_path / "asked.csv", vectors=0.9)
    plain, asked = ((tmp_path / f"{name}.html").read_text("utf-8") for name in ("plain", "asked"))
    assert "lexiscapeAsk" not in module_of(plain)
    assert "lexiscape-vectors" not in plain
    (held,) = re.findall(r'<script id="lexiscape-vectors" type="application/x-lexiscape">(.*?)</script>', asked)
    assert unpacked(base64.b64decode(held))[1].shape == (40, 4)
    assert page.read(tmp_path / "asked.html").tokens == drawn.space.tokens
    for text in scripts_of(asked):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in asked
    assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "asked.csv").read_bytes()
    drawn.save(tmp_path / "again.html", vectors=0.9)
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "asked.html").read_bytes()


def test_the_command_line_asks_for_them(tmp_path):
    common = ["map", "demo:bert", "--first", "300", "--layout", "pca", "--quiet"]
    told = CliRunner().invoke(main, [*common, "--vectors", "-o", str(tmp_path / "bert.csv")])
    assert told.exit_code == 2
    assert "no output ends in .html" in told.output
    for name, options in {"fine": ["--vectors"], "coarse": ["--vectors-recall", "0.7"]}.items():
        told = CliRunner().invoke(main, [*common, *options, "-o", str(tmp_path / f"{name}.html")])
        assert told.exit_code == 0, told.output
    sizes = [(tmp_path / f"{name}.html").stat().st_size for name in ("coarse", "fine")]
    assert sizes[0] < sizes[1]
