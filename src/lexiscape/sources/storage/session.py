"""One GET through huggingface_hub's own HTTP session, streamed: of requests before 1.0, of httpx or httpx2 since.

And a guard on whatever the client asks for itself: how long bodies are, how slowly they come, and where they lead to,
for which it has no bounds.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from lexiscape.errors import SourceError

_TIMEOUT = 30.0  # seconds without a byte
_BLOCK = 64 << 10  # bytes; httpx hands on what comes, requests wants to be told
_MAX_REFUSAL = 1 << 20  # bytes of the body of an error or a redirect: what it says is in the first few
_PATIENCE, _SLOWEST = 60.0, 256  # seconds, after which a body has come at so many bytes a second or is given up
#: Returns, for each body, what is told its blocks and raises where there is too much.
Counter = Callable[[], Callable[[bytes], None]]


@contextmanager
def stream(url: str, headers: Mapping[str, str], name: str) -> Iterator[tuple[Any, Iterator[bytes]]]:
    """Ask for a URL; give the response, with `status_code` and `headers`, and its body in blocks.

    The body of a refusal (400 to 499) is read, so that huggingface_hub finds the reason in it. Errors as for `guarded`.
    """
    from huggingface_hub.utils import get_session

    session: Any = get_session()
    if callable(session.stream):
        with guarded(name, session=session), session.stream("GET", url, headers=headers, timeout=_TIMEOUT) as response:
            if 400 <= response.status_code < 500:
                response.read()
            yield response, response.iter_bytes()
        return
    try:  # requests, where `stream` is a flag
        with (
            guarded(name, session=session),
            session.get(url, headers=headers, timeout=_TIMEOUT, stream=True) as response,
        ):
            yield response, response.iter_content(_BLOCK)
    finally:
        session.close()  # a connection that the server has left would fail huggingface_hub's next request


@contextmanager
def guarded(name: str, counter: Counter | None = None, session: Any = None) -> Iterator[None]:
    """Guard every answer that this thread is given meanwhile, by the client's own hooks.

    The body of an error is cut off behind its first megabyte.

    Parameters
    ----------
    name : str
        What is asked for, for messages.
    counter : Counter, optional
        What is told the blocks of the bodies of all other answers, as they come, decompressed.
    session : optional
        The client's session, if it is at hand.

    Raises
    ------
    SourceError
        A body comes too slowly, or an answer leads to an address that no hub has.
    """

    def guard(response: Any) -> None:
        check_redirect(response, name)
        reader = "iter_bytes" if hasattr(response, "iter_bytes") else "iter_content"
        blocks_of = getattr(response, reader)

        def blocks(*arguments: Any, **options: Any) -> Iterator[bytes]:
            whole = 200 <= response.status_code < 300
            count = counter() if counter is not None and whole else None
            came = 0
            for block in in_time(blocks_of(*arguments, **options), name):
                came += len(block)
                if not whole and came > _MAX_REFUSAL:
                    response.close()
                    return
                if count is not None:
                    count(block)
                yield block

        setattr(response, reader, blocks)  # of both packages, what reads a body whole goes through it

    with _hooked(guard, session):
        yield


def in_time(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Yield blocks as they come; SourceError where a byte now and then keeps the time limit from ever being met."""
    came, waited = 0, 0.0
    while True:
        began = time.monotonic()
        block = next(blocks, None)
        waited += time.monotonic() - began
        if block is None:
            return
        came += len(block)
        if waited > _PATIENCE and came < waited * _SLOWEST:
            raise SourceError(
                f"cannot fetch {name}: the server sends {came / waited:.0f} bytes a second; none that sends "
                f"less than {_SLOWEST} is waited for; try again later"
            )
        yield block


def check_redirect(response: Any, name: str) -> None:
    """Refuse an answer that leads to this machine or its link's own addresses, where no hub keeps a model.

    There, what asks is trusted for where it is: a cloud's metadata, a service of the user's own. Addresses of a local
    network are where mirrors keep files, and pass; so does all where what leads there has such an address itself.

    Raises
    ------
    SourceError
        It does.
    """
    location = response.headers.get("Location")
    if not (300 <= response.status_code < 400 and location):
        return
    url = str(response.url)
    host, own = urlsplit(urljoin(url, location)).hostname or "", urlsplit(url).hostname or ""
    kind = _kind_of(host)
    if kind and kind != _kind_of(own):
        raise SourceError(
            f"cannot fetch {name}: {own} redirects to {host}, {kind}, where no hub keeps a model; is HF_ENDPOINT a hub?"
        )


def _kind_of(host: str) -> str:
    """Tell what a host of a URL is an address of; "" of any other place. Names are not looked up."""
    name = host.lower().rstrip(".").partition("%")[0]
    if name == "localhost" or name.endswith(".localhost"):
        return "this machine"
    address: Any
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        if not re.fullmatch(r"[0-9a-fx.]+", name):
            return ""
        try:  # in the forms of old: 2852039166 and 0xa9.254.43518 are 169.254.169.254
            address = ipaddress.IPv4Address(socket.inet_aton(name))
        except OSError:
            return ""
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_loopback or address.is_unspecified:
        return "this machine"
    return "an address of the link alone" if address.is_link_local else ""


@contextmanager
def checked_heads(check: Callable[[Any], None]) -> Iterator[None]:
    """Show `check` every answer to a HEAD of the client's, before the client acts on it; what it raises ends the call.

    By the client's own hooks: an answer that it has acted on is one too late to look at.
    """

    def check_head(response: Any) -> None:
        if response.request.method == "HEAD":
            check(response)

    with _hooked(check_head):
        yield


@contextmanager
def _hooked(look: Callable[[Any], None], session: Any = None) -> Iterator[None]:
    """Show `look` every answer that this thread is given meanwhile; httpx's session is that of all threads."""
    from huggingface_hub.utils import get_session

    session = session or get_session()
    hooks = (session.event_hooks if callable(session.stream) else session.hooks)["response"]
    thread = threading.get_ident()

    def hook(response: Any, **_: Any) -> None:
        if threading.get_ident() == thread:
            look(response)

    hooks.append(hook)
    try:
        yield
    finally:
        hooks.remove(hook)
