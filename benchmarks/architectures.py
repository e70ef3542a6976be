"""Every model class of the installed transformers: built tiny, saved, opened, and both matrices compared bit for bit.

`VARIANTS`, which no default config is, are built as well: two tables, two architectures.

What is right is what the model itself says. A class has a *text matrix* when `get_input_embeddings()` gives an
`nn.Embedding` (or a table of that shape, as I-BERT's) with a row for every id of its config's text vocabulary
(`get_text_config().vocab_size`, of the encoder's or the decoder's side where they differ, or that of a config further
inside where it has none of its own) and at most `EXTRA` more; it has an *output matrix* when `get_output_embeddings()`
gives such a layer. Each is opened from the folder that `save_pretrained` wrote, with a tokenizer of that many tokens,
and the verdict is one of `VERDICTS`. All vocabularies of a model are equally large, so that no choice is made easy by
its number of rows; `--distinct` makes every vocabulary of a model another size.

    python benchmarks/architectures.py [--results FILE] [--only PART] [--keep FOLDER] [--json] [--distinct]

`--results` is added to class by class, and what is in it already is not built again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

SECONDS = 90
EXTRA = 8  # Mllama has eight rows for pictures, Moshi one for the start
VERDICTS = {
    "right": "the same values, bit for bit",
    "unnamed": "a token table that transformers does not give out under a name",
    "wrong": "other values",
    "refused needlessly": "refused, though it has one",
    "refused rightly": "refused, and it has none",
    "traceback": "no error of ours",
}


def judge(space_of: Any, wanted: Any, others: dict[str, Any]) -> dict[str, Any]:
    """Open one matrix and compare.

    Parameters
    ----------
    space_of : callable
        Opens it.
    wanted : ndarray or None
        What the model says, (rows, dim); None where it has none.
    others : dict of str to ndarray
        Token tables of the model that would be right as well if it names none.
    """
    from lexiscape.errors import LexiscapeError

    try:
        space = space_of()
    except LexiscapeError as error:
        return {"verdict": "refused rightly" if wanted is None else "refused needlessly", "message": str(error)}
    except Exception as error:
        lines = traceback.format_exc().splitlines()
        return {"verdict": "traceback", "message": f"{type(error).__name__}: {error}; {' '.join(lines[-4:-1])[:300]}"}
    opened = np.asarray(space.vectors)
    about = {"tensor": space.provenance["tensor"], "tied": space.provenance.get("tied")}
    if wanted is not None:
        same = opened.shape == wanted.shape and np.array_equal(opened, wanted)
        return {"verdict": "right" if same else "wrong", **about}
    found = [name for name, table in others.items() if table.shape == opened.shape and np.array_equal(table, opened)]
    return {"verdict": "unnamed" if found else "wrong", "module": found[:1], **about}


def text_vocabularies(config: Any) -> set[int]:
    """Return the sizes of the text vocabularies that a config names: one, or one a side."""
    sizes = set()
    for sides in ({}, {"encoder": True}, {"decoder": True}):
        try:
            size = getattr(config.get_text_config(**sides), "vocab_size", None)
        except Exception:
            continue
        if type(size) is int:
            sizes.add(size)
    for inner in vars(config).values():
        if hasattr(inner, "get_text_config") and (hasattr(inner, "text_config") or not sizes):
            sizes |= text_vocabularies(inner)
    return sizes


def _table(layer: Any, sizes: set[int]) -> Any:
    """Return a layer's weight as float32, (rows, dim), if it has a row for every id of a text vocabulary."""
    weight = getattr(layer, "weight", None)
    if weight is None or getattr(weight, "ndim", 0) != 2:
        return None
    if not any(size <= weight.shape[0] <= size + EXTRA for size in sizes):
        return None
    return weight.detach().float().numpy()


def _asked(method: Any, sizes: set[int]) -> Any:
    try:
        return _table(method(), sizes)
    except Exception:
        return None  # NotImplementedError, and attributes that a class without text lacks


