// How often a column has which values, among the rows that all filters but its own keep.

import type { Column } from "../../data/data.ts";
import { masksOf } from "../../points/emphasis.ts";
import { maskOf } from "../../state/filters.ts";
import type { Mask, State } from "../../state/state.ts";
import { clamp } from "../../text/numbers.ts";

/** 1 for each row that the search, the selection and all filters but this column's keep; null: all rows are. */
export function keptBeside(columns: readonly Column[], state: State, column: string): Mask | null {
  const { filters: _, ...masks } = state.masks;
  const others = maskOf(
    columns.filter(({ name }) => name !== column),
    state.filters,
  );
  const all = masksOf({ ...state, masks: others ? { ...masks, filters: others } : masks });
  if (all.length <= 1) return all[0] ?? null;
  return all[0].map((_, row) => (all.every((mask) => mask[row] === 1) ? 1 : 0));
}

/** How many of the kept rows have each code below `codes`. */
export function countsOf(values: ArrayLike<number>, codes: number, kept: Mask | null): Uint32Array {
  const counts = new Uint32Array(codes);
  for (let i = 0; i < values.length; i++) if (!kept || kept[i] === 1) counts[values[i]]++;
  return counts;
}

/** Counts in equal steps between two ends; what lies beyond them is in the outer bins. */
export function histogram(
  values: ArrayLike<number>,
  low: number,
  high: number,
  bins: number,
  kept: Mask | null = null,
): Uint32Array {
  const counts = new Uint32Array(bins);
  const perBin = (high - low) / bins || 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value) || (kept && kept[i] !== 1)) continue;
    counts[clamp(Math.floor((value - low) / perBin), 0, bins - 1)]++;
  }
  return counts;
}
