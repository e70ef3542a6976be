"""Rules that Python and the page share: data only.

Made by rules/generate.py from rules/rules.json: change that file, then run `make rules`.
"""

from collections.abc import Mapping
from typing import Final

# colors: what a color says
#: Colors of categories on a light ground: M. Okabe and K. Ito, "Color Universal Design" (2008), without black; yellow
#: deepened to be seen on white.
LIGHT_PALETTE: Final[tuple[str, ...]] = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#d55e00",
    "#56b4e9",
    "#b8a900",
    "#8a63b8",
)
#: The same on a dark ground, lightened.
DARK_PALETTE: Final[tuple[str, ...]] = (
    "#4fa3dd",
    "#f0b030",
    "#25b98d",
    "#e09ac2",
    "#ee7f3a",
    "#86cdf5",
    "#e8dc50",
    "#b095dc",
)
#: By column, the categories that have the colors of the palette, in its order, on every map.
KNOWN_CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("word", "continuation", "unused", "number", "punctuation", "special", "byte", "whitespace"),
    "script": ("Latin", "Han", "Katakana", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Greek"),
}
#: By column, the category on which no color is spent.
PLAIN_CATEGORY: Final[Mapping[str, str]] = {
    "script": "None",
}
#: The part of viridis, by ground, that colors numbers without drowning in the ground.
VIRIDIS_PART: Final[Mapping[str, tuple[float, ...]]] = {
    "light": (0.0, 0.76),
    "dark": (0.25, 1.0),
}
#: Lightness in OKLCH, by ground, of a token that is colored by its place.
PLACE_LIGHTNESS: Final[Mapping[str, float]] = {
    "light": 0.6,
    "dark": 0.75,
}
#: How much lighter than that is the hue PLACE_LIGHTEST at full chroma, and how much darker the opposite one: of one
#: lightness, hues that a dichromat confuses would be one color.
PLACE_TILT: Final[float] = 0.05
#: In degrees of OKLCH; neither on the line of hues that red-green blindness confuses nor on that of blue-yellow
#: blindness.
PLACE_LIGHTEST: Final[int] = 150
#: Chroma in OKLCH in the middle of the map, and at its rim: more than sRGB has of some hues, which get what it has.
PLACE_CHROMA: Final[tuple[float, ...]] = (0.05, 0.17)
#: Colors by place have so many hues; all colors together are no more than a picture can be drawn in, color by color.
PLACE_HUES: Final[int] = 72
#: And so many steps of chroma.
PLACE_RINGS: Final[int] = 6
#: Full chroma begins where this share of the tokens lies further in.
PLACE_INSIDE: Final[float] = 0.9
#: Lightness in OKLCH, by ground, of a region's name, whose hue is its place's.
NAME_LIGHTNESS: Final[Mapping[str, float]] = {
    "light": 0.45,
    "dark": 0.82,
}
#: The most chroma of a region's name: it is text.
NAME_CHROMA: Final[float] = 0.11
#: A scale of numbers has so many colors.
SCALE_STEPS: Final[int] = 256
#: A scale ends this share of the values before the least and the greatest, so that outliers do not flatten the rest.
SCALE_TAIL: Final[float] = 0.01
#: The ends are those of every so-manieth value, of about this many in all.
SCALE_SAMPLE: Final[int] = 20000

# text: tokens and writing systems
#: What kinds of tokens there are.
KINDS: Final[tuple[str, ...]] = (
    "word",  # starts a word (or is one, where the family does not say)
    "continuation",  # goes on inside a word
    "number",  # nothing but digits and numerals
    "punctuation",  # neither letter nor digit: punctuation, symbols, emoji
    "whitespace",
    "byte",  # holds bytes that are no whole character
    "control",  # draws nothing: control characters, direction marks, private use
    "special",  # [CLS], <s>, <|endoftext|>: the tokenizer treats it apart
    "unused",  # a place kept free: [unused7], <unused7>, <|reserved_special_token_7|>
    "extra",  # a row of the matrix that has no token: <extra_7>
)
#: The script of what has none: digits, punctuation, bytes.
NO_SCRIPT: Final[str] = "None"
#: A longer label is cut to so many characters: one token of 10,000 must not empty the map.
LONGEST_LABEL: Final[int] = 32
#: Between two characters these shape what is drawn and stay; elsewhere they draw nothing.
JOINERS: Final[tuple[tuple[int, int], ...]] = ((0x200C, 0x200D),)
#: Letters, marks and symbols that are drawn as nothing: Default_Ignorable_Code_Point of Unicode 15 among them, and the
#: braille pattern without dots.
BLANKS: Final[tuple[tuple[int, int], ...]] = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180D),
    (0x180F, 0x180F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)
#: From this code point on, blocks of Unicode hold Chinese, Japanese and Korean, where one character can be a word.
FIRST_IDEOGRAPH: Final[int] = 0x2E80
#: Han and Hangul: one of these may be a word.
WORD_SIGNS: Final[tuple[tuple[int, int], ...]] = (
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7A3),
)
#: Kana: two of these may be a word.
KANA: Final[tuple[tuple[int, int], ...]] = ((0x3041, 0x30FF),)
#: Katakana that have a hiragana of the same sound, 0x60 before them: to a search and to names they are the same.
FOLDED_KANA: Final[tuple[tuple[int, int], ...]] = (
    (0x30A1, 0x30F6),
    (0x30FD, 0x30FE),
)

