// Lines from the selected token to where its true neighbors lie, and marks on those beside it that are none.

import type { Lens } from "../camera/lens.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { neighborsOf } from "../data/neighbors.ts";
import type { Shared } from "../data/shared.ts";
import type { Picking } from "../points/picking.ts";
import type { Pen } from "../text/pen.ts";

/** Of rings around what was found: their radius, and how many there are at most. */
const RING = 6;
const MOST_RINGS = 2000;

export function drawLinks(
  context: Pen,
  data: MapData,
  camera: Lens,
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

/** Rings around the pinned tokens, and lines to the neighbors that they share. */
export function drawPins(
  context: Pen,
  data: MapData,
  camera: Lens,
  pins: readonly number[],
  shared: readonly Shared[],
  theme: Theme,
): void {
  const places = pins.map((row) => camera.toScreen(data.x[row], data.y[row]));
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.4;
  context.globalAlpha = 0.7;
  for (const { row, of } of shared) {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    for (const place of of) {
      context.beginPath();
      context.moveTo(...places[place]);
      context.lineTo(x, y);
      context.stroke();
    }
    ring(context, x, y, 5);
  }
  context.globalAlpha = 1;
  context.lineWidth = 2.5;
  for (const [x, y] of places) ring(context, x, y, 7);
}

/** Rings around what was found, as far as it is on the screen. */
export function drawFound(context: Pen, data: MapData, camera: Lens, rows: Uint32Array, theme: Theme): void {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  let left = MOST_RINGS;
  for (let i = 0; i < rows.length && left > 0; i++) {
    const [x, y] = camera.toScreen(data.x[rows[i]], data.y[rows[i]]);
    if (x < -RING || y < -RING || x > camera.width + RING || y > camera.height + RING) continue;
    ring(context, x, y, RING);
    left--;
  }
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
