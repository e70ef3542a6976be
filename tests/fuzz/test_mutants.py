"""A sample of what `make fuzz` does for longer: no mutant of a sound file may end in anything but a sentence."""

import time
import warnings

import numpy as np
import pytest

from fuzz import mutate, targets
from fuzz.mutators import any_bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return dict(targets.targets(tmp_path_factory.mktemp("mutants")))


def test_every_reader_has_a_target(made):
    assert len(targets.readers()) > 50
    assert {covered for target in made.values() for covered in target.covers} == targets.readers()


def test_no_mutant_of_any_file_ends_in_a_traceback(made):
    warnings.simplefilter("ignore")
    for name, target in made.items():
        tried, wrong = mutate.run(name, target, seed=0, most=12, seconds=60)
        assert tried == 12
        assert not wrong, (name, wrong)


def raising(file):
    raise KeyError(file)


def endless(file):
    while True:
        time.sleep(0.01)


def swelling(file):
    return np.ones(mutate._peak() + (32 << 20), np.uint8)


@pytest.mark.parametrize(("read", "told"), [(raising, "KeyError"), (endless, "longer than"), (swelling, "swells")])
def test_what_raises_never_ends_or_swells_is_told(tmp_path, monkeypatch, read, told):
    monkeypatch.setattr(mutate, "LONGEST", 0.2 if read is endless else 60)
    monkeypatch.setattr(mutate, "SWELLS", 16 << 20)
    file = tmp_path / "x.json"
    file.write_bytes(b"[1, 2]")
    sound = []

    def once(file=file):
        if sound:
            read(file)
        sound.append(file.read_bytes())

    tried, wrong = mutate.run("x", mutate.Target(file, any_bytes, once), seed=0, most=1, seconds=60)
    assert (tried, wrong.total()) == (1, 1)
    assert told in next(iter(wrong))
    assert file.read_bytes() == b"[1, 2]"


def test_a_mutant_is_the_same_on_every_machine(made, tmp_path):
    again = dict(targets.targets(tmp_path))
    for name, target in made.items():
        sound = target.file.read_bytes()
        if name.startswith("map .html"):
            continue  # its times differ, and so its length
        for number in range(3):
            first = mutate.mutant(name, target, sound, 7, number)
            assert first == mutate.mutant(name, again[name], sound, 7, number)
