"""A hub id in, the model's embedding matrix out: config and tokenizer are fetched whole, of the weights only a range.

Everything goes through huggingface_hub (endpoint, token, offline mode, cache): small files by its own download into its
own cache, ranges by its HTTP session into its assets cache, which is the place it offers to other libraries.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lexiscape.errors import CorruptFile, SourceError, first_line
from lexiscape.given_files import read_text
from lexiscape.progress import Progress
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.matrices.weights import WEIGHT_FILES
from lexiscape.sources.places.folder import locate_in
from lexiscape.sources.storage.blob import Blob, LocalBlob
from lexiscape.sources.storage.hub_errors import hub_errors, is_unreachable, patiently
from lexiscape.sources.storage.remote import RemoteBlob, RemoteFile
from lexiscape.sources.storage.repository import Folder
from lexiscape.sources.storage.session import guarded
from lexiscape.sources.storage.small_files import ask_size, fetch_small, is_damaged

_COMMIT = re.compile(r"[0-9a-f]{40}")
#: Files of which only ranges are fetched; everything else is small and fetched whole.
RANGED = (*WEIGHT_FILES, ".gguf", ".npz", ".npy")
_MAX_LISTING, _MOST_PARTS = 32 << 20, 1 << 19  # of a list of files: bytes, objects and lists; 100,000 files have half
#: A commit, and of each of its files the size, None where the hub does not tell, and the hash.
Listing = tuple[str, dict[str, int | None], dict[str, str]]


class HubRepository:
    """One commit of a model on a hub.

    Parameters
    ----------
    repo_id, commit : str
        Which model, and the full hash of the commit: what is read later is of that commit.
    sizes, etags : mapping of str to int, str
        Every file's size, None where the hub does not tell, and the hash of its content: of a large file the SHA-256.
    progress : Progress
        Called while ranges are fetched.
    """

    def __init__(
        self, repo_id: str, commit: str, sizes: Mapping[str, int | None], etags: Mapping[str, str], progress: Progress
    ) -> None:
        self.name = repo_id
        self.commit = commit
        self.files: Collection[str] = sorted(sizes)
        self._sizes = sizes
        self._etags = etags
        self._progress = progress
        self._opened: dict[str, Path | RemoteBlob] = {}

    def blob(self, file: str) -> Blob:
        """Return one file's bytes: from the hub's cache if it is there, else fetched, large files in ranges."""
        from huggingface_hub import hf_hub_url, try_to_load_from_cache

        label, ranged = f"{self.name}/{file}", file.endswith(RANGED)
        etag = self._etags.get(file, "")
        cached = try_to_load_from_cache(self.name, file, revision=self.commit)
        damaged = isinstance(cached, str) and is_damaged(Path(cached), self._sizes[file], "" if ranged else etag)
        if isinstance(cached, str) and not damaged:
            self._opened[label] = Path(cached)
            return LocalBlob(Path(cached), label)
        with hub_errors(self.name):
            size = self._sizes[file] or ask_size(self.name, file, self.commit)
        if not ranged:
            with hub_errors(self.name):
                path = self._opened[label] = fetch_small(self.name, file, self.commit, size, etag, again=damaged)
            return LocalBlob(path, label)
        if size is None:
            raise SourceError(f"cannot fetch {label}: the hub does not say how large it is")
        url = hf_hub_url(self.name, file, revision=self.commit)
        remote = RemoteFile(url, size, etag, self.commit)
        blob = RemoteBlob(remote, self.name, file, _cache_folder(self.name, self.commit), self._progress)
        self._opened[label] = blob
        return blob

    def kept(self) -> dict[str, list[Path]]:
        """Return what the caches hold of each file that was opened, by its name in messages."""
        return {
            label: [opened] if isinstance(opened, Path) else opened.kept() for label, opened in self._opened.items()
        }

    def total_bytes(self) -> int:
        """Return the size of all files."""
        return sum(filter(None, self._sizes.values()))


def locate(name: str, choice: Choice) -> Located:
    """Find the embedding matrix of a hub model, `ORG/NAME`, `ORG/NAME@REVISION` or `ORG/NAME:FILE`.

    `FILE` is one of several weight files; of GGUF a part of its name suffices (`ORG/NAME:Q8_0`).

    Raises
    ------
    SourceNotFound
        The hub has no such model, revision or file, or cannot be reached and the model is not in the cache.
    SourceError
        The model is private or gated, or holds nothing that can be opened.
    """
    model, _, file = name.partition(":")
    repo_id, _, revision = model.partition("@")
    with hub_errors(model):
        repository = _open_repository(repo_id, revision or "main", choice.progress)
    with _where_it_is_kept(repository):
        located = locate_in(repository, replace(choice, file=file or None))
    commit = repository.commit if isinstance(repository, HubRepository) else repository.path.name
    return replace(located, facts={**located.facts, "commit": commit})


@contextmanager
def _where_it_is_kept(repository: HubRepository | Folder) -> Iterator[None]:
    """Add to what is said of a file whose bytes contradict its format where the cache holds it, and what to do."""
    try:
        yield
    except CorruptFile as error:
        if isinstance(repository, Folder):
            kept = {f"{repository.name}/{path.name}": [path] for path in repository.opened}
        else:
            kept = repository.kept()
        found = next((paths for label, paths in kept.items() if paths and label in str(error)), None)
        if found is None:
            raise
        where = str(found[0]) if len(found) == 1 else f"{found[0].parent} (files {found[0].name.split('-')[0]}-*)"
        raise CorruptFile(
            f"{error}; if the hub's own file is sound, remove what the cache holds of it and open it again: {where}"
        ) from error


def _open_repository(repo_id: str, revision: str, progress: Progress) -> HubRepository | Folder:
    """Ask the hub which commit and files; without a network, what the caches know of them."""
    remembered = _recall(repo_id, revision)
    if remembered and _COMMIT.fullmatch(revision):
        return HubRepository(repo_id, *remembered, progress)
    try:
        commit, sizes, etags = patiently(lambda: _ask_hub(repo_id, revision))
    except Exception as error:
        if not is_unreachable(error):
            raise
        if remembered:
            return HubRepository(repo_id, *remembered, progress)
        snapshot = _cached_snapshot(repo_id, revision)
        if snapshot is None:
            raise
        return Folder(snapshot, repo_id)
    _remember(repo_id, revision, commit, sizes, etags)
    return HubRepository(repo_id, commit, sizes, etags, progress)


def _ask_hub(repo_id: str, revision: str) -> Listing:
    from huggingface_hub import HfApi, constants

    try:
        api = HfApi(library_name="lexiscape")
        with guarded(f"the list of {repo_id}'s files", lambda: _listing_counter(repo_id)):
            info = api.model_info(repo_id, revision=revision, files_metadata=True, timeout=20)
        files = info.siblings or []
        sizes = {file.rfilename: file.size for file in files}
        etags = {file.rfilename: (file.lfs.sha256 if file.lfs else file.blob_id) for file in files}
        return _checked(info.sha or revision, sizes, etags)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
        told = f"{type(error).__name__}: {first_line(error)[:100]}"
        raise SourceError(
            f"cannot open {repo_id}: {constants.ENDPOINT} answers what is no list of a model's files ({told}); is "
            "HF_ENDPOINT a hub?"
        ) from error


def _listing_counter(repo_id: str) -> Callable[[bytes], None]:
    """Return what is told the blocks of a listing, and breaks off what is longer, or of more parts, than any."""
    came = [0, 0]

    def count(block: bytes) -> None:
        came[0] += len(block)
        came[1] += block.count(b"{") + block.count(b"[")
        if came[0] > _MAX_LISTING or came[1] > _MOST_PARTS:
            raise CorruptFile(
                f"the list of {repo_id}'s files is longer than that of any model: {came[0]:,} bytes, {came[1]:,} "
                "objects and lists, and not at its end"
            )

    return count


def _checked(commit: Any, sizes: Mapping[Any, Any], etags: Mapping[Any, Any]) -> Listing:
    """Return a listing that may be trusted to name places: no file outside the model's folder, sizes that can be.

    Raises
    ------
    TypeError
        It is no listing.
    """
    if not (isinstance(commit, str) and isinstance(sizes, dict) and isinstance(etags, dict)):
        raise TypeError("no commit, or no files")
    if ".." in commit or len(commit) > 255:
        raise TypeError(f"no commit is called {commit[:40]!r}")
    names = [name for name in sizes if isinstance(name, str) and _is_inside(name)]
    told = {name: size if type(size := sizes[name]) is int and 0 < size < 1 << 62 else None for name in names}
    return commit, told, {name: etag if isinstance(etag := etags.get(name), str) else "" for name in names}


def _is_inside(name: str) -> bool:
    return not re.search(r"[\\\0]", name) and all(part not in ("", ".", "..") for part in name.split("/"))


def _cache_folder(repo_id: str, commit: str) -> Path:
    from huggingface_hub import cached_assets_path

    try:
        return cached_assets_path("lexiscape", repo_id, commit)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"cannot write the cache of {repo_id}: {error}; set HF_ASSETS_CACHE to a folder that can be written"
        ) from error


def _remember(
    repo_id: str, revision: str, commit: str, sizes: Mapping[str, int | None], etags: Mapping[str, str]
) -> None:
    """Keep what the hub said, so that the next time needs no network; written whole or not at all.

    A cache that cannot be written is no error yet: what is asked for may lie in it already.
    """
    listing = {"commit": commit, "sizes": dict(sizes), "etags": dict(etags)}
    for key in {revision, commit}:
        temporary = None
        try:
            target = _listing_path(repo_id, key)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".listing-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(listing, file)
            os.replace(temporary, target)
        except (OSError, SourceError) as error:
            logging.getLogger("lexiscape").info("cannot keep the listing of %s: %s", repo_id, error)
            if temporary is not None:
                with suppress(OSError):
                    os.unlink(temporary)


def _recall(repo_id: str, revision: str) -> Listing | None:
    try:
        listing = json.loads(read_text(_listing_path(repo_id, revision), "utf-8"))
        return _checked(listing["commit"], listing["sizes"], listing["etags"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError, SourceError):
        return None


def _listing_path(repo_id: str, revision: str) -> Path:
    return _cache_folder(repo_id, "listings") / f"{quote(revision, safe='')}.json"


def _cached_snapshot(repo_id: str, revision: str) -> Path | None:
    """Return the folder of a snapshot that huggingface_hub keeps, if there is one."""
    from huggingface_hub import try_to_load_from_cache

    for file in ("config.json", "tokenizer.json", "vocab.txt"):
        cached = try_to_load_from_cache(repo_id, file, revision=revision)
        if isinstance(cached, str):
            return Path(cached).parent
    return None
