"""Which space is meant: --space, --center; a source and a selection in, its tokens in that space out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from lexiscape.corrections import SPACES, correct_space, space_of
from lexiscape.corrections.shape import anisotropy, busiest, measure_hub, tell_hub
from lexiscape.one_line import short_line
from lexiscape.space.rows import NARROW
from lexiscape.space.selection import Selection
from lexiscape.terminal import say

if TYPE_CHECKING:
    from lexiscape.maps.embedding_map import EmbeddingMap
    from lexiscape.space import EmbeddingSpace


def space_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --space and --center to a command."""
    command = click.option("--center", is_flag=True, help="The same as --space centered.")(command)
    named = "; ".join(f"{name}: {row.summary}" for name, row in SPACES.items())
    return click.option(
        "--space",
        type=click.Choice(list(SPACES)),
        help=f"Correct the space of the whole vocabulary first. {named}.  [default: raw]",
    )(command)


def in_each_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --in-spaces to a command that draws a film: one source in several spaces."""
    return click.option(
        "--in-spaces",
        metavar="SPACE,SPACE...",
        help="With --film and one SOURCE: a frame for each of these spaces, to go from one to another on one page.",
    )(command)


def named_in(given: str) -> list[str]:
    """Return the spaces that `in_each_option` names; BadParameter where they are not several known ones."""
    names = [name.strip() for name in given.split(",") if name.strip()]
    unknown = [name for name in names if name not in SPACES]
    if unknown or len(set(names)) < max(len(names), 2):
        what = f"no space {unknown[0]!r}" if unknown else f"expected two spaces and more, each once, got {given!r}"
        raise click.BadParameter(f"{what}: choose of {', '.join(SPACES)}", param_hint="--in-spaces")
    return names


def chosen_in_each(
    whole: EmbeddingSpace, names: Sequence[str], selection: Selection, options: Mapping[str, Any]
) -> list[EmbeddingSpace]:
    """Return the chosen tokens of a whole space in each space of these names, which are called by them, too."""
    ordered = selection.ordered(whole)
    spaces = (_chosen(correct_space(ordered, name), selection, options) for name in names)
    return [replace(space, name=f"{whole.name} {name}") for name, space in zip(names, spaces, strict=True)]


def counts_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --frequency to a command that has no selection: counts for --space zipf."""
    return click.option(
        "--frequency",
        metavar="FILE|wordfreq:LANGUAGE",
        help="For --space zipf: how often tokens occur, as a list of tokens and counts, a corpus, or wordfreq.",
    )(command)


def space_named(options: Mapping[str, Any]) -> str:
    """Return which space `space_options` name; UsageError where they name two, or one that cannot take the metric."""
    if options["center"] and options["space"] not in (None, "centered"):
        raise click.UsageError(f"--center is --space centered: leave it out, or --space {options['space']}")
    name = "centered" if options["center"] else options["space"] or "raw"
    metric = options.get("metric")
    if metric is not None and metric not in SPACES[name].metrics:
        raise click.UsageError(f"--space {name} is made of {' and '.join(SPACES[name].metrics)} distances")
    return name


def counts_of(options: Mapping[str, Any]) -> Selection:
    """Return the selection of all tokens, with the counts that `counts_option` names."""
    return Selection(frequency=options["frequency"], order="id" if options["frequency"] else None)


def with_hubs(drawn: EmbeddingMap, before: dict[str, Any] | None) -> EmbeddingMap:
    """Return a map that tells its busiest token beside `before`, that of the raw space, where that was measured."""
    if before is None:
        return drawn
    hubs = {"raw": before, space_of(drawn.meta): busiest(drawn.space, drawn.found)}
    return replace(drawn, meta={**drawn.meta, "corrected": {**drawn.meta["corrected"], "hubs": hubs}})


def tell_space(drawn: EmbeddingMap) -> None:
    """Say in which space a map is, and what that changed; of the raw one, which would help it."""
    name = space_of(drawn.meta)
    if name != "raw":
        say(f"in the space {short_line(name)}{f': {SPACES[name].summary}' if name in SPACES else ''}")
        if hubs := drawn.meta["corrected"].get("hubs"):
            say(f"the busiest token: {tell_hub(hubs[name])}; raw: {tell_hub(hubs['raw'])}")
        if (recall := drawn.found.meta.get("space_recall")) is not None:
            listed = drawn.found.meta["shortlist"]
            say(f"ranked were the {listed} nearest of each token: by a sample, {recall:.1%} of what ranking all gives")
    elif drawn.found.metric == "cosine" and len(drawn) > 1 and (shared := anisotropy(drawn.space)) >= NARROW:
        say(f"the tokens lie in a narrow cone, with a mean cosine of {shared:.2f}: --space centered takes that off")


def chosen_in(
    whole: EmbeddingSpace, selection: Selection, options: Mapping[str, Any], *, with_hub: bool = False
) -> tuple[EmbeddingSpace, dict[str, Any] | None]:
    """Return the chosen tokens of a whole space in the space that is named, and if asked for, the hub of the raw one.

    The hub is None where the raw space is meant.
    """
    name = space_named(options)
    ordered = selection.ordered(whole)

    with_hub = with_hub and name != "raw" == space_of(ordered.provenance)
    before = (
        measure_hub(_chosen(ordered, selection, options), options["metric"], options["threads"]) if with_hub else None
    )
    return _chosen(correct_space(ordered, name), selection, options), before


def _chosen(space: EmbeddingSpace, selection: Selection, options: Mapping[str, Any]) -> EmbeddingSpace:
    some = selection.chosen(space)
    return some.drop_nonfinite() if options["drop_nonfinite"] else some
