"""What every layout promises, and what t-SNE makes of options, interruptions and odd input."""

import importlib.util
from contextlib import nullcontext

import numpy as np
import pytest

import lexiscape as lx
from lexiscape import _native
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.layouts import LAYOUTS, neighbors_wanted, tsne
from lexiscape.progress import silent

# All that lay tokens out themselves: `none` takes the places it is given.
INSTALLED = [
    name for name, row in LAYOUTS.items() if name != "none" and (not row.needs or importlib.util.find_spec(row.needs))
]


@pytest.mark.skipif("umap" in INSTALLED, reason="umap-learn is installed")
def test_a_missing_extra_says_how_to_get_it():
    rows = np.eye(8, dtype=np.float32)
    with pytest.raises(lx.LexiscapeError, match=r"pip install 'lexiscape\[umap\]'"):
        lx.lay_out(rows, lx.find_neighbors(rows, 3), "umap")


def towns(n, dim=12, centers=8, seed=0):
    """Rows around a few centers, and the center of each."""
    rng = np.random.default_rng(seed)
    town = rng.integers(0, centers, n)
    return (rng.normal(size=(centers, dim)) * 4)[town].astype(np.float32) + rng.normal(size=(n, dim)).astype(
        np.float32
    ), town


@pytest.mark.parametrize("layout", INSTALLED)
def test_every_layout_keeps_row_order_and_is_reproducible(layout):
    rows, town = towns(600)
    found = lx.find_neighbors(rows, 30)
    kept = rows.copy()
    options = [lx.LayoutOptions(seed=3, threads=threads) for threads in (1, 2)]
    first, second = (lx.lay_out(rows, found, layout, each) for each in options)
    np.testing.assert_array_equal(rows, kept)
    assert first.xy.shape == (600, 2)
    assert first.xy.dtype == np.float32
    assert first.xy.flags.c_contiguous
    assert first.xy.tobytes() == second.xy.tobytes()
    assert np.isfinite(first.xy).all()
    # Most neighbors on the map come from the same town: rows are where their tokens are.
    near = lx.find_neighbors(first.xy, 5, metric="euclidean").indices
    assert (town[near] == town[:, None]).mean() > 0.5


@pytest.mark.parametrize("layout", INSTALLED)
@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 15, 16, 17])
def test_every_layout_takes_few_tokens(layout, n):
    rows, _ = towns(n)
    found = lx.find_neighbors(rows, 15)
    if layout == "umap" and n < 5:
        with pytest.raises(OptionError, match="umap needs at least 5 tokens"):
            lx.lay_out(rows, found, layout)
        return
    drawn = lx.lay_out(rows, found, layout)
    assert drawn.xy.shape == (n, 2)
    assert np.isfinite(drawn.xy).all()


def test_an_unknown_layout_is_refused_with_the_choices():
    rows, _ = towns(20)
    with pytest.raises(OptionError, match=r"spiral.*tsne, pca"):
        lx.lay_out(rows, lx.find_neighbors(rows, 5), "spiral")


def test_one_token_lies_at_the_origin():
    rows, _ = towns(1)
    np.testing.assert_array_equal(lx.lay_out(rows, lx.find_neighbors(rows, 5)).xy, [[0, 0]])


@pytest.mark.parametrize("perplexity", [99, 100, 1000])
def test_a_perplexity_of_as_many_as_there_are_tokens_finds_the_neighbors_for_it(perplexity):
    rows, _ = towns(100)
    space = lx.open_space([str(i) for i in range(100)], rows)
    with pytest.warns(LexiscapeWarning, match=f"perplexity {perplexity} is more than 100 tokens can have: .* with 33"):
        drawn = lx.map_space(space, options=lx.LayoutOptions(perplexity))
    assert drawn.meta["layout"]["perplexity"] == 33
    assert drawn.meta["neighbors"]["k"] == 99


