"""Vocabulary files that lie: whatever they hold, there is a vocabulary or one clear sentence."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexiscape import open_space
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError
from lexiscape.sources.storage.repository import Folder
from lexiscape.sources.vocabularies.vocabulary import name_rows
from lexiscape.sources.vocabularies.vocabulary_files import VOCABULARIES, read_vocabulary
from tiny_models import as_stored, numbers, safetensors_bytes
from tiny_sentencepiece import model_bytes

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


#: A file name for every row of the table: `*` and `[0-9]` stand for themselves there, here for a 3.
EVERY_NAME = [row.file.replace("[0-9]", "3").replace("*", "3").replace(".", "__") for row in VOCABULARIES]


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
@given(st.sampled_from(EVERY_NAME), st.binary(max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_bytes(tmp_path_factory, name, content):
    with suppress(SourceError):
        check(read(tmp_path_factory.mktemp("any"), **{name: content}))


@pytest.mark.filterwarnings("ignore::lexiscape.errors.LexiscapeWarning")
@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 7))), st.binary(max_size=6), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_a_sentencepiece_model_whole_and_damaged(tmp_path_factory, pieces, damage, at):
    sound = model_bytes(pieces)
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


def open_with(folder, rows, /, *, matrix="input", tensor="model.embed_tokens.weight", **files):
    """Open a folder of these files and a matrix of so many rows."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        stored = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / name.replace("__", ".")).write_bytes(stored)
    (folder / "model.safetensors").write_bytes(safetensors_bytes({tensor: as_stored(numbers(rows, 4), "F32")}))
    return open_space(folder, matrix=matrix)


COUNTED = "và 100\ncủa@@ 90\nlà 80\n".encode()


@pytest.mark.parametrize(
    "files",
    [
        {"vocab__txt": COUNTED, "tokenizer_config__json": {"tokenizer_class": "PhobertTokenizer"}},
        {"vocab__txt": COUNTED, "config__json": {"model_type": "roberta", "tokenizer_class": "BertweetTokenizer"}},
        {"vocab__txt": COUNTED, "bpe__codes": b"v a 1\n", "added_tokens__json": {"<mask>": 7}},
        {"dict__txt": COUNTED},
        {"dict__txt": COUNTED.replace(b" ", b"\t").replace(b"\n", b" #fairseq:overwrite\n")},
    ],
)
def test_fairseq_dictionaries(tmp_path, files):
    space = open_with(tmp_path / "m", 8, **files)
    assert list(space.tokens) == ["<s>", "<pad>", "</s>", "<unk>", "và", "của@@", "là", "<mask>"]
    assert space.kinds == [*["special"] * 4, "word", "continuation", "word", "special"]
    assert space.readable[5] == "của"


def test_a_token_that_comes_again_in_a_dictionary_moves_back(tmp_path):
    """As PhoBERT's tokenizer reads it: the next new token then takes the same id."""
    config = {"tokenizer_class": "PhobertTokenizer"}
    vocabulary = read(tmp_path / "m", vocab__txt=b"a 3\nb 2\na 1\nc 1\n", tokenizer_config__json=config)
    assert vocabulary.tokens == {0: "<s>", 1: "<pad>", 2: "</s>", 3: "<unk>", 5: "b", 6: "c", 7: "<mask>"}


def tekken_twice():
    """Return a tekken.json that gives one rank twice."""
    config = {"default_vocab_size": 6, "default_num_special_tokens": 0}
    return {"config": config, "vocab": [{"rank": 0, "token_bytes": text} for text in ("YQ==", "Yg==")]}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"vocab__txt": COUNTED}, "if it is a fairseq dictionary, name its tokenizer_class"),
        ({"vocab__txt": b"a\t7\nb\t9\n"}, "these are no ids: expected 0 to 1"),
        ({"vocab__txt": "▁a\t-3.25\n▁b\t-4e-05\n".encode()}, "these are no ids: expected 0 to 1"),
        ({"dict__txt": b"13 850\n262 800\n5 1\na 1\n"}, "numbers of GPT-2's tokens"),
        ({"dict__txt": b"a 1\nb\n"}, "line 2 is no token and count: 'b'"),
        ({"tekken__json": {"vocab": []}}, "has no config and vocab"),
        ({"tekken__json": {"config": {"default_vocab_size": "7"}, "vocab": []}}, "expected default_vocab_size"),
        ({"tekken__json": tekken_twice()}, "entry 1 of vocab has no rank of its own"),
        ({"rwkv_vocab_v20230424__txt": b"1 'a' 1\n2 'b' 2\n"}, "line 2 is no id, literal and length"),
        ({"rwkv_vocab_v20230424__txt": b"1 __import__('os') 1\n"}, "line 1 is no id, literal and length"),
        ({"rwkv_vocab_v20230424__txt": b"1 'a' 1\n1 'b' 1\n"}, "gives id 1 a second time"),
        ({"x__tiktoken": b"IQ== 0\nIg== 0\n"}, "gives id 0 a second time"),
        ({"x__tiktoken": b"IQ== 0\nIg== " + b"1" * 5000 + b"\n"}, "line 2 is no base64 and id"),
        ({"rwkv_vocab__txt": b"1 'a' " + b"1" * 5000 + b"\n"}, "line 1 is no id, literal and length"),
        (
            {"a__tiktoken": b"IQ== 0\n", "b__tiktoken": b"Ig== 0\n"},
            "2 vocabularies that differ (a.tiktoken, b.tiktoken)",
        ),
        ({"config__json": {"model_type": "canine"}}, "adds up hashes of their code points"),
        ({"tokenizer_config__json": {"tokenizer_class": "CanineTokenizer"}}, "adds up hashes of their code points"),
        ({"config__json": {"model_type": "transfo-xl"}, "vocab__pkl": b"x"}, "its vocabulary is a pickle"),
    ],
)
def test_vocabularies_that_are_refused(tmp_path, files, message):
    with pytest.raises(SourceError) as caught:
        open_with(tmp_path / "m", 12, **files)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_fsmt_has_a_vocabulary_a_side(tmp_path):
    source, target = {"<s>": 0, "</s>": 1, "the</w>": 2}, {"<s>": 0, "</s>": 1, "das</w>": 2}
    files = {"vocab-src__json": source, "vocab-tgt__json": target}
    assert list(open_with(tmp_path / "in", 3, **files).tokens) == ["<s>", "</s>", "the</w>"]
    space = open_with(tmp_path / "out", 3, matrix="output", tensor="lm_head.weight", **files)
    assert list(space.tokens) == ["<s>", "</s>", "das</w>"]
    assert space.readable[2] == "das"


