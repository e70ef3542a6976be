"""Real vocabularies in Japanese: the words of ja-ginza, and a Llama vocabulary with its byte tokens."""

import pytest
from tests.browser.conftest import Viewer
from tests.browser.test_labels import overlapping

import lexiscape as lx


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A page of each vocabulary, drawn as by default."""
    folder = tmp_path_factory.mktemp("models")
    paths = {"ginza": folder / "ginza.html", "llama": folder / "llama.html"}
    lx.map_space("spacy:ja_ginza").save(paths["ginza"])
    lx.map_space("demo:llama").save(paths["llama"])
    return paths


@pytest.fixture
def ginza(new_viewer, pages) -> Viewer:
    return new_viewer(locale="ja-JP").open(pages["ginza"])


@pytest.fixture
def llama(new_viewer, pages) -> Viewer:
    return new_viewer().open(pages["llama"])


@pytest.mark.parametrize("name", ["ginza", "llama"])
def test_no_label_over_another_anywhere_at_any_zoom(new_viewer, pages, name):
    viewer = new_viewer().open(pages[name])
    n = viewer.ask("v.data.n")
    for row in range(7, n, n // 6):
        x, y = viewer.ask("[v.data.x[argument], v.data.y[argument]]", row)
        viewer.ask("v.home()")
        for zoom in (1, 2.3, 4, 7, 11, 30):
            viewer.zoom(zoom, x, y)
            shown = [*viewer.labels(), *viewer.ask("v.visibleRegions()")]
            assert shown
            assert overlapping(shown) == []


def inks(viewer, labels):
    """The share of each label's box that is covered by letters."""
    return viewer.page.evaluate(
        """(boxes) => {
          const overlay = document.getElementById("lexiscape").shadowRoot.querySelectorAll("canvas")[1];
          const { data, width } = overlay.getContext("2d").getImageData(0, 0, overlay.width, overlay.height);
          return boxes.map(([left, top, wide, high]) => {
            let count = 0;
            for (let y = top; y < top + high; y++) {
              for (let x = left; x < left + wide; x++) {
                const at = 4 * (y * width + x);
                if (data[at + 3] > 200 && data[at] < 110) count++;
              }
            }
            return count / (wide * high);
          });
        }""",
        [[round(label[key]) for key in ("left", "top", "width", "height")] for label in labels],
    )


def in_the_open(label):
    """Whether no panel lies over a label."""
    return 340 < label["left"] < 900 and 100 < label["top"] < 650


def test_japanese_labels_are_drawn_and_not_left_as_boxes(ginza):
    ginza.zoom(3)
    for _ in range(10):
        ginza.ask("null")  # labels are painted over a few frames
    whole = [label for label in ginza.labels() if label["opacity"] == 1 and in_the_open(label)]
    kanji = [label for label in whole if "\u4e00" <= label["text"][0] <= "\u9fff"]
    assert len(kanji) > 10
    covered = inks(ginza, kanji)
    # the empty rectangles of missing glyphs, all alike, cover a tenth
    assert min(covered) > 0.05
    assert sum(covered) / len(covered) > 0.13
    assert len({round(one, 3) for one in covered}) > len(covered) / 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("てれび", "テレビ"),  # katakana and hiragana are one
        ("デス", "です"),
        ("ﾃﾚﾋﾞ", "テレビ"),  # half width
        ("２０", "20"),  # full width
        ("東京", "東京"),
        ("/^東.$/", "東京"),
    ],
)
def test_japanese_search(ginza, query, found):
    ginza.page.get_by_role("searchbox", name="トークンを検索").fill(query)
    ginza.ask("null")  # a pattern is tried beside the page
    words = ginza.ask("[...v.state.matches].map((row) => v.data.readable[row])")
    assert found in words
    ginza.page.keyboard.press("Enter")
    assert ginza.ask("v.state.selected") == ginza.ask("v.state.matches[0]")


def test_byte_tokens_and_word_starts_of_llama_are_readable(llama):
    for raw, shown in (("<0x0A>", "\\x0a"), ("▁the", "the"), ("の", "の")):
        row = llama.ask("v.data.raw.indexOf(argument)", raw)
        assert row >= 0, raw
        llama.ask("v.goTo(argument)", row)
        heading = llama.page.get_by_role("complementary").get_by_role("heading", level=2).inner_text()
        assert shown in heading
