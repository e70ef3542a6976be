"""Maps of few tokens are spread and faithful; a space of copies is one disc; a layout that is no map is an error."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lexiscape as lx
from lexiscape.corrections import correct_space, find_neighbors_in
from lexiscape.errors import LayoutError, LexiscapeWarning
from lexiscape.layouts import LAYOUTS, Layout
from lexiscape.layouts.copies import crowds
from lexiscape.layouts.quality import recall_at
from lexiscape.maps.aligned import align_maps

#: Here maps are spread whatever perplexity is asked for; that it is told is asked in test_layouts.py.
pytestmark = pytest.mark.filterwarnings("ignore:perplexity .* is more than")

NS = [3, 4, 5, 6, 7, 8, 10, 13, 16, 20, 24, 27, 30, 40, 60, 80, 130, 200]


@pytest.fixture(scope="module")
def bert():
    return lx.open_space("demo:bert")


def rows_of(kind, n, seed, bert):
    rng = np.random.default_rng(seed)
    if kind == "random":
        return rng.normal(size=(n, 16)).astype(np.float32)
    return bert.take(np.sort(rng.choice(np.arange(2000, 12000), n, replace=False))).vectors


def nearest_over_width(xy):
    distances = np.hypot(*(xy[:, None] - xy).astype(np.float64).T)
    np.fill_diagonal(distances, np.inf)
    return distances.min() / np.ptp(xy, axis=0).max()


def recall(rows, xy):
    """Share of the true neighbors, by the full matrix, that no more than k points are as near as."""
    unit = rows / np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    true, seen = -unit @ unit.T, ((xy[:, None] - xy).astype(np.float64) ** 2).sum(axis=2)
    k = recall_at(len(rows))
    hits = 0
    for row in range(len(rows)):
        near, far = np.delete(true[row], row), np.delete(seen[row], row)
        hits += sum((far <= far[j]).sum() <= k for j in np.argsort(near, kind="stable")[:k])
    return hits / (k * len(rows))


@pytest.mark.parametrize("kind", ["random", "bert"])
@pytest.mark.parametrize("n", NS)
def test_every_map_of_few_tokens_is_spread(n, kind, bert):
    for seed in range(5 if n <= 30 else 2):
        rows = rows_of(kind, n, seed, bert)
        found = lx.find_neighbors(rows, 30, threads=1)
        for perplexity in (None, 5):
            xy = lx.lay_out(rows, found, options=lx.LayoutOptions(perplexity, seed=seed, threads=1)).xy
            assert len(np.unique(xy.round(3), axis=0)) == n
            assert nearest_over_width(xy) > (0.01 if n <= 80 else 0.005)
            if n >= 5 and perplexity is None:  # of four tokens, a line may be the best map
                assert np.linalg.svd(xy - xy.mean(axis=0))[1].min() > 0.03 * np.ptp(xy, axis=0).max()


@pytest.mark.parametrize("kind", ["random", "bert"])
def test_few_tokens_keep_as_many_neighbors_as_with_scikit_learn(kind, bert):
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    ours, theirs = [], []
    with threadpool_limits(1):
        for n in (4, 6, 9, 13, 20, 27, 40):
            for seed in range(2):
                rows = rows_of(kind, n, seed, bert)
                ours.append(recall(rows, lx.lay_out(rows, lx.find_neighbors(rows, 30)).xy))
                model = TSNE(perplexity=max((n - 1) / 3, 1), metric="cosine", random_state=seed, max_iter=500)
                theirs.append(recall(rows, model.fit_transform(rows)))
    assert np.mean(ours) >= np.mean(theirs)


@pytest.mark.parametrize("n", [100, 150, 200])
def test_a_hundred_tokens_keep_more_neighbors_than_with_scikit_learn(n, bert):
    """scikit-learn keeps 0.42, 0.39 and 0.36 of them (benchmarks/few.py)."""
    shares = [
        recall(rows, lx.lay_out(rows, lx.find_neighbors(rows, 30)).xy)
        for rows in (rows_of("bert", n, seed, bert) for seed in range(3))
    ]
    assert np.mean(shares) > 0.40


@pytest.mark.parametrize("perplexity", [1, 2, 10, 30, 1000])
@pytest.mark.parametrize("n", [3, 5, 9, 27, 60])
def test_any_perplexity_spreads_few_tokens(n, perplexity, bert):
    rows = rows_of("bert", n, 1, bert)
    xy = lx.lay_out(rows, lx.find_neighbors(rows, n), options=lx.LayoutOptions(perplexity)).xy
    assert nearest_over_width(xy) > 0.01


def test_any_number_of_neighbors_spreads_few_tokens(bert):
    space = bert.take(np.arange(3000, 3040))
    for neighbors in (1, 12, 100):
        assert nearest_over_width(lx.map_space(space, neighbors=neighbors).xy) > 0.01


@pytest.mark.parametrize("n", [3, 6, 13, 27])
def test_aligned_maps_of_few_tokens_are_spread(n, bert):
    space = bert.take(np.sort(np.random.default_rng(n).choice(np.arange(2000, 12000), n, replace=False)))
    noise = np.random.default_rng(0).normal(size=space.vectors.shape).astype(np.float32)
    other = lx.open_space(space.tokens, space.vectors + 0.2 * space.vectors.std() * noise)
    with pytest.warns(LexiscapeWarning):  # so few tokens are shared
        comparison = lx.compare_spaces([space, other])
    aligned = align_maps(comparison)
    for drawn in aligned.maps:
        assert nearest_over_width(drawn.xy) > 0.01
    assert all(0 < share <= 1 for share in aligned.recall)


shapes = st.tuples(st.integers(3, 24), st.integers(1, 5))


@st.composite
def odd_spaces(draw):
    """Small spaces with duplicates, on a line, with a dimension of zeros, nearly equal, or with whole numbers."""
    n, dim = draw(shapes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = rng.normal(size=(n, dim))
    kind = draw(st.sampled_from(["duplicates", "line", "zeros", "nearly equal", "integers", "signs", "scales"]))
    if kind == "duplicates":
        rows = rows[rng.integers(0, draw(st.integers(1, n)), n)]
    elif kind == "line":
        rows = np.outer(np.arange(n), rows[0]) + draw(st.sampled_from([0, 1]))
    elif kind == "zeros":
        rows[:, rng.integers(dim)] = 0
    elif kind == "nearly equal":
        rows = 1 + 1e-6 * rows
    elif kind == "integers":
        rows = rng.integers(0, 3, size=(n, dim))
    elif kind == "signs":
        rows = np.concatenate([rows[: n // 2], -rows[: n - n // 2]])
    else:
        rows *= 10.0 ** rng.integers(-12, 12, size=(n, 1))
    return rows.astype(np.float32)


@settings(max_examples=100, deadline=None)
@given(odd_spaces(), st.sampled_from(["cosine", "euclidean"]), st.sampled_from([None, 1, 5]), st.integers(0, 9))
def test_any_few_rows_are_spread(rows, metric, perplexity, seed):
    found = lx.find_neighbors(rows, 30, metric=metric)
    drawn = lx.lay_out(rows, found, options=lx.LayoutOptions(perplexity, seed=seed, threads=1))
    assert np.isfinite(drawn.xy).all()
    assert np.ptp(drawn.xy, axis=0).max() > 0.5
    assert nearest_over_width(drawn.xy) > 0.01
    again = lx.lay_out(rows, found, options=lx.LayoutOptions(perplexity, seed=seed, threads=2))
    assert again.xy.tobytes() == drawn.xy.tobytes()


@pytest.mark.parametrize("rows", [np.ones((2, 3)), np.eye(2), np.array([[1, 2], [2, 4]]), np.zeros((2, 2))])
def test_two_tokens_lie_two_units_apart(rows):
    rows = rows.astype(np.float32)
    xy = lx.lay_out(rows, lx.find_neighbors(rows, 5)).xy
    assert np.hypot(*(xy[0] - xy[1])) == pytest.approx(2, rel=1e-3)


@pytest.mark.parametrize("n", [3, 10, 50, 256, 600])
def test_equidistant_rows_are_spread(n):
    rows = np.eye(n, dtype=np.float32)
    for perplexity in (None, min(20, n / 4 + 1)):
        found = lx.find_neighbors(rows, n)
        xy = lx.lay_out(rows, found, options=lx.LayoutOptions(perplexity)).xy
        assert len(np.unique(xy, axis=0)) > 0.99 * n
        assert np.ptp(xy, axis=0).min() > 1


def test_what_exaggeration_draws_to_a_point_starts_over_without_it():
    rows = np.random.default_rng(0).normal(size=(300, 768)).astype(np.float32)
    drawn = lx.lay_out(rows, lx.find_neighbors(rows, 299), options=lx.LayoutOptions(perplexity=99))
    assert drawn.meta["exaggerated"] == 0
    assert len(np.unique(drawn.xy.round(4), axis=0)) > 290
    assert drawn.meta["iterations"] == 500


# ---- copies ---------------------------------------------------------------------------------------------------------


def is_a_disc(xy):
    """Tell whether points fill a disc about evenly: no line, no ring, no pile, nothing far away."""
    apart = xy - xy.mean(axis=0)
    _, spread, axes = np.linalg.svd(apart, full_matrices=False)
    radius = np.sort(np.hypot(*apart.T))
    inner = (radius < radius[-1] / 2).mean()  # a quarter, when it is even
    sectors = np.bincount(np.floor(np.arctan2(*(apart @ axes.T).T) / np.pi * 4).astype(int) + 4, minlength=8)[:8]
    return (
        spread[1] > 0.8 * spread[0]
        and 0.1 < inner < 0.5
        and radius[int(0.9 * len(radius))] > 0.8 * radius[-1]
        and sectors.min() > 0.5 * sectors.mean()
    )


def test_twenty_thousand_copies_are_told_and_lie_in_one_disc():
    space = lx.open_space([f"t{i}" for i in range(20_000)], np.ones((20_000, 8), np.float32))
    with pytest.warns(LexiscapeWarning, match=r"20,000 of 20,000 tokens are one and the same vector \('t0', 't1'"):
        drawn = lx.map_space(space)
    assert is_a_disc(drawn.xy)
    assert len(np.unique(drawn.xy, axis=0)) > 19_900
    assert drawn.meta["notes"]
    assert drawn.meta["scores"] == {"recall@10": None}  # which copies are the nearest has no answer


def test_copies_are_a_crowd_where_a_space_only_ranks_neighbors():
    """Their CSLS distances are not 0."""
    rng = np.random.default_rng(4)
    rows = (3 * rng.normal(size=(20, 16))[rng.integers(0, 20, 1000)] + rng.normal(size=(1000, 16))).astype(np.float32)
    rows[::5], rows[1::5] = rows[0], 2 * rows[0]  # by cosine, these are copies, too
    raw = lx.open_space([f"t{i}" for i in range(1000)], rows)
    ranked = correct_space(raw, "csls")
    for k in (10, 30):
        expected = crowds(lx.find_neighbors(raw, 30), k)
        assert (expected >= 0).sum() == 400
        assert np.array_equal(crowds(find_neighbors_in(ranked, 30), k), expected)
    with pytest.warns(LexiscapeWarning, match="one and the same vector"):
        of_raw, of_ranked = (lx.map_space(one) for one in (raw, ranked))
    assert np.isnan(of_ranked.columns["kept"].values).sum() == 400
    recalls = [one.meta["scores"]["recall@10"] for one in (of_raw, of_ranked)]
    assert recalls[1] > recalls[0] - 0.03, recalls


def test_many_copies_among_others_lie_in_one_disc():
    rng = np.random.default_rng(0)
    rows = (3 * rng.normal(size=(20, 16))[rng.integers(0, 20, 4000)] + rng.normal(size=(4000, 16))).astype(np.float32)
    copies = rng.random(4000) < 0.4
    rows[copies] = rows[np.flatnonzero(copies)[0]]
    with pytest.warns(LexiscapeWarning, match="one and the same vector"):
        drawn = lx.map_space(lx.open_space([str(i) for i in range(4000)], rows))
    crowd, others = drawn.xy[copies], drawn.xy[~copies]
    middle = np.median(crowd, axis=0)
    radius = np.quantile(np.hypot(*(crowd - middle).T), 0.99)
    assert is_a_disc(crowd[np.hypot(*(crowd - middle).T) <= radius])
    assert (np.hypot(*(others - middle).T) < radius).mean() < 0.02
    kept = drawn.columns["kept"].values
    assert np.isnan(kept[copies]).all()
    assert kept[~copies].mean() == pytest.approx(drawn.meta["scores"]["recall@10"])


def test_a_few_copies_are_no_note():
    rows = np.random.default_rng(0).normal(size=(300, 8)).astype(np.float32)
    rows[:20] = rows[0]
    assert "notes" not in lx.map_space(lx.open_space([str(i) for i in range(300)], rows)).meta


# ---- what is no map -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"umap"}))
@pytest.mark.parametrize(
    ("places", "told"),
    [
        (lambda xy: xy * 0, "put 27 different vectors in 1 place, which is no map"),
        (lambda xy: np.repeat(xy[:9], 3, axis=0), "put 27 different vectors in 9 places"),
        (lambda xy: np.where(np.arange(27)[:, None] < 2, np.nan, xy), "left 2 of 27 tokens without a place"),
        (lambda xy: xy + np.float32(np.inf), "left 27 of 27 tokens without a place"),
    ],
)
def test_a_layout_that_is_no_map_is_an_error_and_no_file(monkeypatch, tmp_path, layout, places, told):
    rng = np.random.default_rng(0)
    broken = places(rng.normal(size=(27, 2)).astype(np.float32))
    monkeypatch.setattr(f"{LAYOUTS[layout].module}.lay_out", lambda *given: Layout(broken))
    space = lx.open_space([str(i) for i in range(27)], rng.normal(size=(27, 4)).astype(np.float32))
    with pytest.raises(LayoutError, match=f"the layout {layout} {told}.*(try|give)"):
        lx.map_space(space, layout=layout, options=lx.LayoutOptions(initial=np.ones((27, 2)) * np.arange(27)[:, None]))


def test_copies_and_parallel_rows_may_lie_in_one_place():
    rows = np.repeat(np.random.default_rng(0).normal(size=(4, 6)), 6, axis=0) * np.arange(1, 25)[:, None]
    space = lx.open_space([str(i) for i in range(24)], rows.astype(np.float32))
    assert len(np.unique(lx.map_space(space, layout="pca").xy.round(4), axis=0)) == 4
    with pytest.raises(LayoutError, match="24 different vectors in 4 places"):
        lx.map_space(
            space,
            layout="none",
            metric="euclidean",
            options=lx.LayoutOptions(initial=np.repeat(np.eye(4)[:, :2] + np.arange(4)[:, None], 6, axis=0)),
        )


# ---- what is said of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "k"), [(3, 1), (5, 1), (6, 2), (27, 9), (29, 9), (30, 10)])
def test_recall_looks_at_a_third_of_few_tokens(n, k, bert):
    drawn = lx.map_space(bert.take(np.arange(3000, 3000 + n)))
    scores = drawn.meta["scores"]
    assert list(scores) == list(dict.fromkeys([f"recall@{k}", "recall@10"]))
    assert scores["recall@10"] == pytest.approx(recall(drawn.space.vectors, drawn.xy), abs=1e-6)
    assert f"{k} true neighbors" in drawn.columns["kept"].help


@pytest.mark.parametrize("n", [1, 2])
def test_of_one_or_two_tokens_no_recall_is_told(n, bert):
    drawn = lx.map_space(bert.take(np.arange(3000, 3000 + n)))
    assert set(drawn.meta["scores"].values()) == {None}


def test_the_command_tells_what_it_keeps_of_few_tokens(tmp_path):
    from click.testing import CliRunner

    from lexiscape.cli import main

    (tmp_path / "words.txt").write_text("\n".join(["monday", "tuesday", "friday", "monday", "june", "july", "may"]))
    told = CliRunner().invoke(
        main, ["map", "demo:bert", "--words", str(tmp_path / "words.txt"), "-o", str(tmp_path / "x.png")]
    )
    assert told.exit_code == 0, told.output
    assert "of the 2 nearest neighbors" in told.output
