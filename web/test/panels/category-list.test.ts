import assert from "node:assert/strict";
import { test } from "node:test";
import { COLORED, slotsAmong, slotsOf } from "../../src/colors/categories.ts";
import { scaleOf } from "../../src/colors/color.ts";
import { LIGHT } from "../../src/colors/theme.ts";
import type { Column } from "../../src/data/data.ts";
import { listed } from "../../src/panels/legend/category-list.ts";
import { countsOf, histogram, keptBeside } from "../../src/panels/legend/histogram.ts";
import { INITIAL } from "../../src/state/state.ts";

const categories = Array.from({ length: 24 }, (_, i) => `group ${i}`);
const group: Column = {
  name: "group",
  title: "",
  help: "",
  categories,
  values: Uint32Array.from({ length: 48 }, (_, i) => i % 24),
};
const half: Column = { ...group, name: "half", categories: ["a", "b"], values: group.values.map((_, i) => i % 2) };

test("a chosen category without a color is lent one that no other chosen one has, and loses it again", () => {
  assert.equal(slotsOf(group)[20], -1);
  const colors = (only: readonly number[]): string[] =>
    only.map((code) => String(scaleOf(group, LIGHT, only).colorOf(code)));
  for (const only of [[20], [0, 20], [3, 7, 20, 23], [8, 9, 10, 11, 12, 13, 14, 15]]) {
    const seen = colors(only);
    assert.equal(new Set(seen).size, only.length, String(only));
    assert.ok(!seen.includes(String(LIGHT.unknown)), String(only));
  }
  assert.deepEqual(slotsAmong(group, [0, 20])[0], slotsOf(group)[0]); // who has a color keeps it
  assert.deepEqual(scaleOf(group, LIGHT).colorOf(20), LIGHT.unknown);
});

test("no color is worn twice, and those for whom none is left stay grey", () => {
  for (const only of [[], [1], [20], [...categories.keys()].slice(1), [7, 8, 9, 10, 11, 12, 13, 14, 15, 16]]) {
    const worn = slotsAmong(group, only).filter((slot) => slot >= 0);
    assert.equal(new Set(worn).size, worn.length);
    assert.equal(worn.length, COLORED);
  }
});

test("a color that nobody has is lent before that of a known category", () => {
  const script = { name: "script", categories: ["Latin", "None", "Han"] };
  const lent = slotsAmong(script, [1])[1];
  assert.ok(lent >= 0 && !slotsOf(script).includes(lent));
});

test("all categories are listed, or those that hold what is searched, however it is written", () => {
  assert.equal(listed(categories, "", []).codes.length, 24);
  assert.deepEqual(listed(categories, " GROUP 2 ", []), { codes: [2, 20, 21, 22, 23], found: 5 });
  assert.deepEqual(listed(["カタカナ", "漢字"], "かた", []).codes, [0]);
  assert.deepEqual(listed(categories, "nowhere", []), { codes: [], found: 0 });
});

test("of very many categories the first are listed, and the chosen ones; a search finds any", () => {
  const many = Array.from({ length: 5000 }, (_, i) => `c${i}`);
  const { codes, found } = listed(many, "", [3, 4321]);
  assert.equal(found, 5000);
  assert.equal(codes.length, 201);
  assert.equal(codes.at(-1), 4321);
  assert.deepEqual(listed(many, "c4999", []).codes, [4999]);
});

test("counts follow the search and all filters but the column's own", () => {
  const columns = [group, half];
  assert.equal(keptBeside(columns, { ...INITIAL, filters: { group: { only: [3] } } }, "group"), null);
  const state = { ...INITIAL, filters: { group: { only: [3] }, half: { only: [0] } } };
  const kept = keptBeside(columns, state, "group");
  assert.deepEqual([...countsOf(group.values, 24, kept)].slice(0, 4), [2, 0, 2, 0]);
  assert.deepEqual([...countsOf(half.values, 2, keptBeside(columns, state, "half"))], [0, 2]);
  const search = Uint8Array.from({ length: 48 }, (_, row) => (row < 4 ? 1 : 0));
  const searched = keptBeside(columns, { ...state, masks: { search, filters: new Uint8Array(48) } }, "group");
  assert.deepEqual([...countsOf(group.values, 24, searched)].slice(0, 5), [1, 0, 1, 0, 0]);
  assert.deepEqual([...histogram([0, 1, 2, 3], 0, 4, 2, Uint8Array.of(1, 0, 0, 0))], [1, 0]);
});
