"""The architectures that are known: where each keeps its matrices, one row a family.

Names are those that transformers writes for each `model_type` of config.json, without what a head puts before them
(`bert.embeddings…`, `model.embed_tokens…`): a name matches a tensor that is called so or ends in `.` and the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lexiscape.sources.matrices.tensor_names import foreign_words

Config = Mapping[str, Any]


class Architecture(NamedTuple):
    """Where an architecture keeps its matrices.

    Attributes
    ----------
    input, output : tuple of str
        Names of the embedding and the unembedding matrix, most trusted first; none where it has no such matrix.
    tied : bool
        Whether the two are one matrix when config.json does not say (`tie_word_embeddings`).
    heads, headless : tuple of str
        Classes with and without a language-model head, where their names do not tell as others' do.
    why : str
        Why it has no such matrix, for messages.
    """

    input: tuple[str, ...]
    output: tuple[str, ...] = ("lm_head.weight",)
    tied: bool = True
    heads: tuple[str, ...] = ()
    headless: tuple[str, ...] = ()
    why: str = ""


_WORD = ("embeddings.word_embeddings.weight",)
_TOKENS = ("embed_tokens.weight",)
_BERT = Architecture(_WORD, ("cls.predictions.decoder.weight",))
_ROBERTA = Architecture(_WORD, ("lm_head.decoder.weight",))
_DEBERTA = Architecture(_WORD, ("cls.predictions.decoder.weight", "lm_predictions.lm_head.decoder.weight"))
_BART = Architecture(("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"))
_GPT = Architecture(("wte.weight", "embd.wte.weight"))
_LLAMA = Architecture(_TOKENS, tied=False)
_GEMMA = Architecture(_TOKENS)
_CLIP = Architecture(("text_model.embeddings.token_embedding.weight",), ())
_SEAMLESS = Architecture(_BART.input, heads=("SeamlessM4TModel", "SeamlessM4Tv2Model"))
_SPEECH = Architecture((), ("lm_head.weight", "ctc_head.weight"), tied=False, why="it hears sounds and reads no tokens")
_TTS = "what it puts out is sound, not text"
_BARK = Architecture((), (), why="its ids are not its tokenizer's: text comes after an offset, beside sounds")

ARCHITECTURES: dict[str, Architecture] = {
    **dict.fromkeys(("bert", "nezha", "ernie", "mobilebert", "squeezebert", "roformer", "bert-generation"), _BERT),
    **dict.fromkeys(
        ("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer", "luke", "data2vec-text"),
        _ROBERTA,
    ),
    **dict.fromkeys(("deberta", "deberta-v2"), _DEBERTA),
    "distilbert": Architecture(_WORD, ("vocab_projector.weight",)),
    "albert": Architecture(_WORD, ("predictions.decoder.weight",)),
    "electra": Architecture(_WORD, ("generator_lm_head.weight",), headless=("ElectraForPreTraining",)),
    "funnel": Architecture(_WORD, headless=("FunnelForPreTraining",)),
    "splinter": Architecture(_WORD, (), why="its head marks spans of the text"),
    "flava": Architecture(_WORD, ("mlm_head.decoder.weight",), headless=("FlavaForPreTraining",)),
    "modernbert": Architecture(("embeddings.tok_embeddings.weight",), ("decoder.weight",)),
    "bridgetower": Architecture(_WORD, ("mlm_score.decoder.weight",)),
    "ultrabert": Architecture(_TOKENS, ("cls.weight",)),
    "ultravbert": Architecture(_TOKENS, ("head.decoder.weight",)),
    "xlnet": Architecture(("word_embedding.weight",), ("lm_loss.weight",)),
    **dict.fromkeys(("xlm", "flaubert"), Architecture(("embeddings.weight",), ("pred_layer.proj.weight",))),
    **dict.fromkeys(("bart", "mbart", "pegasus", "marian", "m2m_100", "blenderbot", "led", "plbart"), _BART),
    **dict.fromkeys(("seamless_m4t", "seamless_m4t_v2"), _SEAMLESS),
    "rag": Architecture(_BART.input, headless=("RagSequenceForGeneration",)),
    "prophetnet": Architecture(("word_embeddings.weight",)),
    "fsmt": Architecture(_TOKENS, ("decoder.embed_tokens.weight",), heads=("FSMTModel",)),
    **dict.fromkeys(("t5", "umt5", "longt5", "switch_transformers"), Architecture(("shared.weight",))),
    "mt5": Architecture(("shared.weight",), tied=False),
    **dict.fromkeys(("t5gemma", "t5gemma2"), Architecture(_TOKENS, ("lm_head.out_proj.weight", "lm_head.weight"))),
    **dict.fromkeys(("gpt2", "gpt_neo", "gpt_bigcode", "mpt"), _GPT),
    **dict.fromkeys(("gptj", "codegen"), Architecture(_GPT.input, tied=False)),
    "ctrl": Architecture(("w.weight",)),
    "openai-gpt": Architecture(("tokens_embed.weight",)),
    "gpt_neox": Architecture(("embed_in.weight",), ("embed_out.weight",), tied=False),
    "gpt_neox_japanese": Architecture(("embed_in.weight",), ("embed_out.weight",)),
    "opt": Architecture(("decoder.embed_tokens.weight",)),
    "bloom": Architecture(("word_embeddings.weight",)),
    "falcon": Architecture(("word_embeddings.weight",)),
    **dict.fromkeys(
        (
            *("llama", "mistral", "mixtral", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "deepseek_v2", "deepseek_v3"),
            *("stablelm", "olmo", "olmo2", "granite", "persimmon", "gpt_oss", "glm4", "llama4", "ministral"),
            *("qwen2_5_omni", "qwen3_omni_moe", "qwen2_vl", "qwen2_5_vl", "qwen3_vl"),
        ),
        _LLAMA,
    ),
    **dict.fromkeys(
        (
            "gemma",
            "gemma2",
            "gemma3",
            "gemma3_text",
            "gemma3n",
            "gemma3n_text",
            "cohere",
            "cohere2",
            "starcoder2",
            "smollm3",
        ),
        _GEMMA,
    ),
    "phi": Architecture(("embed_tokens.weight", "embd.wte.weight"), tied=False),
    "phi3": _LLAMA,
    "blip-2": Architecture(_TOKENS, heads=("Blip2Model",)),
    "pi0": Architecture(_TOKENS, (), why="what it puts out is movement, not text"),
    "internlm2": Architecture(("tok_embeddings.weight",), ("output.weight",), tied=False),
    "chatglm": Architecture(("embedding.word_embeddings.weight",), ("output_layer.weight",), tied=False),
    "rwkv": Architecture(("embeddings.weight",), ("head.weight",), tied=False),
    "deepseek_v4": Architecture(("embed.weight",), ("head.weight",), tied=False),
    **dict.fromkeys(
        ("inkling_mm_model", "inkling_text", "inkling2", "inkling2_text", "inkling2_loop", "inkling2_loop_text"),
        Architecture(("embed.weight",), ("unembed.weight",), tied=False),
    ),
    **dict.fromkeys(("mamba", "mamba2"), Architecture(("backbone.embeddings.weight", "backbone.embedding.weight"))),
    "whisper": Architecture(("decoder.embed_tokens.weight",), ("proj_out.weight",)),
    "cohere_asr": Architecture(("token_embedding.weight",), ("log_softmax.mlp.layer0.weight",), tied=False),
    "speecht5": Architecture(
        ("decoder.prenet.embed_tokens.weight", "encoder.prenet.embed_tokens.weight"),
        ("text_decoder_postnet.lm_head.weight",),
        headless=("SpeechT5ForTextToSpeech", "SpeechT5ForSpeechToSpeech"),
    ),
    **dict.fromkeys(("clip", "clip_text_model", "siglip", "siglip_text_model"), _CLIP),
    **dict.fromkeys(
        (
            *("wav2vec2", "wav2vec2-bert", "wav2vec2-conformer", "wavlm", "hubert", "sew", "sew-d", "unispeech"),
            *("unispeech-sat", "data2vec-audio", "parakeet_ctc", "lasr_ctc", "granite_speech5_ctc"),
        ),
        _SPEECH,
    ),
    **dict.fromkeys(("bark", "semantic", "coarse_acoustics", "fine_acoustics"), _BARK),
    **dict.fromkeys(("musicgen", "musicgen_melody"), Architecture(("shared.weight",), (), why=_TTS)),
    "dia": Architecture(("encoder.embedding.weight",), (), why=_TTS),
    "pocket_tts": Architecture(_TOKENS, (), why=_TTS),
    "gradium_phonon_tts": Architecture((*_TOKENS, "transcript_in_segment.embed.weight"), (), why=_TTS),
    "perceiver": Architecture(("input_preprocessor.embeddings.weight",), (), why="it reads bytes and scores no rows"),
    "canine": Architecture((), (), why="it hashes characters into several small tables"),
    "model2vec": Architecture(("embeddings",), ()),
}

#: For a type that the table does not know: what most models call it, most telling first.
USUAL = Architecture(
    (
        *("embeddings.word_embeddings.weight", "word_embeddings.weight", "embed_tokens.weight", "wte.weight"),
        *("shared.weight", "tok_embeddings.weight", "token_embedding.weight", "tokens_embed.weight"),
        *("embed_in.weight", "token_embd.weight", "word_embedding.weight"),
        *("embedding.weight", "embeddings", "embeddings.weight", "embed.weight"),
    ),
    (
        *("lm_head.weight", "cls.predictions.decoder.weight", "lm_head.decoder.weight", "embed_out.weight"),
        *("generator_lm_head.weight", "vocab_projector.weight", "predictions.decoder.weight", "output_layer.weight"),
        *("lm_loss.weight", "unembed.weight", "output_projection.weight"),
        *("output.weight", "proj_out.weight", "head.weight", "decoder.weight"),
    ),
)
#: Of those, the ones that other layers are called too: they count near a file's top alone.
PLAIN = frozenset(
    (
        *("embedding.weight", "embeddings", "embeddings.weight", "embed.weight"),
        *("output.weight", "proj_out.weight", "head.weight", "decoder.weight"),
    )
)
#: Output matrices that are no language model's, but never an embedding matrix either.
OTHER_HEADS = ("ctc_head.weight", "codec_head.weight", "classifier.weight", "score.weight", "mlm_score.decoder.weight")

# Parts of a config that may hold the text model's own.
_TEXT_PARTS = (
    *("text_config", "llm_config", "language_config", "thinker_config", "vlm_config", "text_encoder"),
    *("decoder", "generator", "encoder"),
)
_VOCABULARY = re.compile(r"(?:padded_|src_|tgt_|n_)?(?:vocab(?:ulary)?(?:_size)?|vocab_size_or_\w+)|n_words|n_tokens?")
# Heads of a vocabulary, by what transformers calls their classes; all other `…Model` and `…ForTask` have none.
_HEAD = re.compile(
    r".*(?:LM|LMHeadModel|HeadsModel|ForPreTraining|ForConditionalGeneration|ForGeneration|MTModel"
    r"|EncoderDecoderModel|GenerationDecoder|For\w+(?:2|To)(?:Text|Speech))"
)
_LONGEST_CLASS = 200
_TASK = re.compile(r".*(?:Model|Encoder|Decoder|Backbone|For[A-Z]\w*|WithProjection)")


def parts_of(config: Config, depth: int = 3) -> Iterator[Config]:
    """Yield a config and those of its text models."""
    yield config
    for key in _TEXT_PARTS if depth else ():
        inner = config.get(key)
        if isinstance(inner, dict):
            yield from parts_of(inner, depth - 1)


def _all_parts(config: Config, depth: int = 3) -> Iterator[Config]:
    """Yield a config and all inside it, those of other senses and outputs left out."""
    yield config
    for key, inner in config.items() if depth else ():
        if isinstance(inner, dict) and not foreign_words(str(key)):
            yield from _all_parts(inner, depth - 1)


def model_type(config: Config) -> str:
    """Return the type that names the text model: `text_config`'s where a model has several parts and is unknown."""
    inner = config.get("text_config")
    kinds = [part.get("model_type") for part in (config, inner) if isinstance(part, dict)]
    named = [kind for kind in kinds if isinstance(kind, str)]
    return next((kind for kind in named if kind in ARCHITECTURES), named[0] if named else "unknown")


