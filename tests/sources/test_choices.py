"""What of a source is to be opened: where there is no such choice, it is refused, and never another table opened."""

import struct

import numpy as np
import pytest
from gensim.models import KeyedVectors

from lexiscape import open_space
from lexiscape.errors import OptionError, SourceError, SourceNotFound
from lexiscape.sources import SOURCES
from lexiscape.sources.describe import describe_source

WORDS = ["a", "b", "c", "d"]
VECTORS = np.arange(12, dtype=np.float32).reshape(4, 3) + 1
LINES = "".join(f"{word} {' '.join(map(str, row))}\n" for word, row in zip(WORDS, VECTORS, strict=True))


def in_gensim(path):
    given = KeyedVectors(3)
    given.add_vectors(WORDS, VECTORS)
    given.save(str(path))


def in_fasttext(path):
    """fastText's native form with no n-grams; its layout is told in `fasttext_model`."""
    settings = struct.pack("<2i12id", 793712314, 12, 3, 5, 5, 1, 5, 1, 1, 3, 0, 0, 0, 100, 1e-4)
    words = b"".join(word.encode() + b"\0" + struct.pack("<qb", 1, 0) for word in WORDS)
    counts = struct.pack("<3i2q", 4, 4, 0, 4, -1)
    path.write_bytes(settings + counts + words + b"\0" + struct.pack("<2q", 4, 3) + VECTORS.tobytes())


def in_projector(path):
    np.savetxt(path, VECTORS, delimiter="\t")
    path.with_name("metadata.tsv").write_text("\n".join(WORDS) + "\n")


def in_spacy(path):
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    for word, row in zip(WORDS, VECTORS, strict=True):
        pipeline.vocab.set_vector(word, row)
    pipeline.to_disk(path)


def beside(path):
    np.save(path, VECTORS)
    path.with_suffix(".txt").write_text("\n".join(WORDS))


HOLDERS = {
    "v.vec": lambda path: path.write_text(LINES),
    "glove.txt": lambda path: path.write_text(LINES),
    "w2v.bin": lambda path: path.write_text("4 3\n" + LINES),
    "ft.bin": in_fasttext,
    "w.kv": in_gensim,
    "vectors.tsv": in_projector,
    "v.npy": beside,
    "v.npz": lambda path: np.savez(path, vectors=VECTORS, tokens=np.array(WORDS)),
    "spacy:pipeline": in_spacy,
}


@pytest.fixture(params=HOLDERS)
def one_table(request, tmp_path):
    """A source that holds one table of vectors."""
    prefix, _, name = request.param.rpartition(":")
    HOLDERS[request.param](tmp_path / name)
    source = f"{prefix}:{tmp_path / name}" if prefix else str(tmp_path / name)
    assert list(open_space(source).tokens) == WORDS
    return source


@pytest.mark.parametrize("opened", [open_space, describe_source])
def test_one_table_has_no_unembedding_matrix(one_table, opened):
    with pytest.raises(SourceError, match="has no unembedding matrix to choose: leave --matrix away"):
        opened(one_table, matrix="output")


def test_one_table_has_no_tensor_by_name(one_table):
    with pytest.raises(SourceError, match=r"has no tensor syn1neg|holds 0 matrices of real numbers"):
        open_space(one_table, tensor="syn1neg")


def test_arrays_in_memory_have_no_choice():
    given = KeyedVectors(3)
    given.add_vectors(WORDS, VECTORS)
    for source in ((WORDS, VECTORS), (given,)):
        for choice in ({"matrix": "output"}, {"tensor": "x"}, {"matrix": "output", "tensor": "x"}):
            with pytest.raises(SourceError, match=r"in memory has no .*: leave --"):
                open_space(*source, **choice)


def test_what_is_no_matrix_is_no_matrix_of_any_source(one_table, bert_folder):
    for source in (one_table, bert_folder):
        with pytest.raises(OptionError, match="no matrix 'otput': choose one of input, output"):
            open_space(source, matrix="otput")


def test_every_source_says_what_it_heeds():
    assert {name for name, row in SOURCES.items() if "matrix" in row.takes} == {
        *("demo", "weights", "gguf", "folder", "hub")
    }
    assert all(set(row.takes) <= {"matrix", "tensor"} for row in SOURCES.values())


def test_an_empty_name_opens_nothing(tmp_path, monkeypatch):
    np.save(tmp_path / "v.npy", VECTORS)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceNotFound, match="an empty name names no source"):
        open_space("")
