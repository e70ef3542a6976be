// What keys do: one row each. The help card lists the rows in this order.

import type { Context } from "../context.ts";
import { togglePin } from "../state/pins.ts";
import { nextTextSize, type Tool } from "../state/state.ts";
import { pickScreen } from "./select-area.ts";
import { goOn, keepStop, startOver } from "./stops.ts";

export interface Shortcut {
  /** A language's file may translate `help` by this name. */
  readonly name: string;
  /** As `KeyboardEvent.key` has them, letters small; none: the browser itself, or another part, answers to them. */
  readonly keys: readonly string[];
  /** What stands on the keys, in the help card. */
  readonly caps: readonly string[];
  readonly help: string;
  /** Where keys answer: where no text is typed, and no dialog open; the same, in dialogs too; Escape, which dialogs have. */
  readonly where: "map" | "page" | "page but dialogs";
  act(context: Context, key: string): void;
}

/** What an arrow moves the map by, in pixels. */
const STEP = 80;
const ZOOM = 1.6;
/** Enter selects the token nearest to the middle, within this many pixels. */
const REACH = 200;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const TOOLS: Readonly<Record<string, Tool>> = { l: "lasso", b: "box" };

export const SHORTCUTS: readonly Shortcut[] = [
  {
    name: "move",
    keys: Object.keys(ARROWS),
    caps: ["←"],
    help: "move (arrow keys, or drag)",
    where: "map",
    act: (context, key) => {
      const [right, down] = ARROWS[key];
      if (context.store.state.presenting) goOn(context, Math.sign(right + down));
      else context.camera.panBy(right, down);
    },
  },
  {
    name: "zoom",
    keys: ["+", "=", "-"],
    caps: ["+", "−"],
    help: "zoom (or wheel, or pinch)",
    where: "map",
    act: ({ camera }, key) => camera.zoomBy(key === "-" ? 1 / ZOOM : ZOOM),
  },
  {
    name: "wholeMap",
    keys: ["0"],
    caps: ["0"],
    help: "the whole map",
    where: "map",
    act: ({ camera }) => camera.fly(camera.home),
  },
  {
    name: "search",
    keys: ["/"],
    caps: ["/"],
    help: "search: words, or a /pattern/",
    where: "page",
    act: ({ left }) => left.querySelector<HTMLElement>("input.query")?.focus(),
  },
  {
    name: "choose",
    keys: ["Enter"],
    caps: ["Enter"],
    help: "on the map: select the token in the middle; in the search: fly to the next one found",
    where: "map",
    act: ({ camera, picking, select }) => select(picking.at(camera, camera.width / 2, camera.height / 2, [], REACH)),
  },
  {
    name: "walk",
    keys: [],
    caps: ["Tab"],
    help: "from the map to the neighbors and everything else",
    where: "page",
    act: () => undefined,
  },
  {
    name: "outline",
    keys: Object.keys(TOOLS),
    caps: ["L", "B"],
    help: "outline tokens with a lasso or a box (or Shift and drag)",
    where: "map",
    act: ({ store }, key) => store.set({ tool: store.state.tool === TOOLS[key] ? "move" : TOOLS[key] }),
  },
  {
    name: "pickScreen",
    keys: ["s"],
    caps: ["S"],
    help: "select all that is on the screen and in color",
    where: "map",
    act: pickScreen,
  },
  {
    name: "pin",
    keys: ["c"],
    caps: ["C"],
    help: "pin the selected token, to compare its neighbors with those of others; the same again: unpin it",
    where: "map",
    act: ({ store }) => togglePin(store, store.state.selected),
  },
  {
    name: "textSize",
    keys: ["t"],
    caps: ["T"],
    help: "larger text on the map, and back",
    where: "map",
    act: ({ store }) => store.set({ textSize: nextTextSize(store.state.textSize) }),
  },
  {
    name: "present",
    keys: ["p"],
    caps: ["P"],
    help: "present: the map alone, in large text; arrow keys go from place to place, Esc ends it",
    where: "map",
    act: (context) => {
      const { store, surface } = context;
      surface.focus();
      if (!store.state.presenting) startOver(context);
      store.set({ presenting: !store.state.presenting });
    },
  },
  {
    name: "keepStop",
    keys: ["k"],
    caps: ["K"],
    help: "keep this view as a stop of a tour, in the page's address; the same again: keep it no longer",
    where: "map",
    act: keepStop,
  },
  {
    name: "stops",
    keys: ["PageDown", "PageUp"],
    caps: ["PgDn"],
    help: "the next stop: of the tour, else of the largest places, once around the map",
    where: "map",
    act: (context, key) => goOn(context, key === "PageDown" ? 1 : -1),
  },
  {
    name: "tour",
    keys: ["e"],
    caps: ["E"],
    help: "the tour: its stops, what they say, and files of it",
    where: "map",
    act: ({ bar }) => bar.querySelector<HTMLElement>('[data-key="tour"]')?.click(),
  },
  {
    name: "table",
    keys: ["d"],
    caps: ["D"],
    help: "the table of what is kept, in the order of any column",
    where: "map",
    act: ({ bar }) => bar.querySelector<HTMLElement>('[data-key="table"]')?.click(),
  },
  {
    name: "clear",
    keys: ["Escape"],
    caps: ["Esc"],
    help: "clear, step by step",
    where: "page but dialogs",
    act: clearOne,
  },
  {
    name: "help",
    keys: ["?"],
    caps: ["?"],
    help: "this card",
    where: "page",
    act: ({ bar }) => bar.querySelector<HTMLElement>('[data-key="help"]')?.click(),
  },
];

/** Leave a presentation, then a tour; else take back the last thing first: a tool in hand, the selected token, the picked ones, the pins, the search. */
function clearOne({ select, store, surface }: Context): void {
  surface.focus();
  const { picked, pins, presenting, query, selected, stop, tool } = store.state;
  if (presenting) store.set({ presenting: false });
  else if (stop >= 0) store.set({ stop: -1 });
  else if (tool !== "move") store.set({ tool: "move" });
  else if (selected >= 0) select(-1);
  else if (picked) store.set({ picked: null });
  else if (pins.length > 0) store.set({ pins: [] });
  else if (query) store.set({ query: "" });
}
