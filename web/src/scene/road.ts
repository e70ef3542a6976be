// A road over the map: a line through its stops.

import type { Lens } from "../camera/lens.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import type { Pen } from "../text/pen.ts";

const [RIM, WIDTH, STOP] = [7, 3, 5];

export function drawRoad(pen: Pen, data: MapData, camera: Lens, road: Uint32Array, theme: Theme): void {
  const points = Array.from(road, (row) => camera.toScreen(data.x[row], data.y[row]));
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const [color, width] of [
    [theme.accentHalo, RIM],
    [theme.accent, WIDTH],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.stroke();
  }
  for (const [x, y] of points) {
    pen.fillStyle = theme.accentHalo;
    pen.beginPath();
    pen.arc(x, y, STOP, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}
