"""What is said of a vocabulary: rows planted in a sound matrix are found, and in a sound matrix nothing is."""

import base64
import csv
import hashlib
import json
import re
from importlib import resources

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.check import FINDINGS, CheckOptions
from lexiscape.cli import main
from lexiscape.corrections import correct_space, find_neighbors_in
from lexiscape.files.reports import REPORT_FORMATS, japanese, save_report
from lexiscape.files.two_languages import CHOOSE
from lexiscape.space import EmbeddingSpace


def trained(n=2000, dim=64, seed=0):
    """Return rows as trained ones are: of many lengths, and of few directions more than of others."""
    rng = np.random.default_rng(seed)
    scales = 1 / np.sqrt(1 + np.arange(dim))
    rows = rng.normal(size=(n, dim)) * scales
    return (rows * np.exp(0.2 * rng.normal(size=(n, 1))) / np.linalg.norm(scales)).astype(np.float32)


def space_of(vectors, tokens=None, **more):
    n = len(vectors)
    return EmbeddingSpace(tokens or [f"word{i}" for i in range(n)], vectors, np.arange(n, dtype=np.int64), **more)


#: All but what takes linear programmes, which cost seconds where rows lie near one another.
QUICK = [name for name in FINDINGS if name != "unargmaxable"]


def check(vectors, tokens=None, only=(), **more):
    return lx.check_vocabulary(space_of(vectors, tokens, **more), options=CheckOptions(only))


def test_a_sound_matrix_has_no_fault():
    report = check(trained())
    assert {name: len(found) for name, found in report.findings.items() if len(found)} == {}
    assert "nothing found" in repr(report)


def test_rows_that_are_no_numbers_are_listed_not_refused():
    vectors = trained()
    vectors[7, 3] = np.nan
    vectors[9, 1:3] = np.inf
    report = check(vectors)
    assert report.nonfinite.tolist() == [7, 9]
    assert report.findings["nonfinite"].values.tolist() == [1, 2]
    assert not len(report.zero)
    assert report.frame()["findings"][7] == "nonfinite"


def test_corrected_rows_are_refused():
    """They lie elsewhere than the model has them: 1,841 trained rows of demo:bert would be far out by abtt."""
    raw = space_of(trained(60, 8))
    for name in ("abtt", "csls"):
        space = correct_space(raw, name)
        for given in ({}, {"near": find_neighbors_in(space, 10)}):
            with pytest.raises(lx.LexiscapeError, match=f"is in the space {name}: check it raw"):
                lx.check_vocabulary(space, **given)
        with pytest.raises(lx.LexiscapeError, match=f"is in the space {name}: check it raw"):
            lx.check_vocabulary(raw, against=space)


def test_zero_rows_and_rows_far_outside():
    vectors = trained()
    vectors[5] = 0
    vectors[11] *= 50
    vectors[12] /= 50
    vectors[13, 60] += 10
    report = check(vectors, only=QUICK)
    assert report.zero.tolist() == [5]
    assert sorted(report.far.tolist()) == [11, 12, 13]
    assert report.findings["far"].facts["shorter"] == 1


def test_vast_values_overflow_nothing():
    vectors = trained()
    vectors[3] = 1e38
    report = check(vectors)
    assert report.far[0] == 3
    assert not len(report.nonfinite)
    assert "rows are vast" in report.findings["unargmaxable"].sure


def test_outlier_dimensions_are_named():
    vectors = trained(dim=32) + 0
    vectors[:, 17] = 40 + vectors[:, 17]
    facts = check(vectors, only=QUICK).findings["dimensions"].facts
    assert [entry["dimension"] for entry in facts["named"]] == [17]


def test_identical_rows_are_grouped_largest_first():
    vectors = trained()
    vectors[[4, 900]] = vectors[20]
    vectors[[30, 31, 32, 1500]] = vectors[30]
    report = check(vectors)
    assert [group.tolist() for group in report.identical] == [[30, 31, 32, 1500], [4, 20, 900]]
    assert report.findings["identical"].columns["copies"][[4, 5, 30]].tolist() == [2, 0, 3]


def test_nearly_identical_rows_are_grouped_apart_from_identical_ones():
    vectors = trained()
    rng = np.random.default_rng(1)
    near = np.arange(100, 140)
    vectors[near] = vectors[100] * (1 + 1e-3 * rng.normal(size=(40, 64)))
    vectors[500] = vectors[501]
    report = check(vectors, only=QUICK)
    found = {row for group in report.near_identical for row in group.tolist()}
    assert found == set(near.tolist())
    assert [group.tolist() for group in report.identical] == [[500, 501]]


