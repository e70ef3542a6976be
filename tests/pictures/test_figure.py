"""Figures: their text is text, their labels are readable and apart, and what cannot be drawn is said."""

import itertools
import xml.etree.ElementTree as ElementTree

import numpy as np
import pypdfium2
import pytest
from click.testing import CliRunner
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.columns import Column
from lexiscape.errors import MissingExtra, OptionError, SelectionError
from lexiscape.pictures import FigureOptions, fonts
from lexiscape.pictures.drawing import scale_colors
from lexiscape.pictures.options import THEMES
from lexiscape.pictures.place import wheel

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 5996))


@pytest.fixture(scope="module")
def japanese():
    tokens = ["優勝", "勝利", "平成", "昭和", "日本", "ひらがな", "カタカナ", "한국어", "中文"]
    vectors = np.random.default_rng(0).normal(size=(len(tokens), 8)).astype(np.float32)
    return lx.map_space(lx.open_space(tokens, vectors), layout="pca")


def texts(figure, *kinds):
    """Return the drawn texts of these kinds and their boxes in pixels, as matplotlib measures them."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = [text for text in figure.axes[0].texts if text.get_gid() in kinds]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in found]


def svg_texts(path):
    return ["".join(node.itertext()) for node in ElementTree.parse(path).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"size": (4.0, 3.0), "theme": "dark"},
        {"around": "king", "highlight": ["king", "queen", "prince", "princess"]},
        {"color": "norm", "regions": True, "font_size": 5.0},
    ],
)
def test_no_two_labels_overlap(drawn, options):
    boxes = texts(drawn.figure(**options), "label", "region", "highlight")
    assert len(boxes) > 30
    for i, (text, box) in enumerate(boxes):
        for other, second in boxes[:i]:
            apart = box.x1 <= second.x0 or second.x1 <= box.x0 or box.y1 <= second.y0 or second.y1 <= box.y0
            assert apart, (text, other, box, second)


def test_numbers_have_the_page_s_colors_and_their_absence_is_seen(make_map):
    values = np.arange(200, dtype=np.float32)
    values[[0, 1, 2]] = np.nan, np.inf, -np.inf
    values[199] = 1e9  # an outlier takes no color from the rest
    drawn = make_map([f"t{i}" for i in range(200)], columns=[Column("level", "Level", values)])
    figure = drawn.figure(color="level", labels=False, regions=False)
    (points,) = figure.axes[0].collections
    colors = [to_hex(color) for color in points.get_facecolors()]
    scale = scale_colors(THEMES["light"])
    assert len(colors) == 200  # the whole map
    assert colors[:3] == [THEMES["light"].faint, scale[-1], scale[0]]
    assert colors[199] == colors[198] == scale[-1]
    assert colors[3] == scale[0]
    assert len(set(colors[3:])) > 150


@pytest.mark.parametrize("value", [0.0, 1.0, -3.5])
def test_the_bar_of_one_number_names_that_number_alone(make_map, value):
    values = np.full(200, value, np.float32)
    drawn = make_map([f"t{i}" for i in range(200)], columns=[Column("level", "Level", values)])
    figure = drawn.figure(color="level", labels=False, regions=False)
    FigureCanvasAgg(figure).draw()
    (bar,) = (axes.xaxis for axes in figure.axes if axes.get_title() == "Level")
    shown = [label.get_text().replace("\u2212", "-") for label in bar.get_ticklabels(which="both")]
    assert [float(text) for text in shown if text] == [value]


def test_svg_text_is_text(drawn, tmp_path):
    drawn.save(tmp_path / "map.svg", figure=FigureOptions(highlight={"royals": ["king", "queen"]}))
    shown = svg_texts(tmp_path / "map.svg")
    tokens = set(drawn.space.readable)
    assert {"king", "queen", "royals"} <= set(shown)
    assert len(tokens & set(shown)) > 100
    assert any(text.startswith("demo:bert · 4,000 tokens") for text in shown)


def test_pdf_text_can_be_read(drawn, japanese, tmp_path):
    drawn.save(tmp_path / "map.pdf", figure=FigureOptions(around="river", highlight=["river"]))
    japanese.save(tmp_path / "ja.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "map.pdf")[0].get_textpage().get_text_range()
    assert "river" in page
    page = pypdfium2.PdfDocument(tmp_path / "ja.pdf")[0].get_textpage().get_text_range()
    for token in japanese.space.tokens:
        assert token in page


def test_japanese_glyphs_are_drawn_and_differ(japanese):
    """Empty boxes would make every word of two ideographs look the same."""
    figure = japanese.figure(dpi=100, color=None, caption="")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[::-1]
    words = dict(texts(figure, "label"))
    crops = []
    for token in ("優勝", "平成", "昭和", "日本"):
        box = words[token]
        crop = pixels[int(box.y0) : int(box.y0) + 16, int(box.x0) : int(box.x0) + 30, :3] < 128
        assert crop.any()
        crops.append(crop.tobytes())
    assert len(set(crops)) == len(crops)


def test_without_a_font_the_message_names_a_package(japanese, monkeypatch, tmp_path):
    only = [face for face in font_manager.fontManager.ttflist if face.name.startswith("DejaVu Sans")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", only)
    fonts._font.cache_clear()
    fonts._glyphs.cache_clear()
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        japanese.save(tmp_path / "ja.svg")
    assert "優勝" not in svg_texts(tmp_path / "ja.svg")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_bytes_twice(drawn, tmp_path, suffix):
    options = FigureOptions(around="river", dpi=72)
    drawn.save(tmp_path / f"a.{suffix}", figure=options)
    drawn.save(tmp_path / f"b.{suffix}", figure=options)
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_size_and_resolution_are_those_asked_for(drawn, tmp_path):
    drawn.save(tmp_path / "a.png", figure=FigureOptions(size=(3.0, 2.0), dpi=150))
    header = (tmp_path / "a.png").read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (450, 300)


MANY = [
    "news and magazines",
    "encyclopedias",
    "parliament",
    "fiction of the nineteenth century",
    "code",
    "x" * 300,
    "$a_b",
]


@pytest.mark.parametrize("dpi", [40, 150])
@pytest.mark.parametrize("size", [(60 / 25.4, 80 / 25.4), (90 / 25.4, 90 / 25.4), (8.0, 8.0)])
@pytest.mark.parametrize("color", ["kind", "source", "norm"])
def test_nothing_below_a_map_is_cut_or_lies_on_something_else(make_map, size, color, dpi):
    source = Column("source", "Source", np.arange(40) % len(MANY), tuple(MANY))
    norm = Column("norm", "Vector length", np.linspace(0, 1, 40))
    kind = Column("kind", "Kind", np.arange(40) % 2, ("word", "number"))
    drawn = make_map([f"t{row}" for row in range(40)], name="demo:bert", columns=[source, norm, kind])
    figure = drawn.figure(size=size, color=color, dpi=dpi, labels=False, regions=False, heading="Where words lie")
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    legends = [text for legend in figure.legends for text in legend.get_texts()]
    bars = [axes for axes in figure.axes if axes.get_title()]
    boxes = [thing.get_window_extent(renderer) for thing in [*figure.texts, *legends]]
    boxes += [axes.get_tightbbox(renderer) for axes in bars] + [figure.axes[0].get_window_extent(renderer)]
    assert len(legends) == {"kind": 2, "source": 7, "norm": 0}[color]
    assert len(bars) == (color == "norm")
    for number, box in enumerate(boxes):
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= figure.bbox.width
        assert box.y1 <= figure.bbox.height
        for other in boxes[:number]:
            assert box.x1 <= other.x0 or other.x1 <= box.x0 or box.y1 <= other.y0 + 1 or other.y1 <= box.y0 + 1
    told = [text.get_text() for text in legends]
    assert color != "source" or {*MANY[:5], MANY[6]} <= set(told)
    caption = " · ".join(text.get_text() for text in figure.texts[::-1] if text.get_gid() == "caption")
    assert caption.startswith("demo:bert · 40 tokens")


def test_a_caption_without_a_break_is_whole(drawn):
    figure = drawn.figure(size=(2.5, 2.5), caption="the words of a small model as they lie beside each other in it")
    box = figure.texts[0].get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.width


def test_a_grid_has_a_window_for_each_token_with_it_in_the_middle(drawn):
    figure = drawn.figure(grid=["river", "king", "1990"], radius=0.5, size=(9, 4))
    assert [text.get_text() for text in figure.texts if text.get_gid() == "heading"] == ["river", "king", "1990"]
    assert len(figure.axes) == 3
    for axes, token in zip(figure.axes, ["river", "king", "1990"], strict=True):
        x, y = drawn.xy[drawn.space.readable.index(token)]
        assert np.mean(axes.get_xlim()) == pytest.approx(x, abs=1e-4)
        assert np.mean(axes.get_ylim()) == pytest.approx(y, abs=1e-4)
        assert token in [text.get_text() for text in axes.texts if text.get_gid() == "highlight"]
    boxes = [axes.get_position() for axes in figure.axes]
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(boxes)), "wide paper has them side by side"


def test_a_grid_on_the_command_line(make_map, tmp_path):
    make_map(["river", ",", *(f"t{row}" for row in range(30))]).save(tmp_path / "m.npz")
    command = ["figure", str(tmp_path / "m.npz"), "-o", str(tmp_path / "m.svg"), "--quiet", "--grid"]
    done = CliRunner().invoke(main, [*command, 'around=river,","', "--heading", "Two"])
    assert done.exit_code == 0, done.output
    assert {"Two", "river", ","} <= set(svg_texts(tmp_path / "m.svg"))
    for wrong in ("river", "color=kind", "around=", "around=a,,b", "around=a\rb", 'around="a'):
        done = CliRunner().invoke(main, [*command, wrong])
        assert done.exit_code == 2
        assert "expected around=TOKEN,TOKEN" in done.output


def test_around_puts_the_token_in_the_middle(drawn):
    row = drawn.space.readable.index("river")
    x0, x1 = drawn.figure(around="river", radius=0.5).axes[0].get_xlim()
    assert (x0 + x1) / 2 == pytest.approx(drawn.xy[row, 0], abs=1e-4)
    assert x1 - x0 == pytest.approx(1.0, rel=0.1)  # the foot makes the drawing a little wider than high


def test_highlighted_tokens_are_labeled_however_crowded(drawn):
    crowd = drawn.space.readable[100:130]
    assert sorted(text for text, _ in texts(drawn.figure(highlight=crowd), "highlight")) == sorted(crowd)


@pytest.mark.filterwarnings("ignore:.*labels are left out:UserWarning")
def test_hostile_tokens_are_characters(tmp_path):
    tokens = [
        "$x^2$",
        "</text><script>",
        "&amp;",
        "\x00",
        "\ud800",
        "\u202e",
        "y" * 10_000,
        "",
        "a\nb",
        "_x",
        "$\\frac",
    ]
    vectors = np.random.default_rng(0).normal(size=(len(tokens), 4)).astype(np.float32)
    drawn = lx.map_space(lx.open_space(tokens, vectors), layout="pca")
    drawn.save(tmp_path / "h.svg", tmp_path / "h.png", tmp_path / "h.pdf", figure=FigureOptions(highlight=["$x^2$"]))
    shown = svg_texts(tmp_path / "h.svg")
    assert {"$x^2$", "</text><script>", "&amp;", "$\\frac"} <= set(shown)


def test_a_window_without_tokens_says_where_they_are(drawn):
    with pytest.raises(SelectionError, match="the map reaches from"):
        drawn.figure(window=(1e6, 2e6, 1e6, 2e6))


def colors_of(figure):
    """The distinct colors of the points, as `#rrggbb`."""
    return {to_hex(color) for color in figure.axes[0].collections[0].get_facecolors()}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_is_colored_by_place_with_names_tinted_alike_unless_a_column_is_named(drawn, theme):
    by_place, by_kind = (drawn.figure(labels=False, theme=theme, **color) for color in ({}, {"color": "kind"}))
    wheels = {to_hex([part / 255 for part in color]) for color in wheel(theme)}
    assert len(colors_of(by_place)) > 50
    assert colors_of(by_place) <= wheels
    assert colors_of(drawn.figure(labels=False, theme=theme, color="place")) == colors_of(by_place)
    assert colors_of(by_kind) <= set(THEMES[theme].accents)
    inks = [{text.get_color() for text in figure.axes[0].texts} for figure in (by_place, by_kind)]
    assert len(inks[0]) > 3
    assert inks[1] == {THEMES[theme].region}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"theme": "sepia"}, "light, dark"),
        ({"window": (0, 1, 0, 1), "around": "king"}, "choose one"),
        ({"window": (1, 0, 0, 1)}, "x0 < x1"),
        ({"grid": ["king"], "around": "river"}, "choose one"),
        ({"grid": "king"}, "list of tokens"),
        ({"grid": ["king"] * 65}, "64 windows"),
        ({"grid": ["king"] * 64, "size": (4, 4)}, "choose fewer"),
        ({"size": (1.0, 0.5)}, "no room for a map"),
        ({"radius": 3.0}, "around a token"),
        ({"size": (0.1, 3)}, "inches"),
        ({"dpi": 1}, "dots an inch"),
        ({"color": "mood"}, "kind"),
        ({"font": "No Such Font"}, "is installed"),
    ],
)
def test_options_that_make_no_sense(drawn, options, message):
    with pytest.raises(OptionError, match=message):
        drawn.figure(**options)


def test_a_token_that_is_not_there_offers_spellings(drawn):
    with pytest.raises(SelectionError, match="river"):
        drawn.figure(around="rivver")
    with pytest.raises(SelectionError, match="river"):
        drawn.figure(highlight=["rivver"])


def test_a_missing_extra_names_itself(drawn, tmp_path, monkeypatch):
    monkeypatch.setattr("lexiscape.files.safe_writing.find_spec", lambda name: None)
    for name in ("a.png", "a.parquet"):
        with pytest.raises(MissingExtra, match=r"lexiscape\["):
            drawn.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
