"""A film: its page holds what was drawn, places stay at no cost, and each figure is a slow reference's."""

import base64
import gzip
import json
import re
from itertools import pairwise

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.linalg import orthogonal_procrustes, svd

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.compare import CompareOptions
from lexiscape.compare.geometry import effective_rank, variances
from lexiscape.compare.steps import measure_steps
from lexiscape.compare.turned import turned_distances
from lexiscape.corrections import correct_space, nearest_rows_in
from lexiscape.errors import OptionError, OutputError, SelectionError
from lexiscape.files import film as files_film
from lexiscape.files import payload
from lexiscape.files.citation import cite
from lexiscape.files.film import encode, page_of, short_names
from lexiscape.files.sections import SectionReader, unzigzag
from lexiscape.layouts.grid import grid_of
from lexiscape.maps.beside import place_beside, turn_onto
from lexiscape.maps.film import make_film
from lexiscape.neighbors import find_neighbors
from lexiscape.sources.series import each_source
from lexiscape.space import EmbeddingSpace
from tiny_models import numbers

N, DIM = 400, 16
TOKENS = [f"w{i}" for i in range(N)]


def space_of(vectors, tokens=TOKENS, name="made", **more):
    return EmbeddingSpace(list(tokens), np.asarray(vectors, np.float32), np.arange(len(tokens)), name, **more)


def series(count=4):
    """Twenty groups that come out of noise, step by step; the first token goes from one group to another at the end."""
    rng = np.random.default_rng(3)
    noise = rng.normal(size=(N, DIM))
    grouped = rng.normal(size=(20, DIM))[np.arange(N) % 20] * 2 + 0.5 * rng.normal(size=(N, DIM))
    spaces = []
    for i, share in enumerate(np.linspace(0, 1, count)):
        vectors = share * grouped + (1 - share) * noise
        if i == count - 1:
            vectors[0] = grouped[7]
        spaces.append(space_of(vectors, name=f"run/step-{100 * i:04d}"))
    return spaces


@pytest.fixture(scope="module")
def film():
    return make_film(series())


def unpacked(packed):
    body = gzip.decompress(packed)
    assert body[:4] == b"LXSF"
    size = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + size])
    return header, SectionReader(header, memoryview(body)[8 + size :])


def held(page):
    [element] = re.findall(rb'<script id="lexiscape-film" type="application/x-lexiscape">(.*?)</script>', page)
    return unpacked(base64.b64decode(element))


def test_the_page_holds_every_frame_as_it_was_drawn(film, tmp_path):
    film.save(tmp_path / "film.html")
    header, reader = held((tmp_path / "film.html").read_bytes())
    low = np.min([drawn.xy.min(axis=0) for drawn in film.maps], axis=0)
    high = np.max([drawn.xy.max(axis=0) for drawn in film.maps], axis=0)
    step = float((high - low).max()) / 65535
    last = lx.load_map(tmp_path / "film.html")
    assert last.space.tokens == TOKENS
    assert np.abs(last.xy - film.maps[-1].xy).max() <= step
    grid = grid_of(film.maps[-1].xy, np.stack([low, high])).steps
    for i in (2, 1, 0):
        grid = grid + unzigzag(reader.integers(f"{i}:xy")).reshape(2, N).T
        assert np.abs(low + step * grid - film.maps[i].xy).max() <= step
        levels = np.cumsum(unzigzag(reader.integers(f"{i}:distances")).reshape(-1, N).T, axis=1)
        assert levels * header["units"][i] == pytest.approx(film.maps[i].found.distances[:, :10], abs=1e-3)
    assert header["near"]
    assert [frame["short"] for frame in header["frames"]] == ["step-0000", "step-0100", "step-0200", "step-0300"]
    # one scale over all frames: no norm of the middle of any frame lies beyond its ends
    norms = [np.median(drawn.columns["norm"].values) for drawn in film.maps]
    assert header["ends"]["norm"][0] < min(norms) < max(norms) < header["ends"]["norm"][1]
    assert "rank" not in header["ends"]  # the same in all frames


