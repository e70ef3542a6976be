"""How fast `lexiscape contextual` is beside a bare transformers loop, and whether its memory grows with the text.

    python benchmarks/contextual.py --speed [--model demo:bert] [--text FILE]
    python benchmarks/contextual.py --times 10
    python benchmarks/contextual.py --ray 1 2

Every program runs alone, in a process of its own, over the same documents, and gives hidden states of all layers; ours
also sums them up by token and writes the spaces. Needs the extra `contextual`; the text is gensim's lee_background.cor
(300 English news texts) unless another is named: first a text a document, then a sentence a document. Ours runs in half
precision as well, and the last line tells how many neighbors that changes.

With --ray: the engine `ray` on a cluster of this machine with so many workers, one processor each, over the text twice,
in shards of 64 kB; the clock starts when the cluster stands and ends when the spaces are written. The speed is that
after the first shard, before which the workers load the model.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lexiscape.compare import Score


def lee() -> Path:
    spec = find_spec("gensim")
    if spec is None or spec.origin is None:
        sys.exit("no text: pip install --no-deps gensim==4.4.0, or name a file with --text")
    return Path(spec.origin).parent / "test" / "test_data" / "lee_background.cor"


def bare(model_name: str, text: Path, batch: int) -> dict[str, float]:
    """Run the loop that a notebook has: padded batches in file order, cut to the model's length."""
    import torch
    import transformers

    from lexiscape.contextual.loading import checkpoint

    tokenizer = transformers.AutoTokenizer.from_pretrained(**checkpoint(model_name))
    model = transformers.AutoModel.from_pretrained(**checkpoint(model_name)).eval()
    documents = [line for line in text.read_text("utf-8").splitlines() if line.strip()]
    began, tokens = time.perf_counter(), 0
    with torch.inference_mode():
        for start in range(0, len(documents), batch):
            inputs = tokenizer(documents[start : start + batch], padding=True, truncation=True, return_tensors="pt")
            states = model(**inputs, output_hidden_states=True).hidden_states
            tokens += int(inputs["attention_mask"].sum()) - 2 * len(inputs["input_ids"])
            assert len(states) == model.config.num_hidden_layers + 1
    return {"tokens": tokens, "seconds": time.perf_counter() - began}


def ours(model_name: str, text: Path, precision: str = "auto", kept: str = "") -> dict[str, float]:
    from lexiscape.contextual import ModelOptions, RunOptions, TextModel, run_text

    TextModel(model_name)  # loading is in nobody's time; the files are in the system's cache, and torch is imported
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run = run_text(model_name, [text], kept or folder, RunOptions(model=ModelOptions(precision=precision)))
        seconds = time.perf_counter() - began
    return {"tokens": run.tokens, "seconds": seconds, "types": run.types}


def on_ray(model_name: str, text: Path, workers: int) -> dict[str, float]:
    os.environ |= {"LEXISCAPE_WORKERS": str(workers), "RAY_AUTH_MODE": "disabled"}
    import ray

    from lexiscape.contextual import RunOptions, TextOptions, run_text

    ray.init(num_cpus=workers, object_store_memory=500 << 20, include_dashboard=False, log_to_driver=False)
    with tempfile.TemporaryDirectory() as folder:
        steps: list[tuple[float, float]] = []
        options = RunOptions(engine="ray", text=TextOptions(shard_bytes=1 << 16))
        began = time.perf_counter()

        def tell(stage: str, done: int, total: int, note: str = "") -> None:
            steps.append((time.perf_counter(), done / total))

        run = run_text(model_name, [text], folder, options, tell)
        seconds = time.perf_counter() - began
    ray.shutdown()
    (first, share), (last, _) = steps[0], steps[-1]
    rate = run.tokens * (1 - share) / (last - first)
    return {"tokens": run.tokens, "seconds": seconds, "first": first - began, "rate": rate}


def written(name: str, lines: list[str], folder: str) -> Path:
    path = Path(folder) / name
    path.write_text("\n".join(lines), "utf-8")
    return path


def same_neighbors(folders: tuple[str, str]) -> Score:
    """Compare the last layers of two runs: overlap of the 10 nearest."""
    from lexiscape.compare import compare_spaces

    comparison = compare_spaces([max(Path(folder).glob("layer-*")) for folder in folders])
    return comparison.pairs[0].score("overlap@10")


def alone(*arguments: str) -> dict[str, float]:
    """Run one program in a process of its own; return what it printed, with its peak memory in MB."""
    shown = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True)
    if shown.returncode:
        sys.exit(shown.stderr)
    return json.loads(shown.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="demo:bert")
    parser.add_argument("--text", type=Path)
    parser.add_argument("--speed", action="store_true", help="measure ours beside a bare loop")
    parser.add_argument("--times", type=int, default=10, help="else peak memory, with the text once and so many times")
    parser.add_argument("--ray", nargs="*", metavar="WORKERS", help="measure the engine `ray` with so many workers")
    parser.add_argument("--only", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    text = options.text or lee()
    if options.only:
        kind, *more = options.only
        result = PROGRAMS[kind](options.model, text, *(int(word) if word.isdigit() else word for word in more))
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return
    print(f"{options.model}, {text.name}\n\n| program | tokens | seconds | tokens/s | peak MB |\n|---|---|---|---|---|")
    documents = text.read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:

        def tell(name: str, path: Path, *program: str) -> None:
            show(name, alone("--text", str(path), "--model", options.model, "--only", *program))

        if options.ray:
            long = written("twice.txt", documents * 2, folder)
            for workers in options.ray:
                tell(f"engine ray, workers: {workers}", long, "ray", workers)
            return
        if options.speed:
            sentences = [part for document in documents for part in re.split(r"(?<=[.!?]) ", document) if part.strip()]
            for kind, lines, batches in (("texts", documents, (1, 8, 16)), ("sentences", sentences, (1, 16, 64))):
                path = written(f"{kind}.txt", lines, folder)
                for batch in batches:
                    tell(f"{len(lines):,} {kind}: bare loop, batches of {batch}", path, "bare", str(batch))
                for precision in ("single", "half"):
                    kept = f"{folder}/{kind}-{precision}"
                    tell(f"{len(lines):,} {kind}: ours, {precision} precision", path, "ours", precision, kept)
            score = same_neighbors((f"{folder}/texts-single", f"{folder}/texts-half"))
            print(f"\nNeighbors that half precision keeps: {score.value:.3f} [{score.low:.3f}, {score.high:.3f}]")
        else:
            for times in (1, options.times):
                tell(f"ours, text x {times}", written(f"{times}.txt", documents * times, folder), "ours")


PROGRAMS = {"bare": bare, "ours": ours, "ray": on_ray}


def show(name: str, result: dict[str, float]) -> None:
    tokens, seconds = result["tokens"], result["seconds"]
    rate = result.get("rate", tokens / seconds)
    told = f"{seconds:.1f}" + (f", {result['first']:.1f} to the first shard" if "first" in result else "")
    print(f"| {name} | {tokens:,} | {told} | {rate:,.0f} | {result['peak_mb']:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
