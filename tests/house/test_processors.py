"""How many threads are started where nobody says: containers, bound processes and what Python itself is told."""

import os
import subprocess
import sys

import pytest

from lexiscape import processors
from lexiscape.processors import made_of_each, processor_count, thread_count


@pytest.fixture
def sixteen(monkeypatch, tmp_path):
    """Sixteen processors, nothing said of them, and control groups to be made; returns their root."""
    monkeypatch.delenv("PYTHON_CPU_COUNT", raising=False)
    monkeypatch.setattr(processors, "_allowed", lambda: 16)
    monkeypatch.setattr(processors, "_GROUP", tmp_path / "cgroup")
    monkeypatch.setattr(processors, "_GROUPS", tmp_path / "groups")
    (tmp_path / "groups" / "pod" / "job").mkdir(parents=True)
    return tmp_path / "groups"


def in_group(path):
    processors._GROUP.write_text(f"4:memory:/old\n0::{path}\n")


@pytest.mark.parametrize(
    ("quota", "count"),
    [("400000 100000", 4), ("150000 100000", 2), ("1000 100000", 1), ("max 100000", 16), ("9900000 100000", 16)],
)
def test_a_containers_quota_is_no_more_than_it_pays_for(quota, count, sixteen):
    in_group("/")
    (sixteen / "cpu.max").write_text(quota + "\n")
    assert processor_count() == count


def test_the_least_quota_of_all_groups_above_counts(sixteen):
    in_group("/pod/job")
    (sixteen / "pod" / "job" / "cpu.max").write_text("max 100000\n")
    assert processor_count() == 16
    (sixteen / "pod" / "cpu.max").write_text("300000 100000\n")
    assert processor_count() == 3
    (sixteen / "pod" / "job" / "cpu.max").write_text("200000 100000\n")
    assert processor_count() == 2


@pytest.mark.parametrize("text", ["", "nonsense", "1 2 3", "x 100000", "100000 0", "é"])
def test_a_quota_that_is_none_is_no_quota(text, sixteen):
    in_group("/")
    (sixteen / "cpu.max").write_text(text)
    assert processor_count() == 16


def test_without_control_groups_there_is_no_quota(sixteen):
    assert processor_count() == 16
    processors._GROUP.write_text("4:memory:/old\n")
    assert processor_count() == 16


@pytest.mark.parametrize(
    ("told", "count"), [("5", 5), ("40", 40), ("99999", 1024), ("0", 2), ("default", 2), ("-3", 2)]
)
def test_what_python_is_told_goes_first(told, count, sixteen, monkeypatch):
    in_group("/")
    (sixteen / "cpu.max").write_text("200000 100000\n")
    monkeypatch.setenv("PYTHON_CPU_COUNT", told)
    assert processor_count() == count


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system binds no processes")
def test_a_bound_process_starts_as_many_threads_as_it_has_processors():
    one = min(os.sched_getaffinity(0))
    says = (
        f"import os; os.sched_setaffinity(0, {{{one}}}); from lexiscape.processors import *; print(processor_count())"
    )
    unsaid = {name: value for name, value in os.environ.items() if name != "PYTHON_CPU_COUNT"}
    assert subprocess.check_output([sys.executable, "-c", says], env=unsaid) == b"1\n"
    told = [sys.executable, "-X", "cpu_count=3", "-c", says]
    assert subprocess.check_output(told, env=unsaid) == b"3\n"


def test_threads_that_are_asked_for_are_started_whatever_there_is(sixteen):
    assert [thread_count(threads) for threads in (None, 1, 40)] == [16, 1, 40]


@pytest.mark.parametrize("threads", [1, 3, None])
def test_what_is_made_of_parts_comes_in_their_order(threads):
    assert made_of_each(lambda part: part * 2, range(50), threads) == [part * 2 for part in range(50)]
    assert made_of_each(str, [], threads) == []


@pytest.mark.parametrize("threads", [1, 4])
def test_of_several_errors_that_of_the_first_part_is_raised(threads):
    def fail(part):
        if part % 2:
            raise ValueError(f"part {part}")

    with pytest.raises(ValueError, match="part 1"):
        made_of_each(fail, range(9), threads)
