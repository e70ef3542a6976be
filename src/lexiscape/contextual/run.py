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

import numpy as np

from lexiscape.contextual.identity import TextIdentity, digest_model, digest_run
from lexiscape.contextual.loading import libraries
from lexiscape.contextual.model import ModelOptions, TextModel
from lexiscape.contextual.occurrences import OccurrenceSample
from lexiscape.contextual.owned import TEXT, own_files
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.spaces import layer_files, write_occurrence_spaces, write_type_spaces
from lexiscape.contextual.sums import TypeSums
from lexiscape.contextual.texts.documents import Shard, TextOptions, plan_shards
from lexiscape.contextual.totals import TotalsStore, check_unfinished
from lexiscape.contextual.work import Engine, Plan, Work
from lexiscape.errors import LexiscapeWarning, OptionError, OutputError, SourceError
from lexiscape.overwriting import check_apart
from lexiscape.progress import Progress, silent

#: Raised whenever the same text and model come to be counted in another way.
_FORMAT = 2
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
        Whether to throw away what an unfinished run left in the folder, and what a finished one left that this one does
        not write.
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
        Files and folders, see `lexiscape.contextual.texts.documents.plan_shards`.
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
        The folder cannot be written, holds an unfinished run of another request, or of a text that has changed since,
        or layers of another run; or the text or the model lies where a space is to be written.
    MissingExtra
        PyTorch and transformers, or the engine's library, are not installed.
    """
    options = options or RunOptions()
    _check(options)
    folder = Path(folder)
    shards = plan_shards(texts, options.text)
    identity = TextIdentity(shards)
    engine: Engine = import_module(ENGINES[options.engine].module).work_through
    model = TextModel(source, options.model)
    own = [layer_files(folder, layer)[: 2 if options.occurrences else 1] for layer in model.layers]
    targets = [path for paths in own for path in paths]
    check_apart(targets, [*(Path(shard.path) for shard in shards), *model.files_but(targets)])
    earlier = own_files(folder, TEXT, targets, options.restart)
    if options.restart and (folder / "unfinished").exists():
        check_unfinished(folder / "unfinished")
        shutil.rmtree(folder / "unfinished")
    plan = Plan(options.overlap, options.occurrences, options.max_occurrences)
    request = _request(source, shards, model, options)
    store = TotalsStore(folder / "unfinished", request, len(model.layers), model.dim, options.max_occurrences)
    changed = identity.changed(store.digests)
    if changed is not None:
        raise OutputError(
            f"{folder} holds an unfinished run that counted {changed} as it was before it was changed: choose another "
            "folder, or add --restart to throw that away"
        )
    left = [(number, shard) for number, shard in enumerate(shards) if number not in store.digests]
    work = Work(source, options.model, options.text, plan, left)
    _gather(store, engine(work, model, progress), identity, model, options)
    if store.tokens == 0:
        store.remove()
        raise SourceError(
            f"no text in {', '.join(map(str, texts))}: {store.documents:,} documents hold no token{_skipped(store)}"
        )
    _tell_places(options.occurrences, store)
    run_id = digest_run(request, [store.digests[number] for number in sorted(store.digests)], options.min_count)
    layers = write_type_spaces(folder, store, model, options.min_count, run_id)
    occurrences = write_occurrence_spaces(folder, store.sample, model, run_id)
    for path in earlier:
        if path not in (*layers.values(), *occurrences.values()):
            path.unlink(missing_ok=True)
    run = ContextualRun(folder, layers, occurrences, store.tokens, store.documents, len(store.ids), store.skipped)
    store.remove()
    return run


def _tell_places(words: Sequence[str], store: TotalsStore) -> None:
    """Warn of words that never occur, and of places that have no state of their own."""
    wanted = list(dict.fromkeys(word.strip() for word in words))
    absent = [word for word in wanted if word not in store.sample.seen and word not in store.sample.inside]
    if absent:
        told = f"not one of the {store.tokens:,} tokens of the text belongs to: {', '.join(absent)}"
        warnings.warn(f"{told}; their spaces are left out", LexiscapeWarning, stacklevel=3)
    told_of = [told for told in map(store.sample.coverage, wanted) if told is not None]
    if told_of:
        warnings.warn(f"of {'; of '.join(told_of)}, and are left out", LexiscapeWarning, stacklevel=3)


def _skipped(store: TotalsStore) -> str:
    return f", and {store.skipped:,} records no text" if store.skipped else ""


def _check(options: RunOptions) -> None:
    if options.engine not in ENGINES:
        raise OptionError(f"no engine {options.engine!r}: choose one of {', '.join(ENGINES)}")
    for name in ("min_count", "max_occurrences"):
        if getattr(options, name) < 1:
            raise OptionError(f"expected {name} of at least 1, got {getattr(options, name)}")


def _request(source: str, shards: list[Shard], model: TextModel, options: RunOptions) -> dict[str, Any]:
    """Return what makes two runs add up to one.

    Whatever changes more than the rounding of a sum is in it; the size of batches and the engine are not, so that a run
    that ended for a lack of memory may be finished with other ones.
    """
    torch, transformers = libraries()
    return {
        "model": source,
        "weights": digest_model(model),
        "precision": str(model.model.dtype),
        "device": model.device,
        "layers": model.layers,
        "window": model.capacity,
        "overlap": options.overlap,
        "text": [list(shard) for shard in shards],
        "field": options.text.field,
        "occurrences": [list(options.occurrences), options.max_occurrences],
        "versions": [_FORMAT, torch.__version__, transformers.__version__],
    }


def _gather(
    store: TotalsStore, partials: Iterator[Partial], identity: TextIdentity, model: TextModel, options: RunOptions
) -> None:
    """Add up what the shards gave, and put it on disk from time to time."""
    waiting: Partial | None = None
    digests: dict[int, str] = {}
    since, pause = time.monotonic(), options.checkpoint_seconds
    try:
        for partial in partials:
            new = set(partial.shards) - set(store.digests) - set(digests)
            if not new:
                continue  # an engine that redoes lost work may deliver a shard twice
            known = {number: identity.digest(number) for number in new}
            began = time.monotonic()
            if began - since >= pause:
                both = _joined(waiting, partial, model, options) if waiting else partial
                store.add(both, digests | known)
                waiting, digests, since = None, {}, time.monotonic()
                # the totals of a large vocabulary take long to write: at most a tenth of the time goes there
                pause = options.checkpoint_seconds and max(options.checkpoint_seconds, 10 * (since - began))
                del both
            else:
                waiting = _joined(waiting, partial, model, options)
                digests |= known
            del partial  # or it would be kept while the next one is made
    finally:
        if waiting:  # also after broken text or Ctrl-C: what is finished is kept
            store.add(waiting, digests)


def _joined(waiting: Partial | None, partial: Partial, model: TextModel, options: RunOptions) -> Partial:
    """Add what a shard gave to what others did, in float64."""
    if waiting is None:
        sums = TypeSums(len(model.layers), model.dim, np.float64)
        waiting = Partial(sums, OccurrenceSample(options.max_occurrences))
    waiting.add(partial)
    return waiting
