// What follows from a choice: the rows that a search finds, and which rows the search, the filters and a selection keep.

import type { Column } from "../data/data.ts";
import type { Search } from "../data/search.ts";
import { own } from "../text/own.ts";
import { maskOf, maskOfRows } from "./filters.ts";
import type { Mask, State } from "./state.ts";

/** For the store: matches and masks change together with what they come from, so that all is drawn once. */
export function consequences(
  { n, columns }: { readonly n: number; readonly columns: readonly Column[] },
  search: Search,
): (next: State, before: State) => Partial<State> {
  return (next, before) => {
    const asked = next.query === before.query ? null : search(next.query);
    const nothing = asked && (asked.error !== null || asked.pattern || next.query.trim() === "");
    const matches = asked ? (nothing ? null : asked.rows) : next.matches;
    const pattern = asked ? (asked.pattern ? "running" : "done") : next.pattern;
    const masks: Record<string, Mask | null> = {};
    // a search that finds nothing greys nothing
    if (matches !== before.matches) masks.search = matches?.length ? maskOfRows(matches, n) : null;
    if (next.filters !== before.filters) masks.filters = maskOf(columns, next.filters);
    if (next.picked !== before.picked) masks.picked = next.picked && maskOfRows(next.picked, n);
    const mode = next.selected < 0 && before.selected >= 0 ? "column" : next.mode; // its switch is gone
    const road = next.road?.includes(next.selected) ? next.road : null; // it is left with its last stop
    const gone = next.selected !== before.selected || (next.landed && next.query === before.query);
    const landed = next.selected >= 0 && gone;
    return { matches, pattern, mode, road, landed, masks: withMasks(next.masks, masks) };
  };
}

/** The same object when nothing differs. */
function withMasks(masks: State["masks"], changes: Readonly<Record<string, Mask | null>>): State["masks"] {
  const differs = Object.entries(changes).some(([name, mask]) => (own(masks, name) ?? null) !== mask);
  if (!differs) return masks;
  const all = Object.entries({ ...masks, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, Mask] => entry[1] !== null));
}
