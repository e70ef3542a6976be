"""Matrices that were multiplied, and such that lie on the grid of a quantization: told by their values alone."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.diff import STATES, diff_spaces
from lexiscape.diff.facts import facts
from lexiscape.files.differences import save_difference
from lexiscape.sources.grids.find import find_grid
from lexiscape.sources.grids.precision import PRECISIONS
from lexiscape.sources.tensors.rounding import round_to

#: The 16 levels of NF4 (Dettmers et al. 2023, arXiv 2305.14314, appendix E), to the digits that a table needs.
NF4 = np.array(
    [
        *(-1.0, -0.6961928, -0.52507305, -0.3949175, -0.28444138, -0.18477343, -0.09105004, 0.0),
        *(0.0795803, 0.1609302, 0.2461123, 0.33791524, 0.44070983, 0.562617, 0.72295684, 1.0),
    ]
)


@pytest.fixture(scope="module")
def bert():
    return lx.open_space("demo:bert").range(2000, 2300)


def groups_of(rows, span):
    if span == "column":
        return np.ascontiguousarray(rows.T)
    return rows.reshape({"tensor": 1, "row": len(rows)}.get(span) or rows.size // span, -1)


def symmetric(rows, bits, span):
    """Round to whole multiples of the largest value of each group over 2^(bits - 1) - 1, value by value."""
    groups = groups_of(rows, span)
    scale = np.abs(groups).max(axis=1, keepdims=True) / np.float32(2 ** (bits - 1) - 1)
    rounded = (np.rint(groups / scale) * scale).astype(np.float32)
    return np.ascontiguousarray(rounded.T) if span == "column" else rounded.reshape(rows.shape)


def from_the_least(rows, bits, span, whole):
    """Round to 2^bits values from the least of each group on; `whole`: zero is one of them."""
    groups = groups_of(rows, span)
    low, high = groups.min(axis=1, keepdims=True), groups.max(axis=1, keepdims=True)
    scale = (high - low) / np.float32(2**bits - 1)
    if whole:
        zero = np.rint(-low / scale)
        return ((np.clip(np.rint(groups / scale) + zero, 0, 2**bits - 1) - zero) * scale).reshape(rows.shape)
    return (np.rint((groups - low) / scale) * scale + low).reshape(rows.shape)


def coded(rows, span):
    groups = groups_of(rows, span)
    scale = np.abs(groups).max(axis=1, keepdims=True)
    at = np.abs(groups[:, :, None] / scale[:, :, None] - NF4).argmin(axis=2)
    return (NF4.astype(np.float32)[at] * scale).reshape(rows.shape)


def float8(rows, fraction, least):
    """Round to a float of so few digits, by the definition: to multiples of the step of the value's exponent."""
    step = 2.0 ** (np.maximum(np.floor(np.log2(np.abs(rows) + 1e-30)), least) - fraction)
    return (np.rint(rows / step) * step).astype(np.float32)


def scaled_float8(rows, fraction, least, largest, span):
    """Round to a float of so few digits times a scale of each group, by which its largest value is that float's."""
    groups = groups_of(rows, span)
    scale = np.abs(groups).max(axis=1, keepdims=True) / np.float32(largest)
    return (float8(groups / scale, fraction, least) * scale).astype(np.float32).reshape(rows.shape)


