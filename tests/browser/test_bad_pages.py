"""Pages that were cut or altered, and browsers that cannot show them: a sentence says what is wrong, never a blank."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lexiscape.files import page
from lexiscape.files.page import DATA_END, DATA_START, VIEWER_START
from lexiscape.files.payload import Payload

NO_NEIGHBORS = (np.empty((0, 0), np.int32), np.empty((0, 0), np.float32))


@pytest.fixture(scope="module")
def whole(make_map, tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "map.html"
    make_map([f"t{i}" for i in range(100)]).save(path)
    return path.read_bytes()


def altered(whole, where):
    """The page with one letter of its data changed."""
    start = whole.index(DATA_START) + len(DATA_START)
    at = start + int(where * (whole.index(DATA_END, start) - start))
    return whole[:at] + (b"A" if whole[at : at + 1] != b"A" else b"B") + whole[at + 1 :]


def without(whole, first, last):
    """The page without the part of its data between two shares of its length."""
    start = whole.index(DATA_START) + len(DATA_START)
    length = whole.index(DATA_END, start) - start
    return whole[: start + int(first * length)] + whole[start + int(last * length) :]


def without_data(whole):
    start = whole.index(DATA_START)
    return whole[:start] + whole[whole.index(DATA_END, start) + len(DATA_END) :]


BAD = {
    "altered at the beginning": (lambda whole: altered(whole, 0), "damaged"),
    "altered in the middle": (lambda whole: altered(whole, 0.5), "damaged"),
    "altered near the end": (lambda whole: altered(whole, 0.99), "damaged"),
    "a part cut out": (lambda whole: without(whole, 0.3, 0.6), "damaged"),
    "data cut at its end": (lambda whole: without(whole, 0.9, 1), "damaged"),
    "no data": (lambda whole: without(whole, 0, 1), "damaged"),
    "no element for it": (without_data, "damaged"),
    "no base64": (lambda whole: whole.replace(DATA_START, DATA_START + b"*"), "damaged"),
    "no viewer": (lambda whole: whole.replace(VIEWER_START, VIEWER_START + b"*"), "damaged"),
    "file cut in its data": (lambda whole: whole[: whole.index(DATA_START) + 400], "cut before its end"),
    "file cut in its script": (lambda whole: whole[: len(whole) - 5000], "cut before its end"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_cut_or_altered_page_says_so(new_viewer, whole, tmp_path, name):
    spoil, words = BAD[name]
    path = tmp_path / "map.html"
    path.write_bytes(spoil(whole))
    viewer = new_viewer()
    viewer.page.goto(path.as_uri())
    alert = viewer.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text("This map cannot be read")
    expect(alert).to_contain_text(words)


def test_what_cannot_be_drawn_is_said_and_not_blamed_on_the_data(new_viewer, whole, tmp_path):
    path = tmp_path / "map.html"
    path.write_bytes(whole)
    viewer = new_viewer()
    viewer.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    viewer.page.goto(path.as_uri())
    alert = viewer.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text("This map cannot be shown here")
    expect(alert).not_to_contain_text("damaged")
    assert viewer.page.locator("canvas").count() == 0  # what was built until then is gone
    assert len(viewer.problems) == 1  # the console has the error itself, for whoever looks there
    viewer.problems.clear()


def test_a_map_of_no_tokens_is_no_damage(new_viewer, tmp_path):
    none = Payload("none", [], [], np.empty(0, np.int64), np.empty((0, 2), np.float32), *NO_NEIGHBORS, "cosine", {}, {})
    path = tmp_path / "map.html"
    path.write_bytes(page.render(none))
    viewer = new_viewer()
    viewer.page.goto(path.as_uri())
    alert = viewer.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_have_text("Nothing to draw: this map holds no tokens.")


def test_in_japanese_where_the_browser_is(new_viewer, whole, tmp_path):
    for name, bad in (("cut.html", whole[:-5000]), ("altered.html", altered(whole, 0.5))):
        (tmp_path / name).write_bytes(bad)
        viewer = new_viewer(locale="ja-JP")
        viewer.page.goto((tmp_path / name).as_uri())
        expect(viewer.page.get_by_role("alert")).to_contain_text("この地図は読めません")


@pytest.mark.parametrize(
    ("removal", "named"),
    [
        ("delete window.DecompressionStream;", "DecompressionStream"),
        ("delete Element.prototype.attachShadow;", "shadow DOM"),
        ("delete HTMLScriptElement.prototype.noModule;", "JavaScript modules"),
    ],
)
def test_an_old_browser_is_told_what_it_lacks(new_viewer, whole, tmp_path, removal, named):
    path = tmp_path / "map.html"
    path.write_bytes(whole)
    viewer = new_viewer()
    viewer.page.add_init_script(removal)
    viewer.page.goto(path.as_uri())
    alert = viewer.page.get_by_role("alert")
    expect(alert).to_contain_text(f"This browser lacks {named}")
    expect(alert).to_contain_text("Firefox 113")
