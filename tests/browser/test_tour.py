"""Tours: a page that carries one leads over its map; one is made in the page, and a copy of the page carries it on."""

import base64
import json
import math

import numpy as np
import pytest
from playwright.sync_api import expect

import lexiscape as lx
from browser.test_manners import faults
from lexiscape.errors import LexiscapeError
from lexiscape.tours import pack, tour_of

HOSTILE = "<img src=x onerror=alert(1)></script><b>bold</b> \u202eturned"
TOUR = {
    "format": "lexiscape-tour",
    "version": 1,
    "stops": [
        {"name": "All", "note": {"en": "The whole map.", "ja": "地図の全体。"}},
        {
            "note": HOSTILE,
            "around": ["t3", "t4"],
            "color": "kind",
            "filters": {"kind": ["word"], "rank": [10, None]},
            "find": "t5",
            "token": "t7",
            "nearness": True,
        },
        {"name": "Two", "note": "Two of them.", "around": ["t8"], "picked": ["t8", 9]},
    ],
}


@pytest.fixture
def toured(new_viewer, make_map, tmp_path):
    made = make_map([f"t{i}" for i in range(300)])
    (tmp_path / "tour.json").write_text(json.dumps(TOUR), "utf-8")
    made.save(tmp_path / "map.html", tour=tmp_path / "tour.json")
    return new_viewer().open(tmp_path / "map.html")


def bar(viewer):
    return viewer.page.get_by_role("region", name="Tour", exact=True).first


def chosen(viewer):
    return viewer.ask(
        "(({ colorBy, query, selected, picked, filters, mode }) =>"
        " ({ colorBy, query, selected, picked: picked && [...picked], filters, mode }))(v.state)"
    )


def test_a_page_with_a_tour_leads_over_its_map(toured):
    expect(bar(toured)).to_contain_text("Tour of 3 stops")
    toured.page.keyboard.press("p")
    expect(bar(toured)).to_contain_text("1 of 3")
    expect(bar(toured)).to_contain_text("The whole map.")
    first = chosen(toured)
    toured.page.keyboard.press("ArrowRight")
    expect(bar(toured)).to_contain_text("2 of 3")
    expect(bar(toured).locator(".note")).to_have_text(HOSTILE.replace("\u202e", "\\u202e"))
    assert bar(toured).locator("img, b").count() == 0
    assert chosen(toured) == {
        "colorBy": "kind",
        "query": "t5",
        "selected": 7,
        "picked": None,
        "filters": {"kind": {"only": [0]}, "rank": {"low": 10, "high": math.inf}},
        "mode": "distance",
    }
    toured.page.wait_for_function(  # what is looked at lies in the middle of what the bar leaves
        """() => {
          const v = document.getElementById("lexiscape").lexiscape;
          const bar = document.getElementById("lexiscape").shadowRoot.querySelector(".tour-bar");
          const x = v.size.width / 2 + ((v.data.x[3] + v.data.x[4]) / 2 - v.view.x) * v.view.scale;
          const y = v.size.height / 2 + ((v.data.y[3] + v.data.y[4]) / 2 - v.view.y) * v.view.scale;
          return Math.abs(x - v.size.width / 2) < 1 && Math.abs(y - bar.offsetTop / 2) < 1;
        }"""
    )
    toured.page.keyboard.press("ArrowRight")
    assert chosen(toured)["picked"] == [8, 9]
    toured.page.keyboard.press("ArrowRight")
    expect(bar(toured)).to_contain_text("1 of 3")
    assert chosen(toured) == first
    assert toured.ask("v.atHome")
    toured.page.keyboard.press("Escape")
    expect(bar(toured)).to_contain_text("1 of 3")
    toured.page.keyboard.press("Escape")
    expect(bar(toured)).to_be_hidden()


def test_what_to_do_first_is_not_said_while_a_tour_runs(toured):
    hint = toured.page.locator(".hint")
    expect(hint).to_be_visible()
    toured.page.keyboard.press("p")
    expect(bar(toured)).to_contain_text("1 of 3")
    expect(hint).to_be_hidden()
    toured.page.keyboard.press("Escape")  # the presentation ends, its stop stays
    assert not toured.ask("v.state.presenting")
    expect(bar(toured)).to_contain_text("1 of 3")
    expect(hint).to_be_hidden()
    toured.page.keyboard.press("Escape")
    expect(bar(toured)).to_be_hidden()
    expect(hint).to_be_visible()


