"""The comparison page in a real browser: two maps that act as one, the slider, the score card, hostile tokens."""

from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

import lexiscape as lx
from lexiscape.compare import compare_spaces
from lexiscape.errors import LexiscapeWarning
from lexiscape.files.comparisons import save_comparison
from lexiscape.maps.aligned import align_maps
from lexiscape.space import EmbeddingSpace

MAPS = "document.getElementById('lexiscape').lexiscapeMaps()"


@pytest.fixture(scope="module")
def page_path(tmp_path_factory):
    bert = lx.open_space("demo:bert").range(1996, 3196)
    noise = np.random.default_rng(0).normal(size=bert.vectors.shape).astype(np.float32)
    layers = [
        replace(bert, vectors=bert.vectors + s * noise, name=f"bert layer {i}") for i, s in enumerate((0.02, 0.05))
    ]
    comparison = compare_spaces([bert, *layers])
    path = tmp_path_factory.mktemp("report") / "report.html"
    save_comparison(comparison, path, align_maps(comparison))
    return path


@pytest.fixture
def report(new_viewer, page_path):
    return opened(new_viewer(), page_path)


def opened(viewer, path):
    viewer.page.goto(path.as_uri())
    viewer.page.wait_for_function(f"() => document.getElementById('lexiscape').lexiscapeMaps && {MAPS}.length === 2")
    viewer.page.evaluate(f"Promise.all({MAPS}.map((map) => map.ready)).then(() => null)")
    return viewer.page


def states(page, key):
    return page.evaluate(f"{MAPS}.map((map) => map.state[{key!r}])")


def test_what_is_chosen_in_one_map_is_chosen_in_the_other(report):
    row = report.evaluate(f"{MAPS}[0].data.readable.indexOf('music')")
    report.evaluate(f"{MAPS}[0].select({row})")
    assert states(report, "selected") == [row, row]
    other = report.evaluate(f"{MAPS}[1].data.readable.indexOf('war')")
    report.evaluate(f"{MAPS}[1].select({other})")
    assert states(report, "selected") == [other, other]
    report.evaluate(f"{MAPS}[1].set({{hover: 7, colorBy: 'rank'}})")
    assert states(report, "hover") == [7, 7]
    assert states(report, "colorBy") == ["rank", "rank"]
    report.get_by_role("searchbox").first.fill("seven")
    assert states(report, "query") == ["seven", "seven"]
    found = report.evaluate(f"{MAPS}.map((map) => map.state.matches.length)")
    assert found[0] == found[1] > 0


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
@pytest.mark.parametrize(("width", "phone"), [(1280, False), (1100, False), (360, True)])
def test_buttons_fold_whole_and_no_name_breaks(new_viewer, page_path, locale, width, phone):
    viewer = new_viewer(viewport={"width": width, "height": 740}, locale=locale, has_touch=phone, is_mobile=phone)
    page = opened(viewer, page_path)
    controls = page.locator(".strip .controls")
    expect(controls).to_be_visible()
    frame = controls.bounding_box()
    buttons = controls.locator("button:visible")
    assert buttons.count() >= 9
    square = 44 if phone else 36
    for button in buttons.all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= square - 0.1
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"] - box["width"]
    lines = """(button) => {
      const range = document.createRange();
      range.selectNodeContents(button);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    }"""
    assert controls.locator("[data-key=language]").evaluate(lines) == 1


def test_a_share_is_written_as_on_a_map_s_page(report):
    expect(report.locator(".note").first).to_contain_text("%")
    told = report.locator("#lexiscape").inner_text()
    assert " %" not in told.replace("\u00a0", " ")


def test_only_what_changed_goes_to_the_other_map(report):
    report.evaluate(f"{MAPS}[0].set({{theme: 'dark'}})")
    assert states(report, "theme") == ["dark", "dark"]
    report.evaluate(f"{MAPS}[1].set({{hover: 3}})")
    assert states(report, "theme") == ["dark", "dark"]
    report.evaluate(f"{MAPS}[1].set({{filters: {{rank: {{low: 0, high: 2500}}}}}})")
    assert states(report, "filters") == [{"rank": {"low": 0, "high": 2500}}] * 2
    report.get_by_label("Compare with").fill("2")
    report.wait_for_function(f"() => {MAPS}[1]?.data.name === 'bert layer 1'")
    assert states(report, "filters") == [{"rank": {"low": 0, "high": 2500}}] * 2


def test_traits_stand_beside_chance_with_their_papers(report):
    table = report.locator("table", has_text="What papers have told of such spaces")
    expect(table.locator("thead th")).to_have_text(["Trait", "demo:bert", "bert layer 0", "bert layer 1"])
    months = table.locator("tr", has_text="months:circle")
    expect(months).to_contain_text("Engels et al. 2024, arXiv 2405.14860")
    expect(months.locator("td").nth(1)).to_contain_text("0.468by chance 0.000 ± 0.084; of 12 tokens")


