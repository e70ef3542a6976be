"""Tiny models in published layouts: bytes and folders for every test that opens one."""

import json
import struct

import numpy as np

WORDPIECE = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "##ing", "日", "##本", "7", "!"]
BYTE_BPE = ["!", "a", "Ġthe", "ing", "æĹ¥", "æĹ", "Ġ", "Ċ", "ĠæĹ¥æľ¬", "<|endoftext|>"]
UNIGRAM = ["<pad>", "</s>", "<unk>", "▁the", "ing", "▁", "<0xE3>", "日本", "▁日本", "9"]


def safetensors_bytes(tensors):
    """Return a safetensors file of {name: (dtype, shape, bytes)}, written independently of the library."""
    header, data = {}, b""
    for name, (dtype, shape, stored) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [len(data), len(data) + len(stored)]}
        data += stored
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def as_stored(array, dtype):
    """Return one entry of `safetensors_bytes`: `array` in a type that NumPy may not have."""
    array = np.asarray(array, np.float32)
    stored = {
        "F64": lambda: array.astype("<f8"),
        "F32": lambda: array.astype("<f4"),
        "F16": lambda: array.astype("<f2"),
        "BF16": lambda: (array.view(np.uint32) >> 16).astype("<u2"),
    }[dtype]()
    return dtype, array.shape, stored.tobytes()


def tokenizer_json(tokens, kind):
    """Return a tokenizer.json as the tokenizers library writes it for this kind of vocabulary."""
    model = {
        "WordPiece": {"type": "WordPiece", "continuing_subword_prefix": "##"},
        "ByteLevel": {"type": "BPE", "merges": []},
        "Unigram": {"type": "Unigram", "unk_id": 2},
    }[kind]
    ids = {token: token_id for token_id, token in enumerate(tokens)}
    model["vocab"] = [[token, -1.0 * i] for token, i in ids.items()] if kind == "Unigram" else ids
    special = [t for t in tokens if t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<pad>", "</s>", "<unk>")]
    special += [t for t in tokens if t == "<|endoftext|>"]
    return {
        "version": "1.0",
        "added_tokens": [{"id": ids[token], "content": token, "special": True} for token in special],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False} if kind == "ByteLevel" else None,
        "decoder": {"type": kind} if kind != "Unigram" else {"type": "Metaspace", "replacement": "▁"},
        "model": model,
    }


def write_model(folder, tensors, *, config=None, tokens=None, kind="WordPiece"):
    """Write a folder in Hugging Face layout; what is None is left out."""
    folder.mkdir(exist_ok=True)
    if tensors is not None:
        (folder / "model.safetensors").write_bytes(safetensors_bytes(tensors))
    if config is not None:
        (folder / "config.json").write_text(json.dumps(config))
    if tokens is not None:
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer_json(tokens, kind), ensure_ascii=False), "utf-8")
    return folder


def numbers(rows, dim, seed=0):
    """Return float32 values that float16 and bfloat16 hold exactly."""
    return np.random.default_rng(seed).integers(-120, 120, (rows, dim)).astype(np.float32) / 16
