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

/**
 * The same while a filter keeps `only` these codes: one of them that has no color is lent one that none of them has, so
 * that what is chosen stands out from the grey. Colors that no category has are lent first, then those of the rarest;
 * whose color is lent goes without, and is greyed on the map anyway.
 */
export function slotsAmong(column: Pick<Column, "name" | "categories">, only: readonly number[]): number[] {
  const slots = slotsOf(column);
  const without = only.filter((code) => slots[code] === -1);
  if (without.length === 0) return slots;
  const taken = new Set(only.map((code) => slots[code]));
  const rank = (slot: number): number => (slots.includes(slot) ? 0 : COLORED) + slot;
  const free = Array.from({ length: COLORED }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  const lent = free.sort((a, b) => rank(b) - rank(a)).slice(0, without.length);
  const left = slots.map((slot) => (lent.includes(slot) ? -1 : slot));
  lent.forEach((slot, i) => (left[without[i]] = slot));
  return left;
}

/** Codes that have no color and are told by a number instead, from 1 for the most frequent; of `only`, if there are any. */
export function numberedAmong(column: Pick<Column, "name" | "categories">, only: readonly number[]): number[] {
  const names = column.categories ?? [];
  if (names.length <= COLORED) return [];
  const slots = slotsAmong(column, only);
  const plain = own(PLAIN_CATEGORY, column.name);
  return [...names.keys()].filter(
    (code) => slots[code] === -1 && names[code] !== plain && (only.length === 0 || only.includes(code)),
  );
}
