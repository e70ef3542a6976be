"""Neighbor recall against a slow reference."""

import numpy as np
import pytest

from lexiscape.neighbors import find_neighbors
from lexiscape.quality import kept_neighbors


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


def test_all_points_in_one_place_is_defined():
    found = find_neighbors(np.random.default_rng(0).normal(size=(100, 4)).astype(np.float32), 10)
    kept = kept_neighbors(found, np.zeros((100, 2), np.float32))
    assert ((kept >= 0) & (kept <= 1)).all()


def test_one_point_keeps_everything():
    found = find_neighbors(np.ones((1, 4), np.float32), 10)
    assert kept_neighbors(found, np.zeros((1, 2), np.float32)).tolist() == [1]
