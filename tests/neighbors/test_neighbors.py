"""Neighbors: the true ones, in a fixed order, whatever the rows, the threads or the processor are."""

import json
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lexiscape
from lexiscape import _native, neighbors
from lexiscape.errors import LexiscapeWarning, OptionError, VectorError
from lexiscape.neighbors import METRICS, find_neighbors, nearest_rows
from lexiscape.space import EmbeddingSpace
from reference import neighbors as reference

AROUND_EIGHTS = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129]


def assert_true(found, vectors, k, metric):
    """Every distance is right, and nothing nearer was left out; exact ties may be off by the last bit of a double."""
    indices, distances = reference.nearest(vectors, k, metric)
    n = len(vectors)
    assert found.indices.shape == found.distances.shape == indices.shape == (n, min(k, n - 1))
    assert found.indices.dtype == np.int32
    assert found.distances.dtype == np.float32
    np.testing.assert_allclose(found.distances, distances, rtol=1e-6, atol=1e-12)
    far = reference.distances(vectors, metric)
    np.testing.assert_allclose(np.take_along_axis(far, found.indices, 1), distances, rtol=1e-6, atol=1e-12)
    assert (np.diff(found.distances, axis=1) >= 0).all()
    assert not (found.indices == np.arange(n)[:, None]).any()
    assert all(len(set(row)) == len(row) for row in found.indices.tolist())


def assert_same(found, other):
    assert found.indices.tobytes() == other.indices.tobytes()
    assert found.distances.tobytes() == other.distances.tobytes()


@pytest.fixture(params=[*_native.instruction_sets(), *_native.missing_instruction_sets()])
def instructions(request):
    """Each copy of the kernels; those that cannot run here are skipped, and it is said why."""
    lacking = _native.missing_instruction_sets().get(request.param)
    if lacking:
        pytest.skip(f"{request.param} needs {lacking}")
    _native.use_instruction_set(request.param)
    yield request.param
    _native.use_instruction_set("")


@pytest.fixture(scope="module")
def bert():
    return lexiscape.open_space("demo:bert")


@pytest.fixture(scope="module")
def bert_neighbors(bert):
    return find_neighbors(bert)


# --- against the slow reference ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("n", AROUND_EIGHTS)
def test_any_number_of_rows(n, metric, instructions):
    vectors = np.random.default_rng(n).normal(size=(n, 5)).astype(np.float32)
    for k in (1, 4, n - 1, n, 3 * n):
        if k >= 1:
            assert_true(find_neighbors(vectors, k, metric=metric), vectors, k, metric)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("dim", [1, 2, 15, 16, 17, 63, 64, 65, 200])
