"""What a page carries comes back: texts and numbers exactly, places and distances within their quantum."""

import gzip
import zipfile
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lexiscape._rules import GRID_STEPS
from lexiscape.columns import Column
from lexiscape.errors import CorruptFile, VectorError
from lexiscape.files import payload
from lexiscape.files.payload import Payload

TEXT = st.text(st.characters(codec=None), max_size=8)  # surrogates included
FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False, min_value=-1e6, max_value=1e6)
ANY_FLOAT = st.floats(width=32)


@st.composite
def payloads(draw):
    n = draw(st.integers(1, 12))
    k = draw(st.integers(0, n - 1))
    texts = st.lists(TEXT, min_size=n, max_size=n)
    readable = draw(texts)
    tokens = (
        [draw(st.sampled_from(["", "##", "▁"])) + text for text in readable] if draw(st.booleans()) else draw(texts)
    )
    ids = draw(hnp.arrays(np.int64, n, elements=st.integers(0, 2**40), unique=True))
    distances = np.sort(draw(hnp.arrays(np.float32, (n, k), elements=st.floats(0, 2, width=32))), axis=1)
    indices = draw(hnp.arrays(np.int32, (n, k), elements=st.integers(0, n - 1)))
    codes = draw(hnp.arrays(np.int32, n, elements=st.integers(0, 2)))
    columns = [
        Column("kind", draw(TEXT), codes, ("a", draw(TEXT), "c"), "help"),
        Column("any", "Any", draw(hnp.arrays(np.float32, n, elements=ANY_FLOAT))),
        Column("whole", "Whole", draw(hnp.arrays(np.float32, n, elements=st.integers(-(2**23), 2**23)))),
    ]
    xy = draw(hnp.arrays(np.float32, (n, 2), elements=FLOATS))
    return Payload(
        draw(TEXT),
        tokens,
        readable,
        ids,
        xy,
        indices,
        distances,
        "cosine",
        {c.name: c for c in columns},
        {"a": [1, "ü"]},
    )


@given(payloads())
@settings(deadline=None)
def test_comes_back(sent):
    back = payload.decode(payload.encode(sent))
    assert back.tokens == list(sent.tokens)
    assert back.readable == list(sent.readable)
    assert (back.name, back.metric, back.meta) == (sent.name, sent.metric, sent.meta)
    np.testing.assert_array_equal(back.ids, sent.ids)
    np.testing.assert_array_equal(back.indices, sent.indices)
    span = np.ptp(sent.xy.astype(np.float64), axis=0).max()
    rounding = np.spacing(np.abs(sent.xy).max(initial=1e-30).astype(np.float32))
    np.testing.assert_allclose(back.xy, sent.xy, rtol=0, atol=0.51 * span / GRID_STEPS + rounding)
    most = sent.distances.max(initial=0)
    np.testing.assert_allclose(back.distances, sent.distances, rtol=0, atol=0.51 * most / payload.DISTANCE_STEPS + 1e-7)
    for name, column in sent.columns.items():
        again = back.columns[name]
        assert (again.name, again.title, again.help, again.categories) == (
            column.name,
            column.title,
            column.help,
            column.categories,
        )
    np.testing.assert_array_equal(back.columns["kind"].values, sent.columns["kind"].values)
    np.testing.assert_array_equal(back.columns["whole"].values, sent.columns["whole"].values)
    largest = float(np.finfo(np.float32).max)
    with np.errstate(over="ignore"):
        expected = sent.columns["any"].values
    stayed = np.abs(expected) < largest / 2  # the very largest numbers may round to infinity
    np.testing.assert_allclose(back.columns["any"].values[stayed], expected[stayed], rtol=2e-4, atol=1e-38)
    np.testing.assert_array_equal(np.isnan(back.columns["any"].values), np.isnan(expected))


@given(payloads())
@settings(deadline=None, max_examples=25)
def test_same_bytes_twice(sent):
    assert payload.encode(sent) == payload.encode(sent)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_damaged_payload_is_refused(data):
    whole = payload.encode(data.draw(payloads()))
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(CorruptFile):
        payload.decode(whole[:cut])
    at = data.draw(st.integers(10, len(whole) - 1))  # before it stand the time and the system, which say nothing
    altered = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    if at == len(whole) - 9 and _unpacks_alike(altered, whole):  # the last byte before the checksum is filled up
        return
    with pytest.raises(CorruptFile):
        payload.decode(altered)


def _unpacks_alike(one, other):
    try:
        return gzip.decompress(one) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_rows_without_a_place_are_named(make_map, value):
    drawn = make_map(["one", "two", "three"])
    drawn.xy[1, 0] = value
    with pytest.raises(VectorError, match=r"finite coordinates.*row 1 \('two'\)"):
        payload.encode(payload.of(drawn))


def test_the_first_five_rows_are_named_and_the_others_counted(make_map):
    drawn = make_map([f"t{i}" for i in range(2000)])
    drawn.xy[10:] = np.nan
    with pytest.raises(VectorError, match=r"10 \('t10'\), 11 .* and 1,985 more"):
        payload.encode(payload.of(drawn))


def test_distances_below_what_floats_hold_well_are_none(make_map):
    made = payload.of(make_map(["a", "b"]))
    made.distances[:] = 1e-45
    back = payload.decode(payload.encode(made))
    assert np.abs(back.distances).max() < 1e-37


def test_only_the_nearest_are_kept(make_map):
    drawn = make_map([f"t{i}" for i in range(50)], k=20)
    assert payload.of(drawn).indices.shape == (50, 10)
    np.testing.assert_array_equal(payload.of(drawn, 3).indices, drawn.found.indices[:, :3])


def test_the_header_is_the_same_in_every_python(make_map):
    """Python 3.11 writes the system into it, 3.14 does not, others a hint of the level."""
    packed = payload.encode(payload.of(make_map(["one", "two", "three"])))
    assert packed[:10] == b"\x1f\x8b\x08" + bytes(6) + b"\xff"
    assert zlib.crc32(gzip.decompress(packed)) == int.from_bytes(packed[-8:-4], "little")


def test_a_page_says_nothing_of_the_run_that_made_it(make_map):
    run = {"seconds": 1.5, "python": "3.14.0", "numpy": "2.4"}
    meta = {
        "name": "made",
        "seconds": {"neighbors": 0.2},
        "source": {"seconds": "a name of somebody's"},
        "neighbors": {"k": 10, "instructions": "avx2", **run},
        "layout": {"layout": "tsne", "instruction_set": "avx2"},
        "versions": {"lexiscape": "1", **run},
    }
    assert payload.of(replace(make_map(["one", "two", "three"]), meta=meta)).meta == {
        "name": "made",
        "source": {"seconds": "a name of somebody's"},
        "neighbors": {"k": 10},
        "layout": {"layout": "tsne"},
        "versions": {"lexiscape": "1"},
    }


def test_an_archive_says_nothing_of_its_system_or_time(make_map, tmp_path):
    make_map(["one", "two", "three"]).save(tmp_path / "map.npz")
    with zipfile.ZipFile(tmp_path / "map.npz") as archive:
        members = archive.infolist()
    assert {(member.create_system, member.date_time, member.comment) for member in members} == {
        (3, (1980, 1, 1, 0, 0, 0), b"")
    }
    assert {(member.create_version, member.extract_version, member.flag_bits) for member in members} == {(45, 45, 0)}
    assert {member.external_attr for member in members} == {0o600 << 16}
