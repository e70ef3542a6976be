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
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from lexiscape.errors import SourceError
from lexiscape.progress import Progress
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.matrices.weights import WEIGHT_FILES
from lexiscape.sources.places.folder import locate_in
from lexiscape.sources.storage.blob import Blob, LocalBlob
from lexiscape.sources.storage.hub_errors import hub_errors, is_unreachable, patiently
from lexiscape.sources.storage.remote import RemoteBlob, RemoteFile
from lexiscape.sources.storage.repository import Folder

_COMMIT = re.compile(r"[0-9a-f]{40}")
#: Files of which only ranges are fetched; everything else is small and fetched whole.
RANGED = (*WEIGHT_FILES, ".gguf", ".npz", ".npy")


class HubRepository:
    """One commit of a model on a hub.

    Parameters
    ----------
    repo_id, commit : str
        Which model, and the full hash of the commit: what is read later is of that commit.
    sizes, etags : mapping of str to int, str
        Every file's size and the hash of its content.
    progress : Progress
        Called while ranges are fetched.
    """

    def __init__(
        self, repo_id: str, commit: str, sizes: Mapping[str, int], etags: Mapping[str, str], progress: Progress
    ) -> None:
        self.name = repo_id
        self.commit = commit
        self.files: Collection[str] = sorted(sizes)
        self._sizes = sizes
        self._etags = etags
        self._progress = progress

    def blob(self, file: str) -> Blob:
        """Return one file's bytes: from the hub's cache if it is there, else fetched, large files in ranges."""
        from huggingface_hub import hf_hub_download, hf_hub_url, try_to_load_from_cache

        label = f"{self.name}/{file}"
        cached = try_to_load_from_cache(self.name, file, revision=self.commit)
        damaged = isinstance(cached, str) and _is_damaged(Path(cached), self._sizes[file])
        if isinstance(cached, str) and not damaged:
            return LocalBlob(Path(cached), label)
        if file.endswith(RANGED):
            remote = RemoteFile(
                hf_hub_url(self.name, file, revision=self.commit), self._sizes[file], self._etags.get(file, "")
            )
            return RemoteBlob(remote, self.name, file, _cache_folder(self.name, self.commit), self._progress)
        with hub_errors(self.name):
            path = patiently(
                lambda: hf_hub_download(
                    self.name, file, revision=self.commit, library_name="lexiscape", force_download=damaged
                )
            )
        return LocalBlob(Path(path), label)

    def total_bytes(self) -> int:
        """Return the size of all files."""
        return sum(self._sizes.values())


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
    located = locate_in(repository, replace(choice, file=file or None))
    commit = repository.commit if isinstance(repository, HubRepository) else repository.path.name
    return replace(located, facts={**located.facts, "commit": commit})


def _is_damaged(path: Path, size: int) -> bool:
    """Tell a file of the hub's cache that a full disk cut or a crash filled with zeros."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size != size or (size > 0 and not any(file.read(64)))
    except OSError:
        return True


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


def _ask_hub(repo_id: str, revision: str) -> tuple[str, dict[str, int], dict[str, str]]:
    from huggingface_hub import HfApi

    info = HfApi(library_name="lexiscape").model_info(repo_id, revision=revision, files_metadata=True, timeout=20)
    files = info.siblings or []
    sizes = {file.rfilename: file.size or 0 for file in files}
    etags = {file.rfilename: (file.lfs.sha256 if file.lfs else file.blob_id) or "" for file in files}
    return info.sha or revision, sizes, etags


def _cache_folder(repo_id: str, commit: str) -> Path:
    from huggingface_hub import cached_assets_path

    try:
        return cached_assets_path("lexiscape", repo_id, commit)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"cannot write the cache of {repo_id}: {error}; set HF_ASSETS_CACHE to a folder that can be written"
        ) from error


def _remember(repo_id: str, revision: str, commit: str, sizes: Mapping[str, int], etags: Mapping[str, str]) -> None:
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


def _recall(repo_id: str, revision: str) -> tuple[str, dict[str, int], dict[str, str]] | None:
    try:
        listing = json.loads(_listing_path(repo_id, revision).read_text("utf-8"))
        return listing["commit"], listing["sizes"], listing["etags"]
    except (OSError, ValueError, KeyError, TypeError, SourceError):
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