def test_padding_and_holes_are_told_apart():
    tokens = [f"word{i}" for i in range(2000)]
    for row in (40, 1998, 1999):
        tokens[row] = f"<extra_{row}>"
    report = check(trained(), tokens, family="wordpiece")
    assert report.padding.tolist() == [40, 1998, 1999]
    assert report.findings["padding"].facts == {"beyond": 2, "holes": 1}


def test_tokens_that_are_duplicates_and_that_differ_by_form_space_or_case():
    tokens = [f"w{i:04}x" for i in range(2000)]
    tokens[1:3] = ["twice", "twice"]
    tokens[10:12] = ["ﬁne", "fine"]
    tokens[20:22] = ["bank", "##bank"]
    tokens[30:32] = ["Straße", "STRASSE"]
    report = check(trained(), tokens, family="wordpiece")
    assert [group.tolist() for group in report.duplicates] == [[1, 2]]
    notes = dict(zip(report.findings["variants"].rows.tolist(), report.findings["variants"].notes, strict=True))
    assert notes == {1: "space", 2: "space", 10: "form", 11: "form", 20: "space", 21: "space", 30: "case", 31: "case"}


@pytest.mark.parametrize(
    "vectors",
    [
        np.ones((3, 4), np.float32),
        np.eye(3, dtype=np.float32),
        np.zeros((5, 2), np.float32),
        np.full((4, 3), np.nan, np.float32),
        np.ones((500, 16), np.float32),
        np.ones((1, 1), np.float32),
    ],
    ids=["three equal", "three", "all zero", "all NaN", "all equal", "one number"],
)
def test_odd_matrices_are_told_of_without_a_warning(vectors):
    report = check(vectors)
    assert set(report.findings) | set(report.left_out) == set(FINDINGS)
    assert len(report.frame()) == len(vectors)


def test_a_subset_of_the_findings():
    report = lx.check_vocabulary(space_of(trained()), options=CheckOptions(["near_identical", "zero"]))
    assert list(report.findings) == ["zero", "near-identical"]
    with pytest.raises(lx.LexiscapeError, match="no finding 'glitch': choose of nonfinite, zero"):
        lx.check_vocabulary(space_of(trained()), options=CheckOptions(["glitch"]))
    with pytest.raises(AttributeError):
        _ = report.glitch


def test_any_number_of_threads_says_the_same():
    vectors = trained(500, seed=3)
    vectors[100:110] = vectors[100] * (1 + 1e-3 * np.random.default_rng(1).normal(size=(10, 64)))
    frames = [
        lx.check_vocabulary(space_of(vectors), options=CheckOptions(threads=threads)).frame() for threads in (1, 2, 5)
    ]
    assert frames[0].equals(frames[1])
    assert frames[0].equals(frames[2])


@pytest.fixture
def hostile_report(hostile):
    vectors = trained(len(hostile) + 400)
    vectors[: len(hostile)] = vectors[0]
    return check(vectors, [*hostile, *(f"word{i}" for i in range(400))], name="<b>my|model</b>\x1b[31m")


@pytest.mark.parametrize("suffix", REPORT_FORMATS)
def test_every_format_is_written_whole_and_never_over_what_was_read(suffix, hostile_report, tmp_path):
    target = tmp_path / f"report{suffix}"
    save_report(hostile_report, target)
    first = target.read_bytes()
    save_report(hostile_report, target)
    assert target.read_bytes() == first
    assert suffix == ".csv" or b"\x1b" not in first  # a table holds raw tokens as they are
    hostile_report.space.__dict__["files"] = (target,)
    with pytest.raises(lx.LexiscapeError, match="it is read here"):
        save_report(hostile_report, target)


