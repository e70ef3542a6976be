"""Maps, coordinates and sources that would swell, wait for ever or cannot be: one sentence, and little memory."""

import gzip
import io
import json
import os
import tracemalloc
import zipfile

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.errors import CorruptFile, OptionError, SourceError, SourceNotFound
from lexiscape.files import payload
from lexiscape.layouts.coordinates import read_coordinates
from lexiscape.pictures.caption import describe
from tiny_models import write_model

WORDS = [f"w{number}" for number in range(30)]
NUMBERS = np.random.default_rng(0).normal(size=(30, 8)).astype(np.float32)
LIMIT = 200 << 20


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    file = tmp_path_factory.mktemp("map") / "m.npz"
    lx.map_space(lx.open_space(WORDS, NUMBERS), layout="pca").save(file)
    with zipfile.ZipFile(file) as archive:
        return {name.removesuffix(".npy"): archive.read(name) for name in archive.namelist()}


def npy(shape, dtype, data=b""):
    made = io.BytesIO()
    np.lib.format.write_array_header_1_0(made, {"descr": dtype, "fortran_order": False, "shape": shape})
    return made.getvalue() + data


def stored(value):
    text = json.dumps(value).encode()
    return npy((len(text),), "|u1", text)


def write(path, parts, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **more}.items():
            archive.writestr(f"{name}.npy", part)
    return path


