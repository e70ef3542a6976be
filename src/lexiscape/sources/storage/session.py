"""One GET through huggingface_hub's own HTTP session, streamed: of requests before 1.0, of httpx or httpx2 since.

And a bound on what the client itself downloads, where it has none, and a look at what it is told of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_TIMEOUT = 30.0  # seconds without a byte
_BLOCK = 64 << 10  # bytes; httpx hands on what comes, requests wants to be told


@contextmanager
def stream(url: str, headers: Mapping[str, str]) -> Iterator[tuple[Any, Iterator[bytes]]]:
    """Ask for a URL; give the response, with `status_code` and `headers`, and its body in blocks.

    The body of a refusal (400 to 499) is read whole, so that huggingface_hub finds the reason in it.
    """
    from huggingface_hub.utils import get_session

    session: Any = get_session()
    if callable(session.stream):
        with session.stream("GET", url, headers=headers, timeout=_TIMEOUT) as response:
            if 400 <= response.status_code < 500:
                response.read()
            yield response, response.iter_bytes()
        return
    try:  # requests, where `stream` is a flag
        with session.get(url, headers=headers, timeout=_TIMEOUT, stream=True) as response:
            yield response, response.iter_content(_BLOCK)
    finally:
        session.close()  # a connection that the server has left would fail huggingface_hub's next request


@contextmanager
def counted(count: Callable[[int], None]) -> Iterator[None]:
    """Tell how many bytes come, block by block, of whatever this thread downloads meanwhile; of requests alone."""
    from huggingface_hub.utils import get_session

    session: Any = get_session()  # this thread's own
    if callable(session.stream):
        yield
        return

    def count_body(response: Any, **_: Any) -> None:
        blocks_of = response.iter_content

        def blocks(*arguments: Any, **options: Any) -> Iterator[bytes]:
            for block in blocks_of(*arguments, **options):
                count(len(block))
                yield block

        response.iter_content = blocks

    session.hooks["response"].append(count_body)
    try:
        yield
    finally:
        session.hooks["response"].remove(count_body)


@contextmanager
def checked_heads(check: Callable[[Any], None]) -> Iterator[None]:
    """Show `check` every answer to a HEAD of the client's, before the client acts on it; what it raises ends the call.

    By the client's own hooks: an answer that it has acted on is one too late to look at.
    """
    from huggingface_hub.utils import get_session

    session: Any = get_session()
    hooks = (session.event_hooks if callable(session.stream) else session.hooks)["response"]

    def check_head(response: Any, **_: Any) -> None:
        if response.request.method == "HEAD":
            check(response)

    hooks.append(check_head)
    try:
        yield
    finally:
        hooks.remove(check_head)
