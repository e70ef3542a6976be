import assert from "node:assert/strict";
import { test } from "node:test";
import { stopsOf, withStop } from "../../src/input/stops.ts";
import { TOUR_STOPS } from "../../src/rules.ts";

const around = (level: number, count: number): { level: number; x: number; y: number }[] =>
  Array.from({ length: count }, (_, i) => {
    const turn = ((7 * i) % count) * ((2 * Math.PI) / count); // in no order
    return { level, x: 100 + 50 * Math.cos(turn), y: 200 + 50 * Math.sin(turn) };
  });

test("stops are the largest places, where there are some, once around the map", () => {
  const stops = stopsOf([...around(1, 9), ...around(0, 6), ...around(3, 20)]);
  assert.deepEqual(
    stops.map(({ level }) => level),
    Array(6).fill(0),
  );
  const turns = stops.map(({ x, y }) => Math.atan2(y - 200, x - 100));
  assert.ok(turns.every((turn, i) => i === 0 || turn > turns[i - 1]));
});

test("of few large places the smaller are the stops, and of few at all all of them", () => {
  assert.equal(stopsOf([...around(0, 2), ...around(1, 8)]).length, 8);
  assert.equal(stopsOf([...around(1, 2), ...around(3, 2)]).length, 4);
  assert.deepEqual(stopsOf([]), []);
});

test("a view is kept after the others, not twice, and no more than a tour has", () => {
  const [one, other] = [
    { x: 100, y: 200, zoom: 4 },
    { x: 100, y: 200, zoom: 8 },
  ];
  const both = withStop(withStop([], one, 0.01), other, 0.01);
  assert.deepEqual(both, [one, other]);
  assert.deepEqual(withStop(both, { ...one, x: 120 }, 0.01), [other]); // not a pixel away
  const many = Array.from({ length: TOUR_STOPS }, (_, i) => ({ x: 1000 * i, y: 0, zoom: 4 }));
  assert.equal(withStop(many, { x: 9, y: 9000, zoom: 4 }, 0.01).length, TOUR_STOPS);
});
