"""Words that say nothing of a place: Snowball's stop words in, the rule FUNCTION_WORDS of rules.json out.

    pip download --no-deps whoosh==2.7.4 && unzip Whoosh-2.7.4-py2.py3-none-any.whl
    pip install wordfreq==3.1.1
    python rules/function_words.py whoosh/lang/stopwords.py && python rules/generate.py

The lists are those of the Snowball stemmers (M. Porter, R. Boulton and others, BSD): grammatical words alone. Larger
ones, stopwords-iso and stop-words 2025 among them, hold "computer", "home" and "area", good names of places.
Whoosh 2.7.4 carries them. Of each language below, words of three letters and more that wordfreq (R. Speer,
doi:10.5281/zenodo.7199437) finds at least once in 10,000 are taken, folded as searches fold: only well-known words
could name a place. Left out is what another of these languages writes once in 33,000 and does not list: "war" is
grammar in German and a place in English. English itself loses nothing.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
import textwrap
from pathlib import Path

from wordfreq import word_frequency

from lexiscape.text.folding import fold

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")
RULES = Path(__file__).parent / "rules.json"
#: A list's word is taken from this frequency on, and left out where another language has it from that on.
KNOWN, ELSEWHERE = 1e-4, 3e-5
#: Characters a line of what is made of the rule, where those beyond ASCII are escaped.
LINE = 96


def main() -> None:
    """Write the rule."""
    lists = runpy.run_path(sys.argv[1])["stoplists"]

    def is_taken(word: str, language: str) -> bool:
        if len(word) < 3 or not word.isalpha() or word_frequency(word, language) < KNOWN:
            return False
        others = [other for other in LANGUAGES if word not in lists[other]]
        return language == "en" or all(word_frequency(word, other) < ELSEWHERE for other in others)

    words = sorted({fold(word) for language in LANGUAGES for word in lists[language] if is_taken(word, language)})
    lines = textwrap.wrap(" ".join(json.dumps(word).strip('"') for word in words), LINE, break_long_words=False)
    value = ",\n        ".join(json.dumps(json.loads(f'"{line}"'), ensure_ascii=False) for line in lines)
    text = RULES.read_text("utf-8")
    rule = re.compile(r'("FUNCTION_WORDS": \{.*?"value": \[).*?(\n      \])', re.DOTALL)
    changed = rule.sub(lambda found: f"{found[1]}\n        {value}{found[2]}", text)
    json.loads(changed)
    RULES.write_text(changed, "utf-8")


if __name__ == "__main__":
    main()
