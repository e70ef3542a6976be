"""What a check adds to a map: columns to color by, only where they are asked for; and what `info` counts."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.check.evidence import Evidence
from lexiscape.cli import main
from lexiscape.sources.located import Located

ADDED = ["trained", "reachable", "copies", "hubness"]


@pytest.fixture(scope="module")
def space():
    whole = lx.open_space("demo:bert")
    return whole.take(np.r_[0:999, 2000:4000])


def test_a_map_has_the_columns_of_a_check_only_where_it_is_asked_for(space, tmp_path):
    plain = lx.map_space(space, layout="pca")
    assert not set(ADDED) & set(plain.columns)
    drawn = lx.map_space(space, layout="pca", check=True)
    assert list(drawn.columns)[-4:] == ADDED
    unused = np.array([kind == "unused" for kind in space.kinds])
    trained = drawn.columns["trained"].values
    assert np.median(trained[unused]) < 0.05
    assert np.median(trained[~unused]) > 0.95
    reached = np.array(drawn.columns["reachable"].labels())
    assert set(reached[unused]) == {"unreachable"}
    assert (reached[~unused] == "alone").mean() > 0.9
    assert drawn.columns["copies"].values.max() == 0
    assert drawn.columns["hubness"].values.mean() == pytest.approx(1, abs=1e-5)
    drawn.save(tmp_path / "map.npz", tmp_path / "map.html")
    for name in ("map.npz", "map.html"):
        assert set(ADDED) <= set(lx.load_map(tmp_path / name).columns)


def test_what_a_check_found_travels_with_the_map_and_is_measured_once(space, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        "lexiscape.check.run.Evidence", lambda *given, **more: made.append(1) or Evidence(*given, **more)
    )
    drawn = lx.map_space(space, layout="pca", check=True)
    assert made == [1]
    drawn.save(tmp_path / "map.npz", tmp_path / "map.html")
    report = lx.check_vocabulary(space)
    told = {entry["name"]: entry for entry in drawn.meta["check"]["findings"]}
    assert told["untrained"]["rows"] == report.untrained.tolist()
    assert told["untrained"]["rule"] == report.findings["untrained"].rule
    assert told["unreachable"]["count"] == len(report.unreachable)
    assert "unargmaxable" not in told
    for name in ("map.npz", "map.html"):
        assert lx.load_map(tmp_path / name).meta["check"] == drawn.meta["check"]
    assert "check" not in lx.map_space(space, layout="pca").meta


def test_hubs_are_told_by_the_neighbors_of_the_map():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(400, 60)) + np.r_[4.0, np.zeros(59)]
    vectors[5] = vectors.mean(axis=0)
    drawn = lx.map_space(lx.open_space([f"w{i}" for i in range(400)], vectors), layout="pca", check=True)
    hubs = next(entry for entry in drawn.meta["check"]["findings"] if entry["name"] == "hubs")
    assert hubs["rows"][0] == 5
    assert np.argmax(drawn.columns["hubness"].values) == 5


def test_a_space_without_a_tokenizer_has_the_columns_all_the_same():
    rng = np.random.default_rng(0)
    plain = lx.open_space([f"w{i}" for i in range(50)], rng.normal(size=(50, 4)))
    drawn = lx.map_space(plain, layout="pca", check=True)
    assert set(drawn.columns["reachable"].labels()) == {"unknown"}
    assert drawn.columns["trained"].values.tolist() == [1] * 50


def test_info_counts_what_a_check_finds_and_reads_the_source_once(monkeypatch):
    read = Located.read
    made = []
    monkeypatch.setattr(Located, "read", lambda self: made.append(1) or read(self))
    told = json.loads(CliRunner().invoke(main, ["info", "demo:bert", "--json"]).stdout)
    assert told["check"]["untrained"] > 994
    assert told["check"]["padding"] == 0
    assert made == [1]
    line = next(line for line in CliRunner().invoke(main, ["info", "demo:bert"]).output.splitlines() if "check" in line)
    assert f"{told['check']['untrained']:,} untrained" in line
