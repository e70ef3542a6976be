"""SentencePiece models without tokenizer.json: every class of transformers gets the ids that its slow tokenizer gave.

What is expected was read off transformers 4.56's slow classes over the same pieces (their `convert_ids_to_tokens`), for
M2M-100 and NLLB off the ids of the published models, whose languages come before the mask.
"""

import json

import pytest

from lexiscape import open_space
from lexiscape.errors import LexiscapeWarning, SourceError
from lexiscape.sources.storage.repository import Folder
from lexiscape.sources.vocabularies.language_tokens import M2M100, MBART, MBART50, NLLB, PLBART_MULTI
from lexiscape.sources.vocabularies.sentencepiece_layouts import CLASS_OF_TYPE, LAYOUTS
from lexiscape.sources.vocabularies.vocabulary_files import read_vocabulary
from tiny_models import as_stored, numbers, safetensors_bytes
from tiny_sentencepiece import model_bytes

FAIRSEQ = ("<unk>", "<s>", "</s>")
PEGASUS = ("<pad>", "</s>", "<unk>")
BERT = ("<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]")
DEBERTA = ("[PAD]", "[CLS]", "[SEP]", "[UNK]")
XLNET = ("<unk>", "<s>", "</s>", "<cls>", "<sep>", "<pad>", "<mask>", "<eod>", "<eop>")
WORDS = [f"▁w{number}" for number in range(60)]


def pieces_of(head):
    return [(token, 2 if "unk" in token.lower() else 3) for token in head] + [(word, 1) for word in WORDS]


