"""A model's name in, hidden states of padded batches out: the only place that touches PyTorch and transformers."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import (
    LexiscapeError,
    LexiscapeWarning,
    MissingExtra,
    OptionError,
    SourceError,
    first_line,
    foreign_errors,
)
from lexiscape.given_files import check_file
from lexiscape.sources.places.demo import find_demo
from lexiscape.sources.storage.repository import called
from lexiscape.text import SPELLINGS

if TYPE_CHECKING:
    import torch

DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("auto", "single", "half")
#: Padded tokens in a batch. On a CPU a batch that fits the cache is fastest; a GPU wants to be filled.
BATCH_TOKENS = {"cpu": 2048, "cuda": 32768, "mps": 8192}
#: Model types whose positions start behind the padding token's (RoBERTa's way), so two fewer tokens fit.
_OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer", "xmod"})
_LONGEST_WINDOW = 512
_LOADED = (".json", ".txt", ".model", ".safetensors", ".bin")  # what transformers reads of a folder


Spans = Sequence[tuple[int, int]]


class Batch(NamedTuple):
    """Token ids of some windows, without specials; for each which of its tokens count, and spans to average."""

    ids: Sequence[Sequence[int]]
    keep: Spans
    marks: Sequence[Spans]

    def part(self, rows: slice) -> Batch:
        """Return some of the windows."""
        return Batch(self.ids[rows], self.keep[rows], self.marks[rows])


class States(NamedTuple):
    """What comes out of a batch, for each chosen layer.

    `ids` (m,): the counted tokens, window after window; `counted`: their states, (m, dim), float32, on the model's
    device; `marked`: the mean state of each marked span, (spans, dim), float32, window after window.
    """

    ids: NDArray[np.int64]
    counted: list[torch.Tensor]
    marked: list[torch.Tensor]


@dataclass(frozen=True)
class ModelOptions:
    """How a model is run.

    Attributes
    ----------
    device : str
        One of `DEVICES`; "auto": a GPU if PyTorch sees one.
    layers : str
        ``"all"``, ``"last"`` or numbers such as ``"0,6,12"``; 0 is what goes into the first block.
    window : int or None
        Tokens the model sees together, specials included; None: as many as it was trained for, at most 512.
    batch_tokens : int or None
        Padded tokens in a batch; None: a good number for the device.
    precision : str
        One of `PRECISIONS`. "half": bfloat16, or float16 on a GPU that lacks it; on a processor that computes in
        bfloat16 about twice as fast. "auto": half on a GPU, single on a CPU. Sums are kept in single precision anyway.
    """

    device: str = "auto"
    layers: str = "all"
    window: int | None = None
    batch_tokens: int | None = None
    precision: str = "auto"


class TextModel:
    """A transformers model and its tokenizer, ready to give hidden states.

    Parameters
    ----------
    source : str
        A hub id or a folder in Hugging Face layout. Its code, if it brings any, is never run.
    options : ModelOptions
        Device, layers, window.

    Attributes
    ----------
    name : str
        The folder's own name, or the hub id.
    layers : list of int
        The chosen layers, ascending.
    capacity : int
        Tokens of a window that are not specials.
    causal : bool
        Whether a token sees only those before it (found by trying).

    Raises
    ------
    MissingExtra
        PyTorch or transformers is not installed.
    SourceError
        The model cannot be loaded, has no fast tokenizer, or gives no hidden states.
    OptionError
        A layer or device that is not there.
    """

    def __init__(self, source: str, options: ModelOptions | None = None) -> None:
        options = options or ModelOptions()
        torch, transformers = libraries()
        self.source = source
        self.name = called(Path(source).expanduser()) if Path(source).expanduser().is_dir() else source
        self.device = _device(torch, options.device)
        dtype = _dtype(torch, options.precision, self.device)
        self.tokenizer, self.model = _load(transformers, source, self.device, dtype)
        config = self.model.config
        self.dim = int(config.hidden_size)
        with foreign_errors(f"the tokenizer of {source} cannot split a text"):
            self.prefix, self.suffix = affixes(self.tokenizer)
        self.special = frozenset(map(int, self.tokenizer.all_special_ids))
        self.capacity = _window(options.window, config, self.tokenizer) - len(self.prefix) - len(self.suffix)
        if self.capacity < 1:
            raise OptionError(f"a window of {options.window} tokens has no room beside the special tokens of {source}")
        self.batch_tokens = options.batch_tokens or BATCH_TOKENS.get(self.device, 2048)
        with foreign_errors(f"{source} cannot be run on {self.device}"):
            self.causal = self._sees_only_back()
        self.layers = _chosen(options.layers, int(config.num_hidden_layers))

    def files_but(self, targets: Iterable[Path]) -> list[Path]:
        """Return the local files of the model's folder, but for those of a target's own name, left by another run."""
        folder = Path(self.source).expanduser()
        names = {target.name for target in targets}
        return [path for path in folder.iterdir() if path.name not in names] if folder.is_dir() else []

    def tokenize(self, texts: Sequence[str]) -> tuple[list[list[int]], list[list[tuple[int, int]]]]:
        """Return each text's token ids, without specials, and each token's characters in its text."""
        with foreign_errors(f"the tokenizer of {self.source} cannot split the text"):
            made = self.tokenizer(
                list(texts),
                add_special_tokens=False,
                return_attention_mask=False,
                return_token_type_ids=False,
                return_offsets_mapping=True,
                verbose=False,
            )
        return made["input_ids"], made["offset_mapping"]

    def tokens_among(self, words: Sequence[str]) -> dict[str, int]:
        """Return the ids of those words that are tokens with the mark of a tokenizer, such as `##ing` or `Ġthe`."""
        marked = [word for word in map(str.strip, words) if _is_marked(word)]
        known = self.tokenizer.get_vocab() if marked else {}
        return {word: int(known[word]) for word in marked if word in known}

    def run(self, batch: Batch) -> Iterator[States]:
        """Run windows through the model; yield the states of all of them, or in parts, in order.

        When the device runs out of memory, the batch is halved, for this and all later batches.
        """
        import torch

        try:
            with torch.inference_mode():
                states = self._forward(batch.ids)
                at = _positions([[span] for span in batch.keep], len(self.prefix))
                counted = [states[layer][at].float() for layer in self.layers]
                marked = _span_means([states[layer] for layer in self.layers], batch.marks, len(self.prefix))
        except LexiscapeError:
            raise
        except Exception as error:  # whatever a model's own code meets: an id without a row, a shape, a device
            if not out_of_memory(torch, error):
                raise SourceError(f"{self.source} cannot be run on {self.device}: {first_line(error)}") from error
            halves = self._halve(batch, error)
        else:
            self._check_finite(counted)
            ids = [i for window, (first, last) in zip(batch.ids, batch.keep, strict=True) for i in window[first:last]]
            yield States(np.array(ids, np.int64), counted, marked)
            return
        for half in halves:
            yield from self.run(half)

    def _check_finite(self, states: list[torch.Tensor]) -> None:
        """Stop at states that are no numbers: one of them would spoil the mean of its token, and nobody see it."""
        import torch

        sums = torch.stack([state.sum() for state in states])  # NaN and infinity stay what they are
        broken = [layer for layer, sound in zip(self.layers, torch.isfinite(sums).tolist(), strict=True) if not sound]
        if broken:
            half = self.model.dtype != torch.float32
            told = "choose --precision single" if half else "its weights are damaged: download or save them again"
            raise SourceError(f"{self.source} gives NaN or infinite states from layer {broken[0]} on: {told}")

    def _halve(self, batch: Batch, error: Exception) -> tuple[Batch, Batch]:
        import torch

        if len(batch.ids) == 1:
            raise SourceError(
                f"out of memory on {self.device} with a single window of {len(batch.ids[0])} tokens: choose a shorter "
                "--window or another --device"
            ) from error
        if self.device == "cuda":
            torch.cuda.empty_cache()
        self.batch_tokens = max(self.batch_tokens // 2, 1)
        warnings.warn(
            f"out of memory on {self.device}: going on with {self.batch_tokens} tokens a batch",
            LexiscapeWarning,
            stacklevel=3,
        )
        middle = len(batch.ids) // 2
        return batch.part(slice(middle)), batch.part(slice(middle, None))

    def _forward(self, windows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, ...]:
        import torch

        around = len(self.prefix) + len(self.suffix)
        width = max(map(len, windows)) + around
        pad = self.tokenizer.pad_token_id
        ids = np.full((len(windows), width), 0 if pad is None else pad, np.int64)
        mask = np.zeros((len(windows), width), np.int64)
        for row, window in enumerate(windows):
            whole = [*self.prefix, *window, *self.suffix]
            ids[row, : len(whole)] = whole
            mask[row, : len(whole)] = 1
        inputs: dict[str, Any] = {"input_ids": torch.from_numpy(ids).to(self.device), "output_hidden_states": True}
        if not mask.all():
            inputs["attention_mask"] = torch.from_numpy(mask).to(self.device)
        states = getattr(self.model(**inputs), "hidden_states", None)
        if states is None:
            raise SourceError(
                f"{self.source} ({type(self.model).__name__}) gives no hidden states: expected a Transformer"
            )
        return tuple(states)

    def _sees_only_back(self) -> bool:
        """Try whether the first token's state depends on the last token."""
        import torch

        words = [i for i in range(min(len(self.tokenizer), 4000)) if i not in self.special][-6:]
        if len(words) < 6:
            raise SourceError(
                f"the tokenizer of {self.source} has {len(words)} tokens beside the special ones: was it saved with "
                "the model (tokenizer.save_pretrained)?"
            )
        with torch.inference_mode():
            left = self._forward([words[:4]])[-1]
            right = self._forward([[*words[:3], words[5]]])[-1]
        at = len(self.prefix)
        return bool(torch.allclose(left[0, at], right[0, at], atol=1e-5))


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


