"""Keep and share: the view in the address, and what is saved as a file."""

import base64
import csv
import io
import json
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.notebook.show import frame_html

SVG = "{http://www.w3.org/2000/svg}"


def test_the_address_holds_the_view_and_a_link_restores_it(bert, new_viewer, bert_page):
    bert.zoom(6, 20_000, 30_000)
    bert.ask("v.set({ query: 'vic', colorBy: 'norm', selected: argument })", bert.row("victory"))
    bert.page.wait_for_url(re.compile("token="))
    fragment = "#" + bert.page.url.partition("#")[2]
    wanted = bert.ask("({ ...v.view, ...v.state, matches: v.state.matches.length, masks: null })")

    other = new_viewer(viewport={"width": 1280, "height": 800}).open(bert_page, fragment)
    seen = other.ask("({ ...v.view, ...v.state, matches: v.state.matches.length, masks: null })")
    for axis in "xy":
        assert abs(seen.pop(axis) - wanted.pop(axis)) * wanted["scale"] < 1
    assert abs(seen.pop("scale") / wanted.pop("scale") - 1) < 1e-3
    assert seen == wanted
    expect(other.page.get_by_role("searchbox")).to_have_value("vic")


def test_back_and_forward_walk_through_what_was_chosen(bert):
    page = bert.page
    for word in ("victory", "music"):
        bert.select(word)
        page.wait_for_url(re.compile(f"token={bert.ask('v.data.ids[argument]', bert.row(word))}"))
    heading = page.get_by_role("complementary", name="Token").get_by_role("heading", level=2)
    page.go_back()
    expect(heading).to_have_text("victory")
    page.go_back()
    expect(heading).to_be_hidden()
    page.go_forward()
    page.go_forward()
    expect(heading).to_have_text("music")


def test_each_click_is_a_step_and_what_is_typed_at_once_is_one(bert):
    page = bert.page
    length = "history.length"
    bert.ask("v.set({ colorBy: 'kind' })")
    before = page.evaluate(length)
    for i in range(3):
        page.locator(".categories button").nth(i).click()
    assert page.evaluate(length) - before == 3
    typed = ["k", "ki", "kin", "king", "aking", "abking", "abcking"]
    bert.ask("argument.forEach((query) => v.set({ query }))", typed)
    assert page.evaluate(length) - before == 4
    page.wait_for_url(re.compile("find=abcking"))
    page.go_back()
    page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.state.query === ''")
    assert len(bert.ask("v.state.filters.kind.only")) == 3


def test_the_address_catches_up_when_the_browser_refuses_changes(bert):
    bert.page.evaluate(
        """() => {
          for (const name of ["pushState", "replaceState"]) {
            const act = history[name].bind(history);
            let refusals = 1;
            history[name] = (...all) => {
              if (refusals-- > 0) throw new DOMException("100 times per 30 seconds", "SecurityError");
              act(...all);
            };
          }
        }"""
    )
    bert.ask("v.set({ colorBy: 'norm' })")
    bert.zoom(4)
    bert.page.wait_for_url(re.compile("at=.*color=norm"))


def test_a_link_with_a_token_alone_flies_to_it(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page, "#token=3345")
    assert viewer.ask("v.data.ids[v.state.selected]") == 3345
    at = viewer.ask("[v.data.x[v.state.selected] - v.view.x, v.data.y[v.state.selected] - v.view.y]")
    assert max(map(abs, at)) < 1


def test_a_broken_link_opens_the_whole_map(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page, "#at=1,x,-3&token=none&color=<b>&find=%E0%A4%A")
    assert viewer.ask("v.state.selected") == -1
    assert viewer.ask("v.view") == new_viewer().open(bert_page).ask("v.view")


def test_a_link_goes_no_nearer_than_a_reader_can(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page, "#at=0,0,10000000")
    deepest = viewer.ask("v.maxScale")
    assert viewer.ask("v.view.scale") == pytest.approx(deepest)
    assert deepest == pytest.approx(new_viewer().open(bert_page).ask("v.maxScale"))


