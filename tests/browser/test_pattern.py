"""Searches by regular expression: beside the page, so that none can hold it up."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

#: On forty letters this takes longer than anybody lives.
ENDLESS = r"/^((\w+)+)+!$/"


@pytest.fixture(scope="module")
def page_path(make_map, tmp_path_factory):
    path = tmp_path_factory.mktemp("pattern") / "map.html"
    make_map(["a" * 40, "king", "kings", "queen", *(f"t{i}" for i in range(40))]).save(path)
    return path


def status(viewer):
    return viewer.page.get_by_role("region", name="Search tokens").get_by_role("status")


def test_an_endless_pattern_is_given_up_and_the_page_lives_on(new_viewer, page_path):
    viewer = new_viewer().open(page_path)
    viewer.page.get_by_role("searchbox").fill(ENDLESS)
    viewer.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(status(viewer)).to_have_text("this pattern takes too long")
    viewer.page.get_by_role("searchbox").fill("/^king/")
    expect(status(viewer)).to_have_text("2 found")


def test_an_endless_pattern_from_a_link_is_taken_back_by_typing_on(new_viewer, page_path):
    viewer = new_viewer(locale="ja-JP")
    viewer.page.goto(page_path.as_uri() + f"#find={quote(ENDLESS)}")
    viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
    viewer.page.get_by_role("searchbox").fill("queen")
    viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.state.matches?.length === 1")
    viewer.page.get_by_role("searchbox").fill(ENDLESS)
    viewer.page.get_by_text("この正規表現は時間がかかりすぎます").wait_for()


def test_without_workers_patterns_are_tried_on_the_page(new_viewer, page_path):
    viewer = new_viewer()
    viewer.page.add_init_script("delete window.Worker;")
    viewer.open(page_path)
    viewer.page.get_by_role("searchbox").fill("/^king/")
    expect(status(viewer)).to_have_text("2 found")
