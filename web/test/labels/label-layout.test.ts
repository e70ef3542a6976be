import assert from "node:assert/strict";
import { test } from "node:test";
import { type LabelLayout, type LabelRequest, labelLayout } from "../../src/labels/label-layout.ts";

const N = 9000;

/** So many tokens on a lattice, each as wide as its text has letters. */
function request(first: boolean): LabelRequest {
  const x = Float32Array.from({ length: N }, (_, i) => 600 * (i % 95));
  const y = Float32Array.from({ length: N }, (_, i) => 600 * Math.floor(i / 95));
  const grid = Uint32Array.from([...x, ...y]);
  const side = 600 * 95;
  const map = { n: N, k: 0, x, y, grid, width: side, height: side, neighbors: new Uint32Array(0) };
  return {
    map: { ...map, kind: undefined, script: undefined, words: { unfit: [], functions: [] } },
    texts: Array.from({ length: N }, (_, i) => `word${i}`),
    order: Uint32Array.from({ length: N }, (_, i) => i),
    kept: null,
    startScale: 188 / side,
    first,
  };
}

const context = {
  font: "",
  measureText: (text: string) => ({ width: 7 * text.length }) as TextMetrics,
};

test("labels of the overview are told first, and what was told stays as it is", () => {
  const told: LabelLayout[] = [];
  labelLayout(request(true), context, (layout) => told.push(layout));
  assert.deepEqual(
    told.map(({ done }) => done),
    [false, false, true],
  );
  const shown = told.map(({ scales }) => [...scales.keys()].filter((row) => scales[row] !== Infinity));
  assert.ok(
    shown[0].length > 50 && shown[0].length < shown[1].length && shown[1].length < N,
    String(shown.map((s) => s.length)),
  );
  assert.equal(shown[2].length, N);
  for (const row of shown[0]) assert.equal(told[0].scales[row], told[2].scales[row]);
  // the best known come with the first
  const mean = (rows: number[]): number => rows.reduce((sum, row) => sum + row, 0) / rows.length;
  assert.ok(mean(shown[0]) < mean(shown[1]) && mean(shown[1]) < mean(shown[2]));
});

test("labels that follow a filter come at once", () => {
  const told: boolean[] = [];
  labelLayout(request(false), context, ({ done }) => told.push(done));
  assert.deepEqual(told, [true]);
});
