// Which tokens are worth a label first: the head of the vocabulary, whole words before their beginnings and pieces, oddities
// last.

import { sortedBy } from "../data/curve.ts";
import type { MapData } from "../data/data.ts";
import { BEGUN_PERCENT, FIRST_IDEOGRAPH, LONE_PERCENT, LONG_PERCENT, LONG_TEXT, SETBACK_PERCENT } from "../rules.ts";
import { own } from "../text/own.ts";
import { isLonger } from "../text/text.ts";
import { areSignsLone, beginnings } from "./beginnings.ts";

const IDEOGRAPHS = String.fromCharCode(FIRST_IDEOGRAPH);

/**
 * Rows, most important first. In whole hundredths of a row, so that figures come to the same order
 * (`lexiscape.pictures.importance`): nothing is rounded, ties stay in their own order.
 */
export function orderOfImportance(data: Pick<MapData, "n" | "columns" | "readable">): Uint32Array {
  const { n } = data;
  const score = new Uint32Array(n); // large enough for nine million tokens, more than a page can hold
  const kind = data.columns.find((column) => column.name === "kind" && column.categories);
  const setback = kind?.categories?.map((name) => own(SETBACK_PERCENT, name) ?? 0);
  const kindOf = (row: number): string => kind?.categories?.[kind.values[row]] ?? "";
  const signsAreLone = kind !== undefined && areSignsLone(data.readable, kindOf);
  const begun = kind ? beginnings(data.readable, kindOf) : new Set<number>();
  for (let i = 0; i < n; i++) {
    const text = data.readable[i];
    let back = (kind && setback?.[kind.values[i]]) ?? 0;
    if (text.length < 2 && (text < IDEOGRAPHS || (signsAreLone && kindOf(i) === "word"))) back += LONE_PERCENT;
    else if (isLonger(text, LONG_TEXT)) back += LONG_PERCENT;
    if (begun.has(i)) back += BEGUN_PERCENT;
    score[i] = 100 * i + n * back;
  }
  // a counting sort by either half: a comparison function would take many times as long
  const byLower = sortedBy(Uint32Array.from(score.keys()), (row) => score[row] & 0xffff);
  return sortedBy(byLower, (row) => score[row] >>> 16);
}

/** The same order, those that are kept before all others. */
export function keptFirst(order: Uint32Array, kept: Uint8Array | null): Uint32Array {
  if (!kept) return order;
  return Uint32Array.from([...order.filter((row) => kept[row] === 1), ...order.filter((row) => kept[row] !== 1)]);
}
