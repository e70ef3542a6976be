"""A map as the bytes that its page carries, and back: quantized, packed, compressed with gzip.

The container, before gzip: `LXSC`, the header's length (uint32, little-endian), the header (JSON in ASCII), then the
sections the header lists. Integers are stored as byte planes (every lowest byte, then every second byte, …), because
the upper planes of small numbers are nearly constant and compress to almost nothing. A neighbor is stored as how many
places further along a curve through the map it lies: those that the map kept near are small numbers. gzip's own CRC-32
tells a damaged page from a whole one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import (
    MANTISSA_BITS_DROPPED,
    PAGE_NEIGHBORS,
    PAYLOAD_MAGIC,
    PAYLOAD_VERSION,
)
from lexiscape.bounded import gunzip
from lexiscape.bounded_json import parse_json
from lexiscape.columns import Column
from lexiscape.errors import CorruptFile, VectorError, first_line
from lexiscape.files.citation import cite
from lexiscape.files.curve import along_curve
from lexiscape.files.sections import SectionReader, SectionWriter, unzigzag, zigzag
from lexiscape.layouts.grid import Grid, grid_of
from lexiscape.map_data import MapData

MAGIC = PAYLOAD_MAGIC.encode("ascii")
VERSION = PAYLOAD_VERSION
#: Distances are kept to 1/2047 of the largest one: the third decimal of a cosine is off by one at most.
DISTANCE_STEPS = 2047
#: Numbers with no more different values than this are kept exactly, as codes into a table.
LARGEST_TABLE = 256
#: Most of the data is neighbors and distances, with little to find in them: higher levels cost time and save nothing.
COMPRESSION_LEVEL = 6
_GZIP_HEADER = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
#: Entries of a map's provenance that tell of the run and its machine, not of the map.
_OF_THE_RUN = frozenset({"seconds", "instructions", "instruction_set", "device", "python", "numpy"})


@dataclass(frozen=True, eq=False)
class Payload:
    """What a page holds of a map: everything but the vectors.

    Attributes
    ----------
    name : str
        What the map is called.
    tokens, readable : sequence of str, n
        Raw and readable form of each token.
    ids : ndarray, (n,), int64
        The model's token ids.
    xy : ndarray, (n, 2), float32
        Where each token lies, to 1/65535 of the map's larger side.
    indices : ndarray, (n, k), int32
        Row positions of the true neighbors, nearest first.
    distances : ndarray, (n, k), float32
        Their distances in the embedding space, to 1/2047 of the largest one.
    metric : str
        One of `lexiscape.neighbors.METRICS`.
    columns : mapping of str to Column
        What is known of each token; numbers to four significant digits, whole numbers exactly.
    meta : mapping
        The map's provenance: JSON values only.
    citation : str
        How to cite it, as BibTeX: what `lexiscape cite` prints. Whoever reads the file again makes it anew.
    carried : mapping of str to bytes
        What the page carries beside it, packed, by name; none of it is part of `encode`.
    within : ndarray, (2, 2), float32, or None
        The least and the greatest coordinates that the page's grid reaches, where that is more than `xy`: the other
        frames of a film lie in it, too. Not read back.
    """

    name: str
    tokens: Sequence[str]
    readable: Sequence[str]
    ids: NDArray[np.int64]
    xy: NDArray[np.float32]
    indices: NDArray[np.int32]
    distances: NDArray[np.float32]
    metric: str = "cosine"
    columns: Mapping[str, Column] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    citation: str = ""
    carried: Mapping[str, bytes] = field(default_factory=dict)
    within: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.tokens)


def of(map: MapData, neighbors: int = PAGE_NEIGHBORS) -> Payload:  # noqa: A002 - the thing is called a map
    """Gather from a map what its page holds, with at most `neighbors` true neighbors a token."""
    return Payload(
        map.space.name,
        map.space.tokens,
        map.space.readable,
        map.space.ids,
        map.xy,
        map.found.indices[:, :neighbors],
        map.found.distances[:, :neighbors],
        map.found.metric,
        map.columns,
        lasting(map.meta),
        cite(map),
    )


def encode(payload: Payload) -> bytes:
    """Pack a payload; the same payload gives the same bytes wherever zlib is the same library.

    Once unpacked, they are the same everywhere. (zlib-ng, which stands in for zlib in some builds of Python, finds
    other matches; stored instead of compressed, a map would be nearly twice as large.)

    Raises
    ------
    VectorError
        A coordinate or a distance is NaN or infinite; the rows are named.
    """
    _refuse_unplaced(payload)
    n, k = payload.indices.shape
    writer = SectionWriter()
    grid = grid_of(payload.xy, payload.within)
    writer.integers("xy", grid.steps.T)
    distance_step = write_near(writer, grid.steps, payload.indices, payload.distances)
    writer.integers("ids", zigzag(np.diff(payload.ids, prepend=0)))
    writer.strings("readable", payload.readable)
    writer.strings("tokens", [_head(raw, text) for raw, text in zip(payload.tokens, payload.readable, strict=True)])
    columns = [write_column(writer, column) for column in payload.columns.values()]
    header = {
        "version": VERSION,
        "name": payload.name,
        "n": n,
        "k": k,
        "metric": payload.metric,
        "xy": {"origin": grid.origin.tolist(), "step": grid.step, **_reach(payload.within, grid)},
        "distance_step": distance_step,
        "columns": columns,
        "meta": dict(payload.meta),
        "citation": payload.citation,
        **writer.listing(),
    }
    return contain(MAGIC, header, writer.parts)


def contain(
    magic: bytes, header: Mapping[str, Any], parts: Iterable[bytes], strategy: int = zlib.Z_DEFAULT_STRATEGY
) -> bytes:
    """Pack a header and what follows it as a page carries them.

    Before gzip: `magic`, the header's length (uint32, little-endian), the header (strict JSON in ASCII), the parts.
    `strategy` is one of zlib's.
    """
    head = json.dumps(header, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    return compress(b"".join([magic, len(head).to_bytes(4, "little"), head, *parts]), strategy)


def unpack(packed: bytes, magic: bytes) -> tuple[dict[str, Any], memoryview]:
    """Undo `contain`: return the header and the bytes that follow it.

    Raises
    ------
    CorruptFile
        It holds something else, swells as no map does, or ends too early.
    Exception
        Whatever gzip and JSON meet damaged bytes with: the caller says what was expected.
    """
    body = gunzip(packed)
    if body[:4] != magic:
        raise CorruptFile(f"expected data that starts with {magic!r}, found {body[:4]!r}")
    start = 8 + int.from_bytes(body[4:8], "little")
    return parse_json(body[8:start], "its head", parse_constant=no_constant), memoryview(body)[start:]


def lasting(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return a map's provenance without what differs from run to run and machine to machine.

    That is how long each stage took, which instruction set the kernels used, and the versions of Python and NumPy.
    """
    inner = {name: meta[name] for name in ("neighbors", "layout", "versions") if isinstance(meta.get(name), Mapping)}
    parts = {name: {key: part[key] for key in part if key not in _OF_THE_RUN} for name, part in inner.items()}
    return {key: value for key, value in {**meta, **parts}.items() if key not in _OF_THE_RUN}


