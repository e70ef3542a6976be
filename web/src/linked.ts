// Two maps of the same tokens as one: what is pointed at, selected, searched or colored in one is so in the other.

import type { Handle } from "./mount.ts";
import type { View } from "./camera.ts";
import type { State } from "./store.ts";

/** What both maps share; matches and masks follow from the query by themselves. */
const SHARED = ["hover", "selected", "query", "picked", "mode", "theme", "locale"] as const;

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
  const follow = (from: Handle, to: Handle): (() => void)[] => [
    from.on("state", (state) => quietly(() => to.set(sharedOf(state, to)))),
    from.on("view", (view) => {
      if (together()) quietly(() => to.look(sameView(view, from, to)));
    }),
  ];
  const stops = [...follow(a, b), ...follow(b, a)];
  return () => stops.forEach((stop) => stop());
}

function sharedOf(state: State, to: Handle): Partial<State> {
  const shared = Object.fromEntries(SHARED.map((key) => [key, state[key]])) as Partial<State>;
  const known = to.data.columns.some(({ name }) => name === state.colorBy);
  return known ? { ...shared, colorBy: state.colorBy } : shared;
}

/** The same place at the same magnification: views are in each map's own steps, map coordinates are common. */
function sameView(view: View, from: Handle, to: Handle): View {
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
