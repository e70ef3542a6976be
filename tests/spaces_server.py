"""A small server that speaks enough of the hub's protocol to publish a Space to it, on the loopback address.

Whoever comes with a token is known; a Space is made, files are announced, large ones uploaded by LFS, and a commit puts
them there. It refuses as the hub does: without a token, in others' names, for a Space that is there, on top of another
commit than the last; and it misbehaves on request.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote, urlsplit

from loopback_server import LoopbackServer

LARGE = 10 << 20  # files above this go by LFS


@dataclass
class Space:
    """One Space: its files by name, and the commits that made it so, the last one last."""

    sdk: str
    files: dict[str, bytes] = field(default_factory=dict)
    commits: list[str] = field(default_factory=list)

    def commit(self) -> None:
        """Add a commit of what is there now."""
        self.commits.append(hashlib.sha1(repr((self.commits, sorted(self.files.items()))).encode()).hexdigest())


@dataclass
class Refusal:
    """An answer instead of the right one, where the path holds `where`; a status of 0 cuts the connection."""

    where: str
    status: int
    times: int = 1 << 30


class SpacesServer(LoopbackServer):
    """The server: `spaces` by id; `token` is that of `user`, who may write under their own name only."""

    def __init__(self) -> None:
        self.spaces: dict[str, Space] = {}
        self.user, self.token = "me", "hf_right"
        self.hosts = "https://%s.static.example"  # where it serves the page of a Space
        self.large: dict[str, bytes] = {}
        self.refusal: Refusal | None = None
        self.requests: list[tuple[str, str]] = []
        super().__init__(_Handler)


class _Handler(BaseHTTPRequestHandler):
    hub: SpacesServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        if self._refused():
            return
        path = self._path()
        if path == "api/whoami-v2":
            if self._known():
                self._answer({"type": "user", "name": self.hub.user, "auth": {}})
        elif path.startswith("api/spaces/"):
            self._info(path.removeprefix("api/spaces/").partition("/revision/")[0])
        elif path.startswith("spaces/") and "/resolve/" in path:
            repo, _, rest = path.removeprefix("spaces/").partition("/resolve/")
            self._file(repo, rest.partition("/")[2])
        else:
            self._refuse(404, "EntryNotFound")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        body = self._body()
        if self._refused() or not self._known():
            return
        path = self._path()
        if path == "api/validate-yaml":
            self._answer({"errors": [], "warnings": []})
        elif path == "api/repos/create":
            self._create(json.loads(body))
        elif path.endswith("/preupload/main"):
            files = json.loads(body)["files"]
            modes = [
                {
                    "path": file["path"],
                    "uploadMode": "lfs" if file["size"] > LARGE else "regular",
                    "shouldIgnore": False,
                }
                for file in files
            ]
            self._answer({"files": modes})
        elif path.endswith(".git/info/lfs/objects/batch"):
            objects = [
                {**wanted, "actions": {"upload": {"href": f"{self.hub.endpoint}/lfs/{wanted['oid']}", "header": {}}}}
                for wanted in json.loads(body)["objects"]
            ]
            self._answer({"transfer": "basic", "objects": objects})
        elif path.endswith("/commit/main"):
            self._commit(path.removeprefix("api/spaces/").removesuffix("/commit/main"), body)
        else:
            self._refuse(404, "EntryNotFound")

    def do_PUT(self) -> None:
        body = self._chunks() if "Content-Length" not in self.headers else self._body()
        if not self._refused():
            self.hub.large[hashlib.sha256(body).hexdigest()] = body
            self._answer({})

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _chunks(self) -> bytes:
        """Return a body whose length was not told before."""
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _path(self) -> str:
        path = unquote(urlsplit(self.path).path).strip("/")
        self.hub.requests.append((self.command, path))
        return path

    def _refused(self) -> bool:
        refusal = self.hub.refusal
        if refusal is None or refusal.times <= 0 or refusal.where not in self.path:
            return False
        refusal.times -= 1
        if refusal.status == 0:
            self.close_connection = True
            self.connection.close()
        else:
            self._refuse(refusal.status, "")
        return True

    def _known(self) -> bool:
        known = self.headers.get("Authorization") == f"Bearer {self.hub.token}"
        if not known:
            self._refuse(401, "")
        return known

    def _info(self, repo: str) -> None:
        if repo not in self.hub.spaces:
            # Of those whom it does not know the hub keeps what is private.
            known = self.headers.get("Authorization") == f"Bearer {self.hub.token}"
            self._refuse(404 if known else 401, "RepoNotFound")
            return
        space = self.hub.spaces[repo]
        siblings: list[dict[str, Any]] = []
        for name, content in sorted(space.files.items()):
            blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            entry: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": blob}
            if len(content) > LARGE:
                entry["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 130}
            siblings.append(entry)
        sha = space.commits[-1] if space.commits else None
        self._answer(
            {"_id": "0", "id": repo, "sha": sha, "private": False, "sdk": space.sdk, "siblings": siblings, "likes": 0}
            | {"host": self.hub.hosts % repo.replace("/", "-")}
        )

    def _file(self, repo: str, name: str) -> None:
        space = self.hub.spaces.get(repo)
        if space is None or name not in space.files:
            self._refuse(404, "EntryNotFound")
            return
        content = space.files[name]
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": space.commits[-1]}
        self._send(content, headers)

    def _create(self, asked: dict[str, Any]) -> None:
        user = asked.get("organization") or self.hub.user
        repo = f"{user}/{asked['name']}"
        if user != self.hub.user:
            self._refuse(403, "")
        elif repo in self.hub.spaces:
            self._refuse(409, "")
        else:
            space = self.hub.spaces[repo] = Space(asked["sdk"])
            # What the hub itself puts into a new static Space.
            space.files = {
                ".gitattributes": b"*.png\n",
                "README.md": b"---\nsdk: static\n---\n",
                "index.html": b"<p>Welcome",
            }
            space.commit()
            self._answer({"url": f"{self.hub.endpoint}/spaces/{repo}", "name": repo, "id": repo})

    def _commit(self, repo: str, body: bytes) -> None:
        if repo not in self.hub.spaces:
            self._refuse(404, "RepoNotFound")
            return
        space = self.hub.spaces[repo]
        lines = [json.loads(line) for line in body.decode().splitlines()]
        parent = lines[0]["value"].get("parentCommit")
        if parent is not None and parent != space.commits[-1]:
            self._refuse(412, "")
            return
        for line in lines[1:]:
            told = line["value"]
            content = base64.b64decode(told["content"]) if line["key"] == "file" else self.hub.large[told["oid"]]
            space.files[told["path"]] = content
        space.commit()
        commit = space.commits[-1]
        self._answer({"commitUrl": f"{self.hub.endpoint}/spaces/{repo}/commit/{commit}", "commitOid": commit})

    def _answer(self, value: Any) -> None:
        self._send(json.dumps(value).encode(), {"Content-Type": "application/json"})

    def _refuse(self, status: int, code: str) -> None:
        self._send(b"", {"X-Error-Code": code} if code else {}, status)

    def _send(self, content: bytes, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
