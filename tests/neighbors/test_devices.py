"""Neighbors that a device proposes: the bytes of the processor's own exact search, whatever the device does.

PyTorch's processor stands in for a GPU: it multiplies the same blocks of the same rounded rows. What becomes of a
device that errs or fails: test_device_failures.py.
"""

import dataclasses
import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lexiscape as lx
from lexiscape import _native
from lexiscape.check import CheckOptions, check_vocabulary
from lexiscape.cli import main
from lexiscape.compare import CompareOptions
from lexiscape.devices import DEVICES, device, proposals, sampled_scores, search
from lexiscape.devices.proposals import GROUP, PRODUCTS, Products, greatest
from lexiscape.devices.rounded_rows import SUM_ERROR, round_rows
from lexiscape.files import payload
from lexiscape.neighbors import METRICS, find_neighbors
from stand_in_device import PLAIN, STAND_IN, assert_same, proposed, task_of

torch = pytest.importorskip("torch", exc_type=ImportError)

RNG = np.random.default_rng(1)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    monkeypatch.setitem(DEVICES, "stand-in", STAND_IN)


@pytest.fixture(scope="module")
def bert():
    return lx.open_space("demo:bert").range(1500, 4000)


# --- the same bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("metric", "k"), [("cosine", 30), ("euclidean", 30), ("cosine", 1)])
def test_a_models_rows(bert, metric, k):
    """Of one neighbor each, few enough are proposed that scores are looked at group by group."""
    found = proposed(bert, k, metric)
    assert found.meta["device"] | {"seconds": 0} == {
        "type": "stand-in",
        "name": "stand-in",
        "products": "float32",
        "proposed": k + 33,
        "checked": search.SAMPLED_ROWS,
        "left": 0,
        "seconds": 0,
    }


SHAPES = {
    "plain": PLAIN,
    "3 rows": PLAIN[:3],
    "2 rows": PLAIN[:2],
    "1 row": PLAIN[:1],
    "1 dimension": PLAIN[:, :1],
    "copies": np.repeat(PLAIN[:130], 3, axis=0),
    "all copies": np.repeat(PLAIN[:1], 50, axis=0),
    "near-copies": np.concatenate([PLAIN, PLAIN[:1] * (1 + 1e-6 * RNG.normal(size=(300, 24)))]).astype(np.float32),
    "parallel": np.outer(np.arange(1, 200), PLAIN[0]).astype(np.float32),
    "zero rows": np.concatenate([PLAIN, np.zeros((3, 24), np.float32)]),
    "zeros and copies of one row": np.concatenate([np.zeros((9, 24)), np.repeat(PLAIN[:1], 9, axis=0)]),
    "far from the origin": PLAIN + 1000,
    "one row 1e19": PLAIN * np.where(np.arange(300) == 0, 1e19, 1).astype(np.float32)[:, None],
    "from 1e-36 to 1e37": (PLAIN * 10.0 ** RNG.uniform(-36, 37, (300, 1))).astype(np.float32),
    "all subnormal": (PLAIN * 1e-41).astype(np.float32),
    "half precision": PLAIN.astype(np.float16),
    "a lattice": RNG.integers(-1, 2, (300, 6)).astype(np.float32),
}


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("case", SHAPES)
@pytest.mark.filterwarnings("ignore:stand-in .* is not used, half precision:lexiscape.errors.LexiscapeWarning")
def test_any_rows(case, metric):
    for k in (12, 500):
        proposed(SHAPES[case], k, metric)


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.float32, st.tuples(st.integers(2, 70), st.integers(1, 5)), elements=st.integers(-2, 2)),
    st.integers(1, 40),
    st.sampled_from(METRICS),
)
@pytest.mark.filterwarnings("ignore:stand-in .* is not used, half precision:lexiscape.errors.LexiscapeWarning")
def test_small_matrices_with_ties(vectors, k, metric):
    proposed(vectors, k, metric)


