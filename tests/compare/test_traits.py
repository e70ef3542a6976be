"""Traits that papers have told of: each against a slow reference, planted, and not there where it was not planted."""

import copy
import itertools
import json
import math
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.compare import compare_spaces
from lexiscape.compare.mantel import order_correlation
from lexiscape.compare.traits import REASONS, TRAITS, measure_traits
from lexiscape.neighbors import Neighbors, find_neighbors
from lexiscape.space import EmbeddingSpace
from lexiscape.text.dates import MONTHS, WEEKDAYS

NOISE = 0.05


def traits_of(tokens, vectors, k=10, metric="euclidean", seed=0, family="words"):
    vectors = np.asarray(vectors, np.float32)
    space = EmbeddingSpace(list(tokens), vectors, np.arange(len(vectors), dtype=np.int64), "made", family)
    found = find_neighbors(vectors, min(k, len(vectors) - 1), metric=metric)
    return {trait.name: trait for trait in measure_traits(space, found, seed)}


def around(places, d=32, seed=0):
    """Points of a plane, put into d dimensions, with noise."""
    random = np.random.default_rng(seed)
    return np.asarray(places) @ random.normal(size=(2, d)) + NOISE * random.normal(size=(len(places), d))


def on_a_circle(m):
    angles = 2 * np.pi * np.arange(m) / m
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def on_a_line(m):
    return np.stack([np.arange(m) / m, np.zeros(m)], axis=1)


@pytest.mark.parametrize("words", [MONTHS[0], MONTHS[5], WEEKDAYS[0], WEEKDAYS[5]], ids=lambda words: words[0])
@pytest.mark.parametrize(("places", "shape", "other"), [(on_a_circle, "circle", "line"), (on_a_line, "line", "circle")])
def test_months_and_days_lie_as_they_were_planted(words, places, shape, other):
    name = "months" if len(words) == 12 else "weekdays"
    told = traits_of(words, around(places(len(words))))
    assert told[f"{name}:{shape}"].value > 0.9
    assert told[f"{name}:{shape}"].z > 3
    assert told[f"{name}:{other}"].value < told[f"{name}:{shape}"].value - 0.2


def test_months_without_an_order_have_none():
    beyond = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        beyond += abs(traits_of(MONTHS[0], random.normal(size=(12, 32)))["months:circle"].z) > 2
    assert beyond <= 6  # of 40, two are to be expected


@pytest.mark.parametrize(
    "tokens",
    [
        MONTHS[0][:11],
        [*MONTHS[0][:11], "decembre"],
        MONTHS[0][:6] + MONTHS[5][6:],
    ],
    ids=["eleven", "misspelled", "mixed"],
)
def test_a_circle_needs_every_month_in_one_spelling(tokens):
    assert not [name for name in traits_of(tokens, around(on_a_circle(len(tokens)))) if name.startswith("months")]


def test_a_word_is_its_own_spelling_before_another_case():
    """May is the month where may is a token, too."""
    tokens = ["may", "march", *MONTHS[0]]
    vectors = np.concatenate([np.full((2, 32), 40.0), around(on_a_circle(12))])
    assert traits_of(tokens, vectors)["months:circle"].value > 0.9
    for case in (str.lower, str.upper):
        assert traits_of([case(word) for word in MONTHS[0]], around(on_a_circle(12)))["months:circle"].value > 0.9
    mixed = [word.lower() if word in ("May", "March") else word for word in MONTHS[0]]  # another word, perhaps
    assert "months:circle" not in traits_of(mixed, around(on_a_circle(12)))


def test_the_correlation_and_its_null_are_those_of_every_permutation():
    random = np.random.default_rng(3)
    rows = random.normal(size=(6, 4))
    apart = np.abs(np.subtract.outer(np.arange(6), np.arange(6))).astype(np.float64)
    pairs = list(itertools.combinations(range(6), 2))
    far = [apart[i, j] for i, j in pairs]

    def correlation(order):
        return np.corrcoef([np.linalg.norm(rows[order[i]] - rows[order[j]]) for i, j in pairs], far)[0, 1]

    value, sd = order_correlation(rows, apart)
    assert value == pytest.approx(correlation(range(6)), abs=1e-6)
    every = [correlation(order) for order in itertools.permutations(range(6))]
    assert np.mean(every) == pytest.approx(0, abs=1e-9)
    assert sd == pytest.approx(np.std(every), abs=1e-6)


