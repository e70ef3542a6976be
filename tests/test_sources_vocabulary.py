"""Vocabulary files that lie: whatever they hold, there is a vocabulary or one clear sentence."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.repository import Folder
from lexiscape.sources.vocabularies.vocabulary import name_rows
from lexiscape.sources.vocabularies.vocabulary_files import read_vocabulary

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)
IDS = st.integers(-1, 6) | JSON
VOCAB = st.dictionaries(st.text(max_size=4), IDS, max_size=5) | st.lists(
    st.tuples(st.text(max_size=4), IDS), max_size=5
)
ADDED = st.lists(st.fixed_dictionaries({"id": IDS, "content": st.text(max_size=4) | JSON, "special": JSON}), max_size=3)
TOKENIZER = st.fixed_dictionaries(
    {"model": st.fixed_dictionaries({"type": JSON, "vocab": VOCAB | JSON}) | JSON, "added_tokens": ADDED | JSON}
)


def read(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(
            content if isinstance(content, bytes) else json.dumps(content).encode()
        )
    return read_vocabulary(Folder(folder))


def check(vocabulary):
    """Whatever was read can be fitted to a matrix, or is refused."""
    assert all(isinstance(token, str) for token in vocabulary.tokens.values())
    assert list(vocabulary.tokens) == sorted(vocabulary.tokens)
    with suppress(SourceError):
        assert len(name_rows(vocabulary, 5, "matrix")) == 5


@pytest.mark.filterwarnings("ignore::lexiscape.errors.LexiscapeWarning")
@given(TOKENIZER, st.dictionaries(st.text(max_size=8), JSON, max_size=3), ADDED)
@settings(max_examples=300, deadline=None)
def test_any_tokenizer_json(tmp_path_factory, tokenizer, special_map, added):
    decoder = {str(i): entry for i, entry in enumerate(added)}
    config = {"added_tokens_decoder": decoder, **special_map}
    folder = tmp_path_factory.mktemp("any")
    with suppress(SourceError):
        check(
            read(folder, tokenizer__json=tokenizer, tokenizer_config__json=config, special_tokens_map__json=special_map)
        )


@pytest.mark.filterwarnings("ignore::lexiscape.errors.LexiscapeWarning")
@given(st.sampled_from(["vocab__txt", "vocab__json", "tokenizer__model", "qwen__tiktoken"]), st.binary(max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_bytes(tmp_path_factory, name, content):
    with suppress(SourceError):
        check(read(tmp_path_factory.mktemp("any"), **{name: content}))


def varint(number):
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


@pytest.mark.filterwarnings("ignore::lexiscape.errors.LexiscapeWarning")
@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 7))), st.binary(max_size=6), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_a_sentencepiece_model_whole_and_damaged(tmp_path_factory, pieces, damage, at):
    sound = b"".join(field(1, field(1, text.encode()) + b"\x18" + varint(kind)) for text, kind in pieces)
    folder = tmp_path_factory.mktemp("model")
    if pieces:
        assert list(read(folder, spm__model=sound).tokens.values()) == [text for text, _ in pieces]
    with suppress(SourceError):
        check(read(folder, spm__model=sound[:at] + damage + sound[at:]))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("tokenizer__json", {"model": {"vocab": {"a": 0, "b": 0}}}, "tokens 'a' and 'b' have the same id 0"),
        ("tokenizer__json", {"model": {"vocab": [["a", 0], 5]}}, "list of [piece, score]"),
        (
            "tokenizer__json",
            {"model": {"vocab": {}}, "added_tokens": [{"id": "x", "content": "a"}]},
            "expected an added token",
        ),
        ("vocab__json", {"a": 10**30}, ""),
        (
            "tokenizer__model",
            b"\n\xff",
            "is no SentencePiece model",
        ),
        ("tokenizer__model", b"IQ== 0\nnot base64\n", "neither a SentencePiece model nor a tiktoken list: line 2"),
    ],
)
def test_what_is_said(tmp_path, name, content, message):
    if not message:
        vocabulary = read(tmp_path, **{name: content})
        with pytest.raises(SourceError, match="has 1,000,000,000,000,000,000,000,000,000,001 tokens"):
            name_rows(vocabulary, 5, "matrix")
        return
    with pytest.raises(CorruptFile) as caught:
        read(tmp_path, **{name: content})
    assert message in str(caught.value)
