"""Which matrix is taken: folders as libraries write them, with tables beside it that could be mistaken for it."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from lexiscape import open_space
from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.describe import describe_source
from lexiscape.sources.matrices import architectures
from lexiscape.sources.matrices.choose import Model, choose, is_tied
from lexiscape.sources.matrices.unpacked import UnpackedWeights
from lexiscape.sources.tensors.matrix import ArrayMatrix
from tiny_models import as_stored, numbers, write_model

N, DIM = 40, 8
TOKENS = [f"w{i}" for i in range(N)]
TABLE, OTHER, HEAD = numbers(N, DIM), numbers(N, DIM, 1), numbers(N, DIM, 2)
LAYER = as_stored(numbers(DIM, DIM, 3), "F32")


def f32(array):
    return as_stored(array, "F32")


def packed(kind, rows, columns):
    size = {"I32": 4, "U32": 4, "U8": 1, "I8": 1}[kind]
    return kind, (rows, columns), b"\0" * (rows * columns * size)


def folder(tmp_path, tensors, config=None, tokens=TOKENS):
    stored = {name: tensor if isinstance(tensor, tuple) else f32(tensor) for name, tensor in tensors.items()}
    return write_model(tmp_path / "m", stored, config=config, tokens=tokens)


def llama(**more):
    return {"model_type": "llama", "architectures": ["LlamaForCausalLM"], **more}


T5GEMMA = {"model_type": "t5gemma", "architectures": ["T5GemmaForConditionalGeneration"]}
UNKNOWN = {"model_type": "never-heard-of", "vocab_size": N, "hidden_size": DIM}

#: What it is → config, tensors, the tensor that is right.
RIGHT_INPUT = {
    "encoder before decoder": (
        T5GEMMA,
        {"model.decoder.embed_tokens.weight": OTHER, "model.encoder.embed_tokens.weight": TABLE},
    ),
    "thinker before talker": (
        {"model_type": "qwen2_5_omni"},
        {
            "talker.model.embed_tokens.weight": numbers(N, 4),
            "thinker.model.embed_tokens.weight": TABLE,
            "thinker.lm_head.weight": HEAD,
            "talker.codec_head.weight": OTHER,
        },
    ),
    "language model before Q-Former": (
        {"model_type": "blip-2", "text_config": {"model_type": "opt"}},
        {
            "qformer.embeddings.word_embeddings.weight": OTHER,
            "language_model.model.decoder.embed_tokens.weight": TABLE,
        },
    ),
    "language model before a protein encoder": (
        {"model_type": "evolla", "vocab_size": N},
        {
            "model.protein_encoder.model.embeddings.word_embeddings.weight": OTHER,
            "model.embed_tokens.weight": TABLE,
        },
    ),
    "rows that hold the vocabulary first": (
        {"model_type": "fsmt"},
        {"model.encoder.embed_tokens.weight": numbers(12, DIM), "model.decoder.embed_tokens.weight": TABLE},
    ),
    "a text tower that another library wrote": (
        {"model_type": "open_clip", "text_cfg": {"vocab_size": N}},
        {
            "text.token_embedding.weight": TABLE,
            "text.positional_embedding": OTHER,
            "visual.positional_embedding": HEAD,
        },
    ),
    "distributed training's prefix": (
        llama(),
        {"module.model.embed_tokens.weight": TABLE, "module.lm_head.weight": HEAD},
    ),
    "a compiled model's prefix": (llama(), {"_orig_mod.model.embed_tokens.weight": TABLE}),
    "PEFT's prefix": (llama(), {"base_model.model.model.embed_tokens.weight": TABLE}),
    "FSDP's wrapper": (llama(), {"model._fsdp_wrapped_module.embed_tokens.weight": TABLE}),
    "a module of sentence-transformers": (
        {"model_type": "bert"},
        {"0.auto_model.embeddings.word_embeddings.weight": TABLE, "0.auto_model.encoder.layer.0.output.weight": OTHER},
    ),
    "a pipeline that a trainer holds": (
        {"model_type": "bert"},
        {
            "state_dict.model.0.auto_model.embeddings.word_embeddings.weight": TABLE,
            "state_dict.model.1.linear.weight": OTHER,
        },
    ),
    "a vision-language model, wholly": (
        UNKNOWN,
        {"vision_language_model.embed_tokens.weight": TABLE, "vision_language_model.vision.embed_tokens.weight": OTHER},
    ),
    "a model that is called visual": (
        {"model_type": "visual_bert", "vocab_size": N},
        {
            **{f"visual_bert.encoder.layer.{i}.output.dense.weight": LAYER for i in range(6)},
            "visual_bert.embeddings.word_embeddings.weight": TABLE,
            "visual_bert.embeddings.position_embeddings.weight": OTHER,
        },
    ),
    "a draft model beside it": (
        llama(),
        {"draft.embed_tokens.weight": OTHER, "model.embed_tokens.weight": TABLE, "mtp.embed_tokens.weight": HEAD},
    ),
    "the embedding of a layer for more tokens": (
        {"model_type": "deepseek_v3"},
        {"model.layers.61.embed_tokens.weight": OTHER, "model.embed_tokens.weight": TABLE},
    ),
    "a moving average beside it": (llama(), {"ema.embed_tokens.weight": OTHER, "model.embed_tokens.weight": TABLE}),
    "experts of as many rows": (
        {"model_type": "mixtral"},
        {"model.layers.0.block_sparse_moe.experts.0.w1.weight": OTHER, "model.embed_tokens.weight": TABLE},
    ),
    "a projection for late interaction": (
        {"model_type": "bert", "architectures": ["HF_ColBERT"]},
        {"bert.embeddings.word_embeddings.weight": TABLE, "linear.weight": OTHER},
    ),
    "positions as many as the vocabulary": (
        UNKNOWN,
        {
            "transformer.token_table.weight": TABLE,
            "transformer.position_table.weight": OTHER,
            "rel_pos_emb.weight": HEAD,
        },
    ),
    "positions in a module of their own": (
        UNKNOWN,
        {"position_embeddings.embedding.weight": OTHER, "model.token_table.weight": TABLE},
    ),
    "relations of a graph beside it": (
        {"model_type": "bert"},
        {"relation.embeddings.word_embeddings.weight": OTHER, "text.bert.embeddings.word_embeddings.weight": TABLE},
    ),
    "RWKV as its author saves it": (
        None,
        {
            "emb.weight": TABLE,
            "head.weight": HEAD,
            "blocks.0.att.output.weight": LAYER,
            "blocks.0.ffn.key.weight": OTHER,
        },
    ),
    "fairseq, without a config": (
        None,
        {
            "decoder.embed_tokens.weight": OTHER,
            "encoder.embed_tokens.weight": TABLE,
            "decoder.output_projection.weight": HEAD,
        },
    ),
    "Whisper as its authors save it": (
        None,
        {
            "model_state_dict.decoder.token_embedding.weight": TABLE,
            "model_state_dict.decoder.positional_embedding": OTHER,
        },
    ),
    "a config without a vocabulary, a name that tells": (
        {"model_type": "never-heard-of"},
        {"never.embed_tokens.weight": TABLE, "quantize.embedding.weight": OTHER},
    ),
    "languages, types and speakers as many": (
        UNKNOWN,
        {
            "encoder.lang_embeddings.weight": OTHER,
            "encoder.token_type_embeddings.weight": HEAD,
            "speaker_embedding.weight": numbers(N, DIM, 5),
            "encoder.words.weight": TABLE,
        },
    ),
    "names with slashes of an exported graph": (
        UNKNOWN,
        {"/model/embed_tokens/Gather.table": TABLE, "onnx::MatMul_out_1": OTHER, "/lm_head/MatMul.proj": HEAD},
    ),
    "a classifier of as many labels": (
        {"model_type": "bert", "architectures": ["BertForSequenceClassification"]},
        {"bert.embeddings.word_embeddings.weight": TABLE, "classifier.weight": OTHER},
    ),
    "stored once, under the head's name": (
        {"model_type": "openai-gpt", "architectures": ["OpenAIGPTLMHeadModel"], "tie_word_embeddings": True},
        {"lm_head.weight": TABLE, "transformer.positions_embed.weight": OTHER},
    ),
}


@pytest.mark.parametrize("case", RIGHT_INPUT)
def test_the_input_matrix(tmp_path, case):
    config, tensors = RIGHT_INPUT[case]
    assert np.array_equal(
        open_space(folder(tmp_path, {**tensors, "layers.0.k_proj.weight": LAYER}, config)).vectors, TABLE
    )


WAV = {"model_type": "wav2vec2", "architectures": ["Wav2Vec2ForCTC"]}
#: What it is → config, tensors, what the refusal says.
REFUSED_INPUT = {
    "a head for letters is no table of tokens": (WAV, {"lm_head.weight": HEAD}, "no input matrix of tokens: it hears"),
    "the same of an unknown model": (UNKNOWN, {"lm_head.weight": HEAD, "ctc_head.weight": HEAD}, "no embedding matrix"),
    "relative positions": (
        {"model_type": "wavlm"},
        {"encoder.layers.0.attention.rel_attn_embed.weight": OTHER},
        "hears",
    ),
    "relative positions outside of layers": (UNKNOWN, {"encoder.rel_embeddings.weight": OTHER}, "no embedding matrix"),
    "labels": (UNKNOWN, {"label_embeddings.weight": OTHER, "classifier.weight": OTHER}, "no embedding matrix"),
    "a transducer's predictor": (UNKNOWN, {"predictor.embed.weight": OTHER}, "no embedding matrix"),
    "a model without a vocabulary": (
        {"model_type": "maskformer", "hidden_size": DIM},
        {"mask_embedder.weight": OTHER, "decoder.table.weight": TABLE},
        r"config\.json \(model_type maskformer\) has no text vocabulary",
    ),
    "codes of pictures": (
        {"model_type": "never-heard-of"},
        {"quantize.embedding.weight": OTHER, "decoder.embedding.weight": HEAD},
        "has no text vocabulary",
    ),
    "characters that are hashed": ({"model_type": "canine"}, {"char_embeddings.char_table.weight": TABLE}, "it hashes"),
    "two tables that nothing tells apart": (
        UNKNOWN,
        {"a.token_table.weight": TABLE, "b.token_table.weight": OTHER},
        "2 tensors could be the embedding matrix",
    ),
    "GPTQ": (llama(), {"model.embed_tokens.qweight": packed("I32", 1, N), "lm_head.weight": HEAD}, "GPTQ and AWQ"),
    "compressed-tensors": (
        llama(),
        {"model.embed_tokens.weight_packed": packed("I32", N, 1), "lm_head.weight": HEAD},
        r"cannot read model\.embed_tokens\.weight_packed .* compressed-tensors",
    ),
    "quanto": (
        llama(),
        {"model.embed_tokens.weight._data": packed("U8", N, 4), "model.embed_tokens.weight._scale": numbers(N, 1)},
        "quanto",
    ),
    "bitsandbytes": (
        llama(),
        {
            "model.embed_tokens.weight": packed("U8", N * DIM // 2, 1),
            "model.embed_tokens.weight.absmax": numbers(5, 1),
            "model.embed_tokens.weight.quant_state.bitsandbytes__nf4": packed("U8", 1, 9),
        },
        "bitsandbytes' 4 bits",
    ),
    "one rank's share of a vocabulary": (None, {"embedding.word_embeddings.weight": TABLE[: N // 2]}, "has 20 rows"),
    "two sides that nothing tells apart": (
        UNKNOWN,
        {"encoder.embedding.weight": TABLE, "decoder.embedding.weight": OTHER},
        "2 tensors could be",
    ),
    "a talker alone where the thinker is unknown": (
        {"model_type": "qwen2_5_omni"},
        {"thinker.model.odd.weight": TABLE[:, :4], "talker.model.embed_tokens.weight": OTHER},
        "no embedding matrix",
    ),
    "HQQ": (llama(), {"model.embed_tokens.W_q": packed("U8", N, 4), "lm_head.weight": HEAD}, "HQQ"),
    "an adapter over it": (
        llama(),
        {
            "base_model.model.model.embed_tokens.base_layer.weight": TABLE,
            "base_model.model.model.embed_tokens.lora_embedding_A.default": numbers(4, N),
        },
        "merge it first",
    ),
    "an adapter's copy of it": (
        llama(),
        {
            "base_model.model.model.embed_tokens.original_module.weight": TABLE,
            "base_model.model.model.embed_tokens.modules_to_save.default.weight": OTHER,
        },
        "merge it first",
    ),
}


@pytest.mark.parametrize("case", REFUSED_INPUT)
def test_no_input_matrix(tmp_path, case):
    config, tensors, message = REFUSED_INPUT[case]
    with pytest.raises(SourceError, match=message) as caught:
        open_space(folder(tmp_path, {**tensors, "layers.0.k_proj.weight": LAYER}, config))
    assert "\n" not in str(caught.value)


BERT_AND_GPT2 = {
    "model_type": "encoder-decoder",
    "architectures": ["EncoderDecoderModel"],
    "encoder": {"model_type": "bert"},
    "decoder": {"model_type": "gpt2"},
    "tie_word_embeddings": True,
}
#: What it is → config, tensors, what the output matrix is.
BRIDGETOWER = {
    "model_type": "bridgetower",
    "architectures": ["BridgeTowerForMaskedLM"],
    "tie_word_embeddings": False,
    "text_config": {"model_type": "bridgetower_text_model"},
}

RIGHT_OUTPUT = {
    "tied by its text model's default, though it says no": (
        BRIDGETOWER,
        {"bridgetower.text_model.embeddings.word_embeddings.weight": TABLE},
        TABLE,
    ),
    "the same, but with a matrix of its own": (
        BRIDGETOWER,
        {
            "bridgetower.text_model.embeddings.word_embeddings.weight": TABLE,
            "mlm_score.decoder.weight": HEAD,
        },
        HEAD,
    ),
    "Marian": (
        {"model_type": "marian", "architectures": ["MarianMTModel"], "tie_word_embeddings": True},
        {"model.shared.weight": TABLE},
        TABLE,
    ),
    "tied by the architecture's row": (
        {"model_type": "led", "architectures": ["LEDForConditionalGeneration"]},
        {"led.shared.weight": TABLE, "led.encoder.layers.0.self_attn.output.weight": OTHER},
        TABLE,
    ),
    "two towers: the decoder's": (
        T5GEMMA,
        {"model.decoder.embed_tokens.weight": OTHER, "model.encoder.embed_tokens.weight": TABLE},
        OTHER,
    ),
    "two towers of two names: the decoder's": (
        {"model_type": "marian", "architectures": ["MarianMTModel"], "tie_word_embeddings": True},
        {"model.encoder.embed_tokens.weight": TABLE, "model.decoder.embed_tokens.weight": OTHER},
        OTHER,
    ),
    "two architectures: the decoder's": (
        BERT_AND_GPT2,
        {"encoder.embeddings.word_embeddings.weight": TABLE, "decoder.transformer.wte.weight": OTHER},
        OTHER,
    ),
    "a class of the model's own code around a model that is tied": (
        {"model_type": "internvl_chat", "architectures": ["InternVLChatModel"], "auto_map": {}}
        | {"llm_config": {"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], "tie_word_embeddings": True}},
        {"language_model.model.embed_tokens.weight": TABLE},
        TABLE,
    ),
    "an encoder of no tokens": (
        {"model_type": "speech-encoder-decoder", "architectures": ["SpeechEncoderDecoderModel"]}
        | {"encoder": {"model_type": "wav2vec2"}, "decoder": {"model_type": "odd", "tie_word_embeddings": True}},
        {"decoder.model.embed_tokens.weight": TABLE},
        TABLE,
    ),
    "a decoder in another's": (
        {"model_type": "vision-encoder-decoder", "architectures": ["VisionEncoderDecoderModel"]}
        | {"decoder": {"model_type": "trocr"}},
        {"decoder.model.decoder.embed_tokens.weight": TABLE, "decoder.output_projection.weight": HEAD},
        HEAD,
    ),
    "more rows than the embedding has": (
        llama(),
        {"model.embed_tokens.weight": TABLE, "lm_head.weight": np.concatenate([HEAD, OTHER[:2]])},
        np.concatenate([HEAD, OTHER[:2]]),
    ),
    "a layer's output of fewer rows": (
        {"model_type": "rwkv", "architectures": ["RwkvForCausalLM"]},
        {
            "rwkv.embeddings.weight": TABLE,
            "rwkv.blocks.0.attention.output.weight": numbers(DIM, DIM),
            "head.weight": HEAD,
        },
        HEAD,
    ),
    "a talker's head beside it": (
        {"model_type": "qwen2_5_omni"},
        {"thinker.model.embed_tokens.weight": TABLE, "talker.lm_head.weight": OTHER, "thinker.lm_head.weight": HEAD},
        HEAD,
    ),
    "packed layers under a head that is tied": (
        {"model_type": "bert", "architectures": ["BertForMaskedLM"]},
        {
            "bert.embeddings.word_embeddings.weight": TABLE,
            "bert.encoder.layer.0.output.qweight": packed("I32", 1, DIM),
            "bert.pooler.output.qweight": packed("I32", 1, DIM),
        },
        TABLE,
    ),
    "a config that says nothing, no other matrix": (
        {"model_type": "never-heard-of", "architectures": ["NeverForMaskedLM"], "vocab_size": N},
        {"never.embeddings.word_embeddings.weight": TABLE, "never.embeddings.position_embeddings.weight": OTHER},
        TABLE,
    ),
}


@pytest.mark.filterwarnings("ignore::lexiscape.errors.LexiscapeWarning")
@pytest.mark.parametrize("case", RIGHT_OUTPUT)
def test_the_output_matrix(tmp_path, case):
    config, tensors, right = RIGHT_OUTPUT[case]
    assert np.array_equal(open_space(folder(tmp_path, tensors, config), matrix="output").vectors, right)


BASE = {"embeddings.word_embeddings.weight": TABLE}
REFUSED_OUTPUT = {
    "a discriminator": (
        {"model_type": "electra", "architectures": ["ElectraForPreTraining"], "tie_word_embeddings": True},
        {"electra.embeddings.word_embeddings.weight": TABLE, "discriminator_predictions.dense.weight": LAYER},
        "ElectraForPreTraining has none",
    ),
    "a span model": ({"model_type": "splinter", "architectures": ["SplinterForPreTraining"]}, BASE, "marks spans"),
    "a base model": ({"model_type": "bert", "architectures": ["BertModel"]}, BASE, "BertModel has none"),
    "a classifier": (
        {"model_type": "bert", "architectures": ["BertForSequenceClassification"]},
        {**BASE, "classifier.weight": OTHER},
        "no language-model head",
    ),
    "a packed head, though tied": (
        llama(tie_word_embeddings=True),
        {"model.embed_tokens.weight": TABLE, "lm_head.qweight": packed("I32", 1, N), "lm_head.scales": numbers(1, N)},
        r"cannot read lm_head\.qweight .* GPTQ and AWQ",
    ),
    "a head of another name": (
        {"model_type": "never-heard-of", "architectures": ["NeverForMaskedLM"], "vocab_size": N},
        {"never.embeddings.word_embeddings.weight": TABLE, "mlm_projector.weight": HEAD},
        "no output matrix: looked for",
    ),
    "a class of the model's own code around a model without a head": (
        {"model_type": "odd", "architectures": ["OddModel"], "auto_map": {}}
        | {"text_config": {"model_type": "qwen2", "architectures": ["Qwen2Model"], "tie_word_embeddings": True}},
        {"language_model.embed_tokens.weight": TABLE},
        "OddModel has none",
    ),
    "sounds": ({"model_type": "musicgen"}, {"text_encoder.shared.weight": TABLE, "lm_head.weight": HEAD}, "sound"),
}


@pytest.mark.parametrize("case", REFUSED_OUTPUT)
def test_no_output_matrix(tmp_path, case):
    config, tensors, message = REFUSED_OUTPUT[case]
    with pytest.raises(SourceError, match=message) as caught:
        open_space(folder(tmp_path, tensors, config), matrix="output")
    assert "\n" not in str(caught.value)


def test_where_two_fit_the_choice_is_told(tmp_path):
    tensors = {"model.decoder.embed_tokens.weight": OTHER, "model.encoder.embed_tokens.weight": TABLE}
    made = folder(tmp_path, tensors, T5GEMMA)
    space = open_space(made)
    assert space.provenance["tensor"] == "model.encoder.embed_tokens.weight"
    assert space.provenance["also_fits"] == ["model.decoder.embed_tokens.weight"]
    assert space.provenance["tied"] is False
    assert describe_source(made)["also_fits"] == ["model.decoder.embed_tokens.weight"]
    assert np.array_equal(open_space(made, tensor="model.decoder.embed_tokens.weight").vectors, OTHER)


def test_sides_of_two_names_are_told(tmp_path):
    """The sides' names differ in the side alone: neither is taken without a word."""
    tensors = {"model.decoder.embed_tokens.weight": OTHER, "model.encoder.embed_tokens.weight": TABLE}
    made = folder(tmp_path, tensors, {"model_type": "m2m_100", "tie_word_embeddings": True})
    space = open_space(made)
    assert np.array_equal(space.vectors, TABLE)
    assert space.provenance["also_fits"] == ["model.decoder.embed_tokens.weight"]
    assert space.provenance["tied"] is False
    other = open_space(made, matrix="output")
    assert np.array_equal(other.vectors, OTHER)
    assert other.provenance["also_fits"] == ["model.encoder.embed_tokens.weight"]


