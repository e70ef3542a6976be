// One still of a film: where tokens lie then, and what else is so then.

import { type Column, type MapData, spreadCoincident } from "./data.ts";

/** All in row order of the map. */
export interface Still {
  readonly grid: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** None: the map's own stay. */
  readonly near: Pick<MapData, "neighbors" | "distances"> | null;
  /** Those that are otherwise in other stills. */
  readonly columns: readonly Column[];
  /** What the map's provenance says then. */
  readonly meta: Readonly<Record<string, unknown>>;
}

/** World coordinates of tokens on a grid so high, none in the place of another. */
export function placesOn(grid: Uint32Array, n: number, height: number): Pick<Still, "x" | "y"> {
  const x = Float32Array.from(grid.subarray(0, n));
  const y = Float32Array.from(grid.subarray(n, 2 * n), (value) => height - value);
  spreadCoincident(x, y);
  return { x, y };
}

/** Let a map be as in this still. */
export function become(data: MapData, { grid, x, y, near, columns, meta }: Still): void {
  data.colored ??= data.grid.slice();
  data.grid.set(grid);
  data.x.set(x);
  data.y.set(y);
  if (near) {
    data.neighbors.set(near.neighbors);
    data.distances.set(near.distances);
  }
  const all = data.columns as Column[];
  for (const column of columns) {
    const place = all.findIndex(({ name }) => name === column.name);
    if (place >= 0) all[place] = column;
  }
  Object.assign(data.meta, meta);
}
