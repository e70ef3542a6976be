"""Tours: a page that carries one leads over its map; one is made in the page, and a copy of the page carries it on."""

import json
import math

import pytest
from playwright.sync_api import expect

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
    seen = toured.ask("[(v.data.x[3] + v.data.x[4]) / 2 - v.view.x, (v.data.y[3] + v.data.y[4]) / 2 - v.view.y]")
    assert max(map(abs, seen)) * toured.ask("v.view.scale") < 1
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
