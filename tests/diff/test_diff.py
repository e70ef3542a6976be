"""What changed between two files of weights: against slow references, on real rows, through the command line."""

import csv
import json
import re
from dataclasses import replace

import gguf
import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.corrections import correct_space
from lexiscape.diff import STATES, DiffOptions, diff_spaces
from lexiscape.diff.difference import NO_FIGURES
from lexiscape.diff.facts import as_json, facts, measures_told, title_of_changed
from lexiscape.diff.gate import failed
from lexiscape.diff.lineage import trace_lineage
from lexiscape.diff.table import table
from lexiscape.errors import OptionError
from lexiscape.files.differences import DIFFERENCE_FORMATS, save_difference
from lexiscape.sources.formats.saved import save_space
from lexiscape.sources.rounded import RowErrors, open_rounded, rounding_of
from lexiscape.sources.tensors.rounding import STEPS, block_errors, round_to
from lexiscape.space import EmbeddingSpace
from tiny_gguf import write_gguf
from tiny_models import as_stored, numbers, write_model

TYPES = gguf.GGMLQuantizationType


def space_of(vectors, tokens=None, **more):
    vectors = np.asarray(vectors, np.float32)
    ids = more.pop("ids", np.arange(len(vectors), dtype=np.int64))
    return EmbeddingSpace(tokens or [f"word{row}" for row in range(len(vectors))], vectors, ids, **more)


def rows_of(difference, state):
    return difference.a.ids[difference.pairing.others[difference.states == STATES.index(state)]].tolist()


def lines_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def bert():
    return lx.open_space("demo:bert").range(2000, 5000)


def save_gguf(path, space, kind, change=None):
    """Write real rows in a quantization; `change` may damage the stored bytes, (rows, bytes)."""
    vectors = np.array(space.vectors)
    stored = vectors if kind == TYPES.F32 else gguf.quants.quantize(vectors, kind)
    if change is not None:
        change(stored)
    write_gguf(path, {"token_embd.weight": (stored, kind)}, list(space.tokens), model="bert", architecture="bert")
    return path


def test_cosine_and_error_are_what_a_loop_in_double_precision_gives():
    rng = np.random.default_rng(0)
    before = rng.normal(size=(40, 24)).astype(np.float32)
    after = before + (10.0 ** rng.uniform(-7, 1, (40, 1)) * rng.normal(size=(40, 24))).astype(np.float32)
    after[3] = before[3]
    found = diff_spaces(space_of(before), space_of(after))
    for at, (x, y) in enumerate(zip(before.astype(np.float64), after.astype(np.float64), strict=True)):
        cosine = x @ y / np.sqrt((x @ x) * (y @ y))
        assert found.changes.cosine[at] == pytest.approx(cosine, abs=1e-7)
        assert found.changes.error[at] == pytest.approx(np.linalg.norm(y - x) / np.linalg.norm(x), rel=1e-5)
    assert found.changes.same.tolist() == [row == 3 for row in range(40)]


@pytest.mark.parametrize("name", STEPS)
def test_the_step_of_a_block_is_how_far_one_code_lies_from_the_next(name):
    """The library dequantizes: among all values that codes give, the smallest distance within a part is its step."""
    kind = TYPES[name]
    values, size = gguf.GGML_QUANT_SIZES[kind]
    rng = np.random.default_rng(1)
    block = rng.integers(0, 256, size, dtype=np.uint8)
    halves = {"Q2_K": (80, 82), "Q3_K": (108,), "Q6_K": (208,)}.get(
        name, (0, 2) if "K" in name or "_1" in name else (0,)
    )
    for at in halves:
        block[at : at + 2] = np.frombuffer(np.float16(0.01).tobytes(), np.uint8)
    scales = {"Q2_K": (0, 16), "Q3_K": (96, 108), "Q4_K": (4, 16), "Q5_K": (4, 16), "Q6_K": (192, 208)}.get(
        name, (0, 0)
    )
    kept = np.zeros(size, bool)
    for at in halves:
        kept[at : at + 2] = True
    kept[slice(*scales)] = True
    trials = rng.integers(0, 256, (4000, size), dtype=np.uint8)
    trials[:, kept] = block[kept]
    seen = gguf.quants.dequantize(trials, kind).astype(np.float64)
    squares = 0.0
    for column in seen.T:
        distinct = np.unique(np.round(column, 9))
        squares += 0.0 if len(distinct) == 1 else float(np.diff(distinct).min()) ** 2
    told = block_errors(trials[:1].reshape(1, 1, size), name, values)
    assert told[0] == pytest.approx(squares / 12, rel=1e-3)


