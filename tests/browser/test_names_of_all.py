"""Columns and categories called as what every JavaScript object has: shown, filtered and linked like any others."""

import numpy as np
import pytest
from playwright.sync_api import expect

import lexiscape as lx

N = 60


@pytest.fixture(scope="module")
def names(browser):
    page = browser.new_page()
    found = page.evaluate("Object.getOwnPropertyNames(Object.prototype)")
    page.close()
    assert {"constructor", "__proto__", "toString", "hasOwnProperty"} < set(found)
    return found


@pytest.fixture(scope="module")
def saved(names, tmp_path_factory):
    """A map of which the columns, and of each but the first the categories, are called so; every second has numbers."""
    values = np.random.default_rng(0).normal(size=(N, 6)).astype(np.float32)
    texts = np.array([names[row % len(names)] for row in range(N)], object)
    fields = {name: texts if place % 2 == 0 else np.arange(N) / 7 for place, name in enumerate(names)}
    path = tmp_path_factory.mktemp("names") / "map.html"
    space = lx.open_space([names[row] if row < len(names) else f"t{row}" for row in range(N)], values)
    lx.map_space(lx.EmbeddingSpace(space.tokens, space.vectors, space.ids, fields=fields)).save(path)
    return path


def test_every_name_of_an_object_is_a_column_like_another(new_viewer, names, saved):
    viewer = new_viewer().open(saved)
    known = viewer.ask("v.data.columns.map((column) => [column.name, column.categories])")
    assert {name for name, _ in known} >= set(names)
    filters = []
    for name, categories in known:
        if name not in names:
            continue
        # all that follows a choice must not show a filter of a column that has none
        viewer.ask("v.set({ colorBy: argument, filters: {} })", name)
        assert viewer.ask("Object.keys(v.state.masks)") == []
        assert viewer.page.locator(".chips button").count() == 0
        kept = {"only": [1]} if categories else {"low": 1, "high": 2}
        viewer.ask("v.set({ filters: Object.fromEntries([argument]) })", [name, kept])
        rows = viewer.ask("v.state.masks.filters.reduce((sum, kept) => sum + kept, 0)")
        assert 0 < rows < N
        viewer.ask("v.set({ colorBy: 'rank' })")
        expect(viewer.page.locator(".chips button")).to_have_count(1)
        viewer.page.locator(".chips button").click()
        assert viewer.ask("Object.keys(v.state.filters)") == []
        filters.append([name, kept])
    viewer.ask("v.set({ filters: Object.fromEntries(argument) })", filters)
    fragment = viewer.page.evaluate("location.hash")
    assert sorted(new_viewer().open(saved, fragment).ask("Object.entries(v.state.filters)")) == sorted(filters)


def test_the_legend_of_such_a_column_is_made_of_switches(new_viewer, names, saved):
    viewer = new_viewer().open(saved)
    panel = viewer.page.get_by_role("region", name="Color by")
    for name in names[::2]:
        viewer.ask("v.set({ colorBy: argument, filters: {} })", name)
        switch = panel.get_by_role("listitem").nth(1).get_by_role("button")
        expect(switch).to_have_attribute("aria-pressed", "false")
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "true")
        assert viewer.ask("Object.keys(v.state.filters)") == [name]


def test_a_column_of_one_number_is_named_and_has_no_scale(new_viewer, tmp_path):
    space = lx.open_space([f"t{row}" for row in range(N)], np.random.default_rng(0).normal(size=(N, 6)))
    same = lx.EmbeddingSpace(space.tokens, space.vectors, space.ids, fields={"same": np.full(N, 1.0, np.float32)})
    lx.map_space(same).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ colorBy: 'same' })")
    expect(viewer.page.locator(".legend .constant")).to_have_text("1, the same for all")
    expect(viewer.page.locator(".scale")).to_have_count(0)
