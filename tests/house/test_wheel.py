"""The wheel that users install holds every file of the package: the build leaves out what git ignores."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_every_committed_file(tmp_path):
    listed = subprocess.run(["git", "ls-files", "src/lexiscape"], cwd=ROOT, capture_output=True, text=True, check=True)
    committed = [path.removeprefix("src/") for path in listed.stdout.split()]
    assert "lexiscape/__init__.py" in committed
    # what its code does is told by the other tests: compiled plainly, in two thirds of the time, in a folder of its own
    plainly = ["-C", f"build-dir={tmp_path / 'build'}", "-C", "cmake.build-type=None"]
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, *plainly, ROOT]
    subprocess.run(command, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert not [path for path in committed if path not in names]
        for path in committed:
            assert archive.read(path) == (ROOT / "src" / path).read_bytes(), path
        entries = next(archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert any(name.startswith("lexiscape/_native.") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    # the second is what an extension of the hub's client has to be called
    assert set(re.findall(r"^(.+) = lexiscape\.cli:main$", entries, re.MULTILINE)) == {"lexiscape", "hf-lexiscape"}
