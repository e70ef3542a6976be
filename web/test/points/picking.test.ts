import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../../src/data/data.ts";
import { createPicking } from "../../src/points/picking.ts";

test("the nearest on the map are those that a look at all of them finds, nearest first", () => {
  const n = 400;
  // most in one heap, some far away, some in one place
  const x = Float32Array.from({ length: n }, (_, i) =>
    i < 300 ? (i * 37) % 101 : i < 390 ? 40_000 + 91 * (i % 50) : 60_000,
  );
  const y = Float32Array.from({ length: n }, (_, i) => (i < 300 ? (i * 53) % 97 : (i * 7919) % 65_536));
  const picking = createPicking({ n, x, y, width: 65_535, height: 65_535 } as unknown as MapData);
  for (const row of [0, 299, 300, 399]) {
    const distance = (other: number): number => (x[other] - x[row]) ** 2 + (y[other] - y[row]) ** 2;
    const all = Array.from(x.keys()).filter((other) => other !== row);
    const expected = all.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, 10);
    assert.deepEqual(picking.nearestOnMap(row, 10), expected);
    assert.equal(picking.nearestOnMap(row, 3).length, 3);
  }
});

test("in a map of two, the other is the nearest; in a map of one, nothing is", () => {
  const of = (n: number): MapData =>
    ({ n, x: Float32Array.of(0, 65_535), y: Float32Array.of(0, 0), width: 65_535, height: 0 }) as unknown as MapData;
  assert.deepEqual(createPicking(of(2)).nearestOnMap(0, 10), [1]);
  assert.deepEqual(createPicking(of(1)).nearestOnMap(0, 10), []);
});