def _device(torch: Any, asked: str) -> str:
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if asked == "auto":
        return next((name for name in ("cuda", "mps") if there[name]), "cpu")
    if asked not in DEVICES:
        raise OptionError(f"no device {asked!r}: choose one of {', '.join(DEVICES)}")
    if not there[asked]:
        raise OptionError(f"PyTorch sees no {asked} device here: choose --device auto or cpu")
    return asked


def _dtype(torch: Any, precision: str, device: str) -> Any:
    if precision not in PRECISIONS:
        raise OptionError(f"no precision {precision!r}: choose one of {', '.join(PRECISIONS)}")
    if precision == "single" or (precision == "auto" and device == "cpu"):
        return torch.float32
    if device == "cpu" or (device == "cuda" and torch.cuda.is_bf16_supported()):
        return torch.bfloat16
    return torch.float16


def _load(transformers: Any, source: str, device: str, dtype: Any) -> tuple[Any, Any]:
    where = checkpoint(source)
    with foreign_errors(f"transformers cannot load {source}"), without_bars(transformers.utils.logging):
        tokenizer = transformers.AutoTokenizer.from_pretrained(**where, trust_remote_code=False, use_fast=True)
        model = transformers.AutoModel.from_pretrained(**where, trust_remote_code=False, dtype=dtype)
    if not getattr(tokenizer, "is_fast", False):
        raise SourceError(f"{source} has no tokenizer.json that transformers can use: expected a fast tokenizer")
    if model.config.is_encoder_decoder:
        model = model.get_encoder()
    for name in ("hidden_size", "num_hidden_layers"):
        if not isinstance(getattr(model.config, name, None), int):
            raise SourceError(f"{source} ({type(model).__name__}) gives no hidden states: its config has no {name}")
    with foreign_errors(f"{source} cannot be put on {device}"):
        return tokenizer, model.eval().to(device)


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


