// English, and what a language is: a file beside this one, named by its code, is offered by the page.

const english = {
  name: "English",
  texts: {
    mapOf: "Map of {n} tokens of {name}",
    tokens: "{n} tokens",
    keeps: "keeps {share}% of the {k} nearest neighbors",
    keepsNearest: "keeps {share}% of the nearest",
    inSpace: "space: {name}",
    mapHelp: "Arrow keys move, + and − zoom, / searches, Escape clears.",
    search: "Search tokens",
    searchHint: "Search, or /pattern/",
    found: "{n} found",
    foundNone: "nothing found",
    badPattern: "not a pattern: {why}",
    slowPattern: "this pattern takes too long",
    more: "and {n} more",
    colorBy: "Color by",
    byPlace: "Place",
    placeKey: "Place: hue by direction, strength by distance from the middle",
    controls: "Controls",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    wholeMap: "Whole map",
    backToMap: "Back to the map",
    close: "Close",
    neighbors: "True neighbors",
    keptHere: "{n} of {k} are also the nearest on the map",
    roadTo: "Road to …",
    roadNone: "No road leads to {token} through the {k} nearest neighbors of each token.",
    pin: "Pin",
    pinFull: "{n} tokens are pinned, and no more can be",
    pinned: "Pinned",
    pinMore: "Pin another token, and their neighbors stand side by side.",
    unpin: "Unpin {token}",
    unpinAll: "Unpin all",
    pairShares: "{a} and {b} share {n} of {k} neighbors: {share}% of random pairs share as many.",
    pairSharesNone: "{a} and {b} share none of {k} neighbors, as {share}% of random pairs do.",
    pairPlace: "{b} is number {place} among the nearest of {a}.",
    sharedNeighbors: "Shared neighbors",
    sharedNone: "No shared neighbors",
    ownNeighbors: "Neighbors of {token} alone",
    roadBetween: "The road between them",
    strangers: "Near on the map, but not true neighbors",
    showNearness: "Color by true nearness",
    trueNearness: "True nearness",
    nearest: "nearest",
    steps: "{n} steps",
    similarity: "similarity",
    distance: "distance",
    rawForm: "raw form",
    others: "other",
    searchIn: "Search in {what}",
    theme: "Light or dark",
    token: "Token",
    id: "id",
    unfinished: "end it with / to search by pattern",
    showFound: "Show them",
    selectFound: "Select them",
    legend: "Legend",
    dropFilter: "Remove the filter {what}",
    constant: "{value}, the same for all",
    noValue: "No value",
    extremes: "Highest and lowest",
    most: "Highest",
    least: "Lowest",
    lowest: "{what}: from",
    highest: "{what}: to",
    vocabulary: "Vocabulary",
    firstRanks: "first {n}",
    lastRanks: "last {n}",
    allRanks: "all",
    lasso: "Select with a lasso (Shift and drag)",
    box: "Select with a box",
    tapHint: "Tap a word for its true neighbors",
    present: "Present (P)",
    leave: "End the presentation (Esc)",
    textSize: "Text on the map: {share}%",
    stopsHint: "Stops of the presentation: {n} (P shows them, E edits them)",
    table: "Table",
    tableShow: "Table of what is kept (D)",
    tableOf: "{n} of {all} tokens",
    tableSave: "Save as CSV",
    tour: "Tour",
    tourOf: "Tour of {n} stops",
    tourStart: "Start the tour",
    tourTake: "Present",
    tourEdit: "Tour: stops and notes (E)",
    tourHint:
      "Keep what you see as a stop (K), name it, and write what it shows. The page's address holds short tours.",
    tourFull: "A tour has {n} stops at most.",
    stopLarge: "Stop {i} selects or searches more than a file can hold: a file and a copy leave that out.",
    tourSave: "Save tour.json",
    tourDamaged: "The tour of this page cannot be read: {why}. Please make or download the page again.",
    saveCopy: "Save a copy of this page",
    saved: "Saved",
    stopOf: "{i} of {n}",
    stopKeep: "Keep this view",
    stopBefore: "Previous stop",
    stopAfter: "Next stop",
    stopName: "Name of stop {i}",
    stopNameHint: "Name",
    stopNote: "Note of stop {i}",
    stopNoteHint: "What is seen here",
    stopGo: "Go to stop {i}",
    stopUp: "Move stop {i} up",
    stopDown: "Move stop {i} down",
    stopDrop: "Remove stop {i}",
    clickHint: "Click a word for its true neighbors",
    wheelHint: "Click the map, or hold Ctrl, to zoom with the wheel",
    lassoHint: "Drag around the words to select them",
    boxHint: "Drag a box over the words to select them",
    picked: "Selection",
    pickedCount: "{n} selected",
    format: "Format",
    words: "Words",
    copy: "Copy",
    copied: "Copied",
    openAlone: "Open alone",
    notCopied: "This browser does not let pages copy",
    save: "Save",
    saveWhat: "Save or share",
    savePng: "Picture (PNG)",
    saveSvg: "Drawing with text (SVG)",
    saveCsv: "Table (CSV)",
    saveJson: "Table (JSON)",
    maybeBarred: "If nothing is saved, the page around this map forbids it: open the map by itself.",
    copyLink: "Copy a link to this view",
    help: "Help",
    cite: "Cite this map",
    check: "Check",
    checkNone: "None found",
    checkSoFar: "None so far",
    checkNot: "Not checked",
    faithful: "How faithful is this map?",
    thisMap: "this map",
    chance: "chance",
    cardNote: "Means over {n} tokens, with 95 % intervals; PCA: the plane of the first two principal components.",
    untrainedRows: "untrained rows",
    announce: "{token} selected. True neighbors: {neighbors}",
    announceNone: "No token selected",
    announceUnpicked: "Selection dropped",
    noScripts: "This copy was saved without the scripts that draw the map: save the page as “complete”, or its file.",
    damaged: "This map cannot be read: its data is damaged ({why}). Please make or download the page again.",
    notShown: "This map cannot be shown here: {why}. Another browser may show it.",
    nowhere: "Nothing to draw: this map holds no tokens.",
  },
  help: {
    title: "Reading this map",
    lead:
      "Every dot is a token of the model's vocabulary, near the tokens that the model holds to be alike. A flat map must " +
      "distort: select a token to see its true neighbors, numbered, and where they really lie; crosses mark those " +
      "that are only near on the map.",
  },
  shortcuts: {}, // the table of shortcuts has them
  columns: {}, // the map has them
  categories: {},
  findings: {},
  advice: {},
  rules: {},
  scores: {
    recall: ["{k} nearest kept", "Share of the {k} true neighbors among the {k} nearest on the map"],
    trustworthiness: ["few strangers", "Trustworthiness: who is near on the map is near in truth"],
    continuity: ["little torn apart", "Continuity: true neighbors are near on the map"],
    distances: ["distances in order", "Rank correlation of true distances with those on the map"],
    triplets: ["triplets in order", "Of two tokens, the nearer one is the nearer on the map, too"],
  } as Readonly<Record<string, readonly [string, string]>>,
  report: {
    damaged: "This page cannot be read: its data is damaged. Please make or download it again.",
    moveTogether: "Move both maps together",
    compareWith: "Compare with",
    keeps: "This map keeps {share} of the {k} nearest neighbors; laid out freely it would keep {free}.",
    keepsNearest: "This map keeps {share} of the nearest neighbors; laid out freely it would keep {free}.",
    score: "Score",
    value: "value",
    interval: "95 % interval",
    chance: "by chance",
    scores: "How much of the first space the second has",
    byLayer: "Scores, space by space; grey: what chance gives (± 2 standard deviations)",
    geometry: "Shape of each space",
    space: "Space",
    anisotropy: "anisotropy (mean cosine of two tokens)",
    first_component: "variance along the first component",
    self_similarity: "self-similarity (mean cosine of a token's occurrences)",
    occurrence_anisotropy: "its baseline (occurrences of two tokens)",
    "overlap@": "neighbors in common, of the {k} nearest",
    cka: "similarities agree, large ones above all (debiased CKA)",
    spearman: "similarities agree in rank",
    procrustes: "one space is the other, turned and scaled",
    traits: "What papers have told of such spaces, measured on these tokens",
    trait: "Trait",
    traitChance: "by chance {null} ± {sd}; of {count} tokens",
    "scripts:": "writing systems among the {k} nearest of a token, on average",
    "months:circle": "distances of the months follow the year's circle (correlation)",
    "months:line": "… and a line from first to last",
    "weekdays:circle": "distances of the days follow the week's circle (correlation)",
    "weekdays:line": "… and a line from first to last",
    "numbers:line": "distances of 0, 1, 2 … follow their differences (correlation)",
    "numbers:log": "… and those of their logarithms",
    "periods:": "share of what tells numbers apart that comes round every {k}",
    "dimension:two-nn": "intrinsic dimension (TWO-NN); by chance: of a normal cloud of the same covariance",
    moved: "Moved most",
    kept: "Kept most",
    token: "Token",
    overlap: "overlap",
    before: "nearest in the first",
    after: "nearest in the second",
  },
};