@pytest.mark.parametrize("name", ["F16", "BF16", "Q8_0", "Q4_0", "Q5_1"])
def test_a_quantized_file_is_the_same_up_to_rounding(bert, tmp_path, name):
    path = save_gguf(tmp_path / "model.gguf", bert, TYPES[name])
    found = diff_spaces(bert, path)
    assert found.verdict.name == "rounded", found.verdict
    assert found.formats == ("F32", name)
    assert found.counts()["changed"] == 0
    times = found.changes.times[~found.changes.same]
    assert 0.9 < np.median(times) < 1.1
    assert times.max() < 1.5


def test_one_damaged_row_stands_out_of_thousands_that_are_quantized(bert, tmp_path):
    def damage(stored):
        stored[1234, 7 * 18 + 1] ^= 0x04  # one block's scale is half or twice what it was
        stored[777, 5 * 18 + 1] ^= 0x08

    found = diff_spaces(bert, save_gguf(tmp_path / "model.gguf", bert, TYPES.Q4_0, damage))
    assert rows_of(found, "changed") == [777 + 2000, 1234 + 2000]
    assert found.verdict.sentence == "fine-tuned or damaged: all but 2 rows are the same up to rounding"
    assert found.verdict.name == "fine-tuned"
    assert "as they were but for rounding" in found.verdict.ground


def test_float32_that_holds_values_of_bfloat16_is_taken_for_what_it_was(bert):
    cut = np.array(bert.vectors).view(np.uint32) & np.uint32(0xFFFF0000)
    found = diff_spaces(bert, replace(bert, vectors=cut.view(np.float32)))
    assert found.formats == ("F32", "BF16")
    assert found.verdict.name == "rounded", found.verdict
    assert 1.9 < np.median(found.changes.times) < 2.1  # cut off, not rounded: twice the error


def as_bfloat16(space):
    return replace(space, vectors=round_to(np.array(space.vectors), "BF16"))


@pytest.mark.parametrize("share", [0.02, 0.05, 0.2])
@pytest.mark.parametrize("stored", ["F32", "F16"])
def test_values_of_bfloat16_that_moved_one_step_are_changed_and_not_rounded(bert, share, stored):
    """Both files hold values of bfloat16 alone, which rounding to it spares; float16 holds them, too."""
    before = as_bfloat16(bert.first(300))
    vectors = before.vectors.copy()
    vectors[np.abs(vectors) < 2**-10] = 0  # what float16 would round
    moved = np.random.default_rng(0).random(vectors.shape) < share
    before, bits = replace(before, vectors=vectors), vectors.view(np.uint32).copy()
    bits[moved & (vectors != 0)] += np.uint32(1 << 16)
    after = replace(before, vectors=bits.view(np.float32), provenance={"stored_dtype": stored})
    found = diff_spaces(before, after)
    assert found.counts()["rounded"] == 0
    assert found.counts()["changed"] > 290
    assert found.verdict.name == "fine-tuned"
    assert "values of BF16" in found.notes()[0]


@pytest.mark.parametrize("share", [0.01, 0.2])
def test_codes_of_blocks_that_moved_by_one_are_changed_and_not_rounded(bert, tmp_path, share):
    """A training moved a few codes of a file: rows are not rounded anew, all other codes and the scales stay."""
    few = bert.first(300)

    def move(stored):
        moved = np.random.default_rng(0).random(stored.shape) < share
        moved[:, np.arange(stored.shape[1]) % 34 < 2] = False  # scales
        stored[moved] ^= 1

    before = save_gguf(tmp_path / "before.gguf", few, TYPES.Q8_0)
    after = save_gguf(tmp_path / "after.gguf", few, TYPES.Q8_0, move)
    found = diff_spaces(before, after)
    assert found.counts()["rounded"] == 0
    assert "with the same steps" in found.notes()[0]
    if share < 0.1:  # the same in float32, of which only the size of the changes can tell
        found = diff_spaces(before, lx.open_space(lx.open_space(after).tokens, np.array(lx.open_space(after).vectors)))
        assert found.formats[0] == "Q8_0"
        assert found.formats[1].startswith("F32 on a grid of")  # nothing but its values tells what it was
        assert found.counts()["rounded"] == 0
        assert "too little for rounding" in found.notes()[0]


@pytest.mark.parametrize("name", ["BF16", "Q4_0"])
def test_a_file_that_was_made_float16_of_another_is_the_same_up_to_rounding(bert, tmp_path, name):
    """The other file was rounded far more, and that error is in both: only the cast itself can tell."""
    few = bert.first(300)
    scaled = replace(few, vectors=np.array(few.vectors) * np.float32(2**-10))  # float16 has few digits left there
    coarse = open_rounded(save_gguf(tmp_path / "coarse.gguf", scaled, TYPES[name]))
    found = diff_spaces(coarse, save_gguf(tmp_path / "half.gguf", coarse, TYPES.F16))
    assert (found.formats[0], found.formats[1][:3]) == (name, "F16")
    assert not found.changes.usual >= 0.7
    assert (found.verdict.name, found.counts()["changed"]) == ("rounded", 0)
    assert "value by value" in found.verdict.ground


