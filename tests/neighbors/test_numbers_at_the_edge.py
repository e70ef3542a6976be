"""Vectors at the edges of float32: an answer as for rows of ordinary length, or one sentence; never a traceback."""

import warnings

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape import EmbeddingSpace, compare_spaces, find_neighbors, lay_out, map_space, open_space
from lexiscape.cli import main
from lexiscape.compare import CompareOptions
from lexiscape.errors import LayoutError, LexiscapeWarning, SelectionError, VectorError
from lexiscape.neighbors import within_range
from reference.neighbors import nearest

N = 150
TOKENS = [f"t{i}" for i in range(N)]
RNG = np.random.default_rng(0)
PLAIN = RNG.normal(size=(N, 16)).astype(np.float32)
FACTORS = {
    "one row 1e19": np.where(np.arange(N) == 0, 1e19, 1)[:, None],
    "one row 1e37": np.where(np.arange(N) == 0, 1e37, 1)[:, None],
    "one row 1e-38": np.where(np.arange(N) == 0, 1e-38, 1)[:, None],
    "all 1e25": np.full((N, 1), 1e25),
    "all 3e37": np.full((N, 1), 3e37),
    "all 1e-30": np.full((N, 1), 1e-30),
    "all subnormal": np.full((N, 1), 1e-41),
    "from 1e-36 to 1e37": 10.0 ** RNG.uniform(-36, 37, (N, 1)),
    "ten zero rows among 1e30": np.where(np.arange(N) < 10, 0, 1e30)[:, None],
}


def stretched(case):
    return (PLAIN * FACTORS[case]).astype(np.float32)


@pytest.mark.parametrize("case", FACTORS)
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_neighbors_are_those_of_the_reference(case, metric):
    found = find_neighbors(stretched(case), 10, metric=metric)
    indices, distances = nearest(stretched(case), 10, metric)
    assert np.array_equal(found.indices, indices)
    assert np.array_equal(found.distances, distances)


#: A plane that holds one row of 1e19 and all distances between rows of 1 has no room for these.
FLAT = ("one row 1e19", "one row 1e37", "from 1e-36 to 1e37")
MAPS = [
    (case, metric, layout)
    for case in FACTORS
    for metric in ("cosine", "euclidean")
    for layout in ("tsne", "pca")
    if (metric, layout) != ("euclidean", "pca") or case not in FLAT
]


@pytest.mark.parametrize("case", FLAT)
def test_rows_that_no_plane_holds_together_are_a_sentence(case):
    with pytest.raises(LayoutError, match=r"the layout pca put 150 different vectors in .* places, which is no map"):
        map_space(open_space(TOKENS, stretched(case)), metric="euclidean", layout="pca")


@pytest.mark.parametrize(("case", "metric", "layout"), MAPS)
def test_every_map_can_be_made_and_saved(tmp_path, case, metric, layout):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = map_space(open_space(TOKENS, stretched(case)), metric=metric, layout=layout)
        drawn.save(tmp_path / "m.html", tmp_path / "m.npz", tmp_path / "m.csv", tmp_path / "m.png")
    assert np.isfinite(drawn.xy).all()
    true = np.linalg.norm(stretched(case).astype(np.float64), axis=1).astype(np.float32)
    assert np.allclose(drawn.columns["norm"].values, true, rtol=1e-6, atol=0)


@pytest.mark.parametrize("case", ["one row 1e19", "all 3e37", "all 1e-30", "from 1e-36 to 1e37"])
def test_length_says_nothing_to_the_cosine(case):
    """Where rows differ by a factor each, everything that is made of directions is as it was."""
    plain = compare_spaces([open_space(TOKENS, PLAIN), open_space(TOKENS, PLAIN)])
    far = compare_spaces([open_space(TOKENS, PLAIN), open_space(TOKENS, stretched(case))])
    for one, other in zip(plain.pairs[0].scores, far.pairs[0].scores, strict=True):
        assert abs(one.value - other.value) < 1e-5, one.name
    assert abs(plain.geometry[1]["anisotropy"] - far.geometry[1]["anisotropy"]) < 1e-6
    found = find_neighbors(PLAIN, 30)
    first, second = (lay_out(rows, found, "pca").xy for rows in (PLAIN, stretched(case)))
    assert np.allclose(first, second, atol=1e-4)


@pytest.mark.parametrize("factor", [2.0**60, 2.0**-60])
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_one_factor_for_all_changes_no_comparison(factor, metric):
    spaces = [open_space(TOKENS, PLAIN), open_space(TOKENS, PLAIN[:, ::-1] + PLAIN * 0.5)]
    scaled = [open_space(TOKENS, space.vectors * np.float32(factor)) for space in spaces]
    asked = CompareOptions(metric=metric)
    one, other = (compare_spaces(pair, asked) for pair in (spaces, scaled))
    for a, b in zip(one.pairs[0].scores, other.pairs[0].scores, strict=True):
        assert abs(a.value - b.value) < 1e-5, a.name
    assert abs(one.geometry[0]["first_component"] - other.geometry[0]["first_component"]) < 1e-6