def test_rows_that_half_precision_cannot_tell_apart_are_left_to_the_processor():
    found = proposed(SHAPES["near-copies"], 10)
    assert found.meta["device"]["left"] >= 300
    many = np.concatenate([RNG.normal(size=(2000, 24)).astype(np.float32), SHAPES["near-copies"]])
    found = proposed(many, 10)
    assert 300 <= found.meta["device"]["left"] < len(many) / 3


@pytest.mark.parametrize("scores", [1, 40 * GROUP, 10_000, 2**22])
@pytest.mark.parametrize("columns", [GROUP, 5 * GROUP, 2**17])
def test_blocks_of_any_size(scores, columns, monkeypatch):
    monkeypatch.setattr(proposals, "_MOST_COLUMNS", columns)
    rows = PLAIN[:150]
    task = task_of(rows, 12)
    indices, distances, report = search.nearest_by_device(
        device._open("stand-in"), task, lambda *_: None, scores=scores
    )
    true = find_neighbors(rows, 12, method="exact")
    assert indices.tobytes() == true.indices.tobytes()
    assert distances.tobytes() == true.distances.tobytes()
    assert report["left"] == 0


@pytest.mark.parametrize("metric", METRICS)
def test_a_device_that_multiplies_halves(metric, monkeypatch):
    def multiply(torch, rows, columns):
        assert rows.dtype == torch.float16
        return rows.float() @ columns.float().t()

    monkeypatch.setattr(proposals, "PRODUCTS", (Products("float16", multiply), *PRODUCTS))
    assert proposed(PLAIN, 12, metric).meta["device"]["products"] == "float16"


@pytest.mark.parametrize("length", [1, 7, 50])
def test_the_greatest_scores_are_found_group_by_group(length):
    for scores in (RNG.normal(size=(9, 150 * GROUP)), RNG.integers(0, 30, (9, 150 * GROUP))):
        scores = torch.from_numpy(scores.astype(np.float32))
        upper, position = greatest(scores, length)
        assert torch.equal(upper.sort(dim=1).values, scores.sort(dim=1).values[:, -length:])
        assert torch.equal(scores.gather(1, position), upper)
        assert all(len(set(line)) == length for line in position.tolist())


# --- the bounds -------------------------------------------------------------------------------------------------------


def cut_off(values):
    """Cut each line off at the last of 24 bits of its largest value, as tensor cores do before they add."""
    top = np.frexp(np.abs(values).max(axis=-1, keepdims=True))[1]
    return np.ldexp(np.trunc(np.ldexp(values, 24 - top)), top - 24)


def tensor_core_product(left, right):
    """Four products and the sum so far at a time, unrounded."""
    terms = left[:, None, :] * right[None, :, :]
    total = np.zeros(terms.shape[:2])
    for start in range(0, terms.shape[2], 4):
        added = np.concatenate([total[:, :, None], terms[:, :, start : start + 4]], axis=2)
        total = cut_off(cut_off(added).sum(axis=2)[..., None])[..., 0]
    return total


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("shift", [0, 3])
@pytest.mark.parametrize("add", [tensor_core_product, lambda left, right: left.astype("f4") @ right.astype("f4").T])
def test_scores_keep_to_their_bound(metric, shift, add):
    """Signs alike (shift): sums grow with each product, and what is cut off adds up."""
    rows = (RNG.normal(size=(60, 300)) * 10.0 ** RNG.uniform(-2, 2, (60, 1)) + shift).astype(np.float32)
    rows[:, 7] *= 50
    rounded = round_rows(task_of(rows, 5, metric))
    true = rows.astype(np.longdouble)
    if metric == "cosine":
        true = true / np.sqrt((true**2).sum(axis=1, keepdims=True))
    true = (true - true.mean(axis=0)) * rounded.unit
    assert float((true**2).sum(axis=1).mean()) == pytest.approx(1, rel=1e-9)
    halves = rounded.values.astype(np.float64)
    product = add(halves, halves)
    size = np.abs(halves) @ np.abs(halves).T
    assert (np.abs(product - halves @ halves.T) <= rounded.sum_error * size).all()
    behind = (rounded.half_square - rounded.slack).astype(np.float32)
    upper = product.astype(np.float32) - behind
    score = true @ true.T - (true**2).sum(axis=1) / 2
    error = np.abs(upper - rounded.slack - score)
    allowed = rounded.slack[:, None] + rounded.slack
    assert (error <= allowed).all()
    assert (error > 0.01 * allowed).any(), "a bound that is never nearly reached would prove little"


