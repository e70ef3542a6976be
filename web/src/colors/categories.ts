// Which color a category has: always the same one for a known kind or script, whatever the map.
// Figures follow the same rule: `lexiscape.pictures.categories`; the colors are in rules/rules.json.

import type { Column } from "../data/data.ts";
import { DARK_PALETTE, KNOWN_CATEGORIES, LIGHT_PALETTE, PLAIN_CATEGORY } from "../rules.ts";
import { own } from "../text/own.ts";

export const PALETTE = { light: LIGHT_PALETTE, dark: DARK_PALETTE } as const;
/** So many categories, the most frequent ones, have a color of their own. */
export const COLORED = LIGHT_PALETTE.length;

/** The place of each category's color in the palette; -1: it has none of its own. */
export function slotsOf({ name, categories = null }: Pick<Column, "name" | "categories">): number[] {
  const names = categories ?? [];
  const known = own(KNOWN_CATEGORIES, name) ?? [];
  const shown = names.slice(0, COLORED);
  const free = Array.from({ length: COLORED }, (_, slot) => slot).filter((slot) => !shown.includes(known[slot]));
  return names.map((category, code) => {
    if (code >= COLORED || own(PLAIN_CATEGORY, name) === category) return -1;
    const slot = known.indexOf(category);
    return slot >= 0 ? slot : (free.shift() ?? -1);
  });
}
