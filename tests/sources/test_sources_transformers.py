"""Folders that transformers itself writes, from random weights: the same matrices, bit for bit, and the same tokens."""

import json
import warnings

import numpy as np
import pytest
import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForMaskedLM, AutoModelForSeq2SeqLM, AutoTokenizer

from lexiscape import open_space
from lexiscape.errors import LexiscapeWarning
from lexiscape.sources.matrices.architectures import ARCHITECTURES
from tiny_models import write_model

N = 40
TOKENS = [f"w{i}" for i in range(N)]
ENDS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
PLAIN = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 32,
    **ENDS,
}
GROUPED = {**PLAIN, "num_key_value_heads": 1, "head_dim": 8}
SEQ2SEQ = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_attention_heads": 2,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 32,
    "decoder_start_token_id": 2,
    "forced_eos_token_id": 2,
    **ENDS,
}
T5 = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2}
GPT = {"n_embd": 16, "n_layer": 1, "n_head": 2, "n_positions": 32, "bos_token_id": 1, "eos_token_id": 2}
TINY = {"hidden_size": 16, "num_hidden_layers": 1}
OPT = {**TINY, "word_embed_proj_dim": 8, "ffn_dim": 32, "num_attention_heads": 2, "max_position_embeddings": 32}
DISTIL = {"dim": 16, "n_layers": 1, "n_heads": 2, "hidden_dim": 32, "max_position_embeddings": 32}
MASKED, CAUSAL, PAIRS = AutoModelForMaskedLM, AutoModelForCausalLM, AutoModelForSeq2SeqLM