@pytest.mark.parametrize(
    ("layout", "neighbors", "options", "told"),
    [
        ("none", None, {}, "--init"),
        ("none", None, {"initial": np.array([[1, 2]] * 49 + [[1, np.nan]])}, "1 of 50 tokens have no coordinates"),
        ("none", None, {"initial": np.full((50, 2), 1e300)}, "NaN where unknown, not 1e"),
        ("tsne", None, {"perplexity": 0.5}, "perplexity must be at least 1"),
        ("tsne", 10, {"perplexity": 15}, "find 45 of them"),
        ("tsne", None, {"iterations": -1}, "iterations must be 0 or more"),
        ("tsne", None, {"initial": np.zeros((50, 3))}, r"\(50, 2\) coordinates, one pair a token"),
        ("tsne", None, {"initial": np.full((50, 2), 1e7)}, "within"),
        ("tsne", None, {"initial": [["a", "b"]] * 50}, r"\(50, 2\) coordinates: could not convert"),
        ("umap", None, {"iterations": -1}, "iterations|umap-learn"),
        ("tsne", 0, {}, "neighbors must be at least 1, not 0"),
    ],
)
def test_impossible_options_are_refused_before_the_search(monkeypatch, layout, neighbors, options, told):
    def never(*arguments, **more):
        raise AssertionError("searched for the neighbors first")

    monkeypatch.setattr("lexiscape.maps.pipeline.find_neighbors_in", never)
    space = lx.open_space([str(i) for i in range(50)], towns(50)[0])
    with pytest.raises(lx.LexiscapeError, match=told):
        lx.map_space(space, layout=layout, neighbors=neighbors, options=lx.LayoutOptions(**options))


def test_a_layout_without_its_package_is_refused_before_the_search(monkeypatch):
    monkeypatch.setattr("lexiscape.layouts.find_spec", lambda name: None)
    monkeypatch.setattr(
        "lexiscape.maps.pipeline.find_neighbors_in", lambda *arguments, **more: pytest.fail("searched first")
    )
    with pytest.raises(lx.LexiscapeError, match=r"pip install 'lexiscape\[umap\]'"):
        lx.map_space(lx.open_space([str(i) for i in range(50)], towns(50)[0]), layout="umap")


def test_neighbors_wanted_serve_hover_and_perplexity():
    assert neighbors_wanted("pca", 1000) == neighbors_wanted("tsne", 1000) == 30
    assert neighbors_wanted("tsne", 1000, lx.LayoutOptions(perplexity=30)) == 90
    assert neighbors_wanted("tsne", 12, lx.LayoutOptions(perplexity=30)) == 11
    assert neighbors_wanted("tsne", 1) == 0


# ---- t-SNE ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_towns_stay_apart(metric):
    rows, town = towns(3000, centers=5)
    found = lx.find_neighbors(rows, 15, metric=metric)
    near = lx.find_neighbors(lx.lay_out(rows, found).xy, 10, metric="euclidean").indices
    same = (town[found.indices] == town[:, None]).mean()
    assert (town[near] == town[:, None]).mean() > same - 0.01


@pytest.mark.parametrize("perplexity", [0, 0.5, -3, float("nan"), float("inf")])
def test_a_perplexity_out_of_range_is_refused(perplexity):
    rows, _ = towns(50)
    with pytest.raises(OptionError, match="perplexity must be at least 1"):
        lx.lay_out(rows, lx.find_neighbors(rows, 15), options=lx.LayoutOptions(perplexity=perplexity))


def test_a_perplexity_beyond_the_neighbors_found_says_how_many_to_find():
    rows, _ = towns(500)
    with pytest.raises(OptionError, match="find 120 of them"):
        lx.lay_out(rows, lx.find_neighbors(rows, 15), options=lx.LayoutOptions(perplexity=40))


