"""The main directions of rows, and their QR decomposition without a BLAS."""

import numpy as np
import pytest

from lexiscape.check.directions import main_directions
from lexiscape.space.orthonormal import orthonormal


@pytest.mark.parametrize("shape", [(384, 72), (16, 12), (8, 8), (5, 1)])
def test_columns_become_lapacks_q(shape):
    columns = np.random.default_rng(shape[0]).standard_normal(shape)
    assert np.allclose(orthonormal(columns), np.linalg.qr(columns)[0], atol=1e-13)


def test_columns_that_repeat_become_orthonormal_all_the_same():
    columns = np.ones((20, 3))
    for given in (columns, columns * 0):
        basis = orthonormal(given)
        assert np.allclose(basis.T @ basis, np.eye(3), atol=1e-13)


def test_directions_hold_the_variance_that_was_planted():
    rng = np.random.default_rng(0)
    planted = np.linalg.qr(rng.standard_normal((64, 16)))[0]
    rows = (rng.standard_normal((3000, 16)) * 5) @ planted.T + 0.01 * rng.standard_normal((3000, 64))
    found = main_directions(rows.astype(np.float32), np.arange(3000)).astype(np.float64)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    assert np.linalg.svd(found @ planted, compute_uv=False).min() > 0.99
