"""Two spaces of the same tokens in, how far each token moved from one to the other out, whatever turns all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import within_range
from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import squared_lengths, unit_rows
from lexiscape.space.whole_numbers import Rows, most_bits, product, whole_rows

_DECIMALS = 4
_BLOCK = 1 << 14


def turned_distances(before: EmbeddingSpace, after: EmbeddingSpace) -> NDArray[np.float64]:
    """Return the cosine distance of each token's row from the same token's before, once one space is turned to fit.

    All rows at length 1; the turn is the orthogonal Procrustes fit of the second space to the first (Schönemann 1966,
    doi:10.1007/BF02289451), the narrower one filled up with zeros: a rotation of all tokens moves none of them.

    Parameters
    ----------
    before, after : EmbeddingSpace
        Row i of both is the same token.

    Returns
    -------
    ndarray, (n,), float64
        From 0 to 2, to four decimals. All is added up in double precision, so that what a linear algebra library does
        otherwise on another machine is some 1e-15: of a million tokens, none lies so near to where rounding turns. 1
        where one of the two rows is zero, and 0 where both are.
    """
    x, y = (_directions(space) for space in (before, after))
    width = max(x.shape[1], y.shape[1])
    x, y = (np.pad(rows, ((0, 0), (0, width - rows.shape[1]))) for rows in (x, y))
    bits = min(most_bits([x]), most_bits([y]))
    left, _, right = np.linalg.svd(product(whole_rows(y, bits), whole_rows(x, bits)))
    turn = left @ right
    products = np.empty(len(x))
    for start in range(0, len(x), _BLOCK):
        part = slice(start, start + _BLOCK)
        products[part] = np.einsum("ij,ij->i", x[part].astype(np.float64), y[part].astype(np.float64) @ turn)
    nothing = ~x.any(axis=1) & ~y.any(axis=1)
    far = np.where(nothing, 0.0, 1 - np.clip(products, -1, 1))
    return np.asarray(np.round(far, _DECIMALS) + 0.0)


def _directions(space: EmbeddingSpace) -> Rows:
    rows = within_range(np.asarray(space.vectors, np.float32), unit=True)
    return unit_rows(rows, np.sqrt(squared_lengths(rows)))
