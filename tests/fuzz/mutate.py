"""Sound files with a few bytes changed, for every reader: whatever is neither read nor refused by a sentence is told.

    python tests/fuzz/mutate.py [--seconds 60 | --mutants 2000] [--seed 0] [READER …]

Needs nothing but Lexiscape, unlike `fuzz_sources.py`, whose mutants are led by what code they reach; and changes what
stands inside a format, too: a value of the JSON in a safetensors header, a part of a zip archive with its checksum put
right, the text under a page's base64 and gzip. Mutant k of a reader is the same on every machine.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import math
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import lexiscape as lx
from lexiscape.errors import LexiscapeError
from lexiscape.files.page import DATA_END, DATA_START
from lexiscape.layouts.coordinates import read_coordinates
from lexiscape.sources.describe import describe_source

WORDS = [f"w{number}" for number in range(30)]
NUMBERS = np.random.default_rng(0).normal(size=(30, 8)).astype(np.float32)
Mutator = Callable[[random.Random, bytes], bytes]


class Target(NamedTuple):
    """A reader: the file to change, how, and what reads it."""

    file: Path
    change: Mutator
    read: Callable[[], Any]


def any_bytes(chance: random.Random, stored: bytes) -> bytes:
    """Change, cut, repeat or drop a few bytes."""
    changed = bytearray(stored)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        what = chance.randrange(6)
        if what == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            changed[at : at + 1] = bytes(
                [chance.choice((0, 1, 9, 10, 32, 34, 44, 45, 46, 48, 57, 91, 123, 127, 128, 255))]
            )
        elif what == 2:
            del changed[at : at + chance.choice((1, 2, 8, 100))]
        elif what == 3:
            changed[at:at] = changed[at : at + chance.choice((1, 4, 30))]
        elif what == 4:
            width = chance.choice((1, 2, 4, 8))
            far = chance.choice((0, 1, 127, 255, 1 << 15, (1 << 31) - 1, 1 << 31, (1 << 63) - 1))
            changed[at : at + width] = far.to_bytes(8, "little")[:width]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


ODD = (
    *(None, True, -1, 0, 1, 1 << 31, 1 << 63, 1 << 70, 10**400, 1.5, 1e308),
    *("", "a", "\ud800", "x" * 300, [], [[]], [1], [None], {}, {"a": 1}, {"": {}}),
)


def any_json(chance: random.Random, stored: bytes) -> bytes:
    """Put another value, of any type, somewhere into a JSON text, or change its bytes."""
    if chance.random() < 0.15:
        return any_bytes(chance, stored)
    if chance.random() < 0.02:
        return b"[" * 100_000
    value = json.loads(stored)
    for _ in range(chance.choice((1, 1, 2, 3))):
        holder, key, at = None, None, value
        while isinstance(at, dict | list) and at and (holder is None or chance.random() < 0.75):
            holder, key = at, chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
            at = at[key]
        if holder is None:
            value = chance.choice(ODD)
        elif chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = chance.choice(ODD)
    return json.dumps(value).encode()


def any_npy(chance: random.Random, stored: bytes) -> bytes:
    """Give an array another shape, type or value, or change its bytes."""
    what = chance.randrange(4)
    if what == 0:
        return any_bytes(chance, stored)
    if what == 1:
        return any_bytes(chance, stored[:128]) + stored[128:]
    array = np.load(io.BytesIO(stored))
    if what == 2 and array.ndim:
        array = chance.choice(
            (
                array[:0],
                array[None],
                array.reshape(-1),
                array[:1],
                array[..., :1],
                np.array(7),
                np.concatenate([array, array]),
            )
        )
    else:
        kinds = ("<i8", "<i4", "<f8", "<f2", "|u1", "|b1", "<c8", "|S3", "<U2", "<M8[s]", ">f4", "V2", "<u8")
        with np.errstate(all="ignore"), suppress(ValueError):  # a text is no number
            array = array.astype(chance.choice(kinds))
    made = io.BytesIO()
    np.save(made, array)
    return made.getvalue()


def any_member(chance: random.Random, stored: bytes) -> bytes:
    """Change one part of an archive, its checksum put right; or the archive's own bytes."""
    if chance.random() < 0.25:
        return any_bytes(chance, stored)
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    part = parts[name]
    if chance.random() < 0.05:
        del parts[name]
    elif not name.endswith(".npy"):
        parts[name] = any_bytes(chance, part)
    elif part[128:129] in (b"{", b"[") and chance.random() < 0.8:
        text = any_json(chance, part[128:])
        made = io.BytesIO()
        np.save(made, np.frombuffer(text, np.uint8))
        parts[name] = made.getvalue()
    else:
        parts[name] = any_npy(chance, part)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def any_page(chance: random.Random, stored: bytes) -> bytes:
    """Change the data under a page's base64 and gzip, its header's JSON, or the page itself."""
    if chance.random() < 0.1:
        return any_bytes(chance, stored)
    start = stored.index(DATA_START) + len(DATA_START)
    end = stored.index(DATA_END, start)
    body = gzip.decompress(base64.b64decode(stored[start:end]))
    size = int.from_bytes(body[4:8], "little")
    if chance.random() < 0.7:
        header = any_json(chance, body[8 : 8 + size])
        body = body[:4] + len(header).to_bytes(4, "little") + header + body[8 + size :]
    else:
        body = any_bytes(chance, body)
    return stored[:start] + base64.b64encode(gzip.compress(body, 1)) + stored[end:]