def is_of_two(config: Config) -> bool:
    """Tell a model of an encoder and a decoder that have a config each, and may be of two architectures."""
    return isinstance(config.get("encoder"), dict) and isinstance(config.get("decoder"), dict)


def architecture_of(config: Config, matrix: str = "output") -> Architecture | None:
    """Return the row of the config's type, or else of the first of its text models that has one.

    Of an encoder and a decoder with a config each, which may be of two architectures, the decoder's is meant for the
    output matrix; for the input matrix the encoder's, or the decoder's where the encoder reads no tokens.
    """
    parts = list(parts_of(config))
    if is_of_two(config):
        sides = ("encoder", "decoder") if matrix == "input" else ("decoder",)
        parts = [config, *(part for key in sides for part in parts_of(config[key]))]
    kinds = (part.get("model_type") for part in parts)
    rows = [ARCHITECTURES[kind] for kind in kinds if isinstance(kind, str) and kind in ARCHITECTURES]
    if matrix == "input" and is_of_two(config):
        rows = [row for row in rows if row.input] or rows
    return rows[0] if rows else None


def has_text(config: Config) -> bool:
    """Tell whether a model may have tokens: its type is known, or not told, or its config has a text vocabulary."""
    known = any(architecture_of(config, matrix) is not None for matrix in ("input", "output"))
    if known or not isinstance(config.get("model_type"), str):
        return True
    return any(
        _VOCABULARY.fullmatch(str(key)) and type(value) is int and value > 1
        for part in _all_parts(config)
        for key, value in part.items()
    )


