import assert from "node:assert/strict";
import { test } from "node:test";
import { densityOf } from "../../src/points/density.ts";

test("the land of few tokens ends before the grid does: what the last cell holds is drawn on for ever", () => {
  const [x, y] = [Float32Array.of(0, 1000, 300), Float32Array.of(0, 700, 650)];
  const { columns, rows, values } = densityOf({ n: 3, x, y, width: 1000, height: 700 });
  for (let at = 0; at < columns; at++) {
    assert.equal(values[at], 0);
    assert.equal(values[(rows - 1) * columns + at], 0);
  }
  for (let row = 0; row < rows; row++) {
    assert.equal(values[row * columns], 0);
    assert.equal(values[row * columns + columns - 1], 0);
  }
});
