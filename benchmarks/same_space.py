"""Is it the same space? The numbers of docs/is-it-the-same-space.md: static against contextual, layer by layer.

    python benchmarks/same_space.py [--multilingual FOLDER] [--keep FOLDER]

English: demo:bert over gensim's lee_background.cor. Japanese, with --multilingual: the folder that
multilingual_e5.py wrote, over the sentences of hironsancorpus. A second table compares the means over the two halves of
the text: noise alone. A third tells how much of the neighborhoods the maps of one page show, and how far tokens lie
from their places in its first map. Needs the extra `contextual`.
"""

import argparse
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import lexiscape as lx
from contextual import lee
from lexiscape.compare import Comparison, compare_spaces
from lexiscape.contextual import RunOptions
from lexiscape.files.comparisons import save_comparison
from lexiscape.maps.aligned import AlignedMaps, align_maps


def japanese(folder: Path) -> Path:
    """Put the sentences together again: the corpus lists one morpheme a line."""
    spec = find_spec("hironsan")
    if spec is None or spec.origin is None:
        raise SystemExit("no Japanese text: pip install hironsancorpus==0.1.2")
    lines = (Path(spec.origin).parent / "corpus" / "iob_sents.txt").read_text("utf-8").split("\n")
    sentences, words = [], []
    for line in [*lines, ""]:
        if line.strip():
            words.append(line.split("\t")[0])
        elif words:
            sentences.append("".join(words))
            words = []
    path = folder / "hironsan.txt"
    path.write_text("\n".join(sentences), "utf-8")
    return path


def layers(model: str, text: Path, folder: Path) -> list[Path]:
    """Run the text through the model, unless an earlier call with --keep did."""
    there = sorted(folder.glob("layer-*.safetensors"))
    return there or list(lx.run_text(model, [text], folder, RunOptions(min_count=5)).layers.values())


def answer(model: str, text: Path, folder: Path) -> Comparison:
    paths = layers(model, text, folder)
    comparison = compare_spaces([model, *paths])
    facts = comparison.spaces[1].provenance
    print(f"\n{model}: {facts['tokens_read']:,} tokens of {facts['documents']:,} texts. {comparison.coverage()}\n")
    print(
        "| layer | overlap@10 | debiased CKA | Spearman | Procrustes | anisotropy | first component | self-similarity |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for layer, pair, shape in zip(range(len(paths)), comparison.pairs, comparison.geometry[1:], strict=True):
        told = [f"{(s := pair.score(name)).value:.3f} [{s.low:.3f}, {s.high:.3f}]" for name in NAMES[:1]]
        told += [f"{pair.score(name).value:.3f}" for name in NAMES[1:]]
        told += [f"{shape[name]:.3f}" for name in ("anisotropy", "first_component")]
        told += [f"{shape['self_similarity']:.3f} ({shape['occurrence_anisotropy']:.3f})"]
        print(f"| {layer} | {' | '.join(told)} |")
    nulls = [np.mean([pair.score(name).null for pair in comparison.pairs]) for name in NAMES]
    spread = [max(pair.score(name).null_sd for pair in comparison.pairs) for name in NAMES]
    chance = " | ".join(f"{null:.3f} ± {sd:.3f}" for null, sd in zip(nulls, spread, strict=True))
    print(f"| by chance | {chance} | | | |")
    last = comparison.pairs[-1]
    for title, listed in (("kept", comparison.kept_most(last, 12)), ("moved", comparison.moved_most(last, 12))):
        print(f"\n{title} most in the last layer:")
        for item in listed:
            first, second = comparison.spaces[0], comparison.spaces[-1]
            before = " ".join(first.readable[row] for row in item.before[:5])
            after = " ".join(second.readable[row] for row in item.after[:5])
            print(f"  {first.readable[item.row]} ({item.overlap:.1f}): {before} → {after}")
    return comparison


def tell_halves(model: str, text: Path, folder: Path) -> None:
    """Compare the means over every other document with those over the rest: what noise alone takes away."""
    documents = [line for line in text.read_text("utf-8").splitlines() if line.strip()]
    spaces: list[str | Path] = [model]
    for half in (0, 1):
        inside = folder / f"half-{half}"
        inside.mkdir(parents=True, exist_ok=True)
        part = inside / "text.txt"
        part.write_text("\n".join(documents[half::2]), "utf-8")
        spaces += layers(model, part, inside)
    comparison = compare_spaces(spaces)
    count = len(spaces) // 2
    print(f"\nTokens seen at least five times in both halves of the text: {len(comparison):,}; overlap@10\n")
    print("| layer | static : a half | a half : the other |\n|---|---|---|")
    matrix = comparison.matrix
    for layer in range(count):
        one, other = 1 + layer, 1 + count + layer
        print(f"| {layer} | {(matrix[0, one] + matrix[0, other]) / 2:.3f} | {matrix[one, other]:.3f} |")
    print(f"| by chance | {comparison.main_k / (len(comparison) - 1):.3f} | |")


def tell_maps(aligned: AlignedMaps) -> None:
    print("\n| map | 10 nearest kept | by a free map | moved, in radii | in a free map, turned to fit |")
    print("|---|---|---|---|---|")
    columns = (aligned.maps, aligned.recall, aligned.free_recall, aligned.moved, aligned.free_moved)
    for drawn, kept, free, moved, free_moved in zip(*columns, strict=True):
        print(f"| {drawn.space.name} | {kept:.3f} | {free:.3f} | {moved:.2f} | {free_moved:.2f} |")
    for note in aligned.notes():
        print(note)


NAMES = ("overlap@10", "cka", "spearman", "procrustes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--multilingual", type=Path, help="the folder that multilingual_e5.py wrote")
    parser.add_argument("--keep", type=Path, help="keep spaces and pages in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        cases = [("demo:bert", lee(), "english")]
        if options.multilingual:
            cases.append((str(options.multilingual), japanese(Path(temporary)), "japanese"))
        for model, text, name in cases:
            comparison = answer(model, text, folder / name)
            tell_halves(model, text, folder / name)
            aligned = align_maps(comparison)
            tell_maps(aligned)
            if options.keep:
                save_comparison(comparison, folder / f"{name}.html", aligned)


if __name__ == "__main__":
    main()
