import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { alongCurve } from "../../src/data/curve.ts";

/** The place along the curve, bit by bit: y and x in turn. */
function slowKey(x: number, y: number): number {
  let key = 0;
  for (let bit = 15; bit >= 0; bit--) key = 4 * key + 2 * ((y >> bit) & 1) + ((x >> bit) & 1);
  return key;
}

test("rows come in the order of the curve, ties in their own", () => {
  const n = 3000;
  // the corners and many ties among them
  const x = Uint32Array.from({ length: n }, (_, i) => (i < 4 ? 65535 * (i & 1) : ((i * 7919) % 65536) & 0xfff0));
  const y = Uint32Array.from({ length: n }, (_, i) => (i < 4 ? 65535 * (i >> 1) : ((i * 104729) % 65536) & 0xff00));
  const expected = [...x.keys()].sort((a, b) => slowKey(x[a], y[a]) - slowKey(x[b], y[b]) || a - b);
  deepEqual([...alongCurve(x, y)], expected);
  equal(alongCurve(new Uint32Array(0), new Uint32Array(0)).length, 0);
});
