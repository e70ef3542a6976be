// Which words name no place: those that nobody wants to read in large letters. The tokens themselves stay on the map.
// Those that say nothing name none while there are others.
// Figures follow the same rules: `lexiscape.text.unfit`; the lists are in rules/rules.json, their sources in
// rules/unfit.py and rules/function_words.py.

/** Lists as rules.ts has them: they go to a worker with what is asked of it, so that they stand in a page only once. */
export interface WordLists {
  /** Hashes of eight digits, many in a line. */
  readonly unfit: readonly string[];
  readonly functions: readonly string[];
}

/** What the lists say of a word, folded. */
export interface Judge {
  /** Whether it names no place. */
  isUnfit(folded: string): boolean;
  /** Whether it is grammar alone ("not", "aber"), or a Roman numeral ("iii"). */
  isFunctionWord(folded: string): boolean;
}

/** Up to 39: "mix" and "civil" are words. */
const ROMAN = /^(?=.)x{0,3}(ix|iv|v?i{0,3})$/;

export function judgeOf({ unfit, functions }: WordLists): Judge {
  const hashes = new Set(unfit.flatMap((line) => line.match(/.{8}/g) ?? []));
  const words = new Set(functions.join(" ").split(" "));
  return {
    isUnfit: (folded) => hashes.has(fnv1a(folded).toString(16).padStart(8, "0")),
    isFunctionWord: (folded) => words.has(folded) || ROMAN.test(folded),
  };
}

/** G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm": 32 bits, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
