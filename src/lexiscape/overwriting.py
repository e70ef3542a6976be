"""Files to be written, out whole or not at all: nothing of a user is lost, be it read in or already there.

What lies at a target is somebody's: its mode stays, a symbolic link is written through to what it names, and what is
read here, is read-only or is no regular file is refused. A run that is killed cannot remove its temporary files: the
next that writes into the folder does, by the lock that only a living process holds.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from lexiscape.errors import LexiscapeError, OutputError, first_line

if sys.platform != "win32":
    import fcntl

_PREFIX = ".lexiscape-"
_TEMPORARY = re.compile(r"\.lexiscape-[a-z0-9_]{8}\.tmp\.[a-z]+")
_WORKING_PREFIX = ".isolated-"
_WORKING = re.compile(r"\.isolated-[a-z0-9_]{8}")
_WORKED_ON = re.compile(r"[0-9]+\.npy")
_ABANDONED_AFTER = 24 * 60 * 60  # seconds; only where files cannot be locked
_IN_USE = (5, 32)  # how Windows says that a file cannot be replaced: access denied, sharing violation


def check_apart(targets: Iterable[Path], read: Iterable[Path]) -> None:
    """Refuse to write over a file that is read: by whatever name, through a link, or in other capitals.

    Raises
    ------
    OutputError
        A target is one of the files read.
    """
    kept = list(read)
    for target in targets:
        found = next((path for path in kept if _are_same(target, path)), None)
        if found is not None:
            other = "" if str(found) == str(target) else f" as {found}"
            raise OutputError(f"cannot write {target}: it is read here{other} and would be lost; choose another name")


def _are_same(target: Path, path: Path) -> bool:
    try:
        return os.path.samefile(target, path)
    except (OSError, ValueError):  # one of them is not there, or its name is none
        return False


def check_place(target: Path) -> None:
    """Refuse a target where no file can be put, or where one lies that is not to be replaced; touches nothing.

    Raises
    ------
    OutputError
        The folder is not there or not ours to write into; the file is read-only, or none.
    """
    real = _behind_links(target)
    folder = real.parent
    try:
        found: os.stat_result | None = target.stat()
    except FileNotFoundError:
        found = None
    except OSError as error:  # a name longer than the file system takes, links in a circle
        raise OutputError(f"cannot write {target}: {error.strerror}") from error
    if not folder.is_dir():
        raise OutputError(f"cannot write {target}: the folder {folder} does not exist")
    if found is not None:
        if stat.S_ISDIR(found.st_mode):
            raise OutputError(f"cannot write {target}: it is a folder")
        if not stat.S_ISREG(found.st_mode):
            raise OutputError(f"cannot write {target}: it is a device or a pipe; choose the name of a file")
        # the mode itself, too: to an administrator, everything is writable
        if not (found.st_mode & 0o222 and os.access(real, os.W_OK)):
            raise OutputError(f"cannot write {target}: it is read-only; make it writable or choose another name")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {target}: no permission to write into {folder}")


def _behind_links(target: Path) -> Path:
    """Return the place that a symbolic link names in the end, there or not; what is no link as it is."""
    # of a name longer than the file system takes, os.path says no where Path raises
    return Path(os.path.realpath(target)) if os.path.islink(target) else target


def write_whole(writers: Mapping[Path, Callable[[Path], None]]) -> None:
    """Let each writer fill a temporary file beside its target, and when all are full, rename them to the targets.

    A new file has the mode that the umask leaves; one that is replaced keeps its mode, and its owner where that can be.

    Raises
    ------
    OutputError
        A file cannot be written; while they are being filled, no target changes.
    """
    temporaries: dict[Path, Path] = {}
    locks: list[int] = []
    target = Path()
    try:
        for target, write in writers.items():
            check_place(target)
            folder = _behind_links(target).parent
            remove_abandoned(folder)
            handle, temporaries[target] = _open_temporary(folder, target.suffix.lower())
            locks.append(handle)
            write(temporaries[target])
        for target, temporary in temporaries.items():
            _take_place(temporary, _behind_links(target))
        _close(locks)  # before they are renamed: Windows renames no open file
        for target, temporary in temporaries.items():
            os.replace(temporary, _behind_links(target))
        for folder in {_behind_links(target).parent for target in temporaries}:
            _settle(folder)
    except (LexiscapeError, MemoryError):
        raise
    except OSError as error:
        in_use = getattr(error, "winerror", None) in _IN_USE
        advice = "; is it open in another program? Close it there, or name another file" if in_use else ""
        raise OutputError(f"cannot write {target}: {error.strerror or error}{advice}") from error
    except Exception as error:  # whatever the library of a format meets
        raise OutputError(f"cannot write {target}: {first_line(error)}") from error
    finally:
        _close(locks)
        for left in temporaries.values():
            left.unlink(missing_ok=True)


def _open_temporary(folder: Path, suffix: str) -> tuple[int, Path]:
    """Make an empty file that only its owner can read, and lock it; return the handle that holds the lock."""
    while True:
        # A short name of its own: the target's may already be as long as a name may be.
        handle, name = tempfile.mkstemp(".tmp" + suffix, _PREFIX, folder)
        if sys.platform != "win32":
            with suppress(OSError):  # a file system without locks: then nobody can take it for abandoned, either
                fcntl.flock(handle, fcntl.LOCK_EX)
            if not os.fstat(handle).st_nlink:  # another run took it for abandoned before it was locked
                os.close(handle)
                continue
        return handle, Path(name)


def _take_place(temporary: Path, real: Path) -> None:
    """Give a full temporary file the mode, and if it can be the owner, of what it will replace; put it on the disk."""
    try:
        before: os.stat_result | None = real.stat()
    except FileNotFoundError:
        before = None
    if before is None:
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
    else:
        own = temporary.stat()
        if sys.platform != "win32" and (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
            with suppress(OSError):
                os.chown(temporary, before.st_uid, before.st_gid)
        temporary.chmod(stat.S_IMODE(before.st_mode) & 0o777)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())  # or a crash may leave zeros under the right name


def _settle(folder: Path) -> None:
    """Put a folder's names on the disk, where the system lets folders be opened."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder inside another, for `N.npy` files of work that goes on; afterwards it is removed.

    That of a killed run is removed by the next that writes into the outer folder, as its temporary files are.
    """
    remove_abandoned(folder)
    locks: list[int] = []
    while True:
        working = Path(tempfile.mkdtemp(prefix=_WORKING_PREFIX, dir=folder))
        if sys.platform != "win32":
            with suppress(FileNotFoundError):  # another run took it for abandoned before it was locked
                locks.append(os.open(working, os.O_RDONLY | os.O_DIRECTORY))
                with suppress(OSError):  # a file system without locks
                    fcntl.flock(locks[-1], fcntl.LOCK_EX)
                if os.path.samestat(os.fstat(locks[-1]), working.stat()):
                    break
        else:
            break
    try:
        yield working
    finally:
        shutil.rmtree(working)
        _close(locks)


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary files and working folders that killed runs left; those of a run that goes on stay."""
    with suppress(OSError):
        for name in os.listdir(folder):
            with suppress(OSError):
                if _TEMPORARY.fullmatch(name):
                    _remove_if_abandoned(folder / name, stat.S_ISREG, os.O_RDWR, os.unlink)
                elif _WORKING.fullmatch(name):
                    _remove_if_abandoned(folder / name, stat.S_ISDIR, os.O_RDONLY, _remove_working)


def _remove_if_abandoned(
    path: Path, is_kind: Callable[[int], bool], flags: int, remove: Callable[[Path], None]
) -> None:
    found = path.lstat()
    if not is_kind(found.st_mode):
        return
    if sys.platform == "win32":
        inside = os.listdir(path) if path.is_dir() else []
        changed = max([found.st_mtime, *((path / name).lstat().st_mtime for name in inside)])
        if time.time() - changed > _ABANDONED_AFTER:
            remove(path)
    else:
        handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(path)
        finally:
            os.close(handle)


def _remove_working(path: Path) -> None:
    """Remove a working folder, unless there is in it what no run puts there."""
    names = os.listdir(path)
    if all(_WORKED_ON.fullmatch(name) for name in names):
        for name in names:
            os.unlink(path / name)
        path.rmdir()


def _close(handles: list[int]) -> None:
    while handles:
        os.close(handles.pop())