def test_a_link_opened_in_a_folded_frame_is_seen_when_it_unfolds(new_viewer, bert_page, tmp_path):
    link = bert_page.as_uri() + "#at=2,3,9"
    (tmp_path / "outer.html").write_text(
        f'<iframe src="{link}" style="display: none" width="700" height="500"></iframe>'
    )
    outer = new_viewer()
    outer.page.goto((tmp_path / "outer.html").as_uri())
    frame = next(frame for frame in outer.page.frames if frame.parent_frame)
    handle = "document.getElementById('lexiscape').lexiscape"
    frame.wait_for_function(f"() => {handle}", polling=100)  # what is not shown has no frames to ask in
    outer.page.evaluate("document.querySelector('iframe').style.display = ''")
    frame.wait_for_function(f"() => {handle}.size.width === 700")
    seen = frame.evaluate(f"{handle}.drawn().then(() => {handle}.view)")
    wanted = new_viewer(viewport={"width": 700, "height": 500}).open(bert_page, "#at=2,3,9").ask("v.view")
    assert seen == pytest.approx(wanted)


def saved(viewer, item):
    """Choose an item of the save menu; return the file's name and bytes."""
    viewer.page.get_by_role("button", name="Save or share").click()
    with viewer.page.expect_download() as download:
        viewer.page.get_by_role("button", name=item).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


#: How alike two pictures are, once each is drawn at a quarter of its size: the mean difference of their colors.
DIFFERENCE = """async ([one, other]) => {
  const small = async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0, 320, 200);
    return context.getImageData(0, 0, 320, 200).data;
  };
  const [a, b] = await Promise.all([small(one), small(other)]);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}"""


@pytest.fixture
def music(bert):
    """A view with points, labels, a selected token and no panel but the save menu's bar."""
    x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", bert.row("music"))
    bert.zoom(8, x, y)
    bert.ask("v.select(argument)", bert.row("music"))
    for _ in range(10):
        bert.ask("null")  # labels are painted over a few frames
    return bert


def as_seen(viewer):
    """A picture of the map without its panels."""
    viewer.page.evaluate(
        """() => {
          const panels = document.getElementById("lexiscape").shadowRoot.querySelectorAll(".left, .panel");
          for (const panel of panels) panel.style.visibility = "hidden";
        }"""
    )
    return viewer.page.screenshot()


def data_url(kind, content):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def test_the_picture_is_what_is_seen_twice_as_fine(music, browser):
    name, png = saved(music, "Picture (PNG)")
    assert name == "demo-bert.png"
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (2560, 1600)
    blank = browser.new_page()
    seen, other = (data_url("image/png", picture) for picture in (as_seen(music), png))
    music.zoom(3)
    elsewhere = data_url("image/png", as_seen(music))
    assert blank.evaluate(DIFFERENCE, [seen, other]) < 2.5
    assert blank.evaluate(DIFFERENCE, [elsewhere, other]) > 5
    blank.close()


