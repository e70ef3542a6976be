"""Comparison of spaces: every score against a slow reference, the nulls against real permutations."""

import csv
import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.spatial import procrustes
from scipy.stats import spearmanr

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.compare import CompareOptions, cka, compare_spaces, match_tokens, overlap, spearman
from lexiscape.compare import procrustes as turned
from lexiscape.compare.geometry import describe_geometry
from lexiscape.compare.products import group_rows
from lexiscape.compare.scores import PairSums, permutation_moments
from lexiscape.compare.shares import shared_neighbors
from lexiscape.compare.space_pair import SpacePair
from lexiscape.compare.ties import tie_of
from lexiscape.errors import OptionError, SelectionError
from lexiscape.neighbors import find_neighbors
from lexiscape.space import EmbeddingSpace
from lexiscape.space.whole_numbers import most_bits, product, whole_rows


def space_of(vectors, tokens=None, name="made", family="words", **more):
    vectors = np.asarray(vectors, np.float32)
    tokens = tokens or [f"w{i}" for i in range(len(vectors))]
    return EmbeddingSpace(tokens, vectors, np.arange(len(vectors), dtype=np.int64), name, family, **more)


def noisy_pair(n, d, noise, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) + 3
    y = x @ rng.normal(size=(d, d + 2)) + noise * rng.normal(size=(n, d + 2))
    return x.astype(np.float32), y.astype(np.float32)


# --- nulls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("symmetric", [False, True])
def test_permutation_moments_are_those_of_every_permutation(symmetric):
    rng = np.random.default_rng(1)
    n = 6
    a, b = rng.normal(size=(2, n, n))
    if symmetric:
        a, b = a + a.T, b + b.T
    for matrix in (a, b):
        np.fill_diagonal(matrix, 0)
    values = [(a * b[np.ix_(p, p)]).sum() for p in map(list, itertools.permutations(range(n)))]

    def sums(m):
        if symmetric:
            return PairSums.of_symmetric(m.sum(), (m * m).sum(), m.sum(axis=1))
        rows, columns = m.sum(axis=1), m.sum(axis=0)
        return PairSums(n, m.sum(), (m * m).sum(), (m * m.T).sum(), rows @ rows, columns @ columns, rows @ columns)

    mean, sd = permutation_moments(sums(a), sums(b))
    assert mean == pytest.approx(np.mean(values))
    assert sd == pytest.approx(np.std(values))


MODULES = {"overlap": overlap, "cka": cka, "spearman": spearman, "procrustes": turned}


def pair_of(x, y, near=None, ks=()):
    near_x, near_y = near or (np.empty((len(x), 0), np.int32),) * 2
    return SpacePair(x, y, near_x, near_y, ks)


def test_nulls_are_those_of_shuffled_rows():
    x, y = noisy_pair(120, 6, 2.0)
    found = [find_neighbors(space_of(rows), 10).indices for rows in (x, y)]
    pair = pair_of(x, y, found, (10,))
    told = {name: module.score(pair)[0] for name, module in MODULES.items()}
    rng = np.random.default_rng(2)
    shuffled = {name: [] for name in MODULES}
    for _ in range(300):
        rows = y[rng.permutation(len(y))]
        other = find_neighbors(space_of(rows), 10).indices
        for name, module in MODULES.items():
            shuffled[name].append(module.score(pair_of(x, rows, (found[0], other), (10,)))[0].value)
    for name, found_score in told.items():
        drawn = np.array(shuffled[name])
        assert found_score.null == pytest.approx(drawn.mean(), abs=4 * drawn.std() / np.sqrt(20)), name
        assert found_score.null_sd == pytest.approx(drawn.std(), rel=0.5 if name == "procrustes" else 0.2), name
        assert found_score.z > 5, name


# --- scores against slow references ----------------------------------------------------------------------------------