def compress(body: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """Compress as one gzip member with a header of our own: that of `gzip` differs by version of Python and by system.

    RFC 1952: deflate, no flags, no time, no hint of the level, and of an unknown system.
    """
    machine = zlib.compressobj(COMPRESSION_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)
    deflated = machine.compress(body) + machine.flush()
    end = zlib.crc32(body).to_bytes(4, "little") + (len(body) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join([_GZIP_HEADER, deflated, end])


def decode(data: bytes) -> Payload:
    """Unpack what `encode` packed.

    Raises
    ------
    CorruptFile
        The bytes are not a payload, were cut or altered, or come from a newer version.
    """
    try:
        return _decode(*unpack(data, MAGIC))
    except (CorruptFile, MemoryError):
        raise
    except Exception as error:  # of a dozen kinds, as JSON and NumPy meet what is no map
        told = first_line(error)
        raise CorruptFile(f"the map's data is damaged: expected a whole gzip payload, but {told}") from error


def no_constant(told: str) -> Any:
    """Refuse NaN and Infinity, which Python's reader of JSON takes and JSON has not: for `parse_constant`."""
    raise CorruptFile(f"it says {told}, which is no JSON")


def _decode(header: dict[str, Any], body: memoryview) -> Payload:
    if header["version"] != VERSION:
        raise CorruptFile(f"the map's data is of version {header['version']}; this Lexiscape reads version {VERSION}")
    reader = SectionReader(header, body)
    n, k = header["n"], header["k"]
    if type(n) is not int or type(k) is not int or not 0 <= n * max(k, 1) <= len(body):
        raise CorruptFile("the map's data is damaged: it is too short for its tokens and their neighbors")
    origin, step = np.array(header["xy"]["origin"]), header["xy"]["step"]
    grid = reader.integers("xy").reshape(2, n).T
    xy = (grid * step + origin).astype(np.float32)
    levels = np.cumsum(unzigzag(reader.integers("distances")).reshape(k, n).T, axis=1)
    readable = reader.strings("readable")
    heads = reader.strings("tokens")
    return Payload(
        header["name"],
        [_whole(head, text) for head, text in zip(heads, readable, strict=True)],
        readable,
        np.cumsum(unzigzag(reader.integers("ids"))),
        xy,
        _rows_along(along_curve(grid), reader.integers("neighbors").reshape(n, k)),
        (levels * header["distance_step"]).astype(np.float32),
        header["metric"],
        {entry["name"]: _read_column(reader, entry) for entry in header["columns"]},
        header["meta"],
        str(header.get("citation", "")),
    )


def _reach(within: NDArray[np.float32] | None, grid: Grid) -> dict[str, list[int]]:
    """Return the header's entry for how many steps the grid reaches either way, where that is more than its places."""
    if within is None:
        return {}
    return {"reach": np.rint((within[1].astype(np.float64) - grid.origin) / grid.step).astype(np.int64).tolist()}


def write_near(
    writer: SectionWriter,
    steps: NDArray[np.int64],
    indices: NDArray[np.int32],
    distances: NDArray[np.float32],
    before: str = "",
) -> float:
    """Add the true neighbors of tokens that lie at these steps of a grid; return the unit of their distances.

    `before` stands before the names of the sections.
    """
    writer.integers(f"{before}neighbors", _neighbors_along(along_curve(steps), indices))
    longest = float(distances.max(initial=0))
    # no less than what single precision, in which distances are divided by it, can hold
    unit = max(longest / DISTANCE_STEPS, float(np.finfo(np.float32).tiny)) if longest else 1.0
    levels = np.rint(distances / unit).astype(np.int64)
    writer.integers(f"{before}distances", zigzag(np.diff(levels, axis=1, prepend=0)).T)
    return unit


def _neighbors_along(rows: NDArray[np.int64], indices: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how many places further along the curve each neighbor lies, folded by `zigzag`."""
    places = np.empty_like(rows)
    places[rows] = np.arange(len(rows))
    return zigzag(places[indices] - places[:, None])


def _rows_along(rows: NDArray[np.int64], steps: NDArray[np.int64]) -> NDArray[np.int32]:
    """Undo `_neighbors_along`."""
    indices = np.empty(steps.shape, np.int32)
    places = np.arange(len(rows))[:, None]
    indices[rows] = rows[places + unzigzag(steps)[rows]]
    return indices


def _refuse_unplaced(payload: Payload) -> None:
    for what, values in (("coordinates", payload.xy), ("neighbor distances", payload.distances)):
        rows = np.flatnonzero(~np.isfinite(values).all(axis=1))
        if len(rows):
            named = ", ".join(f"{row} ({payload.tokens[row]!r:.40})" for row in rows[:5].tolist())
            more = f" and {len(rows) - 5:,} more" if len(rows) > 5 else ""
            raise VectorError(
                f"expected finite {what}, but they are NaN or infinite in row {named}{more}: "
                "lay the map out again, or leave these tokens out"
            )


def _head(raw: str, text: str) -> str:
    """Return what the raw form has before the readable one, marked `+`; or, marked `=`, the whole raw form."""
    return "+" + raw[: len(raw) - len(text)] if raw.endswith(text) else "=" + raw


def _whole(head: str, text: str) -> str:
    return head[1:] + text if head[0] == "+" else head[1:]


def write_column(writer: SectionWriter, column: Column, before: str = "") -> dict[str, Any]:
    """Add a column; return the header's entry. `before` stands before the name of the section."""
    key = f"{before}column:{column.name}"
    entry = {"name": column.name, "title": column.title, "help": column.help}
    if column.categories is not None:
        writer.integers(key, column.values)
        return {**entry, "store": "codes", "categories": list(column.categories)}
    values = column.values.astype(np.float32)
    with np.errstate(invalid="ignore"):
        whole = bool((np.isfinite(values) & (np.abs(values) < 2**31) & (values == np.rint(values))).all())
    if whole:
        writer.integers(key, zigzag(np.diff(values.astype(np.int64), prepend=0)))
        return {**entry, "store": "integers"}
    table, codes = np.unique(values.view(np.uint32), return_inverse=True)  # bits: NaN has its place, too
    if len(table) <= LARGEST_TABLE:
        writer.integers(key, codes)
        return {**entry, "store": "table", "table": table.tolist()}
    bits = values.view(np.uint32).astype(np.int64)
    finite = np.isfinite(values)
    half = 1 << (MANTISSA_BITS_DROPPED - 1)
    bits = np.where(finite, bits + half, bits) >> MANTISSA_BITS_DROPPED
    writer.integers(key, bits)
    return {**entry, "store": "floats"}


def _read_column(reader: SectionReader, entry: Mapping[str, Any]) -> Column:
    stored = reader.integers(f"column:{entry['name']}")
    categories: tuple[str, ...] | None = None
    values: NDArray[Any]
    if entry["store"] == "codes":
        values, categories = stored.astype(np.int32), tuple(entry["categories"])
    elif entry["store"] == "integers":
        values = np.cumsum(unzigzag(stored)).astype(np.float32)
    elif entry["store"] == "table":
        values = np.array(entry["table"], np.uint32)[stored].view(np.float32)
    else:
        values = (stored << MANTISSA_BITS_DROPPED).astype(np.uint32).view(np.float32)
    return Column(entry["name"], entry["title"], values, categories, entry["help"])
