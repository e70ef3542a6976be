"""A map in, the files of its site out: the page, a picture for previews, and a README that states figures."""

from __future__ import annotations

import html
import json
import re
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lexiscape._version import __version__
from lexiscape.errors import LexiscapeWarning, MissingExtra, OptionError
from lexiscape.files import page, share_of
from lexiscape.files.reports.markdown import plain
from lexiscape.layouts.score_card import read_card
from lexiscape.publish.lines import title_line
from lexiscape.publish.still import still_of

if TYPE_CHECKING:
    from lexiscape.map_data import MapData
    from lexiscape.tours import Tour

SITE_FILES = PAGE, README, PICTURE = "index.html", "README.md", "thumbnail.png"
#: Pixels of the picture that is shown beside a link: what Open Graph's large previews are cut to.
PREVIEW = (1200, 630)
_DPI = 100
_HUB_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)?")
_LICENSE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}")
_SCORES = {
    "recall@10": "of each token's 10 true neighbors, the share among its 10 nearest on the map",
    "recall@50": "the same of 50",
    "trustworthiness": "how few neighbors on the map are none in the space, by rank",
    "continuity": "how few neighbors in the space are none on the map, by rank",
    "distances": "rank correlation of distances",
    "triplets": "of three tokens, how often the nearer of two stays the nearer",
}


@dataclass(frozen=True)
class SiteOptions:
    """How a published map presents itself.

    Attributes
    ----------
    title : str or None
        None: the map's own name.
    license : str or None
        An identifier that the hub knows, such as "apache-2.0"; None: none is stated.
    emoji : str
        On the card of a Space.
    vectors : bool or float
        Whether the page carries the vectors, too: see `EmbeddingMap.save`. A map that was opened from a file has none,
        but those of a page that carries some stay aboard, asked or not.
    tokenizer : bool
        Whether it carries the tokenizer, to cut texts by it: as there, and likewise.
    tour : "auto", path, mapping or None
        The tour that it carries: as there, and likewise.
    """

    title: str | None = None
    license: str | None = None
    emoji: str = "🗺️"
    vectors: bool | float = False
    tokenizer: bool = False
    tour: Tour | None = None


def make_site(
    map: MapData,  # noqa: A002 - the thing is called a map
    url: str,
    asset_url: str,
    options: SiteOptions,
    parent: str = "",
) -> dict[str, bytes]:
    """Return each file's bytes by its name.

    Parameters
    ----------
    map : MapData
        What is shown.
    url : str
        Where the page will be found; "": not known.
    asset_url : str
        What goes before a file's name to make an address of it; "": not known, and no preview is named.
    options : SiteOptions
        How it presents itself.
    parent : str
        Origin of the hub whose page will show this one in a frame, and is told of its address; "": none is.

    Raises
    ------
    OptionError
        The license is no identifier, or the emoji more than one.
    OptionError, SelectionError, SourceError
        The tour is another map's, or cannot be read.
    """
    if options.license is not None and not _LICENSE.fullmatch(options.license):
        raise OptionError(f"expected a license's identifier, such as apache-2.0, not {options.license!r}")
    if len(options.emoji) > 8 or not _is_emoji(options.emoji):
        raise OptionError(f"expected one emoji, not {options.emoji!r}")
    title = title_line(options.title or map.space.name)
    if options.title:
        map = replace(map, space=replace(map.space, name=title), meta={**map.meta, "name": title})  # noqa: A001
    picture = _picture(map)
    described = f"{len(map):,} tokens as a labelled, zoomable map of their embedding space"
    head = _tags(title, described, url, asset_url + PICTURE if asset_url and picture else "", parent)
    still = still_of(map, title, described, PICTURE if picture else "", PREVIEW)
    files = {
        PAGE: page.page_of(map, share_of(options.vectors), options.tokenizer, head, still, options.tour, carry_on=True),
        README: _readme(map, title, described, asset_url, bool(picture), options).encode(),
    }
    return files | ({PICTURE: picture} if picture else {})


def _is_emoji(text: str) -> bool:
    kinds = {unicodedata.category(char) for char in text}
    return "So" in kinds and kinds <= {"So", "Sk", "Sm", "Po", "Nd", "Mn", "Me", "Cf"}


