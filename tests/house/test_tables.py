"""A new thing of a known sort is one file and one row: each test writes such a file, adds its row, and uses it."""

import sys
import types

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.check import FINDINGS, Finding, FindingRow, check_vocabulary
from lexiscape.cli import COMMANDS, main
from lexiscape.columns import COLUMNS, Column, ColumnRow
from lexiscape.compare import SCORES, CompareOptions, Score, ScoreRow
from lexiscape.compare.traits import TRAITS, Trait, TraitRow
from lexiscape.corrections import SPACES, SpaceRow, correct_space
from lexiscape.corrections.given import Correction
from lexiscape.diff import diff_spaces
from lexiscape.files import FORMATS, FormatRow
from lexiscape.files.comparisons import COMPARISON_FORMATS, save_comparison
from lexiscape.files.differences import DIFFERENCE_FORMATS, save_difference
from lexiscape.files.reports import REPORT_FORMATS, save_report
from lexiscape.layouts import LAYOUTS, Layout, LayoutRow
from lexiscape.pictures.caption import describe
from lexiscape.sources import SOURCES, SourceRow, file_suffixes
from lexiscape.sources.formats import arrays


@pytest.fixture
def module(monkeypatch):
    """Write a module: `module(function, …)` returns the name under which it can be imported."""

    def write(*functions, **named):
        made = types.ModuleType("added_by_a_test")
        for function in functions:
            setattr(made, function.__name__, function)
        for name, value in named.items():
            setattr(made, name, value)
        monkeypatch.setitem(sys.modules, made.__name__, made)
        return made.__name__

    return write


@pytest.fixture
def space():
    rng = np.random.default_rng(0)
    return lx.open_space([f"word{i}" for i in range(60)], rng.normal(size=(60, 8)).astype(np.float32))


def test_a_source(module, monkeypatch, tmp_path):
    def locate(path, choice):
        words = path.read_text("utf-8").split()
        return arrays.locate_pair(words, np.eye(len(words), dtype=np.float32))

    monkeypatch.setitem(SOURCES, "one-hot", SourceRow(module(locate), "words.onehot", "words", suffixes=(".onehot",)))
    (tmp_path / "words.onehot").write_text("east north west south", "utf-8")
    assert lx.open_space(tmp_path / "words.onehot").tokens == ["east", "north", "west", "south"]
    assert ".onehot" in file_suffixes()
    with pytest.raises(lx.LexiscapeError, match="onehot"):
        lx.open_space(tmp_path / "nothing here.unknown")


def test_a_layout_whose_extra_has_another_name_than_its_module(module, monkeypatch, space):
    def lay_out(vectors, found, options, progress):
        turn = np.linspace(0, 2 * np.pi, len(vectors), endpoint=False)
        return Layout(np.stack([np.cos(turn), np.sin(turn)], axis=1).astype(np.float32), {"round": True})

    def check(n, k, options):
        if k < 12:
            raise lx.LexiscapeError("searched for too few")

    def neighbors_wanted(n, options):
        return 40

    name = module(lay_out, check, neighbors_wanted)
    row = LayoutRow(name, "a circle", needs=name, package="Circles of Euclid", extra="geometry")
    monkeypatch.setitem(LAYOUTS, "circle", row)
    monkeypatch.setattr("lexiscape.layouts.find_spec", lambda asked: asked == name or None)
    drawn = lx.map_space(space, layout="circle")
    assert np.allclose(np.linalg.norm(drawn.xy, axis=1), 1)
    assert drawn.found.indices.shape[1] == 40
    assert drawn.meta["layout"] == {"layout": "circle", "round": True}
    monkeypatch.setattr("lexiscape.layouts.find_spec", lambda asked: None)
    with pytest.raises(
        lx.LexiscapeError, match=r"Circles of Euclid is not installed: pip install 'lexiscape\[geometry\]'"
    ):
        lx.map_space(space, layout="circle")


def test_a_column(module, monkeypatch, space, tmp_path):
    def column(space, found, layout, threads):
        return Column("length", "Letters", np.array([len(token) for token in space.tokens], np.float32))

    monkeypatch.setitem(COLUMNS, "length", ColumnRow(module(column)))
    drawn = lx.map_space(space, layout="pca")
    drawn.save(tmp_path / "map.csv", tmp_path / "map.html", tmp_path / "map.npz")
    assert "length" in (tmp_path / "map.csv").read_text("utf-8").splitlines()[0].split(",")
    for name in ("map.html", "map.npz"):
        assert lx.load_map(tmp_path / name).columns["length"].labels() == drawn.columns["length"].labels()


