// Which tokens are worth a label first: the head of the vocabulary, whole words before pieces, oddities last.

import type { MapData } from "../data/data.ts";

/** How far down the list each kind of token is put, in vocabulary lengths. Kinds: `lexiscape.text.KINDS`. */
const SETBACK: Readonly<Record<string, number>> = {
  number: 0.05,
  continuation: 0.3,
  punctuation: 0.4,
  whitespace: 1.5,
  byte: 2,
  control: 2,
  extra: 2.5,
  special: 1.2,
  unused: 3,
};

/** Rows, most important first. */
export function orderOfImportance(data: MapData): Uint32Array {
  const { n } = data;
  const score = new Float32Array(n);
  const kind = data.columns.find((column) => column.name === "kind" && column.categories);
  const setback = kind?.categories?.map((name) => (SETBACK[name] ?? 0) * n);
  for (let i = 0; i < n; i++) {
    score[i] = i;
    if (kind && setback) score[i] += setback[kind.values[i]] ?? 0;
    const text = data.readable[i];
    if (text.length < 2 && text < "\u2e80") score[i] += 0.2 * n; // a letter or sign says little on its own, a kanji or kana may be a word
    else if (text.length > 24) score[i] += 0.5 * n;
  }
  // one sort of plain numbers, the row in the lower bits: a comparison function would take three times as long
  const keys = Float64Array.from(score, (value, i) => Math.round(value) * 2 ** 24 + i).sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 24);
}

/** The same order, those that are kept before all others. */
export function keptFirst(order: Uint32Array, kept: (row: number) => boolean): Uint32Array {
  return Uint32Array.from([...order.filter(kept), ...order.filter((row) => !kept(row))]);
}