def test_any_number_of_dimensions(dim, metric, instructions):
    vectors = np.random.default_rng(dim).normal(size=(150, dim)).astype(np.float32)
    assert_true(find_neighbors(vectors, 12, metric=metric), vectors, 12, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_more_rows_than_a_block_of_work_holds(metric, instructions):
    rng = np.random.default_rng(0)
    centers = rng.normal(size=(30, 24))
    vectors = (centers[rng.integers(0, 30, 1500)] + 0.3 * rng.normal(size=(1500, 24))).astype(np.float32)
    assert_true(find_neighbors(vectors, 10, metric=metric), vectors, 10, metric)


small_whole_numbers = st.integers(-4, 4).map(float)


@settings(max_examples=150, deadline=None)
@given(
    vectors=arrays(np.float32, st.tuples(st.integers(1, 40), st.integers(1, 4)), elements=small_whole_numbers),
    k=st.integers(1, 12),
    metric=st.sampled_from(METRICS),
)
def test_ties_copies_and_zero_rows_are_ordered_by_position(vectors, k, metric):
    found = find_neighbors(vectors, k, metric=metric)
    indices, distances = reference.nearest(vectors, k, metric)
    np.testing.assert_array_equal(found.distances, distances)
    np.testing.assert_array_equal(found.indices, indices)


@settings(max_examples=100, deadline=None)
@given(
    vectors=arrays(
        np.float32,
        st.tuples(st.integers(1, 30), st.integers(1, 20)),
        elements=st.floats(-(2.0**60), 2.0**60, width=32, allow_subnormal=False),
    ),
    metric=st.sampled_from(METRICS),
)
def test_any_finite_values(vectors, metric):
    assert_true(find_neighbors(vectors, 6, metric=metric), vectors, 6, metric)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("scale", [1e-30, 1e-6, 1e6, 1e30])
def test_any_scale(scale, metric):
    vectors = (np.random.default_rng(0).normal(size=(100, 8)) * scale).astype(np.float32)
    assert_true(find_neighbors(vectors, 7, metric=metric), vectors, 7, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_rows_far_from_the_origin_and_close_together(metric):
    rng = np.random.default_rng(0)
    vectors = (1000 + rng.normal(size=(200, 16))).astype(np.float32)
    assert_true(find_neighbors(vectors, 9, metric=metric), vectors, 9, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_rows_closer_together_than_eight_bits_can_tell(metric, instructions):
    rng = np.random.default_rng(0)
    blobs = rng.normal(size=(2, 16)) * 50
    vectors = (blobs[np.arange(900) % 2] + 1e-4 * rng.normal(size=(900, 16))).astype(np.float32)
    assert_true(find_neighbors(vectors, 5, metric=metric), vectors, 5, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_one_far_outlier_and_one_loud_dimension(metric):
    vectors = np.random.default_rng(0).normal(size=(300, 32)).astype(np.float32)
    vectors[17] *= 1e6
    vectors[:, 3] *= 1e3
    assert_true(find_neighbors(vectors, 8, metric=metric), vectors, 8, metric)


# --- defined behavior of rows without a direction, and of copies ------------------------------------------------------


def test_zero_rows_are_together_and_one_away_from_all_others():
    vectors = np.random.default_rng(0).normal(size=(50, 6)).astype(np.float32)
    vectors[[4, 9, 30]] = 0
    found = find_neighbors(vectors, 4)
    assert found.indices[9].tolist() == [4, 30, 0, 1]
    assert found.distances[9].tolist() == [0, 0, 1, 1]
    assert found.meta["zero_rows"] == 3
    assert_true(found, vectors, 4, "cosine")


@pytest.mark.parametrize("metric", METRICS)
def test_copies_are_at_distance_zero_in_order(metric):
    vectors = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)
    vectors[[7, 21, 35]] = vectors[2]
    found = find_neighbors(vectors, 5, metric=metric)
    assert found.indices[21, :3].tolist() == [2, 7, 35]
    assert found.distances[21, :3].tolist() == [0, 0, 0]
    assert found.meta["copies"] == 3
    assert_true(found, vectors, 5, metric)


@pytest.mark.parametrize("value", [0.0, 1.5])
@pytest.mark.parametrize("metric", METRICS)
def test_fifty_thousand_copies_of_one_row(value, metric):
    found = find_neighbors(np.full((50_000, 32), value, np.float32), 10, metric=metric)
    assert not found.distances.any()
    assert found.indices[0].tolist() == list(range(1, 11))
    assert found.indices[40_000].tolist() == list(range(10))


def test_minus_zero_is_zero():
    found = find_neighbors(np.array([[1.0, 0.0], [1.0, -0.0], [0.0, 1.0]], np.float32), 2)
    assert found.distances.tolist() == [[0, 1], [0, 1], [1, 1]]


def test_parallel_rows_are_at_distance_zero():
    row = np.random.default_rng(0).normal(size=300)
    found = find_neighbors(np.array([row, row * 3, -row, row * 0.1]).astype(np.float32), 3)
    assert found.distances[0] == pytest.approx([0, 0, 2], abs=1e-12)


# --- what is refused, and how -----------------------------------------------------------------------------------------


def test_rows_that_are_not_finite_are_named():
    vectors = np.ones((10, 3), np.float32)
    vectors[[1, 2, 4, 5, 6, 8], 1] = [np.nan, np.inf, -np.inf, np.nan, np.nan, np.nan]
    space = EmbeddingSpace([f"t{i}" for i in range(10)], vectors, np.arange(10))
    with pytest.raises(VectorError, match=r"6 of 10 rows .*rows 1 \('t1'\), 2 \('t2'\), .*6 \('t6'\) and 1 more"):
        find_neighbors(space)
    with pytest.raises(VectorError, match=r"rows 1, 2, 4, 5, 6 and 1 more"):
        nearest_rows(vectors, [0])


def test_numbers_too_large_for_single_precision_are_refused():
    with pytest.raises(VectorError, match=r"1 of 2 rows .*: row 1;"):
        find_neighbors(np.array([[1.0, 2.0], [1e300, 1.0]]))


@pytest.mark.parametrize(
    "wrong", [np.ones(3), np.ones((2, 2, 2)), np.ones((2, 2), complex), np.array([["a", "b"]]), np.ones((0, 4))]
)
def test_anything_but_a_matrix_of_numbers_is_refused(wrong):
    with pytest.raises(VectorError, match="expected"):
        find_neighbors(wrong)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"metric": "dot"}, "no metric 'dot': choose one of cosine, euclidean"),
        ({"method": "magic"}, "no method 'magic'"),
        ({"k": 0}, "k must be at least 1, not 0"),
        ({"recall": 1.0}, "recall must be above 0 and below 1, not 1.0; method='exact' finds all"),
        ({"recall": float("nan")}, "recall must be above 0 and below 1, not nan"),
        ({"threads": -1}, "threads must be at least 1, not -1"),
    ],
)
def test_options_outside_their_range_are_refused(options, says):
    with pytest.raises(OptionError, match=says):
        find_neighbors(np.eye(4), **options)


