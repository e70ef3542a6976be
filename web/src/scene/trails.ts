// Where tokens came from: a line from there to where each lies now, and a ring around that.

import type { Lens } from "../camera/lens.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import type { Trail } from "../state/state.ts";
import type { Pen } from "../text/pen.ts";

const [RIM, WIDTH, END] = [3.5, 1.5, 3.5];
const RIM_OPACITY = 0.7;

export function drawTrails(pen: Pen, data: MapData, camera: Lens, trails: readonly Trail[], theme: Theme): void {
  const lines = trails.map(({ row, x, y }) => [camera.toScreen(x, y), camera.toScreen(data.x[row], data.y[row])]);
  pen.lineCap = "round";
  for (const [color, width, opacity] of [
    [theme.accentHalo, RIM, RIM_OPACITY],
    [theme.accent, WIDTH, 1],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.globalAlpha = opacity;
    pen.beginPath();
    for (const [from, to] of lines) {
      pen.moveTo(...from);
      pen.lineTo(...to);
    }
    pen.stroke();
    for (const [, [x, y]] of lines) {
      pen.beginPath();
      pen.arc(x, y, END, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
  pen.globalAlpha = 1;
}
