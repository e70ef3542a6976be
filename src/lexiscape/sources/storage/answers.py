"""An answer to a request for bytes of a file in, where in the file its body begins out; any other answer is refused.

What is fetched is kept and read for good. So an answer is believed only where its head says in full that it is what was
asked for (RFC 9110, 14.4 and 15.3.7): 206 with these bounds and this total, or 200 with the file's own length; a login
page of a hotel, a proxy's notice and a mirror that compresses say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lexiscape.errors import CorruptFile, SourceError

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_PAGE = (b"<!doctype html", b"<html")


def begin_of(answer: Any, name: str, size: int, start: int, stop: int) -> int | None:
    """Return where in the file an answer's body begins: at `start`; None where it is the file, whole.

    Parameters
    ----------
    answer : Response
        Of httpx or requests: `status_code` and `headers`.
    name, size : str, int
        The file, for messages, and how many bytes it has.
    start, stop : int
        The bytes that were asked for, up to but not including `stop`.

    Raises
    ------
    CorruptFile
        The server's file has another size, or fewer bytes.
    SourceError
        The answer does not say that it is these bytes.
    """
    headers, status = answer.headers, answer.status_code
    asked = f"bytes {start:,} to {stop:,}"
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if status == 416:
        raise CorruptFile(f"{name} should have {size:,} bytes, but the server has no {asked} of it")
    if status not in (200, 206):
        raise SourceError(f"cannot fetch {name}: asked for {asked}, the server answers {status}")
    if encoding not in ("", "identity"):
        raise SourceError(
            f"cannot fetch {name}: asked for {asked}, the server sends them compressed ({encoding[:20]}), which are "
            "other bytes; is there a proxy in between?"
        )
    if status == 200:
        _check_whole(headers, name, size, asked)
        return None
    found = _RANGE.fullmatch(headers.get("Content-Range", "").strip())
    if found is None:
        raise SourceError(f"cannot fetch {name}: asked for {asked}, the server sends a range without saying which")
    if found[3] != str(size):
        total = f"{int(found[3]):,}" if found[3] != "*" else "who knows how many"
        raise CorruptFile(f"{name} should have {size:,} bytes, but the server has {total}")
    first, last, length = int(found[1]), int(found[2]), headers.get("Content-Length", "0")
    if (first, last) != (start, stop - 1) or not (length.isdecimal() and int(length) <= stop - start):
        raise SourceError(
            f"cannot fetch {name}: asked for {asked}, the server sends bytes {first:,} to {last + 1:,} "
            f"in a body of {length[:20]}"
        )
    return start


def _check_whole(headers: Any, name: str, size: int, asked: str) -> None:
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    length = headers.get("Content-Length")
    if length is not None and length.isdecimal() and int(length) != size:
        raise CorruptFile(f"{name} should have {size:,} bytes, but the server sends {int(length):,}{_portal(kind)}")
    if kind in ("text/html", "application/xhtml+xml"):
        raise SourceError(f"cannot fetch {name}: asked for {asked}, the server sends a web page{_portal(kind)}")
    if length is None or not length.isdecimal():
        raise SourceError(
            f"cannot fetch {name}: asked for {asked}, the server sends something whole without saying how long it is; "
            "is there a proxy in between that keeps no ranges?"
        )


def _portal(kind: str) -> str:
    return "; is there a login page or a proxy in between?" if kind == "text/html" else ""


def checked_blocks(blocks: Iterator[bytes], begin: int | None, name: str, start: int, stop: int) -> Iterator[bytes]:
    """Yield of a body's blocks what lies at `start` up to `stop`; `begin` as `begin_of` returns it.

    Raises
    ------
    SourceError
        The body of a range goes on behind its end, or that of a whole file is a web page.
    """
    position = begin or 0
    for block in blocks:
        if position == 0 < len(block) and block[:64].lstrip().lower().startswith(_PAGE):
            raise SourceError(f"cannot fetch {name}: the server sends a web page{_portal('text/html')}")
        first, position = position, position + len(block)
        if position > stop and begin is not None:
            raise SourceError(f"cannot fetch {name}: asked for bytes {start:,} to {stop:,}, the server sends more")
        if position > start:
            yield block[max(0, start - first) : len(block) - max(0, position - stop)]
        if position >= stop and begin is None:
            return  # the rest of the file is not wanted


def content_of(answer: Any, name: str, etag: str, commit: str) -> str:
    """Return by what the server knows the content that an answer is of: the hub's own ETag, or else the storage's.

    Parameters
    ----------
    answer : Response
        Of httpx or requests, with `history`: the redirects on the way to it.
    name, etag, commit : str
        The file, and what the hub's list says of it: of a large file, its SHA-256.

    Raises
    ------
    CorruptFile
        The hub says on the way that this is another file, or of another commit.
    """
    way = [*answer.history, answer]
    linked = _first(way, "X-Linked-Etag")
    of_commit = _first(way, "X-Repo-Commit")
    if SHA256.fullmatch(linked) and SHA256.fullmatch(etag) and linked != etag:
        raise CorruptFile(f"{name} should have the SHA-256 {etag[:12]}…, but the server has {linked[:12]}…")
    if _COMMIT.fullmatch(of_commit) and _COMMIT.fullmatch(commit) and of_commit != commit:
        raise CorruptFile(f"{name} should be of commit {commit[:12]}…, but the server has it of {of_commit[:12]}…")
    return linked or storage_tag(answer)


def storage_tag(answer: Any) -> str:
    """Return the ETag of what sent the body, weak or not; "" where it has none."""
    return plain_tag(answer.headers.get("ETag", ""))


def _first(way: list[Any], header: str) -> str:
    return next((plain_tag(answer.headers[header]) for answer in way if answer.headers.get(header)), "")


def plain_tag(etag: str) -> str:
    """Return an ETag without its quotes and whether it is weak."""
    return etag.strip().removeprefix("W/").strip('"')
