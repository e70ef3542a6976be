"""KeyedVectors: what gensim saves, of any age, is read as gensim reads it, without gensim; nothing in it runs."""

import pickle
import pickletools
import shutil
import subprocess
import sys
from contextlib import suppress

import numpy as np
import pytest
from gensim.models import Doc2Vec, FastText, KeyedVectors, Word2Vec
from gensim.models.doc2vec import TaggedDocument
from gensim.test.utils import datapath
from hypothesis import given, settings
from hypothesis import strategies as st

from lexiscape import open_space
from lexiscape.errors import CorruptFile, SourceError
from tiny_models import numbers

WORDS = ["the", "日本", "</s>", "naïve", "1,000"]
TEXT = [["a", "river", "bank"], ["a", "bank", "lends", "money"]] * 20


def keyed():
    vectors = KeyedVectors(4)
    vectors.add_vectors(WORDS, numbers(5, 4))
    return vectors


def trained(kind):
    return kind(TEXT, vector_size=4, min_count=1, seed=1, workers=1, **({"bucket": 20} if kind is FastText else {}))


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("make", [keyed, lambda: trained(Word2Vec).wv])
def test_what_gensim_saves(tmp_path, make, beside):
    given = make()
    given.save(str(tmp_path / "v.kv"), sep_limit=1 if beside else 10 << 20)
    assert (tmp_path / "v.kv.vectors.npy").exists() == beside
    theirs = type(given).load(str(tmp_path / "v.kv"))
    space = open_space(tmp_path / "v.kv")
    assert list(space.tokens) == theirs.index_to_key
    assert np.array_equal(space.vectors, theirs.vectors)
    if "count" in theirs.expandos:
        assert space.fields["count"].tolist() == theirs.expandos["count"].tolist()
    live = open_space(given)
    assert list(live.tokens) == list(space.tokens)
    assert np.array_equal(live.vectors, space.vectors)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f4"])
def test_every_pickle_protocol(tmp_path, protocol, dtype):
    vectors = keyed()
    vectors.vectors = np.asfortranarray(vectors.vectors.astype(dtype))
    (tmp_path / "v.wordvectors").write_bytes(pickle.dumps(vectors, protocol))
    space = open_space(tmp_path / "v.wordvectors")
    assert list(space.tokens) == WORDS
    assert np.array_equal(space.vectors, numbers(5, 4))
    assert space.vectors.dtype == np.float32


def test_what_gensim_3_saved(tmp_path):
    path = tmp_path / "old.kv"
    shutil.copy(datapath("old_keyedvectors_320.dat"), path)
    theirs = KeyedVectors.load(str(path))
    space = open_space(path)
    assert list(space.tokens) == theirs.index_to_key
    assert np.array_equal(space.vectors, theirs.vectors)


def test_fasttext(tmp_path):
    """Its words' vectors are not in the file: refused by name, and open in Python."""
    given = trained(FastText).wv
    given.save(str(tmp_path / "v.kv"))
    with pytest.raises(SourceError, match=r"open_space\(FastTextKeyedVectors\.load"):
        open_space(tmp_path / "v.kv")
    assert np.array_equal(open_space(given).vectors, given.vectors)


def test_gensim_is_not_needed(tmp_path):
    keyed().save(str(tmp_path / "v.kv"))
    code = "import sys; sys.modules['gensim'] = None; import lexiscape; print(lexiscape.open_space(sys.argv[1]))"
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "v.kv")], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "<EmbeddingSpace v: 5 tokens x 4>\n"


@pytest.mark.parametrize("limit", [10 << 20, 10], ids=["one file", "arrays beside"])
@pytest.mark.parametrize("name", ["m.model", "m.kv"])
@pytest.mark.parametrize("kind", [Word2Vec, Doc2Vec])
def test_whole_models(tmp_path, kind, name, limit):
    if kind is Doc2Vec:
        model = Doc2Vec([TaggedDocument(text, [i]) for i, text in enumerate(TEXT)], vector_size=8, min_count=1)
    else:
        model = trained(Word2Vec)
    assert list(open_space(model).tokens) == model.wv.index_to_key
    model.save(str(tmp_path / name), sep_limit=limit)
    space = open_space(tmp_path / name)
    assert list(space.tokens) == model.wv.index_to_key
    assert np.array_equal(space.vectors, model.wv.vectors)
    assert space.fields["count"].tolist() == [model.wv.get_vecattr(word, "count") for word in space.tokens]


