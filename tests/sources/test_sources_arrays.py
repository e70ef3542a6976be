"""Arrays, `.npy` files with token lists, and live models."""

import json
from types import MappingProxyType

import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError, SourceNotFound
from tiny_models import numbers

TOKENS = ["the", "日本", "a,b", '"q"']


def test_tokens_and_vectors():
    vectors = numbers(4, 3)
    space = open_space(TOKENS, vectors)
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, vectors)
    assert space.family == "words"
    assert open_space(np.array(TOKENS), vectors.astype(np.float64)).vectors.dtype == np.float32
    assert open_space(["##a", "b", "c", "d"], vectors.tolist()).family == "wordpiece"


@pytest.mark.parametrize(
    ("tokens", "vectors", "message"),
    [
        (TOKENS, numbers(3, 2), "4 tokens do not fit 3 rows"),
        (["a", "b", "a"], numbers(3, 2), "token 'a' stands in rows 0 and 2"),
        (["a"], np.ones(3), r"shape \(3,\)"),
        (["a"], np.array([["x"]]), "real numbers"),
        (["a"], np.array([[1j]]), "real numbers"),
        (["a", "b"], [[1.0, 2.0], [1.0]], "array of real numbers"),
        ([], np.ones((0, 3)), r"shape \(0, 3\)"),
    ],
)
def test_arrays_that_do_not_fit(tokens, vectors, message):
    with pytest.raises(SourceError, match=message):
        open_space(tokens, vectors)


SHUFFLED = {TOKENS[i]: i for i in (2, 0, 3, 1)}


class Vocab:
    """A tokenizer, as far as it is used."""

    def get_vocab(self):
        return SHUFFLED


@pytest.mark.parametrize(
    "tokens",
    [
        SHUFFLED,
        SHUFFLED.keys(),
        Vocab(),
        {i: token for token, i in SHUFFLED.items()},
        {np.int64(i): token.encode() for token, i in SHUFFLED.items()},
        MappingProxyType({token: np.int32(i) for token, i in SHUFFLED.items()}),
        [token.encode() for token in TOKENS],
        [TOKENS[0], *(token.encode() for token in TOKENS[1:])],
        np.array([token.encode() for token in TOKENS]),
        np.array(TOKENS)[:, None],
        [[token] for token in TOKENS],
        (token for token in TOKENS),
        dict.fromkeys(TOKENS, "a vector").keys(),
    ],
)
def test_tokens_as_people_hold_them(tokens):
    """A vocabulary goes by its ids, in whatever order it lists them; bytes are text."""
    vectors = numbers(4, 3)
    space = open_space(tokens, vectors)
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, vectors)


def test_tokens_in_a_data_frame():
    pandas = pytest.importorskip("pandas")
    for tokens in (pandas.DataFrame({"word": TOKENS}), pandas.Series(TOKENS, index=[3, 2, 1, 0]), pandas.Index(TOKENS)):
        assert list(open_space(tokens, numbers(4, 3)).tokens) == TOKENS
    with pytest.raises(SourceError, match=r"one column, got shape \(4, 2\)"):
        open_space(pandas.DataFrame({"word": TOKENS, "n": [1, 2, 3, 4]}), numbers(4, 3))
    for missing in (None, float("nan"), pandas.NA):
        with pytest.raises(SourceError, match="the token of row 1 of vectors is missing"):
            open_space(pandas.Series(["a", missing, "c", "d"], dtype=object), numbers(4, 3))


def test_bytes_that_are_no_whole_characters():
    """A vocabulary of bytes, such as tiktoken's: its family spells bytes."""
    space = open_space([b" the", b"\xe6\x97", "日".encode(), b"ing"], numbers(4, 3))
    assert space.readable == ["the", r"\xe6\x97", "日", "ing"]
    assert space.kinds == ["word", "byte", "word", "continuation"]
    assert open_space({b" the": 1, b"\xe6": 0}, numbers(2, 3)).readable == [r"\xe6", "the"]


