import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column, MapData } from "../../src/data/data.ts";
import type { Ring } from "../../src/points/ground.ts";
import { createOutlines } from "../../src/points/outlines.ts";

const SIDE = 60_000;
/** A sheet of tokens: on the left half "a", on the right "b", every tenth anywhere "c". */
const n = 6400;
const x = Float32Array.from({ length: n }, (_, i) => (SIDE * ((i % 80) + 0.5)) / 80);
const y = Float32Array.from({ length: n }, (_, i) => (SIDE * (Math.floor(i / 80) + 0.5)) / 80);
const values = Float32Array.from({ length: n }, (_, i) => (i % 10 === 3 ? 2 : x[i] < SIDE / 2 ? 0 : 1));
const sort: Column = {
  name: "sort",
  title: "Sort",
  help: "",
  categories: ["a", "b", "c"],
  values,
} as unknown as Column;
const length: Column = { ...sort, name: "length", categories: null } as unknown as Column;
const data = { n, x, y, width: SIDE, height: SIDE, columns: [sort, length] } as unknown as MapData;
const wanted = { colorBy: "sort", filters: {}, mode: "column", outlined: true } as const;

const inside = (rings: readonly Ring[], px: number, py: number): boolean =>
  rings.filter((ring) =>
    ring.reduce((odd, [ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length];
      return ay > py !== by > py && px < ax + ((bx - ax) * (py - ay)) / (by - ay) ? !odd : odd;
    }, false),
  ).length %
    2 ===
  1;

test("a line runs around where most tokens are of one category, and around no scattered one", () => {
  const [a, b, c] = createOutlines(data)(wanted);
  for (const [px, py] of [
    [0.2, 0.2],
    [0.2, 0.8],
    [0.4, 0.5],
  ] as const) {
    assert.ok(inside(a.rings, px * SIDE, py * SIDE));
    assert.ok(!inside(b.rings, px * SIDE, py * SIDE));
    assert.ok(inside(b.rings, SIDE - px * SIDE, py * SIDE));
    assert.ok(!inside(a.rings, SIDE - px * SIDE, py * SIDE));
  }
  assert.deepEqual(c, { code: 2, rings: [] });
  // it runs where the two meet
  const border = a.rings.flat().filter(([px, py]) => py > 0.2 * SIDE && py < 0.8 * SIDE && px > 0.3 * SIDE);
  assert.ok(border.length > 10);
  for (const [px] of border) assert.ok(Math.abs(px - SIDE / 2) < 0.03 * SIDE);
});

test("what a filter keeps is outlined, among all tokens", () => {
  const outlines = createOutlines(data);
  assert.deepEqual(
    outlines({ ...wanted, filters: { sort: { only: [1] } } }).map(({ code }) => code),
    [1],
  );
  assert.deepEqual(outlines({ ...wanted, filters: { sort: { only: [1] } } })[0], outlines(wanted)[1]);
});

test("numbers, nearness and who does not want them have none", () => {
  const outlines = createOutlines(data);
  assert.deepEqual(outlines({ ...wanted, outlined: false }), []);
  assert.deepEqual(outlines({ ...wanted, mode: "distance" }), []);
  assert.deepEqual(outlines({ ...wanted, colorBy: "length" }), []);
  assert.deepEqual(outlines({ ...wanted, colorBy: "gone" }), []);
});
