"""A `Difference` and what must not be in, what of it is there out: for continuous integration."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lexiscape.diff.difference import Difference


def _count(state: str) -> Callable[[Difference], bool]:
    return lambda difference: difference.counts()[state] > 0


def _is(verdict: str) -> Callable[[Difference], bool]:
    return lambda difference: difference.verdict.name == verdict


#: What a gate can be on, by name, and whether a difference has it: rows and ids first, then verdicts. A row that was
#: multiplied by a number is no longer what it was, and so a gate on what changed does not let it pass.
GATES: dict[str, Callable[[Difference], bool]] = {
    "changed": lambda difference: difference.counts()["changed"] + difference.counts()["scaled"] > 0,
    "scaled": _count("scaled"),
    "rounded": _count("rounded"),
    "new": _count("new"),
    "gone": _count("gone"),
    "moved": lambda difference: difference.pairing.moved > 0 or bool((difference.elsewhere >= 0).any()),
    "fine-tuned": _is("fine-tuned"),
    "same-parent": _is("same-parent"),
    "unrelated": _is("unrelated"),
}
_OF_ROWS = ("changed", "scaled", "rounded", "new", "gone", "moved")


def failed(difference: Difference, names: Sequence[str]) -> list[str]:
    """Return which of these `GATES` a difference has; KeyError for one that is none."""
    return [name for name in names if GATES[name](difference)]


def untold(difference: Difference, names: Sequence[str]) -> list[str]:
    """Return which of these `GATES` cannot be told: verdicts, where too little was shared to judge by.

    Of rows that no other was paired with, nobody knows whether they changed; what is new and gone is known always.
    """
    unsure = {name for name in GATES if name not in _OF_ROWS and difference.verdict.name == "untold"}
    if not len(difference.pairing.rows):
        unsure |= {"changed", "scaled", "rounded", "moved"}
    return [name for name in names if name in unsure]