MODELS = [
    *(
        (name, MASKED, PLAIN)
        for name in ("bert", "roberta", "xlm-roberta", "camembert", "deberta", "deberta-v2", "mpnet")
    ),
    ("distilbert", MASKED, DISTIL),
    ("albert", MASKED, {**PLAIN, "embedding_size": 8}),
    ("electra", MASKED, {**PLAIN, "embedding_size": 8}),
    ("modernbert", MASKED, {**PLAIN, "cls_token_id": 1, "sep_token_id": 2}),
    *((name, PAIRS, SEQ2SEQ) for name in ("bart", "mbart")),
    *((name, PAIRS, T5) for name in ("t5", "mt5", "umt5")),
    *((name, CAUSAL, GPT) for name in ("gpt2", "openai-gpt", "gpt_bigcode")),
    *((name, CAUSAL, {**GPT, "rotary_dim": 4}) for name in ("gptj", "codegen")),
    *((name, CAUSAL, PLAIN) for name in ("gpt_neox", "phi")),
    ("opt", CAUSAL, OPT),
    ("bloom", CAUSAL, {"hidden_size": 16, "n_layer": 1, "n_head": 2}),
    *(
        (name, CAUSAL, GROUPED)
        for name in ("llama", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3_text", "phi3")
    ),
    *((name, CAUSAL, {**GROUPED, "num_local_experts": 2}) for name in ("mixtral", "gpt_oss")),
    ("falcon", CAUSAL, {**TINY, "num_attention_heads": 2}),
    ("mpt", CAUSAL, {"d_model": 16, "n_heads": 2, "n_layers": 1, "max_seq_len": 32}),
    ("rwkv", CAUSAL, {**TINY, "num_hidden_layers": 2, "context_length": 32}),
    ("mamba", CAUSAL, TINY),
    ("xlnet", CAUSAL, {"d_model": 16, "n_layer": 1, "n_head": 2, "d_inner": 32}),
]


@pytest.fixture(autouse=True)
def quiet():
    """Other people's warnings are not under test here."""
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", LexiscapeWarning)
        yield


def as_array(layer):
    return layer.weight.detach().float().numpy()


def check(folder, model):
    """Compare both matrices of a folder with those of the model that wrote it."""
    given, wanted = model.get_input_embeddings(), model.get_output_embeddings()
    space = open_space(folder)
    assert np.array_equal(space.vectors, as_array(given))
    if wanted is not None:
        assert np.array_equal(open_space(folder, matrix="output").vectors, as_array(wanted))
        assert space.provenance["tied"] is (wanted.weight.data_ptr() == given.weight.data_ptr())
    return space


@pytest.mark.parametrize(("name", "kind", "settings"), MODELS, ids=[name for name, _, _ in MODELS])
def test_matrices_of(tmp_path, name, kind, settings):
    torch.manual_seed(0)
    model = kind.from_config(AutoConfig.for_model(name, vocab_size=N, **settings))
    model.save_pretrained(tmp_path)
    space = check(write_model(tmp_path, None, tokens=TOKENS), model)
    assert space.provenance["architecture"] == name
    assert name in ARCHITECTURES


@pytest.mark.parametrize(
    ("name", "kind", "settings"),
    [("umt5", PAIRS, T5), ("smollm3", CAUSAL, {**GROUPED, "pad_token_id": 0}), ("gpt_neox_japanese", CAUSAL, PLAIN)],
)
def test_tied_by_default(tmp_path, name, kind, settings):
    """As transformers 4 saves a model: config.json leaves out what is its class's default."""
    model = kind.from_config(AutoConfig.for_model(name, vocab_size=N, **settings))
    model.save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    config.pop("tie_word_embeddings", None)
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    assert check(write_model(tmp_path, None, tokens=TOKENS), model).provenance["tied"] is True


def test_whisper_clip_and_gemma3_with_pictures(tmp_path):
    """Models of several parts: the text's matrix is meant."""
    tiny = {"num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32, "hidden_size": 16}
    whisper = transformers.WhisperForConditionalGeneration(
        transformers.WhisperConfig(
            vocab_size=N, num_mel_bins=8, max_source_positions=8, max_target_positions=8, **SEQ2SEQ
        )
    )
    clip = transformers.CLIPModel(
        transformers.CLIPConfig(
            text_config={"vocab_size": N, **tiny}, vision_config={"image_size": 8, "patch_size": 4, **tiny}
        )
    )
    gemma = transformers.Gemma3ForConditionalGeneration(
        transformers.Gemma3Config(
            text_config={"vocab_size": N, **GROUPED}, vision_config={"image_size": 8, "patch_size": 4, **tiny}
        )
    )
    for model, layer in (
        (whisper, whisper.model.decoder.embed_tokens),
        (clip, clip.text_model.embeddings.token_embedding),
        (gemma, gemma.get_input_embeddings()),
    ):
        folder = tmp_path / type(model).__name__
        model.save_pretrained(folder)
        assert np.array_equal(open_space(write_model(folder, None, tokens=TOKENS)).vectors, as_array(layer))


@pytest.mark.parametrize(("name", "family"), [("llama", "sentencepiece"), ("gemma", "sentencepiece")])
def test_sharded_bfloat16(tmp_path, name, family):
    settings = {**GROUPED, "hidden_size": 64}
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(name, vocab_size=N, **settings)).bfloat16()
    model.save_pretrained(tmp_path, max_shard_size="8KB")
    assert len(list(tmp_path.glob("model-*.safetensors"))) > 2
    tokens = ["<pad>", "<s>", "</s>", *(f"▁w{i}" for i in range(N - 3))]
    (tmp_path / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    space = check(tmp_path, model)
    assert space.provenance["dtype"] == "BF16"
    assert space.family == family


def same_tokens(folder, space, **options):
    tokenizer = AutoTokenizer.from_pretrained(folder, **options)
    assert list(space.tokens) == tokenizer.convert_ids_to_tokens(list(range(len(space))))
    return tokenizer


def bert(folder, size, **settings):
    model = transformers.BertForMaskedLM(transformers.BertConfig(vocab_size=size, **{**PLAIN, **settings}))
    model.save_pretrained(folder)
    return model


@pytest.mark.parametrize("form", ["zip", "legacy"])
@pytest.mark.parametrize("subword", ["wordpiece", "character"])
def test_japanese_bert_as_published_in_2019(tmp_path, form, subword):
    """The layout of tohoku-nlp/bert-base-japanese-whole-word-masking: read without MeCab."""
    tokens = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "の",
        "、",
        "年",
        "勝利",
        "優勝",
        "##する",
        "##本",
        "平成",
        "１",
    ]
    model = bert(tmp_path, len(tokens))
    (tmp_path / "model.safetensors").unlink()
    state = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    torch.save(state, tmp_path / "pytorch_model.bin", _use_new_zipfile_serialization=form == "zip")
    (tmp_path / "vocab.txt").write_text("\n".join(tokens) + "\n", "utf-8")
    settings = {"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab", "do_lower_case": False}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({**settings, "subword_tokenizer_type": subword}))
    space = check(tmp_path, model)
    assert list(space.tokens) == tokens
    assert space.kinds[:6] == ["special"] * 5 + ["word"]
    assert space.readable[10] == "する"
    assert space.scripts[8:11] == ["Han", "Han", "Hiragana"]
    assert space.kinds[13] == "number"


