// What names a row outside of the page, and back: its token, its id.

import type { MapData } from "./data.ts";

type Known = Pick<MapData, "ids" | "raw" | "readable">;

/** What a tour names a row by: its token, or of a second row with the same token its id. */
export function spellerOf({ ids, raw }: Known): (row: number) => string | number {
  const first = new Map<string, number>();
  raw.forEach((token, row) => {
    if (!first.has(token)) first.set(token, row);
  });
  return (row) => (first.get(raw[row]) === row ? raw[row] : ids[row]);
}

/** The row that is named so: by id, as its token is spelled, or else as it reads; -1: none is. */
export function finderOf({ ids, raw, readable }: Known): (named: string | number) => number {
  const [texts, numbers] = [new Map<string, number>(), new Map<number, number>()];
  for (const spelled of [raw, readable]) {
    spelled.forEach((text, row) => {
      if (!texts.has(text)) texts.set(text, row);
    });
  }
  ids.forEach((id, row) => {
    if (!numbers.has(id)) numbers.set(id, row);
  });
  return (named) => (typeof named === "string" ? texts.get(named) : numbers.get(named)) ?? -1;
}

/** Ids of these rows as text: runs of them as `first-last`, with commas between. */
export function idRuns(rows: Uint32Array, ids: Float64Array): string {
  const sorted = Float64Array.from(rows, (row) => ids[row]).sort();
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i];
    let last = first;
    while (++i < sorted.length && sorted[i] <= last + 1) last = sorted[i];
    runs.push(first === last ? String(first) : `${first}-${last}`);
  }
  return runs.join();
}

/** The rows whose ids lie in such runs; null where there are none, or the text is something else. */
export function rowsInRuns(text: string, ids: Float64Array): Uint32Array | null {
  const runs: (readonly [number, number])[] = [];
  for (const run of text.split(",")) {
    const [, first, last = first] = /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(run) ?? [];
    if (first === undefined) return null;
    runs.push([Number(first), Number(last)]);
  }
  runs.sort((one, other) => one[0] - other[0]);
  const rows: number[] = [];
  ids.forEach((id, row) => {
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[middle][0] <= id) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && id <= runs[low - 1][1]) rows.push(row);
  });
  return rows.length > 0 ? Uint32Array.from(rows) : null;
}