def class_name(config: Config) -> str | None:
    """Return the class that the config was saved with, if it says."""
    named = config.get("architectures")
    if not (isinstance(named, list) and named):
        return None
    return str(named[0])[:_LONGEST_CLASS]  # patterns are tried on it whose time grows with its square


def has_head(config: Config) -> bool | None:
    """Tell by its class whether a model has a language-model head; None where the config does not name one."""
    row = architecture_of(config) or USUAL
    if not row.output:
        return False
    named = class_name(config)
    if named is None:
        return None
    if named in row.heads or named in row.headless:
        return named in row.heads
    if _HEAD.fullmatch(named):
        return True
    if _is_foreign_class(config, named) and any(part.get("tie_word_embeddings") is True for part in _inner(config)):
        return None
    return False if _TASK.fullmatch(named) else None


def _is_foreign_class(config: Config, named: str) -> bool:
    """Tell a class of a model's own code, whose name follows other rules than transformers' (`InternVLChatModel`)."""
    return "auto_map" in config or named.endswith("ChatModel")


def _inner(config: Config) -> Iterator[Config]:
    """Yield the configs of a model's text models that name a class with a head, or none."""
    for part in parts_of(config):
        named = class_name(part)
        if part is not config and (named is None or _HEAD.fullmatch(named)):
            yield part


