"""Pipes, sockets, devices, folders and links in circles where a file is expected: one sentence, and nothing waits."""

import os
import re
import signal
import socket
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape import given_files
from lexiscape.cli import main
from lexiscape.errors import LexiscapeError, SourceError
from lexiscape.sources import file_suffixes
from tiny_models import WORDPIECE, as_stored, numbers, write_model

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are of POSIX")
EMBEDDING = "embeddings.word_embeddings.weight"


def a_socket(path):
    folder = os.open(path.parent, os.O_RDONLY)  # a socket's address may have 108 bytes, a test's folder has more
    before = os.getcwd()
    try:
        os.fchdir(folder)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)
        os.close(folder)


KINDS = {
    "pipe": os.mkfifo,
    "socket": a_socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
}


@pytest.fixture(autouse=True)
def nothing_waits():
    """Break off what waits, as the test's failure."""

    def late(*_):
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def model(tmp_path):
    tensors = {EMBEDDING: as_stored(numbers(len(WORDPIECE), 8), "F32")}
    return write_model(tmp_path / "model", tensors, config={"model_type": "bert"}, tokens=WORDPIECE)


def call(*arguments):
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code in (1, 2), result.output
    assert isinstance(result.exception, SystemExit), result.exception
    told = result.output.strip().splitlines()[-1]
    assert told.startswith("Error: ")
    return told


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize("suffix", file_suffixes())
def test_as_a_source(tmp_path, kind, suffix):
    path = tmp_path / f"odd{suffix}"
    KINDS[kind](path)
    for given in (path, str(path)):
        with pytest.raises(SourceError, match=f"expected a file, found a {kind}"):
            lx.open_space(given)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("option", ["--words", "--frequency", "--init"])
def test_as_an_option_of_map(tmp_path, model, kind, option):
    path = tmp_path / ("odd.npz" if option == "--init" else "odd.txt")
    KINDS[kind](path)
    told = call("map", model, option, path, "--layout", "pca", "-o", tmp_path / "m.npz", "--quiet")
    assert f"found a {kind}" in told or f"{path}' is a directory" in told
    assert not (tmp_path / "m.npz").exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".npz", ".csv"])
def test_as_coordinates(tmp_path, kind, suffix):
    from lexiscape.layouts.coordinates import read_coordinates

    KINDS[kind](tmp_path / f"odd{suffix}")
    with pytest.raises(SourceError, match=f"found a {kind}"):
        read_coordinates(tmp_path / f"odd{suffix}", lx.open_space(["a", "b", "c"], np.eye(3)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".txt", ".json", ".csv", ".tsv"])
def test_as_a_token_list(tmp_path, kind, suffix):
    KINDS[kind](tmp_path / f"odd{suffix}")
    np.save(tmp_path / "v.npy", np.eye(3, dtype=np.float32))
    with pytest.raises(SourceError, match=f"found a {kind}"):
        lx.open_space(tmp_path / "v.npy", tmp_path / f"odd{suffix}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_list_is_looked_for_further_where_something_odd_has_its_name(tmp_path, kind):
    np.save(tmp_path / "v.npy", np.eye(3, dtype=np.float32))
    KINDS[kind](tmp_path / "v.txt")
    with pytest.raises(SourceError, match="no token list beside"):
        lx.open_space(tmp_path / "v.npy")
    (tmp_path / "tokens.txt").write_text("a\nb\nc\n")
    assert list(lx.open_space(tmp_path / "v.npy").tokens) == ["a", "b", "c"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".npz", ".html"])
def test_as_a_map(tmp_path, kind, suffix):
    KINDS[kind](tmp_path / f"odd{suffix}")
    assert f"found a {kind}" in call("figure", tmp_path / f"odd{suffix}", "-o", tmp_path / "o.svg")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".npz", ".html", ".csv", ".svg"])