@pytest.mark.parametrize("metric", METRICS)
def test_rows_are_rounded_to_the_nearest_halves_by_any_number_of_threads(metric):
    """From the largest to those below the least normal half, and a row of zeros."""
    rows = (RNG.normal(size=(1300, 20)) * 10.0 ** RNG.uniform(-9, 2, (1300, 20))).astype(np.float32)
    rows[8] = 0
    task = task_of(rows, 5, metric)
    once, again = round_rows(task._replace(threads=1)), round_rows(task._replace(threads=3))
    for one, other in zip(once, again, strict=True):
        assert np.asarray(one).tobytes() == np.asarray(other).tobytes()
    true = rows.astype(np.float64)
    if metric == "cosine":
        true = np.hstack([np.divide(true.T, np.sqrt(task.norms), where=task.norms > 0, out=true.T * 0).T, true[:, :1]])
        true[:, -1] = task.norms == 0
    true[:, :20] -= true[:, :20].mean(axis=0)
    true *= once.unit
    assert once.values.shape == true.shape
    gap = np.abs(once.values.astype(np.float64) - true)
    half = np.abs(true.astype(np.float16).astype(np.float64) - true)
    assert (gap <= half + 1e-7 * np.abs(true) + 1e-12).all()
    assert (np.abs(true) < 2**-14).any()
    assert once.half_square == pytest.approx((true**2).sum(axis=1) / 2, rel=1e-9)


