"""Model classes of the installed transformers, each built tiny: a class's name in, a model of random weights out.

A default config is always consistent in itself, a shrunken one need not be: so its fields are shrunk by rules of name
and size, more gently each time until a model comes out (`SHRINKS`); what the rules cannot know is in `EXCEPTIONS`.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
import transformers
import transformers.models
from torch import nn

#: Rows of every text vocabulary; not a size that a width or a number of positions shrinks to.
VOCABULARY = 131
MOST_PARAMETERS, WIDE_PARAMETERS = 140_000_000, 20_000_000

_LAYERS = re.compile(r"(^|_)n?(um)?_?(hidden_|attention_|transformer_|decoder_|encoder_|\w+_)?(layers?|blocks|depth)$")
_COUNTS = re.compile(r"(^|_)(num_)?(local_|routed_|\w*)experts$|^moe_num_experts$")
_TOKEN_ID = re.compile(r"(_token|_token_id|_token_index|_ids?|_index|_token_ids)$")
_VOCABULARY = re.compile(
    r"(^|_)vocab_size$|^vocab_size|^n_words$|^n_tokens?$|^n_vocab$|^vocabulary_size$|^vocab_size_or_config_json_file$"
)
_STAGES = ("out_features", "out_indices", "_out_features", "_out_indices", "stage_names")
_KEPT = re.compile(
    r"(head|group|kernel|stride|patch_size|num_channels|num_mel|feat|sampl|rate|factor|_bits|version|type|topk|top_k"
    r"|per_tok|window|interval|num_key|pool|dilation|expert|num_labels|offset|num_groups|num_layers)"
)

#: model_type → fields set after all rules, wherever such a config stands.
EXCEPTIONS: dict[str, dict[str, Any]] = {
    "reformer": {"axial_pos_embds": False, "attn_layers": ["local", "lsh"]},
    "big_bird": {"attention_type": "original_full"},
    "esm": {"vocab_size": VOCABULARY, "pad_token_id": 1, "mask_token_id": 2},
    **{kind: {"head_dim": 16} for kind in ("hunyuan_v1_dense", "hunyuan_v1_moe", "hunyuan_vl_text", "ministral")},
    "nemotron": {"num_key_value_heads": 2},
    "mamba2": {"num_heads": 32, "head_dim": 16},
    **{kind: {"mamba_d_head": "auto", "mamba_n_heads": 16} for kind in ("bamba", "falcon_h1", "granitemoehybrid")},
    "chameleon": {"vocabulary_map": {"<image>": 9}},
    "emu3": {"vocabulary_map": {"<|extra_200|>": 9, "<image>": 8}},
    "lfm2_moe": {"layer_types": ["conv", "full_attention"]},
    "deepseek_ocr2_text": {"mlp_layer_types": ["dense", "sparse"]},
    "granite4_vision": {"deepstack_layer_map": []},
    "qwen3_omni_moe_talker_text": {"shared_expert_intermediate_size": 32},
    "dots1": {"n_routed_experts": 4, "num_experts": 4},
    "wav2vec2-bert": {"vocab_size": VOCABULARY},
    "wav2vec2-conformer": {"vocab_size": VOCABULARY},
    "qwen4_exp_text": {"token_budget": 8, "compress_ratio": 2},
    "mimi": {"codebook_size": 64},
}


class Variant(NamedTuple):
    """A class whose default config leaves out a case: two tables, or two architectures.

    Attributes
    ----------
    of : str
        The class.
    changed : dict
        Fields of its config that differ from the default.
    sides : tuple of str
        The classes of the encoder's and the decoder's config, where it is made of two models.
    """

    of: str
    changed: dict[str, Any] = {}  # noqa: RUF012 - of a NamedTuple, and never written to
    sides: tuple[str, ...] = ()


#: What the default configs do not have.
VARIANTS = {
    "MarianMTModel of two tables": Variant("MarianMTModel", {"share_encoder_decoder_embeddings": False}),
    "MarianMTModel of two tables and a head": Variant(
        "MarianMTModel", {"share_encoder_decoder_embeddings": False, "tie_word_embeddings": False}
    ),
    "FSMTForConditionalGeneration of a head": Variant("FSMTForConditionalGeneration", {"tie_word_embeddings": True}),
    "EncoderDecoderModel of BERT and GPT-2": Variant("EncoderDecoderModel", sides=("BertConfig", "GPT2Config")),
    "EncoderDecoderModel of BigBird and GPT-2": Variant("EncoderDecoderModel", sides=("BigBirdConfig", "GPT2Config")),
    "EncoderDecoderModel of GPT-2 and BERT": Variant("EncoderDecoderModel", sides=("GPT2Config", "BertConfig")),
    "EncoderDecoderModel of RoBERTa and BERT": Variant("EncoderDecoderModel", sides=("RobertaConfig", "BertConfig")),
    "SpeechEncoderDecoderModel of GPT-2": Variant("SpeechEncoderDecoderModel", sides=("Wav2Vec2Config", "GPT2Config")),
    "VisionEncoderDecoderModel of GPT-2": Variant("VisionEncoderDecoderModel", sides=("ViTConfig", "GPT2Config")),
}


@functools.cache
def model_classes() -> dict[str, type[transformers.PreTrainedModel]]:
    """Return every public model class by name: `PreTrainedModel` bases and mixins left out."""
    found: dict[str, type[transformers.PreTrainedModel]] = {}
    root = transformers.models.__path__[0]
    for package in pkgutil.iter_modules([root]):
        for module in pkgutil.iter_modules([f"{root}/{package.name}"]):
            if not module.name.startswith("modeling_"):
                continue
            try:
                loaded = importlib.import_module(f"transformers.models.{package.name}.{module.name}")
            except Exception:
                continue
            for name, one in vars(loaded).items():
                is_model = inspect.isclass(one) and issubclass(one, transformers.PreTrainedModel)
                if not is_model or one.__module__ != loaded.__name__ or name.endswith("PreTrainedModel"):
                    continue
                if hasattr(transformers, name) and inspect.isclass(one.config_class):
                    found[name] = one
    return dict(sorted(found.items()))


def _by_sixteen(key: str, value: int) -> int:
    """Divide every width by 16: what divided what before still does."""
    return value // 16 if value >= 64 and value % 16 == 0 and not _KEPT.search(key) else value


def _by_four(key: str, value: int) -> int:
    return value // 4 if value >= 64 and value % 4 == 0 and not _KEPT.search(key) else value


_FIXED = {
    re.compile(r"(hidden_size|hidden_dim|d_model|n_embd|embed_dim|dim|width|projection_dim|conv_dim)$"): 32,
    re.compile(r"(intermediate_size|ffn_dim|d_ff|d_inner|n_inner|ffn_hidden_size|mlp_dim)$"): 64,
    re.compile(r"(num_attention_heads|attention_heads|n_heads?|num_heads|heads)$"): 4,
    re.compile(r"(num_key_value_heads)$"): 2,
    re.compile(r"(head_dim|d_kv)$"): 8,
}


def _by_name(key: str, value: int) -> int:
    for pattern, size in _FIXED.items():
        if pattern.search(key):
            return size
    return value


def _not_at_all(key: str, value: int) -> int:
    return value


class Shrink(NamedTuple):
    """A way to shrink a config: what becomes of a width, and how many layers are left at most."""

    size: Callable[[str, int], int]
    layers: int


#: Ways to shrink, tried in this order.
SHRINKS = {
    "by sixteen": Shrink(_by_sixteen, 2),
    "by sixteen, all layers": Shrink(_by_sixteen, 99),
    "by four": Shrink(_by_four, 2),
    "by name": Shrink(_by_name, 2),
    "by name, all layers": Shrink(_by_name, 99),
    "not at all": Shrink(_not_at_all, 2),
    "not at all, all layers": Shrink(_not_at_all, 99),
}


def shrink(fields: dict[str, Any], way: Shrink) -> dict[str, Any]:
    """Return a config's fields with few layers and experts, a small vocabulary, and widths by `way`."""
    out = {name: _shrink_field(str(name), value, way) for name, value in fields.items() if name not in _STAGES}
    out |= EXCEPTIONS.get(str(fields.get("model_type")), {})
    for name in ("num_hidden_layers", "n_layer", "num_layers"):
        layers = fields.get(name)
        for key, value in out.items():
            if isinstance(value, list) and isinstance(layers, int) and len(value) == layers > way.layers:
                out[key] = _some_of_each(value, way.layers)
    return out


