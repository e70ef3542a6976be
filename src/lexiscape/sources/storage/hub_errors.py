"""The hub client's errors in, ours out: one sentence each, with what to do; what may pass by itself is tried again."""

from __future__ import annotations

import errno
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from lexiscape.errors import LexiscapeError, SourceError, SourceNotFound, first_line

#: What a disk answers, not a network: full, over the quota or a limit, read-only, forbidden, no folder.
_DISK = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST", "EIO")
    if hasattr(errno, name)
)
#: What the HTTP packages call a lost connection: httpx and httpx2 by one name, requests by three.
_LOST = frozenset({"TransportError", "ConnectionError", "Timeout", "ChunkedEncodingError"})

_PAUSES = (0.5, 1.5, 3.0)  # seconds before each new try
_LONGEST_PAUSE = 20.0  # of those that a hub may ask for
Answer = TypeVar("Answer")


def patiently(call: Callable[[], Answer]) -> Answer:
    """Call, and where the hub says that it is busy or broken just now, call again, a few times."""
    for pause in _PAUSES:
        try:
            return call()
        except Exception as error:
            response = _response_of(error)
            if response is None or not is_passing(response.status_code):
                raise
            time.sleep(max(pause, asked_pause(response)))
    return call()


def is_passing(status: int) -> bool:
    """Tell "later" from "no": too many requests, or a fault of the server's own."""
    return status == 429 or status >= 500


def asked_pause(response: Any) -> float:
    """Return the seconds that an answer asks to wait (Retry-After), within reason; 0 where it asks for none."""
    asked = str(response.headers.get("Retry-After") or "")
    return min(float(asked), _LONGEST_PAUSE) if asked.isdecimal() else 0.0


def _response_of(error: BaseException | None) -> Any:
    """Return the answer that an error of the client's came of; it may be wrapped in others."""
    while error is not None:
        response = getattr(error, "response", None)
        if response is not None:
            return response
        error = error.__cause__
    return None


def answered_by(error: BaseException) -> int | None:
    """Return the status of the answer that an error of the client's came of; None where there was no answer."""
    response = _response_of(error)
    return None if response is None else int(response.status_code)


@contextmanager
def hub_errors(name: str) -> Iterator[None]:
    """Turn the hub client's errors, of whatever kind, into one sentence each."""
    try:
        yield
    except LexiscapeError:
        raise
    except Exception as error:
        raise (_answered(name, error) or _unanswered(name, error)) from error


def _answered(name: str, error: Exception) -> SourceError | None:
    """Say what the hub's answer means; None where the error is of something else."""
    from huggingface_hub import constants, errors

    if isinstance(error, errors.GatedRepoError):
        return SourceError(
            f"{name} is gated: accept its terms on {constants.ENDPOINT}/{name.partition('@')[0]}, "
            "then log in with `hf auth login` or set HF_TOKEN"
        )
    if isinstance(error, errors.RevisionNotFoundError):
        return SourceNotFound(f"{name}: the model has no such revision; name a branch, a tag or a commit")
    if isinstance(error, errors.RepositoryNotFoundError | errors.HFValidationError):
        return SourceNotFound(
            f"no file or folder {name}, and no such model at {constants.ENDPOINT}; check the spelling, and if it is "
            "private, log in with `hf auth login` or set HF_TOKEN"
        )
    if isinstance(error, errors.HfHubHTTPError) and error.response is not None:
        told = _ADVICE.get(error.response.status_code, "")
        return SourceError(f"cannot open {name}: {constants.ENDPOINT} answers {first_line(error)}{told}")
    return None


def _unanswered(name: str, error: Exception) -> SourceError:
    """Say what went wrong on the way to the hub, or here."""
    from huggingface_hub import constants

    if isinstance(error, OSError) and _is_disk_error(error):
        return SourceError(
            f"cannot write the cache of {name}, {error.filename or constants.HF_HOME}: {error.strerror}; "
            "free some space there, or set HF_HOME to another folder"
        )
    if not isinstance(error, json.JSONDecodeError) and (isinstance(error, OSError) or is_unreachable(error)):
        return _unreachable(name, error)  # requests calls broken JSON an OSError, too
    if isinstance(error, UnicodeEncodeError):
        return SourceError(
            f"cannot ask for {name}: the access token (HF_TOKEN, or what `hf auth login` saved) holds "
            f"{error.object[error.start]!r}, which no token does; copy it again"
        )
    if isinstance(error, ValueError):  # of the JSON that was expected
        return SourceError(
            f"cannot open {name}: {constants.ENDPOINT} answers what is no JSON ({first_line(error)}); is there a "
            "login page or a proxy in between, or is HF_ENDPOINT no hub?"
        )
    return SourceError(f"cannot open {name}: {type(error).__name__}: {first_line(error)}")


#: What to do about an answer, by its status.
_ADVICE = {
    401: "; the access token (HF_TOKEN, or what `hf auth login` saved) is wrong or has expired: renew it, or take it "
    "away for a public model",
    407: "; a proxy in between wants a name and a password: HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT",
    429: "; wait a while, or log in with `hf auth login`: who is known may ask more often",
}


def _is_disk_error(error: OSError) -> bool:
    """Tell what a disk answers from what a network does."""
    return error.errno in _DISK or error.filename is not None  # a network names no file


def _unreachable(name: str, error: Exception) -> SourceNotFound:
    from huggingface_hub import constants

    reason = first_line(network_reason(error))[:300]
    return SourceNotFound(
        f"no file or folder {name}, and {constants.ENDPOINT} cannot be reached ({reason}); "
        "a model that was opened before, or is in the hub's cache, opens without a network"
    )


def network_reason(error: BaseException) -> BaseException:
    """Return what the network itself said: the innermost of the errors of the system that an error came of.

    The outer ones say that something happened (LocalEntryNotFoundError), or spell out objects (what requests raises).
    """
    reason, inner = error, error.__cause__ or error.__context__
    while inner is not None:
        if isinstance(inner, OSError) and not _is_disk_error(inner):
            reason = inner
        inner = inner.__cause__ or inner.__context__
    return reason


def is_unreachable(error: Exception) -> bool:
    """Tell "no answer" from "the answer is no"."""
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    if isinstance(error, HfHubHTTPError) and error.response is not None:
        return is_passing(error.response.status_code)
    if isinstance(error, OSError) and _is_disk_error(error):
        return False
    return isinstance(error, OfflineModeIsEnabled | OSError) or is_transport_error(error)


def is_transport_error(error: BaseException) -> bool:
    """Tell whether the client's HTTP package lost the connection; Python's own ConnectionError may say "offline"."""
    return any(kind.__name__ in _LOST and kind.__module__ != "builtins" for kind in type(error).__mro__)
