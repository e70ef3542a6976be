"""A small file's name in, its place in huggingface_hub's own cache out: by its download, bounded and then checked."""

from __future__ import annotations

import hashlib
import inspect
import re
from pathlib import Path
from typing import Any

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.given_files import open_file
from lexiscape.sources.storage.hub_errors import patiently
from lexiscape.sources.storage.repository import MAX_TEXT

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SLACK = 1 << 20  # bytes, which a download may be counted over: what is there in the end is checked exactly


def ask_size(repo_id: str, file: str, commit: str) -> int | None:
    """Return a file's size by its own head, where the list of the model's files did not tell; None where none tells."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(repo_id, file, revision=commit)
    size = patiently(lambda: get_hf_file_metadata(url, library_name="lexiscape", timeout=20)).size
    return size if size is not None and size >= 0 else None


def fetch_small(repo_id: str, file: str, commit: str, size: int | None, sha256: str, *, again: bool) -> Path:
    """Download a file whole into the hub's cache; return where it is.

    Parameters
    ----------
    repo_id, file, commit : str
        Which file.
    size : int or None
        How large it is, as far as the hub tells.
    sha256 : str
        The hash of its content, where the hub tells it; anything else is not looked at.
    again : bool
        Whether what the cache holds is to be replaced.

    Raises
    ------
    CorruptFile
        It is larger than any such file, or not what the hub says of it: then the cache does not keep it.
    """
    from huggingface_hub import hf_hub_download

    name = f"{repo_id}/{file}"
    if size is not None and size > MAX_TEXT:
        raise CorruptFile(f"{name} is too large for a vocabulary or a configuration: {size:,} bytes")
    bounded: dict[str, Any] = {}
    if "tqdm_class" in inspect.signature(hf_hub_download).parameters:
        bounded["tqdm_class"] = _counter(name, MAX_TEXT if size is None else size)
    elif size is None:  # an older client, which reads on to the end
        raise SourceError(f"cannot fetch {name}: the hub does not say how large it is")
    path = Path(
        patiently(
            lambda: hf_hub_download(
                repo_id, file, revision=commit, library_name="lexiscape", force_download=again, **bounded
            )
        )
    )
    if is_damaged(path, size, sha256):
        found = path.stat().st_size
        for place in (path.resolve(), path):
            place.unlink(missing_ok=True)
        raise CorruptFile(
            f"{name} is not the file that the hub lists: expected {size or 0:,} bytes, got {found:,}"
            + (" with another SHA-256" if found == size else "")
            + "; open it again"
        )
    return path


def is_damaged(path: Path, size: int | None, sha256: str) -> bool:
    """Tell a file of the hub's cache that a full disk cut, a crash filled with zeros, or that is another."""
    try:
        with open_file(path) as file:
            found = path.stat().st_size
            if (size is not None and found != size) or (found > 0 and not any(file.read(64))):
                return True
            if not _SHA256.fullmatch(sha256):
                return False
            file.seek(0)
            return hashlib.sha256(file.read()).hexdigest() != sha256
    except (OSError, SourceError):
        return True


def _counter(name: str, most: int) -> type[Any]:
    """Return a progress bar, which the client tells how much came, that breaks off what is more than was announced."""
    from huggingface_hub.utils import tqdm

    class Counter(tqdm):
        """A progress bar of the client's that counts."""

        came = 0

        def update(self, n: float | None = 1) -> bool | None:
            """Count."""
            self.came += int(n or 0)
            if self.came > most + _SLACK:
                raise CorruptFile(f"{name} should have at most {most:,} bytes, but the server sends more")
            shown: bool | None = super().update(n)
            return shown

    return Counter
