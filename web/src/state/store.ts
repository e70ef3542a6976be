// One small store: what the reader has chosen. Views subscribe to it and draw; nobody else keeps state.

import type { Filters } from "./filters.ts";
import type { Locale } from "../locales/i18n.ts";

/** 1 for each row that a filter keeps, else 0. */
export type Mask = Uint8Array;

export type Tool = "move" | "lasso" | "box";

export interface State {
  /** Column to color by. */
  readonly colorBy: string;
  readonly query: string;
  /** Rows that the search found, best first; null when nothing is searched. */
  readonly matches: Uint32Array | null;
  /** How far a search by pattern has come: it is done beside the page, and not at any cost. */
  readonly pattern: "done" | "running" | "too slow";
  /** Row under the pointer, or -1. */
  readonly hover: number;
  /** Row whose neighbors are shown, or -1. */
  readonly selected: number;
  /** Rows of the lasso or box, or null. */
  readonly picked: Uint32Array | null;
  /** What the legend and the sliders keep, by column. */
  readonly filters: Filters;
  /** What a drag over the map does. */
  readonly tool: Tool;
  /** Filters by name: 1 keeps a row in color, 0 greys it. All of them must keep it. */
  readonly masks: Readonly<Record<string, Mask>>;
  /** What the colors say: the column, or how near each point truly is to the selected one. */
  readonly mode: "column" | "distance";
  readonly theme: "auto" | "light" | "dark";
  readonly locale: Locale;
}

export const INITIAL: State = {
  colorBy: "",
  query: "",
  matches: null,
  pattern: "done",
  hover: -1,
  selected: -1,
  picked: null,
  filters: {},
  tool: "move",
  masks: {},
  mode: "column",
  theme: "auto",
  locale: "en",
};

/** What the reader chose, without what follows from it. */
export const CHOSEN = (Object.keys(INITIAL) as (keyof State)[]).filter((key) => !["matches", "masks", "pattern"].includes(key));

export interface Store<S> {
  readonly state: S;
  /** Change some entries; listeners of those that differ are called once, after all are set. */
  set(change: Partial<S>): void;
  /** Call `listener` whenever one of `keys` changes; returns how to stop. */
  on(keys: readonly (keyof S)[], listener: (state: S) => void): () => void;
}

/** `follow`: what else changes with some entries, told at once with them. */
export function createStore<S extends object>(
  initial: S,
  follow: (next: S, before: S) => Partial<S> = () => ({}),
): Store<S> {
  let state = initial;
  const listeners = new Set<{ keys: readonly (keyof S)[]; call: (state: S) => void }>();
  return {
    get state() {
      return state;
    },
    set(change) {
      const before = state;
      const next = { ...before, ...change };
      const differs = (key: keyof S): boolean => !Object.is(before[key], next[key]);
      if (!(Object.keys(change) as (keyof S)[]).some(differs)) return;
      state = Object.assign(next, follow(next, before));
      const changed = (Object.keys(next) as (keyof S)[]).filter(differs);
      for (const listener of [...listeners]) {
        if (listener.keys.some((key) => changed.includes(key))) listener.call(state);
      }
    },
    on(keys, call) {
      const listener = { keys, call };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Keeps these rows of n. */
export function maskOfRows(rows: Uint32Array, n: number): Mask {
  const mask = new Uint8Array(n);
  for (const row of rows) mask[row] = 1;
  return mask;
}