SCHEMES = {
    "8 bits, tensor": lambda rows: symmetric(rows, 8, "tensor"),
    "8 bits, row": lambda rows: symmetric(rows, 8, "row"),
    "8 bits, column": lambda rows: symmetric(rows, 8, "column"),
    "8 bits, block of 32": lambda rows: symmetric(rows, 8, 32),
    "4 bits, tensor": lambda rows: symmetric(rows, 4, "tensor"),
    "4 bits, block of 64": lambda rows: symmetric(rows, 4, 64),
    "2 bits, row": lambda rows: symmetric(rows, 2, "row"),
    "8 bits with a zero point, row": lambda rows: from_the_least(rows, 8, "row", True),
    "4 bits with a zero point, block of 128": lambda rows: from_the_least(rows, 4, 128, True),
    "4 bits with an offset, block of 32": lambda rows: from_the_least(rows, 4, 32, False),
    "NF4, block of 64": lambda rows: coded(rows, 64),
    "float8 e4m3": lambda rows: float8(rows, 3, -6),
    "float8 e5m2": lambda rows: float8(rows, 2, -14),
    "float8 e4m3, row": lambda rows: scaled_float8(rows, 3, -6, 448, "row"),
    "float8 e5m2, row": lambda rows: scaled_float8(rows, 2, -14, 57344, "row"),
    "float8 e4m3, block of 64": lambda rows: scaled_float8(rows, 3, -6, 448, 64),
    "four decimals": lambda rows: np.round(rows.astype(np.float64), 4).astype(np.float32),
}
#: Grids that are too fine for the narrow float that stores them to show: every row is told as changed.
HIDDEN = {
    ("8 bits, row", "BF16"),
    ("8 bits, column", "BF16"),
    ("8 bits, block of 32", "BF16"),
    ("8 bits with a zero point, row", "BF16"),
    ("4 bits with an offset, block of 32", "BF16"),
    ("four decimals", "F16"),
}


def held(space, rows):
    return replace(space, vectors=np.asarray(rows, np.float32))


def rows_in(found, state):
    return np.flatnonzero(found.states == STATES.index(state)).tolist()


@pytest.mark.parametrize("name", SCHEMES)
def test_values_on_a_grid_are_rounded_and_damaged_rows_stand_out(bert, name):
    rounded = np.asarray(SCHEMES[name](np.array(bert.vectors)), np.float32)
    found = diff_spaces(bert, held(bert, rounded))
    assert found.verdict.name == "rounded", found.verdict
    assert "a grid of" in found.verdict.sentence
    assert found.counts()["changed"] == 0
    assert facts(found)["grid"] in found.formats[1]
    damaged = rounded.copy()
    damaged[5] += np.float32(0.02) * np.random.default_rng(0).standard_normal(384).astype(np.float32)
    damaged[9] = rounded[10]
    assert rows_in(diff_spaces(bert, held(bert, damaged)), "changed") == [5, 9]


@pytest.mark.parametrize("stored", ["F16", "BF16"])
@pytest.mark.parametrize("name", SCHEMES)
def test_through_a_narrow_float_a_grid_shows_in_every_row_or_in_none(bert, name, stored):
    rows = np.asarray(SCHEMES[name](np.array(bert.vectors)), np.float32)
    rows[5] += np.float32(0.02) * np.random.default_rng(0).standard_normal(384).astype(np.float32)
    found = diff_spaces(bert, held(bert, round_to(rows, stored)))
    is_hidden = (name, stored) in HIDDEN
    assert rows_in(found, "changed") == (list(range(300)) if is_hidden else [5]), found.verdict
    if not is_hidden and name != "four decimals":  # as bfloat16 they are rounded to that, and hardly before
        assert " on a grid of " in found.formats[1]


def in_255_levels(rows, span, share):
    """Round to whole steps of that quantile of absolute values over 127, and cut off what lies beyond; 1: nothing."""
    top = np.quantile(np.abs(rows), share, axis=0 if span == "column" else None, keepdims=True)
    step = (top / 127).astype(np.float32)
    return (np.clip(np.rint(rows / step), -127, 127) * step).astype(np.float32)


@pytest.fixture(scope="module")
def plain():
    """Real rows without a word on how they were stored."""
    spaces = {name: lx.open_space(name).range(2000, 2300) for name in ("demo:bert", "demo:llama")}
    return {name: lx.open_space(list(space.tokens), np.array(space.vectors)) for name, space in spaces.items()}


#: Of 300 rows, how many have a value that lies twice as far out as any of the grid: such are not told from damage.
TOO_FAR = {("demo:bert", "tensor", 0.99): 15, ("demo:llama", "tensor", 0.99): 2, ("demo:llama", "column", 0.99): 3}


