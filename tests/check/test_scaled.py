"""What is said of a matrix does not depend on the unit that it is stored in, and every figure is one of JSON's."""

import csv
import json

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.check import FINDINGS, CheckOptions
from lexiscape.check.facts import as_json
from lexiscape.files.reports import save_report
from lexiscape.space import EmbeddingSpace

#: Beyond what float32 holds the square of, below it, and what changes no bit but exponents.
SCALES = [1e20, 1e-35, 2.0**10]


def made():
    rng = np.random.default_rng(0)
    scales = 1 / np.sqrt(1 + np.arange(48))
    rows = rng.normal(size=(900, 48)) * scales * np.exp(0.2 * rng.normal(size=(900, 1)))
    rows[40:80] = 0.01 * rng.normal(size=(40, 48)) + 0.3
    return rows


def bert():
    space = lx.open_space("demo:bert")
    return np.array(space.vectors)[np.r_[0:600, 2000:3400]]


#: All but what takes linear programmes, which is asked of a small matrix.
QUICK = [name for name in FINDINGS if name != "unargmaxable"]


def check(vectors, only=QUICK):
    tokens = [f"word{i}" for i in range(len(vectors))]
    space = EmbeddingSpace(tokens, vectors.astype(np.float32), np.arange(len(vectors), dtype=np.int64))
    return lx.check_vocabulary(space, options=CheckOptions(only, neighbors=5))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rows", [made, bert])
def test_the_same_is_found_of_a_matrix_in_another_unit(rows):
    vectors = rows().astype(np.float32)
    vectors[7] = vectors[9]
    vectors[11] = 0
    vectors[13] *= 40
    vectors[15] = vectors[16] * np.linspace(0.999, 1.001, vectors.shape[1], dtype=np.float32)
    usual = check(vectors)
    assert len(usual.untrained) > 30
    for scale in SCALES:
        report = check(vectors * np.float32(scale))
        for name, found in usual.findings.items():
            other = report.findings[name]
            assert sorted(other.rows.tolist()) == sorted(found.rows.tolist()), (scale, name)
            assert [group.tolist() for group in other.groups] == [group.tolist() for group in found.groups]
        told = json.loads(as_json(report))
        middle = usual.findings["geometry"].facts["length"]["median"]
        assert told["findings"]["geometry"]["facts"]["length"]["median"] == pytest.approx(scale * middle, rel=1e-5)
        noise = [group["noise"] for group in usual.findings["untrained"].facts["groups"]]
        found = [group["noise"] for group in told["findings"]["untrained"]["facts"]["groups"]]
        assert found == pytest.approx([scale * value for value in noise], rel=1e-4)


def test_what_can_never_win_is_the_same_in_another_unit():
    vectors = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    vectors[50:] = vectors[:50].reshape(10, 5, 8).mean(axis=1)
    usual = check(vectors, ["unargmaxable"]).unargmaxable.tolist()
    assert set(range(50, 60)) <= set(usual)
    for scale in SCALES:
        assert check(vectors * np.float32(scale), ["unargmaxable"]).unargmaxable.tolist() == usual, scale


def test_powers_of_two_change_no_order_and_no_score_but_in_its_last_digits():
    vectors = made().astype(np.float32)
    usual = check(vectors)
    for exponent in (66, -116):
        report = check(np.ldexp(vectors, exponent))
        assert report.untrained.tolist() == usual.untrained.tolist()
        for name, values in usual.columns().items():
            found = report.columns()[name]
            if name == "norm":
                values = np.ldexp(values, exponent)
            assert np.allclose(found, values, rtol=1e-6, atol=1e-7, equal_nan=True), name


@pytest.mark.filterwarnings("error")
def test_one_vast_row_hides_nothing_among_short_ones(tmp_path):
    vectors = made() * 1e-35
    vectors[3] = 1e30
    vectors[200] = 1e-44  # next to nothing
    report = check(vectors)
    assert report.far[0] == 3
    assert set(range(40, 80)) <= set(report.untrained.tolist())
    assert not len(report.nonfinite)
    json.loads(as_json(report))
    save_report(report, tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        norms = [float(row["norm"]) for row in csv.DictReader(file)]
    assert norms[3] == pytest.approx(1e30 * 48**0.5, rel=1e-6)
    assert norms[300] == pytest.approx(np.linalg.norm(vectors[300]), rel=1e-4)


def test_where_there_is_no_figure_json_says_so():
    vectors = made()
    vectors[:] = np.nan
    told = json.loads(as_json(check(vectors)), parse_constant=pytest.fail)
    assert told["findings"]["nonfinite"]["count"] == len(vectors)
    assert told["findings"]["geometry"]["facts"]["anisotropy"] is None
