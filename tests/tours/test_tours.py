"""Tours: what is read of a tour.json, what is held against the map, and what is made of a map's figures."""

import base64
import json
import re
import zlib

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.columns import categorical
from lexiscape.errors import CorruptFile, OptionError, SelectionError, SourceError
from lexiscape.tours import fingerprint, pack, read_tour, tour_of
from lexiscape.tours.framing import view_of_half


def made(*stops, **more):
    return {"format": "lexiscape-tour", "version": 1, "stops": list(stops), **more}


@pytest.fixture
def drawn(make_map):
    return make_map([*(f"t{i}" for i in range(100)), "\ud800", "<b>x</b>", "t7"])


FORMS = {
    "no object": (["x"], "expected an object"),
    "another format": ({"format": "x", "version": 1, "stops": [{}]}, "is no tour that this Lexiscape reads"),
    "a later version": (
        {"format": "lexiscape-tour", "version": 2, "stops": [{}]},
        "is no tour that this Lexiscape reads",
    ),
    "no stops": (made(), "expected 1 to 100 stops"),
    "10,000 stops": (made(*[{}] * 10_000), "not 10,000"),
    "an unknown field of a stop": (made({}, {"html": "<b>"}), "stop 2: 'html' is no field"),
    "an unknown field": (made({}, script="x"), "'script' is no field"),
    "a pattern that no page can use": (made({"find": "/^(a|b/"}), r"stop 1, find: .* not '/\^\(a\|b/': a \( without"),
    "a text of a million letters": (made({"note": "x" * 1_000_000}), "stop 1, note: expected at most 1,000 characters"),
    "a note that is no text": (made({"note": 7}), "stop 1, note: expected a text, not 7"),
    "a note in no language": (made({"note": {"<b>": "x"}}), "texts by language"),
    "a place of two numbers": (made({"at": [1, 2]}), r"expected \[x, y, zoom\]"),
    "a place that is huge": (made({"at": [10**400, 2, 1]}), r"expected \[x, y, zoom\]"),
    "no zoom": (made({"at": [1, 2, 0]}), "expected a zoom of 1"),
    "two places": (made({"at": [1, 2, 1], "around": ["t1"]}), "not both"),
    "no tokens": (made({"picked": []}), "expected a list of 1 to 10,000 tokens"),
    "a token that is none": (made({"token": True}), "expected a token"),
    "a filter from more to less": (made({"filters": {"rank": [2, 1]}}), r"expected \[from, to\]"),
    "a filter of nothing": (made({"filters": {"kind": []}}), "list of categories"),
    "nearness to nothing": (made({"nearness": True}), "expected a 'token' beside 'nearness'"),
    "a flag that is none": (made({"nearness": 1}), "expected true or false"),
    "a map that is none": (made({}, map={"crc32": -1}), "expected a whole number"),
}


@pytest.mark.parametrize("what", FORMS)
def test_what_is_no_tour_is_refused_in_one_sentence(what, drawn, tmp_path):
    held, told = FORMS[what]
    path = tmp_path / "tour.json"
    path.write_text(json.dumps(held), "utf-8")
    with pytest.raises(OptionError, match=told):
        read_tour(path)
    with pytest.raises(OptionError, match=told):
        tour_of(path, drawn)


def test_files_that_are_none_are_refused(tmp_path):
    for text, told in (
        ("{", "expected JSON"),
        ("[" * 10_000, "expected JSON"),
        ('{"version": NaN}', "which is no JSON"),
    ):
        (tmp_path / "tour.json").write_text(text, "utf-8")
        with pytest.raises(CorruptFile, match=told):
            read_tour(tmp_path / "tour.json")
    (tmp_path / "tour.json").write_bytes(b" " * (17 << 20))
    with pytest.raises(CorruptFile, match="no tour is longer"):
        read_tour(tmp_path / "tour.json")
    with pytest.raises(SourceError, match="expected a tour"):
        read_tour(tmp_path / "gone.json")
    with pytest.raises(SourceError, match="a folder"):
        read_tour(tmp_path)


