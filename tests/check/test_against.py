"""What else is told: rows that can never win, hubs, geometry, and what changed since another model."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import linprog

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.check.questions import unargmaxable
from lexiscape.cli import main
from lexiscape.space import EmbeddingSpace
from tiny_models import as_stored, numbers, write_model


def space_of(vectors, tokens=None, **more):
    n = len(vectors)
    vectors = np.asarray(vectors, np.float32)
    return EmbeddingSpace(tokens or [f"word{i}" for i in range(n)], vectors, np.arange(n, dtype=np.int64), **more)


def ask(vectors, name, **more):
    options = CheckOptions([name, *(["untrained"] if name == "fresh" else [])], neighbors=more.pop("neighbors", 0))
    return lx.check_vocabulary(
        vectors if isinstance(vectors, EmbeddingSpace) else space_of(vectors), options=options, **more
    )


def test_rows_inside_the_hull_of_the_others_can_never_win():
    """In the plane the hull is plain to see: the corners of a polygon win, what lies inside does not."""
    angles = np.linspace(0, 2 * np.pi, 9, endpoint=False)
    corners = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 3 + 1
    inside = np.array([[1.0, 1.2], [0.5, 0.5], [2.0, 0.0]])
    report = ask(np.concatenate([corners, inside]), "unargmaxable")
    assert report.unargmaxable.tolist() == [9, 10, 11]
    assert report.findings["unargmaxable"].facts["proven"] is True


def test_every_row_of_which_a_random_state_is_a_witness_can_win():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(120, 4))
    winners = set(np.argmax(rng.normal(size=(200_000, 4)) @ vectors.astype(np.float32).T, axis=1).tolist())
    report = ask(vectors, "unargmaxable")
    assert not winners & set(report.unargmaxable.tolist())
    assert len(winners) + len(report.unargmaxable) >= 118  # a corner may be so flat that no random state met it


def test_a_row_that_wins_in_another_state_than_itself_needs_no_programme(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(600, 60))
    vectors[:40] = 0.3 * vectors[:40] + 2  # among others like it, the longest wins where each is its own state
    monkeypatch.setattr(unargmaxable, "_largest_lead", None)
    report = ask(vectors, "unargmaxable")
    assert not unargmaxable._has_witness(vectors.astype(np.float32), np.arange(40)).all()
    assert len(report.unargmaxable) == 0
    assert report.findings["unargmaxable"].facts["proven"] is True


def test_mixtures_of_others_are_found_without_a_programme_and_no_winner_is_among_them(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(400, 20))
    vectors[:12] *= 0.1  # deep inside
    vectors[12] = vectors[20:40].mean(axis=0)
    never = ask(vectors, "unargmaxable").unargmaxable.tolist()
    assert set(range(13)) <= set(never)
    whole = vectors.astype(np.float32).astype(np.float64)
    whole /= np.abs(whole).max()
    leads = [unargmaxable._largest_lead(whole, row, 10**6)[0] for row in range(60)]
    assert [row for row in range(60) if leads[row] <= 1e-9] == [row for row in never if row < 60]
    monkeypatch.setattr(unargmaxable, "_largest_lead", None)
    assert unargmaxable._is_mixture(whole, np.arange(12)).all()
    assert not unargmaxable._is_mixture(whole, np.flatnonzero(np.array(leads) > 1e-9)).any()


def test_rows_of_a_large_matrix_are_tried_from_the_mean_outward_where_they_are_asked_for(monkeypatch):
    """What is certified can win, what is proven cannot, as the programme of every row says; the rest is counted."""
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(400, 20)) + 1
    inside = rng.choice(400, 25, replace=False)
    vectors[inside] = 1 + 0.1 * rng.normal(size=(25, 20))
    exact = ask(vectors, "unargmaxable")
    monkeypatch.setattr(unargmaxable, "MOST_PRODUCTS", 0)
    assert "too many to try" in lx.check_vocabulary(space_of(vectors)).findings["unargmaxable"].unchecked
    monkeypatch.setattr(unargmaxable, "MOST_ASKED", 100 * vectors.size)
    part = ask(vectors, "unargmaxable")
    facts = part.findings["unargmaxable"].facts
    assert set(inside.tolist()) <= set(part.unargmaxable.tolist()) <= set(exact.unargmaxable.tolist())
    assert facts["certified"] + facts["proven_rows"] + facts["candidates"] == 100
    assert facts["untried"] == 300
    assert "300 rows, the farthest from the mean" in part.findings["unargmaxable"].unchecked
    monkeypatch.setattr(unargmaxable, "MOST_ASKED", 1e12)
    whole = ask(vectors, "unargmaxable")
    assert whole.unargmaxable.tolist() == exact.unargmaxable.tolist()
    assert whole.findings["unargmaxable"].facts["certified"] == 400 - len(exact.unargmaxable)


def test_what_can_win_can_whatever_biases_are_added():
    rng = np.random.default_rng(2)
    vectors, bias = rng.normal(size=(60, 5)).astype(np.float32), 3 * rng.normal(size=60)
    never = ask(vectors, "unargmaxable").unargmaxable.tolist()
    assert 0 < len(never) < 50
    for row in set(range(60)) - set(never):
        others = np.delete(np.arange(60), row)
        apart = vectors[others] - vectors[row]
        lead = bias[row] - bias[others] - 1e-6
        assert linprog(np.zeros(5), apart, lead, bounds=(None, None), method="highs").status == 0


def test_what_programmes_may_cost_is_counted_and_what_is_left_undecided_is_said(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(400, 20))
    vectors[:30] *= 0.4
    monkeypatch.setattr(unargmaxable, "_is_mixture", lambda vectors, rows: np.zeros(len(rows), bool))
    every = ask(vectors, "unargmaxable").findings["unargmaxable"]
    assert every.facts["proven"]
    assert every.facts["solved"] >= 20
    monkeypatch.setattr(unargmaxable, "MOST_WORK", 2000 * vectors.size)
    told = ask(vectors, "unargmaxable").findings["unargmaxable"]
    assert 0 < told.facts["solved"] < every.facts["solved"]
    assert told.facts["solved"] + told.facts["undecided"] == every.facts["solved"]
    assert f"{told.facts['undecided']} candidates were not decided" in told.sure
    assert set(told.rows.tolist()) < set(every.rows.tolist())


def test_copies_never_win_alone_and_untied_models_are_not_judged_by_their_input():
    vectors = np.random.default_rng(0).normal(size=(40, 30))
    vectors[7] = vectors[3]
    assert ask(vectors, "unargmaxable").unargmaxable.tolist() == [3, 7]
    report = ask(space_of(vectors, provenance={"tied": False}), "unargmaxable")
    assert "output matrix was not read" in report.left_out["unargmaxable"]
    assert len(ask(space_of(vectors), "unargmaxable", output=space_of(np.eye(40))).unargmaxable) == 0


def test_a_hub_is_named_only_when_neighbors_are_asked_for():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(400, 60)) + np.r_[4.0, np.zeros(59)]
    vectors[5] = vectors.mean(axis=0)
    vectors[9] = 0
    report = ask(vectors, "hubs", neighbors=5)
    assert report.hubs[0] == 5
    assert report.columns()["hubness"][9] == 0
    assert "not asked for" in ask(vectors, "hubs").left_out["hubs"]


def test_the_geometry_is_what_the_definitions_say():
    rng = np.random.default_rng(3)
    vectors = (rng.normal(size=(500, 20)) * np.linspace(2, 0.5, 20) + 0.3).astype(np.float32)
    facts = ask(vectors, "geometry").findings["geometry"].facts
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = unit @ unit.T
    assert facts["anisotropy"] == pytest.approx((cosines.sum() - 500) / (500 * 499), abs=1e-5)
    values = np.linalg.eigvalsh(np.cov(vectors.T.astype(np.float64)))
    assert facts["first_component"] == pytest.approx(values[-1] / values.sum(), abs=1e-3)
    assert facts["length"]["median"] == pytest.approx(np.median(np.linalg.norm(vectors, axis=1)), rel=1e-5)


def tuned():
    """Return a model before, and after: 10 new tokens, of which 4 were trained; every third old row moved."""
    rng = np.random.default_rng(0)
    before = rng.normal(size=(300, 24)).astype(np.float32) + 0.5
    after = np.concatenate([before, np.repeat(before.mean(axis=0, keepdims=True), 10, axis=0)])
    after[:300:3] += 0.1 * rng.normal(size=(100, 24)).astype(np.float32)
    after[300:] *= 1 + 1e-3 * rng.normal(size=(10, 24)).astype(np.float32)
    after[306:] = rng.normal(size=(4, 24)) * 2
    after[302] = after[301] = before[7]
    return space_of(before), space_of(after)


def test_rows_that_tuning_left_and_new_rows_still_at_their_start_are_told():
    before, after = tuned()
    report = ask(after, "untouched", against=before)
    assert report.untouched.tolist() == [row for row in range(300) if row % 3]
    moved = report.columns()["moved"]
    expected = np.linalg.norm(after.vectors[3] - before.vectors[3]) / np.linalg.norm(before.vectors[3])
    assert moved[3] == pytest.approx(expected, rel=1e-5)
    assert np.isnan(moved[305])
    fresh = ask(after, "fresh", against=before)
    notes = dict(zip(fresh.fresh.tolist(), fresh.findings["fresh"].notes, strict=True))
    mean = "at the mean of the rows before"
    copy = "a copy of another row"
    assert notes == {300: mean, 301: copy, 302: copy, 303: mean, 304: mean, 305: mean}


def test_new_and_lost_tokens_and_shifted_ids_are_told():
    before = space_of(numbers(50, 4))
    after = space_of(numbers(52, 4), ["<new1>", "<new2>", *(f"word{i}" for i in range(50))])
    report = ask(after, "resized", against=before)
    assert report.resized.tolist() == [0, 1]
    facts = report.findings["resized"].facts
    assert (facts["new"], facts["gone"], facts["moved_ids"], facts["shift"]) == (2, 0, 50, 2)
    assert ask(before, "resized", against=after).findings["resized"].facts["gone"] == 2


def test_another_number_of_dimensions_is_said():
    report = ask(space_of(numbers(5, 4)), "untouched", against=space_of(numbers(5, 3)))
    assert "4 dimensions here, in what it is compared with 3" in report.left_out["untouched"]
    assert "nothing to compare with" in ask(space_of(numbers(5, 4)), "untouched").left_out["untouched"]


def test_the_command_compares_two_sources_and_reads_both_matrices(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tokens = ["<|endoftext|>", *(f"w{i}" for i in range(199))]
    weights = {
        "model.embed_tokens.weight": as_stored(numbers(200, 8), "F32"),
        "lm_head.weight": as_stored(numbers(200, 8, 1), "F32"),
    }
    config = {"model_type": "llama", "hidden_size": 8, "vocab_size": 200, "tie_word_embeddings": False}
    write_model(tmp_path / "a", weights, config=config, tokens=tokens, kind="ByteLevel")
    weights["model.embed_tokens.weight"] = as_stored(numbers(200, 8) + np.eye(200, 8), "F32")
    write_model(tmp_path / "b", weights, config=config, tokens=tokens, kind="ByteLevel")

    def run(*arguments):
        done = CliRunner().invoke(main, ["check", *arguments, "--json", "--quiet"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    told = run("b", "--against", "a")
    assert told["against"] == "a"
    assert told["findings"]["untouched"]["count"] == 192
    assert "--both" in told["left_out"]["unargmaxable"]
    assert run("b", "--both")["findings"]["unargmaxable"]["facts"]["proven"] is True


@pytest.mark.filterwarnings("error")
def test_rows_that_differ_by_more_or_less_than_float32_holds_are_told_in_strict_json(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = (np.random.default_rng(0).uniform(2, 3, (60, 4)) * 1e38).astype(np.float32)
    after = -before
    after[0], after[1], before[2] = before[0], before[1], 1e-45
    after[1, 0] = np.nextafter(before[1, 0], np.float32(np.inf))
    after[2] = 3e-45
    np.save("before.npy", before)
    np.save("after.npy", after)
    for name in ("before.txt", "after.txt"):
        (tmp_path / name).write_text("\n".join(f"word{i}" for i in range(60)), "utf-8")
    report = ask(after, "untouched", against=space_of(before))
    assert report.untouched.tolist() == [0]
    moved = report.columns()["moved"]
    assert np.allclose(moved[3:], 2)
    assert 0 < moved[1] < 1e-6
    assert moved[2] == pytest.approx(1)
    assert report.findings["untouched"].facts["median_change"] == pytest.approx(2)
    done = CliRunner().invoke(main, ["check", "after.npy", "--against", "before.npy", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["findings"]["untouched"]["count"] == 1
    hot = ask(np.full((60, 4), np.inf), "untouched", against=space_of(before))
    assert hot.findings["untouched"].facts["median_change"] is None
