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

/**
 * ISO 15924 codes of scripts that do not begin with their code, for the names that a browser has of them in the
 * reader's language.
 */
export const SCRIPT_CODES: Readonly<Record<string, string>> = {
  Latin: "Latn",
  Greek: "Grek",
  Cyrillic: "Cyrl",
  Armenian: "Armn",
  Syriac: "Syrc",
  "N'Ko": "Nkoo",
  Samaritan: "Samr",
  Bengali: "Beng",
  Gurmukhi: "Guru",
  Gujarati: "Gujr",
  Oriya: "Orya",
  Tamil: "Taml",
  Kannada: "Knda",
  Malayalam: "Mlym",
  Lao: "Laoo",
  Tibetan: "Tibt",
  Myanmar: "Mymr",
  "Canadian Aboriginal": "Cans",
  Ogham: "Ogam",
  Runic: "Runr",
  Tagalog: "Tglg",
  Khmer: "Khmr",
  "Tai Le": "Tale",
  "New Tai Lue": "Talu",
  "Tai Tham": "Lana",
  Batak: "Batk",
  "Ol Chiki": "Olck",
  Tifinagh: "Tfng",
  Han: "Hani",
  Katakana: "Kana",
  Yi: "Yiii",
  Vai: "Vaii",
  "Tai Viet": "Tavt",
  "Meetei Mayek": "Mtei",
  "Linear A": "Lina",
  "Linear B": "Linb",
  "Old Italic": "Ital",
  "Old Persian": "Xpeo",
  "Old Turkic": "Orkh",
  "Old Hungarian": "Hung",
  Phoenician: "Phnx",
  Avestan: "Avst",
  Cuneiform: "Xsux",
  Egyptian: "Egyp",
  Chakma: "Cakm",
  Miao: "Plrd",
  Nushu: "Nshu",
  SignWriting: "Sgnw",
  Hanifi: "Rohg",
  Kayah: "Kali",
};

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

/**
 * Blur radii, in cells, that make continents, countries, towns and streets: each level's regions are about half as wide
 * as those before.
 */
export const REGION_BLURS = [12, 6, 3, 1] as const;

/** Where the density is below this, in units of the mean over the land, lies the sea, which belongs to no region. */
export const REGION_COAST = 0.25;

/** A region is all from where one climbs to the same peak, in steps to the highest of the cells at most so far away. */
export const REGION_CLIMB = 2;

/** A place with fewer tokens is no region. */
export const REGION_FEWEST = 12;

/** From this chance of being trained down, a row counts for untrained where a place is named after most of its rows. */
export const TRAINED_FROM = 0.5;

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
 * A place of a script that less than this share of all tokens has is called by the script: few of its readers can read
 * the words.
 */
export const NAME_RARE_SCRIPT = 0.05;

/**
 * A place of whole numbers is called by the range that they have without one in so many of the least and as many of the
 * greatest.
 */
export const RANGE_TAIL = 20;

/**
 * Or by the shortest range, or the shortest two, without so many parts of that size, where that is shorter by far:
 * numbers that lie elsewhere then stretch none.
 */
export const RANGE_LEFT_OUT = 4;

/** As short by far is: no longer than so much of it. */
export const RANGE_SHORTER = 0.6;

/** Of two such ranges, either holds one in so many of the numbers at least. */
export const RANGE_SIDE = 5;

/** Numbers of more digits are no part of such a range. */
export const RANGE_DIGITS = 6;

/** Stands before a word's ending in the name of a place. */
export const PIECE_MARK = "-";

/**
 * Words that name no place, as hashes of eight hexadecimal digits each, of LDNOOBW's lists (CC BY 4.0): made by
 * rules/unfit.py.
 */
