"""Values of anybody's in, one for each token or by token or id, a `Column` of the map out."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import COLUMNS
from lexiscape.columns.column import Column, categorical
from lexiscape.errors import LexiscapeWarning, OptionError, first_line
from lexiscape.one_line import one_line
from lexiscape.space import EmbeddingSpace

#: What a category is called where a token has none.
UNKNOWN = "unknown"
#: Names that a map has for something else: columns that it makes itself, parts of its table, ways to color.
TAKEN = (*COLUMNS, *("id", "token", "raw", "x", "y", "place", "none", "auto"))
_MISSING = ("NAType", "NaTType", "NoneType")  # pandas has two of its own
_LONGEST = 60
_LARGEST = float(np.finfo(np.float32).max)


def own_column(
    space: EmbeddingSpace,
    name: str,
    values: Any,
    *,
    title: str | None = None,
    help: str = "",  # noqa: A002 - what a column calls it
    whole: EmbeddingSpace | None = None,
) -> Column:
    """Make a column of values that somebody has: logits, gradients, counts, labels.

    Parameters
    ----------
    space : EmbeddingSpace
        The tokens of the map.
    name : str
        What the column is called in tables and options; a printable line of at most 60 letters that the map has no
        other use for (`TAKEN`).
    values : array_like (n,), mapping, pandas Series, or Column
        One value a token, in row order; or by id (whole numbers) or by token (texts: raw, or readable, where only one
        token is spelled or reads so). A Series goes by its index unless that is 0 to n - 1 as pandas makes it. Numbers
        become float32; NaN, None and what a mapping leaves out are unknown. Texts are categories, truth values "yes" or
        "no". A column, as `Axis.column` makes one, brings its title and help.
    title : str or None
        What the legend says; None: the name.
    help : str
        One sentence: what the value means.
    whole : EmbeddingSpace or None
        Of which `space` is a selection: keys of its other tokens are left out without a warning.

    Returns
    -------
    Column
        A LexiscapeWarning says how many keys are no token of the map, and how many values are infinite.

    Raises
    ------
    OptionError
        The name is taken or no name, there are more or fewer values than tokens, they are neither numbers nor texts, or
        none of them is known.
    """
    _check_name(name)
    if isinstance(values, Column):
        title, help = values.title if title is None else title, help or values.help  # noqa: A001
        values = values.labels() if values.is_categorical else values.values
    title = name if title is None else str(title)
    given = _by_row(space, name, values, whole)
    if given.dtype.kind in "fiu":
        return Column(name, title, _numbers(name, given), None, help)
    return categorical(name, title, _labels(name, given), help)


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not name.strip() or name != one_line(name) or len(name) > _LONGEST:
        raise OptionError(
            f"expected the name of a column as one printable line of up to {_LONGEST} letters, got {name!r}"
        )
    if name in TAKEN:
        raise OptionError(f"a map has a use of its own for the name {name!r}: call the column otherwise")


def _by_row(space: EmbeddingSpace, name: str, values: Any, whole: EmbeddingSpace | None) -> NDArray[Any]:
    """Return one value a row: of real numbers an array of them, of anything else one of objects."""
    n = len(space)
    index = getattr(values, "index", None)
    if index is not None and not callable(index) and hasattr(values, "to_numpy"):  # a Series
        in_order = len(index) == n and type(index).__name__ == "RangeIndex" and (index[0], index[-1]) == (0, n - 1)
        listed = _array(name, values.to_numpy())
        values = listed if in_order else dict(zip(_keys(name, index), listed.tolist(), strict=True))
    if isinstance(values, Mapping):
        return _array(name, _of_mapping(space, name, values, whole))
    given = _array(name, values)
    if given.shape != (n,):
        raise OptionError(
            f"expected {n:,} values for the column {name!r}, one for each token of the map, got shape {given.shape}; "
            "values of some tokens come as a mapping from id or token"
        )
    return given


def _keys(name: str, index: Any) -> list[Any]:
    keys = list(index.tolist())
    if len(set(keys)) < len(keys):
        key, count = Counter(keys).most_common(1)[0]
        raise OptionError(f"the column {name!r} has {count} values for {key!r}: expected each key once")
    return keys


def _array(name: str, values: Any) -> NDArray[Any]:
    """Return values as an array of real numbers or truth values, or of objects."""
    try:
        if hasattr(values, "detach"):  # a tensor of PyTorch, on a device or in bfloat16
            values = values.detach().cpu()
            values = (values.float() if values.is_floating_point() else values).numpy()
        if isinstance(values, np.ma.MaskedArray):
            masked, values = np.ma.getmaskarray(values), np.ma.getdata(values).astype(object)
            values[masked] = None
        array = np.asarray(values)
        if array.dtype.kind not in "fiub":
            array = np.asarray(values, object)
        if array.dtype == object:
            array = _without_missing(array)
    except Exception as error:  # whatever another library's object does when it is asked for its values
        raise OptionError(f"the values of the column {name!r} cannot be read: {first_line(error)[:200]}") from None
    return array


def _without_missing(array: NDArray[Any]) -> NDArray[Any]:
    """Return objects with None for what is missing; as float64, with NaN for it, where all others are numbers."""
    values = [None if type(value).__name__ in _MISSING else value for value in array.ravel().tolist()]
    if all(value is None or _is_number(value) for value in values):
        return np.array([np.nan if value is None else value for value in values], np.float64).reshape(array.shape)
    whole = np.empty(len(values), object)
    whole[:] = values
    return whole.reshape(array.shape)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.floating | np.integer) and not isinstance(value, bool)


def _of_mapping(space: EmbeddingSpace, name: str, values: Mapping[Any, Any], whole: EmbeddingSpace | None) -> list[Any]:
    """Return the value of each row, None where there is none."""
    rows = _row_of_key(space)
    listed: list[Any] = [None] * len(space)
    lost = [key for key in values if _key(key) not in rows]
    for key, value in values.items():
        row = rows.get(_key(key))
        if row is not None and (listed[row] is None or not isinstance(key, str) or key == space.tokens[row]):
            listed[row] = value.item() if isinstance(value, np.generic) else value
    if len(lost) == len(values):
        told = f", such as {lost[0]!r}" if lost else ""
        raise OptionError(
            f"none of the {len(lost):,} keys of the column {name!r}{told}, is an id of {space.name} or stands for one "
            f"token alone, among the {len(space):,} of the map: expected ids, or tokens as the vocabulary spells them"
        )
    if lost and whole is not None and len(whole) > len(space):
        others = _row_of_key(whole)
        lost = [key for key in lost if _key(key) not in others]
    if lost:
        warnings.warn(
            f"{len(lost):,} of {len(values):,} keys of the column {name!r} are no id or token of {space.name}"
            f"{_selected(space, whole)}, or one that several tokens share, and are left out: "
            + ", ".join(map(repr, lost[:5]))
            + (" …" if len(lost) > 5 else ""),
            LexiscapeWarning,
            stacklevel=2,
        )
    return listed


def _selected(space: EmbeddingSpace, whole: EmbeddingSpace | None) -> str:
    """Say that only some tokens are known, where a map holds a selection and the others are not at hand."""
    rows = space.provenance.get("rows")
    cut = whole is None and isinstance(rows, int) and rows > len(space)
    return f" among the {len(space):,} tokens of the map" if cut else ""


def _key(key: Any) -> Any:
    """Return a key as `_row_of_key` has it: a text, a whole number, or something that is no key."""
    return key if isinstance(key, str) else whole_number(key)


def whole_number(key: Any) -> int | None:
    """Return a number that is whole, of whatever type, as an int; None for all else."""
    whole = isinstance(key, int | np.integer) or (isinstance(key, float) and key.is_integer())
    return int(key) if whole and not isinstance(key, bool) else None


def _row_of_key(space: EmbeddingSpace) -> dict[Any, int]:
    """Return id → row and text → row: of a raw token, or else a readable text, that belongs to one row alone."""
    times, raw_times = Counter(space.readable), Counter(space.tokens)
    rows: dict[Any, int] = {text: row for row, text in enumerate(space.readable) if times[text] == 1}
    rows |= {text: row for row, text in enumerate(space.tokens)}
    for text, count in raw_times.items():
        if count > 1:
            del rows[text]
    rows |= {token_id: row for row, token_id in enumerate(space.ids.tolist())}
    return rows


def _numbers(name: str, given: NDArray[Any]) -> NDArray[np.float32]:
    values = given.astype(np.float64)
    infinite = np.isinf(values) | (np.abs(np.where(np.isnan(values), 0, values)) > _LARGEST)
    values[infinite] = np.nan
    if np.isnan(values).all():
        raise OptionError(f"no value of the column {name!r} is a number that float32 holds: all are NaN or infinite")
    if infinite.any():
        warnings.warn(
            f"{int(infinite.sum()):,} values of the column {name!r} are infinite or beyond float32: shown as unknown",
            LexiscapeWarning,
            stacklevel=2,
        )
    return values.astype(np.float32)


def _labels(name: str, given: NDArray[Any]) -> list[str]:
    labels = [_label(name, value) for value in given.tolist()]
    if set(labels) == {UNKNOWN}:
        raise OptionError(f"no value of the column {name!r} is known")
    return labels


def _label(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return UNKNOWN
    raise OptionError(
        f"the column {name!r} holds {value!r:.60}: expected numbers for all tokens, or texts for all (categories)"
    )