def test_what_another_map_has_is_named(drawn, make_map):
    with pytest.raises(SelectionError, match=r"not on the map of made up: 'paris', 'rome', 7000"):
        tour_of(made({"token": "paris"}, {"around": ["t1", "rome"], "picked": ["t2", 7000]}), drawn)
    with pytest.raises(OptionError, match="stop 1, color: no column 'mood'"):
        tour_of(made({"color": "mood"}), drawn)
    with pytest.raises(OptionError, match="'kind' has no category 'verb'"):
        tour_of(made({"filters": {"kind": ["verb"]}}), drawn)
    with pytest.raises(OptionError, match="the column 'rank' holds numbers"):
        tour_of(made({"filters": {"rank": ["many"]}}), drawn)
    with pytest.raises(OptionError, match="lies outside of this map"):
        tour_of(made({"at": [1e6, 0, 1]}), drawn)
    given = tour_of(made({"at": [0, 0, 4]}), drawn)
    assert tour_of(given, drawn) == given
    other = make_map([f"t{i}" for i in range(103)], seed=1)
    with pytest.raises(OptionError, match=r"another drawing of this map \(made up; tokens: 103\).*'at'.*\(stops: 1\)"):
        tour_of(given, other)
    fewer = make_map([f"t{i}" for i in range(50)], seed=1)
    told = r"another map \(made up; tokens: 103\) than this one \(made up; tokens: 50\).* Without 'at' a stop"
    with pytest.raises(OptionError, match=told):
        tour_of(given, fewer)
    assert tour_of({**given, "stops": [{"around": ["t3"]}]}, other)["map"]["crc32"] == fingerprint(other)


def test_tokens_are_found_as_they_are_spelled_or_read_and_named_so_that_the_page_finds_them(drawn):
    (stop,) = tour_of(made({"picked": [102, "t7", "\ud800"], "token": "<b>x</b>", "note": " a \n b "}), drawn)["stops"]
    assert stop == {"note": "a b", "token": "<b>x</b>", "picked": ["t7", "\ud800", 102]}
    (stop,) = tour_of(made({"around": ["t1", "t2"]}), drawn)["stops"]
    assert stop["at"][:2] == pytest.approx(drawn.xy[[1, 2]].mean(axis=0), rel=1e-5)
    assert 1 <= stop["at"][2] <= 12


def test_the_fingerprint_is_of_places_and_ids_whatever_else_the_map_has(drawn, tmp_path):
    drawn.save(tmp_path / "map.html", tmp_path / "map.npz")
    marks = {fingerprint(lx.load_map(tmp_path / name)) for name in ("map.html", "map.npz")}
    assert marks == {fingerprint(drawn)}


def test_a_page_carries_the_tour_as_data(drawn, tmp_path):
    hostile = {"name": "</script><script>", "note": "\ud800 <!-- 優勝"}
    drawn.save(tmp_path / "map.html", tour=made(hostile))
    text = (tmp_path / "map.html").read_text("utf-8")
    (held,) = re.findall(r'<script id="lexiscape-tour" type="application/x-lexiscape">([A-Za-z0-9+/=]*)</script>', text)
    assert json.loads(base64.b64decode(held)) == tour_of(made(hostile), drawn)
    drawn.save(tmp_path / "plain.html")
    assert "lexiscape-tour" not in re.sub(
        r"<script type.*?</script>", "", (tmp_path / "plain.html").read_text("utf-8"), flags=re.S
    )
    assert drawn.html(tour=made(hostile)) == text


