// A column in, one color a token out. Categorical: a colorblind-safe palette; numeric: viridis, as the field knows it.

import { interpolateViridis } from "d3-scale-chromatic";
import type { Column } from "../data/data.ts";
import { SCALE_SAMPLE, SCALE_STEPS, SCALE_TAIL, VIRIDIS_PART } from "../rules.ts";
import { clamp } from "../text/numbers.ts";
import { PALETTE, slotsAmong, slotsOf } from "./categories.ts";
import type { Rgb, Theme } from "./theme.ts";

export interface Scale {
  readonly column: Column;
  /**
   * Ends of a numeric column's color scale: the 1st and 99th percentile of its finite values, so that outliers do not
   * flatten the rest. What lies beyond has the color of the end, infinity, too.
   */
  readonly low: number;
  readonly high: number;
  colorOf(value: number): Rgb;
}

const scales = new WeakMap<Column, Map<Theme, Scale>>();

/** How a column's values become colors; points and legend share one scale. `only`: the codes that a filter keeps. */
export function scaleOf(column: Column, theme: Theme, only: readonly number[] = []): Scale {
  if (column.categories && only.length > 0) return categoryScale(column, theme, slotsAmong(column, only));
  const known = scales.get(column) ?? new Map<Theme, Scale>();
  scales.set(column, known);
  const scale = known.get(theme) ?? newScale(column, theme);
  known.set(theme, scale);
  return scale;
}

function categoryScale(column: Column, theme: Theme, slots: readonly number[]): Scale {
  const palette = PALETTE[theme.name].map(parse);
  return { column, low: 0, high: slots.length - 1, colorOf: (code) => palette[slots[code]] ?? theme.unknown };
}

function newScale(column: Column, theme: Theme): Scale {
  if (column.categories) return categoryScale(column, theme, slotsOf(column));
  const [low, high] = column.ends ?? ends(column.values);
  const [darkest, lightest] = VIRIDIS_PART[theme.name];
  const most = SCALE_STEPS - 1;
  const shade = (i: number): Rgb => parse(interpolateViridis(darkest + ((lightest - darkest) * i) / most));
  const steps = Array.from({ length: SCALE_STEPS }, (_, i) => shade(i));
  return {
    column,
    low,
    high,
    colorOf: (value) =>
      Number.isNaN(value) ? theme.unknown : steps[Math.round(most * clamp((value - low) / (high - low || 1)))],
  };
}

/** RGBA of every token; alpha is left to the points' own use. */
export function paint(scale: Scale, into: Uint8Array): void {
  const { values } = scale.column;
  for (let i = 0; i < values.length; i++) {
    const [r, g, b] = scale.colorOf(values[i]);
    into[4 * i] = r;
    into[4 * i + 1] = g;
    into[4 * i + 2] = b;
  }
}

/** One color for all, where no column is chosen. */
export function paintPlain(theme: Theme, into: Uint8Array): void {
  const color = parse(PALETTE[theme.name][0]);
  for (let at = 0; at < into.length; at += 4) into.set(color, at);
}

function ends(values: ArrayLike<number>): [number, number] {
  const step = Math.max(1, Math.floor(values.length / SCALE_SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) sample.push(values[i]);
  sample.sort((a, b) => a - b);
  if (sample.length === 0) return [0, 1];
  const last = sample.length - 1;
  return [sample[Math.floor(SCALE_TAIL * last)], sample[Math.ceil((1 - SCALE_TAIL) * last)]];
}

/** `#rrggbb` or `rgb(r, g, b)`. */
export function parse(color: string): Rgb {
  if (color[0] === "#") {
    const bits = Number.parseInt(color.slice(1), 16);
    return [bits >> 16, (bits >> 8) & 255, bits & 255];
  }
  const [r, g, b] = (color.match(/\d+/g) ?? []).map(Number);
  return [r, g, b];
}
