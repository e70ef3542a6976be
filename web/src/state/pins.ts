// Tokens that are kept beside each other, to be compared.

import { MOST_PINS } from "../rules.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

export { MOST_PINS };

/** Pin a row, or pin it no longer; of a full board no other one is taken. */
export function togglePin(store: Store<State>, row: number): void {
  const { pins } = store.state;
  if (pins.includes(row)) store.set({ pins: pins.filter((one) => one !== row) });
  else if (row >= 0 && pins.length < MOST_PINS) store.set({ pins: [...pins, row] });
}
