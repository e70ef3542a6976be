"""What is told of rows."""

import numpy as np
import pytest

from lexiscape import _native
from lexiscape.space.rows import dot_products, first_equal, squared_gaps, squared_lengths, unit_rows


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("nothing", [0.0, np.nan])
def test_rows_are_brought_to_length_1_and_those_without_a_direction_are_told(kind, nothing):
    rows = np.array([[3, 4], [0, 0], [np.nan, 1], [np.inf, 1], [-1e-30, 0]], kind)
    units = unit_rows(rows, np.sqrt(squared_lengths(rows)), nothing)
    assert units.dtype == kind
    none = [nothing, nothing]
    np.testing.assert_allclose(units, [[0.6, 0.8], none, none, none, [-1, 0]], rtol=1e-6)


@pytest.mark.parametrize("dim", [1, 12, 16, 33, 384])
def test_products_with_a_vector_and_distances_from_a_point_are_those_of_double_precision(dim):
    rng = np.random.default_rng(dim)
    rows, point = rng.normal(size=(700, dim)).astype(np.float32), rng.normal(size=dim).astype(np.float32)
    wide, other = rows.astype(np.float64), point.astype(np.float64)
    np.testing.assert_allclose(dot_products(rows, point, 2), wide @ other, rtol=1e-13, atol=1e-13 * dim)
    np.testing.assert_allclose(squared_gaps(rows, point, 2), ((wide - other) ** 2).sum(axis=1), rtol=1e-13)
    assert (squared_gaps(rows, rows[5], 1)[5], squared_gaps(rows, point, 1).tobytes()) == (
        0,
        squared_gaps(rows, point, 2).tobytes(),
    )


def test_values_that_are_no_numbers_stay_so():
    rows = np.array([[np.nan, 0], [np.inf, 1], [1, 1]], np.float32)
    assert np.isfinite(squared_gaps(rows, [0, 1])).tolist() == [False, False, True]
    assert np.isfinite(dot_products(rows, [1, 1])).tolist() == [False, False, True]


def test_a_vector_of_another_width_is_refused():
    with pytest.raises(ValueError, match="other must be"):
        _native.dot_products(np.zeros((3, 4), np.float32), np.zeros(5, np.float32), np.empty(3), 1)


@pytest.mark.parametrize("dim", [1, 2, 3, 4, 5, 8, 21])
def test_rows_equal_value_by_value_have_one_first_row(dim):
    rows = np.random.default_rng(dim).integers(0, 3, size=(400, dim)).astype(np.float32)
    rows[::3] *= -1  # zeros of either sign are equal
    expected = [next(j for j in range(i + 1) if (rows[i] == rows[j]).all()) for i in range(len(rows))]
    assert first_equal(rows).tolist() == expected