def test_overlap_against_sets():
    x, y = noisy_pair(300, 5, 1.0)
    a, b = (find_neighbors(space_of(rows), 12).indices for rows in (x, y))
    counts = shared_neighbors(a, b, (1, 5, 12))
    for j, k in enumerate((1, 5, 12)):
        slow = [len(set(a[i, :k].tolist()) & set(b[i, :k].tolist())) for i in range(len(a))]
        assert counts[j].tolist() == slow


def slow_hsic(k, m):
    """HSIC_1 word by word (Song et al. 2012, equation 5)."""
    n = len(k)
    k, m = k - np.diag(np.diag(k)), m - np.diag(np.diag(m))
    one = np.ones(n)
    middle = (one @ k @ one) * (one @ m @ one) / ((n - 1) * (n - 2))
    return (np.trace(k @ m) + middle - 2 / (n - 2) * (one @ k @ m @ one)) / (n * (n - 3))


def test_cka_against_the_definition():
    x, y = (rows.astype(np.float64) for rows in noisy_pair(90, 7, 3.0))
    k, m = x @ x.T, y @ y.T
    slow = slow_hsic(k, m) / np.sqrt(slow_hsic(k, k) * slow_hsic(m, m))
    (found,) = cka.score(pair_of(x.astype(np.float32), y.astype(np.float32)))
    assert found.value == pytest.approx(slow, abs=1e-5)


def test_cka_without_a_group_is_the_cka_of_the_rest():
    x, y = noisy_pair(100, 4, 1.0)
    grouped = pair_of(x, y).grouped
    left = cka.hsic_leaving(grouped, grouped.x, grouped.y, grouped.cross)
    for g in (0, 7, 19):
        rest = np.delete(np.arange(100), np.arange(grouped.bounds[g], grouped.bounds[g + 1]))
        a, b = grouped.x[rest].astype(np.float64), grouped.y[rest].astype(np.float64)
        assert left[g + 1] == pytest.approx(slow_hsic(a @ a.T, b @ b.T), rel=1e-4)


def test_procrustes_against_scipy():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 6)).astype(np.float32)
    y = (x + rng.normal(size=x.shape)).astype(np.float32)
    assert 1 - turned.score(pair_of(x, y))[0].value == pytest.approx(procrustes(x, y)[2], abs=1e-5)


@pytest.mark.parametrize("kind", ["even", "one long column", "one long row", "far off", "tiny", "few"])
def test_sums_of_products_are_exact(kind):
    """What NumPy multiplies as integers, one after another, is what any linear algebra library finds in float64."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5 if kind == "few" else 4000, 30)).astype(np.float32)
    x[:, 4] *= 1e4 if kind == "one long column" else 1
    x[7 % len(x)] *= 1e4 if kind == "one long row" else 1
    x = (x + (1e5 if kind == "far off" else 0)) * np.float32(1e-12 if kind == "tiny" else 1)
    grouped = group_rows(x, x[::-1], seed=0)
    a, b = (rows.astype(np.int64) for rows in (grouped.x, grouped.y))
    assert np.array_equal(a, grouped.x)
    assert np.abs(a).max() > 1000  # of which rounding changes little
    assert np.array_equal(product(grouped.x, grouped.y), a.T @ b)
    for matrix in (a, b):
        sums = np.stack([matrix[start:stop].sum(axis=0) for start, stop in grouped.spans])
        for left, right in ((matrix[:50], matrix.T), (matrix, sums.T)):
            exact = left @ right
            assert np.array_equal(left.astype(np.float64) @ right.astype(np.float64), exact)
            assert np.abs(exact).max() < 2**53


def test_whole_rows_are_as_fine_as_sums_allow():
    x = np.random.default_rng(0).normal(size=(1000, 8)).astype(np.float32)
    longest = np.sqrt((x**2).sum(axis=0)).max()
    assert 2**25 <= longest * 2.0 ** most_bits([x[:400], x[400:]]) < 2**26
    assert not whole_rows(np.zeros((3, 2), np.float32), most_bits([np.zeros((3, 2), np.float32)])).any()


def test_spearman_against_scipy():
    x, y = noisy_pair(70, 5, 2.0)
    upper = np.triu_indices(70, 1)
    slow = spearmanr((x @ x.T)[upper], (y @ y.T)[upper]).statistic
    assert spearman.score(pair_of(x, y))[0].value == pytest.approx(slow, abs=1e-6)


def test_intervals_hold_the_value_of_the_whole_most_of_the_time():
    """Samples of a population of tokens: about 95% of the intervals of CKA must hold the population's CKA."""
    x, y = noisy_pair(4000, 6, 8.0)
    truth = cka.score(pair_of(x, y))[0].value
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(100):
        rows = rng.choice(4000, 300, replace=False)
        (score,) = cka.score(pair_of(x[rows], y[rows]))
        held += score.low <= truth <= score.high
    assert held >= 85


