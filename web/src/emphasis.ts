// Which points stand out and which are greyed: by the search and by every filter that is set.

import type { MapData } from "./data.ts";
import { DIM, PLAIN, STRONG } from "./points.ts";
import type { State } from "./store.ts";

/** Whether every filter keeps this row in color. */
export function keeps(state: State, row: number): boolean {
  for (const mask of Object.values(state.masks)) if (!mask[row]) return false;
  return true;
}

/** Write each row's part (DIM, PLAIN, STRONG) into the fourth byte of its style; greyed rows lose their color. */
export function emphasize(state: State, data: MapData, dim: readonly [number, number, number], styles: Uint8Array): void {
  const masks = Object.values(state.masks);
  for (let i = 0; i < data.n; i++) {
    let kept = true;
    for (const mask of masks) if (!mask[i]) kept = false;
    styles[4 * i + 3] = kept ? PLAIN : DIM;
    if (!kept) styles.set(dim, 4 * i);
  }
  const strong = (row: number): void => {
    if (row >= 0 && styles[4 * row + 3] !== DIM) styles[4 * row + 3] = STRONG;
  };
  state.matches?.forEach(strong);
  strong(state.selected);
}
