import assert from "node:assert/strict";
import { test } from "node:test";
import { paint, scaleOf } from "../../src/colors/color.ts";
import { LIGHT } from "../../src/colors/theme.ts";
import type { Column } from "../../src/data/data.ts";
import { histogram } from "../../src/panels/legend/histogram.ts";

const column = (...values: number[]): Column => ({
  name: "a",
  title: "A",
  help: "",
  categories: null,
  values: Float32Array.from(values),
});

test("infinities take the colors of the ends and leave the scale to the numbers", () => {
  const numbers = column(...Array(40).fill(-Infinity), 1, 2, 3, 4, ...Array(40).fill(Infinity), NaN);
  const scale = scaleOf(numbers, LIGHT);
  assert.deepEqual([scale.low, scale.high], [1, 4]);
  assert.deepEqual(scale.colorOf(-Infinity), scale.colorOf(1));
  assert.deepEqual(scale.colorOf(Infinity), scale.colorOf(4));
  assert.notDeepEqual(scale.colorOf(1), scale.colorOf(4));
  assert.deepEqual(scale.colorOf(NaN), LIGHT.unknown);
  paint(scale, new Uint8Array(4 * numbers.values.length));
});

test("a column of nothing but infinities can be painted and counted", () => {
  const { values } = column(-Infinity, Infinity, -Infinity);
  const scale = scaleOf(column(...values), LIGHT);
  for (const value of values) assert.equal(scale.colorOf(value).length, 3);
  assert.deepEqual([...histogram(values, scale.low, scale.high, 4)], [2, 0, 0, 1]);
});

test("a histogram counts every number once, what lies beyond its ends in the outer bins", () => {
  const counts = histogram([-Infinity, 0, 1, 2.5, 4, 9, Infinity, NaN], 0, 4, 4);
  assert.deepEqual([...counts], [2, 1, 1, 3]);
});
