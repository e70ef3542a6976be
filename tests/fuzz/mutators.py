"""A sound file's bytes and a source of chance in, a mutant out: bytes changed, and what stands inside a format too."""

from __future__ import annotations

import base64
import gzip
import io
import json
import pickletools
import random
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from typing import Any

import numpy as np

from fuzz.sound import GGUF_TYPES, gguf_bytes
from lexiscape.files.page import DATA_END, DATA_START

Mutator = Callable[[random.Random, bytes], bytes]


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


#: What a field of a table, a word or a line may turn into.
ODD_TEXTS = (
    *("", " ", "\t", "\r", "\n", "\0", "\ufeff", "\u2028", "\x85", '"', "'", "\\", ",", ";", "#", "\x1b]0;x\x07"),
    *("nan", "inf", "-inf", "1e999", "1e-999", "1_0", "0x10", "٣", "²", "-0", "9" * 30, "9" * 5000, "1e38 " * 40),
    *("\ud800", "x" * 5000, "id", "token", "raw", "x", "y", "b'\\xff'", "'" * 3, "[" * 2000, "\udcff", "YQ=="),
)


def any_text(chance: random.Random, stored: bytes) -> bytes:
    """Put another text for a field, between fields or for a line; or change any bytes."""
    if chance.random() < 0.4:
        return any_bytes(chance, stored)
    lines = stored.decode("utf-8", "surrogateescape").split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = chance.randrange(len(lines))
        what = chance.randrange(5)
        odd = chance.choice(ODD_TEXTS)
        if what == 0:
            lines[row] = odd
        elif what == 1:
            lines.insert(row, chance.choice(lines))
        elif what == 2 and len(lines) > 1:
            del lines[row]
        else:
            separator = chance.choice([mark for mark in "\t, " if mark in lines[row]] or [" "])
            fields = lines[row].split(separator)
            fields[chance.randrange(len(fields))] = odd
            lines[row] = separator.join(fields)
    text = "\n".join(lines)
    return text.encode(chance.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16")), "surrogatepass")


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
            value = deepcopy(chance.choice(ODD))
        elif chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = deepcopy(chance.choice(ODD))
    return json.dumps(value).encode()


def any_json_lines(chance: random.Random, stored: bytes) -> bytes:
    """Change one of the JSON texts that stand a line each."""
    lines = stored.split(b"\n")
    row = chance.randrange(len(lines) - 1)
    lines[row] = any_json(chance, lines[row])
    return b"\n".join(lines)


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
    elif name.endswith(".pkl"):
        parts[name] = any_pickle(chance, part)
    elif not name.endswith(".npy"):
        parts[name] = any_bytes(chance, part)
    elif part[128:129] in (b"{", b"[") and chance.random() < 0.8:
        text = any_json(chance, part[128:])
        made = io.BytesIO()
        np.save(made, np.frombuffer(text, np.uint8))
        parts[name] = made.getvalue()
    else:
        parts[name] = any_npy(chance, part)
    return zipped(parts, chance.choice((zipfile.ZIP_STORED,) * 9 + (zipfile.ZIP_DEFLATED,)))


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compression)  # of 1980: the same bytes every time
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
    """Change the header's JSON, a JSON text that is kept in a tensor, or any byte."""
    size = int.from_bytes(stored[:8], "little")
    what = chance.randrange(3)
    if what == 0:
        return any_bytes(chance, stored)
    header, body = stored[8 : 8 + size], stored[8 + size :]
    told = json.loads(header)
    texts = [name for name in told if name == "space" or ".quant_state." in name]
    if what == 1 and texts:
        inside = texts[0]
        first, last = told[inside]["data_offsets"]
        text = any_json(chance, body[first:last])
        told = {name: entry for name, entry in told.items() if name not in (inside, "__metadata__")}
        rest, made = b"", {}
        for name, entry in told.items():
            part = body[slice(*entry["data_offsets"])]
            made[name] = {**entry, "data_offsets": [len(rest), len(rest) + len(part)]}
            rest += part
        made[inside] = {"dtype": "U8", "shape": [len(text)], "data_offsets": [len(rest), len(rest) + len(text)]}
        header, body = json.dumps(made).encode(), rest + text
    else:
        header = any_json(chance, header)
    return len(header).to_bytes(8, "little") + header + body


