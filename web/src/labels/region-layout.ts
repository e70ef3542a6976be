// Regions in, their names out: how large each is written, and between which scales it may be shown.

import type { Region } from "../regions/regions.ts";
import type { Measure } from "../text/measure.ts";
import { FONTS } from "../text/text.ts";
import type { Name } from "./board.ts";

export interface PlacedRegion extends Region, Name {
  /** Pixels. */
  readonly font: number;
  /** The words as they stand: one line, or two. */
  readonly lines: readonly string[];
}

/** By level, a region has its name from where it is so many pixels wide: before, larger ones and words speak for it. */
const FROM = [24, 40, 60, 80, 80] as const;
/** And until the usual one of its level is this wide: after, what is in it speaks for it, of the smallest soonest. */
const UNTIL = [250, 250, 250, 150, 200] as const;
/** By level, in pixels: of a place of a single token, and of the largest one. */
const SIZES = [
  [15, 20],
  [13.5, 17.5],
  [12.5, 15],
  [12, 13.5],
  [12, 12.5],
] as const;
const WEIGHT = 650;
const MARGIN = 6;
const LINE_LETTERS = 12;
/** How far from the middle of its region a name may stand, in parts of the region's span. */
const REACH = 0.3;
/** Where no other name is near, one may come at a scale so many times smaller. */
const SOONER = 4;
export const REGION_LINE = 1.12;

export const regionFont = (size: number): string => `${WEIGHT} ${size}px ${FONTS}`;

export function nameRegions(regions: readonly Region[], measureAt: (font: string) => Measure): PlacedRegion[] {
  const levels = SIZES.map((_, level) => regions.filter((region) => region.level === level));
  const most = levels.map((all) => Math.max(...all.map(({ count }) => count), 1));
  const usual = levels.map((all) => medianOf(all.map(({ span }) => span)));
  const placed: PlacedRegion[] = [];
  for (const region of regions) {
    if (region.words.length === 0) continue;
    // half pixels: a browser is slow to find a font at yet another size
    const [least, largest] = SIZES[region.level];
    const font = Math.round(2 * (least + (largest - least) * Math.sqrt(region.count / most[region.level]))) / 2;
    const lines = linesOf(region.words);
    const measure = measureAt(regionFont(font));
    const halfWidth = Math.max(...lines.map(measure)) / 2 + MARGIN;
    const halfHeight = (REGION_LINE * font * lines.length) / 2 + MARGIN;
    const until = UNTIL[region.level] / usual[region.level];
    // a name much wider than its place would lie over its neighbors
    let from = Math.max(FROM[region.level], 0.45 * halfWidth) / region.span;
    let sooner = from / SOONER;
    for (const other of placed)
      if (alike(region, other)) [from, sooner] = [Math.max(from, other.until), Math.max(sooner, other.until)];
    if (sooner >= 0.7 * until) continue;
    const word = { halfWidth: measure(region.words[0]) / 2 + MARGIN, halfHeight: (REGION_LINE * font) / 2 + MARGIN };
    const brief = region.words.length > 1 ? word : null;
    const written = { font, lines, halfWidth, halfHeight, brief };
    placed.push({ ...region, ...written, from, until, sooner, reach: REACH * region.span });
  }
  return placed;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}

function alike(region: Region, other: Region): boolean {
  const shared = region.words.filter((word) => other.words.includes(word)).length;
  return shared > 1 || shared === region.words.length || region.words[0] === other.words[0];
}

function linesOf(words: readonly string[]): string[] {
  const whole = words.join(" · ");
  if (whole.length <= LINE_LETTERS || words.length < 2) return [whole];
  const first = words.slice(0, 2).join(" · ").length <= LINE_LETTERS ? 2 : 1;
  return [words.slice(0, first).join(" · "), words.slice(first).join(" · ")].filter(Boolean);
}

/** A name fades in and out over this share of a scale, and at rest is never so faint that it cannot be read. */
const FADE = 0.04;
const FAINTEST = 0.75;

/** How much of a region's name is seen at this scale, 0 to 1. */
export function regionOpacity({ from, until }: Name, scale: number): number {
  if (scale < from || scale >= until) return 0;
  return Math.min(1, FAINTEST + ((1 - FAINTEST) * Math.min(scale / from - 1, 1 - scale / until)) / FADE);
}
