"""The map on paper, saved by the browser itself, in forced colors, at 320 pixels, and in the frame of another page."""

import html
import re
import subprocess

import matplotlib.pyplot as plt
import pytest
from playwright.sync_api import expect

from browser.conftest import FLAGS, find_chromium

INSIDE = """() =>
  [...document.getElementById("lexiscape").shadowRoot.querySelectorAll(".panel, .panel *, .caption, .hint")]
    .filter((element) => element.checkVisibility() && !element.closest("svg"))
    .map((element) => [element.className, element.getBoundingClientRect().toJSON()])
    .filter(([, box]) => box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5))"""


@pytest.fixture(scope="module")
def small(make_map, tmp_path_factory):
    path = tmp_path_factory.mktemp("paper") / "map.html"
    make_map([f"word{i}" for i in range(300)]).save(path)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_printed_in_light_colors_without_panels(new_viewer, small, scheme, tmp_path):
    viewer = new_viewer(color_scheme=scheme).open(small)
    page = viewer.page
    viewer.ask("v.set({ colorBy: 'kind' })")
    page.emulate_media(media="print")
    sheet = page.locator("svg.sheet")
    expect(sheet).to_have_count(1)
    seen = page.evaluate(
        """[...document.getElementById("lexiscape").shadowRoot.querySelector(".lexiscape").children]
          .filter((element) => element.checkVisibility()).map((element) => element.getAttribute("class"))"""
    )
    assert seen == ["sheet"]
    texts = sheet.locator("text").all_text_contents()
    assert len([text for text in texts if text.startswith("word")]) > 20
    assert any("300 tokens" in text for text in texts)  # the caption
    assert "continuation" in texts  # the key
    assert sheet.locator("#points path").count() >= 2
    assert sheet.locator("#ground path").count() >= 1
    paper = sheet.locator("g > rect").first.get_attribute("fill")
    assert min(int(part) for part in re.findall(r"\d+", paper)) > 200
    page.emulate_media(media="screen")
    expect(sheet).to_have_count(0)
    root = page.locator("#lexiscape .lexiscape")
    expect(root).to_have_attribute("data-theme", scheme)


def test_a_pdf_holds_the_map_on_one_sheet(new_viewer, small):
    page = new_viewer().open(small).page
    whole = page.pdf()
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) == 1
    assert b"/Font" in whole  # labels are text
    assert page.locator("svg.sheet").count() == 0


def test_a_page_that_the_browser_saved_opens_again(new_viewer, small, tmp_path):
    page = new_viewer().open(small).page
    (tmp_path / "saved.html").write_text("<!doctype html>\n" + page.evaluate("document.documentElement.outerHTML"))
    again = new_viewer().open(tmp_path / "saved.html")
    assert again.ask("v.data.n") == 300
    assert len(again.labels()) > 20


def test_a_web_archive_says_what_it_is_of_and_what_it_lacks(browser, new_viewer, small, tmp_path):
    page = new_viewer().open(small).page
    archive = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    (tmp_path / "saved.mhtml").write_text(archive)
    copy = browser.new_context(offline=True).new_page()  # it asks for its own parts by cid:
    copy.goto((tmp_path / "saved.mhtml").as_uri())
    expect(copy.locator(".caption").get_by_text("made up · 300 tokens")).to_be_visible()
    expect(copy.get_by_text("save the page as “complete”")).to_be_visible()
    copy.context.close()


def test_in_forced_colors_swatches_tracks_and_the_focus_are_seen(new_viewer, small):
    viewer = new_viewer(forced_colors="active").open(small, "#color=kind")
    swatches = viewer.page.locator(".swatch")
    colors = swatches.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert len(set(colors)) == len(colors) == 2
    viewer.ask("v.set({ colorBy: 'norm' })")
    band = viewer.page.locator(".scale .band")
    assert band.evaluate("one => getComputedStyle(one).borderBlockEndWidth") == "2px"
    bars = viewer.page.locator(".bars span").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert len(set(bars)) > 8
    viewer.page.get_by_role("application").press("ArrowLeft")
    surface = viewer.page.get_by_role("application")
    assert surface.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_at_320_pixels_nothing_is_outside(new_viewer, small):
    viewer = new_viewer(viewport={"width": 320, "height": 568}).open(small)
    assert viewer.page.evaluate(INSIDE) == []
    viewer.page.get_by_role("button", name="Legend").click()
    assert viewer.page.evaluate(INSIDE) == []
    viewer.page.get_by_role("button", name="Save or share").click()
    assert viewer.page.evaluate(INSIDE) == []
    viewer.ask("v.set({ locale: 'ja', selected: 3 })")
    assert viewer.page.evaluate(INSIDE) == []


def test_the_enter_that_ends_a_composition_in_safari_flies_nowhere(new_viewer, small):
    viewer = new_viewer().open(small)
    viewer.page.get_by_role("searchbox").fill("word7")
    enter = "new KeyboardEvent('keydown', { key: 'Enter', keyCode: argument, bubbles: true, composed: true })"
    box = "document.getElementById('lexiscape').shadowRoot.querySelector('input.query')"
    viewer.ask(f"{box}.dispatchEvent({enter})", 229)
    assert viewer.ask("v.state.selected") == -1
    viewer.ask(f"{box}.dispatchEvent({enter})", 13)
    assert viewer.ask("v.data.readable[v.state.selected]") == "word7"


@pytest.mark.parametrize(
    ("sandbox", "told"), [("allow-scripts", True), ("allow-scripts allow-downloads", True), (None, False)]
)
def test_a_frame_that_may_forbid_saving_says_so(new_viewer, small, tmp_path, sandbox, told):
    attribute = "" if sandbox is None else f' sandbox="{sandbox}"'
    frame = f'<iframe srcdoc="{html.escape(small.read_text())}" width="900" height="600"{attribute}></iframe>'
    (tmp_path / "outer.html").write_text(f"<!doctype html><title>outer</title>{frame}")
    page = new_viewer().page
    page.goto((tmp_path / "outer.html").as_uri())
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="Save or share").click()
    expect(inside.get_by_text("open the map by itself")).to_be_visible(visible=told)


def test_a_picture_that_the_browser_takes_by_itself_has_labels(browser, small, tmp_path):
    """Its clock runs ahead of workers, which lay out and paint the labels: once, such pictures had none."""
    flags = [*FLAGS, "--window-size=900,700", "--hide-scrollbars", "--virtual-time-budget=5000"]
    picture = tmp_path / "picture.png"
    command = [
        find_chromium(),
        *flags,
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--screenshot={picture}",
        small.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    middle = plt.imread(picture)[200:500, 320:800, :3]
    ink = (middle.max(axis=2) < 0.3).sum()  # neither points nor the ground are so dark
    assert ink > 300
