"""The lowest versions that pyproject.toml allows: one a package, tested as declared, and told truly where one is amiss.

`make test-floors` runs all tests with them; here is what needs no other environment.
"""

import runpy
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
import requests

from hub_server import COMMIT, HubServer
from lexiscape.errors import MissingExtra, SourceError
from lexiscape.sources.storage.remote import RemoteBlob, RemoteFile

ROOT = Path(__file__).parents[2]
FLOORS = runpy.run_path(str(ROOT / ".ci" / "floors.py"))


def test_a_package_has_one_lowest_version():
    versions = defaultdict(set)
    for name, _, version in FLOORS["floors"]():
        versions[name].add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_what_is_declared_is_what_was_tested():
    assert FLOORS["lines"]() == (ROOT / ".ci" / "floors.txt").read_text("utf-8"), (
        "a lowest version has changed: run `make test-floors`, which writes .ci/floors.txt when the tests pass"
    )


@pytest.mark.parametrize(
    ("package", "extra", "code", "message"),
    [
        ("umap-learn", "umap", "import umap_is_not_there", "cannot be imported (No module named 'umap_is_not_there')"),
        ("gguf", "gguf", "raise ImportError('needs hub<1.0\\nTry that')", "cannot be imported (needs hub<1.0)"),
        ("spaCy", "spacy", "raise ModuleNotFoundError(name='spacy.vectors')", "is not installed"),
        ("ray", "ray", "raise ModuleNotFoundError(name='rayon')", "cannot be imported ()"),
    ],
)
def test_an_extra_that_cannot_be_imported_says_what_it_lacks(package, extra, code, message):
    with pytest.raises(ImportError) as found:
        exec(code)
    told = str(MissingExtra(package, extra, found.value))
    assert told.startswith(f"{package} {message}: pip install ")
    assert told.endswith(f"'lexiscape[{extra}]'")


def test_a_package_that_lacks_another_is_not_called_missing(tmp_path, monkeypatch):
    from lexiscape.sources.formats import gguf

    (tmp_path / "gguf.py").write_text("import sentencepiece_of_old")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "gguf", raising=False)
    with pytest.raises(MissingExtra, match=r"gguf cannot be imported \(No module named 'sentencepiece_of_old'\)"):
        gguf._library()


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A model of 200,000 bytes behind huggingface_hub as it was before 1.0, with a session of requests."""
    import huggingface_hub.utils

    server = HubServer()
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "model.bin").write_bytes(np.arange(50_000, dtype=np.int32).tobytes())
    server.models["org/tiny"] = tmp_path / "tiny"
    monkeypatch.setattr(huggingface_hub.utils, "get_session", requests.Session)
    yield server
    server.close()


@pytest.mark.parametrize(
    "manners", [{}, {"drop_after": [70_000, 0, 9]}, {"truncate_after": [70_000, 9]}, {"fail_first": 2}], ids=str
)
def test_ranges_through_the_session_of_an_older_hub(hub, tmp_path, manners):
    for name, value in manners.items():
        setattr(hub.manners, name, value)
    file = RemoteFile(f"{hub.endpoint}/org/tiny/resolve/{COMMIT}/model.bin", 200_000, "")
    blob = RemoteBlob(file, "org/tiny", "model.bin", tmp_path)
    assert np.array_equal(np.frombuffer(blob.read(0, 200_000), np.int32), np.arange(50_000))
    asked = {path.partition("/")[0]: asked for _, path, asked in hub.requests}
    assert asked["cdn"].endswith("-199999")


def test_no_answer_to_the_session_of_an_older_hub(hub, tmp_path):
    hub.close()
    file = RemoteFile(f"{hub.endpoint}/org/tiny/resolve/{COMMIT}/model.bin", 200_000, "")
    with pytest.raises(SourceError, match=r"cannot fetch org/tiny/model\.bin .*; try again to go on"):
        RemoteBlob(file, "org/tiny", "model.bin", tmp_path).read(0, 200_000)
