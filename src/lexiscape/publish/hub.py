"""A Space's name in, a `Place` out: a static Space of the hub that huggingface_hub knows, written in one commit.

Endpoint, token and cache are huggingface_hub's own, as are the requests: HF_ENDPOINT, HF_TOKEN, `hf auth login`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from lexiscape.errors import LexiscapeError, OptionError, PublishError, first_line
from lexiscape.given_files import read_file
from lexiscape.publish.plan import RECORD
from lexiscape.sources.storage.hub_errors import answered_by, is_transport_error, network_reason, patiently

# Of names, the hub takes letters, digits, -, _ and . up to 96 in all; -- and .. are reserved.
_NAME = re.compile(r"(?!.*(?:--|\.\.))[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?")


class HubPlace:
    """A static Space, there or not yet."""

    def __init__(self, repo_id: str) -> None:
        from huggingface_hub import constants

        self.repo_id = repo_id
        self.name = f"the Space {repo_id}"
        self.url = f"{constants.ENDPOINT}/spaces/{repo_id}"
        self.asset_url = f"{self.url}/resolve/main/"
        self.parent = _origin(constants.ENDPOINT)
        self._sizes: dict[str, int] = {}  # of the files that lie there
        self._commit: str | None = None  # the one that was looked at; None: there is no such Space

    def page_address(self) -> str:
        """Return where the hub serves the page: its own address of a Space is a page around that."""
        from huggingface_hub import HfApi

        with _told(self.repo_id):
            host = patiently(lambda: HfApi().space_info(self.repo_id)).host
        if not host or urlsplit(host).scheme not in ("https", "http"):
            raise PublishError(
                f"the hub does not say where it serves {self.name}: open {self.url} and choose Embed this Space there, "
                "with ?embed=1 behind the address"
            )
        return host.rstrip("/") + "/"

    def held(self, names: Collection[str]) -> Mapping[str, str]:
        """Return which of these files lie in it; PublishError where it is no static Space."""
        from huggingface_hub import HfApi
        from huggingface_hub.errors import RepositoryNotFoundError

        with _told(self.repo_id):
            try:
                found = patiently(lambda: HfApi().space_info(self.repo_id, files_metadata=True))
            except RepositoryNotFoundError as error:
                if (status := answered_by(error)) == 404 or _is_logged_in():
                    return {}
                raise PublishError(
                    f"cannot publish {self.repo_id}: the hub does not know you (it answers {status}); log in with "
                    "`hf auth login` or set HF_TOKEN to a token with the right to write"
                ) from error
        if found.sdk not in (None, "static"):
            raise PublishError(f"{self.name} runs {found.sdk} and is no static Space: choose another name")
        self._commit = found.sha
        self._sizes = {entry.rfilename: entry.size or 0 for entry in found.siblings or ()}
        return {
            entry.rfilename: entry.lfs["sha256"] if entry.lfs else str(entry.blob_id)
            for entry in found.siblings or ()
            if entry.rfilename in names
        }

    def read(self, file: str, most: int) -> bytes:
        """Return a file of the commit that was looked at; nothing of one that has more bytes."""
        if self._sizes.get(file, 0) > most:
            return b""
        from huggingface_hub import HfApi

        with _told(self.repo_id):
            path = HfApi().hf_hub_download(self.repo_id, file, repo_type="space", revision=self._commit)
        return read_file(Path(path))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Make the Space if it is not there, and add all files in one commit on top of the one that was looked at."""
        from huggingface_hub import CommitOperationAdd, HfApi

        api = HfApi()
        made = self._commit is None
        with _told(self.repo_id):
            if made:
                api.create_repo(self.repo_id, repo_type="space", space_sdk="static")
            try:
                api.create_commit(
                    self.repo_id,
                    [CommitOperationAdd(name, content) for name, content in files.items()],
                    commit_message=f"Map by Lexiscape: {', '.join(name for name in files if name != RECORD)}",
                    repo_type="space",
                    parent_commit=self._commit,
                )
            except Exception as error:
                if made:
                    error.add_note(f"{self.name} was made and is empty: run the command again with --replace")
                raise


def find(name: str) -> HubPlace:
    """Return the Space `USER/NAME`, or `NAME` of whoever is logged in.

    Raises
    ------
    OptionError
        No Space can be called so.
    PublishError
        Nobody is logged in, or the hub cannot be reached.
    """
    user, slash, own = name.partition("/")
    if name and not slash:
        user, own = _user(), name
    if not (_NAME.fullmatch(user) and _NAME.fullmatch(own)) or len(user) + len(own) > 96:
        raise OptionError(f"expected hub:USER/NAME, in letters, digits, '-', '_' and '.', not {'hub:' + name!r}")
    return HubPlace(f"{user}/{own}")


def _origin(address: str) -> str:
    """Return scheme, host and port of an address: what a browser knows a page by."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _user() -> str:
    from huggingface_hub import HfApi

    with _told("to the hub"):
        return str(patiently(HfApi().whoami)["name"])


def _is_logged_in() -> bool:
    from huggingface_hub import HfApi

    try:
        HfApi().whoami()
    except Exception:  # whatever it is, nobody is known
        return False
    return True


#: What the hub's answers mean here, by their status.
_ADVICE = {
    401: "the access token (HF_TOKEN, or what `hf auth login` saved) is missing, wrong or expired: renew it",
    402: "the hub asks to be paid for it",
    403: "the access token has no right to write there: give it that right, or choose a name under your own",
    404: "there is no such Space, or the access token may not see it",
    409: "it was changed or made meanwhile: look at it, and publish again",
    412: "it was changed meanwhile: look at it, and publish again",
    413: "the map is too large for it",
    429: "it is asked too often: wait a while",
}


@contextmanager
def _told(repo_id: str) -> Iterator[None]:
    """Turn the hub client's errors into one sentence each, with what to do."""
    from huggingface_hub import constants
    from huggingface_hub.errors import LocalTokenNotFoundError

    try:
        yield
    except LexiscapeError:
        raise
    except Exception as error:
        if isinstance(error, LocalTokenNotFoundError):
            raise PublishError(
                "nobody is logged in to the hub: `hf auth login`, or set HF_TOKEN to a token with the right to write"
            ) from error
        status = answered_by(error)
        more = "".join(f"; {note}" for note in getattr(error, "__notes__", ()))
        if status is not None:
            advice = _ADVICE.get(status, f"it answers {first_line(error)}")
            told = f"{constants.ENDPOINT} refuses ({status}): {advice}"
        elif is_transport_error(error) or isinstance(error, OSError):
            told = f"{constants.ENDPOINT} cannot be reached ({first_line(network_reason(error))[:300]})"
        else:
            told = f"{type(error).__name__}: {first_line(error)}"
        raise PublishError(f"cannot publish {repo_id}: {told}{more}") from error