@pytest.mark.parametrize("name", ["abacus", "PORTABLE", "avx"])
def test_an_instruction_set_that_is_not_there_is_refused_and_never_replaced(name):
    used = _native.instruction_set()
    with pytest.raises(ValueError, match=f"no instruction set {name} here; there are: portable"):
        _native.use_instruction_set(name)
    assert find_neighbors(np.eye(300, 40), 5).meta["instructions"] == used == _native.instruction_sets()[-1]


def test_every_instruction_set_runs_here_or_says_what_is_lacking():
    here, missing = _native.instruction_sets(), _native.missing_instruction_sets()
    assert here[0] == "portable"
    assert not set(here) & set(missing)
    for name, lacking in missing.items():
        with pytest.raises(ValueError, match=f"no instruction set {name} here .it needs {lacking}.; there are: "):
            _native.squared_norms(np.ones((2, 3), np.float32), np.empty(2), 1, name)
        with pytest.raises(ValueError, match=f"no instruction set {name} here .it needs {lacking}.; there are: "):
            _native.use_instruction_set(name)


@pytest.mark.parametrize("row", [-1, 4])
def test_a_row_that_is_not_there_is_refused(row):
    with pytest.raises(OptionError, match=f"no row {row}: rows are numbered from 0 to 3"):
        nearest_rows(np.eye(4), [0, row])


# --- input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float16, np.float64, np.int8])
def test_other_types_are_converted(dtype):
    vectors = (np.random.default_rng(0).normal(size=(60, 10)) * 20).astype(dtype)
    assert_same(find_neighbors(vectors, 5), find_neighbors(vectors.astype(np.float32), 5))


def test_order_in_memory_does_not_matter():
    vectors = np.random.default_rng(0).normal(size=(60, 10)).astype(np.float32)
    assert_same(find_neighbors(np.asfortranarray(vectors), 5), find_neighbors(vectors, 5))
    assert_same(find_neighbors(vectors[::2], 5), find_neighbors(vectors[::2].copy(), 5))


def test_a_read_only_file_is_read_where_it_lies(tmp_path):
    vectors = np.random.default_rng(0).normal(size=(60, 10)).astype(np.float32)
    path = tmp_path / "vectors.bin"
    path.write_bytes(b"xyz" + vectors.tobytes())  # as in a model's file, numbers need not lie at multiples of four
    mapped = np.memmap(path, np.float32, "r", offset=3, shape=(60, 10))
    assert_same(find_neighbors(mapped, 5), find_neighbors(vectors, 5))
    assert path.read_bytes() == b"xyz" + vectors.tobytes()


# --- the same whatever runs it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", METRICS)
def test_threads_never_change_a_byte(bert, metric):
    part = bert.first(6000)
    found = find_neighbors(part, 15, metric=metric)
    for threads in (1, 2, 5):
        assert_same(find_neighbors(part, 15, metric=metric, threads=threads), found)


@pytest.mark.parametrize("metric", METRICS)
def test_instructions_never_change_a_byte(bert, metric, instructions):
    part = bert.first(6000)
    found = find_neighbors(part, 15, metric=metric)
    assert found.meta["instructions"] == instructions
    _native.use_instruction_set("portable")
    assert_same(find_neighbors(part, 15, metric=metric), found)


