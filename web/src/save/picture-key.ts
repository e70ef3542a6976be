// What the colors of a saved picture mean: a picture that leaves the page leaves its legend behind.

import { COLORED, numberedAmong, slotsAmong, slotsOf } from "../colors/categories.ts";
import { scaleOf } from "../colors/color.ts";
import { MOST_STEPS, nearnessCenter, nearnessScale } from "../colors/nearness.ts";
import { PLACE } from "../colors/place.ts";
import { css, type Rgb, type Theme } from "../colors/theme.ts";
import type { Column, MapData } from "../data/data.ts";
import { categoryOf, titleOf } from "../data/names.ts";
import type { Locale, Translate } from "../locales/i18n.ts";
import { onlyOf } from "../state/filters.ts";
import type { Filters, State } from "../state/state.ts";
import { written } from "../text/numbers.ts";
import { type Pen, takeRimmed, writeRimmed } from "../text/pen.ts";
import { FONTS, short, visible } from "../text/text.ts";

export interface PictureKey {
  readonly title: string;
  /** A color and its name; a scale has names at its ends only. */
  readonly entries: readonly { readonly color: Rgb; readonly name: string; readonly number?: number }[];
  /** The entries are the steps of a scale. */
  readonly graded: boolean;
}

const STEPS = 8;
/** So many categories are told at most. */
const MOST_KEYED = 24;

/** What the colors mean now; null when they say nothing. */
export function keyOf(data: MapData, state: State, theme: Theme, t: Translate): PictureKey | null {
  if (nearnessCenter(state) >= 0) {
    const scale = nearnessScale(data.k, theme);
    const names = ends(scale.length, t("nearest"), t("steps", { n: MOST_STEPS }));
    const entries = scale.map((color, level) => ({ color, name: names(level) }));
    return { title: t("trueNearness"), entries, graded: true };
  }
  if (state.colorBy === PLACE) return { title: t("placeKey"), entries: [], graded: false };
  const column = data.columns.find(({ name }) => name === state.colorBy);
  if (!column) return null;
  const title = visible(titleOf(column, state.locale));
  const entries = column.categories
    ? categoriesOf(column, column.categories, theme, state, t)
    : gradesOf(column, theme, state.locale);
  return { title, entries, graded: !column.categories };
}

function categoriesOf(
  column: Column,
  names: readonly string[],
  theme: Theme,
  { filters, locale }: { readonly filters: Filters; readonly locale: Locale },
  t: Translate,
): PictureKey["entries"] {
  const only = onlyOf(filters, column.name);
  const { colorOf } = scaleOf(column, theme, only);
  // where chosen ones are lent colors, these are told alone: all others are greyed
  const [slots, own] = [slotsAmong(column, only), slotsOf(column)];
  const isLent = only.some((code) => slots[code] !== own[code]);
  const codes = isLent ? only.filter((code) => slots[code] >= 0) : [...names.keys()].slice(0, COLORED);
  const entries = codes.map((code) => ({ color: colorOf(code), name: short(categoryOf(column, code, locale), 32) }));
  const numbered = isLent ? [] : numberedAmong(column, []).filter((code) => code >= COLORED && code < MOST_KEYED);
  const told = numbered.map((code) => ({
    color: theme.unknown,
    name: short(categoryOf(column, code, locale), 32),
    number: code + 1,
  }));
  const left = (isLent ? only : names).length - codes.length - told.length;
  return [...entries, ...told, ...(left > 0 ? [{ color: theme.unknown, name: t("others") }] : [])];
}

function gradesOf(column: Column, theme: Theme, locale: Locale): PictureKey["entries"] {
  const { colorOf, low, high } = scaleOf(column, theme);
  const say = (value: number): string => written(value, 3, locale);
  const names = ends(STEPS, say(low), say(high));
  return Array.from({ length: STEPS }, (_, i) => ({
    color: colorOf(low + (i / (STEPS - 1)) * (high - low)),
    name: names(i),
  }));
}

const ends =
  (count: number, first: string, last: string) =>
  (i: number): string =>
    i === 0 ? first : i === count - 1 ? last : "";

const [FONT, LINE, INSET, DOT, RIM] = [12, 18, 16, 5, 1.5];
/** Below the key stands the caption. */
const ABOVE_CAPTION = 24;

/** In the corner at the left of a picture of this height. */
export function drawKey(pen: Pen, key: PictureKey, height: number, theme: Theme): void {
  const line = key.graded ? 2 * DOT : LINE;
  const top = height - INSET - ABOVE_CAPTION - (key.entries.length - 1) * line;
  takeRimmed(pen, "left", RIM);
  pen.strokeStyle = theme.halo;
  const say = (text: string, x: number, y: number, weight: number): void => {
    pen.font = `${weight} ${FONT}px ${FONTS}`;
    pen.fillStyle = theme.ink;
    writeRimmed(pen, text, x, y);
  };
  say(key.title, INSET, top - LINE, 600);
  key.entries.forEach(({ color, name, number }, i) => {
    const y = top + i * line;
    if (number !== undefined) return say(`${number}  ${name}`, INSET - 2, y, 400);
    pen.fillStyle = css(color);
    pen.beginPath();
    if (key.graded) pen.roundRect(INSET, y - DOT, 2 * DOT, 2 * DOT, 0);
    else pen.arc(INSET + DOT, y, DOT, 0, 2 * Math.PI);
    pen.fill();
    if (name) say(name, INSET + 3 * DOT + 2, y, 400);
  });
}
