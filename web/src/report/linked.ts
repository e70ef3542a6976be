// Two maps of the same tokens as one: what is pointed at, selected, searched or colored in one is so in the other.

import type { View } from "../camera/camera.ts";
import { PLACE } from "../colors/place.ts";
import type { MapData } from "../data/data.ts";
import type { Handle } from "../page/handle.ts";
import type { State } from "../state/state.ts";

/** What both maps share; matches and masks follow from the query by themselves. */
const SHARED = [
  "hover",
  "selected",
  "query",
  "picked",
  "pins",
  "filters",
  "outlined",
  "colorBy",
  "mode",
  "tool",
  "textSize",
  "presenting",
  "theme",
  "locale",
] as const;
type Shared = (typeof SHARED)[number];

/** Link two maps whose row i is the same token; `together` says whether they also move together. Returns how to stop. */
export function linkMaps(a: Handle, b: Handle, together: () => boolean): () => void {
  let busy = false; // a change that came from the other map is not sent back
  const quietly = (act: () => void): void => {
    if (busy) return;
    busy = true;
    try {
      act();
    } finally {
      busy = false;
    }
  };
  const follow = (from: Handle, to: Handle): (() => void)[] => {
    let before = from.state;
    return [
      from.on("state", (state) => {
        const changed = SHARED.filter((key) => state[key] !== before[key]);
        before = state;
        if (changed.length > 0) quietly(() => to.set(sharedOf(from, to, changed)));
      }),
      from.on("view", (view) => {
        if (together()) quietly(() => to.look(sameView(view, from, to)));
      }),
    ];
  };
  const stops = [...follow(a, b), ...follow(b, a)];
  return () => stops.forEach((stop) => stop());
}

/** What one map's reader chose, as far as it means the same on the other map. */
export function sharedOf(from: Handle, to: Handle, keys: readonly Shared[] = SHARED): Partial<State> {
  const { state } = from;
  const shared = Object.fromEntries(keys.map((key) => [key, state[key]])) as {
    -readonly [K in keyof State]?: State[K];
  };
  if (state.colorBy !== PLACE && !to.data.columns.some(({ name }) => name === state.colorBy)) delete shared.colorBy;
  if (shared.filters) {
    const common = (name: string): boolean => sameColumn(name, from.data, to.data);
    const kept = Object.entries(to.state.filters).filter(([name]) => !common(name));
    const sent = Object.entries(shared.filters).filter(([name]) => common(name));
    shared.filters = Object.fromEntries([...kept, ...sent]);
  }
  return shared;
}

/** Whether a filter by this column says the same of both maps: categories are known by their place among the others. */
function sameColumn(name: string, a: MapData, b: MapData): boolean {
  const [one, other] = [a, b].map(({ columns }) => columns.find((column) => column.name === name));
  return one !== undefined && other !== undefined && String(one.categories) === String(other.categories);
}

/** The same place at the same magnification: views are in each map's own steps, map coordinates are common. */
export function sameView(view: View, from: Handle, to: Handle): View {
  const [ax, ay] = from.data.origin;
  const [bx, by] = to.data.origin;
  const x = ax + from.data.step * view.x;
  const y = ay + from.data.step * (from.data.height - view.y);
  return {
    x: (x - bx) / to.data.step,
    y: to.data.height - (y - by) / to.data.step,
    scale: (view.scale / from.data.step) * to.data.step,
  };
}