def test_order_of_the_rows_only_renames_them(bert):
    part = np.array(bert.first(3000).vectors)
    shuffle = np.random.default_rng(0).permutation(len(part))
    found = find_neighbors(part, 10)
    again = find_neighbors(part[shuffle], 10)
    np.testing.assert_array_equal(again.distances, found.distances[shuffle])


def test_the_scale_of_a_row_does_not_change_its_cosine_neighbors(bert):
    part = np.array(bert.first(1000).vectors)
    scales = 2.0 ** np.random.default_rng(0).integers(-8, 8, len(part))
    assert_same(find_neighbors(part * scales[:, None].astype(np.float32), 10), find_neighbors(part, 10))


# --- a real vocabulary ------------------------------------------------------------------------------------------------


def test_every_distance_of_sampled_real_tokens_is_true(bert, bert_neighbors):
    rows = np.random.default_rng(0).choice(len(bert), 300, replace=False)
    unit = np.array(bert.vectors, np.float64)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    far = 1 - unit[rows] @ unit.T
    far[np.arange(len(rows)), rows] = np.inf
    nearest = np.sort(far, axis=1)[:, :30]
    np.testing.assert_allclose(bert_neighbors.distances[rows], nearest, atol=1e-7)
    np.testing.assert_allclose(np.take_along_axis(far, bert_neighbors.indices[rows], 1), nearest, atol=1e-7)


@pytest.mark.parametrize(
    ("token", "near"),
    [
        ("victory", ["victories", "defeat", "triumph"]),
        ("japan", ["japanese", "tokyo", "hokkaido"]),
        ("seven", ["7", "six", "nine"]),
        ("kg", ["kilograms", "km", "lbs"]),
    ],
)
def test_real_tokens_are_near_what_they_mean(bert, bert_neighbors, token, near):
    row = bert.tokens.index(token)
    first = [bert.tokens[i] for i in bert_neighbors.indices[row, :10]]
    assert set(near) <= set(first), first


def test_a_few_rows_alone_get_the_same_answer(bert, bert_neighbors):
    rows = [0, 5, 30521, 3377]
    alone = nearest_rows(bert, rows, 30)
    assert alone.indices.tobytes() == bert_neighbors.indices[rows].tobytes()
    assert alone.distances.tobytes() == bert_neighbors.distances[rows].tobytes()


# --- approximate ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def noisy(bert):
    """Sums of three real rows and noise: 128 of 384 directions keep little, so that neighbors are hard to find."""
    rng = np.random.default_rng(0)
    real = np.array(bert.vectors)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    mixed = sum(weight * real[rng.integers(0, len(real), 12_000)] for weight in (1, 0.6, 0.4))
    return (mixed + 0.04 * rng.normal(size=mixed.shape)).astype(np.float32)


@pytest.fixture
def few_directions(monkeypatch):
    """Makes an approximate search take the way that pays for many rows, for a few."""
    monkeypatch.setattr(neighbors, "_ENTRY_COST", 1)


@pytest.mark.usefixtures("few_directions")
@pytest.mark.parametrize("metric", METRICS)
def test_approximate_neighbors_are_nearly_all_of_the_true_ones(noisy, metric):
    truth = find_neighbors(noisy, 15, metric=metric, method="exact")
    found = find_neighbors(noisy, 15, metric=metric, method="approximate")
    recall = (found.indices[:, :, None] == truth.indices[:, None, :]).any(axis=2).mean()
    assert found.meta["method"] == "approximate"
    assert found.meta["directions"] < noisy.shape[1]  # the short way was taken
    assert found.meta["shortlist"] >= 98  # so long that lists are told beforehand what to demand
    assert recall > 0.95
    assert found.meta["recall"] == pytest.approx(recall, abs=max(0.01, 2 * found.meta["recall_margin"]))


@pytest.mark.usefixtures("few_directions")
def test_distances_of_approximate_neighbors_are_exact(noisy):
    found = find_neighbors(noisy, 15, method="approximate")
    truth = find_neighbors(noisy, 15, method="exact")
    same = found.indices == truth.indices
    assert same.mean() > 0.5
    np.testing.assert_array_equal(found.distances[same], truth.distances[same])
    assert (np.diff(found.distances, axis=1) >= 0).all()
    assert not (found.indices == np.arange(len(noisy))[:, None]).any()