def test_an_automatic_tour_states_figures_of_the_map(make_map):
    tokens = [
        *(str(1900 + i) for i in range(30)),
        *(f"w{i}" for i in range(300)),
        "January",
        "may",
        "june",
        "july",
        "august",
    ]
    kinds = ["number"] * 30 + ["word"] * 305
    scripts = ["None"] * 30 + ["Latin"] * 200 + ["Han"] * 100 + ["Latin"] * 5
    columns = [categorical("kind", "Kind", kinds), categorical("script", "Script", scripts)]
    drawn = make_map(tokens, columns=columns)
    tour = drawn.tour()
    named = [stop["name"] if isinstance(stop["name"], str) else stop["name"]["en"] for stop in tour["stops"]]
    assert named == ["made up", "Numbers", "Years", "Months", "Han"]
    numbers, months = tour["stops"][1], tour["stops"][3]
    share = np.isin(drawn.found.indices[:30, :10], np.arange(30)).mean()
    assert numbers["note"]["en"].startswith(
        "30 of the 335 tokens are numbers. Of the 10 nearest true neighbors of each, "
    )
    assert f"{100 * share:.2g}% are so" in numbers["note"]["en"]
    assert "335 トークンのうち 30 が数です。" in numbers["note"]["ja"]
    assert months["picked"] == ["January", "may", "june", "july", "august"]
    assert tour_of("auto", drawn)["stops"] == tour_of(tour, drawn)["stops"]
    json.dumps(tour, allow_nan=False)


def test_a_map_of_nothing_special_has_one_stop(make_map):
    assert len(make_map(["a", "b", "c"]).tour()["stops"]) == 1


def test_the_command_line_takes_a_tour_and_refuses_a_bad_one_before_the_work(tmp_path):
    common = ["map", "demo:bert", "--first", "300", "--layout", "pca", "--quiet"]
    page = str(tmp_path / "map.html")
    path = tmp_path / "tour.json"
    path.write_text(json.dumps(made({"token": "[CLS]"})), "utf-8")
    (tmp_path / "other.json").write_text(json.dumps(made({"token": "nowhere"})), "utf-8")
    done = CliRunner().invoke(main, [*common, "--tour", str(path), "-o", page])
    assert done.exit_code == 0, done.output
    assert 'id="lexiscape-tour"' in (tmp_path / "map.html").read_text("utf-8")
    for arguments, told in (
        (["--tour", "auto", "-o", str(tmp_path / "map.csv")], "no output ends in .html"),
        (["--tour", str(tmp_path / "gone.json"), "-o", page], "expected a tour"),
        (["--tour", str(tmp_path / "other.json"), "-o", page], "not on the map of demo:bert: 'nowhere'"),
    ):
        refused = CliRunner().invoke(main, [*common, *arguments])
        assert refused.exit_code != 0
        assert told in refused.output
        assert "Traceback" not in refused.output


def test_the_packed_tour_is_ascii():
    packed = pack(made({"note": "\ud800優"}))
    assert packed.isascii()
    assert zlib.crc32(packed) == zlib.crc32(pack(json.loads(packed)))


def test_a_maps_own_tour_is_refused_by_another_map_as_a_saved_one_is(make_map):
    words = [f"word{i}" for i in range(60)] + [str(i) for i in range(30)]
    tour = make_map(words).tour()
    assert any("at" in stop for stop in tour["stops"])
    with pytest.raises(OptionError, match="it was made for another drawing of this map"):
        tour_of(tour, make_map(words, seed=2))


def test_a_sort_is_seen_by_its_nearer_half_as_near_as_twenty_tokens_allow():
    rng = np.random.default_rng(0)
    xy = rng.uniform(-100, 100, (3000, 2)).astype(np.float32)
    xy[:20] = rng.uniform([39.8, -30.2], [40.2, -29.8], (20, 2))  # a tight crowd; four others lie anywhere
    rows = np.array([*range(20), 500, 501, 502, 503], np.int64)
    x, y, zoom = view_of_half(xy, rows)
    seen = np.abs(xy - [x, y]) * zoom / (np.ptp(xy, axis=0) / 2)
    assert np.allclose([x, y], [40, -30], atol=0.3)
    assert 18 <= np.count_nonzero(seen.max(axis=1) <= 1.01) <= 25
    assert zoom > 200  # where 12 would show them as a dot
    alone = view_of_half(xy, np.array([900, 901, 902], np.int64))
    assert 1 <= alone[2] <= 12
