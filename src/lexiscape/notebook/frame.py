"""A map as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lexiscape.frames import encodable, load_pandas
from lexiscape.map_data import MapData

if TYPE_CHECKING:
    import pandas


def frame(map: MapData) -> pandas.DataFrame:  # noqa: A002 - the thing is called a map
    """Return id, token, raw, x, y and every column, one row a token; categorical columns as pandas categories.

    Lone surrogates, which the UTF-8 of pandas' strings cannot hold, are backslash escapes, as in .csv and .parquet.
    """
    pd = load_pandas()
    columns = {
        "id": map.space.ids,
        "token": [encodable(text) for text in map.space.readable],
        "raw": [encodable(text) for text in map.space.tokens],
        "x": map.xy[:, 0],
        "y": map.xy[:, 1],
    }
    for name, column in map.columns.items():
        if column.categories is None:
            columns[name] = column.values
        else:
            columns[name] = pd.Categorical.from_codes(
                column.values, categories=[encodable(name) for name in column.categories]
            )
    return pd.DataFrame(columns)
