"""A map's vectors and its table, each as Embedding Projector loads them: `vectors.tsv` and `metadata.tsv`.

Of one map, `-o vectors.tsv -o metadata.tsv` writes both: a name that ends in `metadata.tsv` is the table.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import OutputError
from lexiscape.files.csv import column_texts
from lexiscape.space.mapped import check_unchanged

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write(map: MapData, path: Path, name: str) -> None:  # noqa: A002 - the thing is called a map
    """Write the vectors, a row a line; or, where `name` ends in `metadata.tsv`, the table of tokens with a heading.

    In the table a tab, a line end and a backslash are backslash escapes, lone surrogates too.

    Raises
    ------
    OutputError
        The map was opened from a file that holds no vectors.
    """
    if name.lower().endswith("metadata.tsv"):
        _write_table(map, path)
        return
    if map.space.vectors.shape[1] == 0:
        raise OutputError(f"cannot write {name}: a saved map holds no vectors; draw it anew from its source")
    check_unchanged(map.space.vectors)
    with path.open("w", encoding="ascii", newline="\n") as file:
        for row in map.space.vectors:
            file.write("\t".join(format(value, ".9g") for value in row.tolist()) + "\n")
    check_unchanged(map.space.vectors)


def _write_table(map: MapData, path: Path) -> None:  # noqa: A002
    columns = list(map.columns.values())
    values = [
        map.space.ids.tolist(),
        map.space.readable,
        map.space.tokens,
        *(column_texts(column) for column in columns),
    ]
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write("\t".join(["id", "token", "raw", *(column.name for column in columns)]) + "\n")
        for row in zip(*values, strict=True):
            file.write("\t".join(str(value).translate(_ESCAPED) for value in row) + "\n")
