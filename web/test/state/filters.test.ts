import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column } from "../../src/data/data.ts";
import { boxBetween, isInside, type Point } from "../../src/input/lasso.ts";
import { maskOf, rangeText, toggled } from "../../src/state/filters.ts";

const kind: Column = {
  name: "kind",
  title: "",
  help: "",
  categories: ["a", "b", "c"],
  values: Uint32Array.of(0, 1, 2, 1),
};
const norm: Column = { name: "norm", title: "", help: "", categories: null, values: Float32Array.of(1, 2, NaN, 4) };

test("a row stays in color when every filter keeps it; one without a number is in no range", () => {
  assert.equal(maskOf([kind, norm], {}), null);
  assert.deepEqual(maskOf([kind, norm], { kind: { only: [1, 2] } }), Uint8Array.of(0, 1, 1, 1));
  assert.deepEqual(maskOf([kind, norm], { norm: { low: -Infinity, high: Infinity } }), Uint8Array.of(1, 1, 0, 1));
  assert.deepEqual(maskOf([kind, norm], { kind: { only: [1] }, norm: { low: 2, high: 3 } }), Uint8Array.of(0, 1, 0, 0));
});

test("a filter of a column that is not there keeps everything, even one called constructor", () => {
  assert.equal(maskOf([kind], { gone: { only: [0] } }), null);
  assert.equal(maskOf([{ ...kind, name: "constructor" }], {}), null);
});

test("categories are switched one by one; all or none is no filter", () => {
  const one = toggled(undefined, [2], 3);
  assert.deepEqual(one, { only: [2] });
  assert.deepEqual(toggled(one ?? undefined, [0], 3), { only: [0, 2] });
  assert.equal(toggled(one ?? undefined, [2], 3), null);
  assert.equal(toggled({ only: [0, 2] }, [1], 3), null);
});

test("a range in words leaves out its open end", () => {
  assert.equal(rangeText(-Infinity, 2, "en"), "≤ 2");
  assert.equal(rangeText(1234.5, Infinity, "en"), "≥ 1,235");
  assert.equal(rangeText(1, 2, "en"), "1 – 2");
});

test("a lasso holds what lies within its outline, crossings counted", () => {
  const box = boxBetween([4, 4], [0, 0]);
  assert.ok(isInside(box, 1, 3));
  assert.ok(!isInside(box, 5, 3));
  const bow: Point[] = [
    [0, 0],
    [4, 4],
    [4, 0],
    [0, 4],
  ];
  assert.ok(isInside(bow, 0.5, 2));
  assert.ok(!isInside(bow, 2, 0.5));
});
