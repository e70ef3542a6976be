import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lens } from "../../src/camera/lens.ts";
import { numberedAmong } from "../../src/colors/categories.ts";
import type { Column, MapData } from "../../src/data/data.ts";
import { crowdsOf } from "../../src/points/crowds.ts";
import { placeNumbers } from "../../src/scene/numbers.ts";
import type { State } from "../../src/state/state.ts";

/** Twelve categories of five tokens each, in heaps apart, and one token of each far from the others of its own. */
const groups = 12;
const n = 6 * groups;
const values = Uint32Array.from({ length: n }, (_, i) => i % groups);
const heap = (i: number): number => 1000 * (i % groups) + (i < n - groups ? 10 * Math.floor(i / groups) : 30_000);
const column: Column = {
  name: "mine",
  title: "Mine",
  help: "",
  categories: Array.from({ length: groups }, (_, i) => `group ${i}`),
  values,
};
const data = {
  n,
  x: Float32Array.from({ length: n }, (_, i) => heap(i)),
  y: new Float32Array(n),
  width: 65_535,
  height: 65_535,
  columns: [column],
} as unknown as MapData;
const camera = { width: 1000, height: 600, toScreen: (x: number, y: number) => [x / 20, y + 300] } as unknown as Lens;
const state = { colorBy: "mine", selected: -1, mode: "column", filters: {} } as unknown as State;

test("categories that have no color have a number, where a filter lends them none", () => {
  assert.deepEqual(numberedAmong(column, []), [8, 9, 10, 11]);
  assert.deepEqual(numberedAmong(column, [8, 9]), []);
  assert.deepEqual(numberedAmong({ name: "few", categories: ["a", "b"] }, []), []);
});

test("a number stands in the midst of most tokens of its category, and not where the tokens of none are", () => {
  const crowds = crowdsOf(data, column);
  for (let code = 0; code < groups; code++) {
    assert.equal(values[crowds[code]], code);
    assert.ok(Math.abs(data.x[crowds[code]] - (1000 * code + 20)) <= 10);
  }
  const seen = placeNumbers(data, state, camera);
  assert.deepEqual(
    seen.map(({ number }) => number),
    [9, 10, 11, 12],
  );
  const [first] = seen;
  assert.ok(Math.abs(first.left + first.width / 2 - 8020 / 20) < 1);
  const closer = { ...camera, toScreen: (x: number, y: number) => [x / 2000, y + 300] } as unknown as Lens;
  assert.equal(placeNumbers(data, state, closer).length, 1); // none over another
  assert.deepEqual(placeNumbers(data, { ...state, selected: 3 }, camera), []);
});
