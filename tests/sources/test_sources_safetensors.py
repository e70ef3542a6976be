"""The safetensors reader against the library, and against files that lie."""

import json
import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.safetensors import read_tensors
from tiny_models import as_stored, numbers, safetensors_bytes


def with_header(header, data=b"", size=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if size is None else size) + text + data


def entry(dtype="F32", shape=(1,), offsets=(0, 4)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def read(tmp_path, content):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    return read_tensors(LocalBlob(path))


def test_what_the_library_writes(tmp_path):
    arrays = {
        "a": numbers(5, 3),
        "b": numbers(2, 7).astype(np.float16),
        "c": numbers(4, 2).astype(np.float64),
        "d": np.arange(-6, 6, dtype=np.int8).reshape(3, 4),
    }
    tensors = read(tmp_path, save(arrays))
    assert tensors.keys() == arrays.keys()
    for name, array in arrays.items():
        assert tensors[name].shape == array.shape
        assert np.array_equal(tensors[name].whole(), array.astype(np.float32))
        assert np.array_equal(tensors[name].rows(1, 2), array[1:2].astype(np.float32))


def test_float8_as_published():
    """Values of table 1 of arXiv 2209.05433: the extremes, the smallest normal and subnormal numbers, and NaN."""
    from lexiscape.sources.tensors.matrix import STORED_TYPES

    def value(dtype, code):
        return float(STORED_TYPES[dtype].widen(np.array([code], np.uint8))[0])

    assert value("F8_E4M3", 0b0_1111_110) == 448
    assert value("F8_E4M3", 0b0_0001_000) == 2.0**-6
    assert value("F8_E4M3", 0b1_0000_001) == -(2.0**-9)
    assert np.isnan(value("F8_E4M3", 0b0_1111_111))
    assert value("F8_E5M2", 0b0_11110_11) == 57344
    assert value("F8_E5M2", 0b0_00001_00) == 2.0**-14
    assert value("F8_E5M2", 0b0_00000_01) == 2.0**-16
    assert value("F8_E5M2", 0b1_11111_00) == -np.inf
    assert np.isnan(value("F8_E5M2", 0b0_11111_01))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected at least 8 bytes, got 0"),
        (b"\x00" * 7, "expected at least 8 bytes, got 7"),
        (with_header({}, size=1 << 63), "its header says 9,223,372,036,854,775,808 bytes, the file has 2"),
        (with_header({}, size=3), "its header says 3 bytes"),
        (with_header(b"{"), "header that is no JSON"),
        (with_header(b"\xff\xfe"), "header that is no JSON"),
        (with_header(b"[" * 100_000), "header that is no JSON"),
        (with_header(b"[1]"), "no JSON object but a list"),
        (with_header({"a": 1}), "needs dtype, shape and data_offsets, got 1"),
        (with_header({"a": {"dtype": "F32", "shape": [1]}}), "needs dtype, shape and data_offsets"),
        (with_header({"a": entry(shape=(-1,))}, b"1234"), "needs dtype, shape"),
        (with_header({"a": entry(shape=(True,))}, b"1234"), "needs dtype, shape"),
        (with_header({"a": entry(shape=(1.0,))}, b"1234"), "needs dtype, shape"),
        (with_header({"a": entry(shape=(1 << 62,) * 33)}, b"1234"), "needs dtype, shape"),
        (with_header({"a": entry(offsets=(0, 4, 8))}, b"1234"), "needs dtype, shape"),
        (with_header({"a": entry(offsets=(4, 0))}, b"1234"), "cut short or corrupted"),
        (with_header({"a": entry()}, b"123"), "bytes 0 to 4, but 3 bytes follow the header"),
        (with_header({"a": entry(shape=(2,))}, b"1234"), r"needs 8 bytes, but its offsets span 4"),
        (with_header({"a": entry(shape=(1 << 62, 1 << 62))}, b"1234"), "but its offsets span 4"),
        (with_header({"a": entry(), "b": entry(offsets=(2, 6))}, b"123456"), "'a' and 'b' overlap at byte 2"),
    ],
)
def test_files_that_lie(tmp_path, content, message):
    with pytest.raises(CorruptFile) as caught:
        read(tmp_path, content)
    assert message in str(caught.value)


def test_an_unknown_type_is_refused_when_it_is_asked_for(tmp_path):
    tensors = read(tmp_path, with_header({"a": entry("F4", (2, 4))}, b"1234"))
    with pytest.raises(SourceError, match="stored as F4, expected one of F64, F32"):
        tensors["a"].whole()


SOUND = safetensors_bytes({"a.weight": as_stored(numbers(4, 3), "F32"), "b": as_stored(numbers(3, 2), "BF16")})


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=12), st.integers(0, len(SOUND)))
@example(0, b"\xff" * 8, len(SOUND))
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_never_crashes_the_reader(tmp_path_factory, at, damage, length):
    """Bytes overwritten, file cut: whatever is read fits the file, or one of our errors says why not."""
    content = (SOUND[:at] + damage + SOUND[at + len(damage) :])[:length]
    path = tmp_path_factory.mktemp("damaged") / "model.safetensors"
    path.write_bytes(content)
    with suppress(SourceError):
        for tensor in read_tensors(LocalBlob(path)).values():
            if len(tensor.shape) == 2:
                assert tensor.whole().nbytes <= 4 * len(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
ENTRY = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["F32", "BF16", "I8", "F4", ""]) | JSON,
        "shape": st.lists(st.integers(-2, 1 << 70), max_size=4) | JSON,
        "data_offsets": st.lists(st.integers(-2, 80), min_size=2, max_size=2) | JSON,
    }
)


@given(st.dictionaries(st.text(max_size=6), ENTRY | JSON, max_size=4), st.binary(max_size=64))
@settings(max_examples=300, deadline=None)
def test_any_header_at_all(tmp_path_factory, header, data):
    path = tmp_path_factory.mktemp("any") / "model.safetensors"
    path.write_bytes(with_header(header, data))
    with suppress(SourceError):
        for tensor in read_tensors(LocalBlob(path)).values():
            if len(tensor.shape) == 2 and 0 not in tensor.shape:
                assert tensor.whole().size <= len(data)
