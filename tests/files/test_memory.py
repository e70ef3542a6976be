"""Files that say, or are, far more than they should be: each is refused before it has cost much memory.

Every file is read in a process of its own, whose peak of resident memory is measured from when Lexiscape is loaded.
Most are sparse: gigabytes long, and a few kilobytes on the disk.
"""

import json
import struct
import subprocess
import sys
import zipfile
import zlib

import numpy as np
import pytest

if sys.platform == "win32":
    pytest.skip("peaks are measured by getrusage", allow_module_level=True)

LIMIT = 200 << 20
GB = 1 << 30
CHILD = """
import resource, sys
import numpy, lexiscape as lx
import lexiscape.layouts.coordinates, lexiscape.maps.load, lexiscape.sources.describe
from lexiscape.contextual.texts import documents
from lexiscape.errors import LexiscapeError
from lexiscape.space.selection import Selection
from pathlib import Path
how, file = sys.argv[1], Path(sys.argv[2])
space = lx.open_space(["a", "b", "c"], numpy.eye(3, dtype="f4"))
def text(file):
    options = documents.TextOptions()
    for shard in documents.plan_shards([file], options):
        for _ in documents.read_shard(shard, options):
            pass
read = {
    "source": lx.open_space,
    "map": lx.load_map,
    "--init": lambda file: lx.layouts.coordinates.read_coordinates(file, space),
    "--words": lambda file: Selection(words=file).apply(space),
    "--frequency": lambda file: Selection(frequency=str(file)).apply(space),
    "text": text,
}[how]
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))  # what asks for more fails, and not the machine
unit = 1 if sys.platform == "darwin" else 1024
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read(file)
    told = ""
except LexiscapeError as error:
    told = str(error)
sys.stdout.write(f"{(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) * unit} {told}")
"""


def sparse(path, size, first=b"", last=b""):
    with path.open("wb") as file:
        file.write(first)
        file.truncate(size)
        file.seek(size - len(last))
        file.write(last)
    return path


def vectors(tmp_path, name="v.npy"):
    np.save(tmp_path / name, np.eye(3, dtype=np.float32))
    return tmp_path / name


def list_beside(suffix):
    def make(tmp_path):
        sparse(tmp_path / f"v{suffix}", 5 * GB, b'["a"' if suffix == ".json" else b"a\n")
        return vectors(tmp_path)

    return make


def one_line(name, first, filler=b"1 "):
    """A table with a line of 1 GB."""

    def make(tmp_path):
        (tmp_path / "metadata.tsv").write_text("a\nb\n")
        return sparse(tmp_path / name, GB, first + filler * ((64 << 20) // len(filler)))

    return make


def many_members(name):
    """An archive of 4 million empty parts, which only its directory (200 MB) names."""

    def make(tmp_path):
        entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
        directory = entry * (1 << 22)
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), 4, 0)
        (tmp_path / name).write_bytes(b"PK\3\4" + directory + end)
        return tmp_path / name

    return make


def long_header(name):
    """A NumPy header (format 2.0) of 2 GB."""
    return lambda tmp_path: sparse(tmp_path / name, 3 * GB, b"\x93NUMPY\2\0" + struct.pack("<I", 2 * GB))


def long_header_inside(name, member):
    def make(tmp_path):
        with zipfile.ZipFile(tmp_path / name, "w") as archive, archive.open(member, "w") as file:
            file.write(b"\x93NUMPY\2\0" + struct.pack("<I", 1 << 28))
            for _ in range(1 << 8):
                file.write(b" " * (1 << 20))
        return tmp_path / name

    return make


def gguf(pairs):
    def make(tmp_path):
        head = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + pairs
        return sparse(tmp_path / "m.gguf", 4 * GB, head)

    return make


def gguf_list(name, kind, count):
    return gguf(struct.pack("<Q", len(name)) + name + struct.pack("<IIQ", 9, kind, count))