def test_marian_may_have_a_vocabulary_a_side(tmp_path):
    """Whichever matrix is asked for by name, its own side's tokens are taken."""
    files = {
        "vocab__json": {"a": 0, "b": 1},
        "target_vocab__json": {"x": 0, "y": 1},
        "config__json": {"model_type": "marian"},
    }
    name = "model.decoder.embed_tokens.weight"
    open_with(tmp_path / "m", 2, tensor=name, **files)
    assert list(open_space(tmp_path / "m", tensor=name).tokens) == ["x", "y"]
    assert list(open_with(tmp_path / "m", 2, tensor="model.shared.weight", **files).tokens) == ["a", "b"]


def test_codes_beside_an_ordinary_vocabulary_say_nothing(tmp_path):
    assert list(open_with(tmp_path / "m", 3, vocab__txt=b"a\nb\nc\n", bpe__codes=b"a b 1\n").tokens) == ["a", "b", "c"]


def tekken(n_vocab=60, n_special=10, **more):
    entries = [
        {"rank": rank, "token_bytes": base64.b64encode(bytes([33 + rank])).decode(), "token_str": None}
        for rank in range(n_vocab)
    ]
    config = {"default_vocab_size": 70, "default_num_special_tokens": n_special, "version": "v7"}
    return {"config": config, "vocab": entries, **more}


def test_tekken(tmp_path):
    named = [{"rank": i, "token_str": f"[T{i}]", "is_control": True} for i in range(3)]
    space = open_with(tmp_path / "m", 70, tekken__json=tekken(special_tokens=named))
    assert space.readable[:11] == ["[T0]", "[T1]", "[T2]", *(f"<SPECIAL_{i}>" for i in range(3, 10)), "!"]
    assert space.kinds[:11] == [*["special"] * 3, *["unused"] * 7, "punctuation"]
    assert space.readable[-1] == chr(33 + 59)


def test_tekken_of_the_first_versions(tmp_path):
    """They name no special tokens, and hold more tokens than the model has rows."""
    space = open_with(tmp_path / "m", 70, tekken__json=tekken(n_vocab=90))
    assert space.readable[:4] == ["<unk>", "<s>", "</s>", "[INST]"]
    assert len(space) == 70


def test_the_empty_token_of_whisper(tmp_path):
    lines = [base64.b64encode(bytes([33 + i])) + b" %d" % i for i in range(60)] + [b"= 60"]
    vocabulary = read(tmp_path / "m", multilingual__tiktoken=b"\n".join(lines) + b"\n")
    assert [vocabulary.tokens[i] for i in (0, 59, 60)] == ["!", chr(33 + 59), ""]


def test_of_a_pattern_the_folders_own_file_is_taken(tmp_path):
    """Not that of a folder further down; and two copies of one list are one."""
    made = tmp_path / "m"
    read(tmp_path / "m", z__tiktoken=b"IQ== 0\n", y__tiktoken=b"IQ== 0\n")
    (made / "a").mkdir()
    (made / "a" / "other.tiktoken").write_bytes(b"Ig== 0\n")
    assert read(made).tokens == {0: "!"}
    assert read_vocabulary(Folder(made), "a/").tokens == {0: '"'}
    for name in ("z", "y"):
        (made / f"{name}.tiktoken").unlink()
    with pytest.raises(SourceError, match="no vocabulary in"):
        read(made)