# importance: which labels come first
#: How far down the list a token of each kind is put, in hundredths of the vocabulary; kinds that are not here stay
#: where they are.
SETBACK_PERCENT: Final[Mapping[str, int]] = {
    "number": 5,
    "continuation": 30,
    "punctuation": 40,
    "special": 120,
    "whitespace": 150,
    "byte": 200,
    "control": 200,
    "extra": 250,
    "unused": 300,
}
#: The same for a lone letter or sign, which says little; a kanji or kana (from FIRST_IDEOGRAPH on) may be a word.
LONE_PERCENT: Final[int] = 20
#: The same for the beginning of a longer word, in a vocabulary of merges.
BEGUN_PERCENT: Final[int] = 40
#: A beginning has at least so many letters, lacks at least so many of the longer word, and is looked for in words
#: longer by at most so many.
BEGUN_LETTERS: Final[tuple[int, ...]] = (2, 2, 8)
#: It is one if the longer word comes after it and soon, up to so many times as far down plus so many rows: what goes on
#: in many ways is a word itself, and its longer forms come late.
BEGUN_WITHIN: Final[tuple[int, ...]] = (3, 20)
#: Beginnings are looked for among so many first rows: the rest are named last, anyway, and a page has to open.
BEGUN_ROWS: Final[int] = 65536
#: A vocabulary is one of merges, in the order in which they were made, if this share of its words are an earlier word
#: and an earlier continuation.
MERGED_SHARE: Final[float] = 0.8
#: Of about so many of its words, at most, that is asked.
MERGED_SAMPLE: Final[int] = 1000
#: Single kanji and kana say as little as other lone letters, where they are less than this share of all words and no
#: longer words of such signs are as many.
LONE_SHARE: Final[float] = 0.1
#: The same for a text of more than LONG_TEXT characters.
LONG_PERCENT: Final[int] = 50
#: A text of more characters is long.
LONG_TEXT: Final[int] = 24

# regions: crowded places and their names
#: Cells along the longer side of the grid on which tokens are counted, border and all.
DENSITY_GRID: Final[int] = 384
#: Empty cells around the map, so that coasts close.
DENSITY_BORDER: Final[int] = 16
#: Cells with more than this share of the mean over the whole grid are land; the mean over the land is the unit of
#: density.
DENSITY_LAND: Final[float] = 0.02
#: Blur radii, in cells, that make continents and countries.
REGION_BLURS: Final[tuple[int, ...]] = (6, 3)
#: Where the density is below this, in units of the mean over the land, lies the sea, which belongs to no region.
REGION_COAST: Final[float] = 0.25
#: A region is all from where one climbs to the same peak, in steps to the highest of the cells at most so far away.
REGION_CLIMB: Final[int] = 2
#: A place with fewer tokens is no region.
REGION_FEWEST: Final[int] = 12
#: A name has at most so many words.
NAME_WORDS: Final[int] = 3
#: Words after the first are added to a name while it has at most so many characters, spaces between included.
NAME_LETTERS: Final[int] = 22
#: So many of the best tokens are looked at for a name.
NAME_CANDIDATES: Final[int] = 40
#: Two words of which one begins with the first characters of the other, so many, are forms of one another: a name has
#: only the first.
NAME_STEM: Final[int] = 4
#: How fast a token's worth for a name falls with its place in the order of importance: to 1/e after this share of the
#: vocabulary.
NAME_KNOWN: Final[float] = 0.12
#: A place without words is called by a kind or script that more than this share of its tokens has.
NAME_MAJORITY: Final[float] = 0.5
#: A place of whole numbers is called by the range that they have without one in so many of the least and as many of the
#: greatest.
RANGE_TAIL: Final[int] = 20
#: Numbers of more digits are no part of such a range.
RANGE_DIGITS: Final[int] = 6
#: Stands before a word's ending in the name of a place.
PIECE_MARK: Final[str] = "-"
#: Kinds that have words; a place where most are of another kind is called by the kind.
KINDS_WITH_WORDS: Final[tuple[str, ...]] = ("word", "continuation")

# payload: what a page carries
#: The first bytes, before gzip.
PAYLOAD_MAGIC: Final[str] = "LXSC"
#: Rises when a reader of the old format would misread the new one.
PAYLOAD_VERSION: Final[int] = 2
#: Coordinates are kept to one of so many steps of the map's larger side: less than a thousandth of a pixel when it
#: fills a screen.
GRID_STEPS: Final[int] = 65535
#: Numbers of a column keep 12 bits of mantissa, four significant digits, whatever their range.
MANTISSA_BITS_DROPPED: Final[int] = 11
#: A page holds at most so many true neighbors of each token, and regions are found from them.
PAGE_NEIGHBORS: Final[int] = 10
#: How many true neighbors the score that every map carries looks at: its recall@10.
RECALL_AT: Final[int] = 10
#: Of few tokens, the score looks at no more than one in so many: all others are everybody's neighbors, wherever they
#: lie.
RECALL_SHARE: Final[int] = 3
#: Up to so many tokens are few: each is seen, so a map of them is spread and keeps clear of the panels.
FEW_TOKENS: Final[int] = 255