def test_a_vocabulary_smaller_than_its_matrix():
    with pytest.warns(LexiscapeWarning, match="1 of the 5 rows of vectors have no token"):
        assert open_space({**SHUFFLED}, numbers(5, 3)).tokens[4] == "<extra_4>"


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        (set(TOKENS), "are of type set, which has no order"),
        (frozenset(TOKENS), "are of type frozenset, which has no order"),
        ({"a": 0, "b": 0}, "have the same id 0"),
        ({0: "a", 1: "a"}, "every row needs a name of its own"),
        ({"a": [1.0], "b": [2.0]}, "a mapping from str to list: expected token → id"),
        ({0: 1, 1: 0}, "a mapping from int to int"),
        ({"a": True, "b": False}, "a mapping from str to bool"),
        ({}, "a mapping from nothing to nothing"),
        ({"a": 0, "b": 7}, "has 8 tokens, but vectors has 2 rows"),
        ({"a": 0, "b": -1}, "expected a token and its id"),
        (5, "are of type int: expected a list in row order"),
        (object(), "are of type object: expected a list in row order"),
        ([b"\x00", b"a", b"\xe6"], "bytes in the order of bytes"),
        (["a", None], "the token of row 1 of vectors is missing"),
        (np.array(["a", "b", "c", "d"]).reshape(2, 2), r"one column, got shape (2, 2)"),
    ],
)
def test_tokens_that_say_no_order(tokens, message):
    with pytest.raises(SourceError) as caught:
        open_space(tokens, numbers(2, 3))
    assert message in str(caught.value)


def test_one_object_alone_is_not_a_source():
    with pytest.raises(SourceError, match="cannot open a list alone"):
        open_space(["a"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("v.txt", "\n".join(TOKENS) + "\n"),
        ("v.txt", "\ufeff" + "\r\n".join(TOKENS)),
        ("v.json", json.dumps(TOKENS)),
        ("v.json", json.dumps({token: i for i, token in reversed(list(enumerate(TOKENS)))})),
        ("v.json", json.dumps({str(i): token for i, token in reversed(list(enumerate(TOKENS)))})),
        ("v.csv", 'id,token\n0,the\n1,日本\n2,"a,b"\n3,"""q"""\n'),
        ("v.csv", 'the\n日本\n"a,b"\n"""q"""\n'),
        ("tokens.txt", "\n".join(TOKENS)),
        ("tokens.json", json.dumps(TOKENS)),
    ],
)
def test_npy_with_a_list_beside_it(tmp_path, name, text):
    np.save(tmp_path / "v.npy", numbers(4, 3))
    (tmp_path / name).write_text(text, "utf-8", newline="")
    space = open_space(tmp_path / "v.npy")
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, numbers(4, 3))
    assert space.name == "v"


def test_npy_with_a_list_named(tmp_path):
    np.save(tmp_path / "v.npy", numbers(4, 3))
    (tmp_path / "other.txt").write_text("\n".join(TOKENS), "utf-8")
    assert list(open_space(tmp_path / "v.npy", tmp_path / "other.txt").tokens) == TOKENS
    assert list(open_space(tmp_path / "v.npy", TOKENS).tokens) == TOKENS
    assert list(open_space(tmp_path / "v.npy", SHUFFLED).tokens) == TOKENS
    assert list(open_space(tmp_path / "v.npy", [token.encode() for token in TOKENS]).tokens) == TOKENS
    with pytest.raises(SourceError, match="has no order"):
        open_space(tmp_path / "v.npy", set(TOKENS))
    with pytest.raises(SourceNotFound, match="cannot read the token list"):
        open_space(tmp_path / "v.npy", tmp_path / "nowhere.txt")


def test_npy_alone_says_what_was_looked_for(tmp_path):
    np.save(tmp_path / "v.npy", numbers(4, 3))
    with pytest.raises(SourceNotFound, match=r"v\.txt, v\.json, v\.csv, tokens\.txt"):
        open_space(tmp_path / "v.npy")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("v.txt", "a\nb\n", "2 tokens do not fit 4 rows"),
        ("v.json", "{", "no JSON"),
        ("v.json", "3", "JSON list of strings"),
        ("v.json", '{"a": 0, "b": 5}', "has 6 tokens, but v.npy has 4 rows"),
        ("v.csv", "token,n\na,1\n\nb\n", "2 tokens"),
        ("v.csv", "n,token\n1,a\n2\n", "data row 1 has no column 2"),
        ("v.csv", 'a"b"\n"', "no CSV"),
    ],
)
def test_lists_that_do_not_fit(tmp_path, name, text, message):
    np.save(tmp_path / "v.npy", numbers(4, 3))
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SourceError, match=message):
        open_space(tmp_path / "v.npy")


