// Where most tokens of a category lie: its number stands there when it has no color.

import type { Column, MapData } from "../data/data.ts";
import { clamp } from "../text/numbers.ts";

/** Cells along a side of the grid on which tokens are counted. */
const SIDE = 32;
/** So many categories, the most frequent ones, have a place. */
export const MOST_CROWDS = 99;

let known = new WeakMap<Column, Int32Array>();

/** Tokens lie elsewhere: crowds are looked for again. */
export function forgetCrowds(): void {
  known = new WeakMap();
}

/** For each code below MOST_CROWDS a row in the midst of its most crowded cell; -1 where there is none. */
export function crowdsOf({ n, x, y, width, height }: MapData, column: Column): Int32Array {
  const made = known.get(column);
  if (made) return made;
  const codes = Math.min(column.categories?.length ?? 0, MOST_CROWDS);
  const cell = Math.max(width, height, 1) / SIDE;
  const step = (value: number): number => clamp(Math.floor(value / cell), 0, SIDE - 1);
  const cellOf = (row: number): number => step(y[row]) * SIDE + step(x[row]);
  const counts = new Uint32Array(codes * SIDE * SIDE);
  const { values } = column;
  for (let row = 0; row < n; row++) if (values[row] < codes) counts[values[row] * SIDE * SIDE + cellOf(row)]++;
  const crowds = new Int32Array(codes).fill(-1);
  for (let code = 0; code < codes; code++) {
    const own = counts.subarray(code * SIDE * SIDE, (code + 1) * SIDE * SIDE);
    const most = own.indexOf(own.reduce((max, count) => Math.max(max, count), 0));
    crowds[code] = most;
  }
  const sums = new Float64Array(3 * codes);
  const inCrowd = (row: number): boolean => values[row] < codes && cellOf(row) === crowds[values[row]];
  for (let row = 0; row < n; row++) {
    if (!inCrowd(row)) continue;
    sums[3 * values[row]] += x[row];
    sums[3 * values[row] + 1] += y[row];
    sums[3 * values[row] + 2]++;
  }
  const [rows, nearest] = [new Int32Array(codes).fill(-1), new Float64Array(codes).fill(Infinity)];
  for (let row = 0; row < n; row++) {
    if (!inCrowd(row)) continue;
    const code = values[row];
    const [across, down, count] = sums.subarray(3 * code, 3 * code + 3);
    const far = Math.hypot(x[row] - across / count, y[row] - down / count);
    if (far < nearest[code]) [rows[code], nearest[code]] = [row, far];
  }
  known.set(column, rows);
  return rows;
}
