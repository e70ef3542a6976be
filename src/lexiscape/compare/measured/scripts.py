"""How many writing systems stand among a token's nearest neighbors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import NO_SCRIPT
from lexiscape.compare.scores import rounded
from lexiscape.compare.traits import Lacking, Measured, Trait

_K = 50
_MOST_ROWS = 5000
_PERMUTATIONS = 20


def measure(measured: Measured) -> list[Trait]:
    """Count the writing systems among each token's 50 nearest neighbors, on average (Wen-Yi and Mimno 2023).

    arXiv 2311.18034: in mT5 there are 7.61 of them. Tokens without letters are of no writing system and count for none.
    The null: the same neighbors where writing systems are dealt to the tokens at random. Of more than 5,000 tokens, a
    sample of so many.

    Returns
    -------
    list of Trait
        ``scripts:K``, a number from 0 to K, the count of neighbors that were found, 50 at most.

    Raises
    ------
    Lacking
        All tokens are of one writing system.
    """
    names, codes = np.unique(np.array(measured.space.scripts, dtype=object).astype(str), return_inverse=True)
    codes = np.where(names[codes] == NO_SCRIPT, -1, codes)
    there = np.unique(codes[codes >= 0])
    if len(there) < 2:
        raise Lacking("script", lacking=[str(names[there[0]])]) if len(there) else Lacking("letters")
    random = measured.generator("scripts")
    asked = np.flatnonzero(codes >= 0)
    if len(asked) > _MOST_ROWS:
        asked = np.sort(random.choice(asked, _MOST_ROWS, replace=False))
    near = measured.found.indices[asked, :_K]
    value = _different(codes[near])
    by_chance = np.array([_different(random.permutation(codes)[near]) for _ in range(_PERMUTATIONS)])
    mean, sd = float(by_chance.mean()), float(by_chance.std(ddof=1))
    return [Trait(f"scripts:{near.shape[1]}", rounded(value), rounded(mean), rounded(sd), len(asked))]


def _different(codes: NDArray[np.int64]) -> float:
    """Return how many different codes from 0 on a row has, on average."""
    ordered = np.sort(codes, axis=1)
    is_new = ordered >= 0
    is_new[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    return float(is_new.sum(axis=1).mean())
