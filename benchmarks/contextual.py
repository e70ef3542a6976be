"""How fast `lexiscape contextual` is beside a bare transformers loop, and whether its memory grows with the text.

    python benchmarks/contextual.py [--model demo:bert] [--text FILE] [--times 10]

Every program runs alone, in a process of its own, over the same documents, and gives hidden states of all layers; ours
also sums them up by token and writes the spaces. Needs the extra `contextual`; the text is gensim's lee_background.cor
(300 English news texts) unless another is named.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

BATCHES = (1, 8, 16, 32)


def lee() -> Path:
    spec = find_spec("gensim")
    if spec is None or spec.origin is None:
        sys.exit("no text: pip install --no-deps gensim==4.4.0, or name a file with --text")
    return Path(spec.origin).parent / "test" / "test_data" / "lee_background.cor"


def bare(model_name: str, text: Path, batch: int) -> dict[str, float]:
    """Run the loop that a notebook has: padded batches in file order, cut to the model's length."""
    import torch
    import transformers

    from lexiscape.contextual.model import checkpoint

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


def ours(model_name: str, text: Path, engine: str = "local") -> dict[str, float]:
    from lexiscape.contextual import RunOptions, TextModel, run_text

    TextModel(model_name)  # loading is in nobody's time; the files are in the system's cache, and torch is imported
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run = run_text(model_name, [text], folder, RunOptions(engine=engine))
        seconds = time.perf_counter() - began
    return {"tokens": run.tokens, "seconds": seconds, "types": run.types}


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
    parser.add_argument("--times", type=int, default=10, help="how often the text is repeated for the memory test")
    parser.add_argument("--only", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    text = options.text or lee()
    if options.only:
        kind, *more = options.only
        result = bare(options.model, text, int(more[0])) if kind == "bare" else ours(options.model, text, *more)
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return
    common = ["--model", options.model, "--text", str(text), "--only"]
    print(f"{options.model}, {text.name}\n\n| program | tokens | seconds | tokens/s | peak MB |\n|---|---|---|---|---|")
    for batch in BATCHES:
        show(f"bare loop, batches of {batch}", alone(*common, "bare", str(batch)))
    show("lexiscape contextual, all layers", alone(*common, "ours"))
    if options.times > 1:
        with tempfile.NamedTemporaryFile("wb", suffix=".txt") as long:
            for _ in range(options.times):
                long.write(text.read_bytes().rstrip(b"\n") + b"\n")
            long.flush()
            common[3] = long.name
            show(f"the same, text x {options.times}", alone(*common, "ours"))


def show(name: str, result: dict[str, float]) -> None:
    tokens, seconds = result["tokens"], result["seconds"]
    print(f"| {name} | {tokens:,} | {seconds:.1f} | {tokens / seconds:,.0f} | {result['peak_mb']:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
