"""A model, text files and a folder in; the folder then holds a space a layer. A killed run goes on where it was."""

from __future__ import annotations

import shutil
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.contextual.documents import Shard, TextOptions, plan_shards
from lexiscape.contextual.model import ModelOptions, TextModel
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.spaces import layer_files, write_occurrence_spaces, write_type_spaces
from lexiscape.contextual.totals import TotalsStore, check_unfinished
from lexiscape.contextual.work import Engine, Plan, Work
from lexiscape.errors import LexiscapeWarning, OptionError, SourceError
from lexiscape.overwriting import check_apart
from lexiscape.progress import Progress, silent

#: Seconds of work that a kill may cost: finished shards are added to the totals on disk this often.
_CHECKPOINT_SECONDS = 30


class EngineRow(NamedTuple):
    """One row of `ENGINES`: the module that holds it as `work_through`, and one line of help."""

    module: str
    summary: str


ENGINES: dict[str, EngineRow] = {
    "local": EngineRow("lexiscape.contextual.engines.local", "this machine, one model"),
    "ray": EngineRow("lexiscape.contextual.engines.ray", "a Ray cluster, one model a worker (extra: ray)"),
}


@dataclass(frozen=True)
class RunOptions:
    """What is made of the text.

    Attributes
    ----------
    min_count : int
        Tokens that occur less often are left out of the type spaces.
    occurrences : tuple of str
        Words of which each occurrence becomes a point.
    max_occurrences : int
        At most so many of each word: a uniform sample, the same for every engine.
    overlap : int or None
        Tokens that neighboring windows of a long document share; None: a quarter of a window.
    engine : str
        A key of `ENGINES`.
    restart : bool
        Whether to throw away what an unfinished run left in the folder.
    checkpoint_seconds : float
        How often finished shards are added to the totals on disk; less often where that takes long.
    model : ModelOptions
        Device, layers, window.
    text : TextOptions
        The field that holds the text; the size of shards.
    """

    min_count: int = 5
    occurrences: tuple[str, ...] = ()
    max_occurrences: int = 1000
    overlap: int | None = None
    engine: str = "local"
    restart: bool = False
    checkpoint_seconds: float = _CHECKPOINT_SECONDS
    model: ModelOptions = field(default_factory=ModelOptions)
    text: TextOptions = field(default_factory=TextOptions)


@dataclass(frozen=True)
class ContextualRun:
    """What a run left in its folder.

    Attributes
    ----------
    folder : Path
        Where the files are.
    layers : dict of int to Path
        The type space of each layer: open it with `open_space`.
    occurrences : dict of int to Path
        The occurrence space of each layer, if words were asked for and found.
    tokens, documents : int
        What was counted.
    types : int
        Different tokens that occurred, however often.
    skipped : int
        Records whose text is null or empty.
    """

    folder: Path
    layers: dict[int, Path]
    occurrences: dict[int, Path]
    tokens: int
    documents: int
    types: int
    skipped: int = 0


