import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../../src/data/data.ts";
import en from "../../src/locales/en.ts";
import ja from "../../src/locales/ja.ts";
import { fingerprintOf, wholeMap } from "../../src/state/tour.ts";
import { readTourFile, UnfitTour } from "../../src/state/tour-file.ts";

const data = {
  name: "made up",
  n: 3,
  ids: Float64Array.of(7, 8, 9),
  raw: ["a", "b", "</script>"],
  readable: ["a", "b", "read"],
  columns: [{ name: "kind", title: "", help: "", categories: ["w"], values: Uint32Array.of(0, 0, 0) }],
  grid: Uint32Array.of(0, 65_535, 300, 0, 40_000, 500),
  x: Float32Array.of(0, 65_535, 300),
  y: Float32Array.of(40_000, 0, 39_500),
  origin: [-5, 3],
  step: 0.01,
  width: 65_535,
  height: 40_000,
} as unknown as MapData;

const tour = (...stops: readonly unknown[]) => JSON.stringify({ format: "lexiscape-tour", version: 1, stops });

function refused(text: string): UnfitTour {
  try {
    readTourFile(text, data);
  } catch (error) {
    if (error instanceof UnfitTour) return error;
    throw error;
  }
  return assert.fail(text.slice(0, 99));
}

test("tokens to look around are seen in half of the screen, from no nearer than Python goes", () => {
  const [far, near, all] = readTourFile(
    tour({ around: ["a", 8] }, { around: ["read"] }, { at: null, note: null }),
    data,
  );
  assert.ok(Math.hypot(far.x - 32_767.5, far.y - 20_000) < 1);
  assert.equal(far.zoom, 1);
  assert.ok(Math.hypot(near.x - 300, near.y - 39_500) < 1);
  assert.equal(near.zoom, 12);
  assert.deepEqual([all.x, all.y, all.isHome], [wholeMap(data).x, wholeMap(data).y, true]);
});

test("places of another map are refused, and its tokens are not", () => {
  const of = (stop: unknown, crc32: number) =>
    JSON.stringify({ format: "lexiscape-tour", version: 1, map: { crc32, name: "other" }, stops: [stop] });
  assert.equal(readTourFile(of({ at: [0, 4, 2] }, fingerprintOf(data)), data).length, 1);
  assert.equal(readTourFile(of({ around: ["a"] }, 7), data).length, 1);
  const { says, values } = refused(of({ at: [0, 4, 2] }, 7));
  const here = { here: data.name, n: data.n, stops: "1" };
  assert.deepEqual([says, values], ["unfitMap", { made: "other", tokens: "…", ...here }]);
  const redrawn = { crc32: 7, name: data.name, tokens: data.n };
  const stops = Array.from({ length: 7 }, () => ({ at: [0, 4, 2] }));
  const again = refused(JSON.stringify({ format: "lexiscape-tour", version: 1, map: redrawn, stops: [{}, ...stops] }));
  assert.deepEqual([again.says, again.values.stops], ["unfitDrawing", "2, 3, 4, 5, 6 …"]);
});

test("what is refused says of which stop and field, and shows no more of it than a line has", () => {
  const { says, values, stop, field } = refused(tour({}, { find: "\u202e".repeat(1001) }));
  assert.deepEqual([says, stop, field, values.most], ["unfitLong", 2, "find", 1000]);
  assert.ok(String(values.found).length <= 60 && !String(values.found).includes("\u202e"));
  assert.equal(refused(tour({ name: { __proto__: null, toString: 1 } })).says, "unfitLanguage");
  assert.equal(refused(tour({ token: "gone", picked: [1, 2, 3, 4, 5, 6] })).values.tokens, '"gone", 1, 2, 3, 4 + 2');
});

test("what is deeper than a browser can write is refused, too", () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const { says } = refused(`{"format": "lexiscape-tour", "version": 1, "stops": [{"find": ${deep}}]}`);
  assert.ok(["unfitText", "unfitJson"].includes(says), says);
});

test("every reason is a sentence in each language, with the same figures in it", () => {
  const marks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  const keys = Object.keys(en.texts).filter((key) => /^unfit|^tour/.test(key)) as (keyof typeof en.texts)[];
  assert.ok(keys.length > 30);
  for (const key of keys) assert.deepEqual(marks(ja.texts[key]), marks(en.texts[key]), key);
});
