import assert from "node:assert/strict";
import { test } from "node:test";
import { nameColor, oklch, paintPlace, wheel } from "../../src/colors/place.ts";
import { DARK, LIGHT, type Rgb } from "../../src/colors/theme.ts";
import type { MapData } from "../../src/data/data.ts";
import { PLACE_HUES } from "../../src/rules.ts";

test("known colors of OKLCH", () => {
  assert.deepEqual(oklch(1, 0, 0), [255, 255, 255]);
  // red itself lies on the border of sRGB: a little less chroma is taken
  const red = oklch(0.627955, 0.257683, (29.2339 * Math.PI) / 180);
  assert.ok(red[0] > 245 && red[1] < 30 && red[2] < 30, String(red));
});

/** Linear sRGB of a color (IEC 61966-2-1). */
function linearOf(color: Rgb): number[] {
  return color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

type Matrix = readonly (readonly number[])[];
const times = (matrix: Matrix, of: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, part, i) => sum + part * of[i], 0));

/**
 * What a dichromat sees of linear sRGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based
 * Model for Simulation of Color Vision Deficiency" (2009), severity 1.
 */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIELAB of linear sRGB, white point D65 (IEC 61966-2-1, CIE 15). */
function labOf(linear: readonly number[]): number[] {
  const xyz = times(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    linear,
  );
  const [x, y, z] = xyz.map((part) => (part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const between = (one: readonly number[], other: readonly number[]): number =>
  Math.hypot(...one.map((part, i) => part - other[i]));

/** A difference in CIELAB that is just noticed, side by side: M. Mahy et al. (1994). */
const NOTICED = 2.3;

/** Places below (0, 0), y downward, as a map has them. */
function gridded(x: Float32Array, y: Float32Array): Pick<MapData, "n" | "grid" | "height"> {
  const height = Math.max(...y);
  return { n: x.length, grid: Uint32Array.from([...x, ...y.map((value) => height - value)], Math.round), height };
}

for (const theme of [LIGHT, DARK]) {
  const rim = wheel(theme).slice(-PLACE_HUES);
  const apart = (one: number, other: number): number =>
    Math.min((one - other + PLACE_HUES) % PLACE_HUES, (other - one + PLACE_HUES) % PLACE_HUES);

  for (const [sight, matrix] of Object.entries(SIGHTS)) {
    test(`places a sixth of the way around apart differ to the eye with ${sight}, ${theme.name}`, () => {
      const seen = rim.map((color) =>
        labOf(times(matrix, linearOf(color)).map((part) => Math.min(Math.max(part, 0), 1))),
      );
      let least = Infinity;
      seen.forEach((one, i) => {
        seen.forEach((other, j) => {
          if (apart(i, j) >= PLACE_HUES / 6) least = Math.min(least, between(one, other));
        });
      });
      assert.ok(least > 1.5 * NOTICED, `${least}`);
    });
  }

  test(`opposite sides differ in hue, the middle is pale, and none is much lighter than the rest, ${theme.name}`, () => {
    const labs = rim.map((color) => labOf(linearOf(color)));
    const half = PLACE_HUES / 2;
    labs.slice(0, half).forEach((lab, i) => assert.ok(between(lab, labs[i + half]) > 60));
    const lightness = labs.map(([light]) => light);
    assert.ok(
      Math.max(...lightness) - Math.min(...lightness) < 18,
      `${Math.min(...lightness)} to ${Math.max(...lightness)}`,
    );
    for (const color of wheel(theme).slice(0, PLACE_HUES)) {
      const [, a, b] = labOf(linearOf(color));
      assert.ok(Math.hypot(a, b) < 25, String(color));
    }
  });

  test(`names of regions are read on the land, in any hue, ${theme.name}`, () => {
    const n = 360;
    const x = Float32Array.from({ length: n }, (_, i) => 5000 + 4000 * Math.cos((i * Math.PI) / 180));
    const y = Float32Array.from({ length: n }, (_, i) => 5000 + 4000 * Math.sin((i * Math.PI) / 180));
    const points = gridded(x, y);
    const luminance = (color: Rgb): number => times([[0.2126, 0.7152, 0.0722]], linearOf(color))[0];
    for (const ground of theme.land) {
      for (let i = 0; i < n; i += 10) {
        const [one, other] = [luminance(nameColor(points, theme, x[i], y[i])), luminance(ground)];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assert.ok(contrast > 4.5, `${i}: ${contrast}`); // WCAG 2, level AA
      }
    }
  });
}

test("the color of a token is that of its side, and of the middle in the middle", () => {
  const n = 401;
  const x = Float32Array.from({ length: n }, (_, i) => (i < 400 ? 5000 + 4000 * Math.cos((i * Math.PI) / 200) : 5000));
  const y = Float32Array.from({ length: n }, (_, i) => (i < 400 ? 5000 + 4000 * Math.sin((i * Math.PI) / 200) : 5000));
  const bytes = new Uint8Array(4 * n);
  paintPlace(gridded(x, y), LIGHT, bytes);
  const at = (row: number): number[] => [...bytes.subarray(4 * row, 4 * row + 3)];
  const colors = wheel(LIGHT);
  const rim = colors.slice(-PLACE_HUES);
  for (const quarter of [0, 1, 2, 3]) assert.deepEqual(at(100 * quarter), rim[(quarter * PLACE_HUES) / 4]);
  assert.ok(colors.slice(0, PLACE_HUES).some((color) => String(color) === String(at(400))));
});
