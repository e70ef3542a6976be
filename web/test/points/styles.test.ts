import assert from "node:assert/strict";
import { test } from "node:test";
import { DARK, LIGHT } from "../../src/colors/theme.ts";
import type { MapData } from "../../src/data/data.ts";
import { DIM, PLAIN, STRONG } from "../../src/points/points.ts";
import { createStyles } from "../../src/points/styles.ts";
import { INITIAL, type State } from "../../src/state/state.ts";

const n = 6;
const columns = [
  { name: "kind", title: "", help: "", categories: ["a", "b"], values: Uint32Array.of(0, 1, 0, 1, 0, 1) },
  { name: "norm", title: "", help: "", categories: null, values: Float32Array.of(0, 1, 2, 3, 4, NaN) },
];
const neighbors = Uint32Array.from({ length: n }, (_, i) => (i + 1) % n);
const data = { n, k: 1, columns, neighbors } as unknown as MapData;
const state: State = { ...INITIAL, colorBy: "kind" };

test("styles after many changes are those of the state alone", () => {
  const kept = createStyles(data);
  const mask = Uint8Array.of(1, 1, 0, 0, 1, 1);
  const states: [State, typeof LIGHT][] = [
    [state, LIGHT],
    [{ ...state, selected: 2 }, LIGHT],
    [{ ...state, selected: 2, masks: { filters: mask } }, LIGHT],
    [{ ...state, selected: 0, matches: Uint32Array.of(1, 2), masks: { search: mask } }, DARK],
    [{ ...state, colorBy: "norm", selected: 4, mode: "distance" }, DARK],
    [{ ...state, colorBy: "norm", selected: 4 }, DARK],
    [{ ...state, colorBy: "none" }, LIGHT],
    [state, LIGHT],
  ];
  for (const [one, theme] of states) assert.deepEqual([...kept.of(one, theme)], [...createStyles(data).of(one, theme)]);
});

test("what is greyed is neither colored nor strong; what is selected or found is strong", () => {
  const styles = createStyles(data).of(
    { ...state, selected: 2, matches: Uint32Array.of(1), masks: { filters: Uint8Array.of(1, 1, 0, 1, 1, 1) } },
    LIGHT,
  );
  const parts = [...styles].filter((_, i) => i % 4 === 3);
  assert.deepEqual(parts, [PLAIN, STRONG, DIM, PLAIN, PLAIN, PLAIN]);
  assert.deepEqual([...styles.subarray(8, 11)], [...LIGHT.dim]);
});
