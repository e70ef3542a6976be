// A tour as a file and a page carry it, and the stops that it is here. The format is that of src/lexiscape/tours, which
// checks files; a page may have been changed since, so that what it carries is checked again.

import { crc32 } from "../data/crc.ts";
import type { MapData } from "../data/data.ts";
import { finderOf, spellerOf } from "../data/rows.ts";
import {
  BY_PLACE,
  TOUR_FORMAT,
  TOUR_NAME,
  TOUR_NOTE,
  TOUR_QUERY,
  TOUR_STOPS,
  TOUR_TOKENS,
  TOUR_VERSION,
  TOUR_ZOOM,
} from "../rules.ts";
import { significant } from "../text/numbers.ts";
import { type Fields, fieldsOf, own } from "../text/own.ts";
import { isLonger, visible } from "../text/text.ts";
import { heardFilter, toldFilters } from "./filters.ts";
import type { Choice, Filter, Filters, Stop, Words } from "./state.ts";

export type Known = Omit<MapData, "k" | "metric" | "neighbors" | "distances" | "meta">;

/** What a stop shows that says nothing else. */
export const FIRST_CHOICE: Choice = {
  colorBy: BY_PLACE,
  query: "",
  selected: -1,
  picked: null,
  filters: {},
  mode: "column",
};

/** What a page carries as its tour is none; the message says why. */
export class DamagedTour extends Error {}

/** In the reader's language, else in English, else in the first there is. */
export function wordsIn(words: Words | undefined, locale: string): string {
  if (words === undefined || typeof words === "string") return words ?? "";
  return own(words, locale) ?? own(words, "en") ?? Object.values(words)[0] ?? "";
}

/** The same on one line, as it is read out: white space is one space, and what could hide or turn text is spelled out. */
export function toldIn(words: Words | undefined, locale: string): string {
  const line = wordsIn(words, locale).replace(/\s+/g, " ").trim();
  return line && visible(line);
}

/** The same words with those of one language replaced; words that are the same in all languages become those. */
export function reworded(words: Words | undefined, locale: string, text: string): Words | undefined {
  if (words === undefined || typeof words === "string") return text || undefined;
  const others = Object.entries(words).filter(([language]) => language !== locale);
  const all = Object.fromEntries(text === "" ? others : [...others, [locale, text]]);
  return Object.keys(all).length > 0 ? all : undefined;
}

/** The stop that shows the whole map. */
export function wholeMap({ width, height }: Pick<Known, "width" | "height">): Stop {
  return { x: width / 2, y: height / 2, zoom: 1, isHome: true };
}

/** A place of the map and a zoom as numbers that outlive the page. */
export function placeOf(
  { x, y, zoom }: Stop,
  { origin, step, height }: Pick<Known, "origin" | "step" | "height">,
): number[] {
  return [origin[0] + step * x, origin[1] + step * (height - y), zoom].map((value) => significant(value, 7));
}

/** And back; null where they are none. */
export function stopAt(numbers: readonly unknown[], data: Pick<Known, "origin" | "step" | "height">): Stop | null {
  const [x, y, zoom] = numbers as number[];
  if (numbers.length !== 3 || !numbers.every((value) => Number.isFinite(value)) || !(zoom > 0)) return null;
  const { origin, step, height } = data;
  return { x: (x - origin[0]) / step, y: height - (y - origin[1]) / step, zoom: Math.min(zoom, TOUR_ZOOM) };
}

