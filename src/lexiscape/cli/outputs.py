"""Output files of a command in, the truth about which of them were written out, also after Ctrl-C."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import click

from lexiscape.overwriting import check_apart
from lexiscape.terminal import say

_KEY = "lexiscape.outputs"


def watch_outputs(targets: Collection[Path], given: Iterable[str | Path | None]) -> None:
    """Remember what lies at the command's targets before it begins; OutputError if it is a file given to be read.

    What else a source is read from is known once it is open: `lexiscape.overwriting.check_apart` then.
    """
    check_apart(targets, (Path(name).expanduser() for name in given if name is not None))
    click.get_current_context().meta[_KEY] = {target: _identity(target) for target in targets}


def tell_written(paths: Iterable[Path]) -> None:
    """Say of each file that it was written, and how large it is."""
    for path in paths:
        size = path.stat().st_size
        say(f"wrote {path.resolve()} ({f'{size / 1e6:.1f} MB' if size >= 1e5 else f'{size / 1e3:.1f} kB'})")


def changed_outputs(ctx: click.Context) -> str:
    """Say how the targets that were watched have changed since; nothing of a command that watches none."""
    watched: dict[Path, tuple[int, ...] | None] | None = ctx.meta.get(_KEY)
    if watched is None:
        return "."
    changed = [str(target) for target, before in watched.items() if _identity(target) != before]
    return f": already written: {', '.join(changed)}" if changed else ": no output file was changed."


def _identity(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