def _own(model: Any) -> Any:
    try:
        return model.get_input_embeddings()
    except Exception:
        return None


def _as_array(name: str, weight: Any) -> dict[str, Any]:
    return {} if weight is None or weight.ndim != 2 else {name: weight.detach().float().numpy()}


def _one(model: Any) -> bool:
    """Tell whether the two matrices are one parameter."""
    return bool(model.get_input_embeddings().weight.data_ptr() == model.get_output_embeddings().weight.data_ptr())


def write_folder(model: Any, folder: Path, n_tokens: int) -> None:
    """Save a model and a tokenizer of so many tokens."""
    model.save_pretrained(folder)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocab = {(special[i] if i < len(special) else f"w{i}"): i for i in range(n_tokens)}
    tokenizer = {"version": "1.0", "added_tokens": [], "normalizer": None, "pre_tokenizer": None, "decoder": None}
    tokenizer["model"] = {"type": "WordLevel", "unk_token": "[UNK]", "vocab": vocab}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def examine(model: Any, folder: Path) -> dict[str, Any]:
    """Save a model, open both its matrices and judge them."""
    from torch import nn

    import lexiscape
    from tiny_classes import VOCABULARY

    sizes = text_vocabularies(model.config)
    given = _asked(model.get_input_embeddings, sizes)
    scores = _asked(model.get_output_embeddings, sizes)
    tables = {name: layer for name, layer in model.named_modules() if isinstance(layer, nn.Embedding)}
    own = getattr(_own(model), "weight", None)  # also where no config says how many rows it should have
    heads = {name: layer for name, layer in model.named_modules() if isinstance(layer, nn.Linear)}
    fitting = [size for size in sizes if given is not None and size <= len(given) <= size + EXTRA]
    known = fitting or [len(table) for table in (given, scores) if table is not None][:1]
    n_tokens = max(known or sizes, default=VOCABULARY)
    write_folder(model, folder, n_tokens)

    def every(layers: dict[str, Any]) -> dict[str, Any]:
        found = {name: _table(layer, sizes) for name, layer in layers.items()}
        return {name: table for name, table in found.items() if table is not None}

    return {
        "vocabularies": sorted(sizes),
        "has_input": given is not None,
        "has_output": scores is not None,
        "tied": _one(model) if given is not None and scores is not None else None,
        "input": judge(lambda: lexiscape.open_space(folder), given, every(tables) | _as_array("its own", own)),
        "output": judge(lambda: lexiscape.open_space(folder, matrix="output"), scores, every(heads)),
    }


def run_class(name: str, keep: Path | None = None, distinct: bool = False) -> dict[str, Any]:
    """Build one class and examine it: a row of the results."""
    import torch
    import transformers

    from tiny_classes import VARIANTS, build, build_variant, model_classes

    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    variant = VARIANTS.get(name)
    one = model_classes()[variant.of if variant else name]
    row: dict[str, Any] = {"class": name, "model_type": getattr(one.config_class, "model_type", "")}
    folder = Path(tempfile.mkdtemp(prefix="architecture-"))
    signal.signal(signal.SIGALRM, _too_late)
    signal.alarm(SECONDS)
    try:
        model, row["shrunk"] = (build_variant(variant), "by sixteen") if variant else build(one, distinct)
        row |= examine(model, folder)
        if keep is not None:
            _keep_headers(folder, keep / name)
    except Exception as error:  # foreign code
        row["not_built"] = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    finally:
        signal.alarm(0)
        shutil.rmtree(folder, ignore_errors=True)
    return row | {"seconds": round(time.perf_counter() - started, 1)}


def _too_late(*_: Any) -> None:
    raise TimeoutError(f"took more than {SECONDS} s")


