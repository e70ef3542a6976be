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

/** A region has its name while it is this many pixels wide: before, it is a dot; after, its tokens speak for it. */
const SHOWN = [24, 250] as const;
const FONTS_FROM = 12.5;
const FONTS_TO = 19;
const WEIGHT = 650;
const MARGIN = 6;
const LINE_LETTERS = 12;
/** How far from the middle of its region a name may stand, in parts of the region's span. */
const REACH = 0.3;
export const REGION_LINE = 1.12;

export const regionFont = (size: number): string => `${WEIGHT} ${size}px ${FONTS}`;

export function nameRegions(regions: readonly Region[], measureAt: (font: string) => Measure): PlacedRegion[] {
  const most = Math.max(...regions.map((region) => region.count), 1);
  const placed: PlacedRegion[] = [];
  for (const region of regions) {
    if (region.words.length === 0) continue;
    // half pixels: a browser is slow to find a font at yet another size
    const font = Math.round(2 * (FONTS_FROM + (FONTS_TO - FONTS_FROM) * Math.sqrt(region.count / most))) / 2;
    const lines = linesOf(region.words);
    const measure = measureAt(regionFont(font));
    const halfWidth = Math.max(...lines.map(measure)) / 2 + MARGIN;
    const halfHeight = (REGION_LINE * font * lines.length) / 2 + MARGIN;
    const until = SHOWN[1] / region.span;
    // a name much wider than its place would lie over its neighbors
    let from = Math.max(SHOWN[0] / region.span, (0.4 * halfWidth) / region.span);
    for (const other of placed) if (within(region, other) || alike(region, other)) from = Math.max(from, other.until);
    if (from < 0.7 * until)
      placed.push({ ...region, font, lines, halfWidth, halfHeight, from, until, reach: REACH * region.span });
  }
  return placed;
}

/** A country waits until its continent's name has gone. */
function within(region: Region, other: Region): boolean {
  const reach = 0.6 * other.span;
  return other.span > region.span && Math.abs(region.x - other.x) < reach && Math.abs(region.y - other.y) < reach;
}

function alike(region: Region, other: Region): boolean {
  const shared = region.words.filter((word) => other.words.includes(word)).length;
  return shared > 1 || shared === region.words.length;
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
