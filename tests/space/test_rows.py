"""What is told of rows."""

import numpy as np
import pytest

from lexiscape.space.rows import squared_lengths, unit_rows


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("nothing", [0.0, np.nan])
def test_rows_are_brought_to_length_1_and_those_without_a_direction_are_told(kind, nothing):
    rows = np.array([[3, 4], [0, 0], [np.nan, 1], [np.inf, 1], [-1e-30, 0]], kind)
    units = unit_rows(rows, np.sqrt(squared_lengths(rows)), nothing)
    assert units.dtype == kind
    none = [nothing, nothing]
    np.testing.assert_allclose(units, [[0.6, 0.8], none, none, none, [-1, 0]], rtol=1e-6)
