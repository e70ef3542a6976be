// All there is to know of what the reader does: what was chosen, and what follows from that.

import type { Locale } from "../locales/i18n.ts";

/** 1 for each row that a filter keeps, else 0. */
export type Mask = Uint8Array;

export type Tool = "move" | "lasso" | "box";

/** Categories, by code, or numbers from `low` to `high`, both included; a row without a number is in no range. */
export type Filter = { readonly only: readonly number[] } | { readonly low: number; readonly high: number };

/** By the column's name. */
export type Filters = Readonly<Record<string, Filter>>;

/** A text for people, or one for each language, by its code. */
export type Words = string | Readonly<Record<string, string>>;

/** A view that a tour stops at: the world's place in the middle, and the scale in parts of the whole map's. */
export interface Stop {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** The whole map, wherever the panels leave it. */
  readonly isHome?: boolean;
  readonly name?: Words | undefined;
  /** A sentence or two: plain text. */
  readonly note?: Words | undefined;
  /** What is shown there; none: the first choice. */
  readonly chosen?: Choice;
}

/** Where a token came from, in the world: a line to where it lies now. */
export interface Trail {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

/** What the reader has chosen. */
export interface Chosen {
  /** Column to color by. */
  readonly colorBy: string;
  readonly query: string;
  /** Row under the pointer, or -1. */
  readonly hover: number;
  /** Row whose neighbors are shown, or -1. */
  readonly selected: number;
  /** Rows of the lasso or box, or null. */
  readonly picked: Uint32Array | null;
  /** Rows that are compared, in the order in which they were pinned. */
  readonly pins: readonly number[];
  /** Rows on the way from one token to another, from end to end; null where none is shown. */
  readonly road: Uint32Array | null;
  /** Tokens that came from elsewhere; null where none are shown. */
  readonly trails: readonly Trail[] | null;
  /** What the legend and the sliders keep, by column. */
  readonly filters: Filters;
  /** Whether a line runs around where most tokens are of one category of the column. */
  readonly outlined: boolean;
  /** What a drag over the map does. */
  readonly tool: Tool;
  /** Of what is written on the map, in parts of its first size: one of TEXT_SIZES. */
  readonly textSize: number;
  /** The map alone, its text larger, for a screen that many look at. */
  readonly presenting: boolean;
  /** Those of the tour, in its order; none: a presentation goes around the largest places. */
  readonly stops: readonly Stop[];
  /** Which of them was gone to last, or -1. */
  readonly stop: number;
  /** What the colors say: the column, or how near each point truly is to the selected one. */
  readonly mode: "column" | "distance";
  readonly theme: "auto" | "light" | "dark";
  readonly locale: Locale;
}

/** What a stop shows. */
export type Choice = Pick<Chosen, "colorBy" | "query" | "selected" | "picked" | "filters" | "mode">;

/** What follows from it: `consequences.ts`, and for patterns, which are tried beside the page, their search. */
export interface Derived {
  /** Rows that the search found, best first; null when nothing is searched. */
  readonly matches: Uint32Array | null;
  /** How far a search by pattern has come: it is done beside the page, and not at any cost. */
  readonly pattern: "done" | "running" | "too slow";
  /** The selected token was gone to since the search was typed: around it the search greys nothing. */
  readonly landed: boolean;
  /** How often a column was put in the place of another that looks the same. */
  readonly columns: number;
  /** Filters by name: 1 keeps a row in color, 0 greys it. All of them must keep it. */
  readonly masks: Readonly<Record<string, Mask>>;
}

export interface State extends Chosen, Derived {}

/** The sizes of text that are offered, one after the other. */
export const TEXT_SIZES = [1, 1.25, 1.5, 2] as const;
/** So much larger is the text of a presentation. */
const PRESENTED = 1.5;

/** How much larger than at first is what is written on the map. */
export const enlargement = ({ textSize, presenting }: Pick<Chosen, "textSize" | "presenting">): number =>
  textSize * (presenting ? PRESENTED : 1);

/** The size after this one, and after the largest the first. */
export const nextTextSize = (size: number): number => TEXT_SIZES.find((next) => next > size) ?? TEXT_SIZES[0];

const NOTHING_CHOSEN: Chosen = {
  colorBy: "",
  query: "",
  hover: -1,
  selected: -1,
  picked: null,
  pins: [],
  road: null,
  trails: null,
  filters: {},
  outlined: false,
  tool: "move",
  textSize: 1,
  presenting: false,
  stops: [],
  stop: -1,
  mode: "column",
  theme: "auto",
  locale: "en",
};

export const INITIAL: State = {
  ...NOTHING_CHOSEN,
  matches: null,
  pattern: "done",
  landed: false,
  columns: 0,
  masks: {},
};

/** What the reader chose, without what follows from it. */
export const CHOSEN = Object.keys(NOTHING_CHOSEN) as (keyof Chosen)[];