def test_the_page_has_the_citation_that_the_command_prints(film, tmp_path):
    film.save(tmp_path / "film.html")
    told = CliRunner().invoke(main, ["cite", str(tmp_path / "film.html")]).stdout
    [element] = re.findall(rb'id="lexiscape-data" type="application/x-lexiscape">(.*?)</script>', page_of(film))
    assert payload.decode(base64.b64decode(element)).citation == told
    assert "step-0300" in told
    assert cite(lx.load_map(tmp_path / "film.html")) == told


def test_neighbors_of_all_frames_are_left_out_where_they_are_too_large(film, monkeypatch):
    with_all = encode(film)
    monkeypatch.setattr(files_film, "MOST_BYTES", len(with_all))
    assert encode(film) == with_all
    monkeypatch.setattr(files_film, "MOST_BYTES", len(with_all) - 1)
    header, _ = unpacked(encode(film))
    assert header["near"] is False
    assert not [name for name in header["sections"] if "neighbors" in name]


def test_no_frame_costs_more_than_a_hundredth_of_what_it_would_keep_alone(film):
    for kept, free in zip(film.recall, film.free_recall, strict=True):
        assert kept >= free - 0.01
    assert film.apart == [False] * 4


def test_places_stay():
    last = series()[-1]
    noise = np.random.default_rng(1).normal(size=last.vectors.shape)
    film = make_film([space_of(last.vectors + 0.2 * noise), last])
    before, after = (drawn.xy for drawn in film.maps)
    alone = turn_onto(lx.map_space(film.maps[0].space).xy, after)
    moved, moved_alone = (np.median(np.linalg.norm(xy - after, axis=1)) for xy in (before, alone))
    assert moved < moved_alone / 2
    widths = [np.sqrt(((xy - xy.mean(axis=0)) ** 2).sum(axis=1).mean()) for xy in (before, after)]
    assert widths[0] == pytest.approx(widths[1], rel=1e-4)


def test_a_frame_whose_places_would_cost_too_much_has_its_own(monkeypatch):
    def costly(space, near, other, options, k, tell):
        placed = place_beside(space, near, other, options, k, tell)
        return placed._replace(recall=placed.free_recall - 0.02)

    monkeypatch.setattr("lexiscape.maps.film.place_beside", costly)
    film = make_film(series(2))
    assert film.apart == [True, False]
    assert film.recall == film.free_recall
    kept = lx.kept_neighbors(film.maps[0].found, film.maps[0].xy, 10)
    assert kept.mean() == pytest.approx(film.recall[0], abs=1e-6)


def test_the_same_spaces_give_the_same_bytes(film):
    assert page_of(make_film(series(), CompareOptions(threads=1))) == page_of(film)


def test_what_is_measured_is_what_a_slow_reference_measures(film):
    before = []
    for i, (step, drawn) in enumerate(zip(film.steps, film.maps, strict=True)):
        rows = np.asarray(drawn.space.vectors, np.float64)
        lengths = np.linalg.norm(rows, axis=1)
        assert step.norm == pytest.approx(np.quantile(lengths, (0.05, 0.5, 0.95)))
        cosines = (rows / lengths[:, None]) @ (rows / lengths[:, None]).T
        assert step.anisotropy == pytest.approx((cosines.sum() - N) / (N * (N - 1)), abs=1e-6)
        singular = np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False)
        shares = singular / singular.sum()
        assert step.effective_rank == pytest.approx(np.exp(-(shares * np.log(shares)).sum()), rel=1e-4)
        near = [set(row) for row in np.argsort(-cosines + 3 * np.eye(N), axis=1)[:, :10].tolist()]
        if i > 0:
            common = [len(one & other) / 10 for one, other in zip(near, before, strict=True)]
            assert step.before.value == pytest.approx(np.mean(common), abs=1e-3)
            assert drawn.columns["overlap"].values == pytest.approx(common, abs=0.11)
            assert step.before.null == pytest.approx(10 / (N - 1))
        before = near
    assert film.steps[0].before is None
    assert film.steps[-1].last is None
    assert np.isnan(film.maps[0].columns["overlap"].values).all()


