"""Nothing in, sound files of every format out, as small as they can be: what mutants are made of.

Each is written here byte by byte, so that neither PyTorch nor gensim, gguf or a tokenizer library is needed.
"""

from __future__ import annotations

import io
import json
import pickle
import struct
import sys
import types
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

WORDS = [f"w{number}" for number in range(30)]
NUMBERS = np.random.default_rng(0).normal(size=(30, 8)).astype(np.float32)
EMBEDDING = "bert.embeddings.word_embeddings.weight"


def npy(array: Any) -> bytes:
    """Return an array as NumPy stores it."""
    made = io.BytesIO()
    np.save(made, array)
    return made.getvalue()


def safetensors(tensors: dict[str, tuple[str, tuple[int, ...], bytes]]) -> bytes:
    """Return a file of tensors, by name (type, shape, bytes)."""
    header, body = {}, b""
    for name, (kind, shape, stored) in tensors.items():
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [len(body), len(body) + len(stored)]}
        body += stored
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def four_bits() -> bytes:
    """Return a Llama's matrix in the 4 bits of bitsandbytes, whose settings are JSON in a tensor."""
    name = "model.embed_tokens.weight"
    told = b'{"quant_type": "nf4", "blocksize": 64, "dtype": "float32", "shape": [30, 64]}'
    return safetensors(
        {
            name: ("U8", (960, 1), bytes(range(240)) * 4),
            f"{name}.absmax": ("F32", (30,), np.ones(30, "<f4").tobytes()),
            f"{name}.quant_map": ("F32", (16,), np.linspace(-1, 1, 16, dtype="<f4").tobytes()),
            f"{name}.quant_state.bitsandbytes__nf4": ("U8", (len(told),), told),
        }
    )


#: GGUF's types of numbers → struct's letter.
GGUF_TYPES = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _LIST = 8, 9
GGUF_PAIRS: list[tuple[str, int, Any]] = [
    ("general.architecture", _TEXT, b"llama"),
    ("general.name", _TEXT, b"tiny"),
    ("general.alignment", 4, 32),
    ("tokenizer.ggml.model", _TEXT, b"llama"),
    ("tokenizer.ggml.tokens", _LIST, (_TEXT, [word.encode() for word in WORDS])),
    ("tokenizer.ggml.scores", _LIST, (6, [-float(row) for row in range(30)])),
    ("tokenizer.ggml.token_type", _LIST, (5, [3, *[1] * 29])),
]
GGUF_TENSORS = [("token_embd.weight", (30, 8), 0, NUMBERS.tobytes()), ("output.weight", (30, 8), 0, NUMBERS.tobytes())]
#: The same matrix in Q8_0: blocks of a float16 scale and 32 whole numbers.
GGUF_QUANTIZED = [("token_embd.weight", (30, 32), 8, (b"\0\x3c" + bytes(range(32))) * 30)]


def gguf_bytes(pairs: list[tuple[str, int, Any]], tensors: list[tuple[str, tuple[int, ...], int, bytes]]) -> bytes:
    """Return a GGUF file of metadata (name, type, value) and tensors (name, rows first, type, bytes)."""
    made = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs))
    for name, kind, value in pairs:
        made += _gguf_text(name.encode()) + struct.pack("<I", kind) + _gguf_value(kind, value)
    at = 0
    for name, shape, kind, stored in tensors:
        made += _gguf_text(name.encode()) + struct.pack("<I", len(shape))
        made += b"".join(struct.pack("<Q", extent) for extent in reversed(shape)) + struct.pack("<IQ", kind, at)
        at += -(-len(stored) // 32) * 32
    made += bytes(-len(made) % 32)
    return made + b"".join(stored + bytes(-len(stored) % 32) for *_, stored in tensors)


def _gguf_text(text: bytes) -> bytes:
    return struct.pack("<Q", len(text)) + text


def _gguf_value(kind: int, value: Any) -> bytes:
    if kind == _TEXT:
        return _gguf_text(value)
    if kind == _LIST:
        inner, items = value
        return struct.pack("<IQ", inner, len(items)) + b"".join(_gguf_value(inner, item) for item in items)
    return struct.pack(f"<{GGUF_TYPES[kind]}", value)


def _text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def _state_dict(name: str) -> bytes:
    """Return the pickle of a state dict of one tensor, 30 x 8, as torch.save writes it."""
    storage = b"(" + _text("storage") + b"ctorch\nFloatStorage\n" + _text("0") + _text("cpu") + b"K\xf0tQ"
    tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\0K\x1eK\x08\x86K\x08K\x01\x86\x89"
    return b"\x80\x02}" + _text(name) + tensor + b"ccollections\nOrderedDict\n)RtRs."


def torch_zip(name: str = EMBEDDING) -> dict[str, bytes]:
    """Return the parts of the archive that torch.save writes since 1.6."""
    return {"archive/data.pkl": _state_dict(name), "archive/data/0": NUMBERS.tobytes(), "archive/version": b"3\n"}


def torch_legacy(name: str = EMBEDDING) -> bytes:
    """Return the pickles in a row that torch.save wrote before."""
    head = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}" + _text("little_endian") + b"\x88s."
    return (
        head + _state_dict(name) + b"\x80\x02]" + _text("0") + b"a." + (240).to_bytes(8, "little") + NUMBERS.tobytes()
    )


