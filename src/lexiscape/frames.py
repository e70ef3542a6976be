"""What a pandas DataFrame needs: the module, where it is installed, and texts that can be written."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

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
