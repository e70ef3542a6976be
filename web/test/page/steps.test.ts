import assert from "node:assert/strict";
import { test } from "node:test";
import type { Place } from "../../src/page/address.ts";
import { type Edit, stepOf } from "../../src/page/steps.ts";

const HOME: Place = {
  colorBy: "kind",
  query: "",
  selected: -1,
  picked: null,
  pins: [],
  outlined: false,
  filters: {},
  mode: "column",
  textSize: 1,
  stops: [],
  view: { x: 0, y: 0, scale: 1 },
};

/** How many steps it takes to get through these changes, one every `every` milliseconds. */
function count(every: number, ...changes: Partial<Place>[]): number {
  let [before, last, steps] = [HOME, null as Edit | null, 0];
  changes.forEach((change, i) => {
    const now = { ...before, ...change };
    const { step, edit } = stepOf(before, now, last, every * i);
    [before, last, steps] = [now, edit, steps + Number(step)];
  });
  return steps;
}
const only = (...codes: number[]): Partial<Place> => ({ filters: { kind: { only: codes } } });
const range = (low: number, high: number, name = "rank"): Partial<Place> => ({ filters: { [name]: { low, high } } });
const queries = (...texts: string[]): Partial<Place>[] => texts.map((query) => ({ query }));

test("every category that is clicked is a step", () => {
  assert.equal(count(100, only(0), only(0, 1), only(1)), 3);
});

test("typing is one step, wherever in the text", () => {
  assert.equal(count(200, ...queries("k", "ki", "kin", "king", "aking", "abking", "abcking", "abc")), 1);
  assert.equal(count(2000, ...queries("king", "queen", "")), 3);
});

test("drawing a slider is one step; another slider is another", () => {
  assert.equal(count(16, range(0, 9), range(0, 8), range(0, 7)), 1);
  assert.equal(count(2000, range(0, 9), range(0, 8)), 2);
  assert.equal(
    count(16, { filters: { a: { low: 0, high: 1 } } }, { filters: { a: { low: 0, high: 1 }, b: { low: 0, high: 1 } } }),
    2,
  );
});

test("a choice between two edits parts them", () => {
  assert.equal(
    count(100, { query: "a" }, { selected: 3 }, { query: "ab" }, { colorBy: "norm" }, { mode: "distance" }),
    5,
  );
});