def keep(viewer, zoom, **change):
    """Keep a stop by its key, after a look around."""
    viewer.ask("v.set(argument)", change)
    viewer.ask("v.look({ ...v.view, scale: argument * v.view.scale })", zoom)
    viewer.page.get_by_role("application").focus()
    viewer.page.keyboard.press("k")


def told(viewer):
    return viewer.ask(
        """v.state.stops.map(({ x, y, zoom, name = null, note = null, chosen }) =>
          ({ x: Math.round(x), y: Math.round(y), zoom: zoom.toPrecision(5), name, note, chosen }))"""
    )


def saved(viewer, name, path):
    with viewer.page.expect_download() as waiting:
        viewer.page.get_by_role("button", name=name).click()
    waiting.value.save_as(path)
    return path


def test_a_tour_is_made_in_the_page_and_a_copy_of_the_page_carries_it_on(new_viewer, make_map, tmp_path):
    made = make_map([*(f"t{i}" for i in range(200)), "</script><b>", "\ud800"])
    made.save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    keep(viewer, 3, colorBy="rank")
    keep(viewer, 2, filters={"kind": {"only": [0]}}, selected=200)
    keep(viewer, 1, query="t1", selected=201)
    viewer.page.keyboard.press("e")
    editor = viewer.page.get_by_role("region", name="Tour: stops and notes (E)")
    expect(editor.get_by_role("heading")).to_be_focused()
    editor.get_by_label("Name of stop 1").fill("First")
    editor.get_by_label("Note of stop 2").fill(HOSTILE)
    editor.get_by_label("Note of stop 3").press_sequentially("what e, k and p say")  # keys of the map are letters here
    editor.get_by_role("button", name="Move stop 3 up").press("Enter")
    expect(editor.get_by_role("button", name="Move stop 2 up")).to_be_focused()
    editor.get_by_role("button", name="Remove stop 1").press("Enter")
    stops = viewer.ask("v.state.stops.map(({ name, note }) => [name, note])")
    assert stops == [[None, "what e, k and p say"], [None, HOSTILE]]
    wanted = told(viewer)

    tour = json.loads(saved(viewer, "Save tour.json", tmp_path / "tour.json").read_text("ascii"))
    assert [stop["token"] for stop in tour["stops"]] == ["\ud800", "</script><b>"]
    made.save(tmp_path / "given.html", tour=tmp_path / "tour.json")
    first = saved(viewer, "Save a copy of this page", tmp_path / "first.html")
    again = new_viewer().open(first)
    again.page.keyboard.press("e")
    second = saved(again, "Save a copy of this page", tmp_path / "second.html")
    assert second.read_bytes() == first.read_bytes()
    for page in (first, tmp_path / "given.html"):
        opened = new_viewer().open(page)
        assert told(opened) == wanted
        opened.page.keyboard.press("p")
        expect(bar(opened)).to_contain_text("1 of 2")
        expect(bar(opened)).to_contain_text("what e, k and p say")


def test_the_minimap_shows_where_one_is_and_leads_elsewhere(new_viewer, make_map, tmp_path):
    make_map([f"t{i}" for i in range(300)]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    small, frame = viewer.page.locator(".minimap"), viewer.page.locator(".minimap .frame")
    expect(small).to_be_hidden()  # at home there is nothing to find
    viewer.ask("v.look({ x: 0.25 * v.data.width, y: 0.5 * v.data.height, scale: 5 * v.view.scale })")
    expect(small).to_be_visible()
    box, before = small.bounding_box(), frame.bounding_box()
    middle = before["x"] + before["width"] / 2 - box["x"]
    assert middle == pytest.approx(0.25 * box["width"], abs=3)
    viewer.page.get_by_role("application").focus()
    viewer.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    viewer.page.mouse.down()
    viewer.page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.4 * box["height"], steps=3)
    viewer.page.mouse.up()
    at = viewer.ask("[v.view.x / v.data.width, v.view.y / v.data.height]")
    assert at == pytest.approx([0.75, 0.4], abs=0.03)
    assert frame.bounding_box()["x"] > before["x"] + 0.4 * box["width"]
    expect(viewer.page.get_by_role("application")).to_be_focused()
    for options, query in (({"viewport": {"width": 390, "height": 700}}, ""), ({}, "?embed=1")):
        other = new_viewer(**options).open(tmp_path / "map.html", query)
        other.ask("v.look({ ...v.view, scale: 5 * v.view.scale })")
        expect(other.page.locator(".minimap")).to_be_hidden()


