"""Numbers on the page are those of the map: whole ones with every digit, a column of one number without a slider."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lexiscape.columns import Column

N = 400


@pytest.fixture
def numbers(new_viewer, make_map, tmp_path):
    rows = np.arange(N)
    fractions = (rows * np.float32(1.2345678) + np.float32(1000)).astype(np.float32)
    columns = [
        Column("count", "Count", (104_626 + 1000 * rows).astype(np.float32)),
        Column("length", "Length", fractions),
        Column("same", "Same", np.full(N, 7, np.float32)),
    ]
    make_map([f"word{i}" for i in range(N)], columns=columns).save(tmp_path / "map.html")
    return new_viewer().open(tmp_path / "map.html")


def facts(viewer):
    card = viewer.page.get_by_role("complementary", name="Token")
    terms, values = (card.locator(f"dl {tag}").all_inner_texts() for tag in ("dt", "dd"))
    return dict(zip(terms, values, strict=True))


def test_whole_numbers_are_shown_whole_and_others_as_the_file_keeps_them(numbers):
    numbers.ask("v.select(0)")
    assert facts(numbers) == {"id": "0", "Count": "104,626", "Length": "1,000", "Same": "7"}
    numbers.ask("v.select(321)")
    assert facts(numbers) == {"id": "321", "Count": "425,626", "Length": "1,396", "Same": "7"}


def test_a_scale_and_a_filter_of_whole_numbers_name_whole_numbers(numbers):
    numbers.ask("v.set({ colorBy: 'count' })")
    ends = numbers.page.locator(".scale .ends span").all_inner_texts()
    assert ends == ["≤ 107,626", "≥ 500,626"]
    numbers.ask("v.set({ filters: { count: { low: 104626, high: 204626 } }, colorBy: 'length' })")
    expect(numbers.page.get_by_role("button", name="Remove the filter")).to_contain_text("104,626 – 204,626")


def test_a_column_of_one_number_says_so(numbers):
    numbers.ask("v.set({ colorBy: 'same' })")
    expect(numbers.page.locator(".legend .constant")).to_have_text("7, the same for all")
    expect(numbers.page.locator(".legend .scale input")).to_have_count(0)
