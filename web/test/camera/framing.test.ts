import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { framed, framedAll, framedPlace, type Read, uncovered } from "../../src/camera/framing.ts";
import { type Box, freeRoom } from "../../src/camera/room.ts";
import type { MapData } from "../../src/data/data.ts";

const WHOLE: Box = { left: 0, top: 0, right: 1000, bottom: 600 };
const CARD: Box = { left: 700, top: 16, right: 984, bottom: 500 };

test("the free room beside a card at the right, above a sheet at the bottom, below a search field", () => {
  deepEqual(freeRoom(WHOLE, [CARD]), { ...WHOLE, right: 700 });
  const phone = { left: 0, top: 0, right: 390, bottom: 844 };
  const sheet = { left: 0, top: 460, right: 390, bottom: 844 };
  const search = { left: 16, top: 16, right: 374, bottom: 64 };
  deepEqual(freeRoom(phone, [search, sheet]), { left: 0, top: 64, right: 390, bottom: 460 });
  deepEqual(freeRoom(WHOLE, []), WHOLE);
  deepEqual(freeRoom(WHOLE, [{ left: 2000, top: 0, right: 2100, bottom: 600 }]), WHOLE);
});

/** Token 0 in the middle, its neighbors at these offsets. */
function around(offsets: readonly (readonly [number, number])[]): MapData {
  return {
    n: 10_000,
    k: offsets.length,
    metric: "cosine",
    x: Float32Array.from([500, ...offsets.map(([x]) => 500 + x)]),
    y: Float32Array.from([500, ...offsets.map(([, y]) => 500 + y)]),
    neighbors: Uint32Array.from(offsets.map((_, i) => i + 1)),
    distances: new Float32Array(offsets.length),
  } as unknown as MapData;
}

const SCREEN = {
  maxScale: 1e4,
  width: 1000,
  height: 600,
  home: { x: 500, y: 500, scale: 1 },
  view: { x: 500, y: 500, scale: 1 },
};

test("a token stands in the middle of the room and most of its neighbors are in it", () => {
  const data = around([
    [10, 0],
    [0, 12],
    [-14, 3],
    [5, -9],
    [400, 0],
  ]);
  const view = framed(data, 0, SCREEN, { ...WHOLE, right: 700 }, () => 100);
  const at = (row: number): [number, number] => [
    500 + (data.x[row] - view.x) * view.scale,
    300 + (data.y[row] - view.y) * view.scale,
  ];
  deepEqual(at(0).map(Math.round), [350, 300]);
  for (const row of [1, 2, 3]) ok(at(row)[0] > 0 && at(row)[0] < 700 && at(row)[1] > 0 && at(row)[1] < 600);
});

test("neighbors at the token's own place, or none, or all far away, still give a scale", () => {
  for (const offsets of [[], [[0, 0]], [[1e6, 1e6]]] as [number, number][][]) {
    const { scale } = framed(around(offsets), 0, SCREEN, WHOLE, (left, _top, right) => (right - left > 10 ? 80 : 0));
    ok(scale >= 1 && scale < 1000, String(scale));
  }
});

test("where little is read from any farther off, a flight comes nearer, and no more than twice", () => {
  const sparse = around([
    [300, 0],
    [0, 200],
    [-250, 0],
  ]);
  const scaleFor = (read: Read): number => framed(sparse, 0, SCREEN, WHOLE, read).scale;
  const first = scaleFor(() => 80);
  const nearer = scaleFor((...bounds) => (bounds[4] >= 1.4 * first ? 80 : 10));
  ok(nearer >= 1.4 * first && nearer < 1.5 * first, String(nearer / first));
  const never = scaleFor((...bounds) => (bounds[4] >= 2.1 * first ? 80 : 10));
  deepEqual(never, first);
});

test("a flight ends where enough is read, and from far enough off to have its neighbors around", () => {
  const close = around([
    [0.01, 0],
    [0, 0.01],
  ]);
  const evenly = (left: number, top: number, right: number, bottom: number) => (right - left) * (bottom - top);
  const near = framed(close, 0, SCREEN, WHOLE, evenly);
  const there = (1000 / near.scale) * (600 / near.scale);
  ok(there >= 80 && there < 88, String(there)); // 7500 square pixels each
  const far = around([
    [300, 0],
    [0, 200],
    [-250, 0],
  ]);
  ok(framed(far, 0, SCREEN, WHOLE, evenly).scale < near.scale);
});

test("all of what was found is in the room, and no further off than that takes", () => {
  const data = around([
    [100, 0],
    [0, 50],
  ]);
  const room = { ...WHOLE, left: 300 };
  const view = framedAll(data, [0, 1, 2], SCREEN, room);
  const places = [0, 1, 2].map((row) => 500 + (data.x[row] - view.x) * view.scale);
  deepEqual(places.map(Math.round), [348, 952, 348]);
});

test("only a covered token moves the map, and no further than beside the card", () => {
  const data = around([]);
  equal(uncovered(data, 0, SCREEN, { ...WHOLE, right: 700 }), null);
  const covered = { ...SCREEN, view: { x: 200, y: 500, scale: 1 } }; // at 800, under the card
  const view = uncovered(data, 0, covered, { ...WHOLE, right: 700 });
  deepEqual(view, { x: 500 - (652 - 500), y: 500, scale: 1 });
  const beyond = { ...SCREEN, view: { x: -9000, y: 500, scale: 1 } };
  equal(uncovered(data, 0, beyond, { ...WHOLE, right: 700 }), null);
});

test("a place that is gone to fills most of the room, and is nearer than before, if only twice", () => {
  const room = { left: 200, top: 0, right: 1000, bottom: 600 };
  const view = framedPlace({ x: 300, y: 400, span: 60 }, SCREEN, room);
  equal(view.scale, 8);
  deepEqual([view.x + 100 / 8, view.y], [300, 400]); // its middle is the room's, 100 pixels right of the screen's
  equal(framedPlace({ x: 300, y: 400, span: 5000 }, SCREEN, room).scale, 2);
  equal(framedPlace({ x: 300, y: 400, span: 1e-9 }, SCREEN, room).scale, SCREEN.maxScale);
});
