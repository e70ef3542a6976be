"""A model's type and tensor names in, the name of its embedding matrix out: known names first, then shapes.

Names are those that transformers writes for each `model_type` of config.json, without what a head puts before them
(`bert.embeddings…`, `model.embed_tokens…`): a name matches a tensor that is called so or ends in `.` and the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lexiscape.errors import OptionError, SourceError
from lexiscape.sources.tensors.matrix import Matrix, count

MATRICES = ("input", "output")


class Architecture(NamedTuple):
    """Where an architecture keeps its matrices.

    Attributes
    ----------
    input, output : tuple of str
        Names of the embedding and the unembedding matrix, most trusted first.
    tied : bool
        Whether the two are one matrix when config.json does not say (`tie_word_embeddings`).
    """

    input: tuple[str, ...]
    output: tuple[str, ...] = ("lm_head.weight",)
    tied: bool = True


_WORD = ("embeddings.word_embeddings.weight",)
_BERT = Architecture(_WORD, ("cls.predictions.decoder.weight",))
_ROBERTA = Architecture(_WORD, ("lm_head.decoder.weight",))
_DEBERTA = Architecture(_WORD, ("cls.predictions.decoder.weight", "lm_predictions.lm_head.decoder.weight"))
_BART = Architecture(("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"))
_GPT = Architecture(("wte.weight", "embd.wte.weight"))
_LLAMA = Architecture(("embed_tokens.weight",), tied=False)
_GEMMA = Architecture(("embed_tokens.weight",))
_WHISPER = Architecture(("decoder.embed_tokens.weight",), ("proj_out.weight",))
_CLIP = Architecture(("text_model.embeddings.token_embedding.weight",), ())

ARCHITECTURES: dict[str, Architecture] = {
    **dict.fromkeys(("bert", "nezha", "ernie", "mobilebert", "squeezebert", "roformer", "bert-generation"), _BERT),
    **dict.fromkeys(
        ("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer", "luke", "data2vec-text"),
        _ROBERTA,
    ),
    **dict.fromkeys(("deberta", "deberta-v2"), _DEBERTA),
    "distilbert": Architecture(_WORD, ("vocab_projector.weight",)),
    "albert": Architecture(_WORD, ("predictions.decoder.weight",)),
    "electra": Architecture(_WORD, ("generator_lm_head.weight",)),
    "modernbert": Architecture(("embeddings.tok_embeddings.weight",), ("decoder.weight",)),
    "xlnet": Architecture(("word_embedding.weight",), ("lm_loss.weight",)),
    **dict.fromkeys(("bart", "mbart", "pegasus", "marian", "m2m_100", "blenderbot", "led", "plbart"), _BART),
    **dict.fromkeys(("t5", "longt5", "switch_transformers"), Architecture(("shared.weight",))),
    **dict.fromkeys(("mt5", "umt5"), Architecture(("shared.weight",), tied=False)),
    **dict.fromkeys(("gpt2", "gpt_neo", "gpt_bigcode", "mpt"), _GPT),
    **dict.fromkeys(("gptj", "codegen"), Architecture(_GPT.input, tied=False)),
    "openai-gpt": Architecture(("tokens_embed.weight",)),
    "gpt_neox": Architecture(("embed_in.weight",), ("embed_out.weight",), tied=False),
    "gpt_neox_japanese": Architecture(("embed_in.weight",), ("embed_out.weight",), tied=False),
    "opt": Architecture(("decoder.embed_tokens.weight",)),
    "bloom": Architecture(("word_embeddings.weight",)),
    "falcon": Architecture(("word_embeddings.weight",)),
    **dict.fromkeys(
        (
            *("llama", "mistral", "mixtral", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "deepseek_v2", "deepseek_v3"),
            *("stablelm", "olmo", "olmo2", "granite", "persimmon", "smollm3", "gpt_oss", "glm4", "llama4", "ministral"),
        ),
        _LLAMA,
    ),
    **dict.fromkeys(
        ("gemma", "gemma2", "gemma3", "gemma3_text", "gemma3n", "gemma3n_text", "cohere", "cohere2", "starcoder2"),
        _GEMMA,
    ),
    "phi": Architecture(("embed_tokens.weight", "embd.wte.weight"), tied=False),
    "phi3": _LLAMA,
    "internlm2": Architecture(("tok_embeddings.weight",), ("output.weight",), tied=False),
    "chatglm": Architecture(("embedding.word_embeddings.weight",), ("output_layer.weight",), tied=False),
    "rwkv": Architecture(("embeddings.weight",), ("head.weight",), tied=False),
    **dict.fromkeys(("mamba", "mamba2"), Architecture(("backbone.embeddings.weight", "backbone.embedding.weight"))),
    "whisper": _WHISPER,
    **dict.fromkeys(("clip", "clip_text_model", "siglip", "siglip_text_model"), _CLIP),
    "model2vec": Architecture(("embeddings",), ()),
}

# For a type that the table does not know: what most models call it, most telling first.
_USUAL = Architecture(
    (
        *(
            "embeddings.word_embeddings.weight",
            "word_embeddings.weight",
            "embed_tokens.weight",
            "wte.weight",
            "shared.weight",
        ),
        *(
            "tok_embeddings.weight",
            "token_embedding.weight",
            "tokens_embed.weight",
            "embed_in.weight",
            "token_embd.weight",
        ),
        *("word_embedding.weight", "embedding.weight", "embeddings", "embeddings.weight"),
    ),
    (
        *(
            "lm_head.weight",
            "cls.predictions.decoder.weight",
            "lm_head.decoder.weight",
            "embed_out.weight",
            "output.weight",
        ),
        *("generator_lm_head.weight", "vocab_projector.weight", "predictions.decoder.weight", "output_layer.weight"),
        *("proj_out.weight", "lm_loss.weight", "head.weight"),
    ),
)
_HEADS = ("ForCausalLM", "ForMaskedLM", "LMHeadModel", "ForPreTraining", "ForConditionalGeneration", "WithLMHead")


def model_type(config: Mapping[str, Any]) -> str:
    """Return the type that names the text model: `text_config`'s where a model has several parts and is unknown."""
    kind = config.get("model_type")
    if kind not in ARCHITECTURES:
        inner = config.get("text_config")
        if isinstance(inner, dict) and inner.get("model_type") in ARCHITECTURES:
            kind = inner["model_type"]
    return kind if isinstance(kind, str) else "unknown"