def test_a_film_shows_the_neighbors_of_its_space(film):
    ranked = [correct_space(space, "csls") for space in series()]
    shown = make_film(ranked)
    for space, one, raw in zip(ranked, shown.maps, film.maps, strict=True):
        assert np.array_equal(one.found.indices[:, :10], nearest_rows_in(space, np.arange(N), 10).indices)
        assert not np.array_equal(one.found.indices, raw.found.indices)
    assert shown.facts() != film.facts()
    with pytest.raises(OptionError, match="csls is made of cosine distances, not of euclidean"):
        make_film(ranked, CompareOptions(metric="euclidean"))


def test_effective_rank_is_that_of_the_dimensions_that_are_filled():
    even = np.concatenate([np.eye(8), -np.eye(8)])
    assert effective_rank(variances(space_of(even, TOKENS[:16]))) == pytest.approx(8)
    flat = np.pad(even[:, :3], ((0, 0), (0, 5)))
    assert effective_rank(variances(space_of(flat, TOKENS[:16]))) == pytest.approx(3)
    assert effective_rank(variances(space_of(np.ones((16, 4)), TOKENS[:16]))) == 0


def test_untrained_rows_are_counted():
    vectors = numbers(2000, 32, 1)
    vectors[:300] = 0.001 * numbers(300, 32, 2)
    tokens = [f"w{i}" for i in range(2000)]
    film = make_film([space_of(numbers(2000, 32, 1), tokens), space_of(vectors, tokens)])
    assert film.steps[0].untrained == 0
    assert film.steps[1].untrained == pytest.approx(0.15, abs=0.01)
    some = space_of(vectors[:N])
    for name, known in (("abtt", False), ("csls", True)):
        steps = measure_steps([correct_space(some, name)], [find_neighbors(some, 10)], 10)
        assert (steps[0].untrained is not None) == known
        told = steps[0].as_dict()
        assert told["untrained"] == steps[0].untrained
        assert ("untrained" in told["not_applicable"]) != known
        assert {"before", "last"} <= set(told["not_applicable"])  # of one alone


def test_what_cannot_be_told_of_rows_as_they_are_is_not_known_and_applies(monkeypatch):
    monkeypatch.setattr("lexiscape.compare.steps._untrained", lambda space, threads: None)
    spaces = series(2)
    first, last = measure_steps(spaces, [find_neighbors(space, 10) for space in spaces], 10)
    assert first.untrained is None
    assert list(first.not_applicable()) == ["before"]
    assert list(last.not_applicable()) == ["last"]


def test_a_turn_of_all_moves_nothing_and_a_token_that_moves_stands_out(film):
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(N, DIM))
    turn = np.linalg.qr(rng.normal(size=(DIM + 3, DIM + 3)))[0][:DIM]
    moved = rows @ turn  # wider by three dimensions, too
    assert turned_distances(space_of(rows), space_of(moved)).max() <= 1e-4
    moved[5] = -moved[5]
    moved[9] = 0
    far = turned_distances(space_of(rows), space_of(moved))
    assert far[5] > 1.9
    assert far[9] == 1
    assert np.delete(far, [5, 9]).max() < 0.05
    for (before, after), told in zip(pairwise(film.maps), film.distances, strict=True):
        x, y = (one.space.vectors / np.linalg.norm(one.space.vectors, axis=1)[:, None] for one in (before, after))
        fit, _ = orthogonal_procrustes(y.astype(np.float64), x.astype(np.float64))
        assert told == pytest.approx(1 - (x * (y @ fit)).sum(axis=1), abs=2e-4)
    assert film.moved_most(2)[0] == 0
    assert len(film.moved_most(2)) == 50
    far = film.distances[2][film.moved_most(2)]
    assert (np.diff(far) <= 0).all()


