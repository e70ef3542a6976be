// Which words are mere beginnings: pieces that a tokenizer made on its way to longer words, as "milit" to "military".
// Figures find the same ones: `lexiscape.pictures.importance`, which benchmarks/importance.py measures.

import {
  BEGUN_LETTERS,
  BEGUN_ROWS,
  BEGUN_WITHIN,
  FIRST_IDEOGRAPH,
  LONE_SHARE,
  LONG_TEXT,
  MERGED_SAMPLE,
  MERGED_SHARE,
} from "../rules.ts";

const IDEOGRAPHS = String.fromCharCode(FIRST_IDEOGRAPH);
/** Beyond, what is one letter to Python may be two to JavaScript. */
const COUNTED = /^[\0-\ud7ff]*$/;

/** The first row of each text of a kind. */
type Rows = ReadonlyMap<string, number>;

/** Rows of words that soon go on to a longer one; none where the vocabulary is not one of merges. */
export function beginnings(texts: readonly string[], kindOf: (row: number) => string): ReadonlySet<number> {
  const [words, pieces] = [new Map<string, number>(), new Map<string, number>()];
  texts.slice(0, BEGUN_ROWS).forEach((text, row) => {
    const kind = kindOf(row);
    const rows = kind === "word" ? words : kind === "continuation" ? pieces : null;
    if (rows && text.length <= LONG_TEXT && COUNTED.test(text) && !rows.has(text)) rows.set(text, row);
  });
  const found = new Set<number>();
  if (!isMerged(words, pieces)) return found;
  const [shortest, least, most] = BEGUN_LETTERS;
  const [times, plus] = BEGUN_WITHIN;
  for (const [text, row] of words) {
    for (let length = Math.max(shortest, text.length - most); length <= text.length - least; length++) {
      const begun = words.get(text.slice(0, length));
      if (begun !== undefined && begun < row && row <= times * begun + plus) found.add(begun);
    }
  }
  return found;
}

function isMerged(words: Rows, pieces: Rows): boolean {
  const step = Math.max(1, Math.floor(words.size / MERGED_SAMPLE));
  let [at, asked, merged] = [0, 0, 0];
  for (const [text, row] of words) {
    if (at++ % step > 0 || text.length < 3) continue;
    asked++;
    for (let cut = 1; cut < text.length; cut++) {
      if (!((words.get(text.slice(0, cut)) ?? row) < row && (pieces.get(text.slice(cut)) ?? row) < row)) continue;
      merged++;
      break;
    }
  }
  return merged > 0 && merged >= MERGED_SHARE * asked;
}

/** Whether single kanji and kana are letters of a few texts here, and not words. */
export function areSignsLone(texts: readonly string[], kindOf: (row: number) => string): boolean {
  let [words, lone, longer] = [0, 0, 0];
  texts.forEach((text, row) => {
    if (kindOf(row) !== "word") return;
    words++;
    if (text < IDEOGRAPHS) return;
    if (text.length < 2) lone++;
    else longer++;
  });
  return lone > longer && lone < LONE_SHARE * words;
}
