"""A map in, a place where others open it out: its page, a picture and a text of figures. One row each in `PLACES`."""

from __future__ import annotations

import os
import re
from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING

from lexiscape.errors import OptionError
from lexiscape.publish.plan import Plan
from lexiscape.publish.site import SITE_FILES, SiteOptions, make_site

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

__all__ = ["PLACES", "Plan", "SiteOptions", "publish"]

#: What a target begins with → the module that publishes there; what begins with none of them is a folder.
#: Each has `find(name) -> Place`: see `lexiscape.publish.plan`.
PLACES = {
    "hub:": "lexiscape.publish.hub",
    "": "lexiscape.publish.folder",
}

# As the beginning of an address; one letter before a colon is a drive.
_UNKNOWN = re.compile(r"(?!hub:)[A-Za-z][A-Za-z0-9+.-]+:")


def publish(
    map: MapData,  # noqa: A002 - the thing is called a map
    to: str | PathLike[str],
    *,
    replace: bool = False,
    dry_run: bool = False,
    options: SiteOptions | None = None,
) -> Plan:
    """Put a map where others open it: all of it in one step, or nothing.

    Parameters
    ----------
    map : EmbeddingMap
        What to publish.
    to : str
        ``"hub:USER/NAME"``, a static Space on the hub that huggingface_hub knows, made if it is not there
        (``"hub:NAME"``: of whoever is logged in); or a folder.
    replace : bool
        Whether files may be replaced that were not published by Lexiscape, or were changed since.
    dry_run : bool
        Only tell what would be done.
    options : SiteOptions or None
        Title, license and emoji of the place; None: the map's own title.

    Returns
    -------
    Plan
        Its `url`, and of each file its size and whether it is new, replaced or the same.

    Raises
    ------
    PublishError
        The hub refuses, cannot be reached, or changed meanwhile; or files are there that are not ours.
    OptionError
        The target is no name of a Space, or an option is not what it must be.
    OutputError
        The folder cannot be written to.
    """
    try:
        to = os.fspath(to)
    except TypeError:
        to = ""
    if not to.strip() or _UNKNOWN.match(to):
        told = f"; a folder of that name is ./{to}" if to.strip() else ""
        raise OptionError(f"expected where to publish, hub:USER/NAME or a folder, not {to!r}{told}")
    prefix = next(prefix for prefix in PLACES if to.startswith(prefix))
    place = import_module(PLACES[prefix]).find(to.removeprefix(prefix))
    files = make_site(map, place.url, place.asset_url, options or SiteOptions(), place.parent)
    plan = Plan.of(files, place, replace=replace, known=SITE_FILES)
    if not dry_run and plan.changes:
        plan.carry_out()
    return plan