def test_ordinary_rows_are_left_where_they_are():
    assert within_range(PLAIN, unit=True) is PLAIN
    assert within_range(PLAIN, unit=False) is PLAIN
    zero = np.zeros((3, 4), np.float32)
    assert within_range(zero, unit=True) is zero
    assert within_range(np.empty((0, 4), np.float32), unit=False).shape == (0, 4)


def test_distances_that_float32_cannot_say_are_a_sentence():
    rows = np.full((20, 16), 3e38, np.float32)
    rows[:10] *= -1
    with pytest.raises(VectorError, match="farther apart than float32 can say"):
        find_neighbors(rows, 15, metric="euclidean")
    assert np.isfinite(find_neighbors(rows, 15).distances).all()


def broken():
    rows = PLAIN.copy()
    rows[3, 2] = np.nan
    rows[7] = np.inf
    rows[9, 0] = -np.inf
    return rows


def test_rows_that_are_no_numbers_are_left_out_and_named():
    space = open_space(TOKENS, broken())
    with pytest.raises(VectorError, match=r"3 of 150 rows hold NaN or infinite values: rows 3 \('t3'\), 7 .*--drop"):
        map_space(space)
    with pytest.warns(LexiscapeWarning, match=r"left out 3 of the 150 rows .*: 't3' \(id 3\), 't7' \(id 7\), 't9'"):
        sound = space.drop_nonfinite()
    assert len(sound) == N - 3
    assert sound.ids.tolist() == [i for i in range(N) if i not in (3, 7, 9)]
    assert np.array_equal(sound.vectors, PLAIN[sound.ids])
    assert map_space(sound).meta["source"]["left_out"] == [3, 7, 9]
    assert open_space(TOKENS, PLAIN).drop_nonfinite() is not None
    plain = open_space(TOKENS, PLAIN)
    assert plain.drop_nonfinite() is plain


def test_many_rows_are_counted_and_all_of_them_are_too_many():
    rows = PLAIN.copy()
    rows[:100] = np.nan
    with pytest.warns(LexiscapeWarning, match=r"left out 100 of the 150 .* 't9' \(id 9\) and 90 more"):
        open_space(TOKENS, rows).drop_nonfinite()
    with pytest.raises(SelectionError, match="every row of arrays holds NaN"):
        open_space(TOKENS, rows * np.nan).drop_nonfinite()
    assert isinstance(open_space(TOKENS, rows).last(20).drop_nonfinite(), EmbeddingSpace)


def test_the_commands_leave_them_out(tmp_path):
    np.savez(tmp_path / "v.npz", vectors=broken(), tokens=np.array(TOKENS))
    source, page = str(tmp_path / "v.npz"), str(tmp_path / "m.html")
    for command in (
        ["map", source, "-o", page],
        ["neighbors", source, "t5"],
        ["compare", source, source],
    ):
        refused = CliRunner().invoke(main, command)
        assert refused.exit_code == 1, refused.output
        assert "--drop-nonfinite" in refused.output
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            done = CliRunner().invoke(main, [*command, "--drop-nonfinite"])
        assert done.exit_code == 0, done.output
        assert "left out 3 of the 150 rows" in done.output
    few = CliRunner().invoke(main, ["map", source, "-o", page, "--range", "20:90", "--drop-nonfinite"])
    assert few.exit_code == 0, few.output  # nothing to leave out, so no warning, which would be an error here


LAYOUTS, METRICS = ("tsne", "pca"), ("cosine", "euclidean")
ROWS = {
    "all 3e38": np.full((N, 8), 3e38),
    "all 3e38, of either sign": 3e38 * np.sign(PLAIN[:, :8]),
    "all the least subnormal": np.full((N, 8), 1e-45),
    "all zero": np.zeros((N, 8)),
    "3e38 and the least subnormal": np.where(np.arange(N)[:, None] % 2, 3e38, 1e-45) * np.ones((N, 8)),
    "all NaN": np.full((N, 8), np.nan),
    "infinities of either sign": np.where(np.arange(N)[:, None] < 9, np.inf * np.sign(PLAIN[:, :8]), PLAIN[:, :8]),
}


@pytest.mark.parametrize("case", ROWS)
def test_every_command_ends_with_an_answer_or_a_sentence(tmp_path, case):
    np.savez(tmp_path / "v.npz", vectors=ROWS[case].astype(np.float32), tokens=np.array(TOKENS))
    np.savez(tmp_path / "w.npz", vectors=PLAIN, tokens=np.array(TOKENS))
    source, other, page = (str(tmp_path / name) for name in ("v.npz", "w.npz", "m.html"))
    for command in (
        *(
            ["map", source, "-o", page, "--metric", metric, "--layout", layout]
            for metric in METRICS
            for layout in LAYOUTS
        ),
        ["map", source, "-o", page, "--drop-nonfinite"],
        ["info", source],
        ["neighbors", source, "t1"],
        ["neighbors", source, "t1", "--metric", "euclidean"],
        ["compare", source, other],
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("default", LexiscapeWarning)  # and any other is an error
            done = CliRunner().invoke(main, command)
        assert done.exit_code == 0 or done.output.splitlines()[-1].startswith("Error: "), (command, done.output)
        assert isinstance(done.exception, SystemExit | None), (command, done.exception)
