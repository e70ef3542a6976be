"""Every writing system: labels as wide as their glyphs, in the order of their script, drawn and not left blank."""

import pytest
from tests.browser.test_labels import overlapping

WORDS = {
    "kanji and kana": ["優勝", "チャンピオン", "勝利", "ひらがな", "改革", "平成", "昭和", "北海道", "株式会社"],
    "hangul": ["한국어", "서울", "사람", "나라"],
    "Devanagari": ["हिन्दी", "क्षत्रिय", "नमस्ते"],
    "Arabic and Hebrew": ["العربية", "شلوم", "שלום", "مدينة"],
    "Thai": ["ภาษาไทย", "กรุงเทพ"],
    "emoji": ["👩‍👩‍👧", "🎉", "🇯🇵", "👍🏽"],
    "mixed": ["優勝cup", "abcשלום", "A4用紙", "e\u0301t\u00e9"],
}


@pytest.fixture
def world(new_viewer, make_map, tmp_path):
    words = [word for group in WORDS.values() for word in group]
    make_map(words * 8, seed=4).save(tmp_path / "world.html")
    return new_viewer().open(tmp_path / "world.html")


@pytest.mark.parametrize("zoom", [1, 3, 9, 40])
def test_none_over_another_in_any_script(world, zoom):
    world.zoom(zoom)
    assert overlapping([*world.labels(), *world.ask("v.visibleRegions()")]) == []


def test_labels_are_as_wide_as_their_text(world):
    world.zoom(2)
    for label in world.labels():
        widths = world.ask(
            """(() => {
              const context = document.createElement("canvas").getContext("2d");
              return v.labelFonts.map((font) => { context.font = font; return context.measureText(argument).width; });
            })()""",
            label["text"],
        )
        assert min(abs(label["width"] - width) for width in widths) < 2.5, label["text"]


def test_japanese_is_drawn(new_viewer, make_map, tmp_path):
    make_map(WORDS["kanji and kana"] * 4, columns=[], seed=2).save(tmp_path / "ja.html")
    viewer = new_viewer(locale="ja-JP").open(tmp_path / "ja.html")
    viewer.zoom(3)
    label = next(one for one in viewer.labels() if one["text"] == "優勝" and 300 < one["left"] < 1200)
    dark = viewer.page.evaluate(
        """([left, top, width, height]) => {
          const overlay = document.getElementById("lexiscape").shadowRoot.querySelectorAll("canvas")[1];
          const pixels = overlay.getContext("2d").getImageData(left, top, width, height).data;
          let count = 0;
          for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 200 && pixels[i] < 110) count++;
          return count / (width * height);
        }""",
        [round(label[key]) for key in ("left", "top", "width", "height")],
    )
    # two kanji fill a fifth of their box with ink; the empty rectangle of a missing glyph a tenth
    assert dark > 0.13


def test_the_interface_speaks_japanese_where_the_browser_does(new_viewer, make_map, tmp_path):
    make_map(["優勝", "勝利", "連覇"]).save(tmp_path / "ja.html")
    viewer = new_viewer(locale="ja-JP").open(tmp_path / "ja.html")
    viewer.page.get_by_role("searchbox", name="トークンを検索").fill("優勝")
    viewer.page.keyboard.press("Enter")
    card = viewer.page.get_by_role("complementary", name="トークン")
    assert card.get_by_text("本当の近傍", exact=False).first.is_visible()
    assert "ベクトルの長さ" in card.inner_text()
