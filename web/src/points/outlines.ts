// Where most tokens are of one category: rings in the world, for the categories that have a color.

import { slotsAmong } from "../colors/categories.ts";
import type { Column, MapData } from "../data/data.ts";
import { onlyOf } from "../state/filters.ts";
import type { State } from "../state/state.ts";
import { densityOf, sharesOf } from "./density.ts";
import { type Ring, ringsOf } from "./ground.ts";

export interface Outline {
  /** The category's code. */
  readonly code: number;
  readonly rings: readonly Ring[];
}

/** A place is a category's where at least this share of the tokens around it are of it. */
const MOST = 0.5;

/** What outlines follow from. */
type Wanted = Pick<State, "colorBy" | "filters" | "mode" | "outlined">;

/** Outlines as they are wanted now; what was found of a column is kept. */
export function createOutlines(data: MapData): (state: Wanted) => readonly Outline[] {
  const known = new WeakMap<Column, Map<number, Outline>>();
  const shareOf = sharesOf(data, densityOf(data));
  return ({ colorBy, filters, mode, outlined }) => {
    const column = data.columns.find(({ name }) => name === colorBy);
    if (!outlined || mode === "distance" || !column?.categories) return [];
    const only = onlyOf(filters, column.name);
    const found = known.get(column) ?? new Map<number, Outline>();
    known.set(column, found);
    const outlineOf = (code: number): Outline => {
      const share = shareOf((row) => column.values[row] === code);
      return { code, rings: ringsOf(share, [MOST])[0] };
    };
    return slotsAmong(column, only)
      .flatMap((slot, code) => (slot >= 0 && (only.length === 0 || only.includes(code)) ? [code] : []))
      .map((code) => {
        const outline = found.get(code) ?? outlineOf(code);
        found.set(code, outline);
        return outline;
      });
  };
}
