// Which words name no place: those that nobody wants to read in large letters. The tokens themselves stay on the map.
// Those that say nothing name none while there are others.
// Figures follow the same rules: `lexiscape.text.unfit`; the lists are in rules/rules.json, their sources in
// rules/unfit.py and rules/function_words.py.

import { FUNCTION_WORDS, UNFIT_NAMES } from "../rules.ts";

let hashes: ReadonlySet<string> | null = null;

/** Whether a word, folded, names no place. */
export function isUnfit(folded: string): boolean {
  hashes ??= new Set(UNFIT_NAMES.flatMap((line) => line.match(/.{8}/g) ?? []));
  return hashes.has(fnv1a(folded).toString(16).padStart(8, "0"));
}

let words: ReadonlySet<string> | null = null;
/** Up to 39: "mix" and "civil" are words. */
const ROMAN = /^(?=.)x{0,3}(ix|iv|v?i{0,3})$/;

/** Whether a word, folded, is grammar alone ("not", "aber"), or a Roman numeral ("iii"). */
export function isFunctionWord(folded: string): boolean {
  words ??= new Set(FUNCTION_WORDS.join(" ").split(" "));
  return words.has(folded) || ROMAN.test(folded);
}

/** G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm": 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
