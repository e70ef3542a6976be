import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPlace, parsePlace, type Place } from "../src/address.ts";

const data = {
  ids: Float64Array.from([5, 7, 2 ** 40]),
  origin: [-12.5, 3] as const,
  step: 0.001,
  width: 65535,
  height: 40000,
  columns: ["kind", "カタ & カナ"].map((name) => ({ name, title: name, help: "", categories: null, values: new Float32Array(3) })),
};
const PLACES: Place[] = [
  { selected: -1, colorBy: null, query: "", mode: "column", at: null },
  { selected: 2, colorBy: "カタ & カナ", query: "/^##(a|b)+$/ 100% & #?=", mode: "distance", at: null },
  { selected: 0, colorBy: "kind", query: "優勝 \u202e\0</script>", mode: "column", at: { x: 1234, y: 39000, zoom: 8 } },
];

test("a place comes back from its fragment", () => {
  for (const place of PLACES) {
    const fragment = formatPlace(place, data);
    assert.match(fragment, /^[\x21-\x7e]*$/);
    const { at, ...rest } = parsePlace(`#${fragment}`, data);
    const { at: wanted, ...expected } = place;
    assert.deepEqual(rest, expected);
    if (!wanted) assert.equal(at, null);
    else assert.ok(at && Math.hypot(at.x - wanted.x, at.y - wanted.y) < 10 && at.zoom === wanted.zoom);
  }
});

test("the deeper the zoom, the more exact the place", () => {
  const at = { x: 12345.25, y: 6789.5, zoom: 3000 };
  const back = parsePlace(formatPlace({ ...PLACES[0], at }, data), data).at;
  assert.ok(back && Math.hypot(back.x - at.x, back.y - at.y) * at.zoom * (1000 / 65535) < 1, JSON.stringify(back));
});

test("what a fragment says wrongly is left out", () => {
  for (const fragment of ["#at=1,2", "#at=a,b,c", "#at=1,2,0", "#at=,,", "#token=99", "#token=", "#color=none", "#%E0%A4%A", "#&&==", "#mode=x"]) {
    assert.deepEqual(parsePlace(fragment, data), PLACES[0], fragment);
  }
});

test("a lone surrogate and a long query still make a link", () => {
  const fragment = formatPlace({ ...PLACES[0], query: "\ud800" + "x".repeat(10_000) }, data);
  assert.ok(fragment.length < 1000);
});
