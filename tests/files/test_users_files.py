"""What lies at an output's place is the user's: its mode, its link, its being read-only; and nothing is left behind."""

import os
import stat
import subprocess
import sys

import pytest

from lexiscape import map_space, open_space
from lexiscape.contextual.spaces import write_space
from lexiscape.errors import OutputError
from tiny_models import numbers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and locks of POSIX")

SPACE = open_space([f"t{i}" for i in range(40)], numbers(40, 8))
KILLED = """
import sys
from pathlib import Path
from lexiscape.overwriting import write_whole

def write(path):
    path.write_text("half")
    print(path.name, flush=True)
    sys.stdin.read()

write_whole({Path(sys.argv[1]): write})
"""
WORKING = """
import sys
from pathlib import Path
from lexiscape.overwriting import working_folder

with working_folder(Path(sys.argv[1]).parent) as folder:
    (folder / "0.npy").write_text("half")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def drawn():
    return map_space(SPACE)


@pytest.fixture
def umask_022():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def save_map(drawn, path):
    drawn.save(path)


def save_contextual(drawn, path):
    write_space(SPACE, path)


EITHER = pytest.mark.parametrize(
    ("save", "name"), [(save_map, "map.npz"), (save_map, "map.csv"), (save_contextual, "layer-00.safetensors")]
)


@EITHER
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o200])
def test_a_mode_stays(drawn, tmp_path, umask_022, save, name, mode):
    path = tmp_path / name
    path.write_text("old")
    path.chmod(mode)
    save(drawn, path)
    assert mode_of(path) == mode
    assert path.read_bytes() != b"old"


@EITHER
def test_a_new_file_has_what_the_umask_leaves(drawn, tmp_path, umask_022, save, name):
    save(drawn, tmp_path / name)
    assert mode_of(tmp_path / name) == 0o644


@EITHER
@pytest.mark.parametrize("is_there", [True, False])
def test_a_symbolic_link_is_written_through(drawn, tmp_path, save, name, is_there):
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "real"
    if is_there:
        real.write_text("old")
        real.chmod(0o600)
    (tmp_path / "step").symlink_to(real)
    link = tmp_path / name
    link.symlink_to("step")
    save(drawn, link)
    assert link.is_symlink()
    assert (tmp_path / "step").is_symlink()
    assert real.read_bytes() not in (b"old", b"")
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([name, "step", "elsewhere", "real"])
    assert mode_of(real) == 0o600 or not is_there


@EITHER
def test_a_read_only_file_is_refused(drawn, tmp_path, save, name):
    path = tmp_path / name
    path.write_text("mine")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="it is read-only; make it writable or choose another name"):
        save(drawn, path)
    assert path.read_text() == "mine"
    assert os.listdir(tmp_path) == [name]


def test_a_read_only_file_is_refused_before_the_work(tmp_path):
    from lexiscape.files import check_output

    (tmp_path / "map.html").write_text("mine")
    (tmp_path / "map.html").chmod(0o400)
    with pytest.raises(OutputError, match="read-only"):
        check_output(tmp_path / "map.html")


@EITHER
def test_devices_pipes_and_circles_of_links_are_refused(drawn, tmp_path, save, name):
    path = tmp_path / name
    os.mkfifo(path)
    with pytest.raises(OutputError, match="it is a device or a pipe"):
        save(drawn, path)
    path.unlink()
    path.symlink_to("/dev/null")
    with pytest.raises(OutputError, match="it is a device or a pipe"):
        save(drawn, path)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    path.unlink()
    path.symlink_to(name)
    with pytest.raises(OutputError, match="cannot write"):
        save(drawn, path)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere" / name)
    with pytest.raises(OutputError, match="nowhere does not exist"):
        save(drawn, path)


def start(path, program=KILLED):
    run = subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return run, path.parent / run.stdout.readline().strip()


@EITHER
def test_what_killed_runs_left_is_removed_by_the_next(drawn, tmp_path, save, name):
    own = [tmp_path / ".lexiscape-notes.txt", tmp_path / ".lexiscape-abcdefgh.tmp.html.txt"]
    for path in own:
        path.write_text("mine")
    (tmp_path / ".lexiscape-abcdefgh.tmp.npz").symlink_to(own[0])
    killed, left = start(tmp_path / "killed.npz")
    goes_on, held = start(tmp_path / "other.npz")
    killed.kill()
    killed.communicate()
    assert left.read_text() == held.read_text() == "half"
    save(drawn, tmp_path / name)
    assert not left.exists()
    assert held.exists()
    goes_on.communicate("")
    assert goes_on.returncode == 0
    assert (tmp_path / "other.npz").read_text() == "half"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [name, "other.npz", ".lexiscape-abcdefgh.tmp.npz", *(path.name for path in own)]
    )


@EITHER
def test_working_folders_of_killed_runs_are_removed_by_the_next(drawn, tmp_path, save, name):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "0.npy").write_text("mine")
    (tmp_path / ".isolated-linked__").symlink_to("elsewhere")
    (tmp_path / ".isolated-abcdefgh").mkdir()
    (tmp_path / ".isolated-abcdefgh" / "notes.txt").write_text("mine")
    killed, left = start(tmp_path / "out", WORKING)
    goes_on, held = start(tmp_path / "out", WORKING)
    killed.kill()
    killed.communicate()
    assert left.name.startswith(".isolated-")
    assert (left / "0.npy").read_text() == (held / "0.npy").read_text() == "half"
    save(drawn, tmp_path / name)
    assert not left.exists()
    assert (held / "0.npy").read_text() == "half"
    goes_on.communicate("")
    assert goes_on.returncode == 0
    kept = [".isolated-abcdefgh", ".isolated-linked__", "elsewhere", name]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
    assert (tmp_path / "elsewhere" / "0.npy").read_text() == "mine"


def test_files_are_on_the_disk_before_they_have_their_names(drawn, tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(handle):
        done.append(("fsync", os.fstat(handle).st_ino))
        fsync(handle)

    def note_replace(old, new):
        done.append(("rename", os.stat(old).st_ino))
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    drawn.save(tmp_path / "map.npz", tmp_path / "map.html")
    files = [(tmp_path / name).stat().st_ino for name in ("map.npz", "map.html")]
    assert done == [
        *(("fsync", file) for file in files),
        *(("rename", file) for file in files),
        ("fsync", tmp_path.stat().st_ino),
    ]