/** A text of the map. */
export type Key = keyof typeof english.texts;
/** A text of the comparison page. */
export type ReportKey = keyof typeof english.report;

type Some = Readonly<Record<string, string>>;

export interface Language {
  /** What it calls itself. */
  readonly name: string;
  /** Everything on the map; `{name}` is filled in. */
  readonly texts: Readonly<Record<Key, string>>;
  /** The help card. */
  readonly help: { readonly title: string; readonly lead: string };
  /** The name and the meaning of each score of the card; `{k}` is filled in. */
  readonly scores: Readonly<Record<string, readonly [string, string]>>;
  /** What a shortcut does, by the names in `SHORTCUTS`; English where it is missing. */
  readonly shortcuts: Some;
  /** Titles of columns (`lexiscape.columns.COLUMNS`); Python's own where they are missing, so that a new one needs nothing. */
  readonly columns: Some;
  /** Categories by column (`lexiscape.text.KINDS`, and the commonest scripts), likewise. */
  readonly categories: Readonly<Record<string, Some>>;
  /** What a check finds (`lexiscape.check.FINDINGS`), likewise. */
  readonly findings: Some;
  /** What to do about it, and by which rule it was found, without the numbers, likewise. */
  readonly advice: Some;
  readonly rules: Some;
  /** The comparison page. */
  readonly report: Readonly<Record<ReportKey, string>>;
}

const language: Language = english;
export default language;