def test_a_page_shows_hostile_tokens_and_runs_none(hostile_report, tmp_path):
    save_report(hostile_report, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    scripts = re.findall(r"<script(.*?)</script>", page, re.DOTALL)
    assert scripts == [">" + CHOOSE]  # our own, which the policy names by its hash, and no other
    named = base64.b64encode(hashlib.sha256(CHOOSE.encode()).digest()).decode()
    assert f"script-src 'sha256-{named}'; style-src" in page
    assert not re.search(r"\bon[a-z]+\s*=\s*[\"']", page)
    assert "<img" not in page
    assert "&lt;/script&gt;" in page
    assert "default-src 'none'" in page
    assert "Bit-identical rows: 24" in page


def test_every_finding_and_every_sentence_of_a_report_stands_in_both_languages(hostile_report, tmp_path):
    assert japanese.FINDINGS.keys() == FINDINGS.keys()
    vectors = trained(600)
    vectors[:90] = 0.01 * np.random.default_rng(0).normal(size=(90, 64))
    tokens = [f"word{i}" for i in range(598)] + ["<extra_598>", "ｗord1"]
    some = lx.check_vocabulary(space_of(vectors, tokens, family="wordpiece"), options=CheckOptions(neighbors=5))
    nothing = [check(rows, only=QUICK) for rows in (trained(600), trained(20), np.ones((90, 64), np.float32))]
    for report in (some, hostile_report, *nothing):
        said = [found.sure for found in report.findings.values()] + list(report.left_out.values())
        said += [why for found in report.findings.values() if (why := found.facts.get("why_none"))]
        said += [found.value for found in report.findings.values() if found.value]
        said += [note for found in report.findings.values() for note in found.notes if note]
        assert [sentence for sentence in said if japanese.in_japanese(sentence) is None] == []
    save_report(some, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    for part in (
        "学習されていないように見える行: 90",
        "項目",
        "比べる相手がありません",
        "Rows that look untrained: 90",
    ):
        assert part in page
    viewer = resources.files("lexiscape.files").joinpath("static/viewer.js").read_text("utf-8")
    for name, row in FINDINGS.items():
        if row.on_map:  # the panel of a map says the same
            assert [words for words in japanese.FINDINGS[name] if words not in viewer] == []


def test_markdown_escapes_what_is_markup(hostile_report, tmp_path):
    save_report(hostile_report, tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text("utf-8")
    assert r"\<b\>my\|model" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {5}


def test_a_table_has_a_line_a_token(hostile_report, tmp_path):
    save_report(hostile_report, tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(hostile_report.space)
    assert rows[0]["findings"] == "identical untrained unargmaxable"
    assert rows[0]["copies"] == "23"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    vectors = trained()
    vectors[5] = 0
    np.save("vectors.npy", vectors)
    (tmp_path / "vectors.txt").write_text("\n".join(f"word{i}" for i in range(2000)), "utf-8")
    return lambda *arguments: CliRunner().invoke(main, ["check", "vectors.npy", *arguments])


def test_the_command_fails_on_what_it_is_told_to(run):
    assert run("--quiet").exit_code == 0
    assert run("--quiet", "--fail-on", "nonfinite").exit_code == 0
    failed = run("--quiet", "--fail-on", "nonfinite,zero")
    assert failed.exit_code == 3
    assert "failed on zero" in failed.output
    assert run("--quiet", "--fail-on", "untrained_special", "--only", "zero").exit_code == 0
    untold = run("--quiet", "--fail-on", "unreachable")
    assert untold.exit_code == 1
    assert "--fail-on unreachable cannot be told: the source brings no tokenizer.json" in untold.output
    for option in ("--fail-on", "--only"):  # as an empty variable of a script gives it: it let all pass
        empty = run("--quiet", option, " , ")
        assert empty.exit_code == 2
        assert f"{option}: expected names of findings, with commas between, got ' , '" in empty.output
    unknown = run("--fail-on", "glitch")
    assert unknown.exit_code == 1
    assert "choose of nonfinite" in unknown.output


def test_where_nothing_is_listed_the_command_and_every_report_say_why(run, tmp_path):
    np.save(tmp_path / "vectors.npy", trained(20))
    (tmp_path / "vectors.txt").write_text("\n".join(f"word{i}" for i in range(20)), "utf-8")
    shown = run("-o", "report.html", "-o", "report.md").output
    assert "none so far  Rows that look untrained (untrained): too little to tell by: 20 different rows" in shown
    assert "none  Rows of zeros (zero)\n" in shown
    for name, cell in (("report.md", "| untrained | none so far |"), ("report.html", "look untrained")):
        text = (tmp_path / name).read_text("utf-8")
        line = next(line for line in text.splitlines() if cell in line)
        assert "too little to tell by: 20 different rows" in line.replace("\\", "")


def test_the_command_prints_json_with_stable_names(run):
    told = json.loads(run("--json", "--quiet").stdout)
    assert set(told) == {
        "name",
        "tokens",
        "dimensions",
        "against",
        "facts",
        "findings",
        "left_out",
        "source",
        "versions",
    }
    assert told["findings"]["zero"]["ids"] == [5]
    assert told["findings"]["zero"]["examples"] == [{"row": 5, "id": 5, "token": "word5", "raw": "word5"}]
    assert "padding" in told["left_out"]


def test_the_command_refuses_to_write_over_its_source(run):
    refused = run("-o", "vectors.npy")
    assert refused.exit_code == 1
    assert ".html, .json, .csv, .md" in refused.output
    assert run("-o", "report.html", "-o", "report.csv").exit_code == 0
