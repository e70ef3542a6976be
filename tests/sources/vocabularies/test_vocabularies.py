"""Every id of real tokenizers, read as the format's own library reads it (benchmarks/vocabularies.py)."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "vocabularies.py"


def test_every_installed_tokenizer():
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    tokenizers, tokens = re.search(r"(\d+) tokenizers, ([\d,]+) tokens, 0 of them read otherwise", done.stdout).groups()
    assert int(tokenizers) >= 15, f"the packages that the Makefile names are not all installed:\n{done.stdout}"
    assert int(tokens.replace(",", "")) > 1_100_000
