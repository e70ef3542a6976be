"""The causal inner product: output rows measured by what all of them have in common, so that concepts stand apart."""

from __future__ import annotations

from lexiscape.corrections.given import Correction, Given
from lexiscape.corrections.whitening import whitening
from lexiscape.errors import OptionError, VectorError


def find(given: Given) -> Correction:
    """Find the mean and covariance of a model's output rows.

    The inner product of two unembedding rows y and z is y' Cov(y)^(-1) z, with y drawn evenly from the vocabulary, and
    a row becomes g(y) = Cov(y)^(-1/2) (y - E y), up to a turn (Park, Choe and Veitch 2023, arXiv 2311.03658, theorem
    3.4 and section 4). It is made of unembedding rows alone: what it would be for rows of an input matrix that is
    another, the paper does not say.

    Raises
    ------
    OptionError
        The space is no output matrix.
    VectorError
        There are no more rows than dimensions.
    """
    if given.provenance.get("matrix") != "output" and given.provenance.get("tied") is not True:
        raise OptionError(
            f"the space causal is one of a model's output rows, and {given.name} is not known to be an output matrix: "
            "add --matrix output, or write MODEL::output, where the model has one"
        )
    mean = given.mean()
    matrix = whitening(given.scatter(mean) / len(given.counting))
    rank = matrix.shape[1]
    if len(given.counting) <= rank + 1:
        raise VectorError(
            f"{len(given.counting):,} rows of {given.name} span {rank:,} dimensions: once whitened, all would be "
            "equally far from each other; causal needs many more rows than dimensions: take --space centered"
        )
    return Correction(mean, matrix=matrix, told={"rank": rank})