def test_what_is_not_measured_is_told_with_its_reason(report):
    told = report.locator(".note", has_text="Not measured, of the tokens compared:")
    items = told.get_by_role("listitem")
    expect(items.filter(has_text="weekdays:")).to_have_text(
        "weekdays: 2 of 7 are tokens in one spelling; lacking: mon, tue, wed, thu, fri"
    )
    expect(items.filter(has_text="dimension:")).to_have_text(
        "dimension: tokens: 1,200 of 3,840 that are needed, ten for each dimension, and 100 at least"
    )


def spoiled(whole, i):
    """The page with one letter of map number i changed."""
    start = whole.index(f'id="lexiscape-data-{i}"'.encode())
    at = whole.index(b">", start) + 4000
    return whole[:at] + (b"A" if whole[at : at + 1] != b"A" else b"B") + whole[at + 1 :]


def test_one_damaged_map_leaves_the_others(new_viewer, page_path, tmp_path):
    (tmp_path / "report.html").write_bytes(spoiled(page_path.read_bytes(), 2))
    page = opened(new_viewer(), tmp_path / "report.html")
    page.get_by_label("Compare with").fill("2")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    expect(page.get_by_role("heading", name="bert layer 1", exact=True)).to_be_visible()
    assert page.evaluate(f"{MAPS}.length") == 1
    page.get_by_label("Compare with").fill("1")
    page.wait_for_function(f"() => {MAPS}[1]?.data.name === 'bert layer 0'")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_damaged_second_map_is_said_in_its_place(new_viewer, page_path, tmp_path):
    (tmp_path / "report.html").write_bytes(spoiled(page_path.read_bytes(), 1))
    page = new_viewer().page
    page.goto((tmp_path / "report.html").as_uri())
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    page.get_by_label("Compare with").fill("2")
    page.wait_for_function(f"() => {MAPS}[1]?.data.name === 'bert layer 1'")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_that_was_cut_says_so(new_viewer, page_path, tmp_path):
    whole = page_path.read_bytes()
    for name, cut in (("data", whole[: whole.index(b'id="lexiscape-data-1"') + 500]), ("script", whole[:-5000])):
        (tmp_path / f"{name}.html").write_bytes(cut)
        page = new_viewer().page
        page.goto((tmp_path / f"{name}.html").as_uri())
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("cut before its end")


def test_the_maps_move_together_until_told_otherwise(report):
    def centers():
        """The token nearest to the middle of each map's home view, in map coordinates."""
        return report.evaluate(
            f"""{MAPS}.map((map) => {{
              const {{data, view}} = map;
              return [data.origin[0] + data.step * view.x, data.origin[1] + data.step * (data.height - view.y),
                      view.scale / data.step];
            }})"""
        )

    report.evaluate(f"{MAPS}[0].look({{x: 20000, y: 30000, scale: 0.05}})")
    left, right = centers()
    assert left == pytest.approx(right, rel=1e-3)
    report.get_by_label("Move both maps together").uncheck()
    report.evaluate(f"{MAPS}[1].look({{x: 40000, y: 10000, scale: 0.1}})")
    left, right = centers()
    assert left[2] != pytest.approx(right[2], rel=0.1)


def test_the_slider_changes_the_second_map_and_keeps_the_choice(report):
    report.evaluate(f"{MAPS}[0].select(42)")
    before = report.get_by_role("row", name="overlap@10").inner_text()
    report.get_by_label("Compare with").fill("2")
    report.wait_for_function(f"() => {MAPS}[1].data.name === 'bert layer 1'")
    expect(report.get_by_role("heading", name="bert layer 1", exact=True)).to_be_visible()
    assert states(report, "selected") == [42, 42]
    assert report.get_by_role("row", name="overlap@10").inner_text() != before
    report.evaluate(f"{MAPS}[1].select(43)")
    assert states(report, "selected") == [43, 43]


def test_both_maps_have_one_search_one_legend_and_one_strip_of_buttons_outside_of_them(report):
    for role, name in (("searchbox", "Search tokens"), ("combobox", "Color by"), ("toolbar", "Controls")):
        expect(report.get_by_role(role, name=name)).to_have_count(1)
    covers = report.evaluate(
        """[...document.querySelectorAll(".map")].map(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll(".panel")].filter((panel) => panel.checkVisibility()).length)"""
    )
    assert covers == [0, 0]
    report.get_by_role("button", name="Zoom in").click()
    home = report.evaluate(f"{MAPS}.map((map) => map.view.scale)")
    assert home[0] > 0
    report.get_by_role("toolbar").press("l")
    assert states(report, "tool") == ["lasso", "lasso"]


def test_a_color_says_the_same_in_both_maps(report):
    ends = report.evaluate(f"{MAPS}.map((map) => map.data.columns.find(({{ name }}) => name === 'overlap').ends)")
    values = report.evaluate(
        f"{MAPS}.map((map) => [...map.data.columns.find(({{ name }}) => name === 'overlap').values])"
    )
    assert ends[0] == ends[1]
    assert ends[0][0] <= min(np.quantile(one, 0.02) for one in values)
    assert ends[0][1] >= max(np.quantile(one, 0.98) for one in values)