def any_safetensors(chance: random.Random, stored: bytes) -> bytes:
    """Change the header's JSON, the JSON text that a saved space holds, or any byte."""
    size = int.from_bytes(stored[:8], "little")
    what = chance.randrange(3)
    if what == 0:
        return any_bytes(chance, stored)
    header, body = stored[8 : 8 + size], stored[8 + size :]
    told = json.loads(header)
    if what == 1 and "space" in told:
        first, last = told["space"]["data_offsets"]
        text = any_json(chance, body[first:last])
        told = {name: entry for name, entry in told.items() if name not in ("space", "__metadata__")}
        rest, made = b"", {}
        for name, entry in told.items():
            part = body[slice(*entry["data_offsets"])]
            made[name] = {**entry, "data_offsets": [len(rest), len(rest) + len(part)]}
            rest += part
        made["space"] = {"dtype": "U8", "shape": [len(text)], "data_offsets": [len(rest), len(rest) + len(text)]}
        header, body = json.dumps(made).encode(), rest + text
    else:
        header = any_json(chance, header)
    return len(header).to_bytes(8, "little") + header + body


def targets(folder: Path) -> Iterator[tuple[str, Target]]:
    """Make a sound file for every reader, and yield how it is changed and read."""
    drawn = lx.map_space(lx.open_space(WORDS, NUMBERS), layout="pca")
    for suffix, change in ((".npz", any_member), (".html", any_page)):
        file = folder / f"map{suffix}"
        drawn.save(file)
        yield f"map {suffix}", Target(file, change, lambda file=file: use_map(file))
    space = lx.open_space(WORDS, NUMBERS)
    for suffix, change in ((".npz", any_member), (".csv", any_bytes)):
        file = folder / f"init{suffix}"
        if suffix == ".npz":
            np.savez(file, xy=drawn.xy, ids=drawn.space.ids)
        else:
            drawn.save(file)
        yield f"--init {suffix}", Target(file, change, lambda file=file: read_coordinates(file, space))
    yield from _sources(folder, space)


def use_map(file: Path) -> None:
    """Open a map and write it again, as `figure` and `save` use one."""
    opened = lx.load_map(file)
    opened.save(file.with_name("again.npz"), file.with_name("again.html"), file.with_name("again.csv"))


def use_source(file: Path) -> None:
    """Open a source, and tell of it what `info` tells."""
    lx.open_space(file)
    describe_source(file)


