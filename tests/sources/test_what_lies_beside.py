"""A file that is named opens whatever lies beside it: nothing else of its folder can fail that, or make it slow."""

import json
import os
import socket
from collections import Counter

import numpy as np
import pytest
from gensim.models import KeyedVectors

import lexiscape as lx
from lexiscape.errors import SourceError
from lexiscape.sources import file_suffixes
from lexiscape.sources.storage.repository import Folder
from tiny_gguf import write_gguf
from tiny_models import WORDPIECE, as_stored, numbers, safetensors_bytes, write_model

VECTORS = numbers(len(WORDPIECE), 8)
EMBEDDING = "embeddings.word_embeddings.weight"


def a_model(folder, file="model.safetensors"):
    write_model(folder, {EMBEDDING: as_stored(VECTORS, "F32")}, config={"model_type": "bert"}, tokens=WORDPIECE)
    return folder / file


def words(folder, name):
    folder.mkdir(exist_ok=True)
    lines = [f"{word} {' '.join(map(str, row))}" for word, row in zip(WORDPIECE, VECTORS, strict=True)]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder / name


def vec(folder):
    file = words(folder, "v.vec")
    file.write_text(f"{len(WORDPIECE)} 8\n{file.read_text('utf-8')}", "utf-8")
    return file


def word2vec_bin(folder):
    folder.mkdir(exist_ok=True)
    rows = b"".join(word.encode() + b" " + row.tobytes() for word, row in zip(WORDPIECE, VECTORS, strict=True))
    (folder / "v.bin").write_bytes(f"{len(WORDPIECE)} 8\n".encode() + rows)
    return folder / "v.bin"


def array(folder):
    folder.mkdir(exist_ok=True)
    np.save(folder / "v.npy", VECTORS)
    (folder / "v.txt").write_text("\n".join(WORDPIECE) + "\n", "utf-8")
    return folder / "v.npy"


def projector(folder):
    folder.mkdir(exist_ok=True)
    np.savetxt(folder / "vectors.tsv", VECTORS, delimiter="\t")
    (folder / "metadata.tsv").write_text("\n".join(WORDPIECE) + "\n", "utf-8")
    return folder / "vectors.tsv"


def gguf(folder):
    folder.mkdir(exist_ok=True)
    write_gguf(folder / "v.gguf", {"token_embd.weight": VECTORS}, list(WORDPIECE))
    return folder / "v.gguf"


def saved_space(folder):
    from lexiscape.sources.formats.saved import save_space

    folder.mkdir(exist_ok=True)
    save_space(lx.open_space(list(WORDPIECE), VECTORS), folder / "s.safetensors")
    return folder / "s.safetensors"


def keyed_vectors(folder):
    folder.mkdir(exist_ok=True)
    made = KeyedVectors(8)
    made.add_vectors(list(WORDPIECE), VECTORS)
    made.save(str(folder / "v.kv"), sep_limit=0)
    return folder / "v.kv"


SOURCES = [a_model, vec, word2vec_bin, array, projector, gguf, saved_space]


@pytest.fixture(params=SOURCES, ids=lambda make: make.__name__)
def source(request, tmp_path):
    return request.param(tmp_path / "folder")


def spoil(folder):
    """Put beside a file whatever may lie in a folder that everybody writes to."""
    (folder / "circle").symlink_to("circle")
    (folder / "to").symlink_to("fro")
    (folder / "fro").symlink_to("to")
    (folder / "dangling.safetensors").symlink_to("/nowhere/at/all")
    (folder / "up").symlink_to("..", target_is_directory=True)
    (folder / ("n" * 251 + ".txt")).write_text("a name of 255 bytes")
    (folder / ("d" * 255)).mkdir()
    (folder / "lost+found").mkdir(mode=0)
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.safetensors")
    os.mkfifo(folder / "pipe.tiktoken")
    for name in (b"\xff\xfe.txt", b"\xe9.model", b"\x1b[31m.json", b"a\nb.spm"):
        descriptor = os.open(os.fsencode(folder) + b"/" + name, os.O_CREAT | os.O_WRONLY)
        os.close(descriptor)
    before = os.getcwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(before)


def check(space):
    assert np.allclose(space.vectors, VECTORS)
    assert list(space.tokens) == list(WORDPIECE)


def test_whatever_lies_beside(source):
    spoil(source.parent)
    check(lx.open_space(source))


def test_a_folder_of_a_model_with_all_that_in_it(tmp_path):
    file = a_model(tmp_path / "folder")
    spoil(file.parent)
    check(lx.open_space(file.parent))


