// Which points stand out and which are greyed: by the search and by every filter that is set.

import type { MapData } from "./data.ts";
import { DIM, PLAIN, STRONG } from "./points.ts";
import { nearnessCenter } from "./nearness.ts";
import type { Mask, State } from "./store.ts";

/** The filters that grey points now: while true nearness is shown, a search greys none of what that tells. */
function masksOf(state: State): readonly Mask[] {
  const { search, ...others } = state.masks;
  return Object.values(nearnessCenter(state) >= 0 ? others : state.masks);
}

/** Whether every filter keeps this row in color. */
export function keeps(state: State, row: number): boolean {
  for (const mask of masksOf(state)) if (!mask[row]) return false;
  return true;
}

/** Write each row's part (DIM, PLAIN, STRONG) into the fourth byte of its style; greyed rows lose their color. */
export function emphasize(state: State, data: MapData, dim: readonly [number, number, number], styles: Uint8Array): void {
  const masks = masksOf(state);
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