export const UNFIT_NAMES = [
  "000a3cbf0092ecdc00c166d200cbbeff00ecd41101377be30183386201975c1001a3c91501fe63390222d245023236e9",
  "0250c6cf0279a299028facc002ba325e0360cf9603b242f703b3d9c903d4401303eb7c41041d2cdd044abfa8047942ee",
  "049dcdf304e9278904f388040516c8ff05289a61053236ca05c2b6dc05efbe89060d10b10616e1260623a86b0654b6b7",
  "06765e4406d40f2c06f1cd9007104829072bb9ef07355e7b073fa6f7079e826607ab47c707ae39d507ceba9b07dc5331",
  "07fa70f9089f7fda08c9347c08d1015508ec6a1608f44e11090dfaff096c033509c7ac9909ce568e09e40dfc09ea3d8c",
  "09fa3d0e0a5bd3150a6ab7920a782eb70a88e5860ad077af0b8ec0530b8fa59d0c7da42b0cd6f8630d03977a0d655091",
  "0df8f5530e037a740e15066d0e7584000e7d43410e83b4030edff55f0ee066070f0422bc0f1f356a0fad8d9a0fb636cd",
  "0fba55b7100452db1018d45d10407b03107fd65a108fc2a410b5652a10c5d44d112bf3c8112c7c9111386313116d7250",
  "117b8efb1197126b119be83a11e13d4311f3769e1213696b121f3c41125510a1125c982a12888c0312d0ec3912ea578f",
  "1328bc34133dcbb1135778bd135f94cd1386c70f1390be57139c14a313b3dc1713bd4f001414e96a142a8a9c1438edd7",
  "14cd1ac81506aa8d150b93d61516e743151722b915505198157e12511596c54e15b1b4c015c4edfd15f9eada15fa8048",
  "16131b7816201abc162b99c01672c3c61687a9a7169c4a2f16bb7c7816f43aaf170c9e92171276fe1722d799176f3e39",
  "1772d37e1779e65b177c848917b3e26317b74d6117b9b62117bc364718024a3d182a39d61852754f1887557118932519",
  "198d37161a25bef81a5753291ac0f21e1ae853001b59fe671bb2dbdd1c17cdc21c3586541c4182fa1c47e5a01c66a036",
  "1c6cef081c75b2b41cae09fd1d3a3b4b1d3e9e811d5162411d96c8341da122c91e00ef3f1e15c9ce1e1b7afe1e1e733a",
  "1e6e24561e8a4bd01ea063581ea2bd8b1eaa6ae31f03f41c1f1167c71f1461a11f6a1adc1f6e640f1f9d0c1a1fac7402",
  "1fd46c272022baa7208013b12081855120c8ae6d20e0578020e46e3c20f3ff1b2116fa272148e584217e4781219aef41",
  "21afe7ad21b402a821b40f4421d08f0021d5192821d51fe421feb06b2211b51d22969bd3229e171122f212f123213497",
  "232200a5239f7db323cb9c1224328b6c245d396c246ed49124c40f3e24f1e54125118c8125143d34252203cb25523ba9",
  "256fd811257408e92595b4d825ba58212667660d26ba16cd26d1cc0926e71cbd26f92aaf2766d312277cf11127d4bb41",
  "284d3a8f2875fc2528b3ae7529893b4429a13f9529e930b92a08cc7f2a5c8f742a6e47cd2a6eff522a7b21502a7bf843",
  "2ac8fe4d2aee29142b0b49b22b16e8af2b2898ea2ba0ad1a2bc08b952bd9cab62c3c1ee72c5a7c002c60049a2c7681a9",
  "2c8bdaa82cc6db7f2cf48f5b2d18c6fa2d4a45c62d769ed52dbe726e2dc7d3722dcc9deb2dda37472e459f402e6db17a",
  "2e7fdbed2ea9a3a62eb2f8e92efc51b82fae9df4307415f430b66b5e30c3786c30f55d4f3118818a314d8f633176a521",
  "3200722432105a843214bd8e322e1e7d323cd276326a0582326dbbce3272efda32bab1e532e06fad33397e9b335b9a50",
  "335cffc33391a77533a7d30e33a8ebc533bfbea234270e24346d132f3527c435356a01d83578632435fff62836202f47",
  "3626c5ea36567cb436a10c6336c9c3b03774b1773781ee5a37aca0a637bccc0d37c9146337de764a37fa3898383f22c9",
  "389f4f7d38adcdf838d6925a38deb79a38fadf52391ec5f33949ee0e394f08973962b841396f2e5c39b6e85e39eae00a",
  "3a1793863a1f19573a8e754c3a932aef3ad4a5313ad955273adf6f6d3b3f1e963b644ffe3c037bc23cd5ecdc3cd8a313",
  "3d0f27f13d28c9723d70f5ff3dadf61c3db6d1b63ddca7d23e4d52293e6e2d253ea915ea3f4355f33f68b9373fb04e58",
  "401b9265404929634053040240877c3140e5f70040e9335f4105669c417004e9417bee6f41956eb941bfce1b41de1f1b",
  "41ecf2d24286237542b192b642cb172e43105c15433c10a0434859f8434bc0f1435c8ffe4365a593437e9abc437ec0a1",
  "44115a9444171b83443f27d74452173d44742bc6449f378444e23d0044f4ac6f4548ef1b4551aee64606de6846139409",
  "46eb0063471567da4748b91a47efecb6485680e94877e226488a58db488e2e7d4892078a48aba13e48f4a6d148f67e98",
  "4917daaf494164dd497048cb497cf330499a120f49b3645149ce367649d5573b4a248f914a8592884a9460214ab68b2a",
  "4b0c590e4b2082254b4d0dde4baac20e4bb028cf4c1f32754c2981654c5eb5024c8e787e4cafc23e4cbb96954cc6638e",
  "4cc8a9464cef88374d5ed5a14d63ff9f4d8bf3334d998f594e3a2fef4e5b3eb94e86a33d4f2501c14f26caf94f2c7ffc",
  "4f350c8c4f35cda14f857f234f8ac6304fa993314fb83efa4fd4f8914ff2eef24ff49c6f500bc31c5022b8dd504fdc93",
  "506f888150d874f650f6ce575115de2751c7085351c8bc0f51df06ef51f0e949520df2215234306b526cf17f5281fc5b",
  "52c84be852e8702d534863a553cf71095440dc13546377da5488237854f744725516c9b25533661c55705baf5593a932",
  "563cfb8e564b19f7567638d756e4c196570b5d0e57119547575868b65763aed1579aac7b57b69ccc58043b0a58655dbf",
  "588506395892200258c236d6592fb334594a48055963816d59d0a9be59d50c2c5a05e3525a2925ef5a560bc85a917dbc",
  "5ab41f165ac730015b4076c25b4eb7ab5b52befb5b7212455b8d31185bebf5d75c8ae6675cb73d5a5cc84c7a5cd0e597",
  "5d130ec15d7b8a2f5d936b645d98c3af5dc3fc105e0a31045e32ede55e41bf0b5e4c21365e70e3f35eca50ae5ed29ce0",
  "5f2621785f9be8395fb312c05fb84c9a5fdcb3eb5fdcdcf05fefdf666008b3226017484b605231a260ca241a6119345f",
  "6157598d615da1c862035637620afc1a620ca9566221ed0a62510a9162957dea62a09bef62f8c9aa62fb7653631c1871",
  "63218ade639b2f0b63a6d54e63bfadf664423197646a03e764a4aca064c8d1bb64c9a64864cbd0a564d87b8a64e58a16",
  "6517597e651ca22265339e746537d094654d98e665530a97658bbf5d659fca7a65f4531866d4a77c671365d967149049",
  "671ca5486727b0ea6734dfab6798a59367aa8ef067ff436868412ffa6841ffda6852cc01685cc52468bc157e68e2f169",
  "690a7fe5691f37186931988269a78ea469ada1e569b1268269dd959b69e2cc8b6a0e8f816a3943276a3a10646a56196d",
  "6a81a8536a87232d6b0c1c636b166af76b252b246b70ccac6b722fb26b77d0406bb122156bcd9a516bde490a6c2af4d0",
  "6c2b48006c4101db6c4f0d1c6ca80e826cad460b6cb987696cd0bbfd6cd5e87b6d3cdfbb6d5e0a106d6605976d913111",
  "6dca27136dd0e75b6dfd81df6e5cff1e6ed21b626f63284f6f6fcb196f9256a76fac0c316fadeb706fcbe4787050da1a",
  "7081530570c1957970cd933a70e0425071533fd371640884718d53ba71c46ef271d636927200befd721b9d6d723b780c",
  "72558d0b729a6f4072a9d787731f4b0f7326f837737d45c473936764739438a373b1fc6073b8293073be187b73ce3ab4",
  "743731fb75011c5b750432d775669d687566d09475965e0c75a13ce375a4f86f75be007675d2843975d5a05175e4f5d1",
  "75f4136375f44afe763edc06765d1069766413a37664ddb476f36822770edb707714cf34778f233077ef94c177f292e9",
  "78d8e35879283db17965f7a7797e74177981028b7a01dc097a1fd35c7a3280aa7a43405c7a44d3b17aeee1187aefed54",
  "7aff7d6a7b155b2b7b2094ae7b4c949d7b8799ea7ba395417c3cc38f7c686b907c9ae63f7ca02eea7cd9ea937cde7c48",
  "7ce2b5da7d345c367d3ce0c67d5dade47d77babd7d8f229d7db127287ddcc1a47e0f3c0f7e16b6de7e1a40e07e507a08",
  "7e8c6a907e8dde337e9dad8d7edbfaf27eee8cd57f0722b97f1b16a77f1c5b7e7f3ab6297f71b2217f7e3e707fa9d7ab",
  "7ff3b56d8009e3fb802bffde805138cd805b3da7809c406180abd87480b103ba8103e0c4816021708162b6b0827a2256",
  "82d3f3c282e0b172837f30d783e58d53841e15f98422fe8c84a9167584ac0bd784c68be284d760f184da06a884f02062",
  "84f06b0b84f1dfdd84f60e528503e7108519f92b853febae85c0e55085e4f25885f1b0e4861b7dd9863b3d9e8657f227",
  "865c46a4867aeafc869a08f386a0de6a86b62b5f86cdaddd871a4538871e3b4387a55fef87a9b5d787b1e2b087d545a9",
  "881b8982883eef418869e5d1887deb2e88a4880888ee74ad8900b1cb893dcdb68962545c89dd6ceb89e049f689f59ff3",
  "8a43a0758a67b5d18a97aca38a9c916a8ad05e928b1f6bd48b3833278b6569758b8aca448bbc76558bce77cb8bdbc3dc",
  "8bf0e6268bf7e5558c5126498c6d44588c7b74748caae4f98ccf14e38cd8876a8cf4332a8d3fc79a8d8e82818da0ba42",
  "8dc016d78e03165a8e67bc1d8ea5e3208f0e43548f1f02728f441c1c8f63f4578f6ccd598f82d1b58f9ebcc58fc97807",
  "8ff1ebe9900556f490660100909791ab90af652890c95ec190d4680690e35882913984099148cf63914f4652916e3981",
  "91b887d391c3e19d91e43548923356f392456aa99254731f927e08d89280548f92a4ff9092d9b87692fe31a893120dc1",
  "932b395f93483f7e936eed0193c84ac293dd7ca993fa011c9450940594f2409e955b3ec5957865f795b4f3b295bc5f00",
  "95ca84a0961127eb964ccb5596647cf8967bcadb969c6cd796c34dd696cafbe596d4717896d7518596e46d6596e8adb6",
  "96fc31d0970e8106976ac7e597b8517697e524a197ee688797ff749e980d2902981308099831bd499869c5a6987362cd",
  "9895924d98ab57b798bd238598e68b819902f5ba991a314f9927b5d49927f122993552e09950ab5d996f8b97998ce9f1",
  "9990a3c799a028ab99cb6e4599d7e08299efea2299f66b4a9a2820d99a3e7ba49a5bacba9aa6506e9aaa78189ac58d12",
  "9ac9cee39ad93df29ae4cddd9b2a92629b53caf79b833c279bdd89419bddd4a39c21b0c09c5c74cc9c93c84b9ca74fee",
  "9cfd98f89d0571649d0c90929d9df8d79db27f559dbe75a49e2d34899e54d0ff9e677b169e7299269e7a36589e819d21",
  "9e97bcf49e9e47989ef2b7d99f14f1f89f23a3a19f337ecf9fb53552a006fa14a01b13e7a0620225a0a69071a0d1f78e",
  "a0e8b1a4a123a0b5a12699c0a15165b3a19ffc81a1a10c16a1a3301ea213c147a217d57aa2555d5ca2699d1aa275f9a5",
  "a2e4da75a2fb01f1a31890f4a31fab04a3300382a3dc1a77a3fbbd1ca421da2ca45cf37ba469fac8a4705559a4736476",
  "a49a9c69a49b7a6ca4ada7fca4fcb912a5311059a54e8a39a57e7570a57f5938a58f4037a5a01bbca5c38dc9a6069abd",
  "a625e0f5a65f98c3a66d6ad5a6bd8d60a6bfc422a6ca6ccba6da94a9a70af939a712920fa712d1cca71b18f3a71fecde",
  "a74fc1e0a7f6290ba8453fd4a8554276a856eb33a871b9f3a8b0e6f8a8c80b5ca91ce3bfa928d690a97e7bbca9812cb0",
  "a9a960aaa9d1a1caaa31f5a9aa464f4baa48cf40aa551905aaa919d8ab2f698bab4207bbab6a007aab7c4823abb2681a",
  "abd16662abd5a836abdc1c61ac03ec98ac0a6f08ac1f64baac2bbd1aac3d6855ac3e179cac427c50ac5bfaf3ac6dc40c",
  "ac70178eac7e689cac80345cacc0969cacc44468acc69d85acd2ae3fad0076d0ad0c6498ad185082ad582548adf06db2",
  "aea57df3aec81823aecab916aed67e0caedf249caef7ff41af29f040af5fd52aafa07bc2afa1a2f1afb20691aff121ff",
  "b00e42c6b07d26deb0d3da57b0fbe14ab13b56e5b1440b0fb16727e7b17917f8b17c99adb19edd32b1edcf35b1f8089d",
  "b213e286b23995dbb2425ff4b276b115b286ba49b29a40c1b2a89a44b2bd602cb302cca3b312c8d3b31950c9b343ec97",
  "b37299b1b39ffc22b3baa99cb3e83dcfb41f42b7b4624bcfb4a531c4b4a6817db4cbb169b4f08ad4b4fbdd93b521e2c5",
  "b529219eb55d3347b5dc1c9fb69cbcbdb6cb45a4b70ae53eb74d21b1b751b82bb780c183b78f2e36b796de42b7a06594",
  "b80e6cfab81c8decb8588dc5b8788d2cb8ac16b1b8b69221b8e00a78b90aa4f5b9379011b9416507b95bf036b99bf986",
  "b9ecf854ba3c1e70ba54882eba714b80ba7e23b5ba947f33bb27ebecbb4c9f5dbb522271bba4dc90bbaaa221bbe01a2f",
  "bbe70feebbf5d677bc00618fbc29bcf9bc39fd77bc78b9babc80d953bcc0ffe5bcef7e5ebd0d65c5bd0da2a4bd427a39",
  "bd4fbe38bda5ad08be06a1e9be1c5d7cbe3aea93be582524bed14751bef364cfbefe61edbf40d964bf704c19bfbeb286",
  "bfdf7ba0c00e4726c0420b08c0683451c0774de8c08e7890c0b5d6dbc13be292c1498a44c167d07ec18cdb86c18dc84c",
  "c18fccf8c19b2ed9c1f43f35c20f34d1c30e11e9c3715904c3b3107ec40682fec4490be0c44e02b9c4594fbac45e9986",
  "c4d36749c4f5c80fc511cb5ac5b54905c6401cffc647153dc65c27c8c6baffe1c6fa72bdc70fbda4c7875b91c7995330",
  "c821bb02c86ef9f0c87c16e1c886b303c8ea3665c8fa925cc929b420c92ffafcc95423cdc965ff13c9699e85c9795ccb",
  "c9a4a416c9ba44abc9f85ddcca0e220acb0fdfdbcb33e71dcb44f45ccb71ce8acbd87982cbe168a3cbfaf625cc085282",
  "cc10bc4ccc4cf2eecc625b49cc78b5a8cc9b0fb3cca4340fccca63e1cd2c947fcd31cbe6cd4a65dbcd5c948acd92de78",
  "cddab6bbce2b6f28ce836998ceb2c49bcebe189acedebea4cf23f17fcf5447f4cf598e4acf921bcacfbc2e7acfcc027e",
  "cfcc572dcfec6486cfedd698d08da402d0de3e0ed1052ba3d123c763d138f0a0d13fac65d16c6512d183e2d4d1ed6276",
  "d222cdebd22719e7d23614d1d249687bd265a411d2a1877cd2c141bed2e0f202d34afa97d36b8b91d36fd0fed3770fc0",
  "d3865525d390d9d1d399a6c3d3ba401ad3d387bdd3e83b28d3f03b7fd4035e2fd409fa9bd4232823d42e04ecd45492fb",
  "d45c2d51d45cc048d479ff15d48f0d64d49dc3d7d4ba268cd4c7b315d51f9256d60eb816d62a8968d65d1afcd661f335",
  "d6c38fbbd6c647c0d6e81646d7337605d7539744d783eda9d784b259d7d9de91d7ee697fd817767bd87f8d39d88ab302",
  "d8a1af7ed8a26d36d8bc6875d8dff611d8e7213cd90da04bd92b8955d940451ed95c3b1fd9a8bb77d9e73a54d9eb56dd",
  "da0e0989da80b173da8c3b48daa1a008db0e1f57db63dbdedb874d66dbc6e732dc08ae09dc4e42c8dcc1bac3dd08408a",
  "dd1813bfdd215cbcdd4677badd46ea4ddd7a110add7a11a4dd8a4d76deaa5c92dee66b98df19a49bdf3906aadf441af6",
  "dfebb959e00925c8e06709c3e0a3b26fe1065e45e147a842e189ea80e19e75a9e1a389fbe1e57165e1fab5d9e26763ae",
  "e2832d4de2c98a93e30d1625e315d01fe3210260e332de19e45bae5be4671222e486d860e48a0cbce48bc8ade4911b6c",
  "e498b85ae4fe8da0e5069b51e5309b00e573bd4ce598427ce5d0c538e5d38000e5dbc156e5f054dae5fc91fde60b413d",
  "e61f35f9e62e6470e6774d4ae68ab9d9e699fb53e69a66d7e6a18f3ae6c3820ce7587f0ce77445dfe796e5c2e7a25588",
  "e7c16330e7c6d94ee80f1930e815d3e1e8219cd7e85cc8d0e86bb6abe879c88ee8cca6e8e8e1bb43e8e7a15ae90a4473",
  "e929e523e937b812e969ed12e978a7dae9a4922be9d86883ea008646ea050f74ea3cfb7cea47c246ea53411aea86e1d2",
  "eae26bd0eaffd0e9eb1f2998eb39c691ebb36908ebb4cf8bebb56f94ec06e13bec1cee9aec8d7184ecb9a3d6ecb9b803",
  "ecec640aed20d075ed2c3193ed492ca2ed561f98ed920354ed9d2ffaedb9c186ede457cbee1d3bebee56212bee5e20aa",
  "ee9ad4c6eea56d90eee8d081ef08753cef1466b4ef38c1e1ef4365b5ef6f55b6ef8c4641efd5a727f007a037f010997c",
  "f0541fa7f05acc73f085650cf085a786f08dd14bf1576d41f1cd4609f22c9d0cf23e2de2f24f33e0f25c0f31f27fd63b",
  "f282b72cf2947682f2b0656df320b2f8f33d1f14f37f0de8f395c5bbf3c5fb81f41205ddf4519286f46d74f9f47ec0eb",
  "f482cdd9f4a80bbef64919fef69797f8f6b0af5ff6b7507bf6f1c817f729446af73d16c1f74e1871f75067a4f7511f30",
  "f7869acdf790774ff7c451c0f7e6e206f820f764f881c17ef896c79ef8b978f9f9051695f90f7a1ef922998ff9ab90ce",
  "f9b23339f9f65eb5fa070b54fa15079dfa247e88fa3d7d38fa923faafaeec034fb17d939fb6c4507fb817603fb9ed7d7",
  "fbabbd4ffbbeaf7afbd7dc43fbd8f89cfc20f5c5fc631f90fc74ab53fc9fd660fcbf66fbfd0cef3afd2137d1fd3048fc",
  "fd4a6746fd61b6dafd84968ffe3bdcc1fe412eeafe711713ff2535aaff341c77ff39f93eff6957d2ff85db70ffa26e6b",
  "ffd768cf",
] as const;

