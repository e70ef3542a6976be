"""Coverage-guided fuzzing of the readers of hostile files, by atheris: CI gives each a minute.

    pip install . atheris          (not editable: atheris instruments what is plainly importable)
    python tests/fuzz/fuzz_sources.py safetensors|pytorch|words|vocabulary|gguf|gensim -max_total_time=60

Any error but ours is a crash; so are more than 512 MB of memory, and 10 seconds for one input.
"""

from __future__ import annotations

import io
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lexiscape", "pickletools", "zipfile"], enable_loader_override=False):
    from lexiscape.errors import LexiscapeError
    from lexiscape.sources.formats import gguf, keyed_vectors, word_vectors
    from lexiscape.sources.located import Choice
    from lexiscape.sources.storage.blob import LocalBlob
    from lexiscape.sources.storage.repository import Folder
    from lexiscape.sources.tensors import pytorch, safetensors
    from lexiscape.sources.vocabularies.vocabulary_files import VOCABULARIES

FOLDER = Path(tempfile.mkdtemp())


def _write(name: str, data: bytes) -> Path:
    path = FOLDER / name
    path.write_bytes(data)
    return path


def _tensors(reader: Callable[..., dict[str, safetensors.DenseTensor]], name: str, data: bytes) -> None:
    for tensor in reader(LocalBlob(_write(name, data))).values():
        if len(tensor.shape) == 2 and 0 not in tensor.shape:
            tensor.rows(0, 1)


def _vocabulary(data: bytes) -> None:
    if not data:
        return
    row = VOCABULARIES[data[0] % len(VOCABULARIES)]
    file = row.file.replace("*", "x")
    _write(file, data[1:])
    row.read(Folder(FOLDER), file)


#: A sound file for rows of `VOCABULARIES`.
_VOCABULARIES = {
    "tokenizer.json": b'{"model":{"type":"BPE","vocab":{"a":0}},"added_tokens":[{"id":1,"content":"b"}]}',
    "vocab.txt": b"a\nb\n",
    "vocab.json": b'{"a":0}',
    "tekken.json": b'{"config":{"default_vocab_size":2,"default_num_special_tokens":1},'
    b'"vocab":[{"rank":0,"token_bytes":"YQ=="}]}',
    "spm.model": b"\n\x07\n\x03abc\x18\x01",
    "*.tiktoken": b"YQ== 0\n",
    "dict.txt": b"a 2\nb 1\n",
    "rwkv_vocab*.txt": b"1 'a' 1\n2 b'\\xe6' 1\n",
}


def _seeds() -> dict[str, list[bytes]]:
    """Return a sound file or two for each target, from which the fuzzer sets out."""
    header = b'{"a":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]}}'
    tensor = (
        b"\x80\x02}X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQK\x00K\x02K\x02\x86K\x02K\x01\x86\x89ccollections\nOrderedDict\n)RtRs."
    )
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("archive/data.pkl", tensor)
        archive.writestr("archive/data/0", bytes(16))
    legacy = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}." + tensor
    legacy += b"\x80\x02]X\x01\x00\x00\x000a." + (4).to_bytes(8, "little") + bytes(16)
    array = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\1b\x87R(K\1K\1K\1\x86cnumpy\ndtype\n"
    array += b"X\2\0\0\0f4K\0K\1\x87R(K\3X\1\0\0\0<NNNK\0K\0K\0tb\x89C\4\0\0\0\0tb"
    words = b"\x80\3cgensim.models.keyedvectors\nKeyedVectors\n)\x81}(X\7\0\0\0vectors" + array
    words += b"X\x0c\0\0\0index_to_key]X\1\0\0\0aaub."
    metadata = b"\x15\0\0\0\0\0\0\0tokenizer.ggml.tokens\x09\0\0\0\x08\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0a"
    places = b"\x11\0\0\0\0\0\0\0token_embd.weight\2\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    return {
        "gensim": [words],
        "gguf": [b"GGUF\3\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0" + metadata + places + bytes(64)],
        "safetensors": [len(header).to_bytes(8, "little") + header + bytes(4)],
        "pytorch": [zipped.getvalue(), legacy],
        "words": [b"2 2\na 1 2\nb 3 4\n", b"2 1\na \0\0\0\0\nb \0\0\0\0\n", b"a 1 2\nb 3 4\n"],
        "vocabulary": [bytes([row]) + _VOCABULARIES.get(file.file, b"") for row, file in enumerate(VOCABULARIES)],
    }


TARGETS: dict[str, Callable[[bytes], object]] = {
    "safetensors": lambda data: _tensors(safetensors.read_tensors, "model.safetensors", data),
    "pytorch": lambda data: _tensors(pytorch.read_tensors, "pytorch_model.bin", data),
    "words": lambda data: word_vectors.locate(_write("v.vec", data), Choice()),
    "vocabulary": _vocabulary,
    "gensim": lambda data: keyed_vectors.locate(_write("v.kv", data), Choice()),
    "gguf": lambda data: gguf.locate(_write("m.gguf", data), Choice()).matrix.rows(0, 1),
}


def main() -> None:
    name = sys.argv.pop(1)
    target = TARGETS[name]
    warnings.simplefilter("ignore")

    def once(data: bytes) -> None:
        with suppress(LexiscapeError):
            target(data)

    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(_seeds()[name]):
        (corpus / str(number)).write_bytes(seed)
    atheris.Setup([*sys.argv, str(corpus), "-rss_limit_mb=512", "-timeout=10"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
