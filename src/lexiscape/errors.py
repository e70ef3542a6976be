"""What can go wrong, as a tree; every message says what was expected, what came and what to do next.

LexiscapeError
├── SourceError            a model, file or token list cannot be opened
│   ├── SourceNotFound     nothing of that name
│   └── CorruptFile        it is there, but its bytes contradict its format
├── VectorError            rows that have no neighbors: NaN, infinite values
├── SelectionError         the chosen tokens are none, or not in the vocabulary
├── OptionError            an option's value is outside what it may be
├── LayoutError            the layout is no map: most tokens lie on each other, or nowhere
├── OutputError            the result cannot be written there
└── MissingExtra           an optional package is not installed (also an ImportError)

LexiscapeWarning           something was put right that the reader should know of (a UserWarning, never raised)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lexiscape.one_line import short_line


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, or else its kind: for a sentence that tells of it."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _safe(told: tuple[object, ...]) -> list[object]:
    """Spell out what names in a message hold of escape sequences and line breaks, and cut what is too long to be read.

    The message will be printed somewhere.
    """
    return [short_line(each) if isinstance(each, str) else each for each in told]


class LexiscapeError(Exception):
    """Every error that Lexiscape raises on purpose; `str()` is one clear sentence, on one line, safe on a terminal."""

    def __init__(self, *told: object) -> None:
        super().__init__(*_safe(told))


@contextmanager
def foreign_errors(what: str, kind: type[LexiscapeError] | None = None) -> Iterator[None]:
    """Turn whatever a library raises into one sentence, `what` and its first line, of a `kind` (None: SourceError)."""
    try:
        yield
    except (LexiscapeError, MemoryError):
        raise
    except Exception as error:
        raise (kind or SourceError)(f"{what}: {first_line(error)}") from error


class SourceError(LexiscapeError):
    """A model, file or token list cannot be opened."""


class SourceNotFound(SourceError):  # noqa: N818 - reads as the condition, as FileNotFoundError's siblings do
    """Nothing of that name exists where it was looked for."""


class CorruptFile(SourceError):  # noqa: N818
    """The file is there, but its bytes contradict its format."""


class VectorError(LexiscapeError):
    """Rows that can have no neighbors: NaN or infinite values, or too few of them."""


class SelectionError(LexiscapeError):
    """The chosen tokens are none, or not in the vocabulary."""


class OptionError(LexiscapeError):
    """An option's value is outside what it may be."""


class LayoutError(LexiscapeError):
    """The layout is no map: most tokens lie on each other, or nowhere."""


class OutputError(LexiscapeError):
    """The result cannot be written there, or not in that format."""


class PublishError(LexiscapeError):
    """A map cannot be published there: the hub refuses, cannot be reached, or holds what is not ours to replace."""


class MissingExtra(LexiscapeError, ImportError):  # noqa: N818
    """An optional package is not installed, or is and cannot be imported.

    Parameters
    ----------
    package, extra : str
        The package's name where it is published, and the extra that brings it.
    found : Exception, optional
        What importing it gave: another module's absence, a refusal, or a broken library is told as what it is.
    """

    def __init__(self, package: str, extra: str, found: Exception | None = None) -> None:
        absent = found is None or (isinstance(found, ImportError) and _is_part_of(found.name, package))
        state = "is not installed" if absent else f"cannot be imported ({(str(found).splitlines() or [''])[0]})"
        super().__init__(f"{package} {state}: pip install {'' if absent else '-U '}'lexiscape[{extra}]'")


def _is_part_of(module: str | None, package: str) -> bool:
    """Tell whether a module is the package's own: `umap` is umap-learn's, `sentencepiece` is not gguf's."""
    return package.lower().replace("-", "_").startswith((module or "?").partition(".")[0])


class LexiscapeWarning(UserWarning):
    """Something in the input was put right; the message says what, on one line, safe on a terminal."""

    def __init__(self, *told: object) -> None:
        super().__init__(*_safe(told))
