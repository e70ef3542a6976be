// What the legend is made of.

import type { Filters } from "../../state/state.ts";

/** A part of the legend that follows the filters without being built again, so that it keeps the focus. */
export interface LegendPart {
  readonly element: HTMLElement;
  follow(filters: Filters): void;
}
