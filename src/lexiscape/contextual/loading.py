"""A model's name in, a transformers model and its tokenizer out, on a device; what of it reads text, and how much."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.errors import MissingExtra, OptionError, SourceError, foreign_errors
from lexiscape.given_files import check_file
from lexiscape.sources.places.demo import find_demo

DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("auto", "single", "half")
LONGEST_WINDOW = 512
_LOADED = (".json", ".txt", ".model", ".safetensors", ".bin")  # what transformers reads of a folder
#: Where a model of several parts keeps the one that reads text.
_TEXT_PARTS = ("language_model", "text_model", "text_encoder")


class Loaded(NamedTuple):
    """A model and its tokenizer; `made_up`: its parameters that its files lack, by name."""

    tokenizer: Any
    model: Any
    made_up: dict[str, Any]


def libraries() -> tuple[Any, Any]:
    """Return torch and transformers; MissingExtra where one is not installed."""
    try:
        import torch
    except ImportError as error:
        raise MissingExtra("torch", "contextual", error) from None
    try:
        import transformers
    except ImportError as error:
        raise MissingExtra("transformers", "contextual", error) from None
    return torch, transformers


def find_device(torch: Any, asked: str) -> str:
    """Return the device that is asked for, of "auto" a GPU where there is one; OptionError where it is not there."""
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if asked == "auto":
        return next((name for name in ("cuda", "mps") if there[name]), "cpu")
    if asked not in DEVICES:
        raise OptionError(f"no device {asked!r}: choose one of {', '.join(DEVICES)}")
    if not there[asked]:
        raise OptionError(f"PyTorch sees no {asked} device here: choose --device auto or cpu")
    return asked


def find_dtype(torch: Any, precision: str, device: str) -> Any:
    """Return the type that a model computes in.

    Half is bfloat16, whose range is that of float32. A GPU that only emulates it is given float16, and Apple's, whose
    sums in float16 overflow in many a model, float32 instead.
    """
    if precision not in PRECISIONS:
        raise OptionError(f"no precision {precision!r}: choose one of {', '.join(PRECISIONS)}")
    if precision == "single" or (precision == "auto" and device == "cpu"):
        return torch.float32
    if device == "cuda":
        real = torch.version.hip or torch.cuda.get_device_capability()[0] >= 8  # Ampere and later
        return torch.bfloat16 if real else torch.float16
    return torch.bfloat16 if device == "cpu" or _multiplies(torch, torch.bfloat16, device) else torch.float32


def _multiplies(torch: Any, dtype: Any, device: str) -> bool:
    """Whether a device multiplies matrices of a type: Apple's learned bfloat16 with macOS 14."""
    try:
        ones = torch.ones((2, 2), dtype=dtype, device=device)
        return bool((ones @ ones).float().sum().item() == 8)
    except (RuntimeError, TypeError):
        return False


def told_layers(transformers: Any, source: str) -> int | None:
    """Return how many layers a model has by its config alone; None where that is not said, or is not all.

    Of an encoder with a decoder only the encoder is run; a Funnel also gives states of what lengthens its text again.
    """
    with suppress(Exception), without_bars(transformers.utils.logging):  # `load` tells what is wrong
        config = transformers.AutoConfig.from_pretrained(**checkpoint(source), trust_remote_code=False)
        count = getattr(config.get_text_config(), "num_hidden_layers", None)
        if isinstance(count, int) and not config.is_encoder_decoder and config.model_type != "funnel":
            return count
    return None


def load(transformers: Any, source: str, device: str, dtype: Any) -> Loaded:
    """Load a model and its tokenizer; of an encoder with a decoder the encoder, of one with pictures what reads text.

    Raises
    ------
    SourceError
        It cannot be loaded, has no fast tokenizer, or is no Transformer.
    """
    where = checkpoint(source)
    with foreign_errors(f"transformers cannot load {source}"), without_bars(transformers.utils.logging):
        tokenizer = transformers.AutoTokenizer.from_pretrained(**where, trust_remote_code=False, use_fast=True)
        model, told = transformers.AutoModel.from_pretrained(
            **where, trust_remote_code=False, dtype=dtype, output_loading_info=True
        )
    if not getattr(tokenizer, "is_fast", False):
        raise SourceError(f"{source} has no tokenizer.json that transformers can use: expected a fast tokenizer")
    with foreign_errors(f"{source} cannot be put on {device}"):
        model = model.eval().to(device)
    parameters = dict(model.named_parameters())
    made_up = {name: parameters[name] for name in sorted(told["missing_keys"]) if name in parameters}
    with foreign_errors(f"{source} ({type(model).__name__}) has no part that reads text"):
        model = _text_part(model)
    for name in ("hidden_size", "num_hidden_layers"):
        if not isinstance(getattr(model.config, name, None), int):
            raise SourceError(f"{source} ({type(model).__name__}) gives no hidden states: its config has no {name}")
    return Loaded(tokenizer, model, made_up)