def test_the_drawing_holds_its_labels_as_text_and_looks_like_the_map(music, browser):
    name, svg = saved(music, "Drawing with text (SVG)")
    assert name == "demo-bert.svg"
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("1280", "800")
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert {label["text"] for label in music.labels() if label.get("badgeOnly") is not True} <= texts
    assert "music" in texts
    assert not {element.tag for element in root.iter()} & {f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"}
    blank = browser.new_page()
    seen, drawn = data_url("image/png", as_seen(music)), data_url("image/svg+xml", svg)
    assert blank.evaluate(DIFFERENCE, [seen, drawn]) < 4
    blank.close()


def test_hostile_tokens_stay_text_in_the_drawing(new_viewer, make_map, hostile, tmp_path):
    make_map([*hostile, *(f"word{i}" for i in range(40))], name=hostile[0]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.zoom(2)
    viewer.ask("v.select(0)")
    _, svg = saved(viewer, "Drawing with text (SVG)")
    root = ET.fromstring(svg)  # well-formed, whatever the tokens hold
    assert not list(root.iter(f"{SVG}script"))
    assert hostile[0] in {"".join(text.itertext()) for text in root.iter(f"{SVG}text")} | {root[0].text}


def test_the_whole_table(bert, bert_page, tmp_path):
    name, text = saved(bert, "Table (CSV)")
    assert name == "demo-bert.csv"
    assert text.startswith(b"\xef\xbb\xbf")  # without it Excel reads Japanese by an old encoding
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert len(rows) == 30_522
    lx.load_map(bert_page).save(tmp_path / "bert.csv")  # what the page holds, as the command writes it
    with open(tmp_path / "bert.csv", encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    texts = ("token", "raw")  # those that begin like formulas are marked on the page
    bare = [{name: cell for name, cell in row.items() if name not in texts} for row in rows]
    assert bare == [{name: cell for name, cell in row.items() if name not in texts} for row in written]
    name, text = saved(bert, "Table (JSON)")
    assert name == "demo-bert.json"
    records = json.loads(text)
    assert [record["raw"] for record in records] == bert.ask("v.data.raw")
    assert [int(row["id"]) for row in rows] == [record["id"] for record in records]


def test_a_notebook_s_frame_saves_files_and_offers_no_link(new_viewer, make_map, tmp_path):
    (tmp_path / "notebook.html").write_text(frame_html(make_map([f"t{i}" for i in range(60)])))
    viewer = new_viewer()
    viewer.page.goto((tmp_path / "notebook.html").as_uri())
    frame = viewer.page.frame_locator("iframe")
    frame.get_by_role("button", name="Save or share").click()
    expect(frame.get_by_role("button", name="Copy a link")).to_be_hidden()
    with viewer.page.expect_download() as download:
        frame.get_by_role("button", name="Table (JSON)").click()
    assert len(json.loads(Path(download.value.path()).read_bytes())) == 60


def test_the_link_is_copied(new_viewer, bert_page):
    viewer = new_viewer(permissions=["clipboard-read", "clipboard-write"]).open(bert_page)
    viewer.select("victory")
    viewer.page.wait_for_url(re.compile("token="))
    viewer.page.get_by_role("button", name="Save or share").click()
    viewer.page.get_by_role("button", name="Copy a link").click()
    expect(viewer.page.get_by_role("button", name="Copied")).to_be_visible()
    assert viewer.page.evaluate("navigator.clipboard.readText()") == viewer.page.url


def test_the_page_and_its_pictures_say_what_they_are_of(bert):
    said = bert.page.locator(".caption").inner_text()
    assert re.fullmatch(r"demo:bert · 30,522 tokens · keeps \d\d% of the 10 nearest neighbors", said)
    _, svg = saved(bert, "Drawing with text (SVG)")
    assert f">{said}</text>" in svg.decode()
    assert ">Place: hue by direction, strength by distance from the middle</text>" in svg.decode()
    bert.ask("v.set({ colorBy: 'kind' })")
    _, svg = saved(bert, "Drawing with text (SVG)")
    texts = ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]
    kinds = bert.ask("v.data.columns.find(({ name }) => name === 'kind').categories")
    assert ["Kind", *kinds] == texts[-1 - len(kinds) :]  # what the colors mean, last


def test_the_help_card_cites_the_map_as_the_command_does(new_viewer, bert_page):
    viewer = new_viewer(permissions=["clipboard-read", "clipboard-write"]).open(bert_page)
    page = viewer.page
    page.get_by_role("button", name="Help").click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text(
        f"demo:bert · 30,522 tokens · keeps 40% of the 10 nearest neighbors · Lexiscape {lx.__version__}"
    )
    printed = CliRunner().invoke(main, ["cite", str(bert_page)]).output
    assert printed.startswith("@software{lexiscape-demo-bert-")
    expect(card.get_by_label("BibTeX")).to_have_text(printed.rstrip())
    card.get_by_role("button", name="Copy").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == printed


def test_a_bibliography_entry_that_cannot_be_copied_is_marked(new_viewer, bert_page):
    viewer = new_viewer()
    viewer.page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    page = viewer.open(bert_page).page
    page.get_by_role("button", name="Help").click()
    page.get_by_role("dialog").get_by_role("button", name="Copy").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="does not let pages copy")).to_be_visible()
    assert page.evaluate("String(getSelection())").startswith("@software{lexiscape-demo-bert-")
