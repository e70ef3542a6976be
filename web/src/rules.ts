// Rules that Python and the page share: data only.
// Made by rules/generate.py from rules/rules.json: change that file, then run `make rules`.

// colors: what a color says

/**
 * Colors of categories on a light ground: M. Okabe and K. Ito, "Color Universal Design" (2008), without black; yellow
 * deepened to be seen on white.
 */
export const LIGHT_PALETTE = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#b8a900",
  "#8a63b8",
] as const;

/** The same on a dark ground, lightened. */
export const DARK_PALETTE = [
  "#4fa3dd",
  "#f0b030",
  "#25b98d",
  "#e09ac2",
  "#ee7f3a",
  "#86cdf5",
  "#e8dc50",
  "#b095dc",
] as const;

/** By column, the categories that have the colors of the palette, in its order, on every map. */
export const KNOWN_CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  kind: ["word", "continuation", "unused", "number", "punctuation", "special", "byte", "whitespace"],
  script: ["Latin", "Han", "Katakana", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Greek"],
};

/** By column, the category on which no color is spent. */
export const PLAIN_CATEGORY: Readonly<Record<string, string>> = {
  script: "None",
};

/**
 * A column in which more than this share of the tokens is the same says little about any of them: a map does not open
 * with it.
 */
export const DULL_SHARE = 0.9;

/** The part of viridis, by ground, that colors numbers without drowning in the ground. */
export const VIRIDIS_PART: Readonly<Record<string, readonly number[]>> = {
  light: [0, 0.76],
  dark: [0.25, 1],
};

/** A scale of numbers has so many colors. */
export const SCALE_STEPS = 256;

/** A scale ends this share of the values before the least and the greatest, so that outliers do not flatten the rest. */
export const SCALE_TAIL = 0.01;

/** The ends are those of every so-manieth value, of about this many in all. */
export const SCALE_SAMPLE = 20000;

// text: tokens and writing systems

/** What kinds of tokens there are. */
export const KINDS = [
  "word", // starts a word (or is one, where the family does not say)
  "continuation", // goes on inside a word
  "number", // nothing but digits and numerals
  "punctuation", // neither letter nor digit: punctuation, symbols, emoji
  "whitespace",
  "byte", // holds bytes that are no whole character
  "control", // draws nothing: control characters, direction marks, private use
  "special", // [CLS], <s>, <|endoftext|>: the tokenizer treats it apart
  "unused", // a place kept free: [unused7], <unused7>, <|reserved_special_token_7|>
  "extra", // a row of the matrix that has no token: <extra_7>
] as const;

/** The script of what has none: digits, punctuation, bytes. */
export const NO_SCRIPT = "None";

/** A longer label is cut to so many characters: one token of 10,000 must not empty the map. */
export const LONGEST_LABEL = 32;

/** Between two characters these shape what is drawn and stay; elsewhere they draw nothing. */
export const JOINERS = [[0x200c, 0x200d]] as const;

/**
 * Letters, marks and symbols that are drawn as nothing: Default_Ignorable_Code_Point of Unicode 15 among them, and the
 * braille pattern without dots.
 */
export const BLANKS = [
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180d],
  [0x180f, 0x180f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0100, 0xe01ef],
] as const;

/** From this code point on, blocks of Unicode hold Chinese, Japanese and Korean, where one character can be a word. */
export const FIRST_IDEOGRAPH = 0x2e80;

/** Han and Hangul: one of these may be a word. */
export const WORD_SIGNS = [
  [0x3400, 0x9fff],
  [0xac00, 0xd7a3],
] as const;

/** Kana: two of these may be a word. */
export const KANA = [[0x3041, 0x30ff]] as const;

/** Katakana that have a hiragana of the same sound, 0x60 before them: to a search and to names they are the same. */
export const FOLDED_KANA = [
  [0x30a1, 0x30f6],
  [0x30fd, 0x30fe],
] as const;

// importance: which labels come first

/**
 * How far down the list a token of each kind is put, in hundredths of the vocabulary; kinds that are not here stay
 * where they are.
 */
export const SETBACK_PERCENT: Readonly<Record<string, number>> = {
  number: 5,
  continuation: 30,
  punctuation: 40,
  special: 120,
  whitespace: 150,
  byte: 200,
  control: 200,
  extra: 250,
  unused: 300,
};

/** The same for a lone letter or sign, which says little; a kanji or kana (from FIRST_IDEOGRAPH on) may be a word. */
export const LONE_PERCENT = 20;

/** The same for a text of more than LONG_TEXT characters. */
export const LONG_PERCENT = 50;

/** A text of more characters is long. */
export const LONG_TEXT = 24;

// regions: crowded places and their names

/** Cells along the longer side of the grid on which tokens are counted, border and all. */
export const DENSITY_GRID = 384;

/** Empty cells around the map, so that coasts close. */
export const DENSITY_BORDER = 16;

/**
 * Cells with more than this share of the mean over the whole grid are land; the mean over the land is the unit of
 * density.
 */
export const DENSITY_LAND = 0.02;

/** Blur radii, in cells, that make continents and countries. */
export const REGION_BLURS = [6, 3] as const;

/** Where the density is below this, in units of the mean over the land, lies the sea, which belongs to no region. */
export const REGION_COAST = 0.25;

/** A region is all from where one climbs to the same peak, in steps to the highest of the cells at most so far away. */
export const REGION_CLIMB = 2;

/** A place with fewer tokens is no region. */
export const REGION_FEWEST = 12;

/** A name has at most so many words. */
export const NAME_WORDS = 3;

/** Words after the first are added to a name while it has at most so many characters, spaces between included. */
export const NAME_LETTERS = 22;

/** So many of the best tokens are looked at for a name. */
export const NAME_CANDIDATES = 40;

/**
 * Two words of which one begins with the first characters of the other, so many, are forms of one another: a name has
 * only the first.
 */
export const NAME_STEM = 4;

/**
 * How fast a token's worth for a name falls with its place in the order of importance: to 1/e after this share of the
 * vocabulary.
 */
export const NAME_KNOWN = 0.12;

/** A place without words is called by a kind or script that more than this share of its tokens has. */
export const NAME_MAJORITY = 0.5;

/** Kinds that have words; a place where most are of another kind is called by the kind. */
export const KINDS_WITH_WORDS = ["word", "continuation"] as const;

// payload: what a page carries

/** The first bytes, before gzip. */
export const PAYLOAD_MAGIC = "LXSC";

/** Rises when a reader of the old format would misread the new one. */
export const PAYLOAD_VERSION = 2;

/**
 * Coordinates are kept to one of so many steps of the map's larger side: less than a thousandth of a pixel when it
 * fills a screen.
 */
export const GRID_STEPS = 65535;

/** Numbers of a column keep 12 bits of mantissa, four significant digits, whatever their range. */
export const MANTISSA_BITS_DROPPED = 11;

/** A page holds at most so many true neighbors of each token, and regions are found from them. */
export const PAGE_NEIGHBORS = 10;

/** How many true neighbors the score that every map carries looks at: its recall@10. */
export const RECALL_AT = 10;

/**
 * Of few tokens, the score looks at no more than one in so many: all others are everybody's neighbors, wherever they
 * lie.
 */
export const RECALL_SHARE = 3;

/** Up to so many tokens are few: each is seen, so a map of them is spread and keeps clear of the panels. */
export const FEW_TOKENS = 255;