def test_the_sums_are_allowed_what_tensor_cores_lose():
    """Ones with a large first product: each later one loses the most that it can."""
    left = np.full((1, 400), 1 + 2.0**-10)
    left[0, 0] = 2.0**11
    right = np.full((1, 400), 1 + 2.0**-9)
    lost = float((left @ right.T - tensor_core_product(left, right)).max())
    assert 0 < lost <= 400 * SUM_ERROR * float((left @ right.T).max())


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(METRICS), st.sampled_from([1e-4, 0.02, 0.3]))
def test_what_is_proven_is_true_whatever_the_errors_within_the_bound(seed, metric, coarse):
    """Scores wrong by anything up to E_i + E_j, in any pattern: proven lines hold the true neighbors."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(12, 90)), int(rng.integers(1, 8))
    rows = rng.normal(size=(n, 6)).astype(np.float32)
    rows[: n // 3] = rng.integers(-1, 2, (n // 3, 6)) + rng.normal(size=(n // 3, 6)) * 1e-3
    task = task_of(rows, k, metric)
    rounded = round_rows(task)
    unit = rows / np.sqrt(task.norms)[:, None] if metric == "cosine" else rows.astype(np.float64)
    moved = (unit - unit.mean(axis=0)) * rounded.unit
    slack = rounded.slack + coarse * rng.random(n)
    signs = rng.choice([-1.0, 1.0], (n, n)) * rng.random((n, n)) ** 0.2
    upper = moved @ moved.T - rounded.half_square + 0.99 * signs * (slack[:, None] + slack) + slack
    length = int(rng.integers(k + 1, n + 1))
    order = np.argsort(-upper, axis=1)[:, :length].astype(np.int32)
    listed = np.take_along_axis(upper, order, 1).astype(np.float32)
    lines = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    verdicts = np.empty(n, np.uint8)
    _native.review_proposals(*task[:4], rounded.half_square, slack, rounded.unit, 0, order, listed, *lines, verdicts, 1)
    true = find_neighbors(rows, k, metric=metric, method="exact")
    assert (verdicts <= 1).all()
    proven = verdicts == 0
    assert np.array_equal(lines[0][proven], true.indices[proven])
    assert np.array_equal(lines[1][proven], true.distances[proven])
    if length == n:
        assert proven.all()


def test_rows_that_a_device_has_are_not_kept_here(monkeypatch):
    held = []

    def keep(task, rounded, *rest):
        held.append(rounded.values)
        return sampled_scores.keep_to_bounds(task, rounded, *rest)

    monkeypatch.setattr(search, "keep_to_bounds", keep)
    proposed(PLAIN, 12)
    assert all(values.nbytes == 0 and values.base is None for values in held)
    assert held


def test_progress_is_told():
    told = []
    find_neighbors(PLAIN, 12, device="stand-in", progress=lambda *given: told.append(given))
    assert told[0] == ("neighbors", 0, 300, "300 rows, stand-in")
    assert told[-1] == ("neighbors", 300, 300, "300 rows, stand-in")


# --- whoever searches -------------------------------------------------------------------------------------------------


def test_a_map_has_the_same_bytes(bert):
    space = bert.first(300)
    maps = [lx.map_space(space, device=name, progress=lambda *_: None) for name in ("cpu", "stand-in")]
    assert maps[0].xy.tobytes() == maps[1].xy.tobytes()
    assert_same(maps[0].found, maps[1].found)
    assert [m.meta["neighbors"]["device"]["type"] for m in maps] == ["cpu", "stand-in"]
    lasting = [json.dumps(payload.lasting(m.meta)) for m in maps]
    assert lasting[0] == lasting[1]


def test_checks_and_comparisons_take_a_device(bert, monkeypatch):
    space = bert.first(300)
    asked = []
    real = search.nearest_by_device
    monkeypatch.setattr(search, "nearest_by_device", lambda *given: asked.append(given[0].key) or real(*given))
    check_vocabulary(space, options=CheckOptions(["hubs"], neighbors=10, device="stand-in"))
    assert asked == ["stand-in"]
    monkeypatch.setattr("lexiscape.compare.comparison.SCORES", {})  # they take long, and search nothing
    compared = lx.compare_spaces([space, space], CompareOptions(device="stand-in"))
    assert asked == ["stand-in"] * 3
    assert_same(compared.found[0], find_neighbors(space, 50))


def test_a_map_on_a_device_says_so(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(DEVICES, "cuda", STAND_IN)
    for place in ("gpu", "cpu"):
        name = "cuda" if place == "gpu" else "cpu"
        given = [
            "map",
            "demo:bert",
            "--range",
            "2000:2200",
            "--device",
            name,
            "-o",
            f"{place}.csv",
            "-o",
            f"{place}.html",
        ]
        result = CliRunner().invoke(main, given)
        assert result.exit_code == 0, result.output
        told = "the neighbors were proposed by stand-in and proven by the processor"
        assert (told in result.output) == (place == "gpu")
    assert (tmp_path / "gpu.csv").read_bytes() == (tmp_path / "cpu.csv").read_bytes()
    assert (tmp_path / "gpu.html").read_bytes() == (tmp_path / "cpu.html").read_bytes()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            ["map", "demo:bert", "--device", "cuda", "--recall", ".9"],
            "--device cuda finds all neighbors: leave out --rec",
        ),
        (["check", "demo:bert", "--device", "cuda"], "--device cuda is for finding neighbors: add --neighbors K"),
        (["map", "demo:bert", "--first", "50", "--quiet", "--device", "mps"], "no device mps here: PyTorch"),
        (["compare", "demo:bert", "demo:bert", "--first", "60", "--device", "mps"], "no device mps here: PyTorch"),
        (
            ["check", "demo:bert", "--neighbors", "5", "--device", "mps", "--only", "hubs"],
            "no device mps here: PyTorch",
        ),
    ],
)
def test_the_command_line_says_what_a_device_is_for(given, told, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(DEVICES, "mps", dataclasses.replace(STAND_IN, is_there=lambda torch: False))
    result = CliRunner().invoke(main, given)
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir())
