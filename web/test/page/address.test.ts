import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column } from "../../src/data/data.ts";
import { fromFragment, type Place, toFragment } from "../../src/page/address.ts";
import { FIRST_CHOICE } from "../../src/state/tour.ts";

const kind: Column = {
  name: "kind",
  title: "",
  help: "",
  categories: ["a", "b,&=#", "ü"],
  values: Uint32Array.of(0, 1, 2),
};
const own: Column = { name: "__proto__", title: "", help: "", categories: null, values: Float32Array.of(1, 2, 3) };
const data = {
  n: 3,
  ids: Float64Array.of(7, 70_000_000_000, 9),
  columns: [kind, own],
  origin: [-5, 3] as const,
  step: 0.01,
  width: 65_535,
  height: 60_000,
};
const home = { x: 30_000, y: 30_000, scale: 0.01 };
const first: Place = {
  colorBy: "kind",
  query: "",
  selected: -1,
  picked: null,
  pins: [],
  outlined: false,
  mode: "column",
  textSize: 1,
  filters: {},
  stops: [],
  view: home,
};
const through = (place: Place): Place => fromFragment(toFragment(place, data, home, first), data, home, first);

test("what is as at the beginning is not said", () => assert.equal(toFragment(first, data, home, first), ""));

test("a view comes back to within a pixel, choices exactly", () => {
  const place: Place = {
    colorBy: "__proto__",
    query: "a&b=#%,/優勝\u202e",
    selected: 1,
    picked: Uint32Array.of(0, 2),
    pins: [2, 0],
    outlined: true,
    mode: "distance",
    textSize: 1.5,
    stops: [],
    filters: Object.fromEntries([
      ["kind", { only: [1, 2] }],
      ["__proto__", { low: -Infinity, high: 2.5 }],
    ]),
    view: { x: 12_345.6, y: 54_321, scale: 1.5 },
  };
  const { view, ...chosen } = through(place);
  const { view: wanted, ...wantedChoices } = place;
  assert.deepEqual(chosen, wantedChoices);
  assert.ok(Math.abs(view.x - wanted.x) * wanted.scale < 1);
  assert.ok(Math.abs(view.y - wanted.y) * wanted.scale < 1);
  assert.ok(Math.abs(view.scale / wanted.scale - 1) < 1e-5);
});

test("what is not understood is left out", () => {
  for (const text of [
    "#at=1,2",
    "#at=1,x,3",
    "#at=1,2,-1",
    "#color=gone&token=8&pins=8,,x&only.kind=gone&range.__proto__=2,1",
    "#%E0%A4%A",
  ]) {
    const { filters, ...place } = fromFragment(text, data, home, first);
    assert.deepEqual({ ...place, filters: { ...filters } }, { ...first, filters: {} }, text);
  }
});

test("stops come back with what they show and say, and those of the page are not said", () => {
  const stops = [
    { x: 30_000, y: 30_000, zoom: 1, isHome: true, note: { en: "a;b&c", "zh-Hant": "地圖" } },
    { x: 12_345, y: 54_321, zoom: 4, name: "優", chosen: { ...FIRST_CHOICE, query: "x;y", picked: Uint32Array.of(1) } },
  ];
  const back = through({ ...first, stops }).stops;
  assert.deepEqual(back[0].note, stops[0].note);
  assert.equal(back[0].isHome, true);
  assert.equal(back[1].name, "優");
  assert.deepEqual(back[1].chosen, stops[1].chosen);
  const carried = { ...first, stops };
  assert.equal(toFragment(carried, data, home, carried), "");
  assert.equal(fromFragment("", data, home, carried).stops, stops);
  assert.deepEqual(fromFragment(toFragment(first, data, home, carried), data, home, carried).stops, []);
});

test("kept views come back in their order, and what is no view is none", () => {
  const stops = [
    { x: 12_345, y: 54_321, zoom: 4 },
    { x: 30_000, y: 30_000, zoom: 1 },
  ];
  const back = through({ ...first, stops }).stops;
  assert.equal(back.length, 2);
  back.forEach(({ x, y, zoom }, i) => {
    assert.ok(Math.hypot(x - stops[i].x, y - stops[i].y) < 1);
    assert.equal(zoom, stops[i].zoom);
  });
  assert.deepEqual(fromFragment("#stop=1,2&stop=&stop=1,2,-3&stop=a,b,c", data, home, first).stops, []);
});
