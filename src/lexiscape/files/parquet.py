"""A map as a Parquet table (pyarrow), with the types of its columns: categories as dictionaries, numbers as float32."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.frames import encodable
from lexiscape.map_data import MapData

if TYPE_CHECKING:
    import pyarrow


def table(map: MapData) -> pyarrow.Table:  # noqa: A002 - the thing is called a map
    """Return id, token, raw, x, y and every column, in row order, as an Arrow table.

    Lone surrogates, which Arrow's UTF-8 cannot hold, are written as backslash escapes. The map's `meta` is in the
    schema's metadata under `lexiscape`, as JSON.
    """
    import pyarrow as pa

    arrays = {
        "id": pa.array(map.space.ids),
        "token": pa.array(encodable(text) for text in map.space.readable),
        "raw": pa.array(encodable(text) for text in map.space.tokens),
        "x": pa.array(map.xy[:, 0]),
        "y": pa.array(map.xy[:, 1]),
    }
    for name, column in map.columns.items():
        if column.categories is None:
            arrays[name] = pa.array(column.values)
        else:
            names = pa.array([encodable(category) for category in column.categories], pa.string())
            arrays[name] = pa.DictionaryArray.from_arrays(pa.array(column.values, pa.int32()), names)
    return pa.table(arrays).replace_schema_metadata({"lexiscape": json.dumps(dict(map.meta))})


def write(map: MapData, path: Path) -> None:  # noqa: A002
    """Write the table; the same map gives the same bytes."""
    from pyarrow import parquet

    parquet.write_table(table(map), path)
