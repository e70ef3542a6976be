"""Do well-known words come first? The order of labels against how often words are written, on three vocabularies.

    python benchmarks/importance.py

Needs wordfreq (the extra `frequency`), the demos' wordllama, a Japanese spaCy pipeline (ja-ginza) and mistral-common,
of which the tokenizer's file is read; nothing is downloaded. For each vocabulary: Spearman's rank correlation of the
order of importance, over tokens of the kind `word` that are nothing but letters, with their frequency by wordfreq, the
largest of the languages named; and among the 2,000 that come first, how many are in none of its lists more often than
once in a million words. The order by id alone, with the setbacks by kind as they were before beginnings of longer words
were told from words, stands beside it. Prints a Markdown table.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.stats import spearmanr
from wordfreq import get_frequency_dict

import lexiscape as lx
from lexiscape.pictures import importance

EUROPEAN = ("en", "de", "fr", "es", "it", "pl", "ru")
#: Name, source, languages.
VOCABULARIES = (
    ("BERT, uncased", "demo:bert", ("en",)),
    ("Llama 2", "demo:llama", EUROPEAN),
    ("Mistral", "mistral_common/data/tokenizer.model.v1", EUROPEAN),
    ("ja-ginza, words", "spacy:ja_ginza", ("ja",)),
)
FIRST, RARE = 2000, 1e-6


def texts_and_kinds(source: str) -> tuple[list[str], list[str]]:
    """Open a source, or a tokenizer's file of a package with rows that stand for its matrix."""
    if "/" not in source:
        space = lx.open_space(source)
        return list(space.readable), list(space.kinds)
    package, _, file = source.partition("/")
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(Path(found.origin).parent / file, Path(folder) / "tokenizer.model")
        rows = np.random.default_rng(0).normal(size=(32000, 4)).astype(np.float32)
        save_file({"model.embed_tokens.weight": rows}, Path(folder) / "model.safetensors")
        space = lx.open_space(folder)
        return list(space.readable), list(space.kinds)


def frequencies(texts: Sequence[str], kinds: Sequence[str], languages: Sequence[str]) -> NDArray[np.float64]:
    """Return how often each word is written, (n,); NaN for what is no word of letters."""
    lists = [get_frequency_dict(language) for language in languages]
    shares = np.full(len(texts), np.nan)
    for row, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if kind == "word" and text and all(unicodedata.category(letter)[0] in "LM" for letter in text):
            shares[row] = max(known.get(text.lower(), 0.0) for known in lists)
    return shares


def measure(order: NDArray[np.int64], shares: NDArray[np.float64]) -> tuple[float, float]:
    """Return the rank correlation, and the share of rare ones among the first words."""
    words = order[~np.isnan(shares[order])]
    correlation = spearmanr(-np.arange(len(words)), shares[words]).statistic
    return float(correlation), float((shares[words[:FIRST]] < RARE).mean())


def main() -> None:
    """Print the table."""
    print("| vocabulary | words | correlation, before | now | rare among the first 2,000, before | now |")
    print("|---|---|---|---|---|---|")
    for name, source, languages in VOCABULARIES:
        texts, kinds = texts_and_kinds(source)
        shares = frequencies(texts, kinds, languages)
        now = measure(importance.order_of(texts, kinds), shares)
        with mock.patch.multiple(importance, BEGUN_PERCENT=0, LONE_SHARE=0):
            before = measure(importance.order_of(texts, kinds), shares)
        cells = [f"{before[0]:.2f}", f"{now[0]:.2f}", f"{before[1]:.1%}", f"{now[1]:.1%}"]
        print(f"| {name} | {int((~np.isnan(shares)).sum()):,} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
