"""How many threads are worth starting: the processors that this process may use, and not those of the machine."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lexiscape.errors import OptionError

#: More than any machine has processors for, and each would take a stack.
MOST_THREADS = 1024

Part = TypeVar("Part")
Made = TypeVar("Made")

_GROUP = Path("/proc/self/cgroup")
_GROUPS = Path("/sys/fs/cgroup")


def processor_count() -> int:
    """Count the processors that this process may use, from 1 to `MOST_THREADS`.

    What `os.process_cpu_count` of Python 3.13 counts, in any Python: the number that ``python -X cpu_count=N`` or
    ``PYTHON_CPU_COUNT`` names, else the processors it is bound to (`taskset`, cpuset). Of these no more than the quota
    of a container pays for, which that function does not look at: threads beyond it only wait for each other.
    """
    count = _named() or min(_allowed(), _paid() or MOST_THREADS)
    return max(1, min(count, MOST_THREADS))


def thread_count(threads: int | None) -> int:
    """Return `threads`, or where that is None as many as there are processors.

    Raises
    ------
    OptionError
        It is less than 1 or more than `MOST_THREADS`.
    """
    if threads is None:
        return processor_count()
    if threads > MOST_THREADS:
        raise OptionError(f"threads must be at most {MOST_THREADS:,}, not {threads:,}")
    if threads < 1:
        raise OptionError(f"threads must be at least 1, not {threads}")
    return threads


def made_of_each(work: Callable[[Part], Made], parts: Iterable[Part], threads: int | None = None) -> list[Made]:
    """Return what `work` makes of each part, in their order, by so many threads; None: as many as processors.

    For work that leaves Python to others: NumPy's on large arrays, but for its matrix products, which have threads of
    their own. Of several errors that of the first part is raised.
    """
    given = list(parts)
    count = min(thread_count(threads), len(given))
    if count < 2:
        return [work(part) for part in given]
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, given))


def _named() -> int | None:
    told = sys._xoptions.get("cpu_count")
    if told is None and not sys.flags.ignore_environment:
        told = os.environ.get("PYTHON_CPU_COUNT")
    return int(told) if isinstance(told, str) and told.isascii() and told.isdigit() else None  # not "default"


def _allowed() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _paid() -> int | None:
    """Return the least quota of this process's control groups, version 2 (Linux), in whole processors; None: none.

    Format: Documentation/admin-guide/cgroup-v2.rst of Linux, "cpu.max": the time that may be used in each period, or
    "max", and the period, both in microseconds.
    """
    quotas = []
    try:
        lines = _GROUP.read_text("ascii").splitlines()
        path = next(line.removeprefix("0::/") for line in lines if line.startswith("0::/"))
        own = _GROUPS / path
        for group in (own, *own.parents[: len(Path(path).parts)]):
            try:
                time, period = (group / "cpu.max").read_text("ascii").split()
            except FileNotFoundError:  # the topmost has none, unless it is a container's
                continue
            if time != "max":
                quotas.append(math.ceil(int(time) / int(period)))
    except (OSError, ValueError, StopIteration, ZeroDivisionError):  # no Linux, or not as documented: no quota known
        return None
    return min(quotas, default=None)
