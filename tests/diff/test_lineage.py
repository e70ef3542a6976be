"""Whether one matrix descends from another: by its dimensions where they stand, and whatever became of them."""

import json

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.diff import diff_spaces
from lexiscape.diff.facts import as_json
from lexiscape.diff.in_place import MOST_PAIRED, in_place_z
from lexiscape.diff.isometry import Stretch, stretch_of
from lexiscape.space import EmbeddingSpace


def space_of(vectors):
    vectors = np.asarray(vectors, np.float32)
    return EmbeddingSpace([f"word{row}" for row in range(len(vectors))], vectors, np.arange(len(vectors)))


def narrow_cone(rng, n=3000, dim=96, varied=0.2):
    """Return rows that nearly all point the same way, and differ in a few directions: as word2vec of a short text has.

    What tells one token from another is far shorter than the row, and most directions hold very little of it.
    """
    spectrum = 1 / np.arange(1, dim + 1)
    rows = rng.standard_normal((n, dim)) * spectrum / np.linalg.norm(spectrum)
    turned = rows @ np.linalg.qr(rng.standard_normal((dim, dim)))[0]
    return varied * turned + rng.standard_normal(dim) / np.sqrt(dim)


def noisy(rows, share, rng):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) / np.sqrt(rows.shape[1])
    return rows + share * lengths * rng.standard_normal(rows.shape)


def low_rank(rows, rank, share, rng):
    moved = rng.standard_normal((len(rows), rank)) @ rng.standard_normal((rank, rows.shape[1]))
    return rows + moved * (share * np.linalg.norm(rows) / np.linalg.norm(moved))


def test_in_place_z_is_that_of_dimensions_paired_at_random():
    """By loops: ranks of correlations, and their sum over the diagonal among those of many random pairings."""
    rng = np.random.default_rng(0)
    a = rng.standard_normal((60, 8)) + 2
    b = a + 2 * rng.standard_normal((60, 8))
    prepared = []
    for matrix in (a, b):
        mean = matrix.mean(axis=0)
        rest = np.array([row - mean - (row - mean) @ mean / (mean @ mean) * mean for row in matrix])
        leading = np.linalg.svd(rest)[2][0]
        prepared.append(np.array([row - row @ leading * leading for row in rest]))
    correlations = np.array([[np.corrcoef(x, y)[0, 1] for y in prepared[1].T] for x in prepared[0].T])
    ranks = np.zeros((8, 8))
    for j in range(8):
        for k in range(8):
            in_row = sum(correlations[j] <= correlations[j, k])
            in_column = sum(correlations[:, k] <= correlations[j, k])
            ranks[j, k] = (in_row + in_column) / 2
    sums = [ranks[np.arange(8), rng.permutation(8)].sum() for _ in range(40_000)]
    assert in_place_z(a, b) == pytest.approx((np.trace(ranks) - np.mean(sums)) / np.std(sums), rel=0.02)


@pytest.mark.parametrize("change", ["noise", "low rank"])
def test_what_was_changed_in_place_is_told_however_much_it_drowns_small_directions(change):
    rng = np.random.default_rng(1)
    before = narrow_cone(rng)
    after = noisy(before, 1.0, rng) if change == "noise" else low_rank(before, 64, 1.0, rng)
    found = diff_spaces(space_of(before), space_of(after))
    assert found.lineage.shared < 0.6  # too little is left of most directions
    assert found.verdict.name == "fine-tuned", found.verdict
    assert "dimensions go with themselves" in found.verdict.ground


@pytest.mark.parametrize("dim", [50, 200])
@pytest.mark.parametrize(
    "shared", ["nothing", "mean", "mean by frequency", "a direction", "outlying dimensions", "scales"]
)
def test_unrelated_models_that_have_means_scales_or_outlying_dimensions_in_common_are_not_related(shared, dim):
    for seed in range(6):
        rng = np.random.default_rng([seed, dim])
        pair = rng.standard_normal((2, 2000, dim))
        frequency = np.abs(rng.standard_normal((2000, 1)))
        if shared == "mean":
            pair += 3 * rng.standard_normal(dim)
        elif shared == "mean by frequency":
            pair += 3 * frequency * rng.standard_normal(dim)
        elif shared == "a direction":
            along = rng.standard_normal((2000, 1))
            pair += 5 * (along - along.mean()) * rng.standard_normal(dim) - pair.mean(axis=1)[:, None]
        elif shared == "outlying dimensions":
            pair[:, :, rng.choice(dim, 3, replace=False)] += 20 * frequency
        elif shared == "scales":
            pair *= np.exp(rng.standard_normal(dim))
        found = diff_spaces(*(space_of(rows) for rows in pair))
        sure = shared in ("nothing", "mean", "scales")
        assert found.verdict.name in (("unrelated",) if sure else ("unrelated", "untold")), found.verdict


