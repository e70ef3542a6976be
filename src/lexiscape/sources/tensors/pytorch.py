"""A `.bin` file as `torch.save` writes it in, its tensors' places out; without torch, and without running its pickle.

Two forms: since PyTorch 1.6 a zip archive, uncompressed, with the pickle in `…/data.pkl` and each storage in
`…/data/KEY`; before, five pickles in a row (magic number, protocol, system, the object, the storages' keys) and then,
for each key in that order, an 8-byte count and the elements (torch/serialization.py, `_legacy_save`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, Any, cast

from lexiscape.bounded import list_members
from lexiscape.errors import CorruptFile, SourceError, first_line
from lexiscape.sources.storage.blob import Blob, BlobFile
from lexiscape.sources.tensors.matrix import STORED_TYPES, DenseTensor, count
from lexiscape.sources.tensors.pickles import read_pickle
from lexiscape.sources.tensors.torch_pickle import TORCH, Storage, Strided, storage_of, tensors_in

_ZIP = b"PK\x03\x04"
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
_TAIL = 256 << 10  # fetched together: the archive's directory
_MOST_PICKLE = 256 << 20  # bytes; that of a model with 100,000 tensors has 20 million
Place = tuple[int, int]  # where a storage starts, how many bytes it has


def is_pytorch(blob: Blob) -> bool:
    """Tell a file of torch.save, in either form, by its first bytes."""
    head = blob.read(0, min(16, blob.size))
    return head.startswith(_ZIP) or (head[:1] == b"\x80" and _LEGACY_MAGIC.to_bytes(10, "little") in head)


def read_tensors(blob: Blob) -> dict[str, DenseTensor]:
    """Return every tensor of the file by name.

    Raises
    ------
    SourceError
        Its pickle names or calls what is no part of a state dict; nothing was run.
    CorruptFile
        Its bytes contradict its format.
    """
    if blob.read(0, min(8, blob.size)) == b"version ":
        raise CorruptFile(f"{blob.name} is a Git LFS pointer, not the model: fetch the file itself with git lfs pull")
    if not is_pytorch(blob):
        raise CorruptFile(
            f"{blob.name} is not what torch.save writes: expected a zip archive or PyTorch's magic number"
        )
    with _named(blob):
        if blob.read(0, 4) == _ZIP:
            state, place_of = _open_zip(blob)
        else:
            state, place_of = _open_legacy(blob)
        return {name: _tensor(blob, name, strided, place_of) for name, strided in tensors_in(state)}


def _tensor(blob: Blob, name: str, tensor: Strided, place_of: Callable[[Storage], Place]) -> DenseTensor:
    if tensor.dtype not in STORED_TYPES or not tensor.is_contiguous:
        # Other tensors of the file can be read all the same; this one is refused when it is asked for.
        return DenseTensor(name, f"{tensor.dtype}{'' if tensor.is_contiguous else ' (strided)'}", tensor.shape, blob, 0)
    item = STORED_TYPES[tensor.dtype].size
    start, size = place_of(tensor.storage)
    begin, length = tensor.offset * item, count(tensor.shape) * item
    if begin + length > size or start + size > blob.size:
        raise CorruptFile(
            f"tensor {name!r} of shape {tensor.shape} needs bytes {begin:,} to {begin + length:,} of storage "
            f"{tensor.storage.key[:40]!r}, which has {size:,}"
        )
    return DenseTensor(name, tensor.dtype, tensor.shape, blob, start + begin)


def _open_zip(blob: Blob) -> tuple[Any, Callable[[Storage], Place]]:
    blob.fetch(max(0, blob.size - _TAIL), blob.size)
    try:
        listed = list_members(cast("IO[bytes]", BlobFile(blob)), blob.name)
    except SourceError:
        raise
    except Exception as error:  # zipfile meets broken archives with many kinds of error
        raise CorruptFile(f"a broken zip archive ({first_line(error)})") from None
    members = {member.filename: member for member in listed}
    pickles = [name for name in members if name == "data.pkl" or name.endswith("/data.pkl")]
    if len(pickles) != 1:
        raise CorruptFile(f"a zip archive with {len(pickles)} data.pkl: expected one, as torch.save writes it")
    root = pickles[0].removesuffix("data.pkl")
    if f"{root}byteorder" in members and _is_big_endian(blob, members[f"{root}byteorder"]):
        raise SourceError("was saved on a big-endian machine, which is not read: save it again as safetensors")

    def place_of(storage: Storage) -> Place:
        member = members.get(f"{root}data/{storage.key}")
        if member is None:
            raise CorruptFile(f"storage {storage.key[:40]!r} is missing in the archive")
        return _member_place(blob, member)

    if members[pickles[0]].file_size > _MOST_PICKLE:
        raise CorruptFile(f"a pickle of {members[pickles[0]].file_size:,} bytes, larger than any state dict's")
    return read_pickle(io.BytesIO(_content(blob, members[pickles[0]])), TORCH), place_of


def _member_place(blob: Blob, member: zipfile.ZipInfo) -> Place:
    """Return where an archive member's bytes are; only uncompressed ones, so nothing can swell."""
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
        raise CorruptFile(f"{member.filename[:60]!r} is compressed or encrypted, as torch.save never writes it")
    header = blob.read(member.header_offset, member.header_offset + 30)
    if header[:4] != _ZIP:
        raise CorruptFile(f"{member.filename[:60]!r} is not where the archive's directory says")
    # the local header repeats name and extra field, of its own lengths (APPNOTE.TXT 4.3.7)
    skipped = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return member.header_offset + 30 + skipped, member.file_size


