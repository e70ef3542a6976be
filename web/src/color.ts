// A column in, one color a token out. Categorical: a colorblind-safe palette; numeric: viridis, as the field knows it.

import { interpolateViridis } from "d3-scale-chromatic";
import type { Column } from "./data.ts";
import type { Rgb, Theme } from "./theme.ts";

/** M. Okabe and K. Ito, "Color Universal Design" (2008), without black; yellow deepened to be seen on white. */
const CATEGORIES_LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b8a900", "#8a63b8"];
const CATEGORIES_DARK = ["#4fa3dd", "#f0b030", "#25b98d", "#e09ac2", "#ee7f3a", "#86cdf5", "#e8dc50", "#b095dc"];

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

/** How a column's values become colors; points and legend share one scale. */
export function scaleOf(column: Column, theme: Theme): Scale {
  const known = scales.get(column) ?? new Map<Theme, Scale>();
  scales.set(column, known);
  const scale = known.get(theme) ?? newScale(column, theme);
  known.set(theme, scale);
  return scale;
}

function newScale(column: Column, theme: Theme): Scale {
  if (column.categories) {
    const palette = (theme.name === "dark" ? CATEGORIES_DARK : CATEGORIES_LIGHT).map(parse);
    return {
      column,
      low: 0,
      high: column.categories.length - 1,
      colorOf: (code) => (code < palette.length ? palette[code] : theme.unknown),
    };
  }
  const [low, high] = ends(column.values);
  const steps = Array.from({ length: 256 }, (_, i) => parse(interpolateViridis(shade(i / 255, theme))));
  return {
    column,
    low,
    high,
    colorOf: (value) =>
      Number.isNaN(value) ? theme.unknown : steps[Math.round(255 * clamp((value - low) / (high - low || 1)))],
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
  const [plain] = theme.name === "dark" ? CATEGORIES_DARK : CATEGORIES_LIGHT;
  const color = parse(plain);
  for (let at = 0; at < into.length; at += 4) into.set(color, at);
}

/** Leave out the end of viridis that drowns in the ground. */
function shade(t: number, theme: Theme): number {
  return theme.name === "dark" ? 0.15 + 0.85 * t : 0.95 * t;
}

function ends(values: ArrayLike<number>): [number, number] {
  const step = Math.max(1, Math.floor(values.length / 20000));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) sample.push(values[i]);
  sample.sort((a, b) => a - b);
  if (sample.length === 0) return [0, 1];
  return [sample[Math.floor(0.01 * (sample.length - 1))], sample[Math.ceil(0.99 * (sample.length - 1))]];
}

const clamp = (t: number): number => Math.min(1, Math.max(0, t));

/** `#rrggbb` or `rgb(r, g, b)`. */
export function parse(color: string): Rgb {
  if (color[0] === "#") {
    const bits = Number.parseInt(color.slice(1), 16);
    return [bits >> 16, (bits >> 8) & 255, bits & 255];
  }
  const [r, g, b] = (color.match(/\d+/g) ?? []).map(Number);
  return [r, g, b];
}
