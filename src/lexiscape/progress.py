"""Progress of long work: functions that take a while call a `Progress`; `progress_bars` draws it on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from time import monotonic
from typing import Any, Protocol

from lexiscape.one_line import short_line
from lexiscape.terminal import is_watched

#: Seconds between two pictures of the bars in a notebook.
_EVERY = 0.1


class Progress(Protocol):
    """Called with the stage's name, how much is done of how much, and a short remark."""

    def __call__(self, stage: str, done: int, total: int, note: str = "") -> None:
        """Tell that `done` of `total` steps of `stage` are finished."""


def silent(stage: str, done: int, total: int, note: str = "") -> None:
    """Show nothing."""


@contextmanager
def progress_bars(shown: bool = True) -> Iterator[Progress]:
    """Yield a `Progress` that draws one bar a stage on standard error, or a silent one when nobody is looking.

    Parameters
    ----------
    shown : bool
        False: silent whatever standard error is. True: bars on a terminal and in a notebook, silent in a pipe.
    """
    if shown and _in_notebook():
        yield from _in_a_display()
        return
    if not shown or not is_watched():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description:>10}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        console=Console(stderr=True),
    )
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int, note: str = "") -> None:
        note = short_line(note)
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total, note=note)
        bars.update(tasks[stage], completed=done, total=total, note=note)

    with bars:
        yield show


def _in_a_display() -> Iterator[Progress]:
    """Yield a `Progress` that draws its bars into one output of the cell, which is empty in the end.

    Those of rich are a widget, which stays in an exported notebook as the text "Output()".
    """
    from IPython.display import display

    handle: Any = None
    bars: dict[str, str] = {}
    drawn = 0.0

    def draw(markup: str) -> None:
        nonlocal handle
        told = {"text/html": markup, "text/plain": ""}
        if handle is None:
            handle = display(told, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            handle.update(told, raw=True)

    def show(stage: str, done: int, total: int, note: str = "") -> None:
        nonlocal drawn
        bars[stage] = (
            f'<div style="font: 13px monospace"><span style="display: inline-block; width: 7em">{escape(stage)}</span> '
            f'<progress value="{done}" max="{max(total, 1)}"></progress> '
            f"{done / max(total, 1):4.0%} {escape(short_line(note))}</div>"
        )
        if done >= total or monotonic() - drawn > _EVERY:
            drawn = monotonic()
            draw("".join(bars.values()))

    try:
        yield show
    finally:
        if handle is not None:
            draw("")


def _in_notebook() -> bool:
    """Tell whether this is a notebook's kernel; a program that has only imported ipykernel is none."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel")
