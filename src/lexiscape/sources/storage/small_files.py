"""A small file's name in, its place in huggingface_hub's own cache out: by its download, bounded and then checked."""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.given_files import open_file
from lexiscape.sources.storage.answers import SHA256, plain_tag
from lexiscape.sources.storage.hub_errors import patiently
from lexiscape.sources.storage.repository import MAX_TEXT
from lexiscape.sources.storage.session import checked_heads, guarded

#: What the client makes names of files of: one part of a path each, on every system.
_NAMING = ("ETag", "X-Linked-Etag", "X-Repo-Commit")
_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,200}")
_SLACK = 1 << 20  # bytes, which a download may be counted over: what is there in the end is checked exactly


def ask_size(repo_id: str, file: str, commit: str) -> int | None:
    """Return a file's size by its own head, where the list of the model's files did not tell; None where none tells."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(repo_id, file, revision=commit)
    with guarded(f"{repo_id}/{file}"):
        size = patiently(lambda: get_hf_file_metadata(url, library_name="lexiscape", timeout=20)).size
    return size if size is not None and size >= 0 else None


def fetch_small(repo_id: str, file: str, commit: str, size: int | None, etag: str, *, again: bool) -> Path:
    """Download a file whole into the hub's cache; return where it is.

    Parameters
    ----------
    repo_id, file, commit : str
        Which file.
    size : int or None
        How large it is, as far as the hub tells.
    etag : str
        By what the hub's list knows its content: where it is a SHA-256, the content is held against it.
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
    most = MAX_TEXT if size is None else size

    def counter() -> Callable[[bytes], None]:
        count = _counter(name, most)
        return lambda block: count(len(block))

    options: dict[str, Any] = {"library_name": "lexiscape", "force_download": again}
    if "tqdm_class" in inspect.signature(hf_hub_download).parameters:  # it may have a way of its own to download
        options["tqdm_class"] = _bar(_counter(name, most))

    try:
        with checked_heads(lambda answer: _check_naming(answer, name)), guarded(name, counter):
            path = Path(patiently(lambda: hf_hub_download(repo_id, file, revision=commit, **options)))
    except CorruptFile:
        _remove_begun(repo_id, etag)
        raise
    if is_damaged(path, size, etag):
        found = path.stat().st_size
        _remove(path)
        raise CorruptFile(
            f"{name} is not the file that the hub lists: expected {size or 0:,} bytes, got {found:,}"
            + (" with another SHA-256" if found == size else "")
            + "; open it again"
        )
    return path


def _check_naming(answer: Any, name: str) -> None:
    """Refuse an answer of which the client would make a path out of its cache: an ETag of `../../x` names any file."""
    for header in _NAMING:
        told = answer.headers.get(header)
        plain = "x" if told is None else plain_tag(told)
        if not _NAME.fullmatch(plain) or not plain.strip("."):
            raise SourceError(
                f"cannot fetch {name}: the server calls it {plain[:80]!r} ({header}), which is no name of a content; "
                "is HF_ENDPOINT a hub?"
            )


def _remove(path: Path) -> None:
    """Remove a file of the client's cache, and what it is a link to if that lies in the cache, too."""
    from huggingface_hub import constants

    real = path.resolve()
    if real.is_relative_to(Path(constants.HF_HUB_CACHE).resolve()):
        real.unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _remove_begun(repo_id: str, etag: str) -> None:
    """Remove what an older client keeps of a download that broke off: it would go on from there."""
    from huggingface_hub import constants

    folder = Path(constants.HF_HUB_CACHE) / f"models--{repo_id.replace('/', '--')}" / "blobs"
    if re.fullmatch("[0-9a-f]+", etag):
        (folder / f"{etag}.incomplete").unlink(missing_ok=True)


def is_damaged(path: Path, size: int | None, etag: str) -> bool:
    """Tell a file of the hub's cache that a full disk cut, a crash filled with zeros, or that is another."""
    try:
        with open_file(path) as file:
            found = path.stat().st_size
            if (size is not None and found != size) or (found > 0 and not any(file.read(64))):
                return True
            if not SHA256.fullmatch(etag):
                return False
            file.seek(0)
            return hashlib.sha256(file.read()).hexdigest() != etag
    except (OSError, SourceError):
        return True


def _counter(name: str, most: int) -> Callable[[int], None]:
    """Return what is told how much came, and breaks off what is more than was announced."""
    came = 0

    def count(n: int) -> None:
        nonlocal came
        came += n
        if came > most + _SLACK:
            raise CorruptFile(f"{name} should have at most {most:,} bytes, but the server sends more")

    return count


def _bar(count: Callable[[int], None]) -> type[Any]:
    """Return the client's progress bar, which it tells how much came, as one that counts."""
    from huggingface_hub.utils import tqdm

    class Counter(tqdm):
        """A progress bar that counts."""

        def update(self, n: float | None = 1) -> bool | None:
            """Count."""
            count(int(n or 0))
            shown: bool | None = super().update(n)
            return shown

    return Counter
