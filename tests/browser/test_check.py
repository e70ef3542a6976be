"""The Check panel: what a check found, chosen and seen on the map, in the reader's language; none without a check."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

import lexiscape as lx
from lexiscape.check import FINDINGS
from lexiscape.files.reports import save_report
from lexiscape.pictures.regions import find_regions

PICKED = "v.state.picked && [...v.state.picked]"


@pytest.fixture(scope="module")
def checked():
    """A map of the packaged BERT's reserved rows and its commonest words."""
    return lx.map_space(lx.open_space("demo:bert").take(np.r_[1:301, 2000:3000]), check=True)


@pytest.fixture(scope="module")
def checked_page(checked, tmp_path_factory):
    path = tmp_path_factory.mktemp("checked") / "checked.html"
    checked.save(path)
    return path


def test_a_finding_selects_its_rows_and_flies_to_them(new_viewer, checked, checked_page):
    viewer = new_viewer().open(checked_page)
    page = viewer.page
    panel = page.locator(".check")
    panel.get_by_text("Check", exact=True).click()
    told = {entry["name"]: entry for entry in checked.meta["check"]["findings"]}
    quiet = panel.locator(".quiet")
    expect(quiet).to_contain_text("None found: Rows that hold NaN or infinite values; ")
    chooser = panel.get_by_role("button", name="Rows that look untrained")
    expect(chooser).to_contain_text(f"{told['untrained']['count']:,}")
    assert told["untrained"]["rule"] in chooser.get_attribute("title")
    before = viewer.ask("v.view.scale")
    chooser.click()
    assert viewer.ask(PICKED) == told["untrained"]["rows"]
    expect(chooser).to_have_attribute("aria-pressed", "true")
    expect(panel.get_by_text(told["untrained"]["advice"])).to_be_visible()
    assert viewer.ask("v.view.scale") > 1.5 * before
    seen = """argument.filter((i) => Math.abs((v.data.x[i] - v.view.x) * v.view.scale) < v.size.width / 2
      && Math.abs((v.data.y[i] - v.view.y) * v.view.scale) < v.size.height / 2).length"""
    assert viewer.ask(seen, told["untrained"]["rows"]) > 0.9 * told["untrained"]["count"]
    expect(page.get_by_role("region", name="Selection").get_by_role("listitem").first).to_be_visible()
    chooser.click()
    assert viewer.ask(PICKED) is None


def names_on_the_way(viewer):
    """What places are called here, and come a step nearer."""
    names = viewer.ask("v.visibleRegions().map((region) => region.text)")
    viewer.zoom(1.4)
    return names


def test_whatever_finding_has_a_title_in_japanese_has_its_advice_and_rule_too():
    ja = (Path(__file__).parents[2] / "web/src/locales/ja.ts").read_text("utf-8")
    names = {}
    for part in ("findings", "advice", "rules"):
        told = re.search(rf"\n  {part}: \{{\n(.*?)\n  \}},", ja, re.DOTALL)[1]
        names[part] = re.findall(r'^    "?([a-z-]+)"?:', told, re.MULTILINE)
    assert set(names["findings"]) <= FINDINGS.keys()
    assert names["findings"] == names["advice"] == names["rules"]


def test_the_place_of_untrained_rows_is_named_so_on_page_and_figure(new_viewer, checked, checked_page):
    names = {region.words for region in find_regions(checked)}
    assert ("untrained rows",) in names
    for locale, name in (("en-US", "untrained rows"), ("ja-JP", "学習されていない行")):
        viewer = new_viewer(locale=locale).open(checked_page)
        assert any(name in names_on_the_way(viewer) for _ in range(6))
    viewer.page.locator(".check summary").click()
    viewer.page.locator(".check [data-finding=untrained]").click()
    why = viewer.page.locator(".check .why:visible")
    expect(why.locator("[lang=ja]")).to_contain_text(["プロンプトに入れないでください", "雑音だけ離れている"])
    expect(why.locator("[lang=en]")).to_contain_text(["expected false share"])


def test_a_map_without_a_check_has_no_panel_and_odd_findings_are_left_out(new_viewer, checked, tmp_path):
    plain = {key: value for key, value in checked.meta.items() if key != "check"}
    odd = [
        None,
        {"name": "x"},
        {"name": "y", "rows": [-1, 1e9, 0.5, "2"]},
        {"name": "z<b>", "rows": [3, 3], "title": 7},
    ]
    quiet = {"findings": [], "none": [{"name": "zero", "title": "Rows of zeros", "unchecked": ""}, 3]}
    quiet["left_out"] = {"partial": "no <b>tokenizer</b>"}
    cases = [(plain, 0), ({**plain, "check": quiet}, 0), ({**plain, "check": {"findings": odd}}, 1)]
    for number, (meta, shown) in enumerate(cases):
        path = tmp_path / f"{number}.html"
        lx.EmbeddingMap(checked.space, checked.found, checked.xy, checked.columns, meta).save(path)
        viewer = new_viewer().open(path)
        assert viewer.page.locator(".check li").count() == shown
        said = viewer.page.locator(".check .quiet").all_text_contents()
        assert said == (
            []
            if number == 0
            else ["None found: Rows of zerosNot checked: partial (no <b>tokenizer</b>)"]
            if number == 1
            else [""]
        )
    viewer.page.locator(".check summary").click()
    viewer.page.locator(".check").get_by_role("button", name="z<b>").click()
    assert viewer.ask(PICKED) == [3]


def test_a_report_is_read_in_the_language_of_the_browser_or_of_its_switch(browser, checked, tmp_path):
    path = tmp_path / "report.html"
    save_report(lx.check_vocabulary(checked.space), path)
    problems = []
    for locale, shown, hidden, other in (
        ("en-US", "Rows that look untrained", "学習されていないように見える行", "日本語"),
        ("ja-JP", "学習されていないように見える行", "Rows that look untrained", "English"),
    ):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.goto(path.as_uri())
        expect(page.get_by_role("link", name=shown)).to_be_visible()
        expect(page.get_by_text(hidden).first).to_be_hidden()
        page.get_by_label(other).check()
        expect(page.get_by_role("link", name=hidden)).to_be_visible()
        expect(page.get_by_text(shown).first).to_be_hidden()
        assert problems == []
        context.close()
