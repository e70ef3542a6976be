// A token's color by where it lies: hue by the way from the middle of the map, chroma by how far, all of one lightness.

import type { MapData } from "../data/data.ts";
import { clamp } from "../text/numbers.ts";
import type { Rgb, Theme } from "./theme.ts";

/** What colors the map instead of a column; no column has the name. */
export const PLACE = "@place";

/** Lightness on each ground, and the most chroma: more than the sRGB colors of some hues have, which get what they have. */
const LIGHTNESS = { light: 0.62, dark: 0.76 } as const;
const MOST_CHROMA = 0.17;
/** The middle is not quite grey. */
const LEAST_CHROMA = 0.03;
/** So many steps around, and from the middle outward. */
const [HUES, RINGS] = [360, 16];
/** Full chroma begins where this share of the tokens lies further in. */
const INSIDE = 0.9;

/** RGB of every token; the fourth byte is left to the points' own use. */
export function paintPlace({ n, x, y }: Pick<MapData, "n" | "x" | "y">, theme: Theme, into: Uint8Array): void {
  const middle = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(n, 1);
  const [cx, cy] = [middle(x), middle(y)];
  const away = Float32Array.from({ length: n }, (_, row) => Math.hypot(x[row] - cx, y[row] - cy));
  const reach = away.slice().sort()[Math.floor(INSIDE * (n - 1))] || 1;
  const colors = wheel(LIGHTNESS[theme.name]);
  for (let row = 0; row < n; row++) {
    const turn = (Math.atan2(y[row] - cy, x[row] - cx) / (2 * Math.PI) + 1) % 1;
    const ring = Math.round((RINGS - 1) * clamp(away[row] / reach));
    into.set(colors[ring * HUES + (Math.round(turn * HUES) % HUES)], 4 * row);
  }
}

function wheel(lightness: number): Rgb[] {
  return Array.from({ length: RINGS * HUES }, (_, at) => {
    const chroma = LEAST_CHROMA + ((MOST_CHROMA - LEAST_CHROMA) * Math.floor(at / HUES)) / (RINGS - 1);
    return oklch(lightness, chroma, ((at % HUES) / HUES) * 2 * Math.PI);
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