def test_geometry_against_the_definitions():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(150, 9)) * np.arange(1, 10) + 2
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    cosines = (unit @ unit.T)[~np.eye(150, dtype=bool)]
    spectrum = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) ** 2
    shape = describe_geometry(space_of(x))
    assert shape["anisotropy"] == pytest.approx(cosines.mean(), abs=1e-5)
    assert shape["first_component"] == pytest.approx(spectrum[0] / spectrum.sum(), abs=1e-5)
    assert shape["self_similarity"] is None


# --- what is the same, what is not -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bert():
    return lx.open_space("demo:bert").range(1996, 4996)


def test_a_space_is_itself(bert):
    comparison = compare_spaces([bert, bert])
    assert [score.value for score in comparison.pairs[0].scores] == pytest.approx([1] * 6, abs=1e-6)
    assert comparison.match.how == "id"
    assert comparison.match.coverage() == [1, 1]


def test_a_rotated_and_rescaled_copy_is_the_same_space(bert):
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=(384, 384)))[0].astype(np.float32)
    comparison = compare_spaces([bert, replace(bert, vectors=2.5 * (bert.vectors @ rotation), name="turned")])
    assert [score.value for score in comparison.pairs[0].scores] == pytest.approx([1] * 6, abs=1e-4)


def test_a_shuffled_copy_has_nothing_in_common(bert):
    order = np.random.default_rng(0).permutation(len(bert))
    comparison = compare_spaces([bert, replace(bert, vectors=bert.vectors[order], name="shuffled")])
    for score in comparison.pairs[0].scores:
        assert abs(score.z) < 4, score


def test_the_lists_name_what_moved(bert):
    vectors = np.array(bert.vectors)
    moved = [100, 700, 1500]
    vectors[moved] = vectors[[moved[1], moved[2], moved[0]]]
    comparison = compare_spaces([bert, replace(bert, vectors=vectors, name="swapped")])
    pair = comparison.pairs[0]
    listed = comparison.moved_most(pair, 3)
    assert {item.row for item in listed} == set(moved)
    assert all(item.overlap == 0 for item in listed)
    assert all(set(item.before).isdisjoint(item.after) for item in listed)
    kept = comparison.kept_most(pair, 10)
    assert all(item.overlap == 1 and item.before == item.after for item in kept)


def test_three_spaces_share_one_set_of_tokens(bert):
    half = bert.first(1500)
    noise = np.random.default_rng(0).normal(size=bert.vectors.shape).astype(np.float32)
    near, far = (replace(bert, vectors=bert.vectors + s * noise, name=str(s)) for s in (0.02, 0.06))
    comparison = compare_spaces([half, near, far])
    assert len(comparison) == 1500
    first, second = (pair.score("overlap@10").value for pair in comparison.pairs)
    assert 1 > first > second > 0.05
    np.testing.assert_array_equal(comparison.matrix, comparison.matrix.T)
    assert comparison.matrix[0, 1] == pytest.approx(first)