def test_the_title_names_what_is_compared_now(report):
    expect(report.get_by_role("heading", level=1)).to_have_text("demo:bert · bert layer 0")
    report.get_by_label("Compare with").fill("2")
    expect(report.get_by_role("heading", level=1)).to_have_text("demo:bert · bert layer 1")
    expect(report).to_have_title("demo:bert · bert layer 1 · Lexiscape")


def test_a_link_opens_the_same_layer_token_and_place(report, new_viewer, page_path):
    report.get_by_label("Compare with").fill("2")
    report.wait_for_function(f"() => {MAPS}[1]?.data.name === 'bert layer 1'")
    row = report.evaluate(f"{MAPS}[0].data.readable.indexOf('music')")
    report.evaluate(f"{MAPS}[0].goTo({row})")
    report.wait_for_function("() => /layer=2/.test(location.hash) && /token=/.test(location.hash)")
    report.wait_for_function("() => /at=/.test(location.hash)")
    before = report.evaluate(f"{MAPS}.map((map) => map.view.scale / map.data.step)")
    other = new_viewer().page
    other.goto(report.url)
    other.wait_for_function(f"() => document.getElementById('lexiscape').lexiscapeMaps && {MAPS}.length === 2")
    assert other.evaluate(f"{MAPS}[1].data.name") == "bert layer 1"
    assert states(other, "selected") == [row, row]
    assert other.evaluate(f"{MAPS}.map((map) => map.view.scale / map.data.step)") == pytest.approx(before, rel=1e-3)


def test_the_wheel_scrolls_the_report_until_a_map_has_the_focus(report):
    before = report.evaluate(f"{MAPS}[0].view.scale")
    box = report.locator(".map").first.bounding_box()
    report.mouse.move(box["x"] + 200, box["y"] + 200)
    report.mouse.wheel(0, 60)
    report.wait_for_function("() => scrollY > 0")
    assert report.evaluate(f"{MAPS}[0].view.scale") == before
    expect(report.get_by_text("hold Ctrl, to zoom").first).to_be_visible()
    report.evaluate("scrollTo(0, 0)")
    report.keyboard.down("Control")
    report.mouse.wheel(0, -60)
    report.keyboard.up("Control")
    report.wait_for_function(f"(before) => {MAPS}[0].view.scale > before", arg=before)
    report.mouse.click(box["x"] + 3, box["y"] + 3)
    expect(report.get_by_text("hold Ctrl, to zoom").first).to_be_hidden()
    before = report.evaluate(f"{MAPS}[0].view.scale")
    report.mouse.wheel(0, -60)
    report.wait_for_function(f"(before) => {MAPS}[0].view.scale > before", arg=before)
    assert report.evaluate("scrollY") == 0


def test_score_card_plot_and_lists(report):
    expect(report.get_by_text("1,200 tokens shared by id")).to_be_visible()
    assert report.get_by_role("img", name="Scores, space by space").locator("polygon").count() == 6
    table = report.get_by_role("table", name="Moved most")
    button = table.get_by_role("button").first
    token = button.inner_text()
    button.click()
    row = states(report, "selected")[0]
    assert report.evaluate(f"{MAPS}[0].data.readable[{row}]") == token


@pytest.mark.parametrize(("n", "told"), [(5, "of the nearest neighbors;"), (15, "of the 5 nearest neighbors;")])
def test_few_tokens_have_no_ten_neighbors(new_viewer, tmp_path, n, told):
    vectors = np.random.default_rng(0).normal(size=(2, n, 8)).astype(np.float32)
    with pytest.warns(LexiscapeWarning, match="neighborhoods are cut"):
        comparison = compare_spaces([lx.open_space([f"w{i}" for i in range(n)], rows) for rows in vectors])
    save_comparison(comparison, tmp_path / "few.html", align_maps(comparison))
    page = opened(new_viewer(), tmp_path / "few.html")
    expect(page.get_by_text(told)).to_have_count(2)


def test_a_list_that_ends_among_equals_says_how_many_there_are(new_viewer, tmp_path):
    vectors = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    same = [EmbeddingSpace([f"w{i}" for i in range(60)], vectors, np.arange(60), name) for name in ("one", "two")]
    comparison = compare_spaces(same)
    save_comparison(comparison, tmp_path / "same.html", align_maps(comparison))
    page = opened(new_viewer(), tmp_path / "same.html")
    expect(page.get_by_text("Of 60 tokens at 1.0, 20 are listed.")).to_have_count(2)


def test_hostile_tokens_are_shown_and_never_run(new_viewer, hostile, tmp_path):
    rng = np.random.default_rng(0)
    tokens = [*hostile, *(f"w{i}" for i in range(60))]
    spaces = [
        EmbeddingSpace(tokens, rng.normal(size=(len(tokens), 8)).astype(np.float32), np.arange(len(tokens)), name)
        for name in ("</script><script>alert(1)</script>", "two")
    ]
    comparison = compare_spaces(spaces)
    path = tmp_path / "hostile.html"
    save_comparison(comparison, path, align_maps(comparison))
    page = opened(new_viewer(), path)
    assert page.evaluate(f"{MAPS}[0].data.n") == len(comparison)
    expect(page.get_by_role("heading", level=1)).to_contain_text("</script>")
