import assert from "node:assert/strict";
import { test } from "node:test";
import { type Places, placesOf, regionsOf } from "../../src/regions/regions.ts";

/** Ten small towns in a row, and beneath them one that is far wider. */
function map(): { data: Places; texts: string[]; order: Uint32Array } {
  const places: [number, number][] = [];
  for (let town = 0; town < 10; town++) {
    for (let i = 0; i < 40; i++) places.push([town * 6000 + 40 * (i % 7), 60000 + 40 * Math.floor(i / 7)]);
  }
  for (let i = 0; i < 3000; i++) {
    const [turn, away] = [i * 2.39996, 14000 * Math.sqrt(i / 3000) * (0.4 + (0.6 * i) / 3000)]; // densest in the middle
    places.push([30000 + away * Math.cos(turn), 25000 + away * Math.sin(turn)]);
  }
  const n = places.length;
  const grid = Uint32Array.from([...places.map(([x]) => x), ...places.map(([, y]) => y)]);
  const words = { unfit: [], functions: [] };
  const data = { n, k: 0, grid, neighbors: new Uint32Array(0), kind: undefined, script: undefined, words };
  const texts = Array.from({ length: n }, (_, i) => `${i.toString(26).replace(/[0-9]/g, (d) => "qrstuvwxyz"[+d])}word`);
  return { data, texts, order: Uint32Array.from({ length: n }, (_, i) => i) };
}

test("a street much wider than others has quarters, each with words of its own, and no region is one", () => {
  const { data, texts, order } = map();
  const all = placesOf(data, texts, order);
  const quarters = all.filter(({ level }) => level === 4);
  assert.deepEqual(
    regionsOf(data, texts, order),
    all.filter(({ level }) => level < 4),
  );
  assert.ok(quarters.length > 5, String(quarters.length));
  const widest = Math.max(...all.filter(({ level }) => level === 3).map(({ span }) => span));
  assert.ok(quarters.filter(({ span }) => span < widest / 2).length > 5);
  // what is left at its edge, of few tokens, is joined into wider ones
  assert.ok(quarters.every(({ span, words }) => span < widest && words.length > 0));
  // all lie in the wide one, to the south: the streets of the others are whole
  assert.ok(quarters.every(({ y }) => y > 15000));
  const leading = quarters.map(({ words }) => words[0]);
  assert.equal(new Set(leading).size, leading.length);
});
