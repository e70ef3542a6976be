"""Noise as long as trained rows: told by how evenly its energy is spread."""

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.check.evenness import deviations, inverse_root
from lexiscape.check.questions import untrained
from lexiscape.space import EmbeddingSpace


def uneven_rows(rng, n=6000, dim=128):
    """Rows with somewhat less energy in half of their directions: no row by itself shows it in the first 32."""
    rows = rng.standard_normal((n, dim)) * np.sqrt(np.repeat([1.6, 0.4], dim // 2))
    return rows @ np.linalg.qr(rng.standard_normal((dim, dim)))[0] * rng.uniform(0.8, 1.2, (n, 1))


def check(vectors):
    space = EmbeddingSpace(
        [f"word{i}" for i in range(len(vectors))], vectors.astype(np.float32), np.arange(len(vectors))
    )
    return lx.check_vocabulary(space, options=CheckOptions(["untrained"]))


@pytest.mark.parametrize("least", [1.0, 0.05, 0.001])
def test_noise_is_at_none_and_as_many_standard_deviations_as_a_gaussian(least):
    rng = np.random.default_rng(0)
    units = rng.standard_normal((4000, 60))
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    weights = 1 / np.geomspace(least * 0.99, 1.0, 60)
    found = deviations(np.square(units) @ weights, 60, tuple((weights**power).sum() for power in (1, 2, 3)))
    assert abs(found.mean()) < 0.06
    assert abs(found.std() - 1) < 0.06
    assert np.abs(found).max() < 5


@pytest.mark.parametrize("dim", [1, 64, 130])
def test_the_inverse_of_a_root_is_lapacks(dim):
    rows = np.random.default_rng(dim).standard_normal((300, dim))
    matrix = rows.T @ rows
    assert np.allclose(inverse_root(matrix), np.linalg.inv(np.linalg.cholesky(matrix)), atol=1e-12)


def test_noise_as_long_as_trained_rows_is_found_with_its_false_share(monkeypatch):
    rng = np.random.default_rng(1)
    vectors = uneven_rows(rng)
    planted = np.sort(rng.choice(len(vectors), 120, replace=False))
    vectors[planted] = rng.standard_normal((120, 128))
    report = check(vectors)
    found = report.untrained
    assert np.isin(planted, found).mean() >= 0.99
    others = np.setdiff1d(found, planted)
    assert len(others) <= 0.01 * len(vectors)
    low, high = report.findings["untrained"].facts["false_share_interval"]
    assert low <= len(others) / len(found) <= high
    assert report.findings["untrained"].facts["indicators"]["norm"].keys() == {"listed", "others"}
    monkeypatch.setattr(untrained, "find_long", lambda evidence, known: [])
    assert len(check(vectors).untrained) == 0


def test_rows_of_which_none_is_noise_are_not_listed():
    assert len(check(uneven_rows(np.random.default_rng(2))).untrained) == 0
