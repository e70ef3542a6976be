import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_STEPS, nearnessColor } from "../../src/colors/nearness.ts";
import { DARK, LIGHT, type Rgb } from "../../src/colors/theme.ts";

/** Relative luminance and contrast, WCAG 2.2. */
const luminance = (color: Rgb): number => {
  const [r, g, b] = color.map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: Rgb, b: Rgb): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

for (const theme of [LIGHT, DARK]) {
  test(`every level stands out from the ground and from what is not reached, ${theme.name}`, () => {
    for (let level = 0; level < 10 + MOST_STEPS; level++) {
      const color = nearnessColor(level, 10, theme)!;
      for (const ground of [theme.sea, ...theme.land])
        assert.ok(contrast(color, ground) > 1.7, `${level} on ${ground}`);
      assert.ok(contrast(color, theme.dim) > 1.4, `${level} beside grey`);
    }
  });

  test(`the nearer, the stronger, ${theme.name}`, () => {
    const strengths = Array.from({ length: 10 + MOST_STEPS }, (_, level) =>
      contrast(nearnessColor(level, 10, theme)!, theme.sea),
    );
    for (let level = 1; level < strengths.length; level++)
      assert.ok(strengths[level] < strengths[level - 1] + 0.05, `${level}`);
  });
}