/**
 * Grammatical words, which name a place only where nothing else does, of Snowball's lists (BSD): made by
 * rules/function_words.py.
 */
export const FUNCTION_WORDS = [
  "aan abbia abbiamo aber about above after again against agli ait algunas algunos all alla allem",
  "alles allo als altijd anche and andere anderem anderer anderes ante any aos aquela aquele",
  "aqueles aquilo are at\u00e9 auch auf aura aurais aurait aus aux avaient avais avait avec avesse",
  "avete aveva avevano avevo avez avons avrebbe avrei avuto ayant because been before bei being",
  "below between bij bin bis bist both but can ces che chi col com como contro cual cuando cui daar",
  "dagli dai dal dalla dalle dallo damit dann dass dat dazu degli dein deine deinem deinen deiner",
  "dela dele deles dell della delle dello dem denn depois dessen deze dich did dies diese diesem",
  "diesen dieser dieses dir doch doen does doing donde dort dove down durch during dus each een",
  "eens ein eine einem einen einer eines einige einigen einmal ela elas ele eles ella ellas elle",
  "ellos eram eran erano eres ero esa esas ese eso esos essas esses esta estaba estaban estamos",
  "estas estava estavam este estes esto estos estou estoy estuvo est\u00e1 est\u00e1n est\u00e1s",
  "est\u00e3o est\u00e9 etwas euch eux faccia facciamo faccio facendo fai fanno few for fora foram",
  "fosse fossero from fue fuera fueron fui furono further fut f\u00fcr geen gegen geweest gewesen",
  "gli haar hab habe haben habr\u00e1 hab\u00eda hab\u00edan had hai han hanno has hasta hatte",
  "hatten have having hay haya heb hebben heeft hem hemos her here het hij him himself hin hinter",
  "his hoe houve how hubiera hubo hun ich iemand iets ihm ihn ihnen ihr ihre ihrem ihren ihrer",
  "ihres ins into isso ist isto its itself jede jedem jeden jeder jedes jetzt just kan kann kein",
  "keine keinen keiner kon kunnen k\u00f6nnen k\u00f6nnte leur lhe loro lui maar machen mais manche",
  "mein meine meinem meinen meiner mesmo meu meus mia mich mie miei mij mijn minha minhas mir mit",
  "moet moi mon more most mucho muchos muito muss musste muy myself m\u00e1s m\u00eame naar nach",
  "nas negli nei nel nella nelle nello nicht nichts niet niets nog noi nos nosotros nossa nossas",
  "nosso nossos nostra nostre nostri nostro not notre nous now nuestra nuestras nuestro nuestros",
  "num numa nun nur n\u00e3o n\u00f3s oder off ohne omdat once onder only ons ont ook other otra",
  "otras otro otros our out over own para pela pelas pelos perch\u00e9 pero pi\u00f9 por pour quale",
  "quanti que quella quelli quello quem questa queste questi questo quien quienes qu\u00e9 same",
  "saranno sarebbe sar\u00e0 sean sehr seinem seinen seiner seines seja sejam selbst sem serait",
  "seront ser\u00e1 ser\u00e3o ser\u00eda ses seu seus she should sia siamo siano sich sie sind",
  "soient soit solche soll sollte some sommes somos sondern sonst sont sou soy stai stanno stava",
  "stesse stessi stiamo sto sua suas such sue sui suis sulla sulle suo suoi sus s\u00e3o",
  "tambi\u00e9n tamb\u00e9m tegen tem temos tenemos tenga tengo tenha tenho tenido ten\u00eda teria",
  "ter\u00e1 tes teu teve than that the their them themselves then there these they this those",
  "through tienen tienes tinha tinham tive tivesse toch toen toi too tra tua tuo tuoi tus tutti",
  "tutto tuvo uit uma una und under une uno unos unser unter until veel very voc\u00ea voc\u00eas",
  "voi vom von voor vor vostra vostro votre vous waren was wat weil weiter welche welcher welches",
  "wenn werde were what when where which while who why wie wieder wil will wir wird with wollen",
  "wollte wordt w\u00e4hrend w\u00fcrde w\u00fcrden you your yourself zal zelf zich zij zijn zonder",
  "zou zum zur zwar zwischen \u00e9taient \u00e9tais \u00e9tait \u00e9tant \u00e9t\u00e9 \u00eates",
  "\u00fcber \u0431\u0435\u0437 \u0431\u043e\u043b\u0435\u0435 \u0431\u043e\u043b\u044c\u0448\u0435",
  "\u0431\u0443\u0434\u0435\u0442 \u0431\u0443\u0434\u0442\u043e \u0431\u044b\u043b",
  "\u0431\u044b\u043b\u0430 \u0431\u044b\u043b\u0438 \u0431\u044b\u043b\u043e",
  "\u0431\u044b\u0442\u044c \u0432\u0430\u043c \u0432\u0430\u0441 \u0432\u0434\u0440\u0443\u0433",
  "\u0432\u0435\u0434\u044c \u0432\u043e\u0442 \u0432\u0441\u0435",
  "\u0432\u0441\u0435\u0433\u0434\u0430 \u0432\u0441\u0435\u0433\u043e \u0432\u0441\u0435\u0445",
  "\u0432\u0441\u044e \u0433\u0434\u0435 \u0434\u0430\u0436\u0435 \u0434\u0432\u0430",
  "\u0434\u043b\u044f \u0434\u0440\u0443\u0433\u043e\u0439 \u0435\u0433\u043e \u0435\u043c\u0443",
  "\u0435\u0441\u043b\u0438 \u0435\u0441\u0442\u044c \u0435\u0449\u0435",
  "\u0437\u0430\u0447\u0435\u043c \u0437\u0434\u0435\u0441\u044c \u0438\u043b\u0438",
  "\u0438\u043d\u043e\u0433\u0434\u0430 \u043a\u0430\u043a \u043a\u0430\u043a\u0430\u044f",
  "\u043a\u0430\u043a\u043e\u0439 \u043a\u043e\u0433\u0434\u0430",
  "\u043a\u043e\u043d\u0435\u0447\u043d\u043e \u043a\u0442\u043e \u043a\u0443\u0434\u0430",
  "\u043b\u0443\u0447\u0448\u0435 \u043c\u0435\u0436\u0434\u0443 \u043c\u0435\u043d\u044f",
  "\u043c\u043d\u0435 \u043c\u043d\u043e\u0433\u043e \u043c\u043e\u0436\u0435\u0442",
  "\u043c\u043e\u0436\u043d\u043e \u043c\u043e\u0439 \u043c\u043e\u044f \u043d\u0430\u0434",
  "\u043d\u0430\u0434\u043e \u043d\u0430\u043a\u043e\u043d\u0435\u0446 \u043d\u0430\u0441",
  "\u043d\u0435\u0433\u043e \u043d\u0435\u0435 \u043d\u0435\u0439",
  "\u043d\u0435\u043b\u044c\u0437\u044f \u043d\u0435\u0442 \u043d\u0438\u0431\u0443\u0434\u044c",
  "\u043d\u0438\u043a\u043e\u0433\u0434\u0430 \u043d\u0438\u043c \u043d\u0438\u0445",
  "\u043d\u0438\u0447\u0435\u0433\u043e \u043e\u0434\u0438\u043d \u043e\u043d\u0430",
  "\u043e\u043d\u0438 \u043e\u043f\u044f\u0442\u044c \u043f\u0435\u0440\u0435\u0434",
  "\u043f\u043e\u0434 \u043f\u043e\u0441\u043b\u0435 \u043f\u043e\u0442\u043e\u043c",
  "\u043f\u043e\u0442\u043e\u043c\u0443 \u043f\u043e\u0447\u0442\u0438 \u043f\u0440\u0438",
  "\u043f\u0440\u043e \u0440\u0430\u0437 \u0441\u0430\u043c \u0441\u0432\u043e\u044e",
  "\u0441\u0435\u0431\u0435 \u0441\u0435\u0431\u044f \u0441\u0435\u0439\u0447\u0430\u0441",
  "\u0441\u043e\u0432\u0441\u0435\u043c \u0442\u0430\u043a \u0442\u0430\u043a\u043e\u0439",
  "\u0442\u0430\u043c \u0442\u0435\u0431\u044f \u0442\u0435\u043c",
  "\u0442\u0435\u043f\u0435\u0440\u044c \u0442\u043e\u0433\u0434\u0430 \u0442\u043e\u0433\u043e",
  "\u0442\u043e\u0436\u0435 \u0442\u043e\u043b\u044c\u043a\u043e \u0442\u043e\u043c",
  "\u0442\u043e\u0442 \u0442\u0440\u0438 \u0442\u0443\u0442 \u0443\u0436\u0435",
  "\u0445\u043e\u0440\u043e\u0448\u043e \u0445\u043e\u0442\u044c \u0447\u0435\u0433\u043e",
  "\u0447\u0435\u043c \u0447\u0435\u0440\u0435\u0437 \u0447\u0442\u043e \u0447\u0442\u043e\u0431",
  "\u0447\u0442\u043e\u0431\u044b \u0447\u0443\u0442\u044c \u044d\u0442\u0438",
  "\u044d\u0442\u043e\u0433\u043e \u044d\u0442\u043e\u0439 \u044d\u0442\u043e\u043c",
  "\u044d\u0442\u043e\u0442 \u044d\u0442\u0443",
] as const;

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