def test_same_numbers_with_any_number_of_threads(bert):
    noise = np.random.default_rng(0).normal(size=bert.vectors.shape).astype(np.float32)
    other = replace(bert, vectors=bert.vectors + 0.03 * noise)
    runs = [compare_spaces([bert, other], CompareOptions(threads=threads)) for threads in (1, 2)]
    assert runs[0].pairs[0].scores == runs[1].pairs[0].scores


# --- matching --------------------------------------------------------------------------------------------------------


def test_tokens_match_across_families_by_text_and_word_start():
    wordpiece = ["bank", "##bank", ",", "頭", "##頭", "The", "[CLS]", "7", "##ing"]
    byte_bpe = ["Ġbank", "bank", ",", "Ġ,", "ing", "Ġthe", "7"]
    a = space_of(np.eye(9), wordpiece, "a", "wordpiece", special=frozenset({6}))
    b = space_of(np.eye(7, 9), byte_bpe, "b", "byte_bpe")
    match = match_tokens([a, b])
    pairs = {(wordpiece[i], byte_bpe[j]) for i, j in zip(*match.rows, strict=True)}
    assert pairs == {("bank", "Ġbank"), ("##bank", "bank"), (",", ","), ("7", "7"), ("##ing", "ing")}
    folded = match_tokens([a, b], fold_case=True)
    assert ("The", "Ġthe") in {(wordpiece[i], byte_bpe[j]) for i, j in zip(*folded.rows, strict=True)}
    assert match.coverage() == [5 / 9, 5 / 7]


def test_unspaced_scripts_ignore_the_word_mark():
    a = space_of(np.eye(4), ["頭", "##頭", "銀行", "##ビル"], "a", "wordpiece")
    b = space_of(np.eye(5), ["▁頭", "頭", "▁銀行", "ビル", "▁"], "b", "sentencepiece")
    match = match_tokens([a, b])
    pairs = {(a.tokens[i], b.tokens[j]) for i, j in zip(*match.rows, strict=True)}
    assert pairs == {("頭", "頭"), ("銀行", "▁銀行"), ("##ビル", "ビル")}


def test_ids_match_only_where_the_vocabularies_agree():
    a = space_of(np.eye(6), list("abcdef"))
    part = a.take([1, 3, 4, 5])
    assert match_tokens([a, part]).how == "id"
    assert match_tokens([a, part]).rows[0].tolist() == [1, 3, 4, 5]
    other = space_of(np.eye(6), list("fedcba"))
    match = match_tokens([a, other])
    assert match.how == "text"
    assert match.rows[1].tolist() == [5, 4, 3, 2, 1, 0]


def test_spaces_without_shared_tokens():
    a, b = space_of(np.eye(4), list("abcd")), space_of(np.eye(4), list("wxyz"), "other")
    with pytest.raises(SelectionError, match=r"made and other share 0 tokens.*--fold-case"):
        compare_spaces([a, b])


def test_few_shared_tokens_cut_the_neighborhoods():
    x, y = noisy_pair(8, 3, 0.5)
    with pytest.warns(UserWarning, match="share only 8 tokens"):
        comparison = compare_spaces([space_of(x), space_of(y)])
    assert comparison.ks == (5, 7)
    assert all(np.isfinite(score.value) for score in comparison.pairs[0].scores)