def test_the_expected_error_of_floats_is_that_of_rounding_many(bert):
    stored = np.asarray(bert.vectors).astype(np.float16).astype(np.float32)
    held, expected = rounding_of(replace(bert, vectors=stored))
    error = np.square(np.asarray(bert.vectors, np.float64) - stored).sum(axis=1)
    assert held == "F16"
    assert np.median(error / expected) == pytest.approx(1, abs=0.1)


def test_a_space_held_against_itself_is_identical(bert):
    found = diff_spaces(bert, bert)
    assert (found.verdict.name, found.counts()["identical"]) == ("identical", 3000)
    assert found.verdict.ground == "3,000 rows are equal in every value"


def test_only_the_rows_that_were_trained_are_told_first_the_most_changed(bert):
    vectors = np.array(bert.vectors)
    chosen = [5, 17, 99]
    vectors[chosen] += np.float32(0.01) * np.arange(1, 4, dtype=np.float32)[:, None]
    found = diff_spaces(bert, replace(bert, vectors=vectors))
    assert found.verdict.sentence == "fine-tuned: only these 3 rows were changed"
    columns = table(found)
    assert columns["id_a"][:3] == [2099, 2017, 2005]
    assert columns["state"][:4] == ["changed", "changed", "changed", "identical"]
    assert facts(found)["changed_ids"] == [2005, 2017, 2099]


def test_changes_as_small_as_rounding_are_no_rounding_where_most_rows_are_equal(bert):
    vectors = np.array(bert.vectors)
    vectors[:10] = np.nextafter(vectors[:10], np.float32(9))
    found = diff_spaces(bert, replace(bert, vectors=vectors))
    assert found.counts()["changed"] == 10


def test_new_gone_and_shifted_tokens_and_duplicates():
    before = space_of(numbers(6, 8), ["a", "b", "twice", "twice", "e", "f"])
    after = space_of(
        np.concatenate([numbers(1, 8, 7), numbers(6, 8)[[0, 2, 3, 4, 5]]]), ["z", "a", "twice", "twice", "e", "f"]
    )
    found = diff_spaces(before, after)
    assert [found.b.tokens[row] for row in found.pairing.new] == ["z"]
    assert [found.a.tokens[row] for row in found.pairing.gone] == ["b"]
    assert found.counts() == {"changed": 0, "new": 1, "gone": 1, "scaled": 0, "rounded": 0, "identical": 5}
    assert found.pairing.moved == 1
    assert found.verdict.sentence == "every shared row is identical; 1 token new, 1 token gone, 1 token of another id"


def test_rows_under_other_tokens_are_found_by_what_they_hold(bert):
    order = np.random.default_rng(0).permutation(len(bert))
    for noise in (0.0, 0.05):
        vectors = np.array(bert.vectors)[order]
        vectors += noise * vectors.std() * np.random.default_rng(1).standard_normal(vectors.shape).astype(np.float32)
        found = diff_spaces(bert, replace(bert, vectors=vectors))
        assert found.verdict.sentence == "the rows are the same, but most stand under other tokens or ids"
        told = found.elsewhere >= 0
        assert told.sum() > 2900
        assert (order[found.elsewhere[told]] == np.flatnonzero(told)).all()


@pytest.mark.parametrize("map_dimensions", ["turn", "permute", "scale", "cut"])
def test_lineage_ignores_what_became_of_the_dimensions(bert, map_dimensions):
    rng = np.random.default_rng(0)
    x = np.array(bert.vectors)
    turn = np.linalg.qr(rng.normal(size=(384, 384)))[0].astype(np.float32)
    y = {
        "turn": lambda: x @ turn,
        "permute": lambda: x[:, rng.permutation(384)],
        "scale": lambda: x * rng.uniform(0.5, 2, 384).astype(np.float32),
        "cut": lambda: x[:, :300],
    }[map_dimensions]()
    found = diff_spaces(bert, space_of(y, list(bert.tokens), ids=bert.ids))
    assert found.verdict.name in ("same-parent", "fine-tuned"), found.verdict
    assert found.lineage.shared > 0.9
    assert abs(found.lineage.null) < 6 * found.lineage.null_sd


