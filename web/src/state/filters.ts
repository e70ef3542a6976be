// Which rows the legend and the sliders keep: some categories of a column, or a range of its numbers.

import type { Column } from "../data/data.ts";
import { written } from "../text/numbers.ts";
import { own } from "../text/own.ts";
import type { Filter, Filters, Mask, State } from "./state.ts";
import type { Store } from "./store.ts";

/** 1 for every row that each filter keeps; null when nothing is filtered. Filters of unknown columns keep everything. */
export function maskOf(columns: readonly Column[], filters: Filters): Mask | null {
  let mask: Mask | null = null;
  for (const { name, values } of columns) {
    const filter = own(filters, name);
    if (!filter) continue;
    mask ??= new Uint8Array(values.length).fill(1);
    if ("only" in filter) {
      const kept = new Set(filter.only);
      for (let i = 0; i < values.length; i++) if (!kept.has(values[i])) mask[i] = 0;
    } else {
      for (let i = 0; i < values.length; i++) if (!(values[i] >= filter.low && values[i] <= filter.high)) mask[i] = 0;
    }
  }
  return mask;
}

/** No category in particular: the same object each time. */
const NONE: readonly number[] = [];

/** The codes that a column's filter keeps; empty when none filters it by category. */
export function onlyOf(filters: Filters, column: string): readonly number[] {
  const filter = own(filters, column);
  return filter && "only" in filter ? filter.only : NONE;
}

/** A filter as Python and files have it: the names of categories, or the two ends of a range, null where it is open. */
export type Told = readonly (string | number | null)[];

/** Filters as Python and files have them, by column, in the order of the columns. */
export function toldFilters(filters: Filters, columns: readonly Column[]): Readonly<Record<string, Told>> {
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const told = columns.flatMap(({ name, categories }) => {
    const filter = own(filters, name);
    if (!filter) return [];
    const kept: Told =
      "only" in filter ? filter.only.map((code) => categories?.[code] ?? "") : [filter.low, filter.high].map(end);
    return [[name, kept] as const];
  });
  return Object.fromEntries(told);
}

/** And one of them back: a category that the column has not is the code -1. */
export function heardFilter({ categories }: Column, told: readonly unknown[]): Filter {
  if (!categories) return { low: (told[0] ?? -Infinity) as number, high: (told[1] ?? Infinity) as number };
  const codes = told.map((category) => categories.indexOf(category as string));
  return { only: [...new Set(codes)].sort((a, b) => a - b) };
}

/** Add, replace or (with null) remove the filter of a column. */
export function setFilter(store: Store<State>, column: string, filter: Filter | null): void {
  const { [column]: _, ...others } = store.state.filters;
  store.set({ filters: filter ? { ...others, [column]: filter } : others });
}

/** A range in words; an open end is left out. */
export function rangeText(low: number, high: number, locale: string): string {
  const say = (value: number): string => written(value, 4, locale);
  if (low === -Infinity) return `≤ ${say(high)}`;
  return high === Infinity ? `≥ ${say(low)}` : `${say(low)} – ${say(high)}`;
}

/** The filter that keeps these codes too, or no longer; null when it would keep all or none. */
export function toggled(filter: Filter | undefined, codes: readonly number[], all: number): Filter | null {
  const only = new Set(filter && "only" in filter ? filter.only : []);
  const add = !codes.every((code) => only.has(code));
  for (const code of codes) {
    if (add) only.add(code);
    else only.delete(code);
  }
  return only.size === 0 || only.size === all ? null : { only: [...only].sort((a, b) => a - b) };
}

/** Keeps these rows of n. */
export function maskOfRows(rows: Uint32Array, n: number): Mask {
  const mask = new Uint8Array(n);
  for (const row of rows) mask[row] = 1;
  return mask;
}
