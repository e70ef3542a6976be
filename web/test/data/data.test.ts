import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadCoincident } from "../../src/data/data.ts";
import { keptOf } from "../../src/data/neighbors.ts";

const same = (count: number, value: number): Float32Array => new Float32Array(count).fill(value);

for (const [place, x0, y0, most] of [
  ["the middle", 30_000, 20_000, 16],
  ["a corner", 0, 65_535, 32],
] as const) {
  test(`a thousand points in one step, in ${place}, each get a step of their own nearby`, () => {
    const [x, y] = [same(1000, x0), same(1000, y0)];
    spreadCoincident(x, y);
    assert.equal(new Set(Array.from(x, (value, i) => `${value} ${y[i]}`)).size, 1000);
    const distances = Array.from(x, (value, i) => Math.max(Math.abs(value - x0), Math.abs(y[i] - y0)));
    assert.ok(Math.max(...distances) <= most, `${Math.max(...distances)}`);
    assert.deepEqual([x[0], y[0]], [x0, y0]);
    for (const values of [x, y]) assert.ok(values.every((value) => value >= 0 && value <= 65_535));
  });
}

test("points that are alone stay where they are, also beside a heap", () => {
  const x = Float32Array.of(10, 10, 10, 11, 9, 500);
  const y = Float32Array.of(10, 10, 10, 10, 9, 7);
  spreadCoincident(x, y);
  assert.deepEqual([x[0], x[3], x[4], x[5]], [10, 11, 9, 500]);
  assert.equal(new Set(Array.from(x, (value, i) => `${value} ${y[i]}`)).size, 6);
});

test("how many neighbors were kept is what the column says, where it says a count", () => {
  const column = { name: "kept", title: "", help: "", categories: null, values: Float32Array.of(0.6, 1, 0, NaN, 0.55) };
  const counts = [0, 1, 2, 3, 4].map((row) => keptOf({ n: 100, k: 12, columns: [column] }, row));
  assert.deepEqual(counts, [{ n: 6, k: 10 }, { n: 10, k: 10 }, { n: 0, k: 10 }, null, null]);
  assert.equal(keptOf({ n: 100, k: 12, columns: [] }, 0), null);
  assert.deepEqual(keptOf({ n: 13, k: 12, columns: [{ ...column, values: Float32Array.of(0.75) }] }, 0), {
    n: 3,
    k: 4,
  });
});
