"""The t-SNE kernels against a plain dense reference, and the maps they make of real tokens."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lexiscape as lx
from lexiscape import _native
from lexiscape.layouts.tsne import GRID_NODES
from reference import tsne as reference

INSTRUCTION_SETS = _native.instruction_sets()


def nearest(rows, k):
    """Each row's k nearest others and their squared distances, over the full matrix."""
    squared = np.square(rows[:, None] - rows[None]).sum(axis=2)
    np.fill_diagonal(squared, np.inf)
    indices = np.argsort(squared, axis=1, kind="stable")[:, :k].astype(np.int32)
    return indices, np.take_along_axis(squared, indices, 1).astype(np.float32)


def dense(starts, columns, values):
    """Compressed rows as a matrix; each place may occur once only."""
    n = len(starts) - 1
    rows = np.repeat(np.arange(n), np.diff(starts))
    assert len(np.unique(rows * n + columns)) == len(columns)
    matrix = np.zeros((n, n))
    matrix[rows, columns] = values
    return matrix


def problem(n, k, *, perplexity=0.0, seed=0, spread=6.0):
    """A small problem: compressed affinities, the same as a matrix, and some positions."""
    rng = np.random.default_rng(seed)
    edges = _native.affinities(*nearest(rng.normal(size=(n, 6)), k), perplexity)
    return edges, dense(*edges), (rng.normal(size=(n, 2)) * [spread, spread / 2]).astype(np.float32)


def relative_error(found, expected):
    return float(np.sqrt(np.square(found - expected).mean() / np.square(expected).mean()))


# ---- affinities -----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 60), st.integers(1, 25), st.floats(1.5, 12), st.integers(0, 2**32 - 1))
def test_affinities_match_the_reference(n, k, perplexity, seed):
    k = min(k, n - 1)
    perplexity = 0.0 if perplexity >= k else perplexity
    indices, squared = nearest(np.random.default_rng(seed).normal(size=(n, 5)), k)
    found = dense(*_native.affinities(indices, squared, perplexity))
    expected = reference.affinities(indices, squared, perplexity)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6 / n)
    np.testing.assert_allclose(found, found.T, rtol=1e-6)
    assert found.sum() == pytest.approx(1, rel=1e-5)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_affinities_do_not_depend_on_the_unit_of_distance(scale):
    indices, squared = nearest(np.random.default_rng(1).normal(size=(80, 4)), 30)
    once = _native.affinities(indices, squared, 10.0)[2]
    np.testing.assert_allclose(_native.affinities(indices, squared * np.float32(scale), 10.0)[2], once, rtol=2e-3)


def test_duplicates_among_the_neighbors_share_what_they_get():
    indices = np.array([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]], np.int32)
    squared = np.array([[0, 0, 9], [0, 0, 9], [0, 0, 9], [9, 9, 9]], np.float32)
    p = dense(*_native.affinities(indices, squared, 2.0))
    assert p[0, 1] == p[0, 2] == p[1, 2]
    assert p[0, 3] < p[0, 1]


@pytest.mark.parametrize("neighbor", [-1, 3, 2**31 - 1])
def test_a_neighbor_that_is_no_row_is_refused(neighbor):
    indices = np.array([[1], [0], [neighbor]], np.int32)
    with pytest.raises(ValueError, match="not a row"):
        _native.affinities(indices, np.ones((3, 1), np.float32), 0.0)


# ---- forces ---------------------------------------------------------------------------------------------------------


def test_the_reference_gradient_is_the_slope_of_the_divergence():
    _, p, y = problem(25, 6)
    y = y.astype(np.float64) / 3
    attraction, repulsion, z = reference.forces(p, y)
    gradient = 4 * (attraction - repulsion / z)
    for place in np.ndindex(*y.shape):
        step = np.zeros_like(y)
        step[place] = 1e-5
        slope = (reference.divergence(p, y + step) - reference.divergence(p, y - step)) / 2e-5
        assert gradient[place] == pytest.approx(slope, abs=1e-7)


@pytest.mark.parametrize("isa", INSTRUCTION_SETS)
@pytest.mark.parametrize("n", [2, 3, 5, 7, 8, 9, 63, 64, 65, 512, 513, 1025])  # all pairs up to 512, the grid beyond
def test_forces_match_the_reference(n, isa):
    edges, p, y = problem(n, min(10, n - 1), perplexity=4.0 if n > 8 else 0.0, spread=3.0 if n > 60 else 1.0)
    descent = _native.Descent(*edges, y, 0.25, GRID_NODES, 2, isa)
    attraction, repulsion, z = descent.forces()
    expected_attraction, expected_repulsion, expected_z = reference.forces(p, y.astype(np.float64))
    assert relative_error(attraction, expected_attraction) < 0.004  # affinities are kept in 16 bits
    assert relative_error(repulsion, expected_repulsion) < 0.004
    assert z == pytest.approx(expected_z, rel=2e-3)
    assert descent.divergence() == pytest.approx(reference.divergence(p, y.astype(np.float64)), abs=5e-3)