def run_text(
    source: str,
    texts: Sequence[str | Path],
    folder: str | Path,
    options: RunOptions | None = None,
    progress: Progress = silent,
) -> ContextualRun:
    """Run text through a model and keep, for each layer, the mean state of every token.

    Parameters
    ----------
    source : str
        A hub id, a folder in Hugging Face layout, or a demo that holds a whole Transformer.
    texts : sequence of str or Path
        Files and folders, see `lexiscape.contextual.documents.plan_shards`.
    folder : str or Path
        Where the spaces go, and while the run lasts its totals; the same call goes on after a kill.
    options : RunOptions or None
        None: the defaults.
    progress : Progress
        Told bytes of text done, of how many, and tokens a second.

    Returns
    -------
    ContextualRun
        The files. Each opens with `open_space`; its fields are `count` and `self_similarity`, or for occurrences
        `word`, `sentence` and the fields of the input.

    Raises
    ------
    SourceError
        The model or the text cannot be opened, or there is no token in the text; CorruptFile for broken text.
    OptionError
        An option is out of range, or nothing is left: no token occurs so often.
    OutputError
        The folder cannot be written, holds an unfinished run of another request, or the text or the model lies where
        a space is to be written.
    MissingExtra
        PyTorch and transformers, or the engine's library, are not installed.
    """
    options = options or RunOptions()
    _check(options)
    folder = Path(folder)
    shards = plan_shards(texts, options.text)
    engine: Engine = import_module(ENGINES[options.engine].module).work_through
    model = TextModel(source, options.model)
    targets = [path for layer in model.layers for path in layer_files(folder, layer)]
    check_apart(targets, [*(Path(shard.path) for shard in shards), *model.files_but(targets)])
    if options.restart and (folder / "unfinished").exists():
        check_unfinished(folder / "unfinished")
        shutil.rmtree(folder / "unfinished")
    plan = Plan(options.overlap, options.occurrences, options.max_occurrences)
    request = _request(source, shards, model, options)
    store = TotalsStore(folder / "unfinished", request, len(model.layers), model.dim, options.max_occurrences)
    left = [(number, shard) for number, shard in enumerate(shards) if number not in store.done]
    _gather(store, engine(Work(source, options.model, options.text, plan, left), model, progress), options)
    if store.tokens == 0:
        store.remove()
        raise SourceError(
            f"no text in {', '.join(map(str, texts))}: {store.documents:,} documents hold no token{_skipped(store)}"
        )
    absent = [word for word in options.occurrences if word.strip() not in store.sample.seen]
    if absent:
        told = f"not one of the {store.tokens:,} tokens of the text belongs to: {', '.join(absent)}"
        warnings.warn(f"{told}; their spaces are left out", LexiscapeWarning, stacklevel=2)
    layers = write_type_spaces(folder, store, model, options.min_count)
    occurrences = write_occurrence_spaces(folder, store.sample, model)
    run = ContextualRun(folder, layers, occurrences, store.tokens, store.documents, len(store.ids), store.skipped)
    store.remove()
    return run


def _skipped(store: TotalsStore) -> str:
    return f", and {store.skipped:,} records no text" if store.skipped else ""


def _check(options: RunOptions) -> None:
    if options.engine not in ENGINES:
        raise OptionError(f"no engine {options.engine!r}: choose one of {', '.join(ENGINES)}")
    for name in ("min_count", "max_occurrences"):
        if getattr(options, name) < 1:
            raise OptionError(f"expected {name} of at least 1, got {getattr(options, name)}")


def _request(source: str, shards: list[Shard], model: TextModel, options: RunOptions) -> dict[str, Any]:
    """Return what makes two runs add up to one: another batch size, device or engine may finish a run."""
    return {
        "model": source,
        "layers": model.layers,
        "window": model.capacity,
        "overlap": options.overlap,
        "text": [list(shard) for shard in shards],
        "field": options.text.field,
        "occurrences": [list(options.occurrences), options.max_occurrences],
    }


def _gather(store: TotalsStore, partials: Iterator[Partial], options: RunOptions) -> None:
    """Add up what the shards gave, and put it on disk from time to time."""
    waiting: Partial | None = None
    since, pause = time.monotonic(), options.checkpoint_seconds
    try:
        for partial in partials:
            if not set(partial.shards) - store.done - set(waiting.shards if waiting else ()):
                continue  # an engine that redoes lost work may deliver a shard twice
            if waiting:
                waiting.add(partial)
            else:
                waiting = partial  # not a copy: the sums are what takes the memory
            began = time.monotonic()
            if began - since >= pause:
                store.add(waiting)
                waiting, since = None, time.monotonic()
                # the totals of a large vocabulary take long to write: at most a tenth of the time goes there
                pause = options.checkpoint_seconds and max(options.checkpoint_seconds, 10 * (since - began))
            del partial  # or it would be kept while the next one is made
    finally:
        if waiting:  # also after broken text or Ctrl-C: what is finished is kept
            store.add(waiting)