def _keep_headers(folder: Path, kept: Path) -> None:
    """Keep what the choice of a matrix looks at: config, tokenizer, and each tensor's name, type and shape."""
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "config.json", kept)
    header: dict[str, Any] = {}
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as opened:
            size = int.from_bytes(opened.read(8), "little")
            header |= json.loads(opened.read(size))
    header.pop("__metadata__", None)
    (kept / "tensors.json").write_text(json.dumps({k: [v["dtype"], v["shape"]] for k, v in header.items()}))


def _work(task: tuple[str, Path | None, bool]) -> dict[str, Any]:
    return run_class(*task)


def _start() -> None:
    os.nice(5)
    sys.stdout = sys.stderr  # foreign code prints


def run_all(names: list[str], results: Path, keep: Path | None, distinct: bool) -> list[dict[str, Any]]:
    """Run every class that is not in `results` yet, in two processes; return all rows."""
    rows = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    done = {row["class"] for row in rows}
    waiting = [(name, keep, distinct) for name in names if name not in done]
    with multiprocessing.get_context("spawn").Pool(2, _start) as pool, results.open("a") as file:
        for number, row in enumerate(pool.imap_unordered(_work, waiting), 1):
            rows.append(row)
            file.write(json.dumps(row) + "\n")
            file.flush()
            print(f"\r{number} of {len(waiting)} {row['class']:60}", end="", file=sys.stderr)
    return [row for row in rows if row["class"] in names]


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Count the verdicts."""
    built = [row for row in rows if "not_built" not in row]
    table: dict[str, Any] = {"classes": len(rows), "built": len(built)}
    for matrix in ("input", "output"):
        having = [row for row in built if row[f"has_{matrix}"]]
        counts = Counter(row[matrix]["verdict"] for row in built)
        table[matrix] = {
            "with one": len(having),
            **{verdict: counts[verdict] for verdict in VERDICTS},
            "right of those with one": round(counts["right"] / max(1, len(having)), 4),
        }
    table["said to be tied, or not, wrongly"] = [row["class"] for row in built if _tied_wrongly(row)]
    return table


def _tied_wrongly(row: dict[str, Any]) -> bool:
    return row["tied"] is not None and row["input"]["verdict"] == "right" and row["input"]["tied"] is not row["tied"]


def show(rows: list[dict[str, Any]]) -> None:
    """Print the counts, then every class that is not right or rightly refused."""
    table = summary(rows)
    print(f"{table['built']} of {table['classes']} classes built")
    for matrix in ("input", "output"):
        print(f"{matrix}: " + ", ".join(f"{value} {name}" for name, value in table[matrix].items()))
    print("said to be tied, or not, wrongly:", ", ".join(table["said to be tied, or not, wrongly"]) or "none")
    for row in sorted(rows, key=lambda row: row["class"]):
        for matrix in ("input", "output"):
            verdict = row.get(matrix, {}).get("verdict", "right")
            if verdict not in ("right", "refused rightly"):
                told = row[matrix].get("message") or row[matrix]["tensor"]
                print(f"{row['class']} ({row['model_type']}), {matrix}: {verdict}: {told[:220]}")
    for row in rows:
        if "not_built" in row:
            print(f"{row['class']}: could not be built: {row['not_built'][:160]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, help="JSON lines; added to, never built twice")
    parser.add_argument("--only", help="a regular expression that a class's name must match")
    parser.add_argument("--keep", type=Path, help="a folder for every class's config and tensor names")
    parser.add_argument("--distinct", action="store_true", help="every vocabulary of a model another size")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    from tiny_classes import VARIANTS, model_classes

    names = [name for name in (*model_classes(), *VARIANTS) if not arguments.only or re.search(arguments.only, name)]
    with tempfile.TemporaryDirectory() as scratch:
        results = arguments.results or Path(scratch) / "results.jsonl"
        rows = run_all(names, results, arguments.keep, arguments.distinct)
    if arguments.json:
        print(json.dumps({"summary": summary(rows), "classes": rows}, indent=1))
    else:
        show(rows)


if __name__ == "__main__":
    main()
