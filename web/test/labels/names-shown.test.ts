import assert from "node:assert/strict";
import { test } from "node:test";
import { namesShown } from "../../src/labels/names-shown.ts";
import type { PlacedRegion } from "../../src/labels/region-layout.ts";

const camera = {
  view: { x: 500, y: 400, scale: 1 },
  width: 1000,
  height: 800,
  toScreen: (x: number, y: number): [number, number] => [x, y],
};

function region(x: number, span: number): PlacedRegion {
  const named = { level: 2, words: ["word"], lines: ["word"], font: 12, count: 20, unity: 1 };
  return {
    ...named,
    x,
    y: 400,
    span,
    reach: 0,
    brief: null,
    halfWidth: 40,
    halfHeight: 12,
    from: 0.1,
    sooner: 0.1,
    until: 9,
  };
}

const lefts = (...regions: PlacedRegion[]): number[] => namesShown(regions, camera).map(({ left }) => left);

test("a name moves inside the screen when it is cut, or when its place reaches there and no other name is near", () => {
  assert.deepEqual(lefts(region(500, 50)), [460]);
  assert.deepEqual(lefts(region(10, 50)), [0]); // cut by the edge
  assert.deepEqual(lefts(region(1010, 50)), [920]);
  assert.deepEqual(lefts(region(1060, 200)), [920]); // its land is seen
  assert.deepEqual(lefts(region(1060, 20)), []); // it is not
  assert.deepEqual(lefts(region(1300, 2000)), []); // too far from its middle
  assert.deepEqual(lefts(region(1060, 200), region(870, 50)), [830]); // another name speaks for the land there
});
