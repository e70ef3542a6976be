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

/** The part of viridis, by ground, that colors numbers without drowning in the ground. */
export const VIRIDIS_PART: Readonly<Record<string, readonly number[]>> = {
  light: [0, 0.76],
  dark: [0.25, 1],
};

/** Lightness in OKLCH, by ground, of a token that is colored by its place. */
export const PLACE_LIGHTNESS: Readonly<Record<string, number>> = {
  light: 0.6,
  dark: 0.75,
};

/**
 * How much lighter than that is the hue PLACE_LIGHTEST at full chroma, and how much darker the opposite one: of one
 * lightness, hues that a dichromat confuses would be one color.
 */
export const PLACE_TILT = 0.05;

/**
 * In degrees of OKLCH; neither on the line of hues that red-green blindness confuses nor on that of blue-yellow
 * blindness.
 */
export const PLACE_LIGHTEST = 150;

/** Chroma in OKLCH in the middle of the map, and at its rim: more than sRGB has of some hues, which get what it has. */
export const PLACE_CHROMA = [0.05, 0.17] as const;

/** Colors by place have so many hues; all colors together are no more than a picture can be drawn in, color by color. */
export const PLACE_HUES = 72;

/** And so many steps of chroma. */
export const PLACE_RINGS = 6;

/** Full chroma begins where this share of the tokens lies further in. */
export const PLACE_INSIDE = 0.9;

/** Lightness in OKLCH, by ground, of a region's name, whose hue is its place's. */
export const NAME_LIGHTNESS: Readonly<Record<string, number>> = {
  light: 0.45,
  dark: 0.82,
};

/** The most chroma of a region's name: it is text. */
export const NAME_CHROMA = 0.11;

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

/** The same for the beginning of a longer word, in a vocabulary of merges. */
export const BEGUN_PERCENT = 40;

/**
 * A beginning has at least so many letters, lacks at least so many of the longer word, and is looked for in words
 * longer by at most so many.
 */
export const BEGUN_LETTERS = [2, 2, 8] as const;

/**
 * It is one if the longer word comes after it and soon, up to so many times as far down plus so many rows: what goes on
 * in many ways is a word itself, and its longer forms come late.
 */
export const BEGUN_WITHIN = [3, 20] as const;

/** Beginnings are looked for among so many first rows: the rest are named last, anyway, and a page has to open. */
export const BEGUN_ROWS = 65536;

/**
 * A vocabulary is one of merges, in the order in which they were made, if this share of its words are an earlier word
 * and an earlier continuation.
 */
export const MERGED_SHARE = 0.8;

/** Of about so many of its words, at most, that is asked. */
export const MERGED_SAMPLE = 1000;

/**
 * Single kanji and kana say as little as other lone letters, where they are less than this share of all words and no
 * longer words of such signs are as many.
 */
export const LONE_SHARE = 0.1;

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

/**
 * A place of whole numbers is called by the range that they have without one in so many of the least and as many of the
 * greatest.
 */
export const RANGE_TAIL = 20;

/** Numbers of more digits are no part of such a range. */
export const RANGE_DIGITS = 6;

/** Stands before a word's ending in the name of a place. */
export const PIECE_MARK = "-";

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
