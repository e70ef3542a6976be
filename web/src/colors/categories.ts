// Which color a category has: always the same one for a known kind or script, whatever the map.
// Figures follow the same table: `lexiscape.pictures.categories`.

import type { Column } from "../data/data.ts";

/** M. Okabe and K. Ito, "Color Universal Design" (2008), without black; yellow deepened to be seen on white. */
export const PALETTE = {
  light: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b8a900", "#8a63b8"],
  dark: ["#4fa3dd", "#f0b030", "#25b98d", "#e09ac2", "#ee7f3a", "#86cdf5", "#e8dc50", "#b095dc"],
} as const;
/** So many categories, the most frequent ones, have a color of their own. */
export const COLORED = PALETTE.light.length;

/** By column, the categories of the colors of the palette, in its order. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  kind: ["word", "continuation", "unused", "number", "punctuation", "special", "byte", "whitespace"],
  script: ["Latin", "Han", "Katakana", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Greek"],
};
/** What no color is spent on. */
const PLAIN: Readonly<Record<string, string>> = { script: "None" };

/** The place of each category's color in the palette; -1: it has none of its own. */
export function slotsOf({ name, categories = null }: Pick<Column, "name" | "categories">): number[] {
  const names = categories ?? [];
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : [];
  const shown = names.slice(0, COLORED);
  const free = Array.from({ length: COLORED }, (_, slot) => slot).filter((slot) => !shown.includes(known[slot]));
  return names.map((category, code) => {
    if (code >= COLORED || (Object.hasOwn(PLAIN, name) && PLAIN[name] === category)) return -1;
    const slot = known.indexOf(category);
    return slot >= 0 ? slot : (free.shift() ?? -1);
  });
}

/** A column in which nearly all tokens are the same says little about any of them. */
const DULL = 0.9;

/** The column that colors a map before its reader has chosen one. */
export function firstColumn(columns: readonly Column[]): Column | undefined {
  const telling = columns.find(({ categories, values }) => {
    if (!categories || categories.length < 2) return false;
    const counts = new Uint32Array(categories.length);
    for (let i = 0; i < values.length; i++) counts[values[i]]++;
    return Math.max(...counts) <= DULL * values.length;
  });
  return telling ?? columns.find(({ name }) => name === "kept") ?? columns[0];
}