@pytest.mark.parametrize("fault", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_folder_that_cannot_be_listed(source, monkeypatch, fault):
    """As a folder is to whom it lets pass but not read, root aside, whom it always lets."""

    def closed(path):
        raise fault

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(os, "listdir", closed)
    check(lx.open_space(source))
    if source.name == "model.safetensors":
        with pytest.raises(SourceError, match=f"cannot read the folder .*: {fault.strerror}"):
            lx.open_space(source.parent)


def test_a_folder_inside_that_cannot_be_listed(tmp_path, monkeypatch):
    folder = a_model(tmp_path / "folder").parent
    (folder / "lost+found").mkdir()
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"")
    true = os.scandir

    def closed(path):
        if os.fspath(path).rstrip("/").endswith("lost+found"):
            raise PermissionError(13, "Permission denied")
        return true(path)

    monkeypatch.setattr(os, "scandir", closed)
    check(lx.open_space(folder))
    assert list(Folder(folder).files) == ["config.json", "model.safetensors", "onnx/model.onnx", "tokenizer.json"]


class Counting:
    """Count what is asked of the operating system about files."""

    def __init__(self, monkeypatch):
        self.calls = Counter()
        for name in ("stat", "lstat", "scandir", "listdir", "open"):
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name, function):
        def call(*arguments, **more):
            self.calls[name] += 1
            return function(*arguments, **more)

        return call


def test_many_files_beside_cost_nothing(source, monkeypatch):
    with monkeypatch.context() as patched:
        lx.open_space(source)  # imports
        alone = Counting(patched)
        lx.open_space(source)
    for number in range(2000):
        (source.parent / f"other-{number}.txt").touch()
        if number < 200:
            (source.parent / f"folder-{number}").mkdir()
    with monkeypatch.context() as patched:
        crowded = Counting(patched)
        check(lx.open_space(source))
    assert crowded.calls == alone.calls
    assert crowded.calls["scandir"] == crowded.calls["listdir"] == 0


def test_without_a_usual_vocabulary_a_folder_is_listed_once(tmp_path, monkeypatch):
    file = a_model(tmp_path / "folder")
    (file.parent / "tokenizer.json").rename(file.parent / "vocab.away")
    for number in range(2000):
        (file.parent / f"other-{number}.bin").touch()
        if number < 200:
            (file.parent / f"folder-{number}").mkdir()
    with monkeypatch.context() as patched:
        counted = Counting(patched)
        with pytest.raises(SourceError, match="no vocabulary in folder"):
            lx.open_space(file)
    assert counted.calls["scandir"] == 1
    assert counted.calls["stat"] < 200


def test_the_arrays_of_gensim_are_found_by_name(tmp_path):
    file = keyed_vectors(tmp_path / "folder")
    named = file.rename(file.with_name("[v]*.kv"))
    (file.parent / "v.kv.vectors.npy").rename(file.parent / "[v]*.kv.vectors.npy")
    space = lx.open_space(named)
    check(space)
    assert space.files == (named, named.with_name("[v]*.kv.vectors.npy"))


def test_what_a_file_is_read_from_counts_and_no_neighbor_does(tmp_path):
    """`bytes_total` of a file that is named: of what was opened, not of whatever the folder holds."""
    file = a_model(tmp_path / "folder")
    (file.parent / "film.mkv").write_bytes(bytes(1 << 20))
    total = lx.open_space(file).provenance["bytes_total"]
    read = ("model.safetensors", "tokenizer.json", "config.json")
    assert total == sum((file.parent / name).stat().st_size for name in read)
    assert lx.open_space(file.parent).provenance["bytes_total"] == total + (1 << 20)


@pytest.mark.parametrize("suffix", file_suffixes())
def test_names_of_255_bytes(tmp_path, suffix):
    """A neighbor's name made of one as long as a name may be cannot exist, and is not what is wrong."""
    file = tmp_path / ("n" * (255 - len(suffix)) + suffix)
    file.write_bytes(b"what is no model")
    with pytest.raises(SourceError) as caught:
        lx.open_space(file)
    assert "File name too long" not in str(caught.value)


@pytest.mark.parametrize(("make", "told"), [(array, "no token list beside"), (projector, "no words beside")])
def test_a_name_of_255_bytes_without_its_list(tmp_path, make, told):
    found = make(tmp_path / "folder")
    file = found.rename(tmp_path / ("n" * (255 - len(found.suffix)) + found.suffix))
    with pytest.raises(SourceError, match=told):
        lx.open_space(file)


def test_an_index_names_no_file_outside_its_folder(tmp_path):
    file = a_model(tmp_path / "outside")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "tokenizer.json").write_bytes((file.parent / "tokenizer.json").read_bytes())
    for shard in ("../outside/model.safetensors", str(file), ".hidden.safetensors", "a/b/c.safetensors", "", "a\0b"):
        (inside / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {EMBEDDING: shard}}))
        (inside / ".hidden.safetensors").write_bytes(safetensors_bytes({EMBEDDING: as_stored(VECTORS, "F32")}))
        with pytest.raises(SourceError, match="lacks 1 of its 1 shards"):
            lx.open_space(inside)