def _text_part(model: Any) -> Any:
    """Return the part of a model that reads text: all of it, its encoder, or beside others that read pictures one."""
    config = model.config
    if config.is_encoder_decoder:
        return model.get_encoder()
    if isinstance(getattr(config, "hidden_size", None), int) or config.get_text_config() is config:
        return model
    for owner in (model, getattr(model, "model", None)):
        for name in _TEXT_PARTS:
            part = getattr(owner, name, None)
            if part is not None and hasattr(part, "config"):
                return part
    return model


@contextmanager
def without_bars(logs: Any) -> Iterator[None]:
    """Keep transformers' own progress bars, and its notes on weights that only a task needs, off the terminal."""
    shown, verbosity = logs.is_progress_bar_enabled(), logs.get_verbosity()
    logs.disable_progress_bar()
    logs.set_verbosity_error()
    try:
        yield
    finally:
        logs.set_verbosity(verbosity)
        if shown:
            logs.enable_progress_bar()


def checkpoint(source: str) -> dict[str, str]:
    """Return what transformers loads a source from: a packaged demo's folder, a folder, or a hub id and revision."""
    if source.startswith("demo:"):
        folder, row = find_demo(source)
        if row.files:
            raise SourceError(f"{source} is an embedding matrix alone ({row.summary}): expected a whole Transformer")
        return {"pretrained_model_name_or_path": str(folder)}
    folder = Path(source).expanduser()
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            if name.endswith(_LOADED) and not os.path.isdir(folder / name):
                check_file(folder / name)  # transformers would wait for what comes out of a pipe
        return {"pretrained_model_name_or_path": str(folder)}
    check_file(folder)
    name, _, revision = source.partition("@")
    return {"pretrained_model_name_or_path": name, **({"revision": revision} if revision else {})}


def affixes(tokenizer: Any) -> tuple[list[int], list[int]]:
    """Return the specials that the tokenizer puts before and behind a text."""
    made = tokenizer("a", return_special_tokens_mask=True, verbose=False)
    ids, mask = made["input_ids"], made["special_tokens_mask"]
    inner = [place for place, special in enumerate(mask) if not special]
    if not inner:
        return [], []
    return list(ids[: inner[0]]), list(ids[inner[-1] + 1 :])


def find_window(asked: int | None, model: Any, tokenizer: Any) -> int:
    """Return how many tokens a model sees together, specials included; OptionError where more are asked for."""
    fits = _positions_of(model)
    fits = min(fits if fits > 0 else LONGEST_WINDOW, tokenizer.model_max_length)  # XLNet says -1: there is no limit
    if asked is not None and asked > fits:
        raise OptionError(f"a window of {asked} tokens is longer than the {fits} that the model has positions for")
    return int(asked or min(fits, LONGEST_WINDOW))


def _positions_of(model: Any) -> int:
    """Return how many tokens a model has positions for, 0 or less where it tells none.

    In RoBERTa's family (data2vec, I-BERT, MPNet, Longformer …) the table of positions has a row for padding, and counts
    from behind it on.
    """
    told = int(getattr(model.config, "max_position_embeddings", None) or 0)
    for module in model.modules():
        table: Any = getattr(module, "position_embeddings", None)
        padding = getattr(table, "padding_idx", None)
        if isinstance(padding, int) and hasattr(table, "weight"):
            return int(table.weight.shape[0]) - padding - 1
    return told


def out_of_memory(torch: Any, error: Exception) -> bool:
    """Whether it is a lack of memory: PyTorch has an error for it on CUDA, and a RuntimeError on MPS and on a CPU."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return any(words in str(error) for words in ("out of memory", "DefaultCPUAllocator"))