def test_a_model_of_ngrams_and_a_tokenizer(tmp_path):
    trained(FastText).save(str(tmp_path / "m.model"))
    with pytest.raises(SourceError, match="fastText's vectors of n-grams"):
        open_space(tmp_path / "m.model")
    (tmp_path / "tokenizer.model").write_bytes(b"\n\x0e\n\x05<unk>")
    with pytest.raises(SourceError, match=r"no model of gensim's; a tokenizer of SentencePiece's .* open the folder"):
        open_space(tmp_path / "tokenizer.model")


class Evil:
    """Unpickled by the standard library, this would write a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        import os

        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("where", ["alone", "vectors", "index_to_key", "expandos"])
def test_a_pickle_that_calls_anything_is_refused_by_name(tmp_path, protocol, where):
    trap, vectors = tmp_path / "trap", keyed()
    given = Evil(trap)
    if where != "alone":
        setattr(vectors, where, [given])
        given = vectors
    (tmp_path / "v.kv").write_bytes(pickle.dumps(given, protocol))
    with pytest.raises(SourceError, match=r"v\.kv: its pickle \w+ .*nothing of it was run"):
        open_space(tmp_path / "v.kv")
    assert not trap.exists()


def test_files_that_lie(tmp_path):
    path = tmp_path / "v.kv"
    vectors = keyed()
    vectors.save(str(path), sep_limit=1)
    (tmp_path / "v.kv.vectors.npy").unlink()
    with pytest.raises(CorruptFile, match=r"in v\.kv\.vectors\.npy, which is not beside it: copy both"):
        open_space(path)
    np.save(tmp_path / "v.kv.vectors.npy", np.array([Evil(tmp_path / "trap")], dtype=object), allow_pickle=True)
    with pytest.raises(CorruptFile, match="without running code"):
        open_space(path)
    np.save(tmp_path / "v.kv.vectors.npy", numbers(4, 4))
    with pytest.raises(SourceError, match=r"5 tokens do not fit 4 rows"):
        open_space(path)
    for stored, message in (
        (pickle.dumps({"a": 1}), "holds no KeyedVectors"),
        (pickle.dumps([1]), "holds no KeyedVectors"),
        (b"", "is empty: expected a model"),
        (b"not a pickle at all", "broken pickle|its pickle uses"),
        (pickle.dumps(vectors).replace(numbers(5, 4).tobytes(), b"")[:-20], "broken pickle"),
    ):
        path.write_bytes(stored)
        with pytest.raises(SourceError, match=message):
            open_space(path)
    vectors = keyed()
    vectors.vectors = None
    path.write_bytes(pickle.dumps(vectors))
    with pytest.raises(CorruptFile, match="has no matrix of numbers: looked for vectors, syn0"):
        open_space(path)


SOUND = pickle.dumps(keyed(), 4)


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(SOUND)))
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_never_crashes_the_reader(tmp_path_factory, at, damage, length):
    content = (SOUND[:at] + damage + SOUND[at + len(damage) :])[:length]
    path = tmp_path_factory.mktemp("damaged") / "v.kv"
    path.write_bytes(content)
    with suppress(SourceError):
        assert open_space(path).vectors.nbytes <= 4 * len(content)


def test_the_opcodes_are_those_of_the_standard_library():
    """Each opcode that is carried out, or pushed, is one that `pickletools` knows."""
    from lexiscape.sources.tensors import pickles

    known = {opcode.name for opcode in pickletools.opcodes}
    assert {*pickles._PUSHES, *pickles._CONSTANTS, *pickles._STEPS} <= known