@pytest.fixture(scope="module")
def turned(bert):
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(384, 384)))[0].astype(np.float32)
    rows = np.array(bert.vectors[:1500])
    return [space_of(vectors, list(bert.tokens)[:1500], ids=bert.ids[:1500]) for vectors in (rows, rows @ turn)]


def test_of_turned_dimensions_no_row_has_figures_and_a_note_says_why(turned, tmp_path):
    found = diff_spaces(*turned, DiffOptions(neighbors=5))
    assert found.verdict.name == "same-parent"
    assert found.notes() == [NO_FIGURES]
    assert np.nanmax(found.changes.error) > 1  # which was measured, and tells of the turn alone
    told = facts(found)
    assert told["counts"]["changed"] == 1500
    assert told["changed"] == []
    assert told["changed_tie"] is None
    for name in ("cosine", "error", "times_rounding"):
        assert set(told[name].values()) == {None}
    assert all(group["error"] is None and group["changed"] == group["tokens"] for group in told["kinds"].values())
    assert told["kept"]["min"] > 0.9
    for suffix in ("csv", "md", "html"):
        save_difference(found, tmp_path / f"d.{suffix}")
    lines = lines_of(tmp_path / "d.csv")
    assert {(line["cosine"], line["error"], line["times_rounding"]) for line in lines} == {("", "", "")}
    assert [int(line["id_a"]) for line in lines] == turned[0].ids.tolist()
    assert all(float(line["kept"]) > 0.9 for line in lines)
    for suffix in ("md", "html"):
        text = (tmp_path / f"d.{suffix}").read_text("utf-8")
        assert "hanged most" not in text.replace("nor what changed most", "").replace("so is what changed most", "")
        assert "however they were turned" in text
        assert "<svg" not in text


def test_how_dimensions_go_with_themselves_is_told_without_a_sign(turned):
    ground = diff_spaces(*turned).verdict.ground
    assert re.search(r"themselves \d+\.\d standard deviations less than with one another", ground), ground
    x, y = (np.array(space.vectors) for space in turned)
    near = space_of(x + 0.2 * x.std() * y / y.std(), list(turned[0].tokens), ids=turned[0].ids)
    assert "standard deviations more than with one another" in diff_spaces(turned[0], near).verdict.ground


def test_quantiles_of_every_figure_rise():
    rows = np.random.default_rng(3).normal(size=(400, 8)).astype(np.float32)
    changed = diff_spaces(space_of(rows), space_of(rows + 0.1 * rows[::-1]), DiffOptions(neighbors=3))
    told = facts(changed)
    for name in ("cosine", "error", "kept"):
        values = list(told[name].values())
        assert None not in values
        assert values == sorted(values), name


def test_a_column_that_no_row_has_is_left_out(bert, tmp_path):
    rows = np.array(bert.vectors)
    rows[:50] *= np.random.default_rng(0).uniform(0.5, 1.5, (50, 384)).astype(np.float32)
    found = diff_spaces(bert, space_of(rows, list(bert.tokens), ids=bert.ids))
    told = facts(found)
    assert measures_told(told) == ["cosine", "error"]  # F32, and most rows are equal: no rounding made them differ
    save_difference(found, tmp_path / "d.md")
    save_difference(found, tmp_path / "d.html")
    assert "| changed most, 12 of 50 | id | cosine | relative error |" in (tmp_path / "d.md").read_text("utf-8")
    assert "rounding's" not in (tmp_path / "d.html").read_text("utf-8")
    few = facts(found, 50)
    assert title_of_changed(few) == "changed most"


def test_lineage_is_a_slow_canonical_correlation(bert):
    """The same by scipy's pseudo-inverse square roots, directions in another order."""
    x = np.array(bert.vectors)[:600, :48]
    y = (x + 0.5 * x.std() * np.random.default_rng(0).standard_normal(x.shape)).astype(np.float32)
    rows = np.arange(600)
    told = trace_lineage(x, y, (rows, rows))
    rng = np.random.default_rng([0, 19])
    rng.permutation(600)
    order = rng.permutation(600)
    a, b = (m[order] / np.linalg.norm(m[order].astype(float), axis=1, keepdims=True) for m in (x, y))
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    whole = []
    for matrix in (a, b):
        values, vectors = np.linalg.eigh(np.cov(matrix[:300].T, bias=True) + np.outer(*[matrix[:300].mean(axis=0)] * 2))
        whole.append(matrix @ vectors @ np.diag(values**-0.5) @ vectors.T)
    left, _, right = np.linalg.svd(whole[0][:300].T @ whole[1][:300])
    u, v = whole[0][300:] @ left, whole[1][300:] @ right.T
    expected = np.mean([np.corrcoef(u[:, i], v[:, i])[0, 1] for i in range(48)])
    assert told.shared == pytest.approx(expected, abs=1e-5)