def _sources(folder: Path, space: Any) -> Iterator[tuple[str, Target]]:
    from lexiscape.sources.formats.saved import save_space

    def source(name: str, change: Mutator, stored: bytes, opened: Path | None = None) -> tuple[str, Target]:
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(stored)
        return name, Target(file, change, lambda: use_source(opened or file))

    (folder / "tokens.txt").write_text("\n".join(WORDS) + "\n", "utf-8")
    made = io.BytesIO()
    np.save(made, NUMBERS)
    yield source("vectors.npy", any_npy, made.getvalue())
    made = io.BytesIO()
    np.savez(made, vectors=NUMBERS, tokens=np.array(WORDS))
    yield source("vectors.npz", any_member, made.getvalue())
    save_space(space, folder / "saved.safetensors")
    yield source("saved.safetensors", any_safetensors, (folder / "saved.safetensors").read_bytes())
    lines = [f"{word} {' '.join(f'{x:.4f}' for x in row)}\n" for word, row in zip(WORDS, NUMBERS, strict=True)]
    yield source("words.vec", any_bytes, f"30 8\n{''.join(lines)}".encode())
    yield source("words.glove", any_bytes, "".join(lines).encode())
    table = "".join("\t".join(map(str, row)) + "\n" for row in NUMBERS.tolist())
    (folder / "metadata.tsv").write_text("\n".join(WORDS) + "\n", "utf-8")
    yield source("vectors.tsv", any_bytes, table.encode())
    header = {"bert.embeddings.word_embeddings.weight": {"dtype": "F32", "shape": [30, 8], "data_offsets": [0, 960]}}
    text = json.dumps(header).encode()
    weights = len(text).to_bytes(8, "little") + text + NUMBERS.tobytes()
    vocabularies = {
        "tokenizer.json": json.dumps(
            {
                "model": {"type": "BPE", "vocab": {w: i for i, w in enumerate(WORDS)}, "merges": []},
                "added_tokens": [{"id": 0, "content": "w0", "special": True}],
                "pre_tokenizer": {"type": "ByteLevel"},
                "decoder": {"type": "ByteLevel"},
            }
        ),
        "vocab.json": json.dumps({w: i for i, w in enumerate(WORDS)}),
        "vocab.txt": "\n".join(WORDS) + "\n",
    }
    config = json.dumps(
        {"model_type": "bert", "vocab_size": 30, "hidden_size": 8, "tie_word_embeddings": True}
    ).encode()
    for number, (vocabulary, told) in enumerate(vocabularies.items()):
        model = folder / f"model{number}"
        model.mkdir()
        (model / "config.json").write_bytes(config)
        (model / "model.safetensors").write_bytes(weights)
        change = any_json if vocabulary.endswith("json") else any_bytes
        yield source(f"{model.name}/{vocabulary}", change, told.encode(), model)
    yield source("model2/config.json", any_json, config, folder / "model2")
    yield source("model2/model.safetensors", any_safetensors, weights, folder / "model2")
    tokenizer_config = (
        b'{"tokenizer_class": "BertTokenizer", "added_tokens_decoder": {"0": {"content": "w0", "special": true}}}'
    )
    yield source("model2/tokenizer_config.json", any_json, tokenizer_config, folder / "model2")


def run(name: str, target: Target, seed: int, most: int, seconds: float) -> tuple[int, Counter[str]]:
    """Read mutants until there were `most`, or `seconds` are over; returns how many, and what went wrong how often."""
    sound = target.file.read_bytes()
    target.read()  # a reader that refuses the sound file would refuse every mutant
    wrong: Counter[str] = Counter()
    number, end = 0, time.monotonic() + seconds
    while number < most and time.monotonic() < end:
        chance = random.Random(f"{seed} {name} {number}")
        target.file.write_bytes(target.change(chance, sound))
        number += 1
        try:
            target.read()
        except LexiscapeError:
            continue
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "lexiscape" in frame.filename]
            place = ours[-1] if ours else place
            wrong[f"{type(error).__name__}: {str(error)[:60]!r} at {Path(place.filename).name}:{place.lineno}"] += 1
    target.file.write_bytes(sound)
    return number, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--mutants", type=int, default=1 << 30)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.seconds == math.inf and given.mutants == 1 << 30:
        given.mutants = 200
    warnings.simplefilter("ignore")
    resource.setrlimit(
        resource.RLIMIT_AS, (6 << 30, 6 << 30)
    )  # what asks for more is an error here, not a dead machine
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, target in targets(Path(folder)):
            if given.readers and name not in given.readers:
                continue
            tried, wrong = run(name, target, given.seed, given.mutants, given.seconds)
            sys.stdout.write(f"{name:28} {tried:7,} mutants  {wrong.total():5,} tracebacks\n")
            sys.stdout.writelines(f"    {count:5} {told}\n" for told, count in wrong.most_common(12))
            sys.stdout.flush()
            failures += wrong.total()
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