def test_real_models_of_one_width_are_unrelated_and_a_sum_with_one_of_them_is_not():
    spaces = [lx.open_space("demo:bert"), lx.open_space("demo:llama")]
    a, b = (np.array(space.vectors[300:4300, :256], np.float64) for space in spaces)
    a, b = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (a, b))
    assert diff_spaces(space_of(a), space_of(b)).verdict.name == "unrelated"
    assert diff_spaces(space_of(a), space_of(a + 3 * b)).verdict.name == "fine-tuned"


def test_dimensions_that_are_constant_or_alike_are_no_sign():
    rows = np.repeat(np.random.default_rng(0).standard_normal((100, 1)), 40, axis=1) / np.sqrt(40)
    assert in_place_z(rows, rows) == 0
    assert in_place_z(np.ones((100, 40)), rows) == 0
    assert in_place_z(np.ones((100, 40)), np.random.default_rng(1).standard_normal((100, 40))) == 0
    assert in_place_z(rows[:, :1], rows[:, :1]) == 0


def test_of_very_many_dimensions_some_are_asked():
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((2, 200, MOST_PAIRED + 100))
    rows /= np.linalg.norm(rows, axis=2, keepdims=True)
    assert abs(in_place_z(rows[0], rows[1])) < 4
    assert in_place_z(rows[0], rows[0] + rows[1]) > 40


def test_stretch_is_the_squared_length_of_the_map_less_what_noise_adds():
    """By a pseudo-inverse, and against the noise-free map of the very rows, over many draws of noise."""
    rng = np.random.default_rng(0)
    a = rng.standard_normal((400, 16)) * np.geomspace(1, 0.05, 16)
    a -= a.mean(axis=0)
    linear = np.linalg.qr(rng.standard_normal((16, 16)))[0] * np.linspace(0.5, 1.5, 16)
    directions = np.linalg.svd(a)[2]
    truth = [np.square(part).sum(axis=1).mean() for part in np.array_split(directions @ linear, 4)]
    found, naive = [], []
    for _ in range(300):
        b = a @ linear + rng.standard_normal((400, 16)) * rng.uniform(0.1, 1, (400, 1))
        b -= b.mean(axis=0)
        found.append(stretch_of(a, b).squares)
        naive.append(
            [np.square(part).sum(axis=1).mean() for part in np.array_split(directions @ np.linalg.pinv(a) @ b, 4)]
        )
    spread = np.std(found, axis=0) / np.sqrt(300)
    assert (np.abs(np.mean(found, axis=0) - truth) < 4 * spread).all()
    assert np.mean(naive, axis=0)[3] > 3 * truth[3]


@pytest.mark.parametrize("kind", ["turned", "permuted"])
def test_what_was_turned_and_drowned_in_noise_is_told_where_the_map_is_still_a_turn(kind):
    rng = np.random.default_rng(3)
    before = narrow_cone(rng, n=4000, dim=48, varied=0.5)
    turn = np.linalg.qr(rng.standard_normal((48, 48)))[0] if kind == "turned" else np.eye(48)[rng.permutation(48)]
    after = noisy(before @ turn, 0.3, rng)
    for pair in ((before, after), (after, before)):
        found = diff_spaces(*(space_of(rows) for rows in pair))
        assert found.lineage.shared < 0.6
        assert found.verdict.name == "same-parent", found.verdict
        assert "the map from one to the other stretches directions by" in found.verdict.ground
        told = json.loads(as_json(found))["lineage"]["stretches"]
        assert [len(stretch["squares"]) for stretch in told] == [4, 4]


def test_what_noise_leaves_nothing_of_is_not_told():
    rng = np.random.default_rng(4)
    before = narrow_cone(rng, n=2000)
    after = noisy(before @ np.linalg.qr(rng.standard_normal((96, 96)))[0], 1.0, rng)
    assert diff_spaces(space_of(before), space_of(after)).verdict.name == "untold"


