"""Rows that training never touched are found without their names, and none where there are none."""

import json

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.check import CheckOptions, poisson
from lexiscape.check.evidence import Evidence
from lexiscape.check.indicators import cosine_distances
from lexiscape.space import EmbeddingSpace


@pytest.fixture(scope="module")
def words():
    """Rows of a real model that it was trained on: tokens that are three Latin letters or more."""
    space = lx.open_space("demo:bert")
    return np.array(space.vectors)[[len(t) > 2 and t.isascii() and t.isalpha() for t in space.tokens]][:8000]


def space_of(vectors, tokens=None, **more):
    n = len(vectors)
    return EmbeddingSpace(tokens or [f"word{i}" for i in range(n)], vectors, np.arange(n, dtype=np.int64), **more)


def check(vectors, tokens=None, **more):
    options = CheckOptions(["untrained", "untrained-special", "reserved"])
    return lx.check_vocabulary(space_of(vectors, tokens, **more), options=options)


def planted(words, style, count=200, seed=0):
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(words), count, replace=False))
    noise = 0.02 * rng.normal(size=(count, words.shape[1]))
    direction = rng.normal(size=words.shape[1])
    made = {
        "initial": lambda: noise,
        "copies": lambda: np.repeat(noise[:1], count, axis=0),
        "mean and noise": lambda: words.mean(axis=0) + 0.1 * noise,
        "as transformers resizes": lambda: (
            words.mean(axis=0) + 1e-4 * rng.normal(size=(count, 400)) @ (words[:400] - words.mean(axis=0)) / 20
        ),
        "shrunk": lambda: 0.05 * noise,
        "zero": lambda: 0 * noise,
        "pushed": lambda: 0.5 * noise + direction / np.linalg.norm(direction),
    }
    vectors = words.copy()
    vectors[rows] = made[style]()
    return vectors, rows


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(
    "style", ["initial", "copies", "mean and noise", "as transformers resizes", "shrunk", "zero", "pushed"]
)
def test_planted_rows_are_found_and_hardly_others(words, style, seed):
    vectors, rows = planted(words, style, seed=seed)
    report = check(vectors)
    assert np.isin(rows, report.untrained).mean() >= 0.99
    others = np.setdiff1d(np.arange(len(vectors)), rows)
    assert np.isin(others, report.untrained).mean() <= 0.01
    low, high = report.findings["untrained"].facts["false_share_interval"]
    assert low <= np.isin(report.untrained, others).mean() <= high
    assert (np.diff(report.findings["untrained"].values) <= 0).all()


@pytest.mark.parametrize("lengths", [(1, 1), (0.8, 1)], ids=["of one size", "decayed unequally"])
def test_rows_among_little_trained_ones_that_get_fewer_toward_noise_are_found(lengths):
    ground = np.array(lx.open_space("demo:bert").vectors)[2000:]  # with letters that the model hardly saw
    rng = np.random.default_rng(50_000)
    rows = np.sort(rng.choice(len(ground), 285, replace=False))
    ground[rows] = 0.02 * rng.normal(size=(285, 384)) * rng.uniform(*lengths, size=(285, 1))
    report = check(ground)
    assert np.isin(rows, report.untrained).mean() >= 0.99
    assert np.isin(report.untrained, rows).mean() >= 0.99


def test_two_sorts_of_untrained_rows_are_both_found(words):
    vectors, first = planted(words, "pushed")
    more, second = planted(words, "initial", seed=5)
    vectors[second] = more[second]
    report = check(vectors)
    assert len(report.findings["untrained"].facts["groups"]) == 2
    assert np.isin(np.union1d(first, second), report.untrained).mean() >= 0.99


def test_the_reserved_rows_of_a_real_model_are_found_under_other_names():
    space = lx.open_space("demo:bert")
    reserved = np.flatnonzero([kind == "unused" for kind in space.kinds])
    report = check(np.array(space.vectors))
    assert np.isin(reserved, report.untrained).mean() >= 0.99
    plain = np.flatnonzero([len(t) > 2 and t.isascii() and t.isalpha() for t in space.tokens])
    assert np.isin(plain, report.untrained).mean() <= 0.001


@pytest.mark.parametrize("name", ["Gaussian", "heavy", "lengths", "clusters", "correlated", "words"])
def test_where_no_rows_stand_out_none_are_listed(words, name):
    rng = np.random.default_rng(0)
    vectors = {
        "Gaussian": lambda: rng.normal(size=(8000, 96)),
        "heavy": lambda: rng.standard_t(2, size=(8000, 96)),
        "lengths": lambda: rng.normal(size=(8000, 96)) * np.exp(0.5 * rng.normal(size=(8000, 1))),
        "clusters": lambda: rng.normal(size=(100, 64))[rng.integers(0, 100, 8000)] + 0.5 * rng.normal(size=(8000, 64)),
        "correlated": lambda: rng.normal(size=(8000, 96)) / np.sqrt(1 + np.arange(96)),
        "words": lambda: words,
    }[name]()
    report = check(vectors.astype(np.float32))
    assert len(report.untrained) == 0
    assert report.findings["untrained"].facts["why_none"].startswith("none stand out")


