"""Options that several commands share: which source, which of its tokens, and which of its matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from lexiscape.errors import SelectionError
from lexiscape.space import EmbeddingSpace

SOURCE_HELP = """\b
SOURCE is one of
  a hub id      bert-base-uncased, tohoku-nlp/bert-base-japanese-whole-word-masking,
                ORG/NAME@REVISION, ORG/NAME:FILE for one of several weight files
  a folder      in Hugging Face layout: config.json, weights, tokenizer files
  a file        .safetensors .bin .gguf, word vectors (.vec .txt .bin .kv), .npy .npz with a token list
  a package     demo:bert, demo:llama, spacy:ja_ginza (the word vectors of a spaCy pipeline)
"""


class TokenRange(click.ParamType[tuple[int, int]]):
    """`A:B`, row positions from A up to but not including B; either may be left out."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Parse `A:B`."""
        if isinstance(value, tuple):
            return value
        start, colon, stop = str(value).partition(":")
        try:
            if not colon:
                raise ValueError
            bounds = (int(start or 0), int(stop) if stop else 2**62)
        except ValueError:
            self.fail(f"expected A:B with whole numbers, such as 1000:4000, not {value!r}", param, ctx)
        if not 0 <= bounds[0] < bounds[1]:
            self.fail(f"expected 0 <= A < B, not {value!r}", param, ctx)
        return bounds


@dataclass(frozen=True)
class Selection:
    """Which tokens of a source are meant, in which order; None: no restriction. Applied in this order."""

    order: str | None = None
    frequency: str | None = None
    match: str | None = None
    words: Path | None = None
    range: tuple[int, int] | None = None
    first: int | None = None
    last: int | None = None

    def apply(self, space: EmbeddingSpace) -> EmbeddingSpace:
        """Return the chosen part of `space`; SelectionError when nothing is left."""
        if self.frequency is not None:
            from lexiscape.space.frequency import order_by_frequency, with_frequency

            space = (with_frequency if self.order == "id" else order_by_frequency)(space, self.frequency)
        elif self.order == "frequency":
            raise SelectionError(
                "--order frequency needs counts: add --frequency FILE or --frequency wordfreq:LANGUAGE"
            )
        if self.match is not None:
            space = space.match(self.match)
        if self.words is not None:
            space = space.words(_read_words(self.words))
        if self.range is not None:
            space = space.range(*self.range)
        if self.first is not None:
            space = space.first(self.first)
        if self.last is not None:
            space = space.last(self.last)
        return space


SELECTION = tuple(field.name for field in fields(Selection))


def _read_words(path: Path) -> list[str]:
    try:
        words = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise SelectionError(f"{path} is not UTF-8 text (byte {error.start}): expected one token a line") from None
    except OSError as error:
        raise SelectionError(f"cannot read the word list {path}: {error.strerror}") from None
    return [word.rstrip("\r") for word in words if word.rstrip("\r")]


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --order, --frequency, --first, --last, --range, --match and --words to a command."""
    count = click.IntRange(min=1)
    for option in reversed(
        [
            click.option(
                "--order",
                type=click.Choice(["id", "frequency"]),
                help="What --first, --last and --range count by.  [default: id, or frequency with --frequency]",
            ),
            click.option(
                "--frequency",
                metavar="FILE|wordfreq:LANGUAGE",
                help="Where frequencies come from: a list of tokens and counts, a corpus, or wordfreq (its extra).",
            ),
            click.option("--first", type=count, metavar="N", help="Only the first N tokens of the vocabulary."),
            click.option("--last", type=count, metavar="N", help="Only the last N tokens."),
            click.option("--range", type=TokenRange(), help="Only the tokens at positions A up to B."),
            click.option("--match", metavar="REGEX", help="Only tokens in whose raw or readable form REGEX is found."),
            click.option(
                "--words",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help="Only the tokens listed in FILE, one a line.",
            ),
        ]
    ):
        command = option(command)
    return command


def matrix_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --matrix and --tensor to a command: which tensor of the model is meant."""
    command = click.option(
        "--tensor", metavar="NAME", help="The tensor to take, where it is not found by the known names and by shape."
    )(command)
    return click.option(
        "--matrix",
        type=click.Choice(["input", "output"]),
        default="input",
        show_default=True,
        help="The embedding matrix, or the unembedding one (LM head).",
    )(command)


def metric_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --metric to a command."""
    return click.option(
        "--metric",
        type=click.Choice(["cosine", "euclidean"]),
        default="cosine",
        show_default=True,
        help="How near is measured. Raw Euclidean neighbors are ruled by short, untrained rows.",
    )(command)
