"""A sample of what `make fuzz` does for longer: no mutant of a sound file may end in anything but a sentence."""

import warnings

import pytest

from fuzz import mutate


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    return dict(mutate.targets(tmp_path_factory.mktemp("mutants")))


def test_no_mutant_of_any_file_ends_in_a_traceback(readers):
    warnings.simplefilter("ignore")
    assert len(readers) >= 15
    for name, target in readers.items():
        tried, wrong = mutate.run(name, target, seed=0, most=25, seconds=60)
        assert tried == 25
        assert not wrong, (name, wrong)


def test_a_reader_that_raises_is_told(tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(b"[1, 2]")
    target = mutate.Target(file, lambda chance, stored: b"[", lambda: mutate.json.loads(file.read_bytes()))
    tried, wrong = mutate.run("x", target, seed=0, most=3, seconds=60)
    assert (tried, wrong.total()) == (3, 3)
    assert file.read_bytes() == b"[1, 2]"