def trained_alike(rng, common, width, own):
    """Return a model of what all models of one text hold, `common`, and of what only this one does."""
    linear = rng.standard_normal((common.shape[1], width)) / np.sqrt(common.shape[1])
    return common @ linear + own * rng.standard_normal((len(common), width))


def test_models_that_were_trained_apart_on_one_text_are_never_told_as_related():
    rng = np.random.default_rng(5)
    common = rng.standard_normal((3000, 64)) / np.arange(1, 65)
    seen = set()
    for own in (0.003, 0.03, 0.1):
        one, other, narrow = (trained_alike(rng, common, width, own) for width in (64, 64, 40))
        for pair in ((one, other), (one, narrow), (narrow, other)):
            seen.add(diff_spaces(*(space_of(rows) for rows in pair)).verdict.name)
    assert seen == {"unrelated", "untold"}


@pytest.mark.parametrize(("n", "dim"), [(400, 128), (400, 256), (1000, 256)])
def test_of_few_tokens_the_leading_directions_do_not_make_a_relation(n, dim):
    """Fewer than 8 a dimension: what is measured is what unrelated models have in common (1600 x 768 does the same)."""
    seen = set()
    for seed in range(12):
        rng = np.random.default_rng([n, dim, seed])
        common = rng.standard_normal((n, dim)) / np.arange(1, dim + 1) ** (0.3, 0.6)[seed % 2]
        own = (0.03, 0.1)[seed // 2 % 2]
        found = diff_spaces(*(space_of(trained_alike(rng, common, dim, own)) for _ in range(2)))
        assert all(stretch.share < 0.6 for stretch in found.lineage.stretches)
        seen.add(found.verdict.name)
    assert seen <= {"unrelated", "untold"}


@pytest.mark.parametrize(("n", "dim", "rank"), [(400, 256, 128), (400, 256, 64), (1000, 512, 256)])
def test_nor_do_these_where_nearly_all_of_them_are_shared(n, dim, rank):
    shared = []
    for seed in range(4):
        rng = np.random.default_rng([n, dim, seed, rank])
        common = rng.standard_normal((n, rank)) / np.arange(1, rank + 1)
        found = diff_spaces(*(space_of(trained_alike(rng, common, dim, 0.001)) for _ in range(2)))
        assert found.verdict.name in ("unrelated", "untold"), found.verdict
        assert "directions (the leading " in found.verdict.ground
        shared.append(found.lineage.shared)
    assert max(shared) > 0.85


def test_what_was_turned_is_told_of_few_tokens_too():
    rng = np.random.default_rng(6)
    before = narrow_cone(rng, n=400, dim=128)
    after = before @ np.linalg.qr(rng.standard_normal((128, 128)))[0]
    assert diff_spaces(space_of(before), space_of(after)).verdict.name == "same-parent"


def test_a_map_that_is_nearly_a_turn_is_none_where_it_is_known_better():
    """As of two models of one text that were trained for long: their directions are stretched by .85, and surely so."""
    assert Stretch((0.9, 0.77, 0.77, 0.96), (0.01, 0.01, 0.01, 0.03), 1.0).is_turn is False
    assert Stretch((0.9, 0.88, 0.87, 0.96), (0.01, 0.01, 0.02, 0.05), 1.0).is_turn is True
    assert Stretch((0.9, 0.9, 0.9, 0.9), (0.01, 0.01, 0.01, 0.2), 1.0).is_turn is False
    assert Stretch((0.9, 0.9, 0.9, 0.9), (0.01, 0.01, 0.01, 0.2), 1.0).is_no_turn is False
    assert Stretch((0.9, 0.9, 0.5, 0.9), (0.01, 0.01, 0.01, 0.2), 1.0).is_no_turn is True
    assert Stretch((3.0, 3.0, 3.0, 3.0), (0.01, 0.01, 0.01, 0.01), 1.0).is_no_turn is True
    assert Stretch((0.9, 0.88, 0.87, 0.96), (0.01, 0.01, 0.02, 0.05), 0.9).is_turn is False
    assert Stretch((0.9, 0.9, 0.5, 0.9), (0.01, 0.01, 0.01, 0.2), 0.2).is_no_turn is True