def test_the_table_holds_what_is_kept_in_any_order_and_saves_it(new_viewer, make_map, tmp_path):
    made = make_map([f"t{i}" for i in range(3000)])
    made.save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ filters: { kind: { only: [1] } } })")
    viewer.page.keyboard.press("d")
    table = viewer.page.get_by_role("region", name="Table")
    expect(table.get_by_role("heading")).to_have_text("1,000 of 3,000 tokens")
    assert table.locator("tr").count() < 60
    names = table.locator("tbody th")
    norm = lx.load_map(tmp_path / "map.html").columns["norm"].values  # as the page rounds them
    kept = [row for row in range(3000) if made.columns["kind"].labels()[row] == "continuation"]
    for order, sign in (("ascending", 1), ("descending", -1)):
        table.get_by_role("button", name="Vector length").press("Enter")
        expect(table.get_by_role("columnheader", name="Vector length")).to_have_attribute("aria-sort", order)
        wanted = [f"t{row}" for row in sorted(kept, key=lambda row: sign * norm[row])]
        assert names.all_text_contents()[:5] == wanted[:5]
    table.get_by_role("button", name=wanted[0], exact=True).focus()
    for key, place in (("End", 999), ("ArrowUp", 998), ("Home", 0), ("ArrowDown", 1)):
        viewer.page.keyboard.press(key)
        expect(table.get_by_role("button", name=wanted[place], exact=True)).to_be_focused()
    viewer.page.keyboard.press("Enter")
    assert viewer.ask("v.data.readable[v.state.selected]") == wanted[1]
    lines = saved(viewer, "Save as CSV", tmp_path / "kept.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["token", *wanted]
    viewer.ask("v.set({ query: 't29' })")
    expect(table.get_by_role("heading")).to_have_text(
        f"{len([row for row in kept if 't29' in f't{row}'])} of 3,000 tokens"
    )
    viewer.page.keyboard.press("Escape")
    expect(table).to_be_hidden()
    expect(viewer.page.get_by_role("application")).to_be_focused()


def test_a_tour_that_is_damaged_is_said_and_the_map_is_there(new_viewer, make_map, tmp_path):
    made = make_map([f"t{i}" for i in range(100)])
    made.save(tmp_path / "map.html", tour=TOUR)
    held = tour_of(TOUR, made)
    for damaged, why in (
        (b"***", "it is not base64"),
        (pack({**held, "stops": held["stops"] * 4000}), "1 to 100 stops"),
        (pack({**held, "map": {"crc32": 7}}), "another map's"),
    ):
        page = (tmp_path / "map.html").read_bytes().replace(base64.b64encode(pack(held)), base64.b64encode(damaged))
        (tmp_path / "damaged.html").write_bytes(page if why != "it is not base64" else page.replace(b"Kioq", damaged))
        viewer = new_viewer().open(tmp_path / "damaged.html")
        expect(bar(viewer)).to_contain_text("The tour of this page cannot be read")
        expect(bar(viewer)).to_contain_text(why)
        bar(viewer).get_by_role("button", name="Close").click()
        expect(bar(viewer)).to_be_hidden()
        assert viewer.ask("v.data.n") == 100


def stop(**fields):
    return {**TOUR, "stops": [{}, fields]}


#: What is no tour of the map, by Python and by the page, and what both say of it.
UNFIT = [
    ("{", "this is no JSON"),
    ([], "expected an object of format, version, map, stops"),
    ({**TOUR, "version": 2}, 'expected "format": "lexiscape-tour"'),
    ({**TOUR, "more": 1}, '"more" is no field'),
    ({**TOUR, "stops": []}, "expected 1 to 100 stops"),
    ({**stop(at=[0, 0, 2]), "map": {"name": HOSTILE, "crc32": 7}}, "made for another map (<img src=x"),
    ({**TOUR, "map": {"crc32": -1}}, "expected a whole number"),
    (stop(colour="kind"), 'stop 2: "colour" is no field'),
    (stop(at=[0, 0, 1], around=["t1"]), "expected 'at' or 'around', not both"),
    (stop(nearness=True), "expected a 'token' beside 'nearness'"),
    (stop(nearness=1), "stop 2, nearness: expected true or false, not 1"),
    (stop(name="x" * 81), "stop 2, name: expected at most 80 characters"),
    (stop(note={"EN": "a"}), "expected texts by language"),
    (stop(note={}), "expected texts in 1 to 20 languages"),
    (stop(note=7), "expected a text, not 7"),
    (stop(find="/(/"), 'stop 2, find: expected a text or a pattern that a page can use, not "/(/"'),
    (stop(at=[1, "2", 3]), "expected [x, y, zoom], three numbers"),
    (stop(at=[0, 0, 0]), "expected a zoom of 1"),
    (stop(at=[1e9, 0, 1]), "lies outside of this map"),
    (stop(around=[]), "expected a list of 1 to 10,000 tokens, not 0"),
    (stop(token=[1]), "expected a token, as a text or by its id"),
    (stop(around=[HOSTILE], picked=["gone"]), 'tokens that are not on this map: "<img src=x'),
    (stop(color="constructor"), 'stop 2, color: no column "constructor" on this map: expected one of'),
    (stop(filters=["kind"]), "expected what is kept of each column"),
    (stop(filters={"gone": [1, 2]}), 'no column "gone" on this map'),
    (stop(filters={"kind": []}), "expected [from, to] or a list of categories"),
    (stop(filters={"kind": ["none"]}), 'no category "none" on this map: expected some of word'),
    (stop(filters={"rank": ["a"]}), "this column holds numbers"),
    (stop(filters={"rank": [3, 2]}), "expected [from, to], of which one may be null"),
]


def offer(viewer, name, text):
    """Choose a file of this text for the page, as a reader does by the button of the editor."""
    with viewer.page.expect_file_chooser() as waiting:
        viewer.page.locator(".tour-editor .export button").last.press("Enter")
    waiting.value.set_files({"name": name, "mimeType": "application/json", "buffer": text})


def test_a_file_that_is_no_tour_of_this_map_is_refused_as_python_refuses_it(toured):
    toured.page.keyboard.press("e")
    made = lx.load_map(toured.page.url.removeprefix("file://"))
    before = toured.ask("v.state.stops.length")
    said = toured.page.locator(".tour-editor [role=status]")
    for i, (held, why) in enumerate(UNFIT):
        if not isinstance(held, str):
            with pytest.raises(LexiscapeError):
                tour_of(held, made)
        offer(toured, f"{i}.json", (held if isinstance(held, str) else json.dumps(held)).encode("ascii"))
        expect(said).to_contain_text(f"{i}.json")
        expect(said).to_contain_text(why)
        assert toured.page.locator(".tour-editor img").count() == 0
    offer(toured, "\u202elarge.json", b" " * ((16 << 20) + 1))
    expect(said).to_contain_text("\\u202elarge.json: a tour has at most 16 MiB, not 16.0 MiB")
    offer(toured, "latin.json", b'{"\xe9": 1}')
    expect(said).to_contain_text("latin.json: expected a tour")
    assert toured.ask("v.state.stops.length") == before


def test_a_tour_of_another_map_is_refused_in_the_words_of_the_command(new_viewer, make_map, tmp_path):
    made = [make_map([f"t{i}" for i in range(n)], seed=seed) for n, seed in ((300, 0), (300, 1), (200, 0))]
    views = {**TOUR, "stops": [{}, {"at": [0, 0, 2]}, {"at": [0, 0, 3]}]}
    given = tour_of(views, made[0])
    for drawn in made[1:]:
        drawn.save(tmp_path / "map.html")
        (tmp_path / "tour.json").write_text(json.dumps(given), "utf-8")
        with pytest.raises(LexiscapeError) as refused:
            tour_of(tmp_path / "tour.json", drawn)
        why = str(refused.value).removeprefix(f"{tmp_path / 'tour.json'}: ")
        assert "made up; tokens: 300" in why
        assert "(stops: 2, 3). Without 'at' a stop" in why
        viewer = new_viewer().open(tmp_path / "map.html")
        viewer.page.keyboard.press("e")
        offer(viewer, "tour.json", (tmp_path / "tour.json").read_bytes())
        expect(viewer.page.locator(".tour-editor [role=status]")).to_have_text(f"tour.json: {why}")
        without = {**given, "stops": [{}, {}, {}]}
        offer(viewer, "tour.json", json.dumps(without).encode("ascii"))
        expect(viewer.page.locator(".tour-editor [role=status]")).to_have_text("tour.json is open: 3 stops.")
        assert viewer.ask("v.state.stops.every(({ isHome }) => isHome)")


def test_a_tour_of_one_stop_is_said_so(new_viewer, make_map, tmp_path):
    made = make_map([f"t{i}" for i in range(30)])
    made.save(tmp_path / "map.html", tour={**TOUR, "stops": [{"name": "One"}]})
    expect(bar(new_viewer().open(tmp_path / "map.html"))).to_contain_text("Tour of 1 stop")
    expect(bar(new_viewer().open(tmp_path / "map.html"))).not_to_contain_text("stops")


def test_a_tour_is_opened_in_the_page_and_what_is_not_saved_is_told_before(new_viewer, make_map, tmp_path):
    made = make_map([f"t{i}" for i in range(300)])
    made.save(tmp_path / "map.html")
    made.save(tmp_path / "given.html", tour=TOUR)
    wanted = told(new_viewer().open(tmp_path / "given.html"))
    viewer = new_viewer(locale="ja-JP").open(tmp_path / "map.html")
    viewer.page.keyboard.press("e")
    text = json.dumps(TOUR).encode("ascii")
    offer(viewer, "tour.json", text)  # nothing is lost by that: nothing is asked
    editor = viewer.page.locator(".tour-editor")
    expect(editor.get_by_role("status")).to_have_text("tour.json を開きました (3 か所)。")
    expect(editor.get_by_role("heading")).to_be_focused()
    now = told(viewer)
    for one, other in zip(now, wanted, strict=True):
        assert [one.pop(axis) for axis in "xy"] == pytest.approx([other.pop(axis) for axis in "xy"], abs=2)
        assert float(one.pop("zoom")) == pytest.approx(float(other.pop("zoom")), rel=1e-3)
        assert one == other
    saved(viewer, "tour.json を保存", tmp_path / "tour.json")
    keep(viewer, 3)
    keep(viewer, 2)
    data = viewer.page.evaluate_handle(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.json", { type: "application/json" }));
          return data;
        }""",
        text.decode(),
    )
    viewer.page.get_by_role("application").dispatch_event("drop", {"dataTransfer": data})
    question = editor.get_by_role("group")
    expect(question).to_contain_text("保存していない停留点が 2 か所あります。dropped.json に置き換えますか。")
    expect(editor.get_by_role("button", name="このまま残す")).to_be_focused()
    viewer.page.keyboard.press("Enter")
    expect(question).to_be_hidden()
    assert viewer.ask("v.state.stops.length") == 5
    viewer.page.get_by_role("application").dispatch_event("drop", {"dataTransfer": data})
    assert faults(viewer) == []
    editor.get_by_role("button", name="置き換える").press("Enter")
    expect(editor.get_by_role("status")).to_have_text("dropped.json を開きました (3 か所)。")
    assert viewer.ask("v.state.stops.length") == 3


def test_a_page_within_another_has_the_tour_by_swipe_and_in_the_reader_s_language(new_viewer, make_map, tmp_path):
    make_map([f"t{i}" for i in range(100)]).save(tmp_path / "map.html", tour=TOUR)
    viewer = new_viewer(locale="ja-JP", viewport={"width": 390, "height": 700}).open(tmp_path / "map.html", "?embed=1")
    region = viewer.page.get_by_role("region", name="ツアー", exact=True)
    region.get_by_role("button", name="ツアーを始める").click()
    expect(region).to_contain_text("地図の全体。")
    voice = viewer.page.locator("[aria-live]").last
    expect(voice).to_have_text("3 か所中 1. All. 地図の全体。")
    box = region.bounding_box()
    for way, wanted in ((-90, "3 か所中 2"), (-90, "3 か所中 3"), (90, "3 か所中 2")):
        viewer.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12)
        viewer.page.mouse.down()
        viewer.page.mouse.move(box["x"] + box["width"] / 2 + way, box["y"] + 16)
        viewer.page.mouse.up()
        expect(region).to_contain_text(wanted)
    viewer.page.keyboard.press("PageUp")
    expect(region).to_contain_text("3 か所中 1")


def test_an_address_holds_a_selection(new_viewer, make_map, tmp_path):
    make_map([f"t{i}" for i in range(100)], ids=np.arange(100) * 2).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ picked: Uint32Array.of(3, 4, 9) })")
    viewer.page.wait_for_url("**/*picked=6,8,18")
    again = new_viewer().open(tmp_path / "map.html", "#picked=6,8,18")
    assert chosen(again)["picked"] == [3, 4, 9]
    expect(again.page.get_by_role("region", name="Selection")).to_contain_text("3 selected")
