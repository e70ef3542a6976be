"""Neighbor recall against a slow reference."""

import numpy as np
import pytest

from lexiscape.layouts.quality import kept_neighbors, score_map
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
    assert score_map(rows, np.zeros((n, 2), np.float32), 10).recall.value == 0


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
        scores = score_map(xy @ np.ones((2, 3), np.float32), xy, k)
        assert 0 <= scores.recall.value <= 1


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


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_distances_are_exact_far_from_the_origin(metric):
    rng = np.random.default_rng(3)
    xy = rng.normal(size=(400, 2)).astype(np.float32) * 10 + np.float32(1e4)
    vectors = rng.normal(size=(400, 6)).astype(np.float32) + np.float32(30)
    scores = score_map(vectors, xy, 15, metric=metric, anchors=400)
    places, rows = xy.astype(np.float64), vectors.astype(np.float64)
    if metric == "cosine":
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near, far = (((a[:, None] - a) ** 2).sum(axis=2) for a in (rows, places))
    nearest = [np.argsort(d + np.diag(np.full(400, np.inf)), axis=1, kind="stable")[:, :15] for d in (near, far)]
    expected = np.mean([len(set(a) & set(b)) / 15 for a, b in zip(*nearest, strict=True)])
    assert scores.recall.value == pytest.approx(expected, abs=1e-9)


def test_a_sample_of_anchors_is_near_the_whole():
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(1200, 5)).astype(np.float32)
    xy = vectors[:, :2]
    whole = score_map(vectors, xy, anchors=1200).recall
    sample = score_map(vectors, xy, anchors=300).recall
    assert abs(whole.value - sample.value) < 2 * sample.margin
