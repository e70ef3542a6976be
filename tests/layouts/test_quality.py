"""Neighbor recall against a slow reference."""

import numpy as np
import pytest

from lexiscape.layouts.quality import kept_neighbors
from lexiscape.neighbors import Neighbors, find_neighbors


def slow_kept(indices, xy, k):
    """Share kept, point by point, over the full distance matrix."""
    shares = []
    for row in range(len(xy)):
        distance = ((xy - xy[row]) ** 2).sum(axis=1)
        distance[row] = np.inf
        near = set(np.argsort(distance, kind="stable")[:k].tolist())
        shares.append(len(near & set(indices[row, :k].tolist())) / k)
    return np.array(shares)


@pytest.mark.parametrize(("n", "k"), [(50, 10), (300, 5), (12, 11)])
def test_matches_the_slow_reference(n, k):
    rng = np.random.default_rng(n)
    found = find_neighbors(rng.normal(size=(n, 8)).astype(np.float32), k)
    xy = rng.normal(size=(n, 2)).astype(np.float32)
    np.testing.assert_allclose(kept_neighbors(found, xy, k), slow_kept(found.indices, xy, k), atol=1e-6)


def test_a_map_that_is_the_space_keeps_everything():
    xy = np.random.default_rng(0).normal(size=(400, 2)).astype(np.float32)
    found = find_neighbors(xy, 10, metric="euclidean")
    assert kept_neighbors(found, xy).mean() == 1


@pytest.mark.parametrize("n", [27, 100])
def test_a_map_whose_points_all_lie_in_one_place_keeps_nothing(n):
    rows = np.random.default_rng(0).normal(size=(n, 4)).astype(np.float32)
    assert (kept_neighbors(find_neighbors(rows, 10), np.zeros((n, 2), np.float32)) == 0).all()


def test_points_that_tie_for_the_last_place_are_missed():
    # Too many for a tree to hold in one leaf: it would compare each with all others.
    xy = np.repeat(np.array([[0, 0], [5, 5], [-0.0, 0], [9, 9]], np.float32), [20_000, 3, 20_000, 4], axis=0)
    indices = np.tile(np.arange(10, dtype=np.int32), (len(xy), 1))
    for row in range(10):
        indices[row] = np.delete(np.arange(11), row)
    indices[20_000:20_003] = [20_000, 20_001, 20_002, 40_003, 40_004, 40_005, 40_006, 0, 1, 2]
    for row in range(20_000, 20_003):
        indices[row, row - 20_000] = 3
    kept = kept_neighbors(Neighbors(indices, np.zeros(indices.shape, np.float32)), xy)
    assert (kept[:20_000] == 0).all()
    assert (kept[20_003:40_003] == 0).all()  # -0 is 0
    np.testing.assert_allclose(kept[20_000:20_003], 0.6)  # two of their own place, four of (9, 9); of 40,000 none


@pytest.mark.parametrize("threads", [1, 2])
def test_a_map_of_piles_counts_no_tie(threads):
    rng = np.random.default_rng(0)
    for k in (1, 4, 10):
        xy = rng.integers(-6, 6, size=(150, 2)).astype(np.float32) * np.float32([1, np.pi])
        found = find_neighbors(rng.normal(size=(150, 5)).astype(np.float32), k)
        far = ((xy[:, None] - xy).astype(np.float64) ** 2).sum(axis=2)
        np.fill_diagonal(far, np.inf)
        expected = [np.mean([(far[i] <= far[i, j]).sum() <= k for j in found.indices[i]]) for i in range(150)]
        np.testing.assert_allclose(kept_neighbors(found, xy, k, threads), expected, atol=1e-6)


@pytest.mark.parametrize("k", [1, 4, 10])
def test_a_map_of_piles_matches_the_slow_reference(k):
    rng = np.random.default_rng(k)
    xy = rng.integers(0, 6, size=(150, 2)).astype(np.float32) * np.float32([1, np.pi])
    found = find_neighbors(rng.normal(size=(150, 5)).astype(np.float32), k)
    near = np.argsort(((xy[:, None] - xy).astype(np.float64) ** 2).sum(axis=2), axis=1, kind="stable")
    threads = [kept_neighbors(found, xy, k, each).tobytes() for each in (1, 2)]
    assert threads[0] == threads[1]
    exact = piled(xy, found.indices, near, k)
    np.testing.assert_allclose(kept_neighbors(found, xy, k)[exact >= 0], exact[exact >= 0], atol=1e-6)
    assert (exact >= 0).sum() > 10


def piled(xy, indices, near, k):
    """Share kept of each row whose k-th nearest point is nearer than the next: only there is it defined; else -1."""
    shares = np.full(len(xy), -1.0)
    for row in range(len(xy)):
        others = near[row][near[row] != row]
        distances = ((xy[others] - xy[row]).astype(np.float64) ** 2).sum(axis=1)
        if distances[k - 1] < distances[k]:
            shares[row] = len(set(others[:k].tolist()) & set(indices[row, :k].tolist())) / k
    return shares


def test_one_point_keeps_everything():
    found = find_neighbors(np.ones((1, 4), np.float32), 10)
    assert kept_neighbors(found, np.zeros((1, 2), np.float32)).tolist() == [1]