/** What a step of a road between copies costs, of the longest step: so that fewer of them are taken. */
export const ROAD_LEAST = 1e-9;

/** How many true neighbors the score that every map carries looks at: its recall@10. */
export const RECALL_AT = 10;

/**
 * Of few tokens, the score looks at no more than one in so many: all others are everybody's neighbors, wherever they
 * lie.
 */
export const RECALL_SHARE = 3;

/** Up to so many tokens are few: each is seen, so a map of them is spread and keeps clear of the panels. */
export const FEW_TOKENS = 255;

// tours: stops on a map, and what each says

/** What a tour.json calls itself. */
export const TOUR_FORMAT = "lexiscape-tour";

/** Rises when a reader of the old format would misread the new one. */
export const TOUR_VERSION = 1;

/** No tour has more stops: nobody would follow them. */
export const TOUR_STOPS = 100;

/** Characters of a stop's name, at most. */
export const TOUR_NAME = 80;

/** Characters of what a stop says, at most, in each language: it is read over the map. */
export const TOUR_NOTE = 1000;

/** Characters of a stop's search, at most. */
export const TOUR_QUERY = 1000;

/** A stop names no more tokens than this. */
export const TOUR_TOKENS = 10000;

/** Mebibytes of a tour.json, at most: 100 stops of 1,000 letters in two languages, and of 10,000 tokens each, have less. */
export const TOUR_MEBIBYTES = 16;