def write(folder, file, head, settings=None, **more):
    folder.mkdir(exist_ok=True)
    (folder / file).write_bytes(model_bytes(pieces_of(head)))
    if settings is not None:
        more = {"tokenizer_config.json": settings, **more}
    for name, content in more.items():
        (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def with_matrix(folder, rows):
    """Add a matrix of so many rows."""
    tensors = {"model.embed_tokens.weight": as_stored(numbers(rows, 4), "F32")}
    (folder / "model.safetensors").write_bytes(safetensors_bytes(tensors))
    return folder


BPE = "sentencepiece.bpe.model"
FOUR = ["<s>", "<pad>", "</s>", "<unk>"]
UNKNOWNS = [f"<unk_{number}>" for number in range(2, 103)]
SENTINELS = [f"<extra_id_{number}>" for number in range(99, -1, -1)]


@pytest.mark.parametrize(
    ("of_class", "file", "head", "settings", "expected"),
    [
        ("XLMRobertaTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, "<mask>"]),
        ("XLMRobertaTokenizerFast", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, "<mask>"]),
        ("LayoutXLMTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, "<mask>"]),
        ("MLukeTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, "<mask>", "<ent>", "<ent2>"]),
        ("XGLMTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, *(f"<madeupword{i}>" for i in range(7))]),
        ("XGLMTokenizer", BPE, FAIRSEQ, {"num_madeup_words": 1}, [*FOUR, *WORDS, "<madeupword0>"]),
        ("MBartTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, *MBART, "<mask>"]),
        ("MBart50Tokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, *MBART50, "<mask>"]),
        ("NllbTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, *NLLB, "<mask>"]),
        (
            "NllbTokenizer",
            BPE,
            FAIRSEQ,
            {"additional_special_tokens": ["xx_Latn"]},
            [*FOUR, *WORDS, "xx_Latn", "<mask>"],
        ),
        ("PLBartTokenizer", BPE, FAIRSEQ, {}, [*FOUR, *WORDS, "__java__", "__python__", "__en_XX__", "<mask>"]),
        (
            "PLBartTokenizer",
            BPE,
            FAIRSEQ,
            {"language_codes": "multi"},
            [*FOUR, *WORDS, *PLBART_MULTI, "<mask>"],
        ),
        ("SeamlessM4TTokenizer", BPE, FAIRSEQ, {}, ["<pad>", "<unk>", "<s>", "</s>", *WORDS]),
        (
            "CamembertTokenizer",
            BPE,
            FAIRSEQ,
            {},
            ["<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>", "<unk>NOTUSED", "<s>", "</s>", *WORDS, "<mask>"],
        ),
        (
            "XLMProphetNetTokenizer",
            "prophetnet.tokenizer",
            FAIRSEQ,
            {},
            ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]", *(f"[unused{i}]" for i in range(10)), *WORDS],
        ),
        (
            "PegasusTokenizer",
            "spiece.model",
            PEGASUS,
            {},
            ["<pad>", "</s>", "<mask_1>", "<mask_2>", *UNKNOWNS, "<unk>", *WORDS],
        ),
        (
            "PegasusTokenizerFast",
            "spiece.model",
            PEGASUS,
            {"offset": 5},
            ["<pad>", "</s>", "<mask_1>", "<mask_2>", "<unk_2>", "<unk_3>", "<unk_4>", "<unk>", *WORDS],
        ),
        ("T5Tokenizer", "spiece.model", PEGASUS, {}, [*PEGASUS, *WORDS, *SENTINELS]),
        ("MT5Tokenizer", "spiece.model", PEGASUS, {"extra_ids": 2}, [*PEGASUS, *WORDS, "<extra_id_1>", "<extra_id_0>"]),
        ("T5Tokenizer", "spiece.model", PEGASUS, {"extra_ids": 0}, [*PEGASUS, *WORDS]),
        ("AlbertTokenizer", "spiece.model", BERT, {}, [*BERT, *WORDS]),
        ("AlbertTokenizer", "spiece.model", BERT[:4], {}, [*BERT[:4], *WORDS, "[MASK]"]),
        ("BarthezTokenizer", BPE, FOUR, {}, [*FOUR, *WORDS, "<mask>"]),
        ("BertGenerationTokenizer", "spiece.model", PEGASUS, {}, [*PEGASUS, *WORDS, "<s>", "<::::>"]),
        ("BigBirdTokenizer", "spiece.model", ["<pad>", "</s>", "<s>", "<unk>"], {}, None),
        ("DebertaV2Tokenizer", "spm.model", DEBERTA, {}, [*DEBERTA, *WORDS, "[MASK]"]),
        ("RemBertTokenizer", "sentencepiece.model", DEBERTA, {}, [*DEBERTA, *WORDS, "[MASK]"]),
        ("ErnieMTokenizer", BPE, DEBERTA, {}, [*DEBERTA, *WORDS, "[MASK]"]),
        ("FNetTokenizer", "spiece.model", BERT, {}, [*BERT, *WORDS]),
        ("XLNetTokenizer", "spiece.model", XLNET, {}, [*XLNET, *WORDS]),
        ("CpmTokenizer", "spiece.model", XLNET, {}, [*XLNET, *WORDS]),
        ("GemmaTokenizer", "tokenizer.model", ["<pad>", "<eos>", "<bos>", "<unk>"], {}, None),
        ("SpeechT5Tokenizer", "spm_char.model", FOUR, {}, [*FOUR, *WORDS]),
        ("SiglipTokenizer", "spiece.model", PEGASUS, {}, [*PEGASUS, *WORDS]),
        ("ReformerTokenizer", "spiece.model", ["<unk>", "</s>"], {}, ["<unk>", "</s>", *WORDS]),
        ("UdopTokenizer", "tokenizer.model", PEGASUS, {}, [*PEGASUS, *WORDS]),
        ("LlamaTokenizer", "tokenizer.model", FAIRSEQ, {}, [*FAIRSEQ, *WORDS]),
        (
            "LlamaTokenizer",
            "tokenizer.model",
            FAIRSEQ,
            {"pad_token": {"content": "<pad>"}},
            [*FAIRSEQ, *WORDS, "<pad>"],
        ),
        ("CodeLlamaTokenizer", "tokenizer.model", FAIRSEQ, {}, [*FAIRSEQ, *WORDS]),
        (
            "ChatGLMTokenizer",
            "tokenizer.model",
            FAIRSEQ,
            {"auto_map": {"AutoTokenizer": ["tokenization_chatglm.ChatGLMTokenizer", None]}},
            [*FAIRSEQ, *WORDS, "[MASK]", "[gMASK]", "[sMASK]", "sop", "eop"],
        ),
        ("GPTSw3Tokenizer", "spiece.model", PEGASUS, {}, [*PEGASUS, *WORDS, "<s>", "<|endoftext|>"]),
    ],
)
def test_ids_of_every_class(tmp_path, of_class, file, head, settings, expected):
    folder = write(tmp_path / "m", file, head, {"tokenizer_class": of_class, **settings})
    vocabulary = read_vocabulary(Folder(folder))
    if expected is None:  # [CLS], [SEP] and [MASK] of BigBird; nothing of Gemma
        expected = [*head, *WORDS, *(["[SEP]", "[CLS]", "[MASK]"] if of_class == "BigBirdTokenizer" else [])]
    assert list(vocabulary.tokens.items()) == list(enumerate(expected))
    assert vocabulary.family == "sentencepiece"
    assert vocabulary.assumed == ""
    assert not vocabulary.special & {place for place, token in enumerate(expected) if token in WORDS}
    assert {place for place, token in enumerate(expected) if token not in WORDS} == vocabulary.special


def test_every_type_has_a_class_with_a_layout():
    assert set(CLASS_OF_TYPE.values()) <= set(LAYOUTS)


@pytest.mark.parametrize(
    ("kind", "file", "head", "first"),
    [
        ("pegasus", "spiece.model", PEGASUS, ["<pad>", "</s>", "<mask_1>"]),
        ("bigbird_pegasus", "spiece.model", PEGASUS, ["<pad>", "</s>", "<mask_1>"]),
        ("xglm", BPE, FAIRSEQ, FOUR),
        ("luke", BPE, FAIRSEQ, FOUR),
        ("plbart", BPE, FAIRSEQ, FOUR),
        ("camembert", BPE, FAIRSEQ, ["<s>NOTUSED", "<pad>"]),
        ("seamless_m4t_v2", BPE, FAIRSEQ, ["<pad>", "<unk>", "<s>"]),
        ("rembert", "sentencepiece.model", DEBERTA, ["[PAD]", "[CLS]"]),
    ],
)
def test_the_type_tells_where_no_file_names_a_class(tmp_path, kind, file, head, first):
    folder = write(tmp_path / "m", file, head, {"model_max_length": 512}, **{"config.json": {"model_type": kind}})
    assert list(read_vocabulary(Folder(folder)).tokens.values())[: len(first)] == first


@pytest.mark.parametrize("named_in", ["tokenizer_config.json", "config.json", "auto_map"])
def test_an_unknown_class_must_fit_its_rows(tmp_path, named_in):
    settings = {"auto_map": {"AutoTokenizer": ["tokenization_my.MyTokenizer", None]}}
    if named_in != "auto_map":
        settings = {"tokenizer_class": "MyTokenizer"}
    name = "config.json" if named_in == "config.json" else "tokenizer_config.json"
    folder = write(tmp_path / "m", "tokenizer.model", FAIRSEQ, **{name: settings})
    assert list(open_space(with_matrix(folder, 63)).tokens) == [*FAIRSEQ, *WORDS]
    for rows in (64, 65, 70, 100):
        with pytest.raises(SourceError, match=rf"63 tokens, but .* {rows} rows, and how a MyTokenizer numbers"):
            open_space(with_matrix(folder, rows))


def test_a_model_without_any_class_must_fit_its_rows(tmp_path):
    """In order of its pieces, or in fairseq's by fairseq's own name."""
    folder = write(tmp_path / "pieces", "tokenizer.model", FAIRSEQ)
    assert list(open_space(with_matrix(folder, 63)).tokens[:3]) == list(FAIRSEQ)
    with pytest.raises(SourceError, match=r"no file says how they are numbered, so that the labels could be shifted"):
        open_space(with_matrix(folder, 64))
    folder = write(tmp_path / "fairseq", BPE, FAIRSEQ)
    assert list(open_space(with_matrix(folder, 65)).tokens[:4]) == FOUR
    with pytest.raises(SourceError, match="labels could be shifted"):
        open_space(with_matrix(folder, 64))


def test_an_unknown_class_whose_settings_contradict_its_pieces(tmp_path):
    """The ids fit by chance, but the settings show that other tokens come first."""
    added = {"0": {"content": "<s>", "special": True}, "1": {"content": "<pad>", "special": True}}
    folder = write(
        tmp_path / "m", "spm.model", FAIRSEQ, {"tokenizer_class": "MyTokenizer", "added_tokens_decoder": added}
    )
    with pytest.raises(SourceError, match=r"says '<unk>' of id 0, the tokenizer's settings say '<s>'"):
        open_space(with_matrix(folder, 63))


def test_an_unknown_class_whose_added_tokens_fill_the_rows(tmp_path):
    added = {"63": {"content": "<x>", "special": True}, "64": {"content": "<y>"}}
    folder = write(
        tmp_path / "m", "tokenizer.model", FAIRSEQ, {"tokenizer_class": "MyTokenizer", "added_tokens_decoder": added}
    )
    assert list(open_space(with_matrix(folder, 65)).tokens) == [*FAIRSEQ, *WORDS, "<x>", "<y>"]
    with pytest.raises(SourceError, match="labels could be shifted"):
        open_space(with_matrix(folder, 64))


def test_a_known_class_may_have_rows_to_spare(tmp_path):
    folder = write(tmp_path / "m", "spiece.model", PEGASUS, {"tokenizer_class": "T5Tokenizer"})
    with pytest.warns(LexiscapeWarning, match="28 of the 191 rows"):
        assert open_space(with_matrix(folder, 191)).kinds.count("extra") == 28


def test_language_tokens_beyond_the_matrix_are_left_out(tmp_path):
    folder = write(tmp_path / "m", BPE, FAIRSEQ, {"tokenizer_class": "PLBartTokenizer"})
    with pytest.warns(LexiscapeWarning, match="3 added tokens"):
        assert list(open_space(with_matrix(folder, 65)).tokens) == [*FOUR, *WORDS, "__java__"]
    with pytest.raises(SourceError, match="is the tokenizer another model's"):
        open_space(with_matrix(folder, 63))


@pytest.mark.parametrize(
    "file",
    [
        *("sentencepiece.model", "spm_char.model", "source.spm", "tokenizer.model.v3", "tokenizer.model.v7"),
        *(
            "tokenizer.model.v7m1",
            "mistral_instruct_tokenizer_240323.model.v3",
            "my_spm_32k.model",
            "sentencepiece_en.model",
        ),
    ],
)
def test_names_that_models_go_by(tmp_path, file):
    folder = with_matrix(write(tmp_path / "m", file, FAIRSEQ), 63)
    assert list(open_space(folder).tokens) == [*FAIRSEQ, *WORDS]


def test_marian_keeps_its_ids_elsewhere(tmp_path):
    folder = write(tmp_path / "m", "source.spm", FAIRSEQ, {"tokenizer_class": "MarianTokenizer"})
    with pytest.raises(SourceError, match=r"keep their tokens' ids in vocab\.json, which is not there"):
        open_space(with_matrix(folder, 63))
    (folder / "vocab.json").write_text(json.dumps({"</s>": 0, "<unk>": 1, "▁w1": 2, "<pad>": 3}))
    assert list(open_space(with_matrix(folder, 4)).tokens) == ["</s>", "<unk>", "▁w1", "<pad>"]


@pytest.mark.parametrize(
    ("settings", "languages"),
    [({}, M2M100), ({"language_codes": "wmt21"}, ["__en__", "__ha__", "__is__", "__ja__", "__cs__", "__ru__"])],
)
def test_m2m100_numbers_its_languages_after_its_vocabulary(tmp_path, settings, languages):
    ids = {token: token_id for token_id, token in enumerate([*FOUR, *WORDS])}
    folder = write(
        tmp_path / "m", BPE, FAIRSEQ, {"tokenizer_class": "M2M100Tokenizer", **settings}, **{"vocab.json": ids}
    )
    tokens = read_vocabulary(Folder(folder)).tokens
    assert [tokens[place] for place in range(64 + len(languages))] == [*FOUR, *WORDS, *languages]


def test_bartpho_takes_the_pieces_of_its_dictionary(tmp_path):
    folder = write(tmp_path / "m", BPE, FAIRSEQ, {"tokenizer_class": "BartphoTokenizer"})
    with pytest.raises(SourceError, match=r"in dict\.txt, which m lacks"):
        read_vocabulary(Folder(folder))
    (folder / "dict.txt").write_text("▁w9 70\n▁w3 60\n▁w5 1\n")
    assert list(read_vocabulary(Folder(folder)).tokens.values()) == [*FOUR, "▁w9", "▁w3", "▁w5", "<mask>"]
