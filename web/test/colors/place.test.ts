import assert from "node:assert/strict";
import { test } from "node:test";
import { oklch, paintPlace } from "../../src/colors/place.ts";
import { DARK, LIGHT, type Rgb } from "../../src/colors/theme.ts";

test("known colors of OKLCH", () => {
  assert.deepEqual(oklch(1, 0, 0), [255, 255, 255]);
  // red itself lies on the border of sRGB: a little less chroma is taken
  const red = oklch(0.627955, 0.257683, (29.2339 * Math.PI) / 180);
  assert.ok(red[0] > 245 && red[1] < 30 && red[2] < 30, String(red));
});

/** Relative luminance (WCAG 2). */
function luminance([r, g, b]: Rgb): number {
  const [x, y, z] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

test("opposite sides differ in hue, the middle is nearly grey, and all have about one luminance", () => {
  const n = 401;
  const x = Float32Array.from({ length: n }, (_, i) => (i < 400 ? 500 + 400 * Math.cos((i * Math.PI) / 200) : 500));
  const y = Float32Array.from({ length: n }, (_, i) => (i < 400 ? 500 + 400 * Math.sin((i * Math.PI) / 200) : 500));
  for (const theme of [LIGHT, DARK]) {
    const bytes = new Uint8Array(4 * n);
    paintPlace({ n, x, y }, theme, bytes);
    const at = (row: number): Rgb => [bytes[4 * row], bytes[4 * row + 1], bytes[4 * row + 2]];
    const spread = (color: Rgb): number => Math.max(...color) - Math.min(...color);
    assert.ok(spread(at(400)) < 40, String(at(400)));
    for (const row of [0, 50, 100, 150]) {
      const far = at(row).reduce((sum, part, i) => sum + Math.abs(part - at(row + 200)[i]), 0);
      assert.ok(far > 120, `${at(row)} and ${at(row + 200)}`);
    }
    const light = Array.from({ length: 400 }, (_, row) => luminance(at(row)));
    assert.ok(Math.max(...light) / Math.min(...light) < 1.6, `${Math.min(...light)} to ${Math.max(...light)}`);
  }
});