def folder(file, make):
    def made(tmp_path):
        (tmp_path / "m").mkdir()
        (tmp_path / "m" / "config.json").write_text('{"model_type": "bert"}')
        header = json.dumps({"word_embeddings.weight": {"dtype": "F32", "shape": [3, 3], "data_offsets": [0, 36]}})
        (tmp_path / "m" / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header.encode() + bytes(36))
        make(tmp_path / "m" / file)
        return tmp_path / "m"

    return made


def gzipped_line(tmp_path):
    packer = zlib.compressobj(9, wbits=31)
    with (tmp_path / "t.jsonl.gz").open("wb") as file:
        for _ in range(1 << 8):
            file.write(packer.compress(b" " * (1 << 20)))
        file.write(packer.flush())
    return tmp_path / "t.jsonl.gz"


def pickled_text(name, start):
    """A text of 2 GB in a pickle."""
    return lambda tmp_path: sparse(tmp_path / name, 3 * GB, start + b"\x8d" + struct.pack("<Q", 2 * GB))


def header_of(text):
    """A .safetensors file of this header."""

    def make(tmp_path):
        header = text()
        (tmp_path / "m.safetensors").write_bytes(struct.pack("<Q", len(header)) + header)
        (tmp_path / "vocab.txt").write_text("a\nb\nc\n")
        return tmp_path / "m.safetensors"

    return make


def tensors():
    entry = '"t{}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'
    return b"{" + ",".join(map(entry.format, range(600_000))).encode() + b"}"


def lists(n):
    return b"[" + b"[]," * n + b"[]]"


def written(name, content):
    def make(tmp_path):
        (tmp_path / name).write_bytes(content())
        return tmp_path / name

    return make


def three_lists(tmp_path):
    """Each of 4 million strings, all of them empty."""
    names = (b"tokenizer.ggml.tokens", b"tokenizer.ggml.merges", b"x")
    empty = struct.pack("<IIQ", 9, 8, 1 << 22) + bytes(8 << 22)
    told = b"".join(struct.pack("<Q", len(name)) + name + empty for name in names)
    (tmp_path / "m.gguf").write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 3) + told)
    return tmp_path / "m.gguf"


