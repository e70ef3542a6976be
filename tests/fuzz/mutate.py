"""Sound files with a few bytes changed, for every reader: whatever is neither read nor refused by a sentence is told.

    PYTHONPATH=tests python -m fuzz.mutate [--seconds 60 | --mutants 2000] [--seed 0] [READER …]

Needs Lexiscape and its extras gguf, parquet and spacy, unlike `fuzz_sources.py`, whose mutants are led by what code
they reach; and changes what stands inside a format, too (`mutators.py`): a value of the JSON in a safetensors header,
an opcode of a pickle, a part of a zip archive with its checksum put right, the text under a page's base64 and gzip.
Mutant k of a reader is the same on every machine. What takes longer than `LONGEST` seconds or swells by more than
`SWELLS` bytes is told as a traceback is.
"""

from __future__ import annotations

import argparse
import faulthandler
import math
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fuzz.targets import Target, targets
from lexiscape.errors import LexiscapeError

LONGEST, SWELLS = 10.0, 200 << 20


class TooLong(BaseException):
    """Raised by the alarm: no reader may catch it."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _wrong(read: Callable[[], Any]) -> str | None:
    """Return what is wrong with how a mutant is read; None where it is read, or refused by a sentence."""
    before, told = _peak(), None
    try:
        with _alarm(LONGEST):
            read()
    except LexiscapeError as error:
        if "\n" in str(error):
            told = f"a sentence of several lines: {str(error)[:60]!r}"
    except TooLong as error:
        told = f"longer than {LONGEST:.0f} s {_place(error)}"
    except Exception as error:
        told = f"{type(error).__name__}: {str(error)[:60]!r} {_place(error)}"
    if told is None and _peak() - before > SWELLS:
        told = f"swells by more than {SWELLS >> 20} MB"
    return told


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/lexiscape/" in frame.filename]
    place = (ours or frames)[-1]
    return f"at {Path(place.filename).name}:{place.lineno}"


def mutant(name: str, target: Target, sound: bytes, seed: int, number: int) -> bytes:
    """Return the bytes of one mutant."""
    return target.change(random.Random(f"{seed} {name} {number}"), sound)


def run(name: str, target: Target, seed: int, most: int, seconds: float) -> tuple[int, Counter[str]]:
    """Read mutants until there were `most`, or `seconds` are over; returns how many, and what went wrong how often."""
    sound = target.file.read_bytes()
    target.read()  # a reader that refuses the sound file would refuse every mutant
    wrong: Counter[str] = Counter()
    number, end = 0, time.monotonic() + seconds
    try:
        while number < most and time.monotonic() < end:
            target.file.write_bytes(mutant(name, target, sound, seed, number))
            told = _wrong(target.read)
            if told is not None:
                wrong[told] += 1
            number += 1
    finally:
        target.file.write_bytes(sound)
    return number, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--mutants", type=int, default=1 << 30)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.seconds == math.inf and given.mutants == 1 << 30:
        given.mutants = 200
    warnings.simplefilter("ignore")
    faulthandler.enable()  # a crash of native code ends the process, and says where
    # What asks for more is an error here, not a dead machine.
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, target in targets(Path(folder)):
            if given.readers and name not in given.readers:
                continue
            tried, wrong = run(name, target, given.seed, given.mutants, given.seconds)
            sys.stdout.write(f"{name:36} {tried:7,} mutants  {wrong.total():5,} tracebacks\n")
            sys.stdout.writelines(f"    {count:5} {told}\n" for told, count in wrong.most_common(12))
            sys.stdout.flush()
            failures += wrong.total()
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
