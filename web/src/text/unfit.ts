// Which words name no place: those that nobody wants to read in large letters. The tokens themselves stay on the map.
// Figures follow the same rule: `lexiscape.text.unfit`; the list is in rules/rules.json, its source in rules/unfit.py.

import { UNFIT_NAMES } from "../rules.ts";

let hashes: ReadonlySet<string> | null = null;

/** Whether a word, folded, names no place. */
export function isUnfit(folded: string): boolean {
  hashes ??= new Set(UNFIT_NAMES.flatMap((line) => line.match(/.{8}/g) ?? []));
  return hashes.has(fnv1a(folded).toString(16).padStart(8, "0"));
}

/** G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm": 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
