// How crowded each place of the map is: a smoothed count on a grid, in units of the mean over the land.

import type { MapData } from "../data/data.ts";
import { DENSITY_BORDER, DENSITY_GRID, DENSITY_LAND } from "../rules.ts";
import { clamp } from "../text/numbers.ts";

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

/** Where tokens lie, in the world. */
export type Area = Pick<MapData, "n" | "width" | "height"> & {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
};

/** The border is wide enough by itself for a brush, which reaches three of its radii, to end before the grid does. */
export function densityOf(
  area: Area,
  blur = radiusFor(area.n),
  border = Math.max(DENSITY_BORDER, 3 * blur + 3),
): Density {
  const { cell, columns, rows } = gridOf(area, border);
  const sums = smoothed(cellsOf(area, border), { columns, rows }, blur);
  let land = 0;
  let total = 0;
  const margins = 2 * (border - DENSITY_BORDER);
  const cells = (columns - margins) * (rows - margins); // as with the least border
  const least = ((DENSITY_LAND * area.n) / cells) * (2 * blur + 1) ** 6;
  for (const sum of sums) {
    if (sum > least) {
      land++;
      total += sum;
    }
  }
  const mean = total / Math.max(land, 1) || 1;
  const values = Float32Array.from(sums, (sum) => sum / mean);
  return { columns, rows, cell, left: -border * cell, top: -border * cell, values };
}

/**
 * The share that tokens of a sort have of all tokens around each place of the land, as a density has it; 0 on the sea.
 * The same brush as the land's. To be asked of one sort after another.
 */
export function sharesOf(area: Area, land: Density): (isOf: (row: number) => boolean) => Density {
  const blur = radiusFor(area.n);
  const cells = cellsOf(area, Math.round(-land.left / land.cell));
  const all = smoothed(cells, land, blur);
  return (isOf) => {
    const ofThese = cells.filter((_, row) => isOf(row));
    const own = smoothed(ofThese, land, blur);
    return { ...land, values: land.values.map((value, at) => (value > CONTOURS[0] ? own[at] / all[at] : 0)) };
  };
}

/**
 * How many tokens lie in and around each cell. Three box blurs come close to a Gaussian (P. Kovesi, "Fast
 * Almost-Gaussian Filtering", 2010). Sums stay whole numbers, so that figures (`lexiscape.pictures.regions`) come to the
 * same values.
 */
function smoothed(
  cells: Uint32Array,
  { columns, rows }: Pick<Density, "columns" | "rows">,
  blur: number,
): Float64Array<ArrayBuffer> {
  let sums = new Float64Array(columns * rows);
  for (const at of cells) sums[at]++;
  for (let pass = 0; pass < 3; pass++) {
    sums = sumLines(sums, columns, rows, 1, columns, blur);
    sums = sumLines(sums, rows, columns, columns, 1, blur);
  }
  return sums;
}

/** The cell of each row: an index into the values of a density with this border. */
export function cellsOf(area: Area, border: number): Uint32Array {
  const { cell, columns, rows } = gridOf(area, border);
  const cells = new Uint32Array(area.n);
  for (let i = 0; i < area.n; i++) {
    const column = Math.min(columns - 1, border + Math.floor(area.x[i] / cell));
    const row = Math.min(rows - 1, border + Math.floor(area.y[i] / cell));
    cells[i] = row * columns + column;
  }
  return cells;
}

function gridOf(
  { width, height }: Pick<Area, "width" | "height">,
  border: number,
): Pick<Density, "cell" | "columns" | "rows"> {
  const cell = Math.max(width, height, 1) / (DENSITY_GRID - 2 * DENSITY_BORDER);
  const [columns, rows] = [width, height].map((side) => Math.ceil(side / cell) + 2 * border);
  return { cell, columns, rows };
}

/** Fewer tokens need a wider brush. */
function radiusFor(n: number): number {
  return clamp(Math.round(0.7 * (DENSITY_GRID / Math.sqrt(Math.max(n, 1)) + 1)), 2, 7);
}

/** For each cell, the sum of those at most `radius` away on its line; beyond the border there is nothing. */
function sumLines(
  from: Float64Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  radius: number,
): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    let sum = 0;
    for (let i = -radius; i < length; i++) {
      if (i + radius < length) sum += from[start + (i + radius) * step];
      if (i - radius - 1 >= 0) sum -= from[start + (i - radius - 1) * step];
      if (i >= 0) to[start + i * step] = sum;
    }
  }
  return to;
}
