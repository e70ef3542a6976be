"""Progress of long work: functions that take a while call a `Progress`; the command line and notebooks draw it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage's name, how much is done of how much, and a short remark."""

    def __call__(self, stage: str, done: int, total: int, note: str = "") -> None:
        """Tell that `done` of `total` steps of `stage` are finished."""


def silent(stage: str, done: int, total: int, note: str = "") -> None:
    """Show nothing."""