/** What no map of other tokens or places has; `fingerprint` of src/lexiscape/tours/tour.py. */
export function fingerprintOf({ grid, ids }: Pick<Known, "grid" | "ids">): number {
  const bytes = ({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Uint8Array =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return crc32(bytes(ids), crc32(bytes(grid)));
}

/** Whether a stop shows more than a file may hold of it: that is left out. */
export function isLarge({ chosen }: Stop): boolean {
  return (chosen?.picked?.length ?? 0) > TOUR_TOKENS || isLonger(chosen?.query ?? "", TOUR_QUERY);
}

/** A tour.json of these stops: in ASCII, so that it is the same in every encoding. */
export function writeTour(stops: readonly Stop[], data: Known): string {
  const spell = spellerOf(data);
  const tour = {
    format: TOUR_FORMAT,
    version: TOUR_VERSION,
    map: { name: data.name, tokens: data.n, crc32: fingerprintOf(data) },
    stops: stops.map((stop) => {
      const { colorBy, query, selected, picked, filters, mode } = { ...FIRST_CHOICE, ...stop.chosen };
      return {
        name: stop.name,
        note: stop.note,
        at: stop.isHome ? undefined : placeOf(stop, data),
        color: colorBy === BY_PLACE ? undefined : colorBy,
        find: query && !isLonger(query, TOUR_QUERY) ? query : undefined,
        filters: Object.keys(filters).length > 0 ? toldFilters(filters, data.columns) : undefined,
        token: selected < 0 ? undefined : spell(selected),
        picked: picked && picked.length <= TOUR_TOKENS ? Array.from(picked, spell) : undefined,
        nearness: mode === "distance" || undefined,
      };
    }),
  };
  const text = JSON.stringify(tour, null, 1);
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The stops of a tour.json; throws DamagedTour. */
export function readTour(text: string, data: Known): readonly Stop[] {
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch {
    throw new DamagedTour("it is no JSON");
  }
  const { format, version, map, stops } = fieldsOf(held);
  if (format !== TOUR_FORMAT || version !== TOUR_VERSION) throw new DamagedTour("it is of another format");
  if (!Array.isArray(stops) || stops.length < 1 || stops.length > TOUR_STOPS) {
    throw new DamagedTour(`a tour has 1 to ${TOUR_STOPS} stops`);
  }
  const { crc32: made } = fieldsOf(map);
  if (made !== undefined && made !== fingerprintOf(data)) throw new DamagedTour("it is another map's");
  return stopsIn(stops, data);
}

/** The stops that a tour holds; throws DamagedTour. */
export function stopsIn(stops: readonly unknown[], data: Known, find: Find = finderOf(data)): readonly Stop[] {
  return stops.map((stop, i) => {
    try {
      return stopIn(fieldsOf(stop), data, find);
    } catch (error) {
      if (error instanceof DamagedTour) throw new DamagedTour(`${i + 1}: ${error.message}`);
      throw error;
    }
  });
}

/** The row of a token that a tour names; -1: there is none. */
export type Find = (named: string | number) => number;

function stopIn(said: Fields, data: Known, find: Find): Stop {
  const {
    at = null,
    color = BY_PLACE,
    find: query = "",
    filters = {},
    token = null,
    picked = null,
    nearness = false,
  } = said;
  const stop = at === null ? wholeMap(data) : stopAt(Array.isArray(at) ? at : [], data);
  if (!stop) throw new DamagedTour("at");
  if (typeof query !== "string" || isLonger(query, TOUR_QUERY)) throw new DamagedTour("find");
  if (color !== BY_PLACE && !data.columns.some(({ name }) => name === color)) throw new DamagedTour("color");
  const row = (named: unknown): number => {
    const found = typeof named === "string" || typeof named === "number" ? find(named) : -1;
    if (found < 0) throw new DamagedTour("token");
    return found;
  };
  if (picked !== null && (!Array.isArray(picked) || picked.length > TOUR_TOKENS)) throw new DamagedTour("picked");
  const chosen: Choice = {
    colorBy: color as string,
    query,
    selected: token === null ? -1 : row(token),
    picked: picked === null ? null : Uint32Array.from(picked, row).sort(),
    filters: filtersIn(fieldsOf(filters), data),
    mode: nearness === true && token !== null ? "distance" : "column",
  };
  return { ...stop, name: wordsOf(said.name, TOUR_NAME), note: wordsOf(said.note, TOUR_NOTE), chosen };
}

function wordsOf(said: unknown, most: number): Words | undefined {
  if (said === undefined || said === null) return undefined;
  const texts = typeof said === "string" ? [said] : Object.values(fieldsOf(said));
  if (!texts.every((text) => typeof text === "string" && !isLonger(text, most))) throw new DamagedTour("name, note");
  return said as Words;
}

function filtersIn(said: Fields, { columns }: Known): Filters {
  const entries = Object.entries(said).map(([name, kept]): [string, Filter] => {
    const column = columns.find((one) => one.name === name);
    if (!column || !Array.isArray(kept)) throw new DamagedTour("filters");
    const filter = heardFilter(column, kept);
    const fits = "only" in filter ? filter.only.length > 0 && filter.only[0] >= 0 : filter.low <= filter.high;
    if (!fits || (!column.categories && kept.length !== 2)) throw new DamagedTour("filters");
    return [name, filter];
  });
  return Object.fromEntries(entries);
}