FILES = {
    "an archive's directory, .bin": ("source", many_members("pytorch_model.bin")),
    "an archive's directory, .npz": ("source", many_members("v.npz")),
    "an archive's directory, map": ("map", many_members("m.npz")),
    "an archive's directory, --init": ("--init", many_members("xy.npz")),
    "a token list, .txt": ("source", list_beside(".txt")),
    "a token list, .json": ("source", list_beside(".json")),
    "a token list, .csv": ("source", list_beside(".csv")),
    "a line, .vec": ("source", one_line("w.vec", b"3 2\na 1 2\nb ")),
    "a line, .vec, first": ("source", one_line("w.vec", b"", b"1 ")),
    "a line of a word, .vec": ("source", one_line("w.vec", b"3 2\na 1 2\n", b"a")),
    "counts, .vec": ("source", lambda tmp_path: sparse(tmp_path / "w.vec", 4 * GB, b"3 1000000000\na")),
    "counts, .bin": ("source", lambda tmp_path: sparse(tmp_path / "w.bin", 4 * GB, b"1000000 500\na \0")),
    "zeros, .bin": ("source", lambda tmp_path: sparse(tmp_path / "w.bin", GB - 1, b"1000000 100\n")),
    "a line, .glove": ("source", one_line("w.glove", b"a 1 2\nb 1 2\nc ")),
    "a line, vectors.tsv": ("source", one_line("vectors.tsv", b"1\t2\n", b"1\t")),
    "words, metadata.tsv": (
        "source",
        lambda tmp_path: (
            (tmp_path / "vectors.tsv").write_text("1\t2\n3\t4\n")
            and sparse(tmp_path / "metadata.tsv", 5 * GB, b"a\n")
            and tmp_path / "vectors.tsv"
        ),
    ),
    "a line, --init": ("--init", one_line("xy.csv", b"id,x,y\n0,1,2\n", b"1,")),
    "a file, --words": ("--words", lambda tmp_path: sparse(tmp_path / "w.txt", 5 * GB, b"a\n")),
    "a file, --frequency": ("--frequency", lambda tmp_path: sparse(tmp_path / "w.txt", 5 * GB, b"a\n")),
    "a header, .npy": ("source", long_header("v.npy")),
    "a header, .npz": ("source", long_header_inside("v.npz", "vectors.npy")),
    "a header, map": ("map", long_header_inside("m.npz", "ids.npy")),
    "a header, --init": ("--init", long_header_inside("xy.npz", "xy.npy")),
    "a header, .safetensors": (
        "source",
        lambda tmp_path: sparse(tmp_path / "m.safetensors", 4 * GB, struct.pack("<Q", 3 * GB)),
    ),
    "600,000 tensors, .safetensors": ("source", header_of(tensors)),
    "8 million lists, .safetensors": ("source", header_of(lambda: b'{"x":' + lists(8_000_000) + b"}")),
    "lists, a token list": (
        "source",
        lambda tmp_path: written("v.json", lambda: lists(8_000_000))(tmp_path) and vectors(tmp_path),
    ),
    "lists, config.json": ("source", folder("config.json", lambda path: path.write_bytes(lists(8_000_000)))),
    "lists, tokenizer.json": ("source", folder("tokenizer.json", lambda path: path.write_bytes(lists(8_000_000)))),
    "lists, a line of JSON": ("text", written("t.jsonl", lambda: b'{"text":' + lists(8_000_000) + b"}")),
    "three lists of strings, .gguf": ("source", three_lists),
    "strings, .gguf": ("source", gguf_list(b"tokenizer.ggml.tokens", 8, 500_000_000)),
    "numbers, .gguf": ("source", gguf_list(b"tokenizer.ggml.scores", 6, 900_000_000)),
    "other numbers, .gguf": ("source", gguf_list(b"x", 0, 4_000_000_000)),
    "a string, .gguf": ("source", gguf(struct.pack("<Q", 3 * GB))),
    "a pickle's text, .kv": ("source", pickled_text("w.kv", b"\x80\4")),
    "a pickle's text, legacy .bin": ("source", pickled_text("m.bin", b"\x80\2\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.")),
    "an entry, fastText": (
        "source",
        lambda tmp_path: sparse(
            tmp_path / "f.bin",
            3 * GB,
            struct.pack("<2i12id", 793712314, 12, 8, 5, 5, 1, 5, 1, 2, 2, 4, 3, 6, 100, 1e-4)
            + struct.pack("<3i2q", (1 << 28), (1 << 28), 0, 30, 0),
        ),
    ),
    "tokenizer.json": ("source", folder("tokenizer.json", lambda path: sparse(path, 5 * GB, b'{"model"'))),
    "vocab.txt": ("source", folder("vocab.txt", lambda path: sparse(path, 5 * GB, b"a\nb\n"))),
    "spiece.model": ("source", folder("spiece.model", lambda path: sparse(path, 5 * GB, b"\n\7\n\3abc"))),
    "x.tiktoken": ("source", folder("x.tiktoken", lambda path: sparse(path, 5 * GB, b"YQ== 0\n"))),
    "a page": ("map", lambda tmp_path: sparse(tmp_path / "m.html", 5 * GB, b"<!doctype html>")),
    "a line of text": ("text", one_line("t.txt", b"a\n", b"a b ")),
    "a line of JSON": ("text", one_line("t.jsonl", b'{"text": "a"}\n', b" ")),
    "a line under gzip": ("text", gzipped_line),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_too_large_is_refused_before_it_costs_memory(tmp_path, name):
    how, make = FILES[name]
    command = [sys.executable, "-c", CHILD, how, str(make(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    for made in tmp_path.rglob("*.*"):
        if made.is_file():
            made.unlink()  # some are large, and folders of tests are kept
    assert done.returncode == 0, done.stderr[-2000:]
    peak, _, told = done.stdout.partition(" ")
    assert told, "it was read"
    assert "\n" not in told
    assert int(peak) < LIMIT, told