def test_models_that_were_trained_apart_are_unrelated():
    from lexiscape.compare import match_tokens

    spaces = [lx.open_space("demo:bert"), lx.open_space("demo:llama")]
    rows = [column[:3000] for column in match_tokens(spaces, fold_case=True).rows]
    tokens = [f"{row} {spaces[0].tokens[row]}" for row in rows[0].tolist()]
    pair = [space_of(space.vectors[chosen], tokens) for space, chosen in zip(spaces, rows, strict=True)]
    found = diff_spaces(*pair)
    assert found.verdict.name == "unrelated"
    assert "384 and 256 dimensions" in found.notes()[0]


def test_neighbors_kept_are_those_of_a_brute_search(bert):
    few = bert.first(300)
    vectors = np.array(few.vectors)
    vectors[:100] += 0.02 * np.random.default_rng(0).standard_normal((100, 384)).astype(np.float32)
    found = diff_spaces(few, replace(few, vectors=vectors), DiffOptions(neighbors=5))

    def near(rows):
        units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        products = units @ units.T
        np.fill_diagonal(products, -2)
        return np.argsort(-products, axis=1)[:, :5]

    slow = [len(set(p) & set(q)) / 5 for p, q in zip(near(np.array(few.vectors)), near(vectors), strict=True)]
    assert np.allclose(found.kept, slow)
    assert json.loads(as_json(found))["kept"]["min"] == pytest.approx(min(slow))


def odd_pairs():
    plain = numbers(80, 16)
    broken, zero = plain.copy(), plain.copy()
    broken[3], broken[4, 2], zero[5] = np.nan, np.inf, 0
    yield "NaN", plain, broken
    yield "NaN in both", broken, broken
    yield "zeros", plain, zero
    yield "from zeros", zero, plain
    yield "all zeros", np.zeros((80, 16)), plain
    yield "other dimensions", plain, numbers(80, 12)
    yield "three rows", plain[:3], plain[:3] + 1
    yield "one row", plain[:1], plain[:1] * 2
    yield "one dimension", plain[:, :1], plain[:, :1] * 2
    yield "huge", plain * 1e37, -plain * 1e37
    yield "tiny", plain * 1e-44, plain


@pytest.mark.parametrize(("before", "after"), [pair[1:] for pair in odd_pairs()], ids=[pair[0] for pair in odd_pairs()])
def test_odd_rows_are_told_in_every_format(before, after, tmp_path):
    found = diff_spaces(space_of(before), space_of(after), DiffOptions(neighbors=2))
    for suffix in DIFFERENCE_FORMATS:
        save_difference(found, tmp_path / f"diff{suffix}")
    told = json.loads((tmp_path / "diff.json").read_text("utf-8"))
    assert sum(told["counts"].values()) == len(before)
    assert told["sentence"]
    lines = lines_of(tmp_path / "diff.csv")
    assert len(lines) == len(before)


def test_no_token_in_common_is_said():
    found = diff_spaces(space_of(numbers(4, 8), list("abcd")), space_of(numbers(4, 8), list("efgh")))
    assert found.verdict.name == "untold"
    assert "lexiscape compare" in found.notes()[0]
    assert json.loads(as_json(found))["paired"] == 0


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def test_a_bare_matrix_is_paired_by_position_and_that_is_said(tmp_path):
    rows = numbers(70, 40)
    np.save(tmp_path / "a.npy", rows)
    np.save(tmp_path / "b.npy", np.concatenate([rows[:60], rows[60:] * 2]))
    shown = run(tmp_path / "a.npy", tmp_path / "b.npy")
    assert shown.exit_code == 0, shown.output
    assert "the same, but 10 rows were multiplied by one factor of 2" in shown.output
    assert "rows are paired by position" in shown.output


def test_the_command_writes_every_format_and_hostile_tokens_stay_text(tmp_path):
    tokens = ["the", "</script><b>x", "=cmd()", "a|b\n", "日本", *(f"w{row}" for row in range(45))]
    rows = numbers(50, 8)
    tensor = "embeddings.word_embeddings.weight"
    for name, vectors in (("before", rows), ("after", np.concatenate([rows[:2] + 1, rows[2:]]))):
        write_model(tmp_path / name, {tensor: as_stored(vectors, "F32")}, config={"model_type": "bert"}, tokens=tokens)
    targets = [tmp_path / f"diff{suffix}" for suffix in DIFFERENCE_FORMATS]
    shown = run(tmp_path / "before", tmp_path / "after", *(part for path in targets for part in ("-o", path)))
    assert shown.exit_code == 0, shown.output
    page = (tmp_path / "diff.html").read_text("utf-8")
    assert "&lt;/script&gt;&lt;b&gt;x" in page
    assert page.count("<script>") == 1
    assert "\\<\\/script\\>" in (tmp_path / "diff.md").read_text("utf-8")
    lines = lines_of(tmp_path / "diff.csv")
    assert {line["id_a"] for line in lines[:2]} == {"0", "1"}
    assert {"id_a", "id_b", "token", "cosine", "error", "kept"} <= set(lines[0])
    assert json.loads((tmp_path / "diff.json").read_text("utf-8")) == json.loads(
        run(tmp_path / "before", tmp_path / "after", "--json").stdout
    )