def test_qwen_puts_its_special_tokens_after_its_list(tmp_path):
    config = {
        "tokenizer_class": "QWenTokenizer",
        "auto_map": {"AutoTokenizer": ["tokenization_qwen.QWenTokenizer", None]},
    }
    vocabulary = read(tmp_path / "m", qwen__tiktoken=b"IQ== 0\nIg== 1\n", tokenizer_config__json=config)
    assert [vocabulary.tokens[i] for i in (1, 2, 3, 4, 5)] == [
        '"',
        "<|endoftext|>",
        "<|im_start|>",
        "<|im_end|>",
        "<|extra_0|>",
    ]
    assert len(vocabulary.tokens) == 2 + 3 + 205


RWKV = [b"a", b" the", "日".encode(), b"\xe6\x97", b"\n", b"'", b'"', b"\\", b"'\"", b"\x00", "é".encode()]
RWKV_READ = ["a", "the", "日", r"\xe6\x97", "␊", "'", '"', "\\", "'\"", "␀", "é"]


def rwkv_literal(token):
    """As the makers write it: text where it is text."""
    try:
        return repr(token.decode())
    except UnicodeDecodeError:
        return repr(token)


def test_rwkv(tmp_path):
    text = "".join(f"{i} {rwkv_literal(token)} {len(token)}\n" for i, token in enumerate(RWKV, 1))
    space = open_with(tmp_path / "m", 12, rwkv_vocab_v20230424__txt=text.encode())
    assert space.readable == ["<|rwkv_tokenizer_end_of_text|>", *RWKV_READ]
    assert space.kinds[0] == "special"


def test_rwkv_5_by_line(tmp_path):
    """Without numbers: literals alone, of text and of bytes."""
    text = "\n".join(["'<s>'", *map(repr, RWKV)]) + "\n"
    space = open_with(tmp_path / "m", 12, vocab__txt=text.encode())
    assert space.readable == ["<s>", *RWKV_READ]


@pytest.mark.parametrize(
    ("of_class", "settings", "rows", "first", "last"),
    [
        ("ByT5Tokenizer", {}, 384, ["<pad>", "</s>", "<unk>"], [f"<extra_id_{i}>" for i in range(125)]),
        ("ByT5Tokenizer", {"extra_ids": 2}, 261, ["<pad>", "</s>", "<unk>"], ["<extra_id_0>", "<extra_id_1>"]),
        ("PerceiverTokenizer", {}, 262, ["[PAD]", "[BOS]", "[EOS]", "[MASK]", "[CLS]", "[SEP]"], []),
    ],
)
def test_tokenizers_of_bytes(tmp_path, of_class, settings, rows, first, last):
    space = open_with(tmp_path / "m", rows, tokenizer_config__json={"tokenizer_class": of_class, **settings})
    assert space.readable[: len(first)] == first
    byte = len(first)
    assert [space.readable[byte + code] for code in (0x41, 0x7F, 0x80, 0xE3, 10, 32)] == [
        *"A␡",
        r"\x80",
        r"\xe3",
        *"␊␣",
    ]
    assert space.readable[byte + 256 :] == last
    assert set(space.kinds[: len(first)]) == {"special"}


REPEATED = b"[PAD]\n[UNK]\na\n\nb\na\n\nc\n"


def test_a_repeated_token_counts_where_it_stands_last(tmp_path):
    """As transformers reads it; the other rows have no token."""
    with pytest.warns(LexiscapeWarning) as noted:
        space = open_with(tmp_path / "m", 8, vocab__txt=REPEATED)
    assert list(space.tokens) == ["[PAD]", "[UNK]", "<extra_2>", "<extra_3>", "b", "a", "", "c"]
    assert "2 lines hold a token that comes again, such as 'a'; its id is that of the last line, 5" in str(
        noted[0].message
    )


def test_transformers_reads_repeated_tokens_so(tmp_path):
    transformers = pytest.importorskip("transformers")
    with pytest.warns(LexiscapeWarning):
        ours = read(tmp_path / "m", vocab__txt=REPEATED).tokens
    theirs = transformers.BertTokenizer.from_pretrained(tmp_path / "m").get_vocab()
    assert {token: token_id for token_id, token in ours.items()}.items() <= theirs.items()


def test_a_blank_line_at_the_end_is_no_row(tmp_path):
    with pytest.warns(LexiscapeWarning, match="1 added tokens"):
        assert list(open_with(tmp_path / "m", 2, vocab__txt=b"[PAD]\na\n\n").tokens) == ["[PAD]", "a"]


def test_vocab_txt_with_ids(tmp_path):
    """ERNIE's: a token, a tab and its id."""
    assert list(open_with(tmp_path / "m", 3, vocab__txt=b"a\t2\n[PAD]\t0\n[UNK]\t1\n").tokens) == [
        "[PAD]",
        "[UNK]",
        "a",
    ]


def test_added_tokens_are_special_by_their_names(tmp_path):
    """Where they lie in added_tokens.json, nothing marks them; the same rule holds for GGUF."""
    vocabulary = read(tmp_path / "m", vocab__txt=b"a\nb\n", added_tokens__json={"<|im_end|>": 2, "<think>": 3})
    assert vocabulary.special == {2}
