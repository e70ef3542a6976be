"""Each space is what its paper says, by a slow and obvious reference; odd rows are refused in a sentence, or kept."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.corrections import (
    SPACES,
    correct_rows,
    correct_space,
    find_neighbors_in,
    near,
    nearest_rows_in,
    space_of,
)
from lexiscape.corrections.shape import MOST, SAMPLE, busiest, measure_hub

N, DIM = 500, 230
RNG = np.random.default_rng(0)
ROWS = (RNG.normal(size=(N, DIM)) * np.geomspace(5, 0.2, DIM) @ RNG.normal(size=(DIM, DIM)) + 4).astype(np.float32)
COUNTS = np.where(np.arange(N) < 400, 1000 / np.arange(1.0, N + 1), 0)


def a_space(rows=ROWS, **more):
    return replace(lx.open_space([f"word{row}" for row in range(len(rows))], rows), **more)


def centered(rows):
    return rows - rows.mean(axis=0)


def by_paper(name):
    """The rows as the paper's own algorithm makes them, by singular value decomposition in double precision."""
    rows = ROWS.astype(np.float64)
    if name == "zipf":
        shares = COUNTS / COUNTS.sum()
        rows = rows - shares @ rows
        _, sizes, turn = np.linalg.svd(np.sqrt(shares)[:, None] * rows, full_matrices=False)
        return rows @ turn.T / sizes
    rows = centered(rows)
    _, sizes, turn = np.linalg.svd(rows, full_matrices=False)
    if name == "centered":
        return rows
    if name == "abtt":
        return rows - rows @ turn[:2].T @ turn[:2]
    return rows @ turn.T / sizes * np.sqrt(N)


@pytest.mark.parametrize("name", [name for name, row in SPACES.items() if row.of == "rows"])
def test_rows_are_those_of_the_paper(name):
    found, expected = correct_rows(ROWS, name, counts=COUNTS).astype(np.float64), by_paper(name)
    # whitened rows may be turned: what neighbors, angles and lengths are made of is the same
    assert np.allclose(found @ found.T, expected @ expected.T, rtol=1e-4, atol=1e-4 * np.square(expected).sum(1).mean())
    if name in ("centered", "abtt"):
        assert np.allclose(found, expected, atol=2e-5)


