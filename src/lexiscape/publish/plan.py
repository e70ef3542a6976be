"""New files and those that are there in, what is to be done with each out; refused where they are somebody else's."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from lexiscape.errors import PublishError
from lexiscape.one_line import short_line
from lexiscape.publish.lines import title_line

#: The file beside a published map that says which files are ours, and what they held.
RECORD = "lexiscape.json"
_MOST_RECORD = 1 << 20  # bytes
Ids = tuple[str, ...]
#: Pixels of a map inside another page: two thirds of most laptops' windows.
EMBED_HEIGHT = 480


class Place(Protocol):
    """Where a map is published.

    Attributes
    ----------
    name : str
        What a person calls it.
    url : str
        Where the page will be found; "" where nobody can say.
    asset_url : str
        What goes before the name of a file beside the page, to make an address of it; "" where nobody can say.
    parent : str
        Origin of the page that will show this one in a frame, and keeps its address; "" where there is none.
    """

    name: str
    url: str
    asset_url: str
    parent: str

    def page_address(self) -> str:
        """Return where the page itself lies, for a frame of anybody's; PublishError where nobody can say."""

    def held(self, names: Collection[str]) -> Mapping[str, str]:
        """Return which of these files lie there, each content named by its git object or its SHA-256."""

    def read(self, file: str, most: int) -> bytes:
        """Return a file that lies there; nothing of one that has more bytes."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write all files, or none; make the place if it is not there."""


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """What is done with each file of a published map.

    Attributes
    ----------
    place : Place
        Where.
    files : mapping of str to bytes
        All of them, by name.
    changes : mapping of str to str
        Of each file that is not there as it is: ``"new"`` or ``"replaced"``.
    """

    place: Place
    files: Mapping[str, bytes]
    changes: Mapping[str, str]

    @property
    def url(self) -> str | None:
        """Where the page is found; None where nobody can say, as of a folder."""
        return self.place.url or None

    def __repr__(self) -> str:
        told = ", ".join(f"{name} {self.changes.get(name, 'same')}" for name in self.files)
        return f"<Plan for {short_line(self.url or self.place.name)}: {told}>"

    @classmethod
    def of(cls, files: Mapping[str, bytes], place: Place, *, replace: bool, known: Collection[str] = ()) -> Plan:
        """Compare with what is there; PublishError where that is not ours to replace.

        `known` are files that such a site may have besides: those of ours that stay are still recorded as ours.
        """
        held = place.held({*files, *known, RECORD})
        ours = _recorded(place) if RECORD in held else None
        ids = {name: _ids_of(content) for name, content in files.items()}
        stay = {
            name: kept
            for name, kept in (ours or {}).items()
            if name in held and name not in files and held[name] in kept
        }
        record = _record_of(ids | stay)
        files, ids = {**files, RECORD: record}, {**ids, RECORD: _ids_of(record)}
        changes = {name: "replaced" if name in held else "new" for name in files if held.get(name) not in ids[name]}
        foreign = [
            name
            for name, what in changes.items()
            if what == "replaced" and (ours is None if name == RECORD else held[name] not in (ours or {}).get(name, ()))
        ]
        if foreign and not replace:
            raise PublishError(
                f"{place.name} holds {', '.join(sorted(foreign))}, "
                + ("which Lexiscape did not write" if ours is None else "changed since Lexiscape wrote it")
                + ": choose another name, or replace them with --replace (replace=True in Python)"
            )
        return cls(place, files, changes)

    def embed_snippet(self, title: str) -> str:
        """Return markup that shows the published page, called `title`, inside a page of anybody's.

        Raises
        ------
        PublishError
            Nobody can say where the page lies.
        """
        address = html.escape(f"{self.place.page_address()}?embed=1")
        shown = html.escape(title_line(title))
        return (
            f'<iframe src="{address}" title="{shown}" width="100%" height="{EMBED_HEIGHT}" style="border: 0" '
            'loading="lazy"></iframe>'
        )

    def carry_out(self) -> None:
        """Write what changes."""
        self.place.write({name: self.files[name] for name in self.changes})


def git_id(size: int, blocks: Iterable[bytes]) -> str:
    """Name a content as git does, by the SHA-1 of its blob: what a hub says of each small file.

    https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    """
    digest = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _ids_of(content: bytes) -> Ids:
    """Name a content in both ways that a hub does: a large file is known by its SHA-256."""
    return git_id(len(content), [content]), hashlib.sha256(content).hexdigest()


def _record_of(files: Mapping[str, Ids]) -> bytes:
    told = {name: list(ids) for name, ids in sorted(files.items())}
    return json.dumps({"written_by": "lexiscape", "files": told}, indent=1).encode() + b"\n"


def _recorded(place: Place) -> dict[str, Ids] | None:
    """Return what the record says that we wrote; None where it is no record of ours."""
    try:
        told = json.loads(place.read(RECORD, _MOST_RECORD))
        if told["written_by"] != "lexiscape":
            return None
        return {str(name): tuple(str(part) for part in ids) for name, ids in told["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
