// A token's true neighbors, and how true those beside it on the map are.

import type { MapData } from "./data.ts";

export interface Neighbor {
  readonly row: number;
  /** 1 for the nearest. */
  readonly rank: number;
  readonly distance: number;
  /** The cosine, for a map of cosine distances; null where there is none. */
  readonly similarity: number | null;
}

export function neighborsOf(data: MapData, row: number): Neighbor[] {
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