def test_how_far_tokens_moved_is_no_matter_of_a_processor():
    """In single precision, one of thousands of tokens lies so near to half a step that another library rounds it up."""
    rng = np.random.default_rng(0)
    tokens = [f"w{i}" for i in range(30_000)]
    x = rng.normal(size=(len(tokens), DIM)).astype(np.float32)
    y = x + rng.normal(size=x.shape).astype(np.float32)
    lengths = (np.sqrt(np.square(one, dtype=np.float64).sum(axis=1)).astype(np.float32) for one in (x, y))
    first, second = ((one / length[:, None]).astype(np.float64) for one, length in zip((x, y), lengths, strict=True))
    whole = [np.rint(one * 2**20) for one in (second, first)]  # which no library adds up otherwise
    left, _, right = svd(whole[0].T @ whole[1], lapack_driver="gesvd")  # another decomposition than NumPy's
    far = 1 - (first * (second @ (left @ right))).sum(axis=1)
    assert np.array_equal(turned_distances(space_of(x, tokens), space_of(y, tokens)), far.round(4))


def test_lengths_are_told_in_any_unit():
    spaces = series(2)
    tiny = [space_of(space.vectors * np.float32(1e-9)) for space in spaces]
    found = [find_neighbors(space, 10) for space in spaces]
    for one, other in zip(measure_steps(spaces, found, 10), measure_steps(tiny, found, 10), strict=True):
        assert np.array(other.norm) == pytest.approx(np.array(one.norm) * 1e-9, rel=1e-5, abs=0)


def test_only_what_all_spaces_have_is_shown_and_that_is_said():
    rows = numbers(N, DIM, 0)
    other = ["x" + token if i < 100 else token for i, token in enumerate(TOKENS)]
    film = make_film([space_of(rows), space_of(rows, other)])
    assert film.maps[0].space.tokens == TOKENS[100:]
    assert film.coverage.startswith("300 tokens shared by text: 75% of the 400")
    header, _ = held(page_of(film))
    assert header["coverage"] == film.coverage


def test_bad_input_is_refused_in_a_sentence(film, tmp_path):
    one = space_of(numbers(N, DIM, 0))
    with pytest.raises(OptionError, match="at least two spaces to compare, got 1"):
        make_film([one])
    with pytest.raises(OptionError, match="at most 100 frames, not 200"):
        make_film([one] * 200)
    with pytest.raises(SelectionError, match="share 0 tokens"):
        make_film([one, space_of(numbers(N, DIM, 0), [f"x{i}" for i in range(N)])])
    for name in ("film.json", "film", "film.npz"):
        with pytest.raises(OutputError, match=r"expected a name that ends in \.html"):
            film.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_hostile_names_and_tokens_stay_in_the_data():
    hostile = ["</script><script>alert(1)</script>", "<!--", "\u2028", "\x00", "\ud800", *TOKENS[5:]]
    spaces = [space_of(numbers(N, DIM, i), hostile, name=f"</script><b>{i}") for i in range(2)]
    page = page_of(make_film(spaces))
    assert b"<b>" not in page
    assert page.count(b"</script>") == page.count(b"<script")
    assert held(page)[0]["frames"][1]["name"] == "</script><b>1"


