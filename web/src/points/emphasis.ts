// Which points stand out and which are greyed: by the search and by every filter that is set.

import { nearnessCenter } from "../colors/nearness.ts";
import type { Mask, State } from "../state/state.ts";
import { DIM, PLAIN, STRONG } from "./points.ts";

/**
 * The filters that grey points now. A search greys nothing once one of its tokens was gone to: there one reads what it
 * lies among; nor any of what true nearness tells.
 */
export function masksOf(state: State): readonly Mask[] {
  const { search, ...others } = state.masks;
  return Object.values(state.landed || nearnessCenter(state) >= 0 ? others : state.masks);
}

/** Whether both grey the same. */
export function sameMasks(one: readonly Mask[], other: readonly Mask[]): boolean {
  return one.length === other.length && one.every((mask, i) => mask === other[i]);
}

/** A function that says whether every filter keeps a row in color. */
export function keeper(state: State): (row: number) => boolean {
  const masks = masksOf(state);
  return (row) => masks.every((mask) => mask[row] === 1);
}

/** Write each row's part, PLAIN or DIM, into the fourth byte of its style; greyed rows lose their color. */
export function grey(masks: readonly Mask[], dim: readonly [number, number, number], styles: Uint8Array): void {
  const [r, g, b] = dim;
  if (masks.length === 0) {
    for (let at = 3; at < styles.length; at += 4) styles[at] = PLAIN;
    return;
  }
  for (let i = 0, at = 0; at < styles.length; i++, at += 4) {
    let kept = 1;
    for (const mask of masks) kept &= mask[i];
    styles[at + 3] = kept ? PLAIN : DIM;
    if (kept) continue;
    styles[at] = r;
    styles[at + 1] = g;
    styles[at + 2] = b;
  }
}

/** Make what was found and what is selected STRONG, where it is not greyed. */
export function raise({ matches, selected }: Pick<State, "matches" | "selected">, styles: Uint8Array): void {
  const strong = (row: number): void => {
    if (row >= 0 && styles[4 * row + 3] !== DIM) styles[4 * row + 3] = STRONG;
  };
  matches?.forEach(strong);
  strong(selected);
}
