"""Formulas: how they are read, and that their answers are those of the definition."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import lexiscape as lx
from lexiscape.ask import lay_axis, query
from lexiscape.ask.terms import MOST_TERMS, SIGNS, Term, parse_formula
from lexiscape.cli import main
from lexiscape.errors import LexiscapeError, OptionError, SelectionError, VectorError
from lexiscape.neighbors import nearest_rows
from reference import asking


def terms(text):
    return [(term.sign, term.text) for term in parse_formula(text)]


#: Also held to by the page's reader of formulas: `web/test/ask/formula.test.ts`.
FORMULAS = json.loads((Path(__file__).parents[1] / "golden" / "formulas.json").read_text("utf-8"))["formulas"]


@pytest.mark.parametrize(("text", "expected"), [case for case in FORMULAS if case[1]])
def test_a_formula_is_read_as_it_is_meant(text, expected):
    assert [[term.sign, term.text, term.quoted] for term in parse_formula(text)] == expected


@pytest.mark.parametrize("text", [text for text, expected in FORMULAS if not expected])
def test_what_lacks_a_term_is_refused_by_a_sentence(text):
    with pytest.raises(OptionError, match=r"lacks a term|got nothing|at most 100 terms"):
        parse_formula(text)


def test_a_formula_has_a_length():
    assert len(parse_formula(" + ".join(["a"] * MOST_TERMS))) == MOST_TERMS
    with pytest.raises(OptionError, match="at most 100 terms"):
        parse_formula(" + ".join(["a"] * 200_000))


@given(st.lists(st.tuples(st.sampled_from(sorted(SIGNS)), st.text(min_size=1)), min_size=1, max_size=8))
def test_whatever_is_quoted_comes_back(parts):
    text = " ".join(f"{sign} '{''.join(chr(92) + char for char in word)}'" for sign, word in parts)
    assert terms(text) == [(SIGNS[sign], word) for sign, word in parts]


@given(st.text(alphabet="ab'\"\\+- \u3000"))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text):
    try:
        found = parse_formula(text)
    except LexiscapeError:
        return
    assert all(isinstance(term, Term) and term.text for term in found)
    joined = "".join(term.text for term in found)
    assert [char for char in joined if char in "ab"] == [char for char in text if char in "ab"]


def made(n=60, dim=7, seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    vectors = (rng.normal(size=(n, dim)) * scale).astype(np.float32)
    vectors[5] = vectors[3]
    vectors[6] = 0
    return lx.open_space([f"w{row}" for row in range(n)], vectors)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize(
    ("formula", "signed"),
    [
        ("w0 - w1 + w2", [(1, [0]), (-1, [1]), (1, [2])]),
        ("- w7", [(-1, [7])]),
        ("w0 + w0 - w9", [(1, [0]), (1, [0]), (-1, [9])]),
    ],
)
def test_the_nearest_to_a_sum_are_those_of_the_definition(metric, formula, signed):
    space = made()
    far = asking.distances(space.vectors, signed, metric)
    inputs = list(dict.fromkeys(row for _, rows in signed for row in rows))
    order = sorted(range(len(space)), key=lambda row: (np.float32(far[row]), row))
    answer = query(space, formula, 12, metric=metric)
    assert [near.id for near in answer] == [row for row in order if row not in inputs][:12]
    assert np.allclose([near.distance for near in answer], [far[near.id] for near in answer], atol=1e-6)
    assert [(one.id, one.rank) for one in answer.inputs] == [(row, order.index(row) + 1) for row in inputs]
    assert any("Linzen 2016" in note for note in answer.notes)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_a_single_token_has_the_neighbors_that_it_has(metric):
    space = made()
    for row in (0, 3, 5, 59):
        answer = query(space, f"w{row}", 10, metric=metric)
        found = nearest_rows(space, [row], 10, metric=metric)
        assert [near.id for near in answer] == found.indices[0].tolist()
        assert np.allclose([near.distance for near in answer], found.distances[0], atol=1e-7)
        assert answer.notes == []
    assert (query(space, "w3", 1, metric=metric)[0].id, query(space, "w3", 1, metric=metric)[0].distance) == (5, 0)


@pytest.mark.parametrize("scale", [1e20, 1e-35, 2.0**100, 2.0**-130])
def test_lengths_of_any_size_give_the_same_answer_by_cosine(scale):
    plain, scaled = query(made(), "w0 - w1 + w2", 20), query(made(scale=scale), "w0 - w1 + w2", 20)
    assert [near.id for near in plain] == [near.id for near in scaled]
    assert np.allclose([near.distance for near in plain], [near.distance for near in scaled], atol=1e-6)


def test_any_number_of_threads_gives_the_same_bits():
    space = made(500, 33)
    answers = [query(space, "w0 - w1 + w2", 50, threads=threads) for threads in (1, 2, 7)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0].inputs == answers[1].inputs == answers[2].inputs
    assert [one.raw for one in answers[0].inputs] == ["w0", "w1", "w2"]


@pytest.mark.parametrize(("metric", "figure"), [("cosine", "similarity"), ("euclidean", "distance")])
def test_an_answer_shows_its_inputs_its_caveat_and_what_its_figures_are(metric, figure):
    answer = query(made(), "w0 - w1 + w2", 3, metric=metric)

    def told(one):
        return f"{figure} {1 - one.distance if metric == 'cosine' else one.distance:.3f}"

    lines = repr(answer).splitlines()
    assert lines[0] == "w0 - w1 + w2"
    for place, (line, near) in enumerate(zip(lines[1:4], answer, strict=True), 1):
        assert line.split() == [str(place), near.token, *told(near).split(), "id", str(near.id)]
    for one in answer.inputs:
        assert f"{one.token} (place {one.rank}, {told(one)})" in lines[4]
    assert lines[5:] == [f"Note: {note}" for note in answer.notes]
    shown = answer._repr_html_()
    assert shown.count(f"<th>{figure}</th>") == 2
    assert all(f"<td>{told(one).split()[1]}</td>" in shown for one in (*answer, *answer.inputs))
    assert "Linzen 2016" in lines[-1]
    assert "Linzen 2016" in shown


@pytest.mark.parametrize(
    ("formula", "error", "told"),
    [
        ("w0 - w0", VectorError, "cancel out"),
        ("w3 - w5", VectorError, "cancel out"),
        ("w0 + w6", VectorError, "zero row"),
        ("w0 + nothing", SelectionError, "no token 'nothing'"),
        ("w0 +", OptionError, "after +"),
        ("x" * (1 << 20), SelectionError, "letters in all"),
        (7, OptionError, "as text"),
    ],
)
def test_what_has_no_answer_is_a_sentence(formula, error, told):
    with pytest.raises(error) as refused:
        query(made(), formula)
    assert told in str(refused.value)


def test_what_cannot_be_measured_is_a_sentence():
    for k in (0, 2.5, "x", None):
        with pytest.raises(OptionError, match=r"k must be (a whole number of )?at least 1"):
            query(made(), "w0", k)
        with pytest.raises(OptionError, match=r"k must be (a whole number of )?at least 1"):
            lay_axis(made(), "w0", "w1").ends(k)
    with pytest.raises(OptionError, match="no metric 'manhattan'"):
        query(made(), "w0", metric="manhattan")
    space = made()
    broken = lx.open_space(space.tokens, np.where(np.arange(60)[:, None] == 4, np.nan, space.vectors))
    with pytest.raises(VectorError, match="'w4'"):
        query(broken, "w0 - w1")
    assert len(query(made(9), "w0 - w1", 99)) == 7
    with pytest.raises(VectorError, match="than float32 can say"):
        query(made(scale=5e37), "w0 + w0 + w0 + w0 + w0", metric="euclidean")


def test_a_token_that_looks_like_a_formula_is_a_token():
    space = lx.open_space(["a - b", "a", "b", "-"], np.eye(4, dtype=np.float32))
    assert [one.raw for one in query(space, "a - b").inputs] == ["a - b"]
    assert [one.raw for one in query(space, "a + '-'").inputs] == ["a", "-"]


def test_of_words_that_read_alike_it_is_told_which_was_taken():
    space = lx.open_space("demo:bert")
    answer = query(space, "king - man + woman")
    assert answer[0].token == "queen"
    assert answer.inputs[0].token == "king"
    assert answer.inputs[0].rank == 1
    assert "'king' (id 2332), not '##king' (id 6834)" in answer.notes[0]
    told = query(space, "'##king'").inputs[0]
    assert (told.raw, told.id) == ("##king", 6834)


def test_words_of_a_formula_are_words_and_raw_spellings_stand_in_quotation_marks():
    space = lx.open_space("demo:llama")
    plain = query(space, "king - man + woman")
    assert [one.raw for one in plain.inputs] == ["▁king", "▁man", "▁woman"]
    assert plain == query(space, "▁king - ▁man + ▁woman")
    assert "'▁king' (id 6989), not 'king' (id 9292)" in plain.notes[0]
    quoted = query(space, "'king' - \"man\" + woman")
    assert [one.raw for one in quoted.inputs] == ["king", "man", "▁woman"]
    assert not any("king" in note for note in quoted.notes)
    assert [word.rows for word in lay_axis(space, "'king'", "man").a] == [(9292,)]


def test_a_word_that_is_no_token_says_what_it_becomes_and_its_mean_is_taken_if_asked():
    space = lx.open_space("demo:bert")
    with pytest.raises(SelectionError, match=r"close spellings.*'kings' '##hip', whose mean --mean-of-pieces"):
        query(space, "kingship + 7")
    answer = query(space, "kingship + queen", mean_of_pieces=True)
    rows = [space.tokens.index(raw) for raw in ("kings", "##hip")]
    far = asking.distances(space.vectors, [(1, rows), (1, [space.tokens.index("queen")])], "cosine")
    assert [one.raw for one in answer.inputs] == ["kings", "##hip", "queen"]
    assert np.allclose([near.distance for near in answer], [far[near.id] for near in answer], atol=1e-6)
    with pytest.raises(SelectionError, match=r"'\[UNK\]' \(unknown\)"):
        query(space, "\U0001f970 + queen", mean_of_pieces=True)
    for more in ({}, {"mean_of_pieces": True}):
        with pytest.raises(SelectionError, match=r"it becomes 'queen' \(not among these\)(?!.*--mean)"):
            query(space.first(3000), "king - queen", **more)


def test_japanese_words():
    space = lx.open_space("spacy:ja_ginza")
    answer = query(space, "東京 - 日本 + フランス", 5)
    assert "パリ" in [near.token for near in answer]
    with pytest.raises(SelectionError, match="no token 'ぬぬぬぬ'"):
        query(space, "ぬぬぬぬ + 東京")


def test_a_map_asks_by_its_own_metric_and_refuses_without_vectors(tmp_path):
    drawn = lx.map_space(made(), metric="euclidean", layout="pca")
    assert drawn.query("w0 - w1", 5) == query(made(), "w0 - w1", 5, metric="euclidean")
    drawn.save(tmp_path / "m.npz")
    with pytest.raises(OptionError, match="has no vectors to ask"):
        lx.load_map(tmp_path / "m.npz").query("w0 - w1")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space = made()
    np.save("v.npy", space.vectors)
    (tmp_path / "v.txt").write_text("\n".join(space.tokens))
    return lambda *arguments: CliRunner().invoke(main, ["neighbors", "v.npy", *map(str, arguments)])


def test_the_command_line_answers_tokens_and_formulas_alike(run):
    told = json.loads(run("w1", "w0 - w1 + w2", "-k", 4, "--json").stdout)
    assert [entry["raw"] for entry in told["tokens"]] == ["w1"]
    answer = query(made(), "w0 - w1 + w2", 4)
    formula = told["formulas"][0]
    assert formula["neighbors"] == [near._asdict() for near in answer]
    assert formula["inputs"] == [one._asdict() for one in answer.inputs]
    assert [term["sign"] for term in formula["terms"]] == ["+", "-", "+"]
    shown = run("w0 - w1 + w2", "-k", 4).stdout
    assert f"{answer.inputs[0].token} (place {answer.inputs[0].rank}" in shown
    assert "Linzen 2016" in shown


def test_a_sum_without_quotes_is_pointed_out():
    given = ["king", "-", "man", "+", "woman"]
    shown = CliRunner().invoke(main, ["neighbors", "demo:bert", *given, "-k", "3"])
    assert 'a sum stands in quotes: "king - man + woman"' in shown.stderr
    assert shown.stdout.count("(id ") == 5
    assert CliRunner().invoke(main, ["neighbors", "demo:bert", "king", "-", "-k", "3"]).stderr == ""


def test_a_formula_that_begins_with_a_minus_is_no_option(run):
    told = json.loads(run("- w7 - w8", "-k", 3, "--json").stdout)
    assert told["formulas"][0]["formula"] == "- w7 - w8"
    assert told["formulas"][0]["neighbors"] == [near._asdict() for near in query(made(), "- w7 - w8", 3)]
    assert run("--w7").exit_code == 2


@pytest.mark.parametrize("text", ["w0 - w0", "w0 +", "w0 + \x1b[31m", "", "w0 - w6"])
def test_the_command_line_refuses_by_a_sentence(run, text):
    done = run(text)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "\x1b" not in done.output


def test_nothing_is_warned_of():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        query(made(scale=1e20), "w0 - w1 + w2")
