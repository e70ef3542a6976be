"""A small server that speaks enough of the hub's protocol for huggingface_hub's own client, on the loopback address.

It serves folders as models: the listing of a revision, files with ETags, large files behind a redirect with a
`X-Linked-*` pair as the hub's LFS storage does, byte ranges, and the errors that the hub answers with. It counts every
byte of every body that it sends, and misbehaves on request.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loopback_server import LoopbackServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 4096  # files above this are behind a redirect


@dataclass
class Trouble:
    """An answer instead of the right one, to so many requests whose path holds `where`."""

    where: str
    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1 << 30
    chunked: bool = False  # whether its length is left untold
    encoding: str = "utf-8"  # of the body
    endless: bool = False  # whether the body is sent again and again, without an end


@dataclass
class Manners:
    """How the server behaves."""

    ignore_ranges: bool = False
    drop_after: list[int] = field(default_factory=list)  # bytes of body, one entry a response; then well-behaved
    truncate_after: list[int] = field(default_factory=list)  # the same, but the response ends politely
    fail_first: int = 0  # answers 503 so many times for a large file
    pause: float = 0.0  # seconds between blocks
    private: frozenset[str] = frozenset()
    gated: frozenset[str] = frozenset()
    token: str | None = None
    trouble: Trouble | None = None
    sizes: dict[str, int] = field(default_factory=dict)  # what is said of files' sizes, in the list and by their heads
    unlisted: bool = False  # whether the list leaves sizes away
    endless: str = ""  # of this file the body never ends, and its length is not told


class HubServer(LoopbackServer):
    """The server: `models` by id, `sent` bytes, `requests` as (method, path, Range)."""

    def __init__(self) -> None:
        self.models: dict[str, Path] = {}
        self.manners = Manners()
        self.sent = 0
        self.requests: list[tuple[str, str, str | None]] = []
        super().__init__(_Handler)

    def by_etag(self, etag: str) -> Path:
        """Return the file with this content."""
        return next(
            path
            for folder in self.models.values()
            for path in folder.rglob("*")
            if path.is_file() and _sha(path) == etag
        )


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        self.hub.requests.append((self.command, path, self.headers.get("Range")))
        trouble = self.hub.manners.trouble
        if trouble is not None and trouble.times > 0 and trouble.where in path:
            trouble.times -= 1
            headers = {"Content-Type": "text/html", **trouble.headers}
            if trouble.endless and self.command == "GET":
                self._send_chunked(itertools.repeat(trouble.body.encode(trouble.encoding)), headers, trouble.status)
            elif trouble.chunked and self.command == "GET":
                self._send_chunked([trouble.body.encode(trouble.encoding)], headers, trouble.status)
            else:
                self._send(trouble.body.encode(trouble.encoding), headers, trouble.status)
        elif path.startswith("cdn/"):
            self._body(self.hub.by_etag(path.removeprefix("cdn/")), large=True)
        elif path.startswith("api/models/"):
            repo, _, revision = path.removeprefix("api/models/").partition("/revision/")
            self._listing(repo, revision or "main")
        elif "/resolve/" in path:
            repo, _, rest = path.partition("/resolve/")
            revision, _, name = rest.partition("/")
            self._file(repo, revision, name)
        else:
            self._refuse(404, "EntryNotFound")

    def _admitted(self, repo: str, revision: str) -> bool:
        manners = self.hub.manners
        has_token = manners.token is not None and self.headers.get("Authorization") == f"Bearer {manners.token}"
        if repo not in self.hub.models or (repo in manners.private and not has_token):
            self._refuse(401, "RepoNotFound")  # the hub does not tell a private model from none
        elif repo in manners.gated and not has_token:
            self._refuse(403, "GatedRepo")
        elif revision not in ("main", COMMIT):
            self._refuse(404, "RevisionNotFound")
        else:
            return True
        return False

    def _listing(self, repo: str, revision: str) -> None:
        if not self._admitted(repo, revision):
            return
        folder = self.hub.models[repo]
        siblings = []
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name, actual = path.relative_to(folder).as_posix(), path.stat().st_size
                size = self.hub.manners.sizes.get(name, actual)
                entry = {"rfilename": name, "size": size, "blobId": _sha(path)[:40]}
                if actual > LARGE:
                    entry["lfs"] = {"sha256": _sha(path), "size": size, "pointerSize": 130}
                if self.hub.manners.unlisted:
                    del entry["size"]
                siblings.append(entry)
        answer = {"_id": "0", "id": repo, "modelId": repo, "sha": COMMIT, "private": False, "siblings": siblings}
        self._send(json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _file(self, repo: str, revision: str, name: str) -> None:
        if not self._admitted(repo, revision):
            return
        path = self.hub.models[repo] / name
        if not path.is_file():
            self._refuse(404, "EntryNotFound")
        elif path.stat().st_size > LARGE:
            self.send_response(302)
            self.send_header("Location", f"{self.hub.endpoint}/cdn/{_sha(path)}")
            self.send_header("X-Linked-Size", str(self.hub.manners.sizes.get(name, path.stat().st_size)))
            self.send_header("X-Linked-Etag", f'"{_sha(path)}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._body(path, large=False)

    def _body(self, path: Path, large: bool) -> None:
        content, manners = path.read_bytes(), self.hub.manners
        if path.name == manners.endless and self.command == "GET":
            self._send_chunked(itertools.repeat(b" " * (1 << 20)), {})
            return
        if large and manners.fail_first > 0 and self.command == "GET":
            manners.fail_first -= 1
            self._refuse(503, "")
            return
        headers = {"ETag": f'"{_sha(path)}"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
        asked = self.headers.get("Range", "")
        status = 200
        if asked.startswith("bytes=") and not manners.ignore_ranges:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            stop = min(int(last) + 1 if last else len(content), len(content))
            headers["Content-Range"] = f"bytes {first}-{stop - 1}/{len(content)}"
            content, status = content[int(first) : stop], 206
        limits = manners.drop_after or manners.truncate_after
        if large and limits and self.command == "GET":
            polite = not manners.drop_after
            cut = limits.pop(0)
            self._send(content[:cut], headers, status, announced=cut if polite else len(content))
            self.close_connection = True
            return
        told = manners.sizes.get(path.name) if self.command == "HEAD" else None
        self._send(content, headers, status, announced=told)

    def _send_chunked(self, blocks: Iterable[bytes], headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in {**headers, "Transfer-Encoding": "chunked"}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for block in blocks:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))
                self.hub.sent += len(block)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True  # the client has seen enough

    def _refuse(self, status: int, code: str) -> None:
        headers = {"X-Error-Code": code} if code else {}
        self._send(json.dumps({"error": code}).encode(), headers, status)

    def _send(self, content: bytes, headers: dict[str, str], status: int = 200, announced: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if announced is None else announced))
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            for start in range(0, len(content), 1 << 16):
                self.wfile.write(content[start : start + (1 << 16)])
                self.hub.sent += len(content[start : start + (1 << 16)])
                if self.hub.manners.pause:
                    time.sleep(self.hub.manners.pause)
        except OSError:
            self.close_connection = True  # the client has what it wanted