/** Letters of a token, a category or the name of a column that a tour names. */
export const TOUR_TEXT = 10000;

/** Categories of one filter of a tour. */
export const TOUR_CATEGORIES = 100000;

/** Languages of a name or a note. */
export const TOUR_LANGUAGES = 20;

/** How the code of a language is spelled there, as a regular expression for the whole of it. */
export const TOUR_LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}";

/** To see tokens that are named, one looks no nearer than this many times the whole map's scale. */
export const TOUR_NEAREST = 12;

/** How much of the screen they fill there, if it were as wide and high as the map. */
export const TOUR_FILL = 0.5;

/** How far in a stop or an address may look; 1 is the whole map, whatever the screen. */
export const TOUR_ZOOM = 1e7;

/** The color by place, where the name of a column could stand: no column is called so. */
export const BY_PLACE = "@place";

// pins: tokens beside each other

/** So many tokens can be compared. */
export const MOST_PINS = 5;

// axes: what chance gives

/** Random axes of the null. */
export const AXIS_DRAWS = 200;

/** At most so many tokens are laid along each. */
export const AXIS_LAID = 2000;

/** The share of tokens between the ends of the null. */
export const AXIS_SHARE = 0.95;

/** What a seed, from 1, is multiplied by to begin drawing. */
export const DRAW_SEED = 0x9e3779b9;
