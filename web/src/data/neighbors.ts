// A token's true neighbors, and how true those beside it on the map are.

import { RECALL_AT, RECALL_SHARE } from "../rules.ts";
import type { MapData } from "./data.ts";

export interface Neighbor {
  readonly row: number;
  /** 1 for the nearest. */
  readonly rank: number;
  readonly distance: number;
  /** The cosine, for a map of cosine distances; null where there is none. */
  readonly similarity: number | null;
}

export function neighborsOf(data: Pick<MapData, "k" | "metric" | "neighbors" | "distances">, row: number): Neighbor[] {
  return Array.from({ length: data.k }, (_, j) => {
    const distance = data.distances[row * data.k + j];
    return {
      row: data.neighbors[row * data.k + j],
      rank: j + 1,
      distance,
      similarity: data.metric === "cosine" ? 1 - distance : null,
    };
  });
}

/** How many of how many true neighbors the map kept beside a row, by its column `kept`; null where that does not tell. */
export function keptOf(data: Pick<MapData, "n" | "k" | "columns">, row: number): { n: number; k: number } | null {
  const column = data.columns.find(({ name, categories }) => name === "kept" && !categories);
  const k = Math.min(RECALL_AT, Math.max(1, Math.floor(data.n / RECALL_SHARE)), data.k);
  const n = (column?.values[row] ?? NaN) * k;
  return Math.abs(n - Math.round(n)) < 0.01 && n >= 0 && n <= k + 0.01 ? { n: Math.round(n), k } : null;
}
