"""A figure of the whole packaged BERT: seconds of the whole process, `lexiscape figure bert.npz -o FILE`.

python benchmarks/figure.py [--runs 3]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

import lexiscape as lx
from machine import describe, program, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(describe("matplotlib"))
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder, "bert.npz")
        lx.map_space("demo:bert").save(drawn)
        for suffix in ("png", "svg", "pdf"):
            command = [program("lexiscape"), "figure", str(drawn), "-o", str(Path(folder, f"map.{suffix}")), "--quiet"]
            runs = [run(command) for _ in range(options.runs)]
            print(f"{suffix}  {statistics.median(r.wall for r in runs):5.1f} s   {runs[0].peak_mb:4.0f} MB")


if __name__ == "__main__":
    main()