def _shrink_field(key: str, value: Any, way: Shrink) -> Any:
    if key == "per_layer_config" and isinstance(value, dict):
        return {layer: inner for layer, inner in value.items() if int(layer) < way.layers}
    if isinstance(value, dict):
        return shrink(value, way)
    if type(value) is int:
        return _shrink_number(key, value, way)
    if isinstance(value, list) and all(type(item) is int for item in value):
        kept = bool(_TOKEN_ID.search(key)) or len(value) > 12
        return [min(item, 9) if kept else way.size(key, item) for item in value]
    return value


def _some_of_each(kinds: list[Any], count: int) -> list[Any]:
    """Return `count` of a list's items, one of each kind first."""
    different = [kind for at, kind in enumerate(kinds) if kind not in kinds[:at]]
    return (different + kinds)[:count]


def _shrink_number(key: str, value: int, way: Shrink) -> int:
    if _VOCABULARY.search(key):
        return VOCABULARY
    if _TOKEN_ID.search(key):
        return value if value < 10 else 9
    if _COUNTS.search(key):
        return min(value, 16)
    if _LAYERS.search(key) and value < 200 and not _KEPT.search(key):
        return min(value, way.layers)
    if "position" in key and value > 128:
        return 128
    return way.size(key, value)


def build(
    model_class: type[transformers.PreTrainedModel], distinct: bool = False
) -> tuple[transformers.PreTrainedModel, str]:
    """Return a tiny model of random weights and how it was shrunk.

    Raises
    ------
    ValueError
        No way to shrink its config gives a model; the message holds what the first and the last attempt raised.
    """
    errors: list[str] = []
    for name, way in SHRINKS.items():
        for on_meta in (True, False):
            try:
                return _build_once(model_class, way, on_meta, distinct), name
            except _TooLargeError as error:
                errors.append(str(error))
                break
            except Exception as error:  # foreign code, of any kind
                errors.append(f"{name}: {type(error).__name__}: {str(error)[:160]}")
    raise ValueError(f"{errors[0]} … {errors[-1]}")