def csls_by_paper(rows, k):
    """CSLS of all pairs, and each row's k best."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -np.inf)
    crowd = np.sort(cosines, axis=1)[:, -10:].mean(axis=1)
    scores = 2 * cosines - crowd[:, None] - crowd
    order = np.argsort(-scores, axis=1)[:, :k]
    return order, np.take_along_axis(scores, order, axis=1)


def test_csls_is_that_of_the_paper():
    rows = ROWS[:180]  # all are on each other's shortlist
    space = correct_space(a_space(rows), "csls")
    order, scores = csls_by_paper(rows.astype(np.float64), 12)
    found = find_neighbors_in(space, 12)
    assert np.array_equal(found.indices, order)
    assert np.allclose(1 - found.distances, scores / 2, atol=1e-6)
    assert found.meta["space_recall"] == 1
    some = nearest_rows_in(space, [7, 150], 12)
    assert np.array_equal(some.indices, found.indices[[7, 150]])
    assert np.array_equal(some.distances, found.distances[[7, 150]])
    assert np.array_equal(space.vectors, rows)


def test_csls_of_shortlists_and_a_formula():
    space = correct_space(a_space(), "csls")
    order, _ = csls_by_paper(ROWS.astype(np.float64), 10)
    found = find_neighbors_in(space, 10).indices
    assert np.mean([len(set(a) & set(b)) for a, b in zip(found.tolist(), order.tolist(), strict=True)]) > 9.9
    from lexiscape.ask import query

    asked = nearest_rows_in(space, [7], 10)
    for formula in ("word7", "word7 + word7"):  # a word is none of its own neighbors, in a sum no more than alone
        answer = query(space, formula, 10)
        assert [near.id for near in answer] == asked.indices[0].tolist()
        assert np.allclose([near.distance for near in answer], asked.distances[0], atol=1e-6)


def test_full_lists_are_ranked_a_few_at_a_time(monkeypatch):
    space = correct_space(a_space(RNG.normal(size=(2000, 8)).astype(np.float32)), "csls")
    asked = np.arange(0, 2000, 4)

    def ranked():
        tracemalloc.start()
        found = nearest_rows_in(space, asked, 10)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found, peak

    (whole, much), _ = ranked(), monkeypatch.setattr(near, "_RANKED", 7 * 2000)
    parts, little = ranked()
    assert little < much / 10
    assert np.array_equal(parts.indices, whole.indices)
    assert np.array_equal(parts.distances, whole.distances)
    assert parts.meta == whole.meta
    monkeypatch.undo()
    assert near._RANKED < MOST * SAMPLE / 10  # which is what a sample of more tokens than all are asked of takes


def test_a_hub_is_none_any_more():
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(400, 60)).astype(np.float32)
    rows[0] = rows[1:].mean(axis=0) * 3 + 0.02  # near the middle of all
    rows += 0.3
    raw, ranked = measure_hub(a_space(rows)), measure_hub(correct_space(a_space(rows), "csls"))
    assert raw["token"] == "word0"
    assert raw["in"] > 3 * ranked["in"]
    assert busiest(a_space(rows), lx.find_neighbors(rows, 10)) == raw


def test_what_is_said_of_it():
    space = correct_space(a_space(), "abtt")
    assert space.provenance["corrected"] == {"space": "abtt", "components": 2}
    assert space_of(space.provenance) == "abtt"
    assert correct_space(space, "abtt") is space
    assert correct_space(space, "raw") is space
    with pytest.raises(lx.LexiscapeError, match="already"):
        correct_space(space, "zipf")
    with pytest.raises(lx.LexiscapeError, match="choose one of raw, centered, abtt"):
        correct_space(space, "hubness")
    with pytest.raises(lx.LexiscapeError, match="cosine distances, not of euclidean"):
        find_neighbors_in(correct_space(a_space(), "csls"), metric="euclidean")
    for damaged in ({"corrected": 7}, {"corrected": {"space": None}}, {}):
        assert isinstance(space_of(damaged), str)


def test_causal_wants_an_output_matrix():
    with pytest.raises(lx.LexiscapeError, match="--matrix output"):
        correct_space(a_space(), "causal")
    for told in ({"matrix": "output", "tied": False}, {"matrix": "input", "tied": True}):
        assert correct_space(a_space(provenance=told), "causal").provenance["corrected"] == {
            "space": "causal",
            "rank": DIM,
        }


def test_zipf_wants_counts():
    with pytest.raises(lx.LexiscapeError, match="--frequency"):
        correct_space(a_space(), "zipf")
    counted = a_space(fields={"frequency": COUNTS})
    assert np.array_equal(
        correct_space(counted, "zipf").vectors, correct_space(a_space(), "zipf", counts=COUNTS).vectors
    )
    for counts in (COUNTS[:-1], [COUNTS], -COUNTS, COUNTS * 0, COUNTS * np.nan, "many", ["a"] * N):
        with pytest.raises(lx.LexiscapeError, match="counts"):
            correct_space(a_space(), "zipf", counts=counts)
    with pytest.raises(lx.LexiscapeError, match="too few"):
        correct_space(a_space(), "zipf", counts=np.where(np.arange(N) < 100, COUNTS, 0))


@pytest.mark.parametrize("name", SPACES)
def test_odd_rows(name):
    """Three rows, equal ones, one dimension: a sentence, or rows; never anything else."""
    equal = np.full((40, 7), 0.1, np.float32)
    for rows in (
        ROWS[:3],
        ROWS[:1],
        equal,
        ROWS[:30, :1],
        np.zeros((5, 4)),
        ROWS[:40, :12].astype(np.float16),
        ROWS * 1e30,
    ):
        try:
            found = correct_rows(rows, name, counts=np.arange(1, len(rows) + 1))
        except lx.LexiscapeError as error:
            assert len(str(error)) > 20  # noqa: PT017
            continue
        assert found.dtype == np.float32
        assert len(found) == len(rows)
        assert found.any() or not rows.any()
    for rows in ([1.0, 2.0], np.zeros((0, 3)), [["a"]]):
        with pytest.raises(lx.LexiscapeError):
            correct_rows(rows, name)
    if name not in ("raw", "csls"):
        for rows in (equal, ROWS[:1]):
            with pytest.raises(lx.LexiscapeError):
                correct_rows(rows, name, counts=np.ones(len(rows)))


def test_few_dimensions_lose_one_component():
    rows = ROWS[:60, :40].astype(np.float64)
    _, _, turn = np.linalg.svd(centered(rows), full_matrices=False)
    assert np.allclose(
        correct_rows(rows, "abtt"), centered(rows) - centered(rows) @ np.outer(turn[0], turn[0]), atol=1e-4
    )


@pytest.mark.parametrize("name", ["centered", "abtt", "zipf", "causal"])
def test_zero_rows_and_rows_of_nan_take_no_part(name):
    rows, sound = ROWS.copy(), np.ones(N, bool)
    rows[[3, 77]], rows[[5, 499]] = 0, np.nan
    sound[[3, 77, 5, 499]] = False
    found = correct_rows(rows, name, counts=COUNTS + 1)
    assert not found[[3, 77]].any()
    assert np.isnan(found[[5, 499]]).all()
    assert np.array_equal(found[sound], correct_rows(rows[sound], name, counts=COUNTS[sound] + 1))


def test_constant_and_dependent_dimensions_are_no_directions():
    wide = np.hstack([ROWS[:, :20], np.full((N, 3), 2, np.float32), ROWS[:, :2] + ROWS[:, 2:4]])
    narrow = ROWS[:, :20].astype(np.float64)
    for name in ("zipf", "causal"):
        found = correct_rows(wide, name, counts=COUNTS + 1)
        assert found.shape == (N, 20)
        same = correct_rows(narrow, name, counts=COUNTS + 1)
        assert np.allclose(found @ found.T, same @ same.T, atol=1e-2)