def test_special_tokens_and_reserved_rows_that_look_untrained_are_named(words):
    vectors, rows = planted(words, "initial")
    tokens = [f"word{i}" for i in range(len(words))]
    tokens[rows[0]] = "<|im_start|>"
    tokens[rows[1]] = "<|reserved_special_token_7|>"
    trained = next(i for i in range(len(words)) if i not in set(rows.tolist()))
    tokens[trained] = "[unused3]"
    report = check(vectors, tokens, special=frozenset([int(rows[0])]))
    assert report.untrained_special.tolist() == [rows[0]]
    assert report.reserved.tolist() == [rows[1], trained]
    assert report.findings["reserved"].notes == ["looks untrained", "does not look untrained"]


@pytest.mark.parametrize(("style", "count"), [("initial", 6), ("mean and noise", 8), ("shrunk", 12)])
def test_a_handful_of_rows_is_found_around_a_point_that_is_known(words, style, count):
    vectors, rows = planted(words, style, count=count)
    report = check(vectors)
    assert np.isin(rows, report.untrained).all()
    assert len(report.untrained) <= count + 1


def test_tokens_that_the_chat_template_spells_out_are_named(words, tmp_path):
    vectors, rows = planted(words, "initial", count=30)
    tokens = [f"word{i}" for i in range(len(words))]
    tokens[rows[0]], tokens[rows[1]], tokens[rows[2]] = "<|user|>", "<|other|>", "[INST]"
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    template = {"name": "default", "template": "{{ '<|user|>' + message }} [INST] <|gone|>"}
    found = {}
    for written in ([template], template["template"], 7):
        (tmp_path / "tokenizer_config.json").write_text(json.dumps({"chat_template": written}), "utf-8")
        more = {"provenance": {"vocabulary": "m/tokenizer.json"}, "files": (tmp_path / "tokenizer.json",)}
        report = check(vectors, tokens, **more)
        found[json.dumps(written)[0]] = set(report.untrained_special.tolist())
    assert found == {"[": {rows[0], rows[2]}, '"': {rows[0], rows[2]}, "7": set()}
    (tmp_path / "chat_template.jinja").write_text("<|other|>", "utf-8")
    assert check(vectors, tokens, **more).untrained_special.tolist() == [rows[1]]


def test_few_rows_say_that_they_are_too_few():
    report = check(np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32))
    assert report.findings["untrained"].facts["why_none"].startswith("too little to tell by")
    assert "untrained-special" in report.findings


def test_one_vector_for_all_tokens_stands_out_from_nothing():
    assert len(check(np.ones((500, 32), np.float32)).untrained) == 0


def test_an_output_matrix_is_judged_too(words):
    vectors, rows = planted(words, "pushed")
    report = lx.check_vocabulary(space_of(words), output=space_of(vectors), options=CheckOptions(["reserved"]))
    assert np.isin(rows, report.untrained).mean() >= 0.99
    assert {group["matrix"] for group in report.findings["untrained"].facts["groups"]} == {"output"}
    short = lx.check_vocabulary(space_of(words), output=space_of(vectors[:100]), options=CheckOptions(["untrained"]))
    assert "100 rows" in short.left_out["untrained"]


def test_the_indicators_are_those_of_the_paper():
    """Land and Bartolo 2024, arXiv 2405.05417, section 3.2, written out in double precision."""
    rng = np.random.default_rng(2)
    vectors = (rng.normal(size=(300, 12)) * np.linspace(3, 0.2, 12) + rng.normal(size=12)).astype(np.float32)
    unused = np.array([3, 40, 77, 120])
    u = vectors.astype(np.float64)
    _, _, axes = np.linalg.svd(u - u.mean(axis=0))
    without = u - np.outer(u @ axes[0], axes[0])
    centered = u - u.mean(axis=0)
    evidence = Evidence(space_of(vectors))
    for name, rows in {"": u, "first": without, "mean": centered}.items():
        mean = rows[unused].mean(axis=0)
        expected = 1 - rows @ mean / (np.linalg.norm(rows, axis=1) * np.linalg.norm(mean))
        assert np.allclose(cosine_distances(evidence, unused, name), expected, atol=2e-4), name
    assert np.allclose(evidence.norms, np.linalg.norm(u, axis=1))


def test_few_rows_of_few_dimensions_are_found_too():
    rng = np.random.default_rng(0)
    for dim in (32, 64):
        rows = 4 * rng.normal(size=(700, dim)) / np.sqrt(1 + np.arange(dim)) * np.exp(0.2 * rng.normal(size=(700, 1)))
        rows[200:260] = 0.02 * rng.normal(size=(60, dim))
        assert sorted(check(rows.astype(np.float32)).untrained.tolist()) == list(range(200, 260))


def test_the_ends_of_a_poisson_interval_are_those_of_chi_squared():
    from scipy.special import chdtri

    for count in (0, 1, 2, 3, 17, 400, 250_000):
        assert poisson.upper(count) == pytest.approx(chdtri(2 * (count + 1), 0.025) / 2, rel=1e-9)
        assert poisson.lower(count) == pytest.approx(chdtri(2 * count, 0.975) / 2 if count else 0.0, rel=1e-9)