@pytest.mark.parametrize("row", [np.ones(8), np.random.default_rng(4).normal(size=768) + 3], ids=["ones", "any"])
def test_rows_that_are_all_one_have_no_order_and_no_dimension(row):
    tokens = [*MONTHS[0], *WEEKDAYS[0], *map(str, range(40))]
    assert traits_of(tokens, np.tile(row, (len(tokens), 1))) == {}


def spelled(family, numbers):
    """Bare numbers of three kinds of vocabulary, some of them with the mark of a word's start instead."""
    mark = {"byte_bpe": "Ġ", "sentencepiece": "▁"}[family]
    return [f"{mark if number % 2 else ''}{number}" for number in numbers]


@pytest.mark.parametrize("family", ["byte_bpe", "sentencepiece"])
def test_numbers_are_of_one_form(family):
    """Where every second number is a token after a space alone, no run of one form is long enough to tell."""
    random = np.random.default_rng(13)
    tokens = spelled(family, range(60))
    after_space = np.array([not token[0].isdigit() for token in tokens])
    vectors = random.normal(size=(60, 16)) + 5 * np.outer(after_space, random.normal(size=16))
    assert not [name for name in traits_of(tokens, vectors, family=family) if name.startswith(("numbers", "periods"))]
    # and where bare numbers are all there, those are measured, wherever the others stand
    both = [*tokens, *map(str, range(60))]
    whole = np.concatenate([vectors, random.normal(size=(60, 16))])
    assert abs(traits_of(both, whole, family=family)["periods:2"].z) < 4


def test_numbers_within_words_are_no_numbers():
    random = np.random.default_rng(14)
    inside = [f"##{number}" for number in range(40)]
    words = [f"word{i}" for i in range(40)]
    told = traits_of([*inside, *words], random.normal(size=(80, 16)), family="wordpiece")
    assert not [name for name in told if name.startswith("numbers")]
    own = around(on_a_line(40), d=16)
    told = traits_of([*inside, *map(str, range(40))], np.concatenate([random.normal(size=(40, 16)), own]))
    assert told["numbers:line"].value > 0.9


def test_months_are_of_one_form():
    random = np.random.default_rng(15)
    other = [f"{'Ġ' if i % 2 else ''}{word}" for i, word in enumerate(MONTHS[0])]
    assert "months:circle" not in traits_of(other, random.normal(size=(12, 8)), family="byte_bpe")
    marked = [f"Ġ{word}" for word in MONTHS[0]]
    both = np.concatenate([random.normal(size=(12, 32)), around(on_a_circle(12))])
    assert traits_of([*MONTHS[0], *marked], both, family="byte_bpe")["months:circle"].value > 0.9


def test_numbers_on_a_line_and_numbers_by_their_logarithm():
    tokens = [str(number) for number in range(60)]
    even = traits_of(tokens, around(10 * on_a_line(60)))
    assert even["numbers:line"].value > 0.99
    assert even["numbers:line"].value > even["numbers:log"].value
    bent = traits_of(tokens, around(np.stack([np.log1p(np.arange(60)), np.zeros(60)], axis=1)))
    assert bent["numbers:log"].value > 0.99
    assert bent["numbers:log"].value > bent["numbers:line"].value


@pytest.mark.parametrize("period", [2, 5, 10])
def test_the_period_that_was_planted_is_found_and_no_other(period):
    n, random = 100, np.random.default_rng(5)
    places = np.arange(n)
    wave = np.cos(2 * np.pi * places / period + 0.4)
    vectors = np.outer(wave, random.normal(size=16)) + np.outer(places, random.normal(size=16)) / 10
    vectors += 0.3 * random.normal(size=vectors.shape)
    told = traits_of([str(number) for number in places], vectors)
    assert told[f"periods:{period}"].value > 0.5
    assert told[f"periods:{period}"].z > 10
    for other in {2, 5, 10} - {period}:
        assert told[f"periods:{other}"].value < 0.1


