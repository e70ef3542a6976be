// Ranges of code points, as rules.ts has them, in regular expressions.

export type Ranges = readonly (readonly [number, number])[];

/** What stands between the brackets of a character class; with code points beyond U+FFFF the expression needs its flag u. */
export function classOf(ranges: Ranges): string {
  return ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("");
}

function escaped(code: number): string {
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
