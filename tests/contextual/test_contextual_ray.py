"""The Ray engine on a real local cluster of two workers: the same sums, also when one of them is killed."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `contextual` is not installed")
pytest.importorskip("ray", reason="the extra `ray` is not installed")

import ray

import lexiscape as lx
from lexiscape.contextual import RunOptions, TextOptions, run_text
from lexiscape.contextual.engines import ray as ray_engine
from lexiscape.contextual.texts.documents import plan_shards
from lexiscape.errors import CorruptFile
from tiny_transformers import TEXT, write_model

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)

OPTIONS = RunOptions(min_count=1, occurrences=("bank",), max_occurrences=9, text=TextOptions(shard_bytes=400))


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return str(write_model(tmp_path_factory.mktemp("models") / "bert", "bert"))


@pytest.fixture(scope="module")
def cluster():
    os.environ |= {"LEXISCAPE_WORKERS": "2", "RAY_AUTH_MODE": "disabled"}  # no token in the home folder for a test
    ray.init(num_cpus=2, object_store_memory=100 << 20, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()
    del os.environ["LEXISCAPE_WORKERS"], os.environ["RAY_AUTH_MODE"]


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT * 30), "utf-8")
    assert len(plan_shards([path], OPTIONS.text)) > 20
    return path


def same(a, b):
    assert (a.tokens, a.documents, a.types) == (b.tokens, b.documents, b.types)
    for layer in a.layers:
        left, right = lx.open_space(a.layers[layer]), lx.open_space(b.layers[layer])
        assert left.ids.tolist() == right.ids.tolist()
        np.testing.assert_array_equal(left.fields["count"], right.fields["count"])
        np.testing.assert_allclose(left.vectors, right.vectors, atol=1e-4)
        np.testing.assert_allclose(left.fields["self_similarity"], right.fields["self_similarity"], atol=1e-4)
        left, right = lx.open_space(a.occurrences[layer]), lx.open_space(b.occurrences[layer])
        assert left.fields["place"].tolist() == right.fields["place"].tolist()
        np.testing.assert_allclose(left.vectors, right.vectors, atol=1e-4)


def with_engine(engine):
    return RunOptions(**{**{name: getattr(OPTIONS, name) for name in OPTIONS.__dataclass_fields__}, "engine": engine})


def test_two_workers_give_what_one_machine_gives(cluster, model, text, tmp_path):
    local = run_text(model, [text], tmp_path / "local", OPTIONS)
    spread = run_text(model, [text], tmp_path / "spread", with_engine("ray"))
    same(local, spread)


class Dying(ray_engine.Worker):
    """A worker that writes down each shard it is given, and dies with what the lost one gave when it first had it."""

    log = ""
    lost = 7

    def __call__(self, row):
        with open(self.log, "a") as file:
            file.write(f"{row['number']} {os.getpid()}\n")
        counted = super().__call__(row)
        with open(self.log) as file:
            begun = [int(line.split()[0]) for line in file]
        if row["number"] == self.lost and begun.count(self.lost) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return counted


def test_a_killed_workers_shard_is_redone_and_counted_once(cluster, model, text, tmp_path, monkeypatch):
    local = run_text(model, [text], tmp_path / "local", OPTIONS)
    monkeypatch.setattr(Dying, "log", str(tmp_path / "log"))
    monkeypatch.setattr(ray_engine, "Worker", Dying)
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers cannot import this file
    spread = run_text(model, [text], tmp_path / "spread", with_engine("ray"))
    begun = [tuple(map(int, line.split())) for line in (tmp_path / "log").read_text().splitlines()]
    assert {number for number, _ in begun} == set(range(len(plan_shards([text], OPTIONS.text))))
    killed, *again = [process for number, process in begun if number == Dying.lost]
    assert len(again) == 1, "the shard that was lost was not redone"
    assert killed not in again
    same(local, spread)


def test_broken_text_is_told_as_by_one_machine(cluster, model, tmp_path):
    path = tmp_path / "sjis.txt"
    path.write_bytes("頭\n".encode("cp932"))
    with pytest.raises(CorruptFile, match="not UTF-8"):
        run_text(model, [path], tmp_path / "out", with_engine("ray"))


def test_a_cluster_that_cannot_be_reached(model, text, tmp_path):
    """In a process of its own: Ray connects once a process."""
    code = (
        "import sys; from lexiscape.contextual import RunOptions, run_text; from lexiscape.errors import SourceError\n"
        "try:\n    run_text(sys.argv[1], [sys.argv[2]], sys.argv[3], RunOptions(1, engine='ray'))\n"
        "except SourceError as error:\n    print('REFUSED', error)\n"
    )
    environment = {**os.environ, "RAY_ADDRESS": "127.0.0.1:1", "RAY_AUTH_MODE": "disabled"}
    shown = subprocess.run(
        [sys.executable, "-c", code, model, str(text), str(tmp_path / "out")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "REFUSED no Ray cluster at 127.0.0.1:1" in shown.stdout, shown.stdout + shown.stderr