@pytest.mark.parametrize("n", [20, 40, 120])
def test_a_period_is_the_share_that_the_fourier_transform_gives(n):
    vectors = (np.random.default_rng(6).normal(size=(n, 5)) + np.linspace(0, 9, n)[:, None]).astype(np.float32)
    told = traits_of([str(number) for number in range(n)], vectors)
    design = np.stack([np.ones(n), np.arange(n)], axis=1)
    left = vectors - design @ np.linalg.lstsq(design, vectors.astype(np.float64), rcond=None)[0]
    power = (np.abs(np.fft.fft(left, axis=0)) ** 2).sum(axis=1)
    for period in (2, 5, 10):
        at = {n // period, n - n // period}
        assert told[f"periods:{period}"].value == pytest.approx(sum(power[list(at)]) / power.sum(), abs=1e-6)
        assert told[f"periods:{period}"].null == pytest.approx(len(at) / (n - 1), rel=0.25)


def test_a_line_through_the_numbers_blurs_no_period():
    n, random = 100, np.random.default_rng(16)
    wave = np.outer(np.cos(2 * np.pi * np.arange(n) / 10), random.normal(size=16)) + random.normal(size=(n, 16))
    line = 20 * np.outer(np.linspace(-1, 1, n), random.normal(size=16))
    bare, bent = (traits_of([str(number) for number in range(n)], rows)["periods:10"] for rows in (wave, wave + line))
    assert bent.z > 0.8 * bare.z > 8


def test_few_numbers_tell_nothing():
    told = traits_of([str(number) for number in range(19)], around(on_a_line(19)))
    assert not [name for name in told if name.startswith(("numbers", "periods"))]


def test_writing_systems_among_neighbors_are_counted():
    """Latin and Cyrillic words in two places, a third place where they are mixed."""
    random = np.random.default_rng(7)
    latin, cyrillic = (
        [f"w{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)],
        [f"ж{chr(0x430 + i)}" for i in range(60)],
    )
    apart = np.repeat([[0.0, 0], [100, 0]], 60, axis=0)
    told = traits_of([*latin, *cyrillic], apart + random.normal(size=(120, 2)), k=50)["scripts:50"]
    assert told.value == 1
    assert told.null == pytest.approx(2, abs=0.01)
    mixed = traits_of([*latin, *cyrillic], random.normal(size=(120, 2)), k=50)["scripts:50"]
    assert mixed.value == pytest.approx(2, abs=0.02)


def test_the_count_of_writing_systems_is_that_of_a_slow_reference():
    random = np.random.default_rng(8)
    tokens = [text + str(i) for i, text in enumerate(np.array(["a", "ж", "語", "カ"])[random.integers(0, 4, 80)])]
    tokens += [str(i) for i in range(20)]
    vectors = random.normal(size=(100, 6)).astype(np.float32)
    told = traits_of(tokens, vectors, k=7)["scripts:7"]
    near = find_neighbors(vectors, 7, metric="euclidean").indices
    letters = [text[0] if not text[0].isdigit() else None for text in tokens]
    counts = [len({letters[j] for j in near[i]} - {None}) for i in range(100) if letters[i]]
    assert told.value == pytest.approx(np.mean(counts))
    assert told.count == len(counts) == 80


def test_one_writing_system_is_no_trait():
    assert not [name for name in traits_of(["a", "b", "c", "1"], np.eye(4)) if name.startswith("scripts")]


@pytest.mark.parametrize("dimension", [1, 2, 5])
def test_a_dimension_that_was_planted_is_found(dimension):
    random = np.random.default_rng(9)
    flat = random.random(size=(1500, dimension)) @ random.normal(size=(dimension, 40))
    told = traits_of([f"w{i}" for i in range(1500)], flat)["dimension:two-nn"]
    assert told.value == pytest.approx(dimension, rel=0.15)


def test_a_curve_has_fewer_dimensions_than_a_cloud_of_its_covariance():
    """A spiral through eight dimensions is a line to who stands on it."""
    along = np.random.default_rng(10).random(1200)
    spiral = np.concatenate([[np.cos(k * along * 20), np.sin(k * along * 20)] for k in (1, 2, 3, 5)]).T
    told = traits_of([f"w{i}" for i in range(1200)], spiral)["dimension:two-nn"]
    assert told.value == pytest.approx(1, abs=0.3)
    assert told.z < -5


@pytest.mark.parametrize(("metric", "n", "d"), [("euclidean", 3000, 12), ("cosine", 3000, 12), ("cosine", 3200, 300)])
def test_a_cloud_is_as_wide_as_itself(metric, n, d):
    cloud = np.random.default_rng(11).normal(size=(n, d)) + 0.3
    told = traits_of([f"w{i}" for i in range(n)], cloud, metric=metric)["dimension:two-nn"]
    assert abs(told.z) < 3.5
    assert told.value == pytest.approx(told.null, rel=0.12)


def test_rows_of_zeros_and_copies_change_no_dimension():
    cloud = np.random.default_rng(17).normal(size=(900, 8))
    odd = np.concatenate([cloud, np.zeros((40, 8)), np.tile(cloud[:1], (40, 1))])
    plain, other = (traits_of([f"w{i}" for i in range(len(rows))], rows, metric="cosine") for rows in (cloud, odd))
    one, two = plain["dimension:two-nn"], other["dimension:two-nn"]
    assert two.value == pytest.approx(one.value, rel=0.05)
    assert two.null == pytest.approx(one.null, rel=0.1)


def test_one_row_far_outside_leaves_the_dimension_of_the_others():
    cloud = np.random.default_rng(18).normal(size=(900, 8))
    cloud[5] *= 1e6
    value = traits_of([f"w{i}" for i in range(900)], cloud)["dimension:two-nn"].value
    assert value == pytest.approx(8, rel=0.2)


@pytest.mark.parametrize(("n", "d"), [(90, 4), (300, 40), (12_000, 1100)])
def test_too_few_rows_for_their_dimensions_tell_none(n, d):
    vectors = np.zeros((n, d), np.float32)
    vectors[np.arange(n), np.arange(n) % d] = 1 + np.arange(n)
    space = EmbeddingSpace([f"w{i}" for i in range(n)], vectors, np.arange(n, dtype=np.int64), "made", "words")
    nobody = Neighbors(np.zeros((n, 1), np.int32), np.zeros((n, 1), np.float32))
    assert not [trait for trait in measure_traits(space, nobody) if trait.name.startswith("dimension")]


def test_traits_are_the_same_for_any_number_of_threads(tmp_path):
    code = """if True:
        import numpy as np, lexiscape as lx, sys
        from lexiscape.compare.traits import measure_traits
        from lexiscape.neighbors import Neighbors, find_neighbors
        random = np.random.default_rng(19)
        near_copies = random.normal(size=(2, 60))[np.arange(40) % 2] + 1e-6 * random.normal(size=(40, 60))
        vectors = np.concatenate([near_copies, random.normal(size=(700, 60)) + 1000]).astype(np.float32)
        space = lx.open_space([str(i) for i in range(740)], vectors)
        print(measure_traits(space, find_neighbors(vectors, 10, metric="euclidean")))
        print(measure_traits(space, find_neighbors(vectors, 10)))
    """
    told = []
    for threads in ("1", "3"):
        environment = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        told.append(
            subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
        )
    assert told[0] == told[1] != b""


def test_the_same_seed_gives_the_same_traits_and_another_sample_nearly_the_same():
    random = np.random.default_rng(12)
    tokens, vectors = [str(number) for number in range(200)], random.normal(size=(200, 8))
    assert traits_of(tokens, vectors) == traits_of(tokens, vectors)
    other = traits_of(tokens, vectors, seed=1)
    for name, trait in traits_of(tokens, vectors).items():
        assert trait.value == other[name].value
        assert trait.null == pytest.approx(other[name].null, rel=0.3, abs=0.01)


def test_a_model_is_told_of_with_papers_and_nulls(tmp_path):
    """demo:bert's months lie on a circle, more than on a line; its neighbors are of fewer scripts than chance has."""
    words = [*(word.lower() for words in (MONTHS[0], WEEKDAYS[0]) for word in words), *map(str, range(100))]
    whole = lx.open_space("demo:bert")
    spoken = {text: row for row, text in reversed(list(enumerate(whole.readable)))}
    few = whole.take(np.unique([*(spoken[word] for word in words), *range(2000, 6000)]))
    (told, again) = compare_spaces([few, few]).traits
    assert told == again
    by_name = {trait.name: trait for trait in told}
    assert by_name["months:circle"].z > 4
    assert by_name["months:circle"].value > by_name["months:line"].value
    assert by_name["numbers:line"].z > 5
    assert by_name["periods:10"].z > 5
    assert by_name["dimension:two-nn"].value < by_name["dimension:two-nn"].null
    assert {name.partition(":")[0] for name in by_name} <= set(TRAITS)


def test_traits_are_in_the_table_and_in_the_json():
    result = CliRunner().invoke(main, ["compare", "demo:bert", "demo:bert", "--first", "3000", "--quiet", "--json"])
    assert result.exit_code == 0, result.output
    for space in json.loads(result.output)["spaces"]:
        for trait in space["traits"]:
            assert set(trait) == {"name", "meaning", "value", "null", "null_sd", "z", "count", "source"}
            assert trait["meaning"]
            assert "{" not in trait["meaning"]
            assert all(math.isfinite(trait[key]) for key in ("value", "null", "null_sd"))
            assert "arXiv" in trait["source"] or "doi" in trait["source"]
    told = CliRunner().invoke(main, ["compare", "demo:bert", "demo:bert", "--first", "3000"]).output
    assert "trait (by chance)" in told
    assert "numbers:line distances of 0, 1, 2 … follow their differences (correlation)" in " ".join(told.split())


def measured(tokens, vectors):
    vectors = np.asarray(vectors, np.float32)
    space = EmbeddingSpace(list(tokens), vectors, np.arange(len(vectors), dtype=np.int64), "made", "words")
    return measure_traits(space, find_neighbors(vectors, min(10, len(vectors) - 1), metric="euclidean"))


def lacking_of(tokens, vectors):
    told = measured(tokens, vectors)
    assert {trait.name.partition(":")[0] for trait in told} | set(told.lacking) == set(TRAITS)
    assert [entry["name"] for entry in told.not_measured()] == list(told.lacking)
    assert json.loads(json.dumps(told.not_measured())) == told.not_measured()
    return {name: str(reason) for name, reason in told.lacking.items()}


def test_what_is_not_measured_says_why():
    random = np.random.default_rng(21)
    days = [day.lower() for day in WEEKDAYS[0] if day not in ("Monday", "Sunday", "Friday")]
    tokens = [*days, "may", *map(str, range(9)), "10"]
    told = lacking_of(tokens, random.normal(size=(len(tokens), 4)))
    assert told == {
        "scripts": "all tokens with letters are of one writing system: Latin",
        "months": "1 of 12 are tokens in one spelling; lacking: january, february, march, april, june, july, august, "
        "september, october, november, december",
        "weekdays": "4 of 7 are tokens in one spelling; lacking: monday, friday, sunday",
        "numbers": "numbers from 0 to 19 are needed, all of one form; here 9 is lacking",
        "periods": "numbers from 0 to 19 are needed, all of one form; here 9 is lacking",
        "dimension": "tokens: 15 of 100 that are needed, ten for each dimension, and 100 at least",
    }
    assert lacking_of(["1", "2", "3"], np.eye(3))["scripts"] == "no token has letters"
    same = lacking_of([*MONTHS[0], *map(str, range(150))], np.ones((162, 4)))
    assert (same["months"], same["numbers"], same["periods"]) == ("these tokens' rows are all alike",) * 3
    assert same["dimension"] == "different rows: 1 of 100 that are needed"
    wide = lacking_of([f"w{i}" for i in range(9)], random.normal(size=(9, 1100)))
    assert wide["dimension"] == "dimensions: 1,100, and 1,024 at most can be measured"


def test_a_space_without_traits_can_be_copied_and_sent():
    told = measured(["1", "2", "3"], np.eye(3))
    assert set(told.lacking) == set(TRAITS)
    assert pickle.loads(pickle.dumps(told)).lacking == copy.deepcopy(told).lacking == told.lacking


def test_the_page_says_in_english_what_the_terminal_says():
    text = (Path(__file__).parents[2] / "web" / "src" / "locales" / "en.ts").read_text("utf-8")
    for why, told in REASONS.items():
        assert f'"lacking:{why}": "{told}",' in text
    for name, row in TRAITS.items():
        for kind, told in row.meanings.items():
            assert f'"{name}:{"" if kind == "#" else kind}": "{told}",' in text


def test_the_terminal_and_the_json_say_why_a_trait_is_missing():
    arguments = ["compare", "demo:bert", "demo:llama", "--fold-case", "--range", "1996:4000"]
    told = " ".join(CliRunner().invoke(main, arguments).output.split())
    assert "not measured" in told
    assert "numbers: numbers from 0 to 19 are needed, all of one form; here" in told
    for space in json.loads(CliRunner().invoke(main, [*arguments, "--quiet", "--json"]).output)["spaces"]:
        reasons = {entry["name"]: entry for entry in space["traits_not_measured"]}
        assert reasons["weekdays"]["need"] == 7
        assert reasons["weekdays"]["have"] + len(reasons["weekdays"]["lacking"]) == 7
        assert reasons["weekdays"]["reason"] in told
