"""Neighbor recall against a slow reference."""

import numpy as np
import pytest

from lexiscape.neighbors import find_neighbors
from lexiscape.quality import kept_neighbors, score_map


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


def test_scores_match_scikit_learn():
    from sklearn.manifold import trustworthiness

    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(300, 6)).astype(np.float32)
    xy = vectors[:, :2] + rng.normal(size=(300, 2)).astype(np.float32) * 0.3
    scores = score_map(vectors, xy, 15, metric="euclidean", anchors=300)
    assert scores.trustworthiness.value == pytest.approx(trustworthiness(vectors, xy, n_neighbors=15), abs=1e-6)
    assert scores.continuity.value == pytest.approx(trustworthiness(xy, vectors, n_neighbors=15), abs=1e-6)


def test_a_perfect_map_scores_one_and_a_random_one_chance():
    xy = np.random.default_rng(0).normal(size=(500, 2)).astype(np.float32)
    perfect = score_map(xy, xy, 10, metric="euclidean")
    assert all(score.value == pytest.approx(1) for score in perfect)
    shuffled = score_map(xy, xy[::-1], 10, metric="euclidean")
    assert shuffled.triplets.value == pytest.approx(0.5, abs=0.03)
    assert shuffled.recall.value < 0.06
    assert shuffled.recall.margin > 0


def test_a_sample_of_anchors_is_near_the_whole():
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(1200, 5)).astype(np.float32)
    xy = vectors[:, :2]
    whole = score_map(vectors, xy, anchors=1200).recall
    sample = score_map(vectors, xy, anchors=300).recall
    assert abs(whole.value - sample.value) < 2 * sample.margin
