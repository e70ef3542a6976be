"""The same source, options and seed give the same bytes: whatever the machine, its settings and the number of threads.

Each way of computing has a process of its own, which runs this file and leaves its outputs in a folder.
"""

import functools
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lexiscape import _native
from lexiscape.files import FORMATS, payload
from lexiscape.files.comparisons import COMPARISON_FORMATS

#: What NumPy may choose at run time, by the names of its older and its newer releases; what it does not know, it skips.
NUMPY_FEATURES = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR X86_V3 X86_V4"

#: Threads, instruction set of our kernels (its place among those that run here), and environment.
WAYS = {
    "one thread, of the matrix products too": (1, -1, {"OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "1"}),
    "three threads, plain kernels, an old processor's matrix products, another place": (
        3,
        0,
        {"OPENBLAS_CORETYPE": "Prescott", "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    ),
    "kernels in between, matrix products for Haswell, plain sums of NumPy and of the C library": (
        2,
        len(_native.instruction_sets()) // 2,
        {
            "OPENBLAS_CORETYPE": "Haswell",
            "NPY_DISABLE_CPU_FEATURES": NUMPY_FEATURES,
            "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable",
        },
    ),
}

_NO_MAP = np.frombuffer(b"{}", np.uint8)  # what else an .npz says of itself: nothing


def make_outputs(threads, instructions):
    """Write into this folder, and on standard output, whatever depends on numbers."""
    import lexiscape.neighbors
    from lexiscape.check import CheckOptions, check_vocabulary
    from lexiscape.cli import main
    from lexiscape.corrections import SPACES, correct_space, find_neighbors_in
    from lexiscape.files.reports import save_report

    for name in ("squared_norms", "nearest_rows", "principal_plane", "Descent"):  # the others are told
        setattr(_native, name, functools.partial(getattr(_native, name), instructions=instructions))
    lexiscape.neighbors._INSTRUCTIONS = instructions

    def run(command, *given, threaded=True):
        main([command, *given, *(("--threads", str(threads)) if threaded else ())], standalone_mode=False)

    def to(name, suffixes):
        return [part for suffix in suffixes for part in ("-o", name + suffix)]

    some = ("--range", "1000:1500", "--quiet")
    run("map", "demo:bert", *some, *to("map", FORMATS.keys() - {".tsv"}), "-o", "vectors.tsv", "-o", "metadata.tsv")
    run("map", "demo:bert", *some, "--perplexity", "20", "--metric", "euclidean", "-o", "gaussian.npz")
    run("map", "demo:bert", *some, "--layout", "pca", "-o", "pca.csv")
    run("map", "demo:bert", "--range", "1000:1040", "--quiet", "-o", "few.csv")
    both = ("demo:bert", "demo:llama", "--first", "2500", "--fold-case")
    run("compare", *both, "--json", *to("comparison", COMPARISON_FORMATS))
    run("compare", *both, "--json", "--metric", "euclidean")
    run("info", "demo:bert", "--json", threaded=False)
    run("neighbors", "demo:bert", "victory", "--json", threaded=False)
    reserved_and_words = lexiscape.open_space("demo:bert").take(np.r_[1:301, 2000:3500])
    report = check_vocabulary(reserved_and_words, options=CheckOptions(neighbors=10, threads=threads))
    save_report(report, "check.json")
    columns = {name: values.tolist() for name, values in report.columns().items()}
    Path("columns.json").write_text(json.dumps(columns), "utf-8")
    for name in SPACES:
        some = lexiscape.open_space("demo:bert").range(1000, 1700)
        known = {"vectors": some.vectors[:, :210], "provenance": {"tied": True}}
        named = correct_space(replace(some, **known), name, counts=1 / np.arange(1.0, 701))
        near = find_neighbors_in(named, threads=threads)
        np.savez(f"{name}-space.npz", rows=named.vectors, near=near.indices, far=near.distances, meta=_NO_MAP)
    lexiscape.neighbors.EXACT_PRODUCTS = 0  # as many products as a vocabulary of 100,000 tokens has
    run("map", "demo:bert", "--range", "1000:4000", "--quiet", "-o", "approximate.npz")


def outputs(folder, threads, instructions, environment):
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, Path(__file__).resolve(), str(threads), instructions],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    return {"standard output": done.stdout} | {path.name: settled(path) for path in folder.iterdir()}


def settled(path):
    """Return what a file holds, but for how long its making took and on what machine, which some note."""
    if path.suffix == ".npz":
        with np.load(path) as stored:
            arrays = {name: (stored[name].dtype, stored[name].shape, stored[name].tobytes()) for name in stored.files}
        return arrays | {"meta": payload.lasting(json.loads(arrays["meta"][2]))}
    if path.suffix == ".parquet":
        from pyarrow import parquet

        table = parquet.read_table(path)
        return table.to_pydict(), table.schema.names, payload.lasting(json.loads(table.schema.metadata[b"lexiscape"]))
    return path.read_bytes()


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    fastest = _native.instruction_sets()[-1]
    return outputs(tmp_path_factory.mktemp("usual") / "out", 2, fastest, {"PYTHONHASHSEED": "0"})


@pytest.mark.parametrize("way", WAYS)
def test_the_same_bytes(usual, tmp_path, way):
    threads, place, environment = WAYS[way]
    found = outputs(tmp_path / "out", threads, _native.instruction_sets()[place], environment)
    assert found.keys() == usual.keys()
    assert [name for name in usual if found[name] != usual[name]] == []


#: What depends on nothing but numbers and text: no picture, nothing compressed, no version or name of anything.
ALIKE_ANYWHERE = ("map.csv", "pca.csv", "few.csv", "gaussian.npz", "approximate.npz", "columns.json", "comparison.csv")
#: Their digests, as `python tests/cli/test_same_bytes.py golden` writes them down: each Python, NumPy and SciPy that
#: these tests run with, and each system, is held against the same.
WRITTEN_DOWN = Path(__file__).parents[1] / "golden" / "bytes.json"


def digest(output):
    """SHA-256 of a file's bytes, or of an archive's arrays; its `meta` names versions."""
    if isinstance(output, dict):
        output = b"".join(
            f"{name} {dtype} {shape}".encode() + data
            for name, (dtype, shape, data) in sorted((name, array) for name, array in output.items() if name != "meta")
        )
    return hashlib.sha256(output).hexdigest()


def test_the_bytes_are_those_that_were_written_down(usual):
    assert {name: digest(usual[name]) for name in ALIKE_ANYWHERE} == json.loads(WRITTEN_DOWN.read_text("utf-8"))


def test_what_was_written_is_all_that_can_be(usual):
    assert json.loads(usual["columns.json"]).keys() >= {
        "untrained",
        "cosine_to_untrained",
        "cosine_without_first",
        "cosine_centered",
    }
    assert json.loads(usual["check.json"])["findings"]["untrained"]["count"] > 290
    assert {Path(name).suffix for name in usual} >= {*FORMATS, *COMPARISON_FORMATS}
    assert usual["approximate.npz"]["meta"]["neighbors"]["method"] == "approximate"


if __name__ == "__main__":
    if sys.argv[1:] == ["golden"]:
        with tempfile.TemporaryDirectory() as folder:
            made = outputs(Path(folder) / "out", 2, _native.instruction_sets()[-1], {})
        WRITTEN_DOWN.write_text(
            json.dumps({name: digest(made[name]) for name in ALIKE_ANYWHERE}, indent=1) + "\n", "utf-8"
        )
    else:
        make_outputs(int(sys.argv[1]), sys.argv[2])