def test_the_page_shows_in_both_languages_what_a_verdict_of_lineage_rests_on(tmp_path):
    rows = numbers(3000, 64)
    turn = np.linalg.qr(numbers(64, 64, 1))[0]
    found = diff_spaces(space_of(rows), space_of((rows @ turn).astype(np.float32)))
    assert found.verdict.name == "same-parent"
    save_difference(found, tmp_path / "d.html")
    page = (tmp_path / "d.html").read_text("utf-8")
    row = re.search(r"<tr>.{0,200}Correlation of 64 directions.*?</tr>", page)
    assert row is not None
    assert "64 方向の相関" in row[0]
    assert '<td class="n">1</td>' in row[0]  # a turn loses nothing

    same = diff_spaces(space_of(rows), space_of(rows))  # which needs no lineage
    save_difference(same, tmp_path / "same.html")
    assert "In common" not in (tmp_path / "same.html").read_text("utf-8")


@pytest.mark.parametrize("opened", [lx.open_space, str])
@pytest.mark.parametrize("values", [np.full(70, 1e9), np.array(["much"] * 70, object)], ids=["numbers", "text"])
def test_no_saved_space_says_what_rounding_has_cost_it(tmp_path, values, opened):
    for at, name in enumerate("ab"):
        save_space(space_of(numbers(70, 16, at), fields={"rounding": values}), tmp_path / f"{name}.safetensors")
    found = diff_spaces(*(opened(tmp_path / f"{name}.safetensors") for name in "ab"))
    assert found.counts()["changed"] == 70
    assert found.verdict.name in ("unrelated", "untold")


def test_a_saved_space_is_not_believed_to_be_of_a_coarse_format(tmp_path):
    """Of float8, an error of a tenth would be rounding; but no value of these is one of float8."""
    rows = numbers(70, 16)
    for name, factor in (("a", 1), ("b", 1.1)):
        told = {"stored_dtype": "F8_E5M2"}
        save_space(space_of(rows * factor, provenance=told), tmp_path / f"{name}.safetensors")
    found = diff_spaces(tmp_path / "a.safetensors", tmp_path / "b.safetensors")
    assert found.counts()["changed"] == 70


def test_a_space_without_vectors_and_a_corrected_one_are_refused():
    rows = space_of(numbers(70, 16))
    bare = space_of(np.empty((70, 0)))
    for pair in ((bare, bare), (rows, bare), (bare, rows)):
        with pytest.raises(OptionError, match=r"no vectors .* name the source"):
            diff_spaces(*pair)
    with pytest.raises(OptionError, match=r"centered.*open it raw"):
        diff_spaces(rows, correct_space(rows, "centered"))


@pytest.mark.parametrize("number", ["  NaN", "1e999"])
def test_a_saved_space_whose_provenance_is_no_json_is_refused_when_it_is_read(tmp_path, number):
    path = tmp_path / "a.safetensors"
    save_space(space_of(numbers(70, 16), provenance={"loss": 12345}), path)
    path.write_bytes(path.read_bytes().replace(b"12345", number.encode()))
    shown = run(path, path, "--json")
    assert (shown.exit_code, shown.output.startswith("Error: a.safetensors is no whole saved space")) == (1, True)
    with pytest.raises(OptionError, match="provenance"):
        save_space(space_of(numbers(70, 16), provenance={"loss": float("nan")}), path)


def test_a_frequency_of_text_and_odd_provenance_are_told_and_are_no_traceback():
    odd = {"loss": float("nan"), "n": np.int64(3), "more": [float("inf")]}
    words = space_of(numbers(70, 16), fields={"frequency": np.array(["often"] * 70, object)}, provenance=odd)
    told = json.loads(as_json(diff_spaces(words, words)))
    assert told["frequency"] is None
    assert "the field frequency of space holds no numbers" in told["notes"][0]
    assert told["a"]["source"] == {"loss": None, "n": 3, "more": [None]}