@pytest.mark.parametrize("n", [2, 3, 5, 10])
def test_a_perplexity_beyond_the_tokens_is_lowered(n):
    rows, _ = towns(n)
    # up to three lie in a plane as they are, whatever the perplexity
    with pytest.warns(LexiscapeWarning, match="perplexity 30 is more than") if n > 3 else nullcontext():
        drawn = lx.lay_out(rows, lx.find_neighbors(rows, 90), options=lx.LayoutOptions(perplexity=30))
    assert drawn.meta["perplexity"] == max((n - 1) / 3, 1)
    assert np.isfinite(drawn.xy).all()


def test_iterations_are_those_asked_for():
    rows, _ = towns(100)
    found = lx.find_neighbors(rows, 15)
    with pytest.raises(OptionError, match="iterations must be 0 or more"):
        lx.lay_out(rows, found, options=lx.LayoutOptions(iterations=-1))
    seen = []
    drawn = lx.lay_out(rows, found, options=lx.LayoutOptions(iterations=137), progress=lambda *told: seen.append(told))
    assert drawn.meta["iterations"] == 137
    assert [told[:3] for told in seen if told[1] > 130] == [("layout", 137, 137)]
    assert all(told[3].startswith("KL ") for told in seen)
    assert [told[1] for told in seen] == sorted({told[1] for told in seen})


def test_given_coordinates_are_where_it_starts():
    rows, _ = towns(300)
    found = lx.find_neighbors(rows, 15)
    there = lx.lay_out(rows, found).xy
    stay = lx.lay_out(rows, found, options=lx.LayoutOptions(iterations=0, initial=there + np.float32(50)))
    np.testing.assert_allclose(stay.xy, there, atol=1e-3)
    on = lx.lay_out(rows, found, options=lx.LayoutOptions(iterations=100, initial=there))
    moved = np.abs(on.xy - there).max(axis=1)
    assert np.median(moved) < 0.2 * np.ptp(there)  # it goes on from there, and does not begin anew


@pytest.mark.parametrize(
    "initial", [np.zeros((3, 2)), np.zeros((20, 3)), np.full((20, 2), np.nan), np.full((20, 2), 1e30)]
)
def test_unusable_coordinates_are_refused(initial):
    rows, _ = towns(20)
    with pytest.raises(OptionError, match=r"\(20, 2\)"):
        lx.lay_out(rows, lx.find_neighbors(rows, 5), options=lx.LayoutOptions(initial=initial))


def test_the_first_interrupt_gives_the_map_reached():
    rows, _ = towns(400)

    def interrupt(stage, done, total, note=""):
        if done >= 100:
            raise KeyboardInterrupt

    with pytest.warns(LexiscapeWarning, match="stopped after 100 of 500 steps"):
        drawn = lx.lay_out(rows, lx.find_neighbors(rows, 15), progress=interrupt)
    assert drawn.meta["interrupted"] is True
    assert drawn.meta["stopped_at"] == 100
    assert np.isfinite(drawn.xy).all()


def test_the_steps_during_which_ctrl_c_is_pressed_are_counted(monkeypatch):
    rows, _ = towns(400)
    reached = []

    class Pressed(_native.Descent):
        def run(self, *how):
            value = super().run(*how)
            reached.append(how[0])
            if sum(reached) >= 75:
                raise KeyboardInterrupt  # as the interpreter does when the native call is over
            return value

    monkeypatch.setattr(_native, "Descent", Pressed)
    with pytest.warns(LexiscapeWarning, match="the map is unfinished"):
        drawn = lx.lay_out(rows, lx.find_neighbors(rows, 15))
    assert drawn.meta["stopped_at"] == sum(reached) == 75


@pytest.mark.parametrize("iterations", [137, 500])
def test_how_often_it_reports_changes_no_coordinate(monkeypatch, iterations):
    rows, _ = towns(1500)
    found = lx.find_neighbors(rows, 15)
    options = lx.LayoutOptions(iterations=iterations)
    usual = lx.lay_out(rows, found, options=options).xy
    for points in (1500, 1500 * 7):  # one step a chunk, and seven
        monkeypatch.setattr(tsne, "CHUNK_POINTS", points)
        told = []
        again = lx.lay_out(rows, found, options=options, progress=lambda *news, told=told: told.append(news[1]))
        assert max(np.diff(told)) == points // 1500
        assert again.xy.tobytes() == usual.tobytes()


