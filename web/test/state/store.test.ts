import assert from "node:assert/strict";
import { test } from "node:test";
import { createSearch } from "../../src/data/search.ts";
import { consequences } from "../../src/state/consequences.ts";
import { INITIAL, type State } from "../../src/state/state.ts";
import { createStore } from "../../src/state/store.ts";

const readable = ["one", "two", "three", "twofold"];
const column = { name: "rank", title: "Rank", help: "", categories: null, values: Float32Array.of(0, 1, 2, 3) };
const newStore = () => {
  const data = { n: 4, readable, raw: readable, columns: [column] };
  const search = createSearch(data);
  return createStore<State>(INITIAL, consequences(data, search));
};

test("a query, what it finds and what it greys are one change", () => {
  const store = newStore();
  const heard: (readonly [string, number[] | null, number[] | null])[] = [];
  store.on(["query", "matches", "masks"], ({ query, matches, masks }) =>
    heard.push([query, matches && [...matches], masks.search ? [...masks.search] : null]),
  );
  store.set({ query: "two" });
  store.set({ query: "nowhere" });
  store.set({ query: "" });
  assert.deepEqual(heard, [
    ["two", [1, 3], [0, 1, 0, 1]],
    ["nowhere", [], null],
    ["", null, null],
  ]);
});

test("filters and a selection grey what they leave out, each its own", () => {
  const store = newStore();
  store.set({ filters: { rank: { low: 1, high: 2 } }, picked: Uint32Array.of(2, 3) });
  assert.deepEqual([...store.state.masks.filters], [0, 1, 1, 0]);
  assert.deepEqual([...store.state.masks.picked], [0, 0, 1, 1]);
  store.set({ picked: null });
  assert.deepEqual(Object.keys(store.state.masks), ["filters"]);
});

test("what changes nothing about the filters leaves the masks as they are", () => {
  const store = newStore();
  store.set({ query: "two" });
  const { masks } = store.state;
  store.set({ selected: 2, hover: 1 });
  assert.equal(store.state.masks, masks);
});
