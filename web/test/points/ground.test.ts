import assert from "node:assert/strict";
import { test } from "node:test";
import { densityOf } from "../../src/points/density.ts";
import { groundOf, type Tracer, trace } from "../../src/points/ground.ts";

test("the coast of a round heap is a closed curve without corners, round however near one is", () => {
  const n = 4000;
  const angle = (i: number): number => i * 2.399963;
  const far = (i: number): number => 20_000 * Math.sqrt(i / n);
  const x = Float32Array.from({ length: n }, (_, i) => 32_768 + far(i) * Math.cos(angle(i)));
  const y = Float32Array.from({ length: n }, (_, i) => 32_768 + far(i) * Math.sin(angle(i)));
  const [coast] = groundOf(densityOf({ n, x, y, width: 65_535, height: 65_535 }));
  assert.equal(coast.length, 1);
  const curves: number[][] = [];
  let [start, closed] = [[0, 0], false];
  const pen: Tracer = {
    moveTo: (...at) => void (start = at),
    quadraticCurveTo: (...curve) => void curves.push(curve),
    closePath: () => void (closed = true),
  };
  trace(coast[0], pen);
  assert.ok(closed);
  assert.deepEqual(curves.at(-1)!.slice(2), start);
  // a curve leaves where the one before it arrived, in the same direction
  curves.forEach(([cx, cy, px, py], i) => {
    const [nx, ny] = curves[(i + 1) % curves.length];
    const turn = Math.atan2(
      (px - cx) * (ny - py) - (py - cy) * (nx - px),
      (px - cx) * (nx - px) + (py - cy) * (ny - py),
    );
    assert.ok(Math.abs(turn) < 1e-3);
  });
  const reach = curves.map(([, , px, py]) => Math.hypot(px - 32_768, py - 32_768));
  assert.ok(Math.max(...reach) - Math.min(...reach) < 1500);
});
