// A token's color by where it lies: hue by the way from the middle of the map, chroma by how far, nearly of one lightness.
// Figures have the same colors: `lexiscape.pictures.place`; the numbers are in rules/rules.json.

import type { MapData } from "../data/data.ts";
import {
  BY_PLACE,
  NAME_CHROMA,
  NAME_LIGHTNESS,
  PLACE_CHROMA,
  PLACE_HUES,
  PLACE_INSIDE,
  PLACE_LIGHTEST,
  PLACE_LIGHTNESS,
  PLACE_RINGS,
  PLACE_TILT,
  SCALE_SAMPLE,
} from "../rules.ts";
import { clamp } from "../text/numbers.ts";
import type { Rgb, Theme } from "./theme.ts";

/** What colors the map instead of a column; no column has the name. */
export const PLACE = BY_PLACE;

/** The places of tokens as the map has them: copies, which the screen moves apart, share one. */
type Points = Pick<MapData, "n" | "grid" | "height" | "colored">;

interface Around {
  readonly cx: number;
  readonly cy: number;
  /** From the middle to where chroma is full. */
  readonly reach: number;
}

const known = new WeakMap<Points, Around>();

function around(points: Points): Around {
  const found = known.get(points) ?? measured(points);
  known.set(points, found);
  return found;
}

function measured({ n, height, ...points }: Points): Around {
  const grid = points.colored ?? points.grid;
  const middle = (values: Uint32Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(n, 1);
  const [cx, cy] = [middle(grid.subarray(0, n)), height - middle(grid.subarray(n, 2 * n))];
  const step = Math.max(1, Math.floor(n / SCALE_SAMPLE));
  const away = Float64Array.from({ length: Math.ceil(n / step) }, (_, i) =>
    Math.hypot(grid[i * step] - cx, height - grid[n + i * step] - cy),
  ).sort();
  // where most lie in the very middle, the one furthest out says how far the rim is
  return { cx, cy, reach: away[Math.floor(PLACE_INSIDE * (away.length - 1))] || away[away.length - 1] || 1 };
}

/** The way from the middle of the map, in turns, and how far, 1 at the rim. */
function polar({ cx, cy, reach }: Around, x: number, y: number): [turn: number, far: number] {
  return [(Math.atan2(y - cy, x - cx) / (2 * Math.PI) + 1) % 1, clamp(Math.hypot(x - cx, y - cy) / reach)];
}

/** RGB of every token; the fourth byte is left to the points' own use. */
export function paintPlace(points: Points, theme: Theme, into: Uint8Array): void {
  const { n, height } = points;
  const grid = points.colored ?? points.grid;
  const middle = around(points);
  const colors = wheel(theme);
  for (let row = 0; row < n; row++) {
    const [turn, far] = polar(middle, grid[row], height - grid[n + row]);
    const ring = Math.round((PLACE_RINGS - 1) * far);
    into.set(colors[ring * PLACE_HUES + (Math.round(turn * PLACE_HUES) % PLACE_HUES)], 4 * row);
  }
}

/** The color of a name that stands there. */
export function nameColor(points: Points, theme: Theme, x: number, y: number): Rgb {
  const [turn, far] = polar(around(points), x, y);
  const hue = (Math.round(turn * PLACE_HUES) / PLACE_HUES) * 2 * Math.PI;
  return oklch(NAME_LIGHTNESS[theme.name], NAME_CHROMA * Math.sqrt(far), hue);
}

/** All colors by place, from the middle outward, each ring by hue. */
export function wheel(theme: Theme): Rgb[] {
  const [least, most] = PLACE_CHROMA;
  return Array.from({ length: PLACE_RINGS * PLACE_HUES }, (_, at) => {
    const chroma = least + ((most - least) * Math.floor(at / PLACE_HUES)) / (PLACE_RINGS - 1);
    const hue = ((at % PLACE_HUES) / PLACE_HUES) * 2 * Math.PI;
    // a plane in the space of colors, tilted so that a dichromat, who sees its shadow, sees no two places as one
    const tilt = ((PLACE_TILT * chroma) / most) * Math.cos(hue - (PLACE_LIGHTEST * Math.PI) / 180);
    return oklch(PLACE_LIGHTNESS[theme.name] + tilt, chroma, hue);
  });
}
/** A color of OKLCH, the hue in radians; with less chroma where sRGB has no such color. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  for (let c = chroma; ; c -= 0.005) {
    const linear = linearOf(lightness, c * Math.cos(hue), c * Math.sin(hue));
    if (c <= 0 || linear.every((part) => part >= 0 && part <= 1)) {
      const [r, g, b] = linear.map((part) => Math.round(255 * encoded(clamp(part))));
      return [r, g, b];
    }
  }
}

/** Linear sRGB of an Oklab color: B. Ottosson, "A perceptual color space for image processing" (2020). */
function linearOf(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** IEC 61966-2-1. */
function encoded(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}
