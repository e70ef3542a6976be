"""A film in a real browser: frame by frame by key, points where each frame says, playing, reduced motion, manners."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

import lexiscape as lx
from browser.test_manners import faults
from lexiscape.maps.film import make_film
from lexiscape.space import EmbeddingSpace

N, FRAMES = 300, 3


#: Where one token lies in every picture, which frames are gone to, and the fewest labels that are seen.
RECORD = """() => {
  const element = document.getElementById("lexiscape");
  const panel = element.shadowRoot.querySelector(".film");
  window.places_seen = new Set();
  window.labels_seen = Infinity;
  window.frames_seen = [];
  const look = () => {
    window.places_seen.add(element.lexiscape.data.x[0]);
    window.labels_seen = Math.min(window.labels_seen, element.lexiscape.visibleLabels().length);
    requestAnimationFrame(look);
  };
  look();
  let last = panel.dataset.frame;
  new MutationObserver(() => {
    if (panel.dataset.frame !== last) window.frames_seen.push((last = panel.dataset.frame));
  }).observe(panel, {attributes: true});
}"""


@pytest.fixture(scope="module")
def film():
    bert = lx.open_space("demo:bert").range(2000, 2000 + N)
    noise = np.random.default_rng(0).normal(size=bert.vectors.shape).astype(np.float32)
    spaces = []
    for i, share in enumerate((1.5, 0.4, 0)):
        vectors = (bert.vectors + share * bert.vectors.std() * noise) * (1 + i)
        spaces.append(EmbeddingSpace(bert.tokens, vectors, bert.ids, f"run/step-{i}00", bert.family))
    return make_film(spaces)


@pytest.fixture(scope="module")
def film_page(film, tmp_path_factory):
    path = tmp_path_factory.mktemp("film") / "film.html"
    film.save(path)
    return path


@pytest.fixture
def shown(new_viewer, film_page):
    return opened(new_viewer(), film_page)


def opened(viewer, path):
    viewer.open(path)
    expect(viewer.page.locator(".film")).to_have_attribute("data-frame", str(FRAMES - 1))
    return viewer


def rest(viewer, frame):
    """Wait until the map rests at a frame, all of whose labels are seen."""
    expect(viewer.page.locator(".film")).to_have_attribute("data-frame", str(frame))
    subtitle = f"· step-{frame}00 ·"
    expect(viewer.page.locator(".caption")).to_contain_text(subtitle)
    viewer.page.wait_for_function(
        "() => document.getElementById('lexiscape').lexiscape.visibleLabels().some(({opacity}) => opacity > 0.7)"
    )
    viewer.ask("v.ready.then(() => null)")


def places(viewer):
    """Where tokens lie by the map's own coordinates."""
    return np.array(
        viewer.ask(
            """Array.from(v.data.ids, (_, i) => [
                 v.data.origin[0] + v.data.step * v.data.x[i],
                 v.data.origin[1] + v.data.step * (v.data.height - v.data.y[i])])"""
        )
    )


def test_each_frame_by_key_is_where_it_was_drawn(shown, film):
    page = shown.page
    step = shown.ask("v.data.step")
    assert places(shown) == pytest.approx(film.maps[2].xy, abs=3 * step)
    page.keyboard.press(",")
    rest(shown, 1)
    assert places(shown) == pytest.approx(film.maps[1].xy, abs=3 * step)
    page.keyboard.press(",")
    rest(shown, 0)
    assert places(shown) == pytest.approx(film.maps[0].xy, abs=3 * step)
    expect(page.get_by_role("button", name="The frame before")).to_be_disabled()
    page.keyboard.press(",")  # there is none before the first
    page.keyboard.press(".")
    rest(shown, 1)
    # whose neighbors, columns and colors are its own
    row = 17
    shown.ask("v.select(argument)", row)
    near = [film.maps[1].space.readable[other] for other in film.maps[1].found.indices[row, :10]]
    expect(page.locator(".neighbors button bdi").first).to_have_text(near[0])
    assert shown.ask("[...v.data.neighbors.slice(10 * argument, 10 * argument + 10)]", row) == (
        film.maps[1].found.indices[row, :10].tolist()
    )
    norms = shown.ask("[...v.data.columns.find(({name}) => name === 'norm').values]")
    assert norms == pytest.approx(film.maps[1].columns["norm"].values, rel=1e-3)
    # what is under the pointer is what lies there now
    shown.ask("v.select(-1)")
    shown.ask("v.look({x: v.data.x[argument], y: v.data.y[argument], scale: 40 * v.view.scale})", row)
    width, height = shown.ask("[v.size.width, v.size.height]")
    page.mouse.move(width / 2, height / 2)
    page.wait_for_function(f"() => document.getElementById('lexiscape').lexiscape.state.hover === {row}")


