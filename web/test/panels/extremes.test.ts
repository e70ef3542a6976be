import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOf } from "../../src/data/random.ts";
import { outermost } from "../../src/panels/legend/extremes.ts";

test("the outermost are those of a sorted list, equal ones in order, without what has no number or is not kept", () => {
  const random = randomOf(5);
  for (let trial = 0; trial < 100; trial++) {
    const values = Float32Array.from({ length: 1 + trial }, () => (random() < 0.1 ? NaN : Math.floor(20 * random())));
    const keeps = (row: number): boolean => row % 3 !== trial % 3;
    for (const sign of [1, -1]) {
      const rows = [...values.keys()].filter((row) => keeps(row) && !Number.isNaN(values[row]));
      rows.sort((a, b) => sign * (values[b] - values[a]) || a - b);
      assert.deepEqual(outermost(values, sign, 10, keeps), rows.slice(0, 10));
    }
  }
  assert.deepEqual(outermost([1, Infinity, -Infinity], 1, 2), [1, 0]);
});