@pytest.mark.parametrize("share", [0.999, 0.99])
@pytest.mark.parametrize("span", ["tensor", "column"])
@pytest.mark.parametrize("name", ["demo:bert", "demo:llama"])
def test_values_that_a_grid_cuts_off_at_its_ends_are_no_damage(plain, name, span, share):
    space = plain[name]
    rows = np.array(space.vectors)
    rounded = in_255_levels(rows, span, share)
    found = diff_spaces(space, held(space, rounded))
    ends = np.abs(rounded).max(axis=0 if span == "column" else None, keepdims=True)
    assert (np.abs(rows - rounded) > ends / 127).any(axis=1).sum() > 30
    too_far = np.flatnonzero((np.abs(rows) >= 2 * ends).any(axis=1)).tolist()
    assert len(too_far) == TOO_FAR.get((name, span, share), 0)
    assert rows_in(found, "changed") == too_far
    assert len(rows_in(found, "rounded")) == 300 - len(too_far)
    damaged = rounded.copy()
    damaged[5] = np.roll(rounded[5], 1)
    damaged[9, :8] = rounded.max(axis=0)[:8]  # the ends of the grid, where nothing was cut off
    damaged[30, np.argmax(np.abs(rows[30]))] *= -1
    assert rows_in(diff_spaces(space, held(space, damaged)), "changed") == sorted({5, 9, 30, *too_far})


@pytest.mark.parametrize("share", [1, 0.999, 0.99])
@pytest.mark.parametrize("span", ["tensor", "column"])
@pytest.mark.parametrize("name", ["demo:bert", "demo:llama"])
def test_what_lies_beyond_a_grid_is_cut_off_only_as_the_other_rows_show(plain, name, span, share):
    """One value where the grid ends times 2, 10 or a million, and a row of noise: in either order of the files."""
    space = plain[name]
    rows = np.array(space.vectors)
    rounded = held(space, in_255_levels(rows, span, share))
    ends = np.abs(rounded.vectors).max(axis=0 if span == "column" else None, keepdims=True)
    rng = np.random.default_rng(3)
    at_end = np.argwhere((np.abs(rounded.vectors) >= ends) & (np.abs(rows) >= ends * (1 - 1e-6)))
    row, column = at_end[rng.integers(len(at_end))]
    others = set(rows_in(diff_spaces(rounded, space), "changed"))
    for factor in (2, 10, 1e6, "noise"):
        damaged = rows.copy()
        if factor == "noise":
            damaged[row] = rows.std() * rng.standard_normal(rows.shape[1])
        else:
            damaged[row, column] *= factor
        for pair in ((rounded, held(space, damaged)), (held(space, damaged), rounded)):
            assert set(rows_in(diff_spaces(*pair), "changed")) == {row, *others}, factor


def test_several_damaged_rows_do_not_show_one_another_to_be_cut_off(plain):
    space = plain["demo:bert"]
    rows = np.array(space.vectors)
    for share in (1, 0.999):
        rounded = held(space, in_255_levels(rows, "column", share))
        ends = np.abs(rounded.vectors).max(axis=0)
        at_end = np.argwhere((np.abs(rounded.vectors) >= ends) & (np.abs(rows) >= ends * (1 - 1e-6)))
        at_end = at_end[np.unique(at_end[:, 0], return_index=True)[1]][:12]
        damaged = rows.copy()
        damaged[at_end[:, 0], at_end[:, 1]] *= np.linspace(1.6, 1.9, 12)
        assert rows_in(diff_spaces(rounded, held(space, damaged)), "changed") == at_end[:, 0].tolist(), share


@pytest.mark.parametrize("name", ["8 bits, row", "4 bits, tensor", "4 bits, block of 64", "NF4, block of 64"])
def test_noise_as_large_as_rounding_is_no_rounding(bert, name):
    """In place of rounding, on top of it, before it, smaller than it; and values that moved to another of the grid."""
    rows = np.array(bert.vectors)
    rounded = np.asarray(SCHEMES[name](rows), np.float32)
    rng = np.random.default_rng(1)
    size = np.sqrt(np.square(rounded - rows).mean(axis=1, keepdims=True))
    noise = (size * rng.standard_normal(rows.shape)).astype(np.float32)
    few = np.where(rng.random(rows.shape) < 0.02, np.roll(rounded, 1, axis=0), rounded)
    pairs = {
        "in its place": (rows, rows + noise),
        "on top": (rounded, rounded + noise),
        "before": (rows, SCHEMES[name](rows + noise)),
        "smaller": (rounded, rounded + np.float32(0.3) * noise),
        "few": (rounded, few),
    }
    for kind, (before, after) in pairs.items():
        found = diff_spaces(held(bert, before), held(bert, after))
        assert found.counts()["rounded"] <= 3, kind
        assert found.verdict.name != "rounded", kind