def test_bert_base_uncased_layout(tmp_path):
    tokens = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "##ing", "a", "b"]
    model = bert(tmp_path, len(tokens))
    (tmp_path / "vocab.txt").write_text("\n".join(tokens) + "\n")
    space = check(tmp_path, model)
    tokenizer = same_tokens(tmp_path, space)
    assert space.special == set(tokenizer.all_special_ids)
    live = open_space(model, tokenizer)
    assert np.array_equal(live.vectors, space.vectors)
    assert (list(live.tokens), live.special, live.family) == (list(space.tokens), space.special, space.family)


def byte_level(folder, specials):
    """Train a byte-level BPE as roberta-base and gpt2 have; returns its size."""
    from tokenizers import ByteLevelBPETokenizer

    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(["the thing, the things 日本の優勝"] * 9, vocab_size=330, special_tokens=specials)
    tokenizer.save_model(str(folder))
    return tokenizer.get_vocab_size()


@pytest.mark.parametrize("fast", [False, True])
def test_roberta_base_layout(tmp_path, fast):
    size = byte_level(tmp_path, ["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    config = transformers.RobertaConfig(vocab_size=size, **PLAIN)
    model = transformers.RobertaForMaskedLM(config)
    model.save_pretrained(tmp_path)
    if fast:
        transformers.RobertaTokenizerFast.from_pretrained(tmp_path).save_pretrained(tmp_path)
    space = check(tmp_path, model)
    tokenizer = same_tokens(tmp_path, space)
    assert space.family == "byte_bpe"
    for row, (text, kind) in enumerate(zip(space.readable, space.kinds, strict=True)):
        if kind in ("word", "continuation"):
            assert text == tokenizer.decode([row]).removeprefix(" ")
    assert "the" in space.readable
    assert {"Han", "Latin"} <= set(space.scripts)


def test_gpt2_layout(tmp_path):
    size = byte_level(tmp_path, ["<|endoftext|>"])
    model = transformers.GPT2LMHeadModel(transformers.GPT2Config(vocab_size=size, **{**GPT, "bos_token_id": 0}))
    model.save_pretrained(tmp_path)
    space = check(tmp_path, model)
    same_tokens(tmp_path, space)
    assert space.kinds[0] == "special"


def sentencepiece_model(path, size=60, **options):
    import io

    import sentencepiece

    text = ["the thing and the things that they thought of", "日本の優勝と研究", "a b c d e f g h i j k l m n o p"]
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text * 20),
        model_writer=written,
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    path.write_bytes(written.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def test_sentencepiece_model_read_without_sentencepiece(tmp_path):
    pieces = sentencepiece_model(tmp_path / "tokenizer.model", size=320, model_type="bpe", byte_fallback=True)
    config = AutoConfig.for_model("llama", vocab_size=len(pieces), **GROUPED)
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    space = open_space(tmp_path)
    assert list(space.tokens) == pieces
    assert {space.tokens[row] for row in space.special} == {"<unk>", "<s>", "</s>"}
    assert space.kinds.count("byte") == 256
    assert "the" in space.readable


@pytest.mark.parametrize("settings", [{"tokenizer_class": "T5Tokenizer", "extra_ids": 100}, {"model_max_length": 512}])
def test_t5_small_layout(tmp_path, settings):
    """As published first, no file names the tokenizer's class."""
    pieces = sentencepiece_model(tmp_path / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings))
    size = len(pieces) + 128  # t5-small, too, has 28 rows more than tokens
    model = transformers.T5ForConditionalGeneration(transformers.T5Config(vocab_size=size, **T5))
    model.save_pretrained(tmp_path)
    with pytest.warns(LexiscapeWarning, match="28 of the"):
        space = open_space(tmp_path)
    assert np.array_equal(space.vectors, as_array(model.shared))
    expected = [*pieces, *(f"<extra_id_{99 - i}>" for i in range(100))]
    assert list(space.tokens[: len(expected)]) == expected
    assert space.kinds[-1] == "extra"


def test_xlm_roberta_base_layout(tmp_path):
    pieces = sentencepiece_model(tmp_path / "sentencepiece.bpe.model")
    size = len(pieces) + 2
    model = transformers.XLMRobertaForMaskedLM(transformers.XLMRobertaConfig(vocab_size=size, **PLAIN))
    model.save_pretrained(tmp_path)
    space = check(tmp_path, model)
    assert list(space.tokens) == ["<s>", "<pad>", "</s>", "<unk>", *pieces[3:], "<mask>"]
    assert sorted(space.special) == [0, 1, 2, 3, size - 1]
    same_tokens(tmp_path, space)


def test_mbart_large_layout(tmp_path):
    """The languages that follow the pieces have no name in the model's own file: the tokenizer's class knows them."""
    pieces = sentencepiece_model(tmp_path / "sentencepiece.bpe.model")
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MBartTokenizer"}))
    tokenizer = AutoTokenizer.from_pretrained(tmp_path)
    size = len(tokenizer)
    model = transformers.MBartForConditionalGeneration(transformers.MBartConfig(vocab_size=size, **SEQ2SEQ))
    model.save_pretrained(tmp_path)
    space = check(tmp_path, model)
    assert list(space.tokens) == tokenizer.convert_ids_to_tokens(list(range(size)))
    assert space.tokens[len(pieces) + 1] == "ar_AR"
    assert space.tokens[-1] == "<mask>"
    tokenizer.save_pretrained(tmp_path)
    same_tokens(tmp_path, check(tmp_path, model))


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("settings", [{"tokenizer_class": "CamembertTokenizer"}, {"model_max_length": 512}])
def test_camembert_base_layout(tmp_path, fast, settings):
    """fairseq's five tokens stand before all pieces of the model, its first left out: some names stand twice."""
    pieces = sentencepiece_model(tmp_path / "sentencepiece.bpe.model")
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings))
    size = len(pieces) + 5
    model = transformers.CamembertForMaskedLM(transformers.CamembertConfig(vocab_size=size, **PLAIN))
    model.save_pretrained(tmp_path)
    if fast:
        AutoTokenizer.from_pretrained(tmp_path).save_pretrained(tmp_path)
        assert (tmp_path / "tokenizer.json").exists()
    space = check(tmp_path, model)
    same_tokens(tmp_path, space)
    assert space.tokens[1] == "<pad>"
    assert space.tokens[7 : size - 1] == pieces[3:]
    assert space.tokens[-1] == "<mask>"
    assert {1, 3, size - 1} <= space.special


def test_tiktoken_file(tmp_path):
    import base64

    stored = [b"!", b"the", b" the", "日本".encode(), b"\xe6\x97", b"\n"]
    lines = [base64.b64encode(token) + b" " + str(i).encode() for i, token in enumerate(stored)]
    (tmp_path / "qwen.tiktoken").write_bytes(b"\n".join(lines) + b"\n")
    config = AutoConfig.for_model("qwen2", vocab_size=len(stored), **GROUPED)
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    space = open_space(tmp_path)
    assert space.readable == ["!", "the", "the", "日本", r"\xe6\x97", "␊"]
    assert space.kinds == ["punctuation", "continuation", "word", "word", "byte", "whitespace"]