def test_as_an_output(tmp_path, model, kind, suffix):
    path = tmp_path / f"odd{suffix}"
    KINDS[kind](path)
    before = os.lstat(path)
    told = call("map", model, "-o", path, "--layout", "pca", "--quiet")
    assert f"cannot write {path}: it is a {'folder' if kind == 'folder' else 'device or a pipe'}" in told
    assert os.lstat(path) == before


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_tokenizer(tmp_path, model, kind):
    KINDS[kind](tmp_path / "t.json")
    done = CliRunner().invoke(main, ["check", str(model), "--tokenizer", str(tmp_path / "t.json")])
    assert done.exit_code == 1
    assert "expected a file, found" in done.output


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize("name", ["odd.txt", "odd.txt.gz", "odd.jsonl", "odd.parquet", "like/a-data-set"])
def test_as_text(tmp_path, monkeypatch, kind, name):
    from lexiscape.contextual.texts.documents import TextOptions, plan_shards

    monkeypatch.chdir(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    KINDS[kind](tmp_path / name)
    with pytest.raises(SourceError, match=f"found a {kind}"):
        plan_shards([name], TextOptions())


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize("file", ["config.json", "vocab.txt", "model.safetensors"])
def test_inside_a_model(model, kind, file):
    """What has the name of a part of the model is no part of it, and no model is opened as if it were not there."""
    from lexiscape.contextual.model import checkpoint

    for name in ("tokenizer.json", file):
        (model / name).unlink(missing_ok=True)
    KINDS[kind](model / file)
    with pytest.raises(LexiscapeError, match=rf"found a {kind}|no weights in model"):
        lx.open_space(model)
    with pytest.raises(SourceError, match=f"found a {kind}"):
        checkpoint(str(model))
    with pytest.raises(SourceError, match=f"found a {kind}"):
        checkpoint(str(model / file))


@pytest.mark.parametrize("file", ["strings.json", "vectors", "key2row"])
def test_inside_a_spacy_pipeline(tmp_path, file):
    folder = tmp_path / "vocab"
    folder.mkdir()
    for name in {"strings.json", "vectors", "key2row", "vectors.cfg"} - {file}:
        (folder / name).write_bytes(b"{}")
    os.mkfifo(folder / file)
    with pytest.raises(SourceError, match=r"found a pipe"):
        lx.open_space(f"spacy:{tmp_path}")


def test_a_pipe_that_takes_a_files_place_is_not_waited_for_either(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"x")
    found = os.stat(tmp_path / "file")
    (tmp_path / "file").unlink()
    os.mkfifo(tmp_path / "file")
    monkeypatch.setattr(given_files.os, "stat", lambda path: found)
    with pytest.raises(SourceError, match="found a pipe"):
        given_files.open_file(tmp_path / "file")


@pytest.mark.parametrize("form", ["circle", "dangling", "no such file", "under a file", "too long"])
def test_what_cannot_be_found(tmp_path, model, form):
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    (tmp_path / "dangling.txt").symlink_to("nowhere.txt")
    (tmp_path / "file").write_text("a")
    path = {
        "under a file": str(tmp_path / "file" / "x.txt"),
        "too long": str(tmp_path / ("x" * 300 + ".txt")),
    }.get(form, str(tmp_path / f"{form}.txt"))
    for option in ("--words", "--frequency", "--init"):
        given = re.sub("txt$", "csv", path) if option == "--init" else path
        told = call("map", model, option, given, "--layout", "pca", "-o", tmp_path / "m.npz", "--quiet")
        assert re.search("cannot read|no file", told), told
    call("info", path)
    call("contextual", "demo:bert", "--text", path, "-o", tmp_path / "out", "--quiet")


def test_names_that_no_file_can_have(tmp_path):
    np.save(tmp_path / "v.npy", np.eye(3, dtype=np.float32))
    for name in ("a\0b.txt", "\ud83d.txt"):
        with pytest.raises(SourceError, match="cannot read the token list"):
            lx.open_space(tmp_path / "v.npy", tmp_path / name)


#: What reads, and may: files that were opened by `given_files`, our own cache and package, and writers.
_ELSEWHERE = {
    "given_files.py",
    "overwriting.py",
    "sources/places/hub.py",  # the caches
    "sources/storage/remote.py",
    "contextual/totals.py",  # behind check_file
    "files/page.py",  # the viewer, of the package
    "notebook/picture.py",  # a picture in memory
    "processors.py",  # what Linux says of this process
    "terminal.py",  # the null device
}
_OPENS = re.compile(
    r"(?<![\w.])open\(|\.read_bytes\(|\.read_text\(|\.open\((?!member|\"w\"|pages)|"
    r"\.is_file\(|np\.load\(path|ZipFile\(path(?!, \"w\")|np\.loadtxt\(path|memmap\(path"
)


def test_nothing_else_opens_a_path():
    root = Path(lx.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).as_posix() not in _ELSEWHERE
        for line in path.read_text("utf-8").splitlines()
        if _OPENS.search(line)
    ]
    assert found == [
        'sources/formats/arrays.py: array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)'
        "  # fails where the file is too short",
        "sources/storage/repository.py: if entry.is_file():",
    ]
