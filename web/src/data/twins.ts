// Tokens that read alike: `ball` and `##ball` both read "ball", and only their raw forms tell them apart.

import type { MapData } from "./data.ts";

type Texts = Pick<MapData, "readable">;

interface Known {
  readonly seen: Set<string>;
  readonly doubled: Set<string>;
  /** So many rows were looked at. */
  rows: number;
}

const known = new WeakMap<Texts, Known>();

/** Whether another token reads the same. */
export function hasTwin(data: Texts, row: number): boolean {
  learnTwins(data, Infinity);
  return known.get(data)?.doubled.has(data.readable[row]) ?? false;
}

/** The text that tells a token from all others: as it reads, or its raw form where another reads the same. */
export function distinctOf(data: Texts & { readonly raw: readonly string[] }, row: number): string {
  return (hasTwin(data, row) ? data.raw : data.readable)[row];
}

/** Look at the next so many tokens, before they are asked for; true when all were. */
export function learnTwins(data: Texts, rows: number): boolean {
  const { readable } = data;
  const so: Known = known.get(data) ?? { seen: new Set(), doubled: new Set(), rows: 0 };
  known.set(data, so);
  const end = Math.min(readable.length, so.rows + rows);
  for (; so.rows < end; so.rows++) {
    const text = readable[so.rows];
    if (so.seen.has(text)) so.doubled.add(text);
    else so.seen.add(text);
  }
  if (end === readable.length) so.seen.clear();
  return end === readable.length;
}