def _picture(map: MapData) -> bytes:  # noqa: A002
    """Draw the map as a link's preview; without matplotlib there is none, and a warning says so."""
    from lexiscape.pictures import FigureOptions
    from lexiscape.pictures.figure import png_of

    size = (PREVIEW[0] / _DPI, PREVIEW[1] / _DPI)
    try:
        # Large names, no token labels: it is looked at 300 pixels wide.
        return png_of(map, FigureOptions(size=size, dpi=_DPI, labels=False, regions=True, caption=""))
    except MissingExtra as missing:
        warnings.warn(f"published without a preview picture: {missing}", LexiscapeWarning, stacklevel=2)
        return b""


def _tags(title: str, described: str, url: str, picture: str, parent: str) -> str:
    """Return what the page's head says to who previews links (https://ogp.me, Twitter's cards), and to the viewer."""
    og = {"og:type": "website", "og:title": title, "og:description": described, "og:url": url, "og:image": picture}
    if picture:
        og |= {"og:image:width": str(PREVIEW[0]), "og:image:height": str(PREVIEW[1])}
    lines = [f'<meta name="description" content="{html.escape(described)}">']
    lines += [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in og.items() if value]
    lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if picture else "summary"}">')
    if parent:
        lines.append(f'<meta name="lexiscape-parent" content="{html.escape(parent)}">')
    if url:
        lines.append(f'<link rel="canonical" href="{html.escape(url)}">')
    return "\n".join(lines) + "\n"


def model_of(provenance: Mapping[str, Any]) -> str | None:
    """Return the hub id of the model that a space was read from; None where it was read from elsewhere."""
    name = re.split("[@:]", str(provenance.get("source", "")))[0]
    return name if "commit" in provenance and _HUB_ID.fullmatch(name) else None


def _readme(
    map: MapData,  # noqa: A002
    title: str,
    described: str,
    asset_url: str,
    has_picture: bool,
    options: SiteOptions,
) -> str:
    from huggingface_hub import constants

    model = model_of(map.space.provenance)
    facts: dict[str, Any] = {
        "title": title,
        "emoji": options.emoji,
        "colorFrom": "blue",
        "colorTo": "green",
        "sdk": "static",
        "app_file": PAGE,
        "pinned": False,
        "license": options.license,
        "models": [model] if model else None,
        "tags": ["lexiscape", "embeddings", "visualization"],
        "thumbnail": asset_url + PICTURE if has_picture and asset_url else None,
    }
    # What is JSON on one line is YAML, too: no title breaks out of it.
    front = "\n".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value is not None
    )
    parts = [
        f"---\n{front}\n---\n",
        f"# {plain(title)}\n",
        f"{described[0].upper()}{described[1:]}"
        + (f", read from [{model}]({constants.ENDPOINT}/{model})" if model else "")
        + f". Drawn by Lexiscape {__version__}. One file, which asks nothing of the network.\n",
    ]
    if has_picture:
        parts.append(f"![The map]({PICTURE})\n")
    parts.append(_scores(map.meta))
    if model:
        parts.append(_command(map, model))
    return "\n".join(part for part in parts if part)


def _scores(meta: Mapping[str, Any]) -> str:
    """Return the score card as a Markdown table: how far to believe the map."""
    card = read_card(meta)
    if card is None:
        return ""
    lines = ["How far to believe it:\n", "| score | map | by chance | PCA | what it is |", "|---|---|---|---|---|"]
    for name, told in _SCORES.items():
        if (score := card.scores.get(name)) is not None:
            margin = f" ± {score.margin:.2f}" if score.margin else ""
            lines.append(f"| {name} | {score.value:.2f}{margin} | {score.chance:.2g} | {score.pca:.2g} | {told} |")
    return "\n".join(lines) + "\n"


def _command(map: MapData, model: str) -> str:  # noqa: A002
    """Return the command that draws this map of a hub's model; "" where it would draw another one."""
    provenance, layout = map.space.provenance, map.meta.get("layout")
    usual = (
        len(map) == provenance.get("rows")
        and provenance.get("matrix") == "input"
        and map.found.metric == "cosine"
        and isinstance(layout, Mapping)
        and layout.get("layout") == "tsne"
        and layout.get("perplexity") is None
        and map.meta.get("seed") == 0
    )
    return f"```sh\npip install lexiscape\nlexiscape map {model}@{provenance['commit']}\n```\n" if usual else ""