def choose_tensor(
    tensors: Mapping[str, Matrix],
    config: Mapping[str, Any],
    n_tokens: int | None,
    where: str,
    matrix: str = "input",
    tensor: str | None = None,
) -> str:
    """Return the name of the embedding matrix among `tensors`.

    Parameters
    ----------
    tensors : mapping of str to Matrix
        By name; only the headers of those that are looked at are read.
    config : mapping
        config.json; may be empty.
    n_tokens : int or None
        One more than the vocabulary's last id, for the choice by shape.
    where : str
        The file or model, for messages.
    matrix : {"input", "output"}
        The embedding or the unembedding matrix; where they are tied and stored once, both are that one.
    tensor : str or None
        The name to take instead (`--tensor`).

    Raises
    ------
    SourceError
        No tensor fits, or several do; the message lists what was looked for and what is there.
    """
    if tensor is not None:
        return _named(tensors, tensor, where)
    if matrix not in MATRICES:
        raise OptionError(f"no matrix {matrix!r}: choose one of {', '.join(MATRICES)}")
    known = ARCHITECTURES.get(model_type(config))
    looked_for: tuple[str, ...] = ()
    for architecture in (known, _USUAL):
        if architecture is None:
            continue
        names: tuple[str, ...] = getattr(architecture, matrix)
        looked_for += tuple(name for name in names if name not in looked_for)
        found = _first(tensors, names)
        if found:
            return found
    if matrix == "output":
        if is_tied(tensors, config):
            return choose_tensor(tensors, config, n_tokens, where)
        raise SourceError(
            f"{where} has no output matrix: looked for {', '.join(looked_for)}; "
            f"a model without a language-model head has only its input matrix; {_advice(tensors)}"
        )
    packed = _packed(tensors, looked_for)
    if packed is not None:
        raise SourceError(
            f"cannot read {packed} in {where}: it is packed into integers, as GPTQ and AWQ do; "
            "open the model before it was quantized"
        )
    fitting = _fitting(tensors, config, n_tokens)
    if len(fitting) == 1:
        return fitting[0]
    what = "no embedding matrix in" if not fitting else f"{len(fitting)} tensors could be the embedding matrix of"
    raise SourceError(f"{what} {where}: looked for {', '.join(looked_for)}; {_advice(tensors)}")