@pytest.mark.parametrize(("cell", "error"), [(0.25, 0.003), (0.5, 0.025), (0.7, 0.06), (1.0, 0.14)])
def test_repulsion_gains_from_a_finer_grid(cell, error):
    rng = np.random.default_rng(0)
    edges = _native.affinities(np.roll(np.arange(2000, dtype=np.int32), 1)[:, None], np.ones((2000, 1), np.float32), 0)
    y = rng.uniform(-13, 13, size=(2000, 2)).astype(np.float32)  # as dense as the map of a whole vocabulary
    _, repulsion, z = _native.Descent(*edges, y, cell, GRID_NODES).forces()
    q = reference.student(y.astype(np.float64))
    expected = np.einsum("ij,ijd->id", q * q, y[:, None].astype(np.float64) - y[None])
    assert relative_error(repulsion, expected) < error
    assert z == pytest.approx(q.sum(), rel=5e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 200), st.floats(-1e3, 1e3), st.floats(1e-4, 20), st.integers(0, 99))
def test_forces_ignore_shifts_and_follow_permutations(n, shift, spread, seed):
    edges, _, y = problem(n, min(5, n - 1), seed=seed, spread=spread)
    attraction, repulsion, z = _native.Descent(*edges, y, 0.5, GRID_NODES).forces()
    moved = _native.Descent(*edges, y + np.float32(shift), 0.5, GRID_NODES)
    assert moved.forces()[2] == pytest.approx(z, rel=1e-2)
    same = _native.Descent(*edges, y, 0.5, GRID_NODES)
    same.settle()
    np.testing.assert_array_equal(same.positions(), y)
    again_attraction, again_repulsion, again_z = same.forces()
    np.testing.assert_allclose(again_attraction, attraction, rtol=1e-3, atol=1e-6 * np.abs(attraction).max())
    np.testing.assert_allclose(again_repulsion, repulsion, rtol=1e-2, atol=1e-4 * np.abs(repulsion).max())
    assert again_z == pytest.approx(z, rel=1e-4)


def test_every_instruction_set_and_thread_count_gives_the_same_bits():
    edges, _, y = problem(1500, 12, spread=15.0)
    maps = set()
    for isa in INSTRUCTION_SETS:
        for threads in (1, 2, 3):
            descent = _native.Descent(*edges, y, 0.7, GRID_NODES, threads, isa)
            descent.settle()
            descent.run(20, 4.0, 100.0, 0.5, 5.0)
            descent.settle()
            descent.run(20, 1.0, 500.0, 0.8, 5.0)
            maps.add((descent.positions().tobytes(), descent.divergence()))
    assert len(maps) == 1


def test_an_unknown_instruction_set_is_refused():
    edges, _, y = problem(5, 2)
    with pytest.raises(ValueError, match="no instruction set abacus here; there are: portable"):
        _native.Descent(*edges, y, 0.7, GRID_NODES, 1, "abacus")


def test_affinities_that_point_outside_are_refused():
    (starts, columns, values), _, y = problem(5, 2)
    for broken in (
        (starts, columns + np.uint32(1), values),
        (starts[:-1], columns, values),
        (starts, columns[1:], values),
    ):
        with pytest.raises(ValueError, match="rows of one point each"):
            _native.Descent(*broken, y, 0.7, GRID_NODES)


def test_a_far_outlier_cannot_exhaust_the_memory():
    edges, _, y = problem(600, 5)
    y[7] = (9e5, -9e5)
    descent = _native.Descent(*edges, y, 0.7, GRID_NODES)
    descent.run(10, 1.0, 50.0, 0.8, 5.0)
    rows, columns, cell = descent.grid
    assert rows * columns < 1.5 * GRID_NODES
    assert cell > 100
    assert np.isfinite(descent.positions()).all()


# ---- maps -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bert():
    space = lx.open_space("demo:bert")
    return space, lx.find_neighbors(space, 50)


def test_the_map_of_a_real_vocabulary_keeps_its_neighbors(bert):
    space, found = bert
    drawn = lx.lay_out(space.vectors, found)
    assert lx.kept_neighbors(found, drawn.xy, 10).mean() >= 0.39  # openTSNE's 75 seconds give 0.37
    assert lx.kept_neighbors(found, drawn.xy, 50).mean() >= 0.245


def test_the_map_of_a_part_keeps_its_neighbors():
    space = lx.open_space("demo:bert").range(2000, 5000)
    found = lx.find_neighbors(space, 90)
    by_default = lx.lay_out(space.vectors, found)
    asked = lx.lay_out(space.vectors, found, "tsne", lx.LayoutOptions(perplexity=30))
    assert lx.kept_neighbors(found, by_default.xy, 10).mean() > 0.43
    assert lx.kept_neighbors(found, asked.xy, 10).mean() > 0.40
    assert asked.meta["perplexity"] == 30
    # The divergence told is that of the map, by the dense reference.
    p = dense(*_native.affinities(found.indices, np.maximum(2 * found.distances, 0), 30.0))
    assert asked.meta["kl"] == pytest.approx(reference.divergence(p, asked.xy.astype(np.float64)), rel=5e-3)


def test_a_map_of_real_tokens_is_the_same_for_any_number_of_threads():
    space = lx.open_space("demo:bert").range(2000, 4000)
    found = lx.find_neighbors(space, 15)
    maps = {
        lx.lay_out(space.vectors, found, "tsne", lx.LayoutOptions(threads=threads, seed=7)).xy.tobytes()
        for threads in (1, 2, 3)
    }
    assert len(maps) == 1
