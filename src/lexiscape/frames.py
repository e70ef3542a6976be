"""What a pandas DataFrame needs: the module, where it is installed, and texts that can be written."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lexiscape.errors import MissingExtra

if TYPE_CHECKING:
    import pandas


def encodable(text: str) -> str:
    """Return text that UTF-8 can hold: lone surrogates as backslash escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def load_pandas() -> pandas:
    """Return the module pandas; MissingExtra where it is not installed."""
    if find_spec("pandas") is None:
        raise MissingExtra("pandas", "notebook")
    import pandas

    return pandas


def token_frame(records: Iterable[Any], kind: Any) -> pandas.DataFrame:
    """Return named tuples of one kind, with fields `token` and `raw`, as a DataFrame; MissingExtra without pandas."""
    told = [one._replace(token=encodable(one.token), raw=encodable(one.raw)) for one in records]
    return load_pandas().DataFrame(told, columns=list(kind._fields))