def test_errors_from_zero_rows_are_counted_and_left_out_of_figures():
    before, after = numbers(80, 16), numbers(80, 16)
    before[:4] = 0
    after[4, ::2] *= 2
    after[4, 1::2] = 0
    found = diff_spaces(space_of(before), space_of(after))
    told = json.loads(as_json(found))
    assert told["from_zero"] == 4
    assert told["error"]["max"] == 1
    assert "4 rows were zeros before" in told["notes"][-1]
    assert "moved by 1 of their length (median); 4 were zeros before" in told["ground"]


def test_a_row_that_stands_several_times_is_found_nowhere():
    v = np.random.default_rng(0).normal(size=(60, 16)).astype(np.float32)
    w = v.copy()
    w[10] = w[30] = v[20]
    w[20] = -v[50]
    assert (diff_spaces(space_of(v), space_of(w)).elsewhere == -1).all()
    nearly = v.copy()  # the row itself stands nowhere, and what is next to it twice
    nearly[10] = nearly[30] = v[20] * np.float32(1.01)
    nearly[20] = -v[50]
    assert (diff_spaces(space_of(v), space_of(nearly)).elsewhere == -1).all()
    once = v.copy()
    once[10], once[20] = v[20] * np.float32(1.01), -v[50]
    assert diff_spaces(space_of(v), space_of(once)).elsewhere[20] == 10


@pytest.fixture
def grown(tmp_path):
    """Return files of 200 tokens, and of the same with 8 new ones before them, one of the old a bit longer."""
    rows = numbers(208, 16)
    tokens = [f"word{row}" for row in range(208)]
    save_space(space_of(rows[8:], tokens[8:]), tmp_path / "a.safetensors")
    rows[200, ::2] *= 2
    save_space(space_of(rows, tokens), tmp_path / "b.safetensors")
    return tmp_path / "a.safetensors", tmp_path / "b.safetensors"


@pytest.mark.parametrize("part", [("--last", 100), ("--first", 100), ("--range", "20:120"), ("--match", "word9")])
def test_tokens_are_chosen_in_the_first_file_and_the_same_are_taken_of_the_second(grown, part):
    shown = run(*grown, *part, "--json", "--fail-on", "gone")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.stdout)
    chosen = 100 if part[0] != "--match" else 11
    in_it = part[0] == "--last"
    assert told["paired"] == chosen
    assert told["counts"] == {
        "changed": int(in_it),
        "new": 8,
        "gone": 0,
        "scaled": 0,
        "rounded": 0,
        "identical": chosen - in_it,
    }
    assert [entry["token"] for entry in told["changed"]] == ["word200"] * in_it
    assert told["ids"] == {"moved": chosen, "shift": 8}
    said = f"measured are {chosen} tokens that were chosen, of 200 that are in both; new and gone are told of all"
    assert said in told["notes"]


def test_a_gate_on_rows_does_not_let_pass_where_no_row_was_paired(grown, tmp_path):
    save_space(space_of(numbers(5, 16), list("vwxyz")), tmp_path / "other.safetensors")
    for pair in ((grown[0], tmp_path / "other.safetensors"), (grown[1], grown[0], "--first", 8)):
        for name in ("changed", "rounded", "moved"):
            shown = run(*pair, "--fail-on", name)
            assert shown.exit_code == 1, shown.output
            assert f"--fail-on {name} cannot be told" in shown.output
        assert run(*pair, "--fail-on", "gone").exit_code == 3


def test_a_gate_leaves_with_three_and_one_that_cannot_look_does_not_let_pass(tmp_path):
    np.save(tmp_path / "a.npy", numbers(5, 8))
    np.save(tmp_path / "b.npy", numbers(5, 8, 1))
    pair = tmp_path / "a.npy", tmp_path / "b.npy"
    assert run(*pair, "--fail-on", "changed").exit_code == 3
    assert run(*pair, "--fail-on", "new,gone,moved").exit_code == 0
    untold = run(*pair, "--fail-on", "unrelated")
    assert untold.exit_code == 1
    assert "cannot be told" in untold.output
    for bad in ("", "nonsense"):
        assert run(*pair, "--fail-on", bad).exit_code == 2
    assert run(pair[0], pair[0], "--fail-on", "changed,rounded,unrelated").exit_code == 0


def test_nothing_that_is_read_is_written_over_and_other_suffixes_are_refused(tmp_path):
    np.save(tmp_path / "a.npy", numbers(5, 8))
    for target in ("a.npy", "a.csv.unknown"):
        shown = run(tmp_path / "a.npy", tmp_path / "a.npy", "-o", tmp_path / target)
        assert shown.exit_code == 1
        assert "Error: cannot write" in shown.output


