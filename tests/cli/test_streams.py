"""Standard streams that are closed, full, absent or gone: what was asked for is done, or one sentence says why not."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

if sys.platform == "win32":
    pytest.skip("streams are closed by a POSIX shell", allow_module_level=True)

COMMAND = f"{sys.executable} -c 'from lexiscape.cli import main; main(prog_name=\"lexiscape\")'"
FULL = r"Error: cannot write to standard output: No space left on device\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("streams")
    vectors = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
    np.save(made / "ok.npy", vectors)
    (made / "ok.txt").write_text("\n".join(f"w{i}" for i in range(40)))
    vectors[3] = np.inf
    np.save(made / "inf.npy", vectors)
    (made / "inf.txt").write_text("\n".join(f"w{i}" for i in range(40)))
    return made


def shell(folder, line, **environment):
    return subprocess.run(
        ["bash", "-c", line.replace("lexiscape", COMMAND)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ("lexiscape map ok.npy -o a.html 2>&-", 0, ""),
        ("lexiscape map ok.npy -o b.html >&-", 0, ""),
        ("lexiscape map ok.npy -o c.html <&- >&- 2>&-", 0, ""),
        ("lexiscape map inf.npy --drop-nonfinite -o d.html 2>/dev/full", 0, ""),
        ("lexiscape info nothing.npy 2>&-", 1, ""),
        ("lexiscape info nothing.npy 2>/dev/full", 1, ""),
        ("lexiscape info ok.npy >/dev/full", 1, FULL),
        ("lexiscape info ok.npy --json >/dev/full", 1, FULL),
        ("lexiscape neighbors ok.npy w1 --json >/dev/full", 1, FULL),
        ("lexiscape neighbors ok.npy w1 >/dev/full", 1, FULL),
        ("lexiscape compare ok.npy ok.npy --json >/dev/full", 1, f"Note: .*\\n{FULL}"),
        ("lexiscape --help >/dev/full", 1, FULL),
        ("lexiscape map --help >/dev/full", 1, FULL),
        ("lexiscape --version >/dev/full", 1, FULL),
        ("lexiscape nothing >/dev/full 2>/dev/full", 1, ""),
        ("lexiscape map ok.npy -o /dev/full", 1, r"Error: cannot write full: expected a name that ends in .*\n"),
        ("ln -s /dev/full f.html; lexiscape map ok.npy -o f.html", 1, r"Error: .*it is a device or a pipe.*\n"),
        ("lexiscape info ok.npy | head -1; exit ${PIPESTATUS[0]}", None, ""),
        ("lexiscape neighbors ok.npy w1 w2 w3 w4 w5 | true; exit ${PIPESTATUS[0]}", None, ""),
        ("lexiscape info nothing.npy 2>&1 | true; exit ${PIPESTATUS[0]}", 1, ""),
    ],
)
def test_a_stream_that_takes_nothing(folder, line, status, told):
    done = shell(folder, line)
    assert re.fullmatch(told, done.stderr), done.stderr
    # who closes a pipe early does so before or after all is written
    assert done.returncode == status if status is not None else done.returncode in (0, 1)


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">&- 2>&-", "<&- 2>&-", "2>&-"])
def test_a_file_is_the_same_whichever_streams_are_closed(folder, closed):
    assert shell(folder, "lexiscape map ok.npy -o whole.csv --quiet").returncode == 0
    assert shell(folder, f"lexiscape map ok.npy -o closed.csv {closed}").returncode == 0
    assert (folder / "closed.csv").read_bytes() == (folder / "whole.csv").read_bytes()


@pytest.mark.parametrize("stream", ["None", "io.StringIO(); s.close()"])
def test_a_process_without_streams(folder, stream):
    """As under pythonw, and where a server closed them."""
    code = f"""
import io, sys, warnings
warnings.simplefilter("ignore")  # Python's own way to show them fails on a stream that is closed
s = {stream.replace("; ", chr(10))}
sys.stdout = sys.stderr = s
import lexiscape as lx
from lexiscape.progress import progress_bars
space = lx.open_space("inf.npy").drop_nonfinite()
with progress_bars() as progress:
    lx.map_space(space, progress=progress).save("none.html", "none.npz", "none.png")
from lexiscape.cli import main
main(["map", "ok.npy", "-o", "none.html", "--quiet"], standalone_mode=False)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "none.html").stat().st_size > 100_000


def test_a_figure_is_drawn_whatever_backend_is_named(folder):
    done = shell(folder, "lexiscape map ok.npy -o figure.png -o figure.svg", MPLBACKEND="nonsense")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "figure.png").read_bytes().startswith(b"\x89PNG")
