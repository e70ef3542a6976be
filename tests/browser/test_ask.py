"""The box that asks a page's vectors: its answers are Python's, by keys alone, in either language."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

import lexiscape as lx
from browser.test_manners import faults
from lexiscape.space.lookup import close_spellings

ROWS = ".tokens button bdi:first-child"


@pytest.fixture(scope="session")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").take(range(1996, 9000)), layout="pca")


@pytest.fixture(scope="session")
def asked_page(drawn, tmp_path_factory):
    path = tmp_path_factory.mktemp("asked") / "bert.html"
    drawn.save(path, vectors=True)
    return path


@pytest.fixture
def box(new_viewer, asked_page):
    viewer = new_viewer().open(asked_page)
    viewer.page.get_by_text("Ask the vectors").click()
    return viewer


def ask(viewer, *texts, part=0):
    """Type into the first line of a part and those after it; Enter in the last."""
    lines = viewer.page.locator(".ask section").nth(part).get_by_role("textbox")
    for place, text in enumerate(texts):
        lines.nth(place).fill(text)
    lines.nth(len(texts) - 1).press("Enter")
    return viewer.page.locator(".ask section").nth(part)


def test_a_sum_is_python_s(box, drawn):
    for formula in ("king - man + woman", "paris － france ＋ japan", "sunday"):
        answer = drawn.query(formula, 50)
        part = ask(box, formula)
        expect(part.locator(".head span")).to_have_text("The 50 nearest")
        expect(part.locator(ROWS).first).to_have_text(answer[0].token)
        shown = part.locator(ROWS).all_text_contents()
        assert shown[:3] == [near.token for near in answer[:3]]
        assert len({*shown} & {near.token for near in answer}) >= 47
        figures = [float(text) for text in part.locator(".value").all_text_contents()]
        assert figures == sorted(figures, reverse=True)
        assert figures[0] == pytest.approx(1 - answer[0].distance, abs=0.01)
        left_out = part.get_by_text("Left out:").text_content()
        assert [token for token, _ in re.findall(r"(\w+) \(place ([\d,]+)", left_out)] == [
            one.token for one in answer.inputs
        ]
        assert part.locator(".caveat").is_visible() == (formula != "sunday")
    box.page.get_by_role("button", name="Select them").click()
    assert len(box.ask("[...v.state.picked]")) == 50


def test_an_axis_is_python_s_has_its_null_and_colors_the_map(box, drawn):
    axis = drawn.axis(["he", "him", "his"], ["she", "her"])
    part = ask(box, "he, him、his", "she，her", part=1)
    expect(part.get_by_text("On random axes, 95% of the tokens lie between")).to_be_visible()
    low, high, beyond = map(float, re.findall(r"-?[\d.]*\d", part.get_by_text("On random axes").text_content())[1:])
    assert (low, high) == pytest.approx(axis.chance, abs=0.2)
    assert beyond == pytest.approx(100 * axis.beyond, abs=4)
    for place, end in enumerate(axis.ends(3)):
        tokens = part.locator(".tokens").nth(place).locator("bdi:first-child").all_text_contents()
        assert tokens[:2] == [placed.token for placed in end[:2]]
    part.get_by_role("button", name="Color by this axis").click()
    values = box.ask("[...v.data.columns.find((c) => c.name === v.state.colorBy).values]")
    assert values == pytest.approx(axis.positions.tolist(), abs=0.1)
    choice = box.page.get_by_role("combobox", name="Color by")
    expect(choice.locator("option:checked")).to_have_text("he, him, his – she, her")
    # another axis takes the place of the first, and its colors
    colors = box.ask("v.data.columns.length")
    part = ask(box, "bad", "good", part=1)
    expect(part.get_by_text("Similarity")).to_contain_text("of random pairs, 95% lie between")
    part.get_by_role("button", name="Color by this axis").click()
    expect(choice.locator("option:checked")).to_have_text("bad – good")
    assert box.ask("v.data.columns.length") == colors


def test_the_two_tokens_selected_last_are_compared(box, drawn):
    near = {one.token: one.distance for one in drawn.neighbors("king", 10)}
    box.select("king")
    box.select("queen")
    told = box.page.locator(".ask .pair")
    expect(told).to_contain_text("Selected last: king and queen. Similarity")
    figure = float(re.search(r"Similarity (-?[\d.]+\d)", told.text_content())[1])
    assert figure == pytest.approx(1 - near["queen"], abs=0.01)


def test_all_of_it_by_keys_and_in_japanese(new_viewer, asked_page):
    viewer = new_viewer(locale="ja").open(asked_page)
    keys = viewer.page.keyboard
    viewer.page.locator(".ask summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("king - man + woman")
    keys.press("Enter")
    part = viewer.page.locator(".ask section").first
    expect(part.get_by_text("最も近い 50 件")).to_be_visible()
    expect(part.get_by_text("除いた語: king")).to_be_visible()
    keys.press("Tab")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Enter")
    tokens = part.locator(ROWS).all_text_contents()
    assert viewer.ask("v.data.readable[v.state.selected]") == tokens[1]
    expect(viewer.page.locator(".ask .note")).to_contain_text("384")
    viewer.ask("v.set({locale: 'en'})")
    expect(part.get_by_text("Left out: king")).to_be_visible()
    assert part.locator(ROWS).all_text_contents() == tokens


def test_what_cannot_be_asked_is_told(box):
    for text, told in {
        "": "Type a token or a formula",
        "king -": "A term is missing after -",
        "king - - man": "A term is missing between - and -",
        "king + antidisestablishmentarianism": "antidisestablishmentarianism is no token of this map",
        "king - king": "The terms cancel out",
        "\u202egnik": "is no token",
        "king " * 50_000: "is no token of this map",
    }.items():
        part = ask(box, text)
        expect(part.get_by_role("status")).to_contain_text(told)
        expect(part.locator(ROWS)).to_have_count(0)
    for a, b, told in (("king", "king", "king stands at both ends"), ("king", "qqqq", "qqqq is no token")):
        expect(ask(box, a, b, part=1).get_by_role("status")).to_contain_text(told)


def test_words_that_are_no_tokens_get_close_spellings_and_by_choice_their_tokens_mean(box, drawn):
    part = ask(box, "king - mman + woman")
    expect(part.locator(".hints button").first).to_be_visible()
    assert part.locator(".hints button").all_text_contents() == close_spellings(drawn.space.readable, "mman")
    expect(part.get_by_text("becomes")).to_have_count(0)  # no tokenizer is on this page
    part.get_by_role("button", name="man", exact=True).press("Enter")
    expect(part.get_by_role("textbox")).to_have_value("king - man + woman")
    expect(part.locator(ROWS).first).to_have_text(drawn.query("king - man + woman")[0].token)
    expect(part.locator(".hints")).to_be_empty()
    expect(ask(box, "king-man").get_by_text("A sum has spaces around its signs")).to_be_visible()
    expect(ask(box, "qqqqzzzz").get_by_text("A word outside the vocabulary")).to_be_visible()
    axis = ask(box, "he, hiim", "she", part=1)
    axis.get_by_role("button", name="him", exact=True).click()
    expect(axis.get_by_role("textbox").first).to_have_value("he, him")
    expect(axis.get_by_text("On random axes, 95% of the tokens lie between")).to_be_visible()


@pytest.fixture(scope="session")
def cut_page(tmp_path_factory):
    """Few tokens of two numbers, the vectors and the tokenizer on board: `ab` is no token, and becomes two."""
    words = ["[UNK]", "a", "b", "##b", "c", "##c", "king", "queen", *(f"w{i}" for i in range(30))]
    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    vectors = np.random.default_rng(5).normal(size=(len(words), 6)).astype(np.float32)
    folder = tmp_path_factory.mktemp("cut")
    tokenizer.save(str(folder / "tokenizer.json"))
    space = lx.open_space(words, vectors)
    provenance = {**space.provenance, "vocabulary": "tokenizer.json"}
    space = replace(space, files=(folder / "tokenizer.json",), provenance=provenance)
    made = lx.map_space(space, layout="pca")
    path = folder / "map.html"
    made.save(path, vectors=0.99, tokenizer=True)
    return made, path


def test_with_a_tokenizer_it_is_told_what_a_word_becomes_and_its_mean_is_python_s(new_viewer, cut_page):
    made, path = cut_page
    viewer = new_viewer().open(path)
    viewer.page.get_by_text("Ask the vectors").click()
    part = ask(viewer, "king - ab + w3")
    expect(part.get_by_text("ab becomes the tokens a ##b.")).to_be_visible()
    part.get_by_role("button", name="Use the mean of these tokens").click()
    expect(part.get_by_role("status")).to_contain_text("ab is no token: the mean of its 2 stands for it, a ##b.")
    answer = made.query("king - ab + w3", mean_of_pieces=True)
    expect(part.locator(ROWS).first).to_have_text(answer[0].token)
    left_out = part.get_by_text("Left out:").text_content()
    assert [(token, int(place)) for token, place in re.findall(r"(\w+) \(place (\d+)", left_out)] == [
        (one.token, one.rank) for one in answer.inputs
    ]
    axis = ask(viewer, "ab, c", "queen", part=1)  # what was chosen once holds
    expect(axis.get_by_role("status")).to_contain_text("ab is no token")
    expect(axis.locator(ROWS).first).to_have_text(
        made.axis(["ab", "c"], "queen", mean_of_pieces=True).ends(1)[0][0].token
    )
    # what is not all known has no mean
    part = ask(viewer, "a語")
    expect(part.get_by_text("unknown or not on this map")).to_be_visible()
    expect(part.get_by_role("button", name="Use the mean")).to_have_count(0)
    # the other box: of one word, close spellings, or the tokens that read so
    viewer.page.get_by_text("A text, as tokens").click()
    text = viewer.page.get_by_role("textbox", name="A text, as tokens")
    text.fill("quen")
    hints = viewer.page.locator(".pieces .hints")
    expect(hints.get_by_text("quen is no token of this map. Did you mean:")).to_be_visible()
    hints.get_by_role("button", name="queen").click()
    expect(text).to_have_value("queen")
    expect(hints).to_be_empty()
    text.fill("b")
    expect(hints.get_by_text("2 tokens read so:")).to_be_visible()
    hints.get_by_role("button", name="##b").click()
    assert viewer.ask("v.data.raw[v.state.selected]") == "##b"
    assert faults(viewer) == []


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_hostile_tokens_are_asked_without_workers(new_viewer, make_map, hostile, tmp_path, metric):
    drawn = make_map([*hostile, *(f"word{i}" for i in range(40))])
    drawn = replace(drawn, found=replace(drawn.found, metric=metric))
    drawn.save(tmp_path / "map.html", vectors=True)
    viewer = new_viewer()
    viewer.page.add_init_script("delete window.Worker")
    viewer.open(tmp_path / "map.html")
    viewer.page.get_by_text("Ask the vectors").click()
    part = ask(viewer, "word1 - word2")
    expect(part.locator(ROWS)).to_have_count(50)
    assert {*part.locator(ROWS).all_text_contents()} >= {"word3", "word4"}


def test_damaged_vectors_are_told_and_the_map_stays(new_viewer, asked_page, tmp_path):
    text = asked_page.read_text("utf-8")
    start = text.index('id="lexiscape-vectors"') + 5000
    (tmp_path / "map.html").write_text(text[:start] + "AAAAAAAA" + text[start + 8 :], "utf-8")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.page.get_by_text("Ask the vectors").click()
    expect(viewer.page.get_by_text("The vectors of this page cannot be read")).to_be_visible()
    viewer.select("king")
    expect(viewer.page.get_by_role("complementary", name="Token")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault_in_the_box(new_viewer, asked_page, width):
    viewer = new_viewer(color_scheme="dark", viewport={"width": width, "height": 800}).open(asked_page)
    viewer.page.get_by_text("Ask the vectors").click()
    ask(viewer, "king - man + woman")
    part = ask(viewer, "bad", "good", part=1)
    expect(part.get_by_text("On random axes")).to_be_visible()
    assert faults(viewer) == []
    box = viewer.page.locator(".ask").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] >= 120
