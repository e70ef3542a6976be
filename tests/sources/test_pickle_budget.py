"""Pickles of a few bytes that ask for gigabytes or for ever: each is refused, and takes little memory until it is."""

import io
import pickle
import struct
import tracemalloc
import zipfile

import pytest

from lexiscape.errors import CorruptFile
from lexiscape.sources.formats.keyed_vectors import GENSIM
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.pickles import read_pickle
from lexiscape.sources.tensors.pytorch import read_tensors
from lexiscape.sources.tensors.torch_pickle import TORCH

MAGIC = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19"
REST = b"\x80\x02M\xe9\x03.\x80\x02}.N.N."
DOUBLED = b"".join(b"q\x00h\x00\x86" for _ in range(60))  # (x, x), of which each x is such a pair
LIMIT = 200 << 20


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def kept(value, index=0):
    return value + b"q" + bytes([index]) + b"0"


LIST = kept(b"](" + b"K\x01K\x01\x86" * 20_000 + b"e")
TUPLE = kept(b"(" + b"K\x01" * 100_000 + b"t")
LONG = kept(text("a" * 2_000_000))
STATE = kept(b"}(" + b"".join(b"M" + struct.pack("<H", n) + b"N" for n in range(60_000)) + b"u")
TENSOR = kept(
    b"ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu")
    + b"K\x04tQK\x00K\x02K\x02\x86K\x02K\x01\x86tR", 1
)  # fmt: skip

VOCAB = kept(b"cgensim.models.keyedvectors\nVocab\n")
ORDERED = kept(b"ccollections\nOrderedDict\n", 2)
ENCODE = kept(b"c_codecs\nencode\n", 2) + kept(text("latin1"), 3)
ATTACKS = {
    "a list given to OrderedDict again and again": (TORCH, LIST + ORDERED + b"h\x02h\0\x85R0" * 20_000),
    "a tuple given to Size again and again": (TORCH, TUPLE + kept(b"ctorch\nSize\n", 2) + b"h\x02h\0\x85R0" * 20_000),
    "a text encoded again and again": (GENSIM, LONG + ENCODE + b"h\x02h\0h\x03\x86R" * 3_000),
    "attributes copied again and again": (
        GENSIM,
        STATE + VOCAB.replace(b"q\0", b"q\1") + b"h\1)\x81" + b"h\0b" * 20_000,
    ),
    "a million dicts": (TORCH, b"}" * 8_000_000),
    "a million memo entries": (TORCH, b"N" + b"\x94" * 8_000_000),
    "a million objects": (GENSIM, VOCAB + b"h\0)\x81" * 1_000_000),
    "steps that leave nothing": (TORCH, b"N0" * 3_000_000),
}


@pytest.mark.parametrize("what", ATTACKS)
def test_what_a_few_bytes_ask_for_is_bounded(what):
    dialect, attack = ATTACKS[what]
    stored = b"\x80\x02" + attack + b"."
    counted = "again" in what  # counting memory takes ten times as long
    if counted:
        tracemalloc.start()
    try:
        with pytest.raises(CorruptFile, match=r"a pickle (whose first|of more than)"):
            read_pickle(io.BytesIO(stored), dialect)
        assert not counted or tracemalloc.get_traced_memory()[1] < LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "stored",
    [
        MAGIC + DOUBLED + b"." + REST,
        MAGIC + b".\x80\x02K\x01" + DOUBLED + b".\x80\x02}.N.N.",
        MAGIC + b"0\x8b" + struct.pack("<i", 10_000) + b"\x7f" * 10_000 + b"." + REST,
    ],
    ids=["pairs of pairs", "pairs as protocol", "a number of 24,000 digits"],
)
def test_what_stands_for_the_magic_number_is_never_spelled_out(tmp_path, stored):
    (tmp_path / "m.bin").write_bytes(stored)
    with pytest.raises(CorruptFile, match="expected PyTorch's magic number"):
        read_tensors(LocalBlob(tmp_path / "m.bin"))


def dicts(key, count):
    """Return `count` dicts in one, each with the same key and the same tensor."""
    inner = b"".join(b"M" + struct.pack("<H", number) + b"}h\0h\x01s" for number in range(count))
    return kept(text(key)) + TENSOR + b"}(" + inner + b"u"


@pytest.mark.parametrize(("key", "count"), [("k" * 5_000_000, 5_000), ("k" * 4_000, 40_000)])
def test_a_key_that_many_dicts_share_is_not_copied_without_end(tmp_path, key, count):
    with zipfile.ZipFile(tmp_path / "m.bin", "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02" + dicts(key, count) + b".")
        archive.writestr("archive/data/0", bytes(16))
    tracemalloc.start()
    try:
        with pytest.raises(CorruptFile, match="names are longer"):
            read_tensors(LocalBlob(tmp_path / "m.bin"))
        assert tracemalloc.get_traced_memory()[1] < LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_large_vocabulary_is_within_the_budget(protocol):
    words = [f"{number:x}" for number in range(100_000)]
    stored = pickle.dumps({"index_to_key": words, "key_to_index": {w: i for i, w in enumerate(words)}}, protocol)
    assert read_pickle(io.BytesIO(stored), GENSIM)["index_to_key"][-1] == words[-1]


def test_the_names_of_a_large_model_are_within_the_budget(tmp_path):
    with zipfile.ZipFile(tmp_path / "m.bin", "w") as archive:
        archive.writestr(
            "archive/data.pkl", b"\x80\x02" + dicts("model.layers.61.mlp.experts.255.down_proj.weight", 20_000) + b"."
        )
        archive.writestr("archive/data/0", bytes(16))
    assert len(read_tensors(LocalBlob(tmp_path / "m.bin"))) == 20_000