def test_the_slider_names_its_frames_and_what_moved_most_is_listed(shown, film):
    page = shown.page
    slider = page.get_by_role("slider", name="Frame")
    expect(slider).to_have_attribute("aria-valuetext", "step-200, 3 of 3")
    slider.press("ArrowLeft")
    rest(shown, 1)
    expect(slider).to_have_attribute("aria-valuetext", "step-100, 2 of 3")
    expect(page.locator(".film .name")).to_have_attribute("title", "run/step-100")
    expect(page.get_by_role("heading", name="Moved most since step-000")).to_be_visible()
    moved = [film.maps[0].space.readable[row] for row in film.moved_most(0)]
    assert page.locator(".film .tokens bdi").all_text_contents() == moved
    assert [trail["row"] for trail in shown.ask("v.state.trails")] == film.moved_most(0).tolist()
    page.get_by_label("Draw their ways").uncheck()
    assert shown.ask("v.state.trails") is None
    page.locator(".film .tokens button").first.click()
    assert shown.ask("v.state.selected") == film.moved_most(0)[0]
    expect(
        page.get_by_role("img", name=re.compile(r"Neighbors kept since the frame before: 0\.\d+ \(by"))
    ).to_be_visible()
    free, kept = (f"{100 * one[1]:.1f}%" for one in (film.free_recall, film.recall))
    expect(
        page.get_by_text(f"This map shows {kept} of the 10 true nearest; one laid out by itself, {free}.")
    ).to_be_visible()


def test_a_list_that_ends_among_equals_says_how_many_there_are(new_viewer, film, tmp_path):
    far = np.where(np.arange(N) < 10, 0.9, 0.25)
    path = tmp_path / "film.html"
    replace(film, distances=[np.arange(N) / N, far]).save(path)
    page = opened(new_viewer(), path).page
    expect(page.get_by_text("Of 290 that moved 0.250, 40 are listed.")).to_be_visible()
    page.keyboard.press(",")
    expect(page.get_by_role("heading", name="Moved most since step-000")).to_be_visible()
    expect(page.get_by_text("are listed.")).to_have_count(0)


def test_charts_come_first_and_a_figure_that_cannot_be_says_why(new_viewer, film, tmp_path):
    corrected = replace(film.steps[1], untrained=None, rows="abtt")
    unknown = replace(film.steps[2], untrained=None)
    path = tmp_path / "film.html"
    replace(film, steps=[film.steps[0], corrected, unknown]).save(path)
    page = opened(new_viewer(), path).page

    def said(name):
        return page.locator(".film figure", has_text=name).locator(".value")

    order = page.locator(".film .plots, .film .tokens, .film h3").evaluate_all(
        "(all) => all.map((one) => one.className)"
    )
    assert order == ["plots", "", "tokens"]
    expect(said("Neighbors in common with the last frame")).to_have_text("does not apply: it is the last frame itself")
    expect(said("Rows that look untrained")).to_have_text("not known")
    page.keyboard.press(",")
    expect(said("Rows that look untrained")).to_contain_text("does not apply: its rows are corrected")
    page.keyboard.press(",")
    expect(said("Neighbors kept since the frame before")).to_have_text("does not apply: no frame comes before it")
    expect(said("Rows that look untrained")).to_have_text(re.compile(r"^[\d.]+$"))


def test_points_slide_and_playing_goes_to_the_end_and_stops(new_viewer, film_page, film):
    viewer = opened(new_viewer(reduced_motion="no-preference"), film_page)
    page = viewer.page
    page.evaluate(RECORD)
    page.get_by_role("application").press(" ")  # the last frame is shown: it begins anew
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    page.wait_for_function("() => window.frames_seen.join() === '0,1,2'", timeout=60_000)
    rest(viewer, FRAMES - 1)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert places(viewer) == pytest.approx(film.maps[-1].xy, abs=3 * viewer.ask("v.data.step"))
    # on the way a token is neither here nor there, and no label is seen
    assert len(page.evaluate("[...window.places_seen]")) > FRAMES
    assert page.evaluate("window.labels_seen") == 0
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    frame = int(page.locator(".film").get_attribute("data-frame"))
    rest(viewer, frame)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_with_reduced_motion_it_jumps(shown):
    shown.page.evaluate(RECORD)
    shown.page.keyboard.press(",")
    rest(shown, 1)
    assert len(shown.page.evaluate("[...window.places_seen]")) == 2


@pytest.mark.parametrize("options", [{}, {"locale": "ja-JP", "viewport": {"width": 390, "height": 800}}])
def test_axe_finds_no_fault_and_the_box_speaks_the_reader_s_language(new_viewer, film_page, options):
    viewer = opened(new_viewer(**options), film_page)
    viewer.page.keyboard.press(",")
    rest(viewer, 1)
    assert faults(viewer) == []
    expect(viewer.page.get_by_role("button", name="次のコマ" if options else "The next frame")).to_be_visible()


def test_frames_that_were_cut_are_told_of_and_the_map_is_there(new_viewer, film_page, tmp_path):
    text = film_page.read_text("utf-8")
    start = text.index('<script id="lexiscape-film"')
    end = text.index("</script>", start)
    path = tmp_path / "cut.html"
    path.write_text(text[: end - 400] + text[end:], "utf-8")
    viewer = new_viewer().open(path)
    expect(viewer.page.get_by_role("alert")).to_contain_text("The frames of this page cannot be read")
    assert viewer.ask("v.data.n") == N