class _TooLargeError(Exception):
    pass


def tiny_config(config_class: type[Any], way: Shrink = SHRINKS["by sixteen"], distinct: bool = False) -> Any:
    """Return a config with small sizes; sub-configs too. `distinct`: each vocabulary of another size."""
    fields = shrink(config_class().to_dict(), way)
    if distinct:
        _spread_vocabularies(fields, itertools.count(VOCABULARY, 7))
    fields.pop("transformers_version", None)
    return config_class.from_dict(fields)


def build_variant(variant: Variant) -> transformers.PreTrainedModel:
    """Return a tiny model of random weights of a variant."""
    model_class = getattr(transformers, variant.of)
    if variant.sides:
        sides = [tiny_config(getattr(transformers, side)) for side in variant.sides]
        config = model_class.config_class.from_encoder_decoder_configs(*sides, **variant.changed)
    else:
        config = tiny_config(model_class.config_class)
        for name, value in variant.changed.items():
            setattr(config, name, value)
    return randomize(model_class(config))


def _spread_vocabularies(fields: dict[str, Any], sizes: Iterator[int]) -> None:
    for key, value in fields.items():
        if isinstance(value, dict):
            _spread_vocabularies(value, sizes)
        elif value == VOCABULARY and _VOCABULARY.search(str(key)):
            fields[key] = next(sizes)


def _build_once(model_class: type[Any], way: Shrink, on_meta: bool, distinct: bool = False) -> Any:
    config = tiny_config(model_class.config_class, way, distinct)
    with torch.device("meta"):
        model = model_class(config)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    if parameters > MOST_PARAMETERS:
        raise _TooLargeError(f"{parameters:,} parameters")
    if parameters > WIDE_PARAMETERS:
        return randomize(_on_cpu(model.bfloat16()))
    return randomize(_on_cpu(model) if on_meta else model_class(config))


def _on_cpu(model: Any) -> Any:
    model = model.to_empty(device="cpu")
    model.tie_weights()
    return model


def randomize(model: nn.Module) -> nn.Module:
    """Give every parameter values of its own, so that no two tables are equal by chance."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.is_floating_point():
                parameter.copy_(torch.randn(parameter.shape, generator=generator))
        for buffer in model.buffers():
            if buffer.is_floating_point():
                buffer.nan_to_num_(0.0)
    return model.eval()