@pytest.mark.parametrize("encoder", ["bert", "never-heard-of"])
def test_the_input_matrix_of_two_architectures_is_the_encoders(tmp_path, encoder):
    tensors = {"encoder.embeddings.word_embeddings.weight": TABLE, "decoder.transformer.wte.weight": OTHER}
    space = open_space(folder(tmp_path, tensors, BERT_AND_GPT2 | {"encoder": {"model_type": encoder}}))
    assert np.array_equal(space.vectors, TABLE)
    assert space.provenance["tied"] is False


def test_a_refusal_by_rows_names_the_tensor_that_would_fit(tmp_path):
    tensors = {"text.embed_tokens.weight": numbers(12, DIM), "shared.weight": TABLE}
    made = folder(tmp_path, tensors, llama())
    assert np.array_equal(open_space(made).vectors, TABLE)
    with pytest.raises(
        SourceError,
        match=r"has 12 rows.* another model's; shared\.weight \(40 x 8\) would fit: --tensor shared\.weight",
    ):
        open_space(made, tensor="text.embed_tokens.weight")


HEADED = {"model.embed_tokens.weight": TABLE, "lm_head.weight": HEAD}
PICTURES = {"model_type": "vision-encoder-decoder", "architectures": ["VisionEncoderDecoderModel"]}
PICTURES |= {"tie_word_embeddings": False, "encoder": {"model_type": "vit"}}  # said of every one
#: What it is → config, tensors, what is said of them where no rows are compared.
SAID = {
    "nothing says": ({"model_type": "never-heard-of", "vocab_size": N}, HEADED, None),
    "its own word before an inner model's": (
        {"model_type": "odd", "tie_word_embeddings": False, "text_config": {"tie_word_embeddings": True}},
        HEADED,
        False,
    ),
    "an inner model's": ({"model_type": "odd", "text_config": {"tie_word_embeddings": False}}, HEADED, False),
    "the architecture's row": ({"model_type": "llama", "architectures": ["LlamaForCausalLM"]}, HEADED, False),
    "tied, and stored once": (
        {"model_type": "gemma", "architectures": ["GemmaForCausalLM"]},
        {"model.embed_tokens.weight": TABLE},
        True,
    ),
    "tied, but to the decoder's": (
        {"model_type": "marian", "architectures": ["MarianMTModel"], "tie_word_embeddings": True},
        {"model.encoder.embed_tokens.weight": TABLE, "model.decoder.embed_tokens.weight": OTHER},
        False,
    ),
    "tied, as the decoder is by default": (
        PICTURES | {"decoder": {"model_type": "gpt2"}},
        {"decoder.transformer.wte.weight": TABLE},
        True,
    ),
    "tied, but not the decoder": (
        PICTURES | {"decoder": {"model_type": "gpt2", "tie_word_embeddings": False}},
        {"decoder.transformer.wte.weight": TABLE, "decoder.lm_head.weight": HEAD},
        False,
    ),
    "no head": (
        {"model_type": "bert", "architectures": ["BertModel"], "tie_word_embeddings": True},
        {"embeddings.word_embeddings.weight": TABLE},
        None,
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_of_tied_matrices_where_no_rows_are_compared(case):
    """As behind a hub, where the head's shard is not asked for: there is one rule, and None where nothing says."""
    config, tensors, tied = SAID[case]
    matrices = {name: ArrayMatrix(name, "m", array) for name, array in tensors.items()}
    assert is_tied(Model(matrices, config, N, "m")) is tied


@pytest.mark.parametrize("case", [case for case in SAID if SAID[case][1] is not HEADED])
def test_what_is_said_of_tied_matrices_on_disk_is_the_same(tmp_path, case):
    config, tensors, tied = SAID[case]
    assert open_space(folder(tmp_path, tensors, config)).provenance["tied"] is tied


def test_a_head_that_is_stored_is_compared_with_the_table(tmp_path):
    """config.json may say that they are tied where they are not, and the other way around."""
    for says, head, tied in ((True, HEAD, False), (False, TABLE, True)):
        tensors = {"model.embed_tokens.weight": TABLE, "lm_head.weight": head}
        space = open_space(folder(tmp_path, tensors, llama(tie_word_embeddings=says)))
        assert space.provenance["tied"] is tied


@pytest.mark.parametrize(
    "config",
    [
        {"model_type": [], "architectures": "x"},
        {"model_type": {}, "architectures": [None], "tie_word_embeddings": "yes"},
        {"text_config": {"text_config": {"text_config": {"text_config": {"model_type": 7}}}}},
        {"model_type": None, "vocab_size": "many", "hidden_size": [8], "text_config": []},
    ],
)
@pytest.mark.parametrize("matrix", ["input", "output"])
def test_a_config_that_is_nonsense(tmp_path, config, matrix):
    tensors = {"model.embed_tokens.weight": TABLE, "lm_head.weight": HEAD, "some.table": OTHER}
    right = {"input": TABLE, "output": HEAD}[matrix]
    assert np.array_equal(open_space(folder(tmp_path, tensors, config), matrix=matrix).vectors, right)
    with pytest.raises(SourceError):
        open_space(write_model(tmp_path / "none", {"odd.weight": LAYER}, config=config, tokens=TOKENS), matrix=matrix)


def test_more_rows_than_tokens_and_fewer(tmp_path):
    padded = np.concatenate([TABLE, np.zeros((8, DIM), np.float32)])
    made = folder(tmp_path, {"model.embed_tokens.weight": padded, "lm_head.weight": padded}, llama())
    with pytest.warns(match="8 of the 48 rows"):
        assert open_space(made).vectors.shape == (48, DIM)
    with pytest.raises(SourceError, match=r"40 tokens, but .* has 12 rows"):
        open_space(write_model(tmp_path / "small", {"wte.weight": f32(numbers(12, DIM))}, tokens=TOKENS))


@pytest.mark.parametrize("name", ["scale", "weight.scale", "scale_weight", "weight_scale", "weight_scale_inv"])
@pytest.mark.parametrize("stem", ["model.embed_tokens.", "embeddings.word_embeddings."])
def test_a_scale_beside_float8_is_applied(tmp_path, name, stem):
    codes = np.random.default_rng(0).integers(0, 120, (N, DIM)).astype(np.uint8)
    values = torch.from_numpy(codes).view(torch.float8_e4m3fn).float().numpy()
    scale = np.linspace(0.5, 2, N).astype(np.float32)
    tensors = {f"{stem}weight": ("F8_E4M3", (N, DIM), codes.tobytes()), stem + name: scale[:, None]}
    assert np.array_equal(open_space(folder(tmp_path, tensors)).vectors, values * scale[:, None])


@pytest.mark.parametrize(
    ("name", "shape", "message"),
    [
        ("scale", (5, 1), r"are of shape \(5, 1\); expected one number, or one a row"),
        ("weight_scale_2", (1, 1), "scales of a kind that is not known"),
        ("weight_zero_point", (N, 1), "scales of a kind that is not known"),
    ],
)
def test_a_scale_of_another_kind_is_refused(tmp_path, name, shape, message):
    tensors = {"embed_tokens.weight": ("F8_E4M3", (N, DIM), b"\1" * (N * DIM)), f"embed_tokens.{name}": numbers(*shape)}
    with pytest.raises(SourceError, match=message):
        open_space(folder(tmp_path, tensors))


def parts(tmp_path, split, count=2, params=True, norm=False):
    """Write a model as Meta's code does: every part with a share of each matrix."""
    made = write_model(tmp_path / "meta", None, tokens=TOKENS)
    if params:
        (made / "params.json").write_text(json.dumps({"dim": DIM, "n_layers": 1}))
    for part in range(count):
        state = {
            "tok_embeddings.weight": torch.from_numpy(np.split(TABLE, count, axis=split)[part].copy()),
            "output.weight": torch.from_numpy(np.split(HEAD, count)[part].copy()),
        }
        if norm:
            state["norm.weight"] = torch.ones(DIM)
        torch.save(state, made / f"consolidated.{part:02}.pth")
    return made


@pytest.mark.parametrize("split", [0, 1])
@pytest.mark.parametrize(("params", "norm"), [(True, False), (False, True), (False, False)])
@pytest.mark.parametrize("count", [2, 4])
def test_metas_parts_are_joined(tmp_path, split, params, norm, count):
    made = parts(tmp_path, split, count, params, norm)
    space = open_space(made)
    assert np.array_equal(space.vectors, TABLE)
    assert np.array_equal(space.range(7, 33).vectors, TABLE[7:33])
    assert np.array_equal(open_space(made / "consolidated.01.pth", matrix="output").vectors, HEAD)
    assert describe_source(made)["rows_read"] == N
    assert space.provenance["tied"] is False


def test_metas_parts_that_are_not_all_there(tmp_path):
    made = parts(tmp_path, 1, 4)
    (made / "consolidated.02.pth").unlink()
    with pytest.raises(SourceError, match=r"lacks consolidated\.02\.pth, one of the 4 parts"):
        open_space(made)
    for part in (1, 3):
        (made / f"consolidated.{part:02}.pth").unlink()
    with pytest.raises(SourceError, match="may be rows or dimensions of it"):
        open_space(made)


def test_metas_parts_of_which_nothing_tells_the_width(tmp_path):
    made = write_model(tmp_path / "meta", None, tokens=TOKENS)
    for part in range(2):
        torch.save({"tok_embeddings.weight": torch.ones(N, 4)}, made / f"consolidated.{part:02}.pth")
    with pytest.raises(SourceError, match=r"may be rows or dimensions.* params\.json"):
        open_space(made)


class Counted(dict):
    """Tensors that tell how often their names are gone through."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()

    def items(self):
        self.times += 1
        return super().items()


def test_names_are_gone_through_a_few_times():
    """Of 600,000, each time took a second; each ending that was looked for was one."""
    given = {"embeddings.word_embeddings.weight": TABLE, **{f"encoder.layer.{i}.x.weight": LAYER for i in range(50)}}
    tensors = Counted({name: ArrayMatrix(name, "m", np.zeros((N, DIM), np.float32)) for name in given})
    model = Model(tensors, {"model_type": "bert", "architectures": ["BertForMaskedLM"]}, N, "m")
    assert choose(model).name == "embeddings.word_embeddings.weight"
    assert is_tied(model)
    assert tensors.times < 6


@pytest.mark.parametrize("kind", ["embed_tokens", "decoder.embed_tokens"])
def test_a_thousand_tensors_that_are_called_as_the_matrix_is(kind):
    """Of 131,000, each was looked at again and again: ten seconds until one was refused for its type."""
    tensors = {f"p{i}.{kind}.weight": ArrayMatrix(f"p{i}", "m", TABLE) for i in range(1001)}
    with pytest.raises(SourceError, match=r"more than 1,000 tensors of m could be the matrix, .* --tensor"):
        choose(Model(tensors, {"model_type": "bert"}, N, "m"))
    del tensors[f"p1.{kind}.weight"]
    assert choose(Model(tensors, {"model_type": "bert"}, N, "m")).name == f"p0.{kind}.weight"


def test_a_tensor_is_opened_once():
    """Whether a matrix is packed was asked again with each look at its shape."""
    asked = []

    class Weights(dict):
        format, files = "safetensors", ("m",)

        def __getitem__(self, name):
            asked.append(name)
            return super().__getitem__(name)

    tensors = UnpackedWeights(Weights(a=ArrayMatrix("a", "m", TABLE), b=ArrayMatrix("b", "m", TABLE)), {})
    assert [tensors[name].shape for name in ("a", "b", "a", "a")] == [TABLE.shape] * 4
    assert asked == ["a", "b"]


def test_an_index_of_more_tensors_than_any_model_has(tmp_path):
    made = folder(tmp_path, {"embeddings.word_embeddings.weight": TABLE})
    (made / "model.safetensors").rename(made / "model-00001-of-00001.safetensors")
    shard_of = dict.fromkeys([f"t{i}" for i in range((1 << 18) + 1)], "model-00001-of-00001.safetensors")
    (made / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shard_of}))
    with pytest.raises(CorruptFile, match="lists 262,145 tensors: no model has more"):
        open_space(made)


@pytest.mark.parametrize("name", ["ForTo" * 60_000, "For2For" * 60_000 + "!"], ids=["ForTo", "For2For"])
def test_the_name_of_a_class_without_end(monkeypatch, name):
    """Patterns whose time grows with its square were tried on it: half a minute."""
    tried = []
    pattern = architectures._HEAD
    monkeypatch.setattr(
        architectures, "_HEAD", SimpleNamespace(fullmatch=lambda of: tried.append(of) or pattern.fullmatch(of))
    )
    assert architectures.has_head({"model_type": "bert", "architectures": [name]}) in (True, False, None)
    assert max(map(len, tried)) == 200