def is_tied(tensors: Mapping[str, Matrix], config: Mapping[str, Any]) -> bool | None:
    """Tell whether input and output matrix are one; None where the files hold no language-model head.

    A tied matrix is stored once: an output matrix of its own in the file is what decides, then config.json.
    """
    architecture = ARCHITECTURES.get(model_type(config), _USUAL)
    says = config.get("tie_word_embeddings")
    if says is None and isinstance(config.get("text_config"), dict):
        says = config["text_config"].get("tie_word_embeddings")
    tied = says if isinstance(says, bool) else architecture.tied
    if _first(tensors, architecture.output):
        return tied  # .bin files store a tied matrix under both names
    classes = config.get("architectures")
    has_head = isinstance(classes, list) and any(str(name).endswith(_HEADS) for name in classes)
    return tied if has_head and tied else None


def _first(tensors: Mapping[str, Matrix], names: tuple[str, ...]) -> str | None:
    for name in names:
        ending = "." + name
        found = [other for other in tensors if other == name or other.endswith(ending)]
        for other in sorted(found, key=lambda other: (len(other), other)):
            if len(tensors[other].shape) == 2:
                return other
    return None


def _packed(tensors: Mapping[str, Matrix], names: tuple[str, ...]) -> str | None:
    """Return the embedding matrix in the packed form of GPTQ and AWQ (`qweight`, with `qzeros` and `scales`)."""
    endings = tuple(name.removesuffix("weight") + "qweight" for name in names if name.endswith(".weight"))
    return next((name for name in tensors if name.endswith(endings)), None)


def _named(tensors: Mapping[str, Matrix], tensor: str, where: str) -> str:
    names = [tensor] if tensor in tensors else [name for name in tensors if name.endswith("." + tensor)]
    if len(names) != 1:
        came = f"{len(names)} tensors end in it" if names else "it has none of that name"
        raise SourceError(f"cannot take {tensor!r} from {where}: {came}; {_advice(tensors)}")
    if len(tensors[names[0]].shape) != 2:
        raise SourceError(
            f"{names[0]} in {where} is no matrix: its shape is {tensors[names[0]].shape}; {_advice(tensors)}"
        )
    return names[0]


def _fitting(tensors: Mapping[str, Matrix], config: Mapping[str, Any], n_tokens: int | None) -> list[str]:
    """Return the matrices with a row for every token (and a little padding) and, if known, the model's width."""
    parts = [config, config.get("text_config")]
    widths = {
        part.get(key)
        for part in parts
        if isinstance(part, dict)
        for key in ("hidden_size", "d_model", "n_embd", "embedding_size")
    }
    widths.discard(None)
    rows = n_tokens or config.get("vocab_size")
    matrices = {name: tensor.shape for name, tensor in tensors.items() if len(tensor.shape) == 2}
    if rows is None:
        return []
    fitting = [name for name, (n, dim) in matrices.items() if rows <= n <= rows * 1.1 + 256 and dim > 1 and n > dim]
    of_width = [name for name in fitting if matrices[name][1] in widths] or fitting
    return [name for name in of_width if "emb" in name.lower()] or of_width


def _advice(tensors: Mapping[str, Matrix]) -> str:
    matrices = [(count(tensor.shape), name, tensor.shape) for name, tensor in tensors.items() if len(tensor.shape) == 2]
    largest = sorted(matrices, key=lambda item: (-item[0], item[1]))[:3]
    if not largest:
        return f"among its {len(tensors):,} tensors there is no matrix"
    listed = ", ".join(f"{name} ({shape[0]:,} x {shape[1]:,})" for _, name, shape in largest)
    return f"the {len(largest)} largest 2-D tensors are {listed}; name one with --tensor"
