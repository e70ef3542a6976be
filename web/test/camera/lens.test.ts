import assert from "node:assert/strict";
import { test } from "node:test";
import { enlarged, type Lens, under } from "../../src/camera/lens.ts";
import { SvgPen } from "../../src/save/svg-pen.ts";
import { enlargement, nextTextSize, TEXT_SIZES } from "../../src/state/state.ts";

const camera: Lens = {
  view: { x: 50, y: 40, scale: 4 },
  width: 300,
  height: 200,
  toScreen: (x, y) => [(x - 50) * 4 + 150, (y - 40) * 4 + 100],
  toWorld: (px, py) => [(px - 150) / 4 + 50, (py - 100) / 4 + 40],
};

test("under the glass all is where it was, in larger units", () => {
  const lens = under(camera, 1.5);
  for (const [x, y] of [
    [50, 40],
    [12, 70],
  ] as const) {
    const [left, top] = lens.toScreen(x, y);
    const box = enlarged({ left, top, width: 2, height: 4, row: 7 }, 1.5);
    assert.deepEqual([box.left, box.top], camera.toScreen(x, y));
    assert.deepEqual([box.width, box.height, box.row], [3, 6, 7]);
    assert.deepEqual(lens.toWorld(left, top), [x, y]);
  }
  assert.deepEqual([lens.width, lens.height, lens.view.scale], [200, 200 / 1.5, 4 / 1.5]);
  assert.equal(under(camera, 1), camera);
});

test("text sizes go round, and a presentation's are larger", () => {
  const round = TEXT_SIZES.map((size) => nextTextSize(size));
  assert.deepEqual(round, [...TEXT_SIZES.slice(1), TEXT_SIZES[0]]);
  for (const textSize of TEXT_SIZES)
    assert.ok(enlargement({ textSize, presenting: true }) > enlargement({ textSize, presenting: false }));
});

test("a drawing's groups end where they began", () => {
  const pen = new SvgPen();
  pen.save();
  pen.scale(1.5, 1.5);
  pen.fillText("a", 0, 0);
  pen.restore();
  pen.save();
  pen.scale(1, 1);
  pen.fillText("b", 0, 0);
  pen.restore();
  assert.match(pen.content, /^<g transform="scale\(1\.5 1\.5\)">\n<text.*>a<\/text>\n<\/g>\n<text[^\n]*>b<\/text>$/);
});