def _window(asked: int | None, config: Any, tokenizer: Any) -> int:
    fits = getattr(config, "max_position_embeddings", None) or _LONGEST_WINDOW
    if config.model_type in _OFFSET_POSITIONS:
        fits -= (config.pad_token_id or 0) + 1
    fits = min(fits, tokenizer.model_max_length)
    if asked is not None and asked > fits:
        raise OptionError(f"a window of {asked} tokens is longer than the {fits} that the model has positions for")
    return int(asked or min(fits, _LONGEST_WINDOW))


def _chosen(layers: str, count: int) -> list[int]:
    if layers == "all":
        return list(range(count + 1))
    if layers == "last":
        return [count]
    try:
        chosen = sorted({int(part) for part in layers.split(",")})
    except ValueError:
        chosen = []
    if not chosen or chosen[0] < 0 or chosen[-1] > count:
        raise OptionError(f"no layers {layers!r}: choose all, last, or numbers from 0 to {count} such as 0,{count}")
    return chosen


def _is_marked(word: str) -> bool:
    """Whether a word bears, beside something else, what a family of tokenizers puts before or behind its tokens."""
    return any(
        (mark and word != mark and (word.startswith(mark) if before else word.endswith(mark)))
        for marks in SPELLINGS.values()
        for before, mark in ((True, marks.start), (True, marks.inner), (False, marks.end), (False, marks.hyphen))
    )


def _positions(spans: Sequence[Spans], shift: int) -> tuple[Any, Any]:
    """Return row and column of every token of the spans of each window, `shift` columns to the right."""
    import torch

    where = [(row, column + shift) for row, own in enumerate(spans) for span in own for column in range(*span)]
    rows, columns = np.array(where, np.int64).reshape(-1, 2).T
    return torch.from_numpy(rows.copy()), torch.from_numpy(columns.copy())


def _span_means(states: list[torch.Tensor], marks: Sequence[Spans], shift: int) -> list[torch.Tensor]:
    import torch

    lengths = [last - first for own in marks for first, last in own]
    if not lengths:
        return [state.new_zeros((0, state.shape[2]), dtype=torch.float32) for state in states]
    at = _positions(marks, shift)
    device = states[0].device
    owner = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths)).to(device)
    sizes = torch.tensor(lengths, dtype=torch.float32, device=device)[:, None]
    zeros = [state.new_zeros((len(lengths), state.shape[2]), dtype=torch.float32) for state in states]
    return [zero.index_add_(0, owner, state[at].float()) / sizes for zero, state in zip(zeros, states, strict=True)]


def out_of_memory(torch: Any, error: Exception) -> bool:
    """Whether it is a lack of memory: PyTorch has an error for it on CUDA, and a RuntimeError on MPS and on a CPU."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return any(words in str(error) for words in ("out of memory", "DefaultCPUAllocator"))