@contextmanager
def _gensim() -> Iterator[types.SimpleNamespace]:
    """Yield classes of the names that gensim's have, which pickle as its own do."""
    names = ("gensim", "gensim.models", "gensim.models.keyedvectors", "gensim.models.word2vec")
    before = {name: sys.modules.get(name) for name in names}
    made = {name: types.ModuleType(name) for name in names}
    vectors = type("KeyedVectors", (), {"__module__": names[2]})
    model = type("Word2Vec", (), {"__module__": names[3]})
    made[names[2]].KeyedVectors, made[names[3]].Word2Vec = vectors, model  # type: ignore[attr-defined]
    sys.modules.update(made)
    try:
        yield types.SimpleNamespace(vectors=vectors, model=model)
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def gensim(protocol: int, *, beside: bool = False, inside: bool = False) -> bytes:
    """Return gensim's KeyedVectors: its matrix in a file `beside`, or the whole `inside` a Word2Vec."""
    with _gensim() as classes:
        held = classes.vectors()
        counts = {"count": np.arange(30)}
        held.__dict__.update(index_to_key=WORDS, key_to_index={w: i for i, w in enumerate(WORDS)}, expandos=counts)
        held.__dict__.update(vectors=None if beside else NUMBERS, __numpys=["vectors"] if beside else [])
        if inside:
            model = classes.model()
            model.__dict__.update(wv=held, epochs=5)
            held = model
        return pickle.dumps(held, protocol)


def fasttext() -> bytes:
    """Return fastText's native model: a row a word, and 4 buckets of n-grams."""
    head = struct.pack("<2i12id", 793712314, 12, 8, 5, 5, 1, 5, 1, 2, 2, 4, 3, 6, 100, 1e-4)
    made = head + struct.pack("<3i2q", 30, 30, 0, 30, 0)
    made += b"".join(word.encode() + b"\0" + struct.pack("<qb", 30 - row, 0) for row, word in enumerate(WORDS))
    rows = np.concatenate([NUMBERS, NUMBERS[:4]])
    return made + b"\0" + struct.pack("<2q", *rows.shape) + rows.tobytes()


def word2vec_binary() -> bytes:
    """Return word2vec's binary form."""
    rows = zip(WORDS, NUMBERS, strict=True)
    return b"30 8\n" + b"".join(word.encode() + b" " + row.tobytes() + b"\n" for word, row in rows)


def word_lines(counts: bool) -> bytes:
    """Return lines of a word and its numbers, as word2vec writes them with both counts before, GloVe without."""
    lines = [f"{word} {' '.join(f'{x:.4f}' for x in row)}\n" for word, row in zip(WORDS, NUMBERS, strict=True)]
    return ("30 8\n" * counts + "".join(lines)).encode()


def sentencepiece() -> bytes:
    """Return a SentencePiece model of 30 pieces."""
    made = b""
    for row, word in enumerate(WORDS):
        piece = b"\x0a" + bytes([len(word)]) + word.encode() + b"\x15\0\0\x80\xbf" + bytes([0x18, 3 if row < 2 else 1])
        made += b"\x0a" + bytes([len(piece)]) + piece
    return made + b"\x12\x03\x0a\x01x"


def tokenizer_json(kind: str) -> bytes:
    """Return a tokenizer.json as the tokenizers library writes it, its merges last."""
    ids = {word: row for row, word in enumerate(WORDS)}
    vocab = [[word, -float(row)] for word, row in ids.items()] if kind == "Unigram" else ids
    model = {"type": kind, "vocab": vocab, **({"merges": [["w", "0"]]} if kind == "BPE" else {})}
    told = {
        "added_tokens": [{"id": 0, "content": "w0", "special": True}],
        "pre_tokenizer": {"type": "ByteLevel"},
        "decoder": {"type": "ByteLevel"},
        "model": model,
    }
    return json.dumps(told).encode()


def tekken() -> bytes:
    """Return Mistral's tekken.json: 5 special tokens and 25 of bytes."""
    entries = [{"rank": row, "token_bytes": b64encode(b"t%d" % row).decode(), "token_str": "t"} for row in range(25)]
    special = [{"rank": row, "token_str": f"<s{row}>", "is_control": True} for row in range(5)]
    config = {"default_vocab_size": 30, "default_num_special_tokens": 5, "pattern": "x", "version": "v7"}
    return json.dumps({"config": config, "vocab": entries, "special_tokens": special}).encode()


#: Vocabulary files of 30 tokens: name → content, and the tokenizer class that says how it is read.
VOCABULARIES: dict[str, tuple[bytes, str]] = {
    "tokenizer.json": (tokenizer_json("BPE"), ""),
    "vocab.txt": ("\n".join(WORDS).encode() + b"\n", ""),
    "vocab.json": (json.dumps({word: row for row, word in enumerate(WORDS)}).encode(), ""),
    "tekken.json": (tekken(), ""),
    "spiece.model": (sentencepiece(), "T5Tokenizer"),
    "prophetnet.tokenizer": (sentencepiece(), ""),
    "rwkv_vocab_v20230424.txt": (b"".join(b"%d '%s' 3\n" % (n, b"w%02d" % n) for n in range(1, 30)), ""),
    "qwen.tiktoken": (b"".join(b"%s %d\n" % (b64encode(b"w%d" % n), n) for n in range(30)), ""),
    "dict.txt": (b"".join(b"w%d %d\n" % (n, 30 - n) for n in range(25)), ""),
}