def test_counts_are_told_by_kind_script_and_frequency(tmp_path, bert):
    counts = tmp_path / "counts.tsv"
    counts.write_text("".join(f"{token}\t{5000 - row}\n" for row, token in enumerate(bert.tokens)), "utf-8")
    from lexiscape.space.frequency import with_frequency

    counted = with_frequency(bert, counts)
    vectors = np.array(bert.vectors)
    rare = np.argsort(-counted.fields["frequency"], kind="stable")[-300:]
    vectors[rare, ::2] *= 2
    told = facts(diff_spaces(counted, replace(bert, vectors=vectors)))
    assert [part["changed"] for part in told["frequency"]] == [0] * 9 + [300]
    assert sum(group["changed"] for group in told["kinds"].values()) == 300
    assert sum(group["tokens"] for group in told["scripts"].values()) == 3000


def test_scales_beside_int8_and_an_unknown_quantization(tmp_path, bert):
    few = bert.first(64)
    scale = np.abs(np.array(few.vectors)).max(axis=1) / 127
    codes = np.rint(np.array(few.vectors) / scale[:, None]).astype(np.int8)
    tensors = {
        "embeddings.word_embeddings.weight": ("I8", codes.shape, codes.tobytes()),
        "embeddings.word_embeddings.weight_scale": as_stored(scale, "F32"),
    }
    write_model(tmp_path / "int8", tensors, config={"model_type": "bert"}, tokens=list(few.tokens))
    found = diff_spaces(few, open_rounded(tmp_path / "int8"))
    assert found.verdict.name == "rounded", found.verdict
    unknown = replace(open_rounded(tmp_path / "int8"), fields={"rounding": np.full(64, np.nan).view(RowErrors)})
    told = diff_spaces(few, unknown)
    assert told.counts()["changed"] == 64
    assert "is not known" in told.notes()[0]


def test_rows_that_changed_places_are_no_training():
    rng = np.random.default_rng(0)
    before = rng.standard_normal((300, 16)).astype(np.float32)
    after = before.copy()
    after[[7, 90]] = before[[90, 7]]
    difference = diff_spaces(space_of(before), space_of(after))
    assert difference.verdict.name == "same-parent"
    assert difference.verdict.sentence == "the rows are the same, but 2 stand under other tokens or ids"
    assert failed(difference, ["moved", "fine-tuned"]) == ["moved"]


def test_rows_that_are_lost_are_called_so():
    rng = np.random.default_rng(0)
    before = rng.standard_normal((300, 16)).astype(np.float32)
    after = before.copy()
    after[7], after[90], after[91] = 0, np.nan, np.inf
    sentence = diff_spaces(space_of(before), space_of(after)).verdict.sentence
    assert sentence == (
        "fine-tuned or damaged: only these 3 rows were changed, of which 1 is zeros and 2 are not finite now or before"
    )


def test_a_file_made_of_the_other_one_is_rounded_by_its_own_format_alone(bert, tmp_path):
    some = bert.first(500)
    coarse = save_gguf(tmp_path / "coarse.gguf", some, TYPES.Q4_0)
    held = lx.open_space(coarse)
    fine = save_gguf(tmp_path / "fine.gguf", held, TYPES.Q8_0)
    assert diff_spaces(coarse, fine).verdict.name == "rounded"
    moved = replace(held, vectors=np.asarray(held.vectors) * np.float32(1.02))
    assert diff_spaces(coarse, save_gguf(tmp_path / "moved.gguf", moved, TYPES.Q8_0)).verdict.name == "fine-tuned"


def test_a_list_that_ends_among_equals_says_how_many_there_are(bert, tmp_path):
    before, after = (np.array(bert.vectors) for _ in range(2))
    before[100:700], after[100:700] = bert.vectors[100], bert.vectors[101]
    after[5] = 9 * before[6]
    before, after = (replace(bert, vectors=vectors) for vectors in (before, after))
    found = diff_spaces(before, after)
    assert found.counts()["changed"] == 601
    told = facts(found)
    assert told["changed_tie"] == {"value": told["changed"][-1]["error"], "listed": 49, "equal": 600}
    assert facts(found, 1)["changed_tie"] is None
    save_difference(found, tmp_path / "a.html")
    save_difference(found, tmp_path / "a.md")
    said = "Listed of those that changed as much as the last:"
    assert f"{said} 199 of 600." in (tmp_path / "a.html").read_text("utf-8")
    assert f"{said} 11 of 600." in (tmp_path / "a.md").read_text("utf-8")
    save_space(before, tmp_path / "before.safetensors")
    save_space(after, tmp_path / "after.safetensors")
    shown = run(tmp_path / "before.safetensors", tmp_path / "after.safetensors")
    assert f"… 7 of 600 equal: error {told['changed_tie']['value']:.4g}" in shown.output