#: Opcodes without an argument, most of which a sound pickle has somewhere.
_OPCODES = b"(.012NPQRabdelostu\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94]})"


def any_pickle(chance: random.Random, stored: bytes) -> bytes:
    """Drop, repeat, swap or add whole opcodes of the pickles in a row that stand at a file's start; or change bytes."""
    if chance.random() < 0.35:
        return any_bytes(chance, stored)
    steps, rest = _steps(stored)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(steps))
        what = chance.randrange(5)
        if what == 0:
            del steps[at]
        elif what == 1:
            steps.insert(at, chance.choice(steps))
        elif what == 2:
            other = chance.randrange(len(steps))
            steps[at], steps[other] = steps[other], steps[at]
        elif what == 3:
            steps.insert(at, bytes([chance.choice(_OPCODES)]))
        else:
            long = chance.choice((b"\x8a\x08" + b"\xff" * 7 + b"\x7f", b"J\xff\xff\xff\x7f", b"J\xff\xff\xff\xff"))
            steps[at] = chance.choice((long, b"X\1\0\0\0a", b"C\1a", b"cos\nsystem\n", b"G\x7f\xf0\0\0\0\0\0\0"))
    return b"".join(steps) + rest


def _steps(stored: bytes) -> tuple[list[bytes], bytes]:
    file = io.BytesIO(stored)
    steps: list[bytes] = []
    while True:
        begin = file.tell()
        try:
            places = [place for _, _, place in pickletools.genops(file)]
        except ValueError:
            return steps, stored[begin:]
        ends = [*places[1:], file.tell()]
        steps += [stored[first:last] for first, last in zip(places, ends, strict=True)]


def any_gguf(pairs: list[tuple[str, int, Any]], tensors: list[tuple[str, tuple[int, ...], int, bytes]]) -> Mutator:
    """Return what makes another GGUF file: metadata of other types and values, tensors of other shapes, any bytes."""

    def change(chance: random.Random, stored: bytes) -> bytes:
        if chance.random() < 0.4:
            return any_bytes(chance, stored)
        said, kept = list(pairs), list(tensors)
        for _ in range(chance.choice((1, 1, 2))):
            at = chance.randrange(len(said))
            if chance.random() < 0.6:
                said[at] = (said[at][0], *_other(chance))
            elif chance.random() < 0.2:
                del said[at]
            else:
                place = chance.randrange(len(kept))
                name, shape, kind, content = kept[place]
                shape = chance.choice((shape, shape[::-1], (*shape, 1), shape[:1], (), (1 << 62, 1 << 62), (0, 8)))
                kind = chance.choice((kind, *range(40), 1 << 31))
                kept[place] = (chance.choice((name, "output.weight", "x")), shape, kind, content)
        return gguf_bytes(said, kept)

    return change


def _other(chance: random.Random) -> tuple[int, Any]:
    """Return a type of GGUF's and a value of it: numbers, texts, lists of either, lists of lists."""
    kind = chance.choice((*GGUF_TYPES, 8, 9, 9, 9))
    if kind == 8:
        return 8, chance.choice((b"", b"a", b"\xff", b"x" * 300, b"\xed\xa0\x80"))
    if kind != 9:
        return kind, chance.choice((0, 1, 7))
    inner = chance.choice((*GGUF_TYPES, 8, 8))
    count = chance.choice((0, 1, 29, 30, 31, 300))
    return 9, (inner, [(b"a", b"", b"\xff")[number % 3] if inner == 8 else number % 2 for number in range(count)])
