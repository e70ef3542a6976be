"""Lines in, the standard streams out: the one way in which the command line prints.

The streams may be closed, full or absent: what is printed there fails with a sentence, or is let go.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

from lexiscape.errors import OutputError
from lexiscape.one_line import short_line


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line, safe and no longer than can be read, on standard output or, with `err`, on standard error.

    Errors as for `put`.
    """
    put(short_line(line), err=err)


def put(text: str, *, err: bool = False) -> None:
    """Print text as it is, which JSON is, on standard output, or with `err` on standard error.

    A note that cannot be printed is let go: it is not what was asked for.

    Raises
    ------
    OutputError
        Standard output takes nothing more, as on a disk that is full.
    BrokenPipeError
        Whoever read standard output has gone: click ends the command, as the shell's own tools end.
    """
    import click

    try:
        click.echo(text, err=err)
    except BrokenPipeError:
        if not err:
            raise
    except (OSError, ValueError) as error:  # ValueError: the stream was closed by whoever called
        discard(sys.stderr if err else sys.stdout)
        if not err:
            told = error.strerror if isinstance(error, OSError) else error
            raise OutputError(f"cannot write to standard output: {told or error}") from None


def discard(stream: Any) -> None:
    """Let what a stream still holds go nowhere: Python would try to write it once more as it ends, and fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def open_missing_streams() -> None:
    """Give a process whose standard streams are closed (`2>&-`, pythonw) ones that lead nowhere.

    Otherwise the next files to be opened would be numbered 0 to 2, and whatever native code prints would go into them.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process


def is_watched() -> bool:
    """Tell whether standard error is a terminal that somebody may look at."""
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # closed
        return False