@pytest.mark.usefixtures("few_directions")
def test_approximate_neighbors_are_the_same_bytes_whatever_runs_it(noisy, instructions):
    found = find_neighbors(noisy, 10, method="approximate")
    assert found.meta["directions"] < noisy.shape[1]
    assert 98 <= found.meta["shortlist"] <= 0.19 * len(noisy)  # lists are told beforehand what to demand
    for threads in (1, 3):
        assert_same(find_neighbors(noisy, 10, method="approximate", threads=threads), found)
    assert found.meta["instructions"] == instructions
    if instructions != "portable":
        _native.use_instruction_set("portable")
        assert_same(find_neighbors(noisy, 10, method="approximate"), found)


# --- by a graph -------------------------------------------------------------------------------------------------------


@pytest.fixture
def graph(monkeypatch):
    """Makes an approximate search of any number of rows build a graph."""
    monkeypatch.setattr(neighbors, "_GRAPH_ROWS", 0)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("metric", METRICS)
def test_a_search_that_begins_with_known_neighbors_finds_as_much(noisy, metric):
    shifted = (noisy + 0.01 * np.random.default_rng(1).standard_normal(noisy.shape)).astype(np.float32)
    shifted[7] = shifted[3]  # a copy has no place of its own among the rows that differ
    before = find_neighbors(noisy, 20, metric=metric).indices
    truth = find_neighbors(shifted, 15, metric=metric, method="exact")
    found = find_neighbors(shifted, 15, metric=metric, method="approximate", start=before, threads=1)
    recall = (found.indices[:, :, None] == truth.indices[:, None, :]).any(axis=2).mean()
    assert (found.meta["search"], found.meta["start"]) == ("graph", "known neighbors")
    assert recall > 0.955
    assert "cells" not in found.meta
    assert_same(find_neighbors(shifted, 15, metric=metric, method="approximate", start=before, threads=3), found)


@pytest.mark.usefixtures("graph")
def test_a_search_that_begins_with_strangers_begins_anew(noisy):
    strangers = np.random.default_rng(2).integers(0, len(noisy), size=(len(noisy), 1), dtype=np.int32)
    found = find_neighbors(noisy, 15, method="approximate", start=strangers)
    assert ("start" in found.meta, found.meta["search"]) == (False, "graph")
    assert found.meta["recall_at_15"] > 0.955


def test_a_start_of_other_rows_is_refused(noisy):
    for start in (np.zeros((3, 2), np.int32), np.full((len(noisy), 2), len(noisy), np.int32)):
        with pytest.raises(OptionError, match=r"start must be \(n, m\) positions of the"):
            find_neighbors(noisy, 5, method="approximate", start=start)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("metric", METRICS)
def test_a_graph_finds_what_it_aims_at_and_says_so(noisy, metric):
    truth = find_neighbors(noisy, 15, metric=metric, method="exact")
    for aim in (0.9, 0.97):
        found = find_neighbors(noisy, 15, metric=metric, method="approximate", recall=aim)
        same = found.indices == truth.indices
        recall = (found.indices[:, :, None] == truth.indices[:, None, :]).any(axis=2).mean()
        assert (found.meta["search"], found.meta["aim"]) == ("graph", aim)
        assert recall > aim - 0.015  # which rows tell is chance
        assert found.meta["recall_at_15"] == pytest.approx(recall, abs=max(0.01, 2 * found.meta["recall_at_15_margin"]))
        np.testing.assert_array_equal(found.distances[same], truth.distances[same])
        assert (np.diff(found.distances, axis=1) >= 0).all()
        assert not (found.indices == np.arange(len(noisy))[:, None]).any()
        assert all(len(set(row)) == 15 for row in found.indices.tolist())


@pytest.mark.usefixtures("graph")
def test_a_graph_is_the_same_bytes_whatever_builds_it(noisy, instructions):
    found = find_neighbors(noisy, 10, method="approximate", recall=0.97)
    assert found.meta["search"] == "graph"
    assert found.meta["rounds"] > 0
    for threads in (1, 3):
        assert_same(find_neighbors(noisy, 10, method="approximate", recall=0.97, threads=threads), found)
    if instructions != "portable":
        _native.use_instruction_set("portable")
        assert_same(find_neighbors(noisy, 10, method="approximate", recall=0.97), found)


@pytest.mark.usefixtures("graph")
def test_where_a_graph_does_not_reach_the_aim_all_pairs_are_compared():
    shapeless = np.random.default_rng(0).normal(size=(6000, 300)).astype(np.float32)
    found = find_neighbors(shapeless, 10, method="approximate", recall=0.999)
    assert found.meta["search"] == "all pairs"
    assert found.meta["rounds"] > 0
    assert_same(find_neighbors(shapeless, 10, method="exact"), found)


