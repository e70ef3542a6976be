"""Ranges of a file behind a hub: what a server may send instead of them, none of which may ever be kept."""

import gzip
import hashlib
import http.server
import os
import socket
import subprocess
import sys
import threading

import numpy as np
import pytest

from lexiscape.errors import CorruptFile, LexiscapeError, SourceError
from lexiscape.sources.storage import remote
from lexiscape.sources.storage.remote import HEAD, RemoteBlob, RemoteFile
from lexiscape.sources.storage.small_files import _bar, _counter

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CONTENT = np.random.default_rng(0).bytes(400_000)
PAGE = b"<html><body>" + b"Please log in to the network. " * 20_000 + b"</body></html>"  # longer than any range's start
FIRST, SECOND = (0, 8), (150_000, 350_000)
BEGUN = 1 << 16  # a block of the client's that is based on requests, which gives no part of one


class Storage:
    """A server of one file: well-behaved but for `fault`, which answers the next `times` requests instead.

    `requests` holds (path, Range, Authorization) of each.
    """

    def __init__(self):
        self.content, self.etag, self.headers = CONTENT, '"one"', {}
        self.fault, self.times = None, 0
        self.requests = []
        handler = type("Handler", (_Handler,), {"storage": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def spoil(self, fault, times=1 << 30):
        self.fault, self.times = fault, times

    def ranges(self):
        return [asked for _, asked, _ in self.requests]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        storage, asked = self.storage, self.headers["Range"]
        storage.requests.append((self.path, asked, self.headers.get("Authorization")))
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start, stop = int(first), int(last) + 1
        if storage.fault is not None and storage.times > 0:
            storage.times -= 1
            storage.fault(self, start, stop)
        else:
            self.right(start, stop)

    def right(self, start, stop, body=None, status=206, **changed):
        """Answer rightly, but for what is `changed`: headers, by their names in lower case; None: left away."""
        content = self.storage.content
        headers = {
            "etag": self.storage.etag,
            "content-type": "application/octet-stream",
            "content-range": f"bytes {start}-{stop - 1}/{len(content)}" if status == 206 else None,
            **self.storage.headers,
        }
        body = content[start:stop] if body is None else body
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        headers.setdefault("content-length", str(len(body)))
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        chunked = headers["content-length"] is None and status not in (204, 304)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            if chunked:
                for at in range(0, len(body), 1 << 16):
                    piece = body[at : at + (1 << 16)]
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.write(b"0\r\n\r\n")
            elif status not in (204, 304):
                self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def cut(self, start, stop, length, **changed):
        """Promise all of a range, send the beginning, and drop the connection."""
        self.right(
            start, stop, self.storage.content[start : start + length], content_length=str(stop - start), **changed
        )
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


@pytest.fixture
def storage():
    server = Storage()
    yield server
    server.close()


@pytest.fixture
def other():
    server = Storage()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(remote, "_PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def blob(tmp_path, storage):
    return lambda etag="": RemoteBlob(
        RemoteFile(f"http://{storage.host}/org/m/resolve/{COMMIT}/m.bin", len(CONTENT), etag, COMMIT),
        "org/m",
        "m.bin",
        tmp_path,
    )


def read(blob, bounds):
    return blob.read(*bounds)


def holds(bounds):
    return CONTENT[slice(*bounds)]


def whole(page=None, **changed):
    """Answer with the file, or another body, as a server does that knows no ranges."""
    return lambda handler, start, stop: handler.right(
        start, stop, handler.storage.content if page is None else page, 200, **changed
    )


def ranged(**changed):
    """Answer with the range, and headers computed of its bounds."""

    def fault(handler, start, stop):
        told = {name: value(start, stop) if callable(value) else value for name, value in changed.items()}
        handler.right(start, stop, **told)

    return fault


def a_range(first=0, last=0, total=400_000):
    return lambda start, stop: f"bytes {start + first}-{stop - 1 + last}/{total}"


#: What is no answer to a request for a range, and what is said of it.
FAULTS = {
    "a page in chunks": (whole(PAGE, content_length=None, content_type="text/html"), "sends a web page"),
    "a page in chunks that says it is bytes": (whole(PAGE, content_length=None), "without saying how long"),
    "a short page": (whole(PAGE[:500], content_type="text/html"), r"400,000 bytes.*sends 500; is there a login"),
    "a page as long as the file": (whole(PAGE[: len(CONTENT)], content_type="text/html; charset=utf-8"), "a web page"),
    "such a page that says it is bytes": (whole(b"\n<!DOCTYPE html>".ljust(len(CONTENT))), "a web page"),
    "the file in chunks": (whole(content_length=None), "without saying how long"),
    "another file": (whole(CONTENT + b"more"), "should have 400,000 bytes, but the server sends 400,004"),
    "the file, compressed": (whole(gzip.compress(CONTENT), content_encoding="gzip"), r"compressed \(gzip\)"),
    "a length that is none": (whole(content_length="abc"), "cannot fetch"),
    "nothing": (whole(b"", content_length=None), "without saying how long"),
    "status 203": (lambda handler, *at: handler.right(*at, CONTENT, 203), "the server answers 203"),
    "status 204": (lambda handler, *at: handler.right(*at, b"", 204, content_length=None), "the server answers 204"),
    "status 304": (lambda handler, *at: handler.right(*at, b"", 304, content_length=None), "the server answers 304"),
    "status 404": (lambda handler, *at: handler.right(*at, b"no", 404), "404"),
    "status 416": (
        lambda handler, *at: handler.right(*at, b"", 416, content_range=f"bytes */{len(CONTENT) // 4}"),
        "should have 400,000 bytes, but the server has no bytes 150,000 to 350,000 of it",
    ),
    "a range that begins later": (ranged(content_range=a_range(first=1)), "sends bytes 150,001 to 350,000"),
    "a range that begins at 0": (ranged(content_range=a_range(first=-150_000)), "sends bytes 0 to 350,000"),
    "a range that ends earlier": (ranged(content_range=a_range(last=-1)), "sends bytes 150,000 to 349,999"),
    "a range that ends later": (ranged(content_range=a_range(last=1)), "sends bytes 150,000 to 350,001"),
    "a range of a larger file": (ranged(content_range=a_range(total=400_007)), "but the server has 400,007"),
    "a range of a smaller file": (ranged(content_range=a_range(total=399_999)), "but the server has 399,999"),
    "a range of who knows what": (ranged(content_range=a_range(total="*")), "who knows how many"),
    "a range beyond all numbers": (ranged(content_range="bytes 0-9/" + "9" * 5000), "without saying which"),
    "no range": (ranged(content_range=None), "without saying which"),
    "a range that is none": (ranged(content_range="bytes x-y/z"), "without saying which"),
    "a range of items": (ranged(content_range="items 150000-349999/400000"), "without saying which"),
    "several ranges": (
        ranged(content_range=None, content_type="multipart/byteranges; boundary=x"),
        "without saying which",
    ),
    "a range, compressed": (
        lambda handler, *at: handler.right(*at, gzip.compress(CONTENT[slice(*at)]), content_encoding="gzip"),
        r"compressed \(gzip\)",
    ),
    "a body that is longer": (
        lambda handler, start, stop: handler.right(start, stop, CONTENT[start : stop + 9]),
        "in a body of 200009",
    ),
    "a body in chunks that is longer": (
        lambda handler, start, stop: handler.right(start, stop, CONTENT[start : stop + 9], content_length=None),
        "the server sends more",
    ),
    "a body in chunks that goes on": (
        lambda handler, *at: handler.right(*at, CONTENT[slice(*at)] + bytes(1 << 20), content_length=None),
        "the server sends more",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_the_range_is_not_kept(tmp_path, storage, blob, fault):
    answer, told = FAULTS[fault]
    reader = blob()
    assert read(reader, FIRST) == holds(FIRST)
    kept = set(tmp_path.glob("*.range"))
    storage.spoil(answer)
    with pytest.raises(LexiscapeError, match=told) as caught:
        read(reader, SECOND)
    assert "\n" not in str(caught.value)
    assert set(tmp_path.glob("*.range")) == kept
    assert not any(path.stat().st_size for path in tmp_path.glob("*.part"))
    storage.spoil(None)
    assert read(blob(), SECOND) == holds(SECOND)
    assert read(blob(), (0, len(CONTENT))) == CONTENT


@pytest.mark.parametrize("fault", FAULTS)
def test_nor_in_the_middle_of_one(storage, blob, fault):
    """A transfer that broke off, and goes on with an answer to something else."""
    reader = blob()
    read(reader, FIRST)
    storage.requests.clear()
    half = lambda handler, start, stop: handler.cut(start, stop, 100_000)  # noqa: E731

    def then(handler, start, stop):
        (half if len(storage.requests) == 1 else FAULTS[fault][0])(handler, start, stop)

    storage.spoil(then)
    with pytest.raises(LexiscapeError):
        read(reader, SECOND)
    storage.spoil(None)
    assert read(blob(), SECOND) == holds(SECOND)


SHORT = {
    "cut": lambda handler, start, stop: handler.cut(start, stop, BEGUN),
    "cut before the first byte": lambda handler, start, stop: handler.cut(start, stop, 0),
    "a body that ends early": lambda handler, start, stop: handler.right(start, stop, CONTENT[start : start + BEGUN]),
    "no body": lambda handler, start, stop: handler.right(start, stop, b""),
    "busy": lambda handler, start, stop: handler.right(start, stop, b"later", 503),
}


@pytest.mark.parametrize("fault", SHORT)
def test_what_is_short_is_gone_on_with(storage, blob, fault):
    reader = blob()
    read(reader, FIRST)
    storage.requests.clear()
    storage.spoil(SHORT[fault], times=2)
    assert read(reader, SECOND) == holds(SECOND)
    begun = BEGUN if fault in ("cut", "a body that ends early") else 0
    assert storage.ranges() == [f"bytes={150_000 + step * begun}-349999" for step in range(3)]


def test_a_byte_a_request_is_no_progress(storage, blob):
    storage.spoil(lambda handler, start, stop: handler.right(start, stop, CONTENT[start : start + 1]))
    with pytest.raises(SourceError, match="less than it announced; try again to go on"):
        read(blob(), SECOND)
    assert len(storage.requests) < 10
    storage.spoil(None)
    assert read(blob(), SECOND) == holds(SECOND)
    assert storage.ranges()[-1] == f"bytes={150_000 + len(storage.requests) - 1}-349999"


def test_half_of_what_was_asked_for_is_progress(storage, blob):
    storage.spoil(lambda handler, start, stop: handler.right(start, stop, CONTENT[start : (start + stop + 1) // 2]))
    assert read(blob(), SECOND) == holds(SECOND)


def test_a_server_without_ranges_is_read_from(storage, blob):
    storage.spoil(whole())
    reader = blob()
    for bounds in (FIRST, SECOND, (len(CONTENT) - 5, len(CONTENT))):
        assert read(reader, bounds) == holds(bounds)


def other_content(storage):
    storage.content, storage.etag = CONTENT[::-1], '"two"'


def test_parts_of_two_contents_are_never_joined(tmp_path, storage, blob):
    """Same size, another ETag: what a server replaced, or a mirror that is two servers."""
    reader = blob()
    read(reader, FIRST)
    other_content(storage)
    with pytest.raises(CorruptFile, match=r"org/m/m.bin was changed on the server.*removed; open it again"):
        read(reader, SECOND)
    assert not [*tmp_path.glob("*.range"), *tmp_path.glob("*.part")]
    assert read(reader, FIRST) + read(reader, SECOND) == CONTENT[::-1][slice(*FIRST)] + CONTENT[::-1][slice(*SECOND)]


def test_nor_across_runs(storage, blob):
    read(blob(), FIRST)
    other_content(storage)
    reader = blob()
    assert read(reader, FIRST) == holds(FIRST)  # of the cache
    with pytest.raises(CorruptFile, match="was changed on the server"):
        read(reader, SECOND)
    assert read(blob(), FIRST) == CONTENT[::-1][slice(*FIRST)]


def test_what_was_kept_of_an_older_content_is_removed(storage, blob):
    read(blob(), FIRST)
    other_content(storage)
    assert read(blob(), SECOND) == CONTENT[::-1][slice(*SECOND)]
    assert read(blob(), FIRST) == CONTENT[::-1][slice(*FIRST)]


def test_nor_in_the_middle_of_a_range(storage, blob):
    reader = blob()
    read(reader, FIRST)
    storage.requests.clear()

    def cut_and_change(handler, start, stop):
        handler.cut(start, stop, 100_000)
        other_content(storage)

    storage.spoil(cut_and_change, times=1)
    with pytest.raises(CorruptFile, match="was changed on the server"):
        read(reader, SECOND)
    assert len(storage.requests) == 2
    assert read(blob(), SECOND) == CONTENT[::-1][slice(*SECOND)]


def test_a_part_that_an_earlier_run_left_of_another_content_is_not_gone_on_with(tmp_path, storage, blob):
    storage.spoil(lambda handler, start, stop: handler.cut(start, stop, BEGUN * (len(storage.requests) == 1)))
    with pytest.raises(SourceError, match="try again to go on"):
        read(blob(), SECOND)
    assert [path.stat().st_size for path in tmp_path.glob("*.part")] == [BEGUN]
    storage.spoil(None)
    other_content(storage)
    with pytest.raises(CorruptFile, match="was changed on the server"):
        read(blob(), SECOND)
    assert read(blob(), SECOND) == CONTENT[::-1][slice(*SECOND)]


def test_weak_or_not_an_etag_is_the_same(storage, blob):
    reader = blob()
    read(reader, FIRST)
    storage.etag = 'W/"one"'
    assert read(reader, SECOND) == holds(SECOND)


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("x-linked-etag", f'"{"b" * 64}"', r"should have the SHA-256 a{12}…, but the server has b{12}…"),
        ("x-repo-commit", "f" * 40, r"should be of commit 0123456789ab…, but the server has it of f{12}…"),
    ],
)
def test_what_the_hub_says_on_the_way_is_held_against_its_list(storage, blob, header, value, told):
    storage.headers = {header: value}
    with pytest.raises(CorruptFile, match=told):
        read(blob(etag="a" * 64), FIRST)
    storage.headers = {"x-linked-etag": f'"{"a" * 64}"', "x-repo-commit": COMMIT}
    assert read(blob(etag="a" * 64), FIRST) == holds(FIRST)


def sent_on_to(place, **headers):
    def fault(handler, start, stop):
        if not handler.path.startswith("/there"):
            return handler.right(start, stop, b"", 302, location=place, **headers)
        return handler.right(start, stop)

    return fault


def test_a_token_stays_with_the_hub(storage, other, blob, monkeypatch):
    """A redirect to another host, even to another port of it, takes no token along; one on the same host does."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    linked = {"x_linked_etag": f'"{"a" * 64}"'}
    storage.spoil(sent_on_to(f"http://{other.host}/there", **linked))
    assert read(blob(), FIRST) == holds(FIRST)
    assert [asked for *_, asked in storage.requests] == ["Bearer hf_secret"]
    assert [(path, asked) for path, _, asked in other.requests] == [("/there", None)]
    port = other.host.partition(":")[2]
    storage.spoil(sent_on_to(f"http://localhost:{port}/there", **linked))
    assert read(blob(), SECOND) == holds(SECOND)
    assert [asked for *_, asked in other.requests] == [None, None]
    storage.requests.clear()
    storage.spoil(sent_on_to("/there", **linked))
    assert read(blob(), (10_000, 390_000)) == holds((10_000, 390_000))
    assert [(path[:6], asked) for path, _, asked in storage.requests][-1] == ("/there", "Bearer hf_secret")


def test_two_storages_may_call_it_what_they_like_while_the_hub_says_it_is_the_same(storage, other, blob):
    linked = {"x_linked_etag": f'"{"a" * 64}"'}
    other.etag = '"what the other calls it"'
    storage.spoil(sent_on_to(f"http://{other.host}/there", **linked))
    reader = blob()
    read(reader, FIRST)
    storage.spoil(sent_on_to("/there", **linked))
    assert read(reader, SECOND) == holds(SECOND)
    storage.etag = '"another content"'  # of the same storage
    with pytest.raises(CorruptFile, match="was changed on the server"):
        read(reader, (10_000, 390_000))


READ = """
import hashlib, sys
from pathlib import Path
from lexiscape.sources.storage.remote import RemoteBlob, RemoteFile
url, size, cache = sys.argv[1:]
blob = RemoteBlob(RemoteFile(url, int(size), ""), "org/m", "m.bin", Path(cache))
print("ready", flush=True)
sys.stdin.readline()
print(hashlib.sha256(blob.read(150_000, 350_000)).hexdigest())
"""


def test_two_processes_fill_the_cache_at_once(tmp_path, storage):
    both = threading.Barrier(2, timeout=60)
    met = []

    def slowly(handler, start, stop):
        """Answer when both processes have begun: one of them asks, the other waits at the lock."""
        met.append(start)
        both.wait()
        handler.right(start, stop)

    storage.spoil(slowly)
    url = f"http://{storage.host}/org/m/resolve/{COMMIT}/m.bin"
    command = [sys.executable, "-c", READ, url, str(len(CONTENT)), str(tmp_path)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    runs = [subprocess.Popen(command, **pipes) for _ in range(2)]
    for run in runs:
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    both.wait()
    right = hashlib.sha256(holds(SECOND)).hexdigest()
    assert [run.communicate(timeout=60)[0].strip() for run in runs] == [right, right]
    assert met == [150_000]
    assert len([*tmp_path.glob("*.range")]) == 1
    assert not [*tmp_path.glob("*.part")]


def test_where_a_lock_holds_nobody_off_two_are_not_mixed(tmp_path, storage, blob):
    def meddle(handler, start, stop):
        """Send half; then another process writes to the same part; then the rest comes."""
        handler.cut(start, stop, 100_000)
        for part in tmp_path.glob("*.part"):
            with part.open("ab") as file:
                file.write(b"of another process")

    first = [True]

    def then(handler, start, stop):
        if first.pop() if first else False:
            return meddle(handler, start, stop)
        for part in tmp_path.glob("*.part"):
            with part.open("ab") as file:
                file.write(b"of another process")
        return handler.right(start, stop)

    storage.spoil(then)
    with pytest.raises(SourceError, match="was written to by another process"):
        read(blob(), SECOND)
    storage.spoil(None)
    assert read(blob(), SECOND) == holds(SECOND)


@pytest.mark.parametrize("name", ["{key}-1-2.range", "{key}-x-y-z-00000000.range", "{key}-0-8-00000000.range"])
def test_what_else_lies_in_the_cache_is_passed_over(tmp_path, blob, name):
    """Ranges that an earlier version kept unproven are among it."""
    reader = blob()
    (tmp_path / name.format(key=reader._key)).write_bytes(b"12345678")
    assert read(reader, FIRST) == holds(FIRST)


def test_a_file_smaller_than_the_first_range(tmp_path, storage):
    storage.content = CONTENT[:100]
    blob = RemoteBlob(RemoteFile(f"http://{storage.host}/m/resolve/{COMMIT}/m", 100, ""), "m", "m", tmp_path)
    assert blob.read(0, 4) + blob.read(96, 100) == CONTENT[:4] + CONTENT[96:100]
    assert storage.ranges() == ["bytes=0-99"]
    assert HEAD > 100


def test_a_download_that_goes_on_is_broken_off():
    bar = _bar(_counter("org/m/tokenizer.json", 5_000_000))(total=5_000_000, disable=True)
    bar.update(5_000_000)
    with pytest.raises(CorruptFile, match=r"at most 5,000,000 bytes, but the server sends more"):
        bar.update(10_000_000)