def test_options_out_of_range():
    a = space_of(np.eye(4))
    with pytest.raises(OptionError, match="at least two"):
        compare_spaces([a])
    with pytest.raises(OptionError, match="300"):
        compare_spaces([a, a], CompareOptions(ks=(300,)))
    with pytest.raises(OptionError, match="hamming"):
        compare_spaces([a, a], CompareOptions(metric="hamming"))


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_command_writes_every_format(run):
    result = run(
        "compare", "demo:bert", "demo:bert", "--range", "1996:2996", "-o", "a.json", "-o", "a.csv", "-o", "a.npz"
    )
    assert result.exit_code == 0, result.output
    assert "1,000 tokens shared by id: 100%" in result.output
    with open("a.json", encoding="utf-8") as file:
        facts = json.load(file)
    assert facts["pairs"][0]["scores"]["overlap@10"]["value"] == 1
    assert facts["pairs"][0]["scores"]["overlap@10"]["null"] == pytest.approx(10 / 999)
    assert len(facts["pairs"][0]["moved_most"]) == 20
    with open("a.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1000
    assert rows[0]["overlap@10 demo:bert"] == "1.0"
    with np.load("a.npz", allow_pickle=False) as z:
        assert z["overlap"].shape == (1, 3, 1000)
        assert json.loads(bytes(z["tokens"]))[0][0] == "the"


def test_command_prints_json(run):
    facts = json.loads(run("compare", "demo:bert", "demo:bert", "--first", 500, "--json").stdout)
    assert facts["shared"] == 500


def test_command_refuses(run):
    assert "at least two sources" in run("compare", "demo:bert").output
    assert ".docx" in run("compare", "demo:bert", "demo:bert", "-o", "x.docx").output


#: demo:bert's token → demo:llama's, by hand; None: Llama 2's vocabulary has no such token with that place in a word.
BY_HAND = {
    "the": "▁the",
    "bank": "▁bank",
    "##bank": "bank",
    "##ing": "ing",
    "##er": "er",
    "##tion": "tion",
    "##ly": "ly",
    "a": "▁a",
    "of": "▁of",
    "river": "▁river",
    "victory": "▁victory",
    "и": "▁и",
    "##а": "а",
    "日": "日",
    "7": "7",
    ",": ",",
    "—": "—",
    "japan": None,
    "1996": None,
    "[CLS]": None,
}


def test_bert_and_llama_share_the_tokens_that_a_person_would_match():
    bert, llama = lx.open_space("demo:bert"), lx.open_space("demo:llama")
    match = match_tokens([bert, llama])
    assert match.how == "text"
    assert match.coverage() == [len(match) / 30522, len(match) / 32000]
    assert 0.25 < match.coverage()[0] < 0.35
    assert all(len(set(rows.tolist())) == len(match) for rows in match.rows)
    paired = {bert.tokens[i]: llama.tokens[j] for i, j in zip(*match.rows, strict=True)}
    assert {token: paired.get(token) for token in BY_HAND} == BY_HAND
    folded = match_tokens([bert, llama], fold_case=True)
    paired = {bert.tokens[i]: llama.tokens[j] for i, j in zip(*folded.rows, strict=True)}
    assert paired["japan"] == "▁Japan"
    assert len(folded) > len(match)


def test_a_list_that_ends_among_equals_says_how_many_there_are(run):
    options = ("--range", "1996:3996", "--fold-case")
    told = " ".join(
        run("compare", "demo:bert", "demo:llama", *options, "--quiet", "--json", "-o", "a.csv").stdout.split()
    )
    pair = json.loads(told)["pairs"][0]
    with open("a.csv", encoding="utf-8", newline="") as file:
        overlaps = [float(row["overlap@10 demo:llama"]) for row in csv.DictReader(file)]
    tie = pair["moved_most_tie"]
    assert [item["overlap"] for item in pair["moved_most"]] == [0] * 20
    assert tie == {"value": 0, "listed": 20, "equal": overlaps.count(0)}
    shown = run("compare", "demo:bert", "demo:llama", *options).output
    assert f" … (8 of {overlaps.count(0):,} equal at 0)" in shown
    last = pair["kept_most"][-1]["overlap"]
    listed = [item["overlap"] for item in pair["kept_most"]].count(last)
    assert overlaps.count(last) > listed
    assert pair["kept_most_tie"] == {"value": last, "listed": listed, "equal": overlaps.count(last)}


def test_a_list_of_all_equals_says_nothing_of_them():
    values = np.array([0.0, 0.5, 0.5, 0.1])
    assert tie_of(values, [0, 3]) is None
    assert tie_of(values, [0, 3, 1]) == (0.5, 1, 2)
    assert tie_of(values, [0, 3, 1, 2]) is None
    assert tie_of(values, []) is None
