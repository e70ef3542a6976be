// Lines from the selected token to where its true neighbors lie, and marks on those beside it that are none.

import type { Camera } from "../camera/camera.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { neighborsOf } from "../data/neighbors.ts";
import type { Picking } from "../points/picking.ts";
import type { Pen } from "../text/pen.ts";

export function drawLinks(
  context: Pen,
  data: MapData,
  camera: Camera,
  picking: Picking,
  row: number,
  theme: Theme,
): void {
  const neighbors = neighborsOf(data, row);
  const [x, y] = camera.toScreen(data.x[row], data.y[row]);
  context.lineCap = "round";
  for (const { row: other, rank } of neighbors) {
    const [toX, toY] = camera.toScreen(data.x[other], data.y[other]);
    context.globalAlpha = 0.85 - (0.5 * (rank - 1)) / Math.max(neighbors.length, 1);
    context.strokeStyle = theme.accent;
    context.lineWidth = 2.2 - (1.2 * (rank - 1)) / Math.max(neighbors.length, 1);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    context.stroke();
    ring(context, toX, toY, 5);
  }
  context.globalAlpha = 1;
  const truly = new Set(neighbors.map((neighbor) => neighbor.row));
  context.strokeStyle = theme.stranger;
  context.lineWidth = 1.4;
  for (const other of picking.nearestOnMap(row, data.k)) {
    if (truly.has(other)) continue;
    const [atX, atY] = camera.toScreen(data.x[other], data.y[other]);
    cross(context, atX, atY, 4);
  }
  context.strokeStyle = theme.accent;
  context.lineWidth = 2.5;
  ring(context, x, y, 7);
}

function ring(context: Pen, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

function cross(context: Pen, x: number, y: number, arm: number): void {
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}