def _is_big_endian(blob: Blob, member: zipfile.ZipInfo) -> bool:
    return member.file_size < 16 and b"big" in _content(blob, member)


def _content(blob: Blob, member: zipfile.ZipInfo) -> bytes:
    start, size = _member_place(blob, member)
    return blob.read(start, start + size)


def _open_legacy(blob: Blob) -> tuple[Any, Callable[[Storage], Place]]:
    file = BlobFile(blob)
    stream = cast("IO[bytes]", file)
    magic, protocol, system = (read_pickle(stream, TORCH) for _ in range(3))
    if magic != _LEGACY_MAGIC or protocol != 1001 or not isinstance(system, dict):
        # Types only: the text of nested tuples, each twice in the next, never ends, nor does that of a long number.
        raise CorruptFile(
            f"expected PyTorch's magic number, protocol 1001 and a dict of its system, got a {type(magic).__name__}, a "
            f"{type(protocol).__name__} and a {type(system).__name__} of other values"
        )
    if system.get("little_endian") is False:
        raise SourceError("was saved on a big-endian machine, which is not read: save it again as safetensors")
    storages: dict[str, Storage] = {}  # all of them, for where one lies is told by the sizes of those before it
    state = read_pickle(stream, replace(TORCH, persistent=lambda parts: _noted(parts, storages)))
    keys = read_pickle(stream, TORCH)
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise CorruptFile("expected the list of storage keys")
    places: dict[str, Place] = {}
    at = file.tell()
    for key in keys:
        storage = storages.get(key)
        if storage is None or storage.dtype not in STORED_TYPES:
            # Behind a storage of unknown size, none can be found.
            break
        size = storage.numel * STORED_TYPES[storage.dtype].size
        places[key] = (at + 8, size)
        at += 8 + size
    if at > blob.size:
        raise CorruptFile(f"is cut short: its storages need {at:,} bytes, it has {blob.size:,}; download it again")

    def place_of(storage: Storage) -> Place:
        if storage.key not in places:
            raise CorruptFile(f"storage {storage.key[:40]!r} is missing")
        start, size = places[storage.key]
        if int.from_bytes(blob.read(start - 8, start), "little") != storage.numel:
            raise CorruptFile(f"storage {storage.key[:40]!r} should have {storage.numel:,} elements, its count differs")
        return start, size

    return state, place_of


def _noted(parts: tuple[Any, ...], storages: dict[str, Storage]) -> Storage:
    storage = storage_of(parts)
    storages[storage.key] = storage
    return storage


@contextmanager
def _named(blob: Blob) -> Iterator[None]:
    """Put the file's name before what is wrong with it."""
    try:
        yield
    except SourceError as error:
        text = str(error)
        raise type(error)(text if text.startswith(blob.name) else f"{blob.name}: {text}") from None