def test_npy_that_would_run_code(tmp_path):
    np.save(tmp_path / "v.npy", np.array([{}, {}], dtype=object), allow_pickle=True)
    (tmp_path / "v.txt").write_text("a\nb\n")
    with pytest.raises(CorruptFile, match="without running code"):
        open_space(tmp_path / "v.npy")
    (tmp_path / "v.npy").write_bytes(b"\x93NUMPY\x01\x00\xff\xff{")
    with pytest.raises(CorruptFile, match="without running code"):
        open_space(tmp_path / "v.npy")
    (tmp_path / "v.npy").write_bytes(bytes(range(7, 207)))
    with pytest.raises(CorruptFile, match="or is no NumPy file; save it anew") as caught:
        open_space(tmp_path / "v.npy")
    assert "allow_pickle" not in str(caught.value)  # NumPy's advice of whatever it does not know


class Weight:
    """What a parameter of torch offers, as far as it is used."""

    device = "cpu"

    def __init__(self, array):
        self.array, self.dtype = array, "torch.float32"

    def is_floating_point(self):
        return True

    def detach(self):
        return self

    float = cpu = detach

    def numpy(self):
        return self.array


class Layer:
    def __init__(self, array):
        self.weight = Weight(array)


class Model:
    name_or_path = "tiny/model"

    def __init__(self, array):
        self.layer = Layer(array)

    def get_input_embeddings(self):
        return self.layer

    def get_output_embeddings(self):
        return None


class Tokenizer:
    all_special_ids = (0,)
    vocab_size = 3

    def get_vocab(self):
        return {"Ġthe": 2, "<s>": 0, "æĹ¥": 1}


def test_live_model():
    array = numbers(3, 4)
    model = Model(array)
    space = open_space(model, Tokenizer())
    assert list(space.tokens) == ["<s>", "æĹ¥", "Ġthe"]
    assert space.readable == ["<s>", "日", "the"]
    assert space.kinds[0] == "special"
    assert space.name == "tiny/model"
    array += 1  # training goes on
    assert np.array_equal(space.vectors, numbers(3, 4))


def test_live_model_with_padded_rows():
    with pytest.warns(LexiscapeWarning, match="1 of the 4 rows"):
        assert open_space(Model(numbers(4, 4)), Tokenizer()).tokens[3] == "<extra_3>"


def test_live_tokenizers_of_bytes_are_read_as_bytes():
    """Their own vocabulary calls byte 0xE3 by the letter ã."""
    transformers = pytest.importorskip("transformers")
    space = open_space(Model(numbers(384, 4)), transformers.ByT5Tokenizer())
    assert [space.readable[row] for row in (0, 3 + 0x41, 3 + 0xE3, 259)] == ["<pad>", "A", r"\xe3", "<extra_id_0>"]
    assert space.family == "byte_bpe"


def test_a_tokenizer_of_the_tokenizers_library_itself():
    """Which of its added tokens are special, it says in its own way."""
    from tokenizers import AddedToken, Tokenizer, models

    tokenizer = Tokenizer(models.WordLevel({"a": 1, "b": 0}, "a"))
    tokenizer.add_tokens([AddedToken("<go>", special=True), AddedToken("c")])
    space = open_space(Model(numbers(4, 4)), tokenizer)
    assert list(space.tokens) == ["b", "a", "<go>", "c"]
    assert space.special == {2}
    assert list(open_space(tokenizer, numbers(4, 4)).tokens) == ["b", "a", "<go>", "c"]


def test_live_model_without_what_it_needs():
    with pytest.raises(SourceError, match="needs its tokenizer"):
        open_space(Model(numbers(3, 4)))
    with pytest.raises(SourceError, match="Model has no output matrix"):
        open_space(Model(numbers(3, 4)), Tokenizer(), matrix="output")


def test_a_folder_takes_no_second_argument(bert_folder):
    with pytest.raises(SourceError, match="brings its own tokens"):
        open_space(bert_folder, ["a"])


def test_a_number_that_python_does_not_spell_out():
    with pytest.raises(SourceError, match="the token of row 1 of vectors is no word: Exceeds the limit"):
        open_space(["a", 10**5000], np.eye(2, dtype=np.float32))
