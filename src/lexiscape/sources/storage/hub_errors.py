"""The hub client's errors in, ours out: one sentence each, with what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lexiscape.errors import LexiscapeError, SourceError, SourceNotFound

#: What a disk answers, not a network: full, over the quota or a limit, read-only, forbidden, no folder.
_DISK = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST", "EIO")
    if hasattr(errno, name)
)

#: What the HTTP packages call a lost connection: httpx and httpx2 by one name, requests by three.
_LOST = frozenset({"TransportError", "ConnectionError", "Timeout", "ChunkedEncodingError"})


@contextmanager
def hub_errors(name: str) -> Iterator[None]:
    """Turn the hub client's errors into one sentence each."""
    from huggingface_hub import constants, errors

    try:
        yield
    except LexiscapeError:
        raise
    except errors.GatedRepoError as error:
        raise SourceError(
            f"{name} is gated: accept its terms on {constants.ENDPOINT}/{name.partition('@')[0]}, "
            "then log in with `hf auth login` or set HF_TOKEN"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise SourceNotFound(f"{name}: the model has no such revision; name a branch, a tag or a commit") from error
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as error:
        raise SourceNotFound(
            f"no file or folder {name}, and no such model at {constants.ENDPOINT}; check the spelling, and if it is "
            "private, log in with `hf auth login` or set HF_TOKEN"
        ) from error
    except errors.HfHubHTTPError as error:
        raise _answered(name, error) from error
    except OSError as error:
        if error.errno not in _DISK:
            raise _unreachable(name, error) from error
        raise SourceError(
            f"cannot write the cache of {name}, {error.filename or constants.HF_HOME}: {error.strerror}; "
            "free some space there, or set HF_HOME to another folder"
        ) from error
    except Exception as error:
        if not is_unreachable(error):
            raise
        raise _unreachable(name, error) from error


def _answered(name: str, error: Exception) -> SourceError:
    from huggingface_hub import constants, errors

    if isinstance(error, errors.LocalEntryNotFoundError):  # before 1.0 an HTTP error, though nothing was answered
        return _unreachable(name, error)
    return SourceError(f"cannot open {name}: {constants.ENDPOINT} answers {_first_line(error)}")


def _unreachable(name: str, error: Exception) -> SourceNotFound:
    from huggingface_hub import constants

    return SourceNotFound(
        f"no file or folder {name}, and {constants.ENDPOINT} cannot be reached ({_first_line(error)}); "
        "a model that was opened before, or is in the hub's cache, opens without a network"
    )


def is_unreachable(error: Exception) -> bool:
    """Tell "no answer" from "the answer is no"."""
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    if isinstance(error, OSError) and error.errno in _DISK:
        return False
    if isinstance(error, HfHubHTTPError):
        return bool(error.response.status_code >= 500)
    return isinstance(error, OfflineModeIsEnabled | OSError) or is_transport_error(error)


def is_transport_error(error: BaseException) -> bool:
    """Tell whether the client's HTTP package lost the connection; Python's own ConnectionError may say "offline"."""
    return any(kind.__name__ in _LOST and kind.__module__ != "builtins" for kind in type(error).__mro__)


def _first_line(error: Any) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
