"""A space in, its `VocabularyReport` out: every finding is asked, and what cannot be told is named."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from lexiscape.check.evidence import Evidence
from lexiscape.check.findings import FINDINGS
from lexiscape.check.report import Finding, LeftOut, VocabularyReport
from lexiscape.corrections import space_of
from lexiscape.errors import OptionError
from lexiscape.neighbors import Neighbors
from lexiscape.processors import thread_count
from lexiscape.progress import Progress, silent
from lexiscape.sources import given_path, locate
from lexiscape.sources.located import Choice
from lexiscape.space import EmbeddingSpace


@dataclass(frozen=True)
class CheckOptions:
    """What is asked, and how.

    Attributes
    ----------
    only : sequence of str
        Names of `FINDINGS`; empty: all of them.
    neighbors : int
        Neighbors to find for each row, which takes a while: hubs are told by them. 0: none.
    threads : int or None
        None: all processors. Never changes the result.
    verify : str
        A whole model to ask for the rows that look untrained, a hub id or a folder: extra `contextual`. "": none.
    device : str
        What neighbors are searched on, as for `find_neighbors`.
    """

    only: Sequence[str] = ()
    neighbors: int = 0
    threads: int | None = None
    verify: str = ""
    device: str = "auto"


def check_vocabulary(
    source: Any,
    /,
    *,
    tokenizer: Any = None,
    output: EmbeddingSpace | None = None,
    against: Any = None,
    near: Neighbors | None = None,
    options: CheckOptions | None = None,
    progress: Progress = silent,
) -> VocabularyReport:
    """Check a vocabulary by its embedding matrix: which rows are untrained, copies or padding.

    Parameters
    ----------
    source : EmbeddingSpace or whatever `open_space` opens
        What to check. Rows that hold NaN are listed, not refused.
    tokenizer : optional
        A `tokenizers.Tokenizer`, a transformers tokenizer that has one, or the path of a tokenizer.json; None: the
        tokenizer.json that the space was read with, where there is one.
    output : EmbeddingSpace, optional
        The unembedding matrix of an untied model: the same tokens in the same order.
    against : EmbeddingSpace or whatever `open_space` opens, optional
        What the model was made from: then it is told which rows changed.
    near : Neighbors, optional
        The nearest neighbors of every row, where they were found already: hubs are told by them.
    options : CheckOptions or None
        None: the defaults.
    progress : Progress
        Called as the work proceeds.

    Returns
    -------
    VocabularyReport
        The same space and options give the same report, whatever the number of threads.

    Raises
    ------
    OptionError
        There is no finding of a name asked for, or rows are not in the space that the model has them in.
    SourceError
        A source cannot be opened, or `verify` names no model that can be asked.
    MissingExtra
        `verify` or a device is given, and PyTorch or transformers is not installed.

    Examples
    --------
    >>> report = check_vocabulary("demo:bert")
    >>> len(report.padding)
    0
    """
    options = options or CheckOptions()
    names = check_names(options.only) or list(FINDINGS)
    if not isinstance(source, EmbeddingSpace):
        source = open_rows(source, tokenizer=tokenizer, progress=progress)
    space: EmbeddingSpace = source
    if against is not None and not isinstance(against, EmbeddingSpace):
        against = open_rows(against, tokenizer=tokenizer)
    check_uncorrected(*(one for one in (space, output, against) if one is not None))
    evidence = Evidence(
        space,
        tokenizer,
        other=against,
        output=output,
        neighbors=options.neighbors,
        near=near,
        verify=options.verify,
        progress=progress,
        threads=options.threads,
        device=options.device,
        is_asked_for="unargmaxable" in check_names(options.only),
    )
    with ThreadPoolExecutor(1) as pool:
        if thread_count(options.threads) > 1 and any("tokenizer" in FINDINGS[name].needs for name in names):
            evidence.begin(pool)
        _ask(names, evidence, progress)
    return VocabularyReport(space, dict(evidence.found), evidence.left_out, other=evidence.other)


def check_uncorrected(*spaces: EmbeddingSpace) -> None:
    """Raise OptionError where a space is a corrected one: what is told of rows is of those that the model has."""
    for space in spaces:
        if (named := space_of(space.provenance)) != "raw":
            raise OptionError(
                f"a vocabulary is checked by its rows as they are, and {space.name} is in the space {named}: check it "
                "raw, and of a map in that space leave out check"
            )


def open_rows(
    source: Any,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: Any = None,
    progress: Progress = silent,
) -> EmbeddingSpace:
    """Open a source as `open_space` does, but a matrix alone, too: rows that nothing names are called by their numbers.

    What needs tokens is then left out of a report: `provenance["unnamed"]` says so.
    """
    choice = Choice(matrix, tensor, progress, tokenizer=given_path(tokenizer), may_be_unnamed=True)
    return locate(source, None, choice).read()


def _ask(names: Sequence[str], evidence: Evidence, progress: Progress) -> None:
    """Put into the evidence what each finding says of it, or why it cannot tell."""
    for step, name in enumerate(names):
        progress("check", step, len(names), name)
        try:
            _check_needs(name, evidence)
            find = import_module(FINDINGS[name].module).find
            found: Finding = find(evidence)
            evidence.found[name] = found
        except LeftOut as reason:
            evidence.left_out[name] = str(reason)
    progress("check", len(names), len(names))


def check_names(names: Sequence[str]) -> list[str]:
    """Return names of findings in the table's order, with those that they need; OptionError for one that is none."""
    wanted = {name.strip().replace("_", "-") for name in names}
    unknown = sorted(wanted - FINDINGS.keys())
    if unknown:
        raise OptionError(f"no finding {unknown[0]!r}: choose of {', '.join(FINDINGS)}")
    wanted |= {need for name in wanted for need in FINDINGS[name].needs if need in FINDINGS}
    return [name for name in FINDINGS if name in wanted]


def _check_needs(name: str, evidence: Evidence) -> None:
    """Raise LeftOut where a finding needs what is not there."""
    for need in FINDINGS[name].needs:
        if need in evidence.left_out:
            raise LeftOut(f"{need} was left out: {evidence.left_out[need]}")
        if need in ("names", "tokens") and evidence.space.provenance.get("unnamed"):
            raise LeftOut("the source has no vocabulary, and its rows no tokens (--tokenizer FILE)")
        if need == "tokens" and evidence.space.family == "words" and "vocabulary" not in evidence.space.provenance:
            raise LeftOut("the source brings words, not a model's vocabulary")
        if need == "other" and evidence.other is None:
            raise LeftOut("nothing to compare with was given (--against)")
        if need == "verify" and not evidence.verify:
            raise LeftOut("the model was not asked (--verify)")
        if need == "neighbors" and not evidence.neighbors and evidence.near is None:
            raise LeftOut("neighbors were not asked for (--neighbors)")
