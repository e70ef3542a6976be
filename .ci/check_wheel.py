"""Wheels, as they would be published, held against what is promised of them.

python .ci/check_wheel.py WHEEL_OR_FOLDER...
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LARGEST = 2_000_000  # bytes
#: A path of the machine that built it.
PATH = re.compile(rb"/(?:home|root|tmp|Users|work|project|opt/_internal|io)/[\w./-]+|[A-Z]:\\(?:a|Users)\\[\w.\\-]+")


def faults(path: Path) -> list[str]:
    """Return what is wrong with a wheel."""
    found = []
    if path.stat().st_size > LARGEST:
        found.append(f"{path.stat().st_size:,} bytes, more than {LARGEST:,}")
    with zipfile.ZipFile(path) as archive:
        inside = {info.filename: archive.read(info) for info in archive.infolist()}
    tracked = subprocess.run(
        ["git", "ls-files", "src/lexiscape"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    found += [f"lacks {name}" for name in sorted({name.removeprefix("src/") for name in tracked} - set(inside))]
    libraries = [name for name in inside if Path(name).suffix in {".so", ".pyd", ".dylib"}]
    if sum(Path(name).name.startswith("_native.") for name in libraries) != 1:
        found.append(f"has these libraries, and not one _native: {libraries}")
    if "-cp311-" not in path.name and "-abi3-" not in path.name:
        found.append("is neither for Python 3.11 nor for every Python from 3.12 on (abi3)")
    for name in libraries:
        for section in (b".symtab\0", b".debug_info\0", b".debug_line\0"):
            if section in inside[name]:
                found.append(f"{name} is not stripped: it has {section.decode().strip(chr(0))}")
        found += [f"{name} names a path of the machine that built it: {at!r}" for at in PATH.findall(inside[name])]
    return found


if __name__ == "__main__":
    given = map(Path, sys.argv[1:])
    wheels = [wheel for path in given for wheel in (sorted(path.glob("*.whl")) if path.is_dir() else [path])]
    wrong = [f"{path}: {fault}" for path in wheels for fault in faults(path)]
    print("\n".join(wrong) or f"{len(wheels)} wheels are as they must be")
    sys.exit(bool(wrong) or not wheels)
