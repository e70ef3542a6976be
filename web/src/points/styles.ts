// The style of every point: color and part in the picture. What did not change since the last time is not done again.

import { paint, paintPlain, scaleOf } from "../colors/color.ts";
import { nearnessCenter, paintNearness } from "../colors/nearness.ts";
import { PLACE, paintPlace } from "../colors/place.ts";
import type { Theme } from "../colors/theme.ts";
import type { Column, MapData } from "../data/data.ts";
import { onlyOf } from "../state/filters.ts";
import type { Mask, State } from "../state/state.ts";
import { grey, masksOf, raise, sameMasks } from "./emphasis.ts";

export interface Styles {
  /** RGB and part (DIM, PLAIN, STRONG) of every row, overwritten by the next call. */
  of(state: State, theme: Theme): Uint8Array;
}

/** What colors the points. */
type Painted = Column | typeof PLACE | undefined;

export function createStyles(data: MapData): Styles {
  const styles = new Uint8Array(4 * data.n);
  /** The colors of a column; and the same, greyed where a filter leaves rows out: a selection changes neither. */
  const colors = new Uint8Array(4 * data.n);
  const plain = new Uint8Array(4 * data.n);
  let colored: { readonly column: Painted; readonly theme: Theme; readonly only: readonly number[] } | null = null;
  let masked: readonly Mask[] | null = null;

  const paintColumn = (column: Painted, theme: Theme, only: readonly number[]): void => {
    if (colored && colored.column === column && colored.theme === theme && colored.only === only) return;
    if (column === PLACE) paintPlace(data, theme, colors);
    else if (column) paint(scaleOf(column, theme, only), colors);
    else paintPlain(theme, colors);
    colored = { column, theme, only };
    masked = null;
  };
  return {
    of(state, theme) {
      const center = nearnessCenter(state);
      if (center >= 0) {
        paintNearness(data, center, theme, styles);
        grey(masksOf(state), theme.dim, styles);
      } else {
        const column = state.colorBy === PLACE ? PLACE : data.columns.find(({ name }) => name === state.colorBy);
        paintColumn(column, theme, onlyOf(state.filters, state.colorBy));
        const masks = masksOf(state);
        if (!masked || !sameMasks(masked, masks)) {
          plain.set(colors);
          grey(masks, theme.dim, plain);
          masked = masks;
        }
        styles.set(plain);
      }
      raise(state, styles);
      return styles;
    },
  };
}