def test_the_command_makes_a_film_and_without_the_option_a_report(tmp_path):
    for i, space in enumerate(series(3)):
        np.savez(tmp_path / f"step-{i}.npz", vectors=space.vectors, tokens=np.array(TOKENS))
    sources = [str(tmp_path / f"step-{i}.npz") for i in range(3)]

    def call(*arguments):
        return CliRunner().invoke(main, ["compare", *sources, *map(str, arguments)])

    shown = call("-o", tmp_path / "film.html", "--film", "--json", "--quiet")
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.stdout)
    assert [frame["before"] is None for frame in told["frames"]] == [True, False, False]
    assert told["moved_most"][1][0]["token"] == "w0"
    assert b'<script id="lexiscape-film"' in (tmp_path / "film.html").read_bytes()
    told = call("--film", "--center").stdout
    assert "moved most after" in told
    assert "not known" not in told
    assert "untrained of step-0 does not apply: its rows are corrected (centered), not those that were trained" in told
    assert told.count("does not apply: its rows") == 3
    assert "neighbors kept of step-0 does not apply: it is the first: none comes before it" in told
    assert "neighbors in common with the last of step-2 does not apply: it is the last itself" in told
    assert call("--film", "-k", 5).exit_code == 2
    assert "ends in .html" in " ".join(call("--film", "-o", tmp_path / "film.csv").output.split())
    assert call("-o", tmp_path / "report.html", "--quiet").exit_code == 0
    assert b'<script id="lexiscape-report"' in (tmp_path / "report.html").read_bytes()
    shown = CliRunner().invoke(main, ["compare", *sources * 67, "--film"])
    assert shown.exit_code == 1
    assert "at most 100 frames, not 201" in " ".join(shown.output.split())


def test_revisions_are_spelled_out(tmp_path, monkeypatch):
    assert each_source("org/name@step1,step20") == ["org/name@step1", "org/name@step20"]
    assert each_source("org/name@a,b:model.gguf") == ["org/name@a:model.gguf", "org/name@b:model.gguf"]
    assert each_source("org/name@a,b::output") == ["org/name@a::output", "org/name@b::output"]
    for alone in ("org/name@main", "demo:bert", "a,b.vec", "org/name@a,", "org/name@,b"):
        assert each_source(alone) == [alone]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run@a,b").mkdir()
    assert each_source("run@a,b") == ["run@a,b"]  # a folder of this very name is that folder
    space = series(2)[0]
    assert each_source(space) == [space]


def test_a_number_keeps_the_word_that_says_of_what_it_is():
    for word in ("step-", "a long path/epoch_", "run-2024-01-", "x@v1."):
        head = word.rpartition("/")[2].rpartition("@")[2]
        assert short_names([f"{word}5", f"{word}12"]) == [f"{head}5", f"{head}12"]


def test_names_are_cut_where_words_begin():
    assert short_names(["run/100/model", "run/200/model"]) == ["100", "200"]
    assert short_names(["org/m@step1000", "org/m@step2000"]) == ["step1000", "step2000"]
    assert short_names(["same", "same"]) == ["same", "same"]
    assert short_names(["a", "a/b"]) == ["a", "a/b"]


def test_a_list_that_ends_among_equals_says_how_many_there_are():
    film = make_film(series(2))
    far = np.round(np.linspace(1, 0, N), 4)
    far[3:303] = 0.5
    far[303:] = 0.1
    film.distances[0][:] = far
    told = film.facts()
    assert told["moved_most_ties"] == [{"value": 0.5, "listed": 47, "equal": 300}]
    assert held(page_of(film))[0]["ties"] == told["moved_most_ties"]
    film.distances[0][3:] = np.linspace(0.9, 0.1, N - 3)
    assert film.facts()["moved_most_ties"] == [None]


def test_the_terminal_says_how_many_moved_as_far_as_the_last_one_shown(tmp_path):
    rows = numbers(N, DIM, 0)
    rows[:12] = rows[0]
    moved = rows.copy()
    moved[:12] = -rows[0]
    for name, vectors in (("a", rows), ("b", moved)):
        np.savez(tmp_path / f"{name}.npz", vectors=vectors, tokens=np.array(TOKENS))
    shown = CliRunner().invoke(main, ["compare", str(tmp_path / "a.npz"), str(tmp_path / "b.npz"), "--film"])
    assert shown.exit_code == 0, shown.output
    assert re.search(r"moved most after a: .* … \(8 of 12 equal at [\d.]+\)", " ".join(shown.output.split()))
