"""A map, or the neighbors of one of its tokens, as a pandas DataFrame; neighbors also as a small HTML table."""

from __future__ import annotations

import html
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from lexiscape.errors import MissingExtra

if TYPE_CHECKING:
    import pandas

    from lexiscape.maps.embedding_map import EmbeddingMap


class Neighbor(NamedTuple):
    """One true neighbor of a token; `distance` is 1 - cosine similarity, or Euclidean."""

    id: int
    token: str
    raw: str
    distance: float


class NeighborList(list[Neighbor]):
    """The true neighbors of a token, nearest first: a list, which a notebook shows as a table."""

    def frame(self) -> pandas.DataFrame:
        """Return id, token, raw and distance as a DataFrame; MissingExtra without pandas."""
        return _pandas().DataFrame(list(self), columns=list(Neighbor._fields))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{place}</td><td>{html.escape(near.token)}</td><td><code>{html.escape(near.raw)}</code></td>"
            f"<td>{near.id}</td><td>{near.distance:.3f}</td></tr>"
            for place, near in enumerate(self, 1)
        )
        head = "".join(f"<th>{name}</th>" for name in ("", "token", "raw", "id", "distance"))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return table.encode("utf-8", "backslashreplace").decode("utf-8")


def frame(map: EmbeddingMap) -> pandas.DataFrame:  # noqa: A002 - the thing is called a map
    """Return id, token, raw, x, y and every column, one row a token; categorical columns as pandas categories."""
    pd = _pandas()
    columns = {
        "id": map.space.ids,
        "token": list(map.space.readable),
        "raw": list(map.space.tokens),
        "x": map.xy[:, 0],
        "y": map.xy[:, 1],
    }
    for name, column in map.columns.items():
        if column.categories is None:
            columns[name] = column.values
        else:
            columns[name] = pd.Categorical.from_codes(column.values, categories=list(column.categories))
    return pd.DataFrame(columns)


def _pandas() -> pandas:
    if find_spec("pandas") is None:
        raise MissingExtra("pandas", "notebook")
    import pandas

    return pandas