def test_many_tokens_take_half_the_steps_for_a_map_that_keeps_as_much():
    rows, _ = towns(1500)
    found = lx.find_neighbors(rows, 15)
    usual = lx.kept_neighbors(found, lx.lay_out(rows, found).xy).mean()
    drawn = [
        tsne.lay_out(rows, found, lx.LayoutOptions(threads=threads), silent, tsne.schedule_for(tsne.SETTLED + 1))
        for threads in (1, 2)
    ]
    assert drawn[0].meta["iterations"] == 250
    assert drawn[0].xy.tobytes() == drawn[1].xy.tobytes()
    assert lx.kept_neighbors(found, drawn[0].xy).mean() > usual - 0.01
    assert tsne.iterations_for(262_144, tsne.schedule_for(262_144)) == 625


@pytest.mark.parametrize("perplexity", [None, 5])
def test_distances_whose_squares_float32_cannot_hold_make_a_map(perplexity):
    rows, town = towns(300)
    found = lx.find_neighbors(rows, 30, metric="euclidean")
    far = lx.Neighbors(found.indices, found.distances * np.float32(1e25), "euclidean")
    drawn = lx.lay_out(rows, far, options=lx.LayoutOptions(perplexity=perplexity))
    near = lx.find_neighbors(drawn.xy, 5, metric="euclidean").indices
    assert (town[near] == town[:, None]).mean() > 0.5


def test_equal_rows_make_a_map():
    n = 2000
    indices = ((np.arange(n)[:, None] + np.arange(1, 16)) % n).astype(np.int32)
    drawn = lx.lay_out(np.ones((n, 8), np.float32), lx.Neighbors(indices, np.zeros((n, 15), np.float32)))
    assert np.isfinite(drawn.xy).all()


def test_fifty_thousand_equal_rows_that_share_their_neighbors_make_a_map():
    n = 50_000
    indices = np.tile(np.arange(15, dtype=np.int32), (n, 1))
    indices[:15] = (np.arange(15)[:, None] + np.arange(1, 16)) % 16
    found = lx.Neighbors(indices, np.zeros((n, 15), np.float32))
    drawn = lx.lay_out(np.ones((n, 4), np.float32), found, options=lx.LayoutOptions(iterations=150))
    assert np.isfinite(drawn.xy).all()
    assert np.ptp(drawn.xy) < 10_000


def test_a_row_far_from_all_others_makes_a_map():
    rows, _ = towns(1000)
    rows[3] *= 1e6
    drawn = lx.lay_out(rows, lx.find_neighbors(rows, 15, metric="euclidean"))
    assert np.isfinite(drawn.xy).all()


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_pca_finds_the_plane_that_numpy_finds(metric):
    rows, _ = towns(500, dim=9)
    drawn = lx.lay_out(rows, lx.find_neighbors(rows, 5, metric=metric), "pca")
    exact = rows / np.linalg.norm(rows, axis=1, keepdims=True) if metric == "cosine" else rows
    _, values, axes = np.linalg.svd(exact - exact.mean(axis=0), full_matrices=False)
    signs = np.where(np.abs(axes[:2]).max(axis=1) == axes[:2].max(axis=1), 1, -1)
    expected = (exact - exact.mean(axis=0)) @ (axes[:2] * signs[:, None]).T
    np.testing.assert_allclose(drawn.xy, expected, atol=0.02 * np.abs(expected).max())
    assert drawn.meta["variance_kept"] == pytest.approx((values[:2] ** 2).sum() / (values**2).sum(), rel=1e-3)


@pytest.mark.parametrize("shape", [(5, 1), (5, 2), (1, 3), (40, 3)])
def test_pca_takes_any_shape(shape):
    rows = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    assert np.isfinite(lx.lay_out(rows, lx.find_neighbors(rows, 3, metric="euclidean"), "pca").xy).all()
