"""The score card against slow references, scikit-learn, and maps whose scores are known."""

import json

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from lexiscape.errors import CorruptFile, OptionError, VectorError
from lexiscape.layouts import LayoutOptions, lay_out
from lexiscape.layouts.quality import kept_neighbors
from lexiscape.layouts.score_card import read_card, score_map
from lexiscape.neighbors import find_neighbors

PARTS = [{"value": "nan"}, {"value": float("nan")}, {"value": 1e400}, {"margin": -1}, {"pca": True}]
NAMES = ["recall@10", "recall@50", "trustworthiness", "continuity", "distances", "triplets"]


def noisy(n, seed=1):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(n, 6)).astype(np.float32)
    return vectors, vectors[:, :2] + rng.normal(size=(n, 2)).astype(np.float32) * np.float32(0.3)


def test_trustworthiness_and_continuity_are_scikit_learns():
    vectors, xy = noisy(300)
    scores = score_map(vectors, xy, metric="euclidean", anchors=300).scores
    assert list(scores) == NAMES
    assert scores["trustworthiness"].value == pytest.approx(trustworthiness(vectors, xy, n_neighbors=15), abs=1e-6)
    assert scores["continuity"].value == pytest.approx(trustworthiness(xy, vectors, n_neighbors=15), abs=1e-6)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_recalls_are_those_of_all_distances_far_from_the_origin_too(metric):
    rng = np.random.default_rng(3)
    xy = rng.normal(size=(400, 2)).astype(np.float32) * 10 + np.float32(1e4)
    vectors = rng.normal(size=(400, 6)).astype(np.float32) + np.float32(30)
    scores = score_map(vectors, xy, metric=metric, anchors=400).scores
    places, rows = xy.astype(np.float64), vectors.astype(np.float64)
    if metric == "cosine":
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near, far = (((a[:, None] - a) ** 2).sum(axis=2) + np.diag(np.full(400, np.inf)) for a in (rows, places))
    for k in (10, 50):
        nearest = [np.argsort(distances, axis=1, kind="stable")[:, :k] for distances in (near, far)]
        expected = np.mean([len(set(a) & set(b)) / k for a, b in zip(*nearest, strict=True)])
        assert scores[f"recall@{k}"].value == pytest.approx(expected, abs=1e-9)


def test_distances_are_scipys_rank_correlation():
    from scipy.stats import spearmanr

    vectors, xy = noisy(200)
    scores = score_map(vectors, xy, metric="euclidean", anchors=200).scores
    near, far = (((a[:, None].astype(np.float64) - a) ** 2).sum(axis=2) for a in (vectors, xy))
    others = ~np.eye(200, dtype=bool)
    expected = np.mean([spearmanr(near[row][others[row]], far[row][others[row]])[0] for row in range(200)])
    assert scores["distances"].value == pytest.approx(expected, abs=1e-6)


def test_a_perfect_map_scores_one_and_a_shuffled_one_what_the_card_calls_chance():
    xy = np.random.default_rng(0).normal(size=(3000, 2)).astype(np.float32)
    perfect = score_map(xy, xy, metric="euclidean", anchors=100).scores
    assert [score.value for score in perfect.values()] == pytest.approx([1] * 6)
    shuffled = score_map(xy, np.random.default_rng(1).permutation(xy), metric="euclidean").scores
    for score in shuffled.values():
        assert score.value == pytest.approx(score.chance, abs=0.02)  # one shuffling is no mean of many


def test_the_yardstick_is_the_map_that_pca_draws():
    from lexiscape.layouts.pca import principal_plane

    vectors, xy = noisy(500)
    plane, _ = principal_plane(vectors, unit=True)
    drawn = score_map(vectors, plane).scores
    for name, score in score_map(vectors, xy).scores.items():
        assert score.pca == pytest.approx(drawn[name].value, abs=0.01)


@pytest.mark.parametrize("n", [31, 200])
def test_a_map_whose_points_all_lie_in_one_place_keeps_nothing(n):
    vectors, _ = noisy(n)
    scores = score_map(vectors, np.zeros((n, 2), np.float32)).scores
    assert scores["recall@10"].value == 0
    assert scores["distances"].value == 0
    if n > 31:
        assert scores["continuity"].value < 0.2
        assert scores["trustworthiness"].value == pytest.approx(scores["trustworthiness"].chance, abs=0.05)


