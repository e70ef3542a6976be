"""Words that name no place: the lists of LDNOOBW in, their hashes as the rule UNFIT_NAMES of rules.json out.

    npm pack naughty-words@1.2.0 && tar xzf naughty-words-1.2.0.tgz
    python rules/unfit.py package && python rules/generate.py

LDNOOBW, "List of Dirty, Naughty, Obscene, and Otherwise Bad Words" (CC BY 4.0), is kept by Shutterstock and many
others; npm's naughty-words carries it. Of each language below, every entry of one word, folded as searches fold, is
taken. What is stored are FNV-1a hashes of 32 bits over UTF-16 (G. Fowler, L. C. Noll, K.-P. Vo): nobody reads the
words here, and a page carries 12 kB. Of words that are not on the list, one in three million is taken for one that
is.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from lexiscape.text.folding import fold
from lexiscape.text.unfit import fnv1a

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "zh")
RULES = Path(__file__).parent / "rules.json"
#: Hashes a line of the file.
LINE = 12


def main() -> None:
    """Write the rule."""
    lists = [json.loads((Path(sys.argv[1]) / f"{language}.json").read_text("utf-8")) for language in LANGUAGES]
    words = {fold(entry.strip()) for entries in lists for entry in entries}
    hashes = sorted({f"{fnv1a(word):08x}" for word in words if " " not in word and len(word) > 1})
    lines = ["".join(hashes[at : at + LINE]) for at in range(0, len(hashes), LINE)]
    value = ",\n        ".join(f'"{line}"' for line in lines)
    text = RULES.read_text("utf-8")
    rule = re.compile(r'("UNFIT_NAMES": \{.*?"value": \[).*?(\n      \])', re.DOTALL)
    RULES.write_text(rule.sub(lambda found: f"{found[1]}\n        {value}{found[2]}", text), "utf-8")


if __name__ == "__main__":
    main()