@pytest.mark.usefixtures("graph")
def test_a_graph_puts_up_with_degenerate_rows(noisy):
    vectors = noisy[:3000].copy()
    vectors[100:1500] = vectors[0]  # copies
    vectors[1500:1510] = 0
    vectors[1600] *= 1e6
    vectors[2000:2500, 5:] = 0  # few directions
    for metric in METRICS:
        found = find_neighbors(vectors, 10, metric=metric, method="approximate")
        assert not found.distances[500].any()
        assert found.indices[1505, :3].tolist() == [1500, 1501, 1502]
        assert np.isfinite(found.distances).all()
    line = np.linspace(1, 2, 3000)[:, None] * np.ones((1, 6), np.float32)  # one direction, but for rounding
    assert find_neighbors(line, 10, method="approximate").distances.max() < 1e-6


@pytest.mark.parametrize("metric", METRICS)
def test_rows_that_eight_bits_cannot_tell_apart_are_found_and_searched_exactly(metric):
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(6000, 64))
    near = np.sort(rng.choice(len(vectors), 2500, replace=False))
    blobs = rng.normal(size=(2, 64))
    vectors[near] = blobs[np.arange(len(near)) % 2] + 0.01 * rng.normal(size=(len(near), 64))
    truth = find_neighbors(vectors, 15, metric=metric, method="exact")
    found = find_neighbors(vectors, 15, metric=metric, method="approximate")
    assert (found.distances[near] == truth.distances[near]).mean() > 0.9999
    assert (found.distances == truth.distances).mean() > 0.995  # of others some are near near-copies
    assert len(near) * 0.9 < found.meta["near_copies"] < len(near) * 1.1


def test_near_copies_that_are_too_many_to_be_searched_exactly_are_told(monkeypatch):
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(2000, 64)).astype(np.float32)
    vectors[:1500] = vectors[0] + 0.01 * rng.normal(size=(1500, 64))
    assert "near_copies_left" not in find_neighbors(vectors, 15, method="approximate").meta
    monkeypatch.setattr(neighbors, "_COPY_PRODUCTS", 0)
    with pytest.warns(LexiscapeWarning, match="rows lie closer together than an approximate search can tell"):
        found = find_neighbors(vectors, 15, method="approximate")
    space = lexiscape.open_space(list(map(str, range(2000))), vectors)
    assert 1400 < found.meta["near_copies_left"] < 1600
    assert found.meta["near_copies"] == 0
    with pytest.warns(LexiscapeWarning, match=f"{found.meta['near_copies_left']:,} rows lie closer"):
        drawn = lexiscape.map_space(space, method="approximate", layout="pca")
    assert "left to chance" in drawn.meta["notes"][0]


@pytest.mark.parametrize("n", AROUND_EIGHTS)
def test_approximate_search_of_few_rows_is_exact(n):
    vectors = np.random.default_rng(n).normal(size=(n, 5)).astype(np.float32)
    for k in (1, 4, n):
        assert_true(find_neighbors(vectors, k, method="approximate"), vectors, k, "cosine")


@pytest.mark.usefixtures("few_directions")
def test_approximate_search_puts_up_with_degenerate_rows(noisy):
    vectors = noisy[:3000].copy()
    vectors[100:1500] = vectors[0]  # copies
    vectors[1500:1510] = 0
    vectors[1600] *= 1e6
    vectors[2000:2500, 5:] = 0  # few directions
    found = find_neighbors(vectors, 10, method="approximate")
    assert not found.distances[500].any()
    assert found.indices[1505, :3].tolist() == [1500, 1501, 1502]
    assert np.isfinite(found.distances).all()
    assert not find_neighbors(np.ones((5000, 8)), 10, method="approximate").distances.any()


