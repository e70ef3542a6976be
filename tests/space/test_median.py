"""The median without masked arrays: the bits of NumPy's own."""

import numpy as np
import pytest

from lexiscape.space.median import median, quantile


@pytest.mark.parametrize("count", [1, 2, 3, 10, 101])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_it_is_numpys_own_bit_by_bit(count, kind):
    values = np.random.default_rng(count).standard_normal((count, 3)).astype(kind)
    for given in (values, values[:, 0], np.repeat(values[:1, 0], count)):
        told, known = median(given), np.median(given, axis=0)
        assert np.array_equal(told, known)
        assert told.dtype == known.dtype


def test_one_nan_makes_it_nan():
    values = np.array([[1.0, 2.0], [np.nan, 3.0], [0.0, 4.0]])
    assert np.array_equal(median(values), [np.nan, 3.0], equal_nan=True)
    assert np.isnan(median(values[:, 0]))


@pytest.mark.parametrize("count", [1, 2, 3, 10, 1001])
def test_a_quantile_is_numpys_own_bit_by_bit(count):
    values = np.random.default_rng(count).standard_normal(count)
    for share in (0.0, 0.05, 1 / 3, 0.5, 0.9, 0.995, 1.0):
        assert quantile(values, share) == np.quantile(values, share)