def test_the_order_of_the_rows_says_nothing_of_points_that_lie_in_one_place():
    """Rows grow with their number: the first in order would be the nearest."""
    vectors = np.random.default_rng(0).normal(size=(600, 4)) * np.arange(1, 601)[:, None]
    for rows in (vectors, vectors[::-1]):
        scores = score_map(rows.astype(np.float32), np.zeros((600, 2)), metric="euclidean").scores
        assert scores["trustworthiness"].value == pytest.approx(0.5, abs=0.05)
        assert scores["distances"].value == 0
        assert scores["triplets"].value == 0


def test_zero_rows_are_nobodys_neighbors_as_for_a_search():
    rng = np.random.default_rng(0)
    vectors = np.repeat(rng.normal(size=(40, 16)), 20, axis=0) + rng.normal(size=(800, 16))
    vectors[::16] = 0
    found = find_neighbors(vectors.astype(np.float32), 10)
    xy = rng.normal(size=(800, 2)).astype(np.float32)
    drawn = lay_out(vectors.astype(np.float32), found, "tsne", LayoutOptions(iterations=200)).xy
    kept = kept_neighbors(found, drawn, 10)[np.any(vectors, axis=1)].mean()
    sound = score_map(vectors.astype(np.float32), drawn).scores["recall@10"].value
    assert sound == pytest.approx(kept * 0.9375 + 0.0625 * kept_neighbors(found, drawn, 10)[::16].mean(), abs=0.01)
    assert score_map(vectors.astype(np.float32), xy).scores["continuity"].value == pytest.approx(0.5, abs=0.05)


def test_copies_in_the_space_are_no_strangers_to_each_other():
    rng = np.random.default_rng(0)
    xy = np.repeat(rng.normal(size=(20, 2)), 40, axis=0) + rng.normal(size=(800, 2)) * 1e-3
    vectors = np.repeat(rng.normal(size=(20, 5)).astype(np.float32), 40, axis=0)
    assert score_map(vectors, xy).scores["trustworthiness"].value == 1


def test_a_sample_is_near_the_whole_and_the_whole_has_no_margin():
    vectors, xy = noisy(1200)
    whole, sample = (score_map(vectors, xy, anchors=anchors).scores for anchors in (1200, 300))
    for name in NAMES[:4]:
        assert abs(whole[name].value - sample[name].value) < 2 * sample[name].margin
        assert whole[name].margin == 0
    assert whole["triplets"].margin > 0  # pairs are drawn whatever the anchors are


def test_anchors_are_scored_some_at_a_time():
    vectors, xy = noisy(1100)
    scores = score_map(vectors, xy, metric="euclidean", anchors=1100).scores
    assert scores["trustworthiness"].value == pytest.approx(trustworthiness(vectors, xy, n_neighbors=15), abs=1e-6)


def test_threads_change_nothing():
    vectors, xy = noisy(9000)
    cards = [score_map(vectors, xy, anchors=20, threads=threads).to_dict() for threads in (1, 2)]
    assert cards[0] == cards[1]


@pytest.mark.parametrize(
    ("n", "names"), [(2, []), (3, NAMES[4:]), (30, ["recall@10", *NAMES[4:]]), (31, [NAMES[0], *NAMES[2:]])]
)
def test_what_few_tokens_cannot_tell_is_left_out(n, names):
    vectors, xy = noisy(n)
    card = score_map(vectors, xy)
    assert list(card.scores) == names
    assert np.isfinite([list(score) for score in card.scores.values()]).all()


def test_a_card_is_read_back_from_a_maps_meta():
    vectors, xy = noisy(100)
    card = score_map(vectors, xy, anchors=50)
    told = json.loads(json.dumps(card.to_dict()))
    assert read_card({"card": told}).to_dict() == told
    assert read_card({}) is None
    for damaged in (
        {**told, "anchors": -5},
        {**told, "tokens": "5"},
        *({**told, "scores": {"a": {**told["scores"]["recall@10"], **part}}} for part in PARTS),
        3,
        {"scores": 1},
        {"scores": {"a": {}}},
        {"scores": {"a": {"value": "x"}}},
        {"scores": {}},
    ):
        with pytest.raises(CorruptFile, match="draw the map again"):
            read_card({"card": damaged})


def test_what_is_no_map_of_the_space_is_refused():
    vectors, xy = noisy(50)
    for wrong in (xy[:40], xy[:, :1], np.full((50, 2), np.nan), np.full((50, 2), "a")):
        with pytest.raises(VectorError, match="a place for each of 50 rows"):
            score_map(vectors, wrong)
    with pytest.raises(VectorError, match="NaN"):
        score_map(np.full((50, 3), np.nan, np.float32), xy)
    with pytest.raises(OptionError, match="cosine, euclidean"):
        score_map(vectors, xy, metric="manhattan")
    with pytest.raises(OptionError, match="at least 1"):
        score_map(vectors, xy, anchors=0)