@pytest.mark.parametrize("stored", ["F32", "F16", "BF16"])
@pytest.mark.parametrize("name", ["demo:bert", "demo:llama"])
def test_rows_that_were_never_quantized_lie_on_no_grid(name, stored):
    rows = np.array(lx.open_space(name).first(500).vectors)
    assert find_grid(rows if stored == "F32" else round_to(rows, stored), PRECISIONS[stored]) is None


FACTORS = {"2": 2, "0.1": 0.1, "-1": -1, "each": np.exp(np.random.default_rng(0).standard_normal((300, 1)))}


@pytest.mark.parametrize(
    ("name", "stored"),
    [("1.01", "F32"), *((name, stored) for name in FACTORS for stored in ("F32", "F16", "BF16"))],
)
def test_rows_times_a_number_are_the_same_up_to_a_factor(bert, name, stored):
    rows = np.array(bert.vectors)
    factor = FACTORS.get(name, 1.01)
    scaled = (rows * np.asarray(factor, np.float32)).astype(np.float32)
    scaled = scaled if stored == "F32" else round_to(scaled, stored)
    found = diff_spaces(bert, held(bert, scaled))
    assert found.verdict.name == "scaled", found.verdict
    told = facts(found)["factor"]
    assert told["one"] == (np.size(factor) == 1)
    assert told["median"] == pytest.approx(np.median(factor), rel=1e-3)
    assert told["max"] == pytest.approx(np.max(factor), rel=1e-2)


def test_unit_rows_are_told_in_every_format_and_a_changed_one_stands_out(bert, tmp_path):
    rows = np.array(bert.vectors)
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    units[7, 3] *= 1.001
    found = diff_spaces(bert, held(bert, units))
    assert rows_in(found, "changed") == [7]
    assert "all but one row are the same up to a factor of each row" in found.verdict.sentence
    for suffix in (".html", ".md", ".json", ".csv"):
        save_difference(found, tmp_path / f"diff{suffix}")
    with (tmp_path / "diff.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    factors = {int(line["id_a"]): line["factor"] for line in lines}
    assert factors[2007] == ""
    assert float(factors[2008]) == pytest.approx(1 / np.linalg.norm(rows[8].astype(np.float64)), rel=1e-6)
    assert json.loads((tmp_path / "diff.json").read_text("utf-8"))["counts"]["scaled"] == 299


def test_changes_beside_a_factor_are_no_scaling(bert):
    rows = np.array(bert.vectors)
    rng = np.random.default_rng(2)
    noise = rng.standard_normal(rows.shape)
    for after in (
        2 * rows * (1 + 1e-6 * noise),  # ten times what float32 rounds
        rows * np.exp(0.1 * rng.standard_normal(384)),  # a factor of each column
        rows + 0.01 * noise,
    ):
        found = diff_spaces(bert, held(bert, after))
        assert found.counts()["scaled"] == 0
        assert found.counts()["changed"] == 300


def test_a_row_of_one_value_is_no_multiple_of_another(bert):
    rows = np.zeros((300, 384), np.float32)
    rows[np.arange(300), np.arange(300)] = np.random.default_rng(3).uniform(1, 2, 300)
    other = rows * np.random.default_rng(4).uniform(1, 2, (300, 1)).astype(np.float32)
    assert diff_spaces(held(bert, rows), held(bert, other)).counts()["scaled"] == 0


def test_a_gate_on_what_changed_does_not_let_scaled_rows_pass(tmp_path):
    rows = np.random.default_rng(5).standard_normal((80, 16)).astype(np.float32)
    np.save(tmp_path / "a.npy", rows)
    np.save(tmp_path / "b.npy", rows * 3)
    for name, status in (("changed", 3), ("scaled", 3), ("rounded", 0), ("fine-tuned", 0)):
        shown = CliRunner().invoke(main, ["diff", *(str(tmp_path / f"{end}.npy") for end in "ab"), "--fail-on", name])
        assert shown.exit_code == status, name
    assert "the same up to a factor of 3" in shown.output