def test_a_low_recall_is_warned_of(noisy, monkeypatch, caplog):
    notes = []
    found = find_neighbors(
        noisy[:2000], 10, method="approximate", progress=lambda stage, done, total, note="": notes.append(note)
    )
    assert not caplog.text
    assert notes[-1] == f"{found.meta['recall']:.1%} of true neighbors found"

    def three_of_five(wanted, found, n):
        return np.broadcast_to(np.arange(wanted.shape[1]) % 5 < 3, wanted.shape)

    monkeypatch.setattr(neighbors, "_are_among", three_of_five)
    find_neighbors(noisy[:2000], 10, method="approximate", recall=0.55)
    assert not caplog.text
    find_neighbors(noisy[:2000], 10, method="approximate", recall=0.65)
    assert "only 60.0% of the true 15 nearest found, and not the 65% aimed at; method='exact' finds all" in caplog.text


def test_a_row_much_smaller_than_the_others_has_neighbors():
    vectors = np.array([[1e30, 0], [-1e30, 0], [1e-10, 1e-10]], np.float32)
    assert_true(find_neighbors(vectors, 2, metric="euclidean"), vectors, 2, "euclidean")
    many = np.concatenate([vectors, np.random.default_rng(0).normal(size=(300, 2)).astype(np.float32)])
    found = find_neighbors(many, 5, metric="euclidean", method="approximate")
    assert np.isfinite(found.distances).all()


@pytest.mark.parametrize("method", ["exact", "approximate"])
def test_rows_too_parallel_to_tell_apart_are_the_same_bytes_on_any_number_of_threads(method):
    vectors = (1e6 + np.random.default_rng(0).normal(size=(600, 16))).astype(np.float32)
    found = find_neighbors(vectors, 10, method=method, threads=1)
    for threads in (2, 5):
        assert_same(find_neighbors(vectors, 10, method=method, threads=threads), found)


def test_auto_changes_from_exact_to_approximate_with_size(monkeypatch):
    vectors = np.random.default_rng(0).normal(size=(500, 8))
    assert find_neighbors(vectors, 5).meta["method"] == "exact"
    monkeypatch.setattr(neighbors, "EXACT_PRODUCTS", 500 * 499 * neighbors.WIDTH_STEP / 2)
    assert find_neighbors(vectors, 5).meta["method"] == "approximate"


# --- reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["exact", "approximate"])
@pytest.mark.parametrize("threads", [1, 3])
def test_progress_is_told_a_few_dozen_times_and_ends_at_the_end(noisy, method, threads):
    calls = []
    find_neighbors(
        noisy,
        5,
        method=method,
        threads=threads,
        progress=lambda stage, done, total, note="": calls.append((stage, done, total)),
    )
    assert {stage for stage, _, _ in calls} == {"neighbors"}
    assert 10 <= len(calls) <= 60
    assert [done for _, done, _ in calls] == sorted(done for _, done, _ in calls)
    assert calls[-1][1] == calls[-1][2]


def test_an_exception_in_progress_stops_the_search(bert):
    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_neighbors(bert, 5, progress=interrupt)
    assert find_neighbors(bert.first(100), 5).indices.shape == (100, 5)


def test_meta_is_json_and_says_how(bert_neighbors):
    meta = json.loads(json.dumps(bert_neighbors.meta))
    assert meta["method"] == "exact"
    assert meta["k"] == 30


# --- what an approximate search tells of itself -----------------------------------------------------------------------


def test_entries_are_counted_in_their_own_row_only():
    wanted = np.array([[1, 2, 3], [4, 0, 1]], np.int32)
    among = neighbors._are_among(wanted, np.array([[3, 1, 4], [2, 3, 4]], np.int32), 5)
    assert among.tolist() == [[True, False, True], [True, False, False]]


def test_many_neighbors_are_counted_in_little_memory():
    wanted = np.argsort(np.random.default_rng(0).random((64, 3000)), axis=1).astype(np.int32)
    tracemalloc.start()
    assert neighbors._are_among(wanted, wanted[:, ::-1], 3000).all()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 3000 * 200  # a table of k squared a row would take 64 * 3000 * 3000


@pytest.mark.usefixtures("few_directions")
@pytest.mark.parametrize("k", [3, 15, 20])
def test_recall_at_15_is_told_for_any_k(k):
    rows = np.random.default_rng(0).normal(size=(800, 8)).astype(np.float32)
    found = find_neighbors(rows, k, method="approximate")
    exact = find_neighbors(rows, min(k, 15), method="exact").indices
    kept = (found.indices[:, : min(k, 15), None] == exact[:, None, :]).any(axis=1).mean()
    assert found.meta["recall_at_15"] == pytest.approx(kept, abs=0.02)
    if k <= 15:
        assert found.meta["recall_at_15"] == found.meta["recall"]
