"""What a benchmark says of the machine, and how it measures a whole process.

Processes that a benchmark starts find Lexiscape's files compiled, as they are wherever pip installed them: a checkout
may lack that, and compiling takes a tenth of a second.
"""

from __future__ import annotations

import compileall
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import lexiscape

compileall.compile_dir(Path(lexiscape.__file__).parent, quiet=2)


class Run(NamedTuple):
    """One finished process: seconds on the clock, seconds of processor time, peak memory in MB, what it printed."""

    wall: float
    cpu: float
    peak_mb: float
    output: str


def run(command: list[str]) -> Run:
    """Run a command to its end and account for it as the operating system does; SystemExit when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{output}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def program(name: str) -> str:
    """Path of a console script installed beside this Python."""
    return str(Path(sys.executable).parent / name)


def describe(*packages: str) -> str:
    """One line: processor, cores, Python, package versions."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}; {versions}"
