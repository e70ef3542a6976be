"""What the map shows of the space it was drawn from: true neighbors, strangers, colors by true nearness."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lexiscape.columns import Column
from lexiscape.files import page
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

pytestmark = pytest.mark.graphics


@pytest.fixture
def line(new_viewer, tmp_path):
    """Forty tokens in a row; the true neighbors of each are the next three, but those of the first lie at the end."""
    n = 40
    xy = np.stack([np.arange(n), np.zeros(n)], axis=1).astype(np.float32)
    indices = (np.arange(n)[:, None] + np.arange(1, 4)) % n
    indices[0] = [39, 38, 37]
    distances = np.tile(np.array([0.125, 0.25, 0.5], np.float32), (n, 1))
    space = EmbeddingSpace([f"t{i}" for i in range(n)], np.ones((n, 2), np.float32), np.arange(n), "line")
    columns = {"rank": Column("rank", "Rank", np.arange(n, dtype=np.float32))}
    EmbeddingMap(space, Neighbors(indices.astype(np.int32), distances), xy, columns).save(tmp_path / "line.html")
    return new_viewer().open(tmp_path / "line.html")


def test_the_card_tells_true_neighbors_from_those_that_only_seem_to_be(line):
    line.ask("v.select(0)")
    card = line.page.get_by_role("complementary")
    assert card.locator("ol bdi:not(.raw)").all_inner_texts() == ["t39", "t38", "t37"]
    assert [float(text) for text in card.locator("ol .value").all_inner_texts()] == pytest.approx(
        [0.875, 0.75, 0.5], abs=1e-3
    )
    assert card.locator(".strangers bdi").all_inner_texts() == ["t1", "t2", "t3"]
    expect(card).to_contain_text("0 of 3 are also the nearest on the map")
    card.get_by_role("button", name="t38").click()
    expect(card.get_by_role("heading", level=2)).to_have_text("t38")


def test_how_many_were_kept_is_what_the_column_says(new_viewer, make_map, tmp_path):
    """Tokens in one place: which of them are nearest is chance on the page, so it must not count anew."""
    kept = Column("kept", "Neighbors kept", np.arange(200, dtype=np.float32) % 11 / 10)
    xy = np.zeros((200, 2), np.float32)
    xy[150:] = np.random.default_rng(0).normal(size=(50, 2))
    make_map([f"t{i}" for i in range(200)], xy=xy, columns=[kept]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    for row in (0, 3, 10, 160):
        viewer.ask("v.select(argument)", row)
        expect(viewer.page.get_by_role("complementary")).to_contain_text(f"{row % 11} of 10 are also the nearest")


def test_notes_name_the_neighbors_where_they_lie_or_where_the_way_there_leaves_the_free_part(line):
    line.ask("v.select(0)")
    notes = {label["text"]: label for label in line.labels() if label["row"] in (0, 37, 38, 39)}
    assert set(notes) == {"t0", "t37", "t38", "t39"}
    free = line.page.get_by_role("complementary").bounding_box()["x"]  # beyond, at the edge
    for text, note in notes.items():
        at = line.ask("v.view.scale * (v.data.x[argument] - v.view.x) + 640", int(text[1:]))
        seen = min(at, free)
        assert note["left"] - 24 <= seen <= note["left"] + note["width"] + 24


def color_at(viewer, row):
    """The color of a row's point, from a screenshot, free of labels and lines."""
    return viewer.page.evaluate(
        """(row) => {
          const v = document.getElementById("lexiscape").lexiscape;
          const gl = document.getElementById("lexiscape").shadowRoot.querySelector("canvas").getContext("webgl2");
          const x = Math.round((v.data.x[row] - v.view.x) * v.view.scale + innerWidth / 2);
          const y = Math.round((v.data.y[row] - v.view.y) * v.view.scale + innerHeight / 2);
          return new Promise((done) => {
            v.look({ ...v.view, x: v.view.x + 1e-6 }); // draw the points again
            requestAnimationFrame(() => {
              const pixel = new Uint8Array(4);
              gl.readPixels(x, innerHeight - y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
              done([...pixel.slice(0, 3)]);
            });
          });
        }""",
        row,
    )


def test_true_nearness_colors_the_far_end_and_not_what_lies_beside(line):
    line.ask("v.select(0)")
    line.page.get_by_label("Color by true nearness").check()
    nearest, third, beside, far = (color_at(line, row) for row in (39, 37, 20, 24))
    assert nearest != third
    assert beside == far  # neither is reached by chains of neighbors from the first: both are grey
    assert max(beside) - min(beside) < 12
    assert max(nearest) - min(nearest) > 60
    line.page.get_by_label("Color by true nearness").uncheck()
    assert color_at(line, 39) != nearest


def test_true_nearness_is_not_greyed_by_a_search_and_the_legend_says_what_is_shown(line):
    legend = line.page.get_by_role("region", name="Color by")
    line.ask("v.select(0)")
    line.page.get_by_label("Color by true nearness").check()
    free = [color_at(line, row) for row in (39, 37)]
    line.page.get_by_role("searchbox").fill("t5")
    assert [color_at(line, row) for row in (39, 37)] == free
    expect(legend.get_by_role("combobox").locator("option:checked")).to_have_text("True nearness")
    expect(legend).to_contain_text("nearest")
    legend.get_by_role("combobox").select_option("rank")
    assert line.ask("v.state.mode") == "column"
    expect(legend).not_to_contain_text("nearest")
    assert max(color_at(line, 39)) - min(color_at(line, 39)) < 12  # greyed by the search again


def test_true_nearness_ends_with_the_selection(line):
    line.ask("v.select(0)")
    plain = color_at(line, 20)
    line.page.get_by_label("Color by true nearness").check()
    assert color_at(line, 20) != plain
    line.page.get_by_role("button", name="Close").click()
    assert line.ask("v.state.mode") == "column"
    line.ask("v.select(1)")
    expect(line.page.get_by_label("Color by true nearness")).not_to_be_checked()
    assert color_at(line, 20) == plain


def test_the_page_reads_neighbors_and_distances_as_python_does(bert, bert_page):
    sent = page.read(bert_page)
    n, k = sent.indices.shape
    assert bert.ask("[v.data.n, v.data.k]") == [n, k]
    np.testing.assert_array_equal(bert.ask("Array.from(v.data.neighbors)"), sent.indices.ravel())
    np.testing.assert_allclose(bert.ask("Array.from(v.data.distances)"), sent.distances.ravel(), rtol=1e-6)
