// How crowded each place of the map is: a smoothed count on a grid, in units of the mean over the land.

import type { MapData } from "../data/data.ts";

export interface Density {
  readonly columns: number;
  readonly rows: number;
  /** World units per cell. */
  readonly cell: number;
  /** World coordinates of the grid's corner: cells around the map are empty, so that coasts close. */
  readonly left: number;
  readonly top: number;
  /** 1 is the mean density where there are tokens. */
  readonly values: Float32Array;
}

/** Densities at which the ground changes color: the coast, then higher ground. */
export const CONTOURS = [0.12, 0.75, 1.6, 2.8] as const;

const GRID = 384;
const BORDER = 16;

export function densityOf(data: Pick<MapData, "n" | "x" | "y" | "width" | "height">, blur = radiusFor(data.n)): Density {
  const cell = Math.max(data.width, data.height, 1) / (GRID - 2 * BORDER);
  const columns = Math.ceil(data.width / cell) + 2 * BORDER;
  const rows = Math.ceil(data.height / cell) + 2 * BORDER;
  let counts = new Float32Array(columns * rows);
  for (let i = 0; i < data.n; i++) {
    const column = Math.min(columns - 1, BORDER + Math.floor(data.x[i] / cell));
    const row = Math.min(rows - 1, BORDER + Math.floor(data.y[i] / cell));
    counts[row * columns + column]++;
  }
  // Three box blurs come close to a Gaussian (P. Kovesi, "Fast Almost-Gaussian Filtering", 2010).
  for (let pass = 0; pass < 3; pass++) {
    counts = blurLines(counts, columns, rows, 1, columns, blur);
    counts = blurLines(counts, rows, columns, columns, 1, blur);
  }
  let land = 0;
  let total = 0;
  const least = (0.02 * data.n) / (columns * rows);
  for (const count of counts) {
    if (count > least) {
      land++;
      total += count;
    }
  }
  const mean = total / Math.max(land, 1) || 1;
  const values = counts.map((count) => count / mean);
  return { columns, rows, cell, left: -BORDER * cell, top: -BORDER * cell, values };
}

/** Fewer tokens need a wider brush. */
function radiusFor(n: number): number {
  return Math.min(7, Math.max(2, Math.round(0.7 * (GRID / Math.sqrt(Math.max(n, 1)) + 1))));
}

function blurLines(
  from: Float32Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const to = new Float32Array(from.length);
  const weight = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    let sum = 0;
    for (let i = -radius; i < length; i++) {
      if (i + radius < length) sum += from[start + (i + radius) * step];
      if (i - radius - 1 >= 0) sum -= from[start + (i - radius - 1) * step];
      if (i >= 0) to[start + i * step] = sum * weight;
    }
  }
  return to;
}
