import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../../src/data/data.ts";
import { idRuns, rowsInRuns } from "../../src/data/rows.ts";
import { sortedBy } from "../../src/data/sorted.ts";

const ids = Float64Array.of(5, 70_000_000_000, 6, 9, 7);

test("ids that follow one another are a run, and come back as their rows", () => {
  const rows = Uint32Array.of(0, 1, 2, 4);
  const text = idRuns(rows, ids);
  assert.equal(text, "5-7,70000000000");
  assert.deepEqual(rowsInRuns(text, ids), rows);
  assert.deepEqual(rowsInRuns("8-9,5", ids), Uint32Array.of(0, 3));
});

test("what is no list of ids, or of none of the map, is no selection", () => {
  for (const text of ["", "x", "1-2-3", "-5", "5,", "1e9", "100-200"]) assert.equal(rowsInRuns(text, ids), null, text);
});

test("rows in order of a field, those without a value last either way", () => {
  const column = { name: "c", title: "", help: "", categories: null, values: Float32Array.of(2, NaN, 1, 2, NaN) };
  const kind = { ...column, categories: ["b", "a"], values: Uint32Array.of(0, 1, 0, 1, 0) };
  const data = { n: 5, ids, readable: ["b", "a", "c", "é", "B"], columns: [column, kind] } as unknown as MapData;
  const rows = Uint32Array.of(0, 1, 2, 3, 4);
  assert.deepEqual([...sortedBy(rows, data, column, false)], [2, 0, 3, 1, 4]);
  assert.deepEqual([...sortedBy(rows, data, column, true)], [0, 3, 2, 1, 4]);
  assert.deepEqual([...sortedBy(rows, data, kind, false)], [1, 3, 0, 2, 4]);
  assert.deepEqual([...sortedBy(rows, data, "token", false)], [4, 1, 0, 2, 3]);
  assert.deepEqual([...rows], [0, 1, 2, 3, 4]);
});
