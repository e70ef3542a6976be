"""A model's name in, hidden states of padded batches out: the only place that touches PyTorch and transformers."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.loading import (
    DEVICES,
    PRECISIONS,
    affixes,
    checkpoint,
    find_device,
    find_dtype,
    find_window,
    libraries,
    load,
    out_of_memory,
    told_layers,
)
from lexiscape.contextual.sums import sum_by_row
from lexiscape.contextual.trials import refuse_made_up, try_out
from lexiscape.errors import LexiscapeError, LexiscapeWarning, OptionError, SourceError, first_line, foreign_errors
from lexiscape.sources.storage.repository import called
from lexiscape.text import SPELLINGS

if TYPE_CHECKING:
    import torch

__all__ = ["BATCH_TOKENS", "DEVICES", "PRECISIONS", "Batch", "ModelOptions", "States", "TextModel", "checkpoint"]

#: Padded tokens in a batch. On a CPU a batch that fits the cache is fastest; a GPU wants to be filled.
BATCH_TOKENS = {"cpu": 2048, "cuda": 32768, "mps": 8192}


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
        bfloat16 about twice as fast. "auto": half on a GPU, single on a CPU and where float16 overflows. Sums are kept
        in single precision anyway.
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
    dim : int
        Length of a state; `dims` of each chosen layer: OPT gives its last one in fewer, and zeros behind.
    causal : bool
        Whether a token sees only those before it (found by trying).
    together : {"any", "alike", "one"}
        Which windows may share a batch without a change of their states (found by trying).
    exponents : list of int
        Of each chosen layer, the power of two that the numbers of a short text are below.

    Raises
    ------
    MissingExtra
        PyTorch or transformers is not installed.
    SourceError
        The model cannot be loaded, has no fast tokenizer, lacks weights, gives no hidden states, or others each time.
    OptionError
        A layer or device that is not there.
    """

    def __init__(self, source: str, options: ModelOptions | None = None) -> None:
        options = options or ModelOptions()
        torch, transformers = libraries()
        self.source = source
        self.name = called(Path(source).expanduser()) if Path(source).expanduser().is_dir() else source
        self.device = find_device(torch, options.device)
        dtype = find_dtype(torch, options.precision, self.device)
        if (count := told_layers(transformers, source)) is not None:
            _chosen(options.layers, count)  # before the weights are fetched
        self.tokenizer, self.model, made_up = load(transformers, source, self.device, dtype)
        with foreign_errors(f"the tokenizer of {source} cannot split a text"):
            self.prefix, self.suffix = affixes(self.tokenizer)
        self.special = frozenset(map(int, self.tokenizer.all_special_ids))
        around = len(self.prefix) + len(self.suffix)
        self.capacity = find_window(options.window, self.model, self.tokenizer) - around
        if self.capacity < 1:
            raise OptionError(f"a window of {options.window} tokens has no room beside the special tokens of {source}")
        self.batch_tokens = options.batch_tokens or BATCH_TOKENS.get(self.device, 2048)
        room = find_window(None, self.model, self.tokenizer) - around
        words = self._plain_tokens()
        with foreign_errors(f"{source} cannot be run on {self.device}"), torch.inference_mode():
            refuse_made_up(self._forward, made_up, words, source)
            traits = try_out(self._forward, words, len(self.prefix), room, source)
            if not traits.is_finite and options.precision == "auto" and dtype == torch.float16:
                _, self.model, made_up = load(transformers, source, self.device, torch.float32)
                refuse_made_up(self._forward, made_up, words, source)
                traits = try_out(self._forward, words, len(self.prefix), room, source)
        self.causal, self.together = traits.causal, traits.together
        self.layers = _chosen(options.layers, len(traits.dims) - 1)
        self.dims = [traits.dims[layer] for layer in self.layers]
        self.dim = max(self.dims)
        self.exponents = [traits.exponents[layer] for layer in self.layers]

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
                chosen = [states[layer] for layer in self.layers]
                counted = [_widen(state[at].float(), self.dim) for state in chosen]
                marked = [_widen(own, self.dim) for own in _span_means(chosen, batch.marks, len(self.prefix))]
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
        made = self.model(**inputs)
        states = getattr(made, "hidden_states", None)
        if states is None:
            raise SourceError(
                f"{self.source} ({type(self.model).__name__}) gives no hidden states: expected a Transformer"
            )
        if states[-1].ndim == 4:  # Gemma3n carries four versions of a state; one is active, and its end joins them
            active = int(getattr(self.model.config, "altup_active_idx", 0))
            return (*(state[active] for state in states[:-1]), made.last_hidden_state)
        return tuple(states)

    def _plain_tokens(self) -> list[int]:
        """Return the ids of six tokens that are not special."""
        words = [i for i in range(min(len(self.tokenizer), 4000)) if i not in self.special][-6:]
        if len(words) < 6:
            raise SourceError(
                f"the tokenizer of {self.source} has {len(words)} tokens beside the special ones: was it saved with "
                "the model (tokenizer.save_pretrained)?"
            )
        return words


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
    return [sum_by_row(state[at].float(), owner, len(lengths)) / sizes for state in states]


def _widen(rows: torch.Tensor, dim: int) -> torch.Tensor:
    """Return rows with zeros behind, so that all are of one length."""
    import torch

    return rows if rows.shape[1] == dim else torch.nn.functional.pad(rows, (0, dim - rows.shape[1]))
