"""Files that are replaced, overwritten or cut short: what was read stays, what is read by halves is refused."""

import os
import tracemalloc
from dataclasses import replace as replaced

import numpy as np
import pytest

import lexiscape as lx
from lexiscape import open_space
from lexiscape.compare import compare_spaces
from lexiscape.errors import CorruptFile
from lexiscape.neighbors import nearest_rows
from lexiscape.sources import locate
from lexiscape.sources.formats import arrays, word_vectors
from lexiscape.sources.located import Choice
from lexiscape.sources.storage import blob
from tiny_models import as_stored, numbers, write_model

N, DIM = 2000, 64  # 512 kB: pages that no header shares
VECTORS = numbers(N, DIM)
WORDS = [f"w{i}" for i in range(N)]


def write_npy(folder):
    np.save(folder / "a.npy", VECTORS)
    (folder / "a.txt").write_text("\n".join(WORDS))
    return folder / "a.npy"


def write_safetensors(folder):
    tensors = {"embeddings.word_embeddings.weight": as_stored(VECTORS, "F32")}
    write_model(folder / "model", tensors, config={"model_type": "bert"}, tokens=WORDS)
    return folder / "model" / "model.safetensors"


def write_binary(folder):
    rows = (word.encode() + b" " + row.tobytes() + b"\n" for word, row in zip(WORDS, VECTORS, strict=True))
    (folder / "a.bin").write_bytes(f"{N} {DIM}\n".encode() + b"".join(rows))
    return folder / "a.bin"


def write_text(folder):
    rows = (
        f"{word} {' '.join(format(x, '.9g') for x in row)}\n" for word, row in zip(WORDS, VECTORS.tolist(), strict=True)
    )
    (folder / "a.vec").write_text("".join(rows))
    return folder / "a.vec"


WRITERS = (write_npy, write_safetensors, write_binary, write_text)


def overwrite(path):
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(bytes(path.stat().st_size // 4))


def cut(path):
    os.truncate(path, 5000)


def replace(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)


CHANGES = (overwrite, cut, replace)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("change", CHANGES)
def test_an_open_space_stays_as_it_was(tmp_path, write, change):
    path = write(tmp_path)
    space = open_space(path)
    change(path)
    assert np.array_equal(space.vectors, VECTORS)


@pytest.mark.parametrize("change", CHANGES)
def test_weights_that_change_between_their_header_and_their_rows(tmp_path, change):
    path = write_safetensors(tmp_path)
    located = locate(path.parent, None, Choice())
    change(path)
    with pytest.raises(CorruptFile, match=r"model.safetensors was changed while it was read: open it again"):
        located.read()


@pytest.mark.parametrize(
    ("write", "module", "reads"),
    [(write_npy, arrays.np, "load"), (write_binary, word_vectors, "_read"), (write_text, word_vectors, "_read")],
)
@pytest.mark.parametrize("change", [overwrite, cut])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_file_that_changes_while_it_is_read(tmp_path, monkeypatch, write, module, reads, change, when):
    path = write(tmp_path)
    read = getattr(module, reads)

    def read_while_it_changes(*given, **how):
        if when == "before":
            change(path)
        found = read(*given, **how)
        change(path)
        return found

    monkeypatch.setattr(module, reads, read_while_it_changes)
    with pytest.raises(CorruptFile, match=r"was changed while it was read: open it again"):
        open_space(path)


@pytest.mark.parametrize("write", [write_npy, write_safetensors])
def test_very_many_vectors_stay_in_their_file(tmp_path, monkeypatch, write):
    path = write(tmp_path)
    for module in (blob, arrays):
        monkeypatch.setattr(module, "MAX_IN_MEMORY", VECTORS.nbytes - 1)
    vectors = open_space(path).vectors
    assert np.array_equal(vectors, VECTORS)
    assert any(isinstance(each, np.memmap) for each in (vectors, vectors.base))


@pytest.fixture(params=[write_npy, write_safetensors])
def mapped(request, tmp_path, monkeypatch):
    for module in (blob, arrays):
        monkeypatch.setattr(module, "MAX_IN_MEMORY", VECTORS.nbytes - 1)
    return request.param(tmp_path)


USES = {
    "neighbors": lx.find_neighbors,
    "neighbors of some": lambda space: nearest_rows(space, [1, 2]),
    "map": lx.map_space,
    "layout": lambda space: lx.lay_out(space.vectors, lx.find_neighbors(VECTORS), "pca"),
    "comparison": lambda space: compare_spaces([space, open_space(WORDS, VECTORS)]),
    "some tokens": lambda space: space.take([5, 3, 8]),
    "without what is no number": lambda space: space.drop_nonfinite(),
    "a part of it": lambda space: lx.find_neighbors(space.range(10, 1500)),
    "vectors as a table": lambda space: save(lx.map_space(open_space(WORDS, VECTORS)), space),
}


def save(drawn, space):
    replaced(drawn, space=space).save("vectors.tsv")


@pytest.mark.parametrize("change", [overwrite, cut])
@pytest.mark.parametrize("use", USES)
def test_very_many_vectors_whose_file_was_changed_are_refused(mapped, monkeypatch, use, change):
    monkeypatch.chdir(mapped.parent)
    space = open_space(mapped)
    change(mapped)
    before = set(mapped.parent.iterdir())
    with pytest.raises(CorruptFile, match=rf"{mapped.name} was changed while it was open.* open it again"):
        USES[use](space)
    assert set(mapped.parent.iterdir()) == before


def test_very_many_vectors_whose_file_changes_while_they_are_read(mapped):
    space = open_space(mapped)
    for work in (lx.find_neighbors, lx.map_space):
        with pytest.raises(CorruptFile, match="was changed while it was open"):
            work(space, progress=lambda stage, done, total, note="": overwrite(mapped) if done else None)
        space = open_space(mapped)


def test_very_many_vectors_whose_file_was_replaced_stay(mapped):
    space = open_space(mapped)
    other = mapped.with_name("other")
    other.write_bytes(bytes(mapped.stat().st_size))
    os.replace(other, mapped)
    assert np.array_equal(lx.find_neighbors(space, 3).indices, lx.find_neighbors(VECTORS, 3).indices)


def test_very_much_text_is_read_from_its_file(tmp_path):
    """A piece after the other: no copy of the file is made, however large it is."""
    line = " ".join(f"{number + 0.123456789:.20f}" for number in range(40))
    path = tmp_path / "w.vec"
    path.write_text("12000 40\n" + "".join(f"w{row} {line}\n" for row in range(12_000)))
    tracemalloc.start()
    try:
        vectors = open_space(path).vectors
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size
    finally:
        tracemalloc.stop()
    assert np.array_equal(vectors, np.tile(np.array(line.split(), np.float32), (12_000, 1)))