def config_of_tying(config: Config, stored: bool) -> Config:
    """Return the config that says whether a model is tied: its own, but for classes that say no whatever they tie.

    Those are SpeechEncoderDecoderModel and VisionEncoderDecoderModel, which set `tie_word_embeddings` to false and
    leave it to the decoder (transformers, `modeling_vision_encoder_decoder.py`); transformers 4 does not write the
    decoder's where it is the default. BridgeTower's of transformers 4 says no as well, and is tied by what its text
    model says or has for its default: where no output matrix is `stored`, that is asked.
    """
    text = config.get("text_config")
    if config.get("model_type") == "bridgetower" and not stored and isinstance(text, dict):
        return text
    decoder = config.get("decoder")
    says_no = config.get("model_type") in ("speech-encoder-decoder", "vision-encoder-decoder")
    return decoder if says_no and isinstance(decoder, dict) else config


def said_untied(config: Config) -> bool:
    """Tell whether a config itself says that the output matrix is another one, whether or not the files hold it."""
    return says_tied(config, stored=False) is False


def says_tied(config: Config, stored: bool) -> bool | None:
    """Return `tie_word_embeddings`: true where any text model's is, None where none says; `stored` as above."""
    said = [part.get("tie_word_embeddings") for part in parts_of(config_of_tying(config, stored))]
    told = [value for value in said if isinstance(value, bool)]
    return any(told) if told else None
