"""The order of native/: what each folder may include, read off its #include lines."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

NATIVE = Path(__file__).parents[2] / "native"

# Lowest first: a file includes its own folder and those before it. "": the bindings, beside the folders; none is tested
# in C++.
FOLDERS = ("simd", "threads", "principal", "tsne", "search", "rows", "graph", "score", "instruction_sets", "", "tests")
MADE = {"instruction_sets.inc"}  # by CMakeLists.txt, as it configures

SOURCES = sorted(path for path in NATIVE.rglob("*") if path.suffix in {".hpp", ".cpp"})
names = [path.relative_to(NATIVE).as_posix() for path in SOURCES]


def folder(name):
    return name.rpartition("/")[0]


def included(text):
    """The files of native/ that a source names, each by its path from there."""
    return sorted(set(re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.MULTILINE)) - MADE)


def upward(name, text):
    """What a file must not include: a file that is not there, or one of a folder above its own."""
    below = FOLDERS[: FOLDERS.index(folder(name)) + 1]
    return [other for other in included(text) if other not in names or folder(other) not in below]


def test_every_folder_has_a_place_in_the_order():
    assert set(map(folder, names)) == set(FOLDERS)


@pytest.mark.parametrize("name", names)
def test_no_file_includes_one_above_it(name):
    assert upward(name, (NATIVE / name).read_text()) == []


def test_an_include_of_a_folder_above_would_be_found():
    assert upward("simd/lanes.hpp", '#include "threads/parallel.hpp"') == ["threads/parallel.hpp"]
    assert upward("tsne/field.hpp", ' # include "lanes.hpp"') == ["lanes.hpp"]
    assert upward("tsne/field.hpp", '#include "simd/lanes.hpp"\n#include <span>') == []


def test_no_includes_form_a_circle():
    graph = {name: included((NATIVE / name).read_text()) for name in names}
    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


def test_only_the_bindings_know_python():
    knowing = [name for name in names if re.search(r"nanobind|Python\.h|PyObject", (NATIVE / name).read_text())]
    assert set(map(folder, knowing)) == {""}


def test_no_folder_holds_more_than_twenty_files():
    counts = {place.name: len(list(place.iterdir())) for place in [NATIVE, *NATIVE.iterdir()] if place.is_dir()}
    assert max(counts.values()) <= 20, counts
