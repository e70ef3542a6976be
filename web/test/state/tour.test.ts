import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column, MapData } from "../../src/data/data.ts";
import type { Stop } from "../../src/state/state.ts";
import { DamagedTour, fingerprintOf, readTour, reworded, toldIn, wordsIn, writeTour } from "../../src/state/tour.ts";

const kind: Column = { name: "kind", title: "", help: "", categories: ["a", "b"], values: Uint32Array.of(0, 1, 0) };
const own: Column = { name: "__proto__", title: "", help: "", categories: null, values: Float32Array.of(1, 2, 3) };
const data = {
  name: "made up",
  n: 3,
  ids: Float64Array.of(7, 70_000_000_000, 9),
  raw: ["</script>", "\ud800", "</script>"],
  readable: ["</script>", "\ud800", "read"],
  columns: [kind, own],
  grid: Uint32Array.of(0, 65_535, 3, 0, 40_000, 5),
  origin: [-5, 3],
  step: 0.01,
  width: 65_535,
  height: 40_000,
} as unknown as MapData;

const stops: readonly Stop[] = [
  {
    x: 32_767.5,
    y: 20_000,
    zoom: 1,
    isHome: true,
    name: "All",
    note: { en: "The <b>whole</b> map.", ja: "全体\ud800" },
  },
  {
    x: 100,
    y: 200,
    zoom: 4,
    chosen: {
      colorBy: "kind",
      query: "/優/",
      selected: 1,
      picked: Uint32Array.of(0, 2),
      filters: Object.fromEntries([
        ["kind", { only: [1] }],
        ["__proto__", { low: -Infinity, high: 2 }],
      ]),
      mode: "distance",
    },
  },
];

test("a tour comes back as it was written, in ASCII", () => {
  const text = writeTour(stops, data);
  assert.match(text, /^[\n -~]*$/);
  const back = readTour(text, data);
  assert.deepEqual(back[0].note, stops[0].note);
  assert.equal(back[0].isHome, true);
  assert.deepEqual(back[1].chosen, stops[1].chosen);
  assert.ok(Math.hypot(back[1].x - 100, back[1].y - 200) < 1);
});

test("a token is named by its text, and a second one of the same text by its id", () => {
  const { stops: written } = JSON.parse(writeTour(stops, data)) as { stops: { picked?: unknown; token?: unknown }[] };
  assert.deepEqual(written[1].picked, ["</script>", 9]);
  assert.equal(written[1].token, "\ud800");
});

test("what is no tour of this map is damaged, and the message says at which stop", () => {
  const base = JSON.parse(writeTour(stops, data)) as Record<string, unknown>;
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    ["{", /no JSON/],
    [[], /another format/],
    [{ ...base, version: 2 }, /another format/],
    [{ ...base, stops: [] }, /1 to 100/],
    [{ ...base, stops: Array(10_000).fill({}) }, /1 to 100/],
    [{ ...base, map: { crc32: 1 } }, /another map/],
    [{ ...base, stops: [{}, { note: "x".repeat(1_000_000) }] }, /2: name, note/],
    [{ ...base, stops: [{ note: { en: 7 } }] }, /1: name, note/],
    [{ ...base, stops: [{ at: [1, 2] }] }, /1: at/],
    [{ ...base, stops: [{ at: [1, "2", 1] }] }, /1: at/],
    [{ ...base, stops: [{ color: "constructor" }] }, /1: color/],
    [{ ...base, stops: [{ token: "gone" }] }, /1: token/],
    [{ ...base, stops: [{ picked: [{}] }] }, /1: token/],
    [{ ...base, stops: [{ filters: { gone: ["a"] } }] }, /1: filters/],
    [{ ...base, stops: [{ filters: { kind: ["c"] } }] }, /1: filters/],
  ];
  for (const [held, told] of wrong) {
    const text = typeof held === "string" ? held : JSON.stringify(held);
    assert.throws(
      () => readTour(text, data),
      (error) => error instanceof DamagedTour && told.test(error.message),
      text.slice(0, 99),
    );
  }
});

test("the fingerprint is zlib's CRC-32 of places and ids", () => {
  // zlib.crc32(ids.astype("<f8").tobytes(), zlib.crc32(grid.astype("<u4").tobytes()))
  assert.equal(fingerprintOf(data), 1128495843);
});

test("what is said is one line, and shows what would hide in it", () => {
  assert.equal(toldIn(" a\n b\u202e ", "en"), "a b\\u202e");
  assert.equal(toldIn(undefined, "en"), "");
});

test("words are in the reader's language, else in English, else in the first", () => {
  assert.equal(wordsIn({ fr: "carte", en: "map" }, "ja"), "map");
  assert.equal(wordsIn({ fr: "carte" }, "ja"), "carte");
  assert.equal(wordsIn({ fr: "carte" }, "constructor"), "carte");
  assert.deepEqual(reworded({ en: "map", ja: "図" }, "ja", "地図"), { en: "map", ja: "地図" });
  assert.deepEqual(reworded("map", "ja", "地図"), "地図");
  assert.equal(reworded({ ja: "図" }, "ja", ""), undefined);
});
