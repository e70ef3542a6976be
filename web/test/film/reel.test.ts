// What a page's frames become: grids from steps, neighbors from places along the curve, and what is no film is refused.

import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import type { MapData } from "../../src/data/data.ts";
import { openReel } from "../../src/film/reel.ts";

const GRID = [0, 10, 20, 0, 10, 20];
const data = {
  n: 3,
  k: 1,
  height: 20,
  grid: Uint32Array.from(GRID),
  neighbors: Uint32Array.of(1, 0, 1),
  distances: Float32Array.of(0.5, 0.5, 0.25),
  columns: [
    { name: "norm", title: "", help: "", categories: null, values: Float32Array.of(1, 2, 3) },
    { name: "rank", title: "", help: "", categories: null, values: Float32Array.of(0, 1, 2) },
  ],
} as unknown as MapData;

const frame = {
  space: "raw",
  short: "a",
  recall: 0.5,
  free_recall: 0.5,
};
const HEADER = {
  version: 1,
  n: 3,
  k: 1,
  coverage: "",
  recall_at: 1,
  near: true,
  frames: [frame, { ...frame, short: "b", space: "abtt" }],
  moved: [
    [
      [2, 0.5],
      [7, 0.25],
    ],
  ],
  units: [0.125],
  columns: [[{ name: "norm", store: "integers" }]],
  ends: { norm: [1, 9] },
  sections: { "0:xy": [0, 6, 1], "0:neighbors": [6, 3, 1], "0:distances": [9, 3, 1], "0:column:norm": [12, 3, 1] },
};
// steps from the frame after: +1, -1, +2, then 0; the nearest is the next along the curve, for the last the one before;
// distances 2, 4, 6 units, folded; norms 4, 5, 3 as differences
const PARTS = [2, 1, 4, 0, 0, 0, 2, 2, 1, 4, 8, 12, 8, 2, 3];

function packed(header: object = HEADER, parts: readonly number[] = PARTS, magic = "LXSF"): string {
  const head = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return gzipSync(Buffer.concat([Buffer.from(magic), size, head, Buffer.from(parts)])).toString("base64");
}

test("a frame is unpacked as how it differs from the one after it", async () => {
  const reel = await openReel(packed(), data);
  const first = reel.still(0);
  assert.deepEqual([...first.grid], [1, 9, 22, 0, 10, 20]);
  assert.deepEqual([...first.x], [1, 9, 22]);
  assert.deepEqual([...first.y], [20, 10, 0]);
  assert.deepEqual([...(first.near?.neighbors ?? [])], [1, 2, 1]);
  assert.deepEqual([...(first.near?.distances ?? [])], [0.25, 0.5, 0.75]);
  assert.deepEqual([...first.columns[0].values], [4, 5, 3]);
  assert.deepEqual(first.columns[0].ends, [1, 9]);
  assert.deepEqual(first.meta, { subtitle: "a", corrected: { space: "raw" }, scores: { "recall@1": 0.5 } });
  const last = reel.still(1);
  assert.deepEqual([...last.grid], GRID);
  assert.deepEqual([...(last.near?.neighbors ?? [])], [1, 0, 1]);
  assert.deepEqual(reel.told.moved, [[[2, 0.5]]]); // the map has no row 7
});

test("what is no film of this map is refused in words", async () => {
  const refused = (text: string, told: RegExp) => assert.rejects(openReel(text, data), told);
  await refused(packed(HEADER, PARTS, "LXSV"), /they are no film/);
  await refused(packed({ ...HEADER, version: 2 }), /of version 2, not 1/);
  await refused(packed({ ...HEADER, n: 4 }), /of another map/);
  await refused(packed({ ...HEADER, frames: [frame] }), /of another map/);
  await refused(packed(HEADER, PARTS.slice(0, 3)), /they were cut/);
});