ZEROS = npy((1 << 27,), "|u1", bytes(1 << 27))  # 128 MB, in the archive 130 KB


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"ids": ZEROS}, "would swell"),
        ({"xy": npy((1 << 40, 2), "<f4", b"a")}, "says it holds"),
        ({"meta": stored([])}, "damaged"),
        ({"meta": npy((200_000,), "|u1", b"[" * 200_000)}, "recursion"),
        ({"format": npy((2,), "<i8", bytes(16))}, "damaged"),
        ({"tokens": stored([1] * 30)}, "tokens should be a list of texts"),
        ({"neighbors": npy((30, 29), "<i4", b"\xff\xff\xff\x7f" * 870)}, "a neighbor of a token is none"),
        ({"column_kind": npy((30,), "<i4", b"\x09\0\0\0" * 30)}, "none of its"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_is_refused_before_it_takes_memory(tmp_path, saved, part, told):
    file = write(tmp_path / "m.npz", saved, **part)
    tracemalloc.start()
    try:
        with pytest.raises(CorruptFile, match=told) as error:
            lx.load_map(file)
        assert tracemalloc.get_traced_memory()[1] < LIMIT / 4
    finally:
        tracemalloc.stop()
    assert "m.npz" in str(error.value)


def test_what_a_map_does_not_need_is_not_read(tmp_path, saved):
    file = write(tmp_path / "m.npz", saved, more=ZEROS)
    assert len(lx.load_map(file).space) == 30


def test_coordinates_that_swell_are_refused(tmp_path):
    file = write(tmp_path / "xy.npz", {"xy": npy((1 << 24, 2), "<f4", bytes(1 << 27))})
    with pytest.raises(CorruptFile, match="would swell"):
        read_coordinates(file, lx.open_space(WORDS, NUMBERS))


def test_a_page_s_data_that_swells_is_refused():
    with pytest.raises(CorruptFile, match="would swell"):
        payload.decode(gzip.compress(bytes(1 << 27)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX")
@pytest.mark.parametrize("suffix", [".vec", ".txt", ".npy", ".npz", ".tsv", ".kv", ".gguf", ".safetensors"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, suffix):
    os.mkfifo(tmp_path / f"pipe{suffix}")
    with pytest.raises(SourceError, match=r"expected a file"):
        lx.open_space(tmp_path / f"pipe{suffix}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX")
@pytest.mark.parametrize("suffix", [".npz", ".html"])
def test_a_pipe_is_no_map(tmp_path, suffix):
    os.mkfifo(tmp_path / f"pipe{suffix}")
    with pytest.raises(SourceError, match=r"expected a file"):
        lx.load_map(tmp_path / f"pipe{suffix}")


@pytest.mark.parametrize("name", ["x" * 300, "~nobody-of-this-name/model", "a\0b"])
def test_names_that_no_file_can_have(name):
    with pytest.raises(SourceNotFound, match="no file or folder"):
        lx.open_space(name)


@pytest.mark.parametrize("option", [{"seed": -1}, {"threads": 1 << 31}, {"threads": 0}, {"iterations": 1 << 70}])
def test_options_that_make_no_sense(option):
    with pytest.raises(OptionError, match=r"seed|threads|iterations"):
        lx.map_space(lx.open_space(WORDS, NUMBERS), options=lx.LayoutOptions(**option))


@pytest.mark.parametrize(
    "command",
    [
        "map m.npy --seed -1",
        "map m.npy --threads 2147483648",
        f"map m.npy --iterations {1 << 70}",
        "compare m.npy m.npy --seed -1",
        "compare m.npy m.npy --threads 2147483648",
    ],
)
def test_the_commands_refuse_them_as_usage(command):
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "is not in the range" in result.output


@pytest.mark.parametrize("options", [{"font_size": float("nan")}, {"font_size": float("inf")}, {"font": ""}])
def test_fonts_of_no_size_or_name(options, tmp_path):
    drawn = lx.map_space(lx.open_space(WORDS, NUMBERS), layout="pca")
    with pytest.raises(OptionError, match=r"points|font"):
        drawn.figure(**options)


@pytest.mark.parametrize("number", [3.4e38, -1e30, float("nan")])
def test_places_whose_distances_no_float_holds_are_no_map(tmp_path, saved, number):
    """The page drew all tokens of such a map at one place."""
    xy = np.array([[number, 0], [-number, 1]] * 15, np.float32)
    with pytest.raises(CorruptFile, match="a place or a distance is NaN, infinite or beyond"):
        lx.load_map(write(tmp_path / "x.npz", saved, xy=npy((30, 2), "<f4", xy.tobytes())))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_is_no_map(tmp_path, saved, number):
    text = json.dumps({"scores": {"recall_at_10": float(number)}}).encode()
    with pytest.raises(CorruptFile, match=f"it says {number}, which is no JSON"):
        lx.load_map(write(tmp_path / "x.npz", saved, meta=npy((len(text),), "|u1", text)))


def test_a_name_of_a_million_letters_is_drawn_as_far_as_there_is_room(tmp_path, saved):
    """Its layout took minutes."""
    drawn = lx.load_map(write(tmp_path / "x.npz", saved))
    text = json.dumps({**drawn.meta, "name": "n" * 1_000_000}).encode()
    long = lx.load_map(write(tmp_path / "x.npz", saved, meta=npy((len(text),), "|u1", text)))
    assert len(describe(long)) < 400
    assert "n…" in describe(long)


def test_an_archive_whose_array_says_it_is_a_terabyte(tmp_path):
    """It was taken for a lack of memory, and fewer tokens were advised."""
    with zipfile.ZipFile(tmp_path / "v.npz", "w") as archive:
        archive.writestr("vectors.npy", npy((1 << 38, 8), "<f4", NUMBERS.tobytes()))
    with pytest.raises(CorruptFile, match="says it holds"):
        lx.open_space(tmp_path / "v.npz")


@pytest.mark.parametrize("suffix", [".npy", ".npz"])
def test_a_header_of_signs(tmp_path, suffix):
    """Python's parser calls it a lack of memory."""
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (30, " + b"-" * 9000 + b"8)}\n"
    array = b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + NUMBERS.tobytes()
    if suffix == ".npz":
        with zipfile.ZipFile(tmp_path / "v.npz", "w") as archive:
            archive.writestr("vectors.npy", array)
    else:
        (tmp_path / "v.npy").write_bytes(array)
    with pytest.raises(CorruptFile, match="more signs or brackets than any"):
        lx.open_space(tmp_path / f"v{suffix}")


def without_tokens(saved):
    """A map of which every array has the length 0."""
    rows = ("ids", "xy", "neighbors", "distances", *(name for name in saved if name.startswith("column_")))
    arrays = {name: np.load(io.BytesIO(saved[name]))[:0] for name in rows}
    empty = {name: npy(array.shape, array.dtype.str) for name, array in arrays.items()}
    return {**empty, "tokens": stored([]), "readable": stored([])}


def test_a_map_without_tokens(tmp_path, saved):
    """NumPy told of a reduction without an identity."""
    file = write(tmp_path / "m.npz", saved, **without_tokens(saved))
    with pytest.raises(CorruptFile, match=r"the map in m.npz is damaged: it holds no tokens"):
        lx.load_map(file)
    done = CliRunner().invoke(main, ["figure", str(file), "-o", str(tmp_path / "x.png")])
    assert done.output == "Error: the map in m.npz is damaged: it holds no tokens\n"


def write_empty_tensor(path):
    write_model(path, {"bert.embeddings.word_embeddings.weight": ("F32", (0, 8), b"")}, tokens=["a"])


def write_empty_array(path):
    np.save(path, NUMBERS[:0])
    path.with_suffix(".txt").write_text("")


def write_empty_archive(path):
    np.savez(path, vectors=NUMBERS[:0], tokens=np.array([], "U1"))


EMPTY = {
    "v.npy": (write_empty_array, "v.npy holds no tokens: expected a row for each"),
    "v.npz": (write_empty_archive, "v.npz holds no tokens: expected a row for each"),
    "v.vec": (lambda path: path.write_text("0 8\n"), "v.vec holds no word vectors: it announces none"),
    "v.glove": (lambda path: path.write_text(""), "v.glove is empty: expected a model or vectors in it"),
    "model": (write_empty_tensor, "word_embeddings.weight in model/model.safetensors holds no tokens"),
}


@pytest.mark.parametrize("command", ["map", "info", "check", "neighbors", "compare"])
@pytest.mark.parametrize("name", EMPTY)
def test_sources_without_tokens(tmp_path, monkeypatch, name, command):
    make, told = EMPTY[name]
    make(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [command, name, *{"neighbors": ["a"], "compare": [name]}.get(command, [])])
    assert done.exit_code == 1
    assert told in done.output
    assert done.output.count("\n") == 1