def test_a_space(module, monkeypatch, space, tmp_path):
    def find(given):
        return Correction(given.mean() * 0, matrix=np.eye(given.dim)[:, :3], told={"kept": 3})

    monkeypatch.setitem(SPACES, "three", SpaceRow(module(find), "the first three dimensions"))
    corrected = correct_space(space, "three")
    assert np.array_equal(corrected.vectors, space.vectors[:, :3])
    drawn = lx.map_space(corrected, layout="pca")
    assert drawn.meta["corrected"] == {"space": "three", "kept": 3}
    drawn.save(tmp_path / "map.npz")
    assert "space: three" in describe(lx.load_map(tmp_path / "map.npz"))


def test_an_output_format(module, monkeypatch, space, tmp_path):
    def write(drawn, path):
        path.write_text(f"{len(drawn)} tokens", "utf-8")

    monkeypatch.setitem(FORMATS, ".count", FormatRow(module(write)))
    lx.map_space(space, layout="pca").save(tmp_path / "map.count")
    assert (tmp_path / "map.count").read_text("utf-8") == "60 tokens"
    np.save(tmp_path / "vectors.npy", space.vectors)
    (tmp_path / "vectors.txt").write_text("\n".join(space.tokens), "utf-8")
    arguments = ["map", str(tmp_path / "vectors.npy"), "--layout", "pca", "-o", str(tmp_path / "cli.count")]
    shown = CliRunner().invoke(main, arguments)
    assert shown.exit_code == 0, shown.output
    assert (tmp_path / "cli.count").read_text("utf-8") == "60 tokens"
    with pytest.raises(lx.LexiscapeError, match=r"\.count"):
        lx.map_space(space, layout="pca").save(tmp_path / "map.unknown")


def test_a_score_and_an_output_format_of_a_comparison(module, monkeypatch, space, tmp_path):
    def score(pair):
        share = float((pair.near_x[:, 0] == pair.near_y[:, 0]).mean())
        return [Score("same nearest", share, share, share, 1 / len(pair.x), 0.0)]

    def write(comparison, path):
        path.write_text(" ".join(score.name for score in comparison.pairs[0].scores), "utf-8")

    name = module(score, write)
    monkeypatch.setitem(SCORES, "same nearest", ScoreRow(name))
    monkeypatch.setitem(COMPARISON_FORMATS, ".names", FormatRow(name))
    compared = lx.compare_spaces([space, space], CompareOptions(ks=(5,)))
    assert compared.pairs[0].score("same nearest").value == 1
    save_comparison(compared, tmp_path / "scores.names")
    assert (tmp_path / "scores.names").read_text("utf-8").endswith("procrustes same nearest")


def test_a_trait(module, monkeypatch, space):
    def measure(measured):
        long = float(np.mean([len(text) > 5 for text in measured.space.readable]))
        return [Trait("spelling:long", long, 0.5, 0.1, len(measured.space))]

    monkeypatch.setitem(TRAITS, "spelling", TraitRow(module(measure), "nobody"))
    traits = lx.compare_spaces([space, space], CompareOptions(ks=(5,))).traits
    assert [of_one[-1].as_dict()["value"] for of_one in traits] == [50 / 60, 50 / 60]
    assert traits[0][-1].as_dict()["source"] == "nobody"


def test_an_output_format_of_a_difference(module, monkeypatch, space, tmp_path):
    def write(difference, path):
        path.write_text(difference.verdict.name, "utf-8")

    monkeypatch.setitem(DIFFERENCE_FORMATS, ".verdict", FormatRow(module(write)))
    save_difference(diff_spaces(space, space), tmp_path / "two.verdict")
    assert (tmp_path / "two.verdict").read_text("utf-8") == "identical"


def test_a_finding_and_an_output_format_of_a_report(module, monkeypatch, space, tmp_path):
    def find(evidence):
        return Finding(np.array([3], np.int64), "is the fourth", columns={"fourth": np.arange(len(evidence)) == 3})

    def write(report, path):
        path.write_text(" ".join(report.findings), "utf-8")

    name = module(find, write)
    monkeypatch.setitem(FINDINGS, "fourth-row", FindingRow(name, "Fourth rows", "Count to three."))
    monkeypatch.setitem(REPORT_FORMATS, ".names", FormatRow(name))
    report = check_vocabulary(space)
    assert report.fourth_row.tolist() == [3]
    assert report.frame()["findings"][3].endswith("fourth-row")
    assert report.frame()["fourth"].tolist() == [row == 3 for row in range(60)]
    save_report(report, tmp_path / "report.names")
    assert (tmp_path / "report.names").read_text("utf-8").endswith("fourth-row")
    save_report(report, tmp_path / "report.html")
    assert "Count to three." in (tmp_path / "report.html").read_text("utf-8")


def test_a_command(module, monkeypatch):
    import click

    @click.command("hello")
    def command():
        click.echo("hello")

    monkeypatch.setitem(COMMANDS, "hello", (module(command=command), "Say hello."))
    assert CliRunner().invoke(main, ["hello"]).output == "hello\n"
    assert "Say hello." in CliRunner().invoke(main, ["--help"]).output
