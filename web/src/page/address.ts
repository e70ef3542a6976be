// What is seen, as the fragment of the page's address, and back: a link that opens the same view on any screen.

import type { View } from "../camera/camera.ts";
import { PLACE } from "../colors/place.ts";
import type { MapData } from "../data/data.ts";
import { idRuns, rowsInRuns } from "../data/rows.ts";
import { TOUR_NAME, TOUR_NOTE, TOUR_STOPS } from "../rules.ts";
import { MOST_PINS } from "../state/pins.ts";
import { type Choice, type Filters, type State, type Stop, TEXT_SIZES, type Words } from "../state/state.ts";
import { FIRST_CHOICE, placeOf, stopAt, wholeMap } from "../state/tour.ts";
import { own } from "../text/own.ts";

/** What an address can say; what it does not say stays as it is at the beginning. */
export type Place = Choice & Pick<State, "outlined" | "pins" | "textSize" | "stops"> & { readonly view: View };

type Known = Pick<MapData, "n" | "ids" | "columns" | "origin" | "step" | "width" | "height">;

/** Letters that a selection, and all stops together, have in an address: longer ones are not in it. */
const [MOST_PICKED, MOST_TOUR] = [4_000, 30_000];

/** `#at=x,y,zoom&color=…&find=…&token=…`: map coordinates and token ids, which outlive the page. */
export function toFragment(place: Place, data: Known, home: View, first: Place): string {
  const { view } = place;
  const said = new URLSearchParams();
  const zoom = view.scale / home.scale;
  const near = (a: number, b: number): boolean => Math.abs(a - b) * view.scale < 0.5;
  if (!near(view.x, home.x) || !near(view.y, home.y) || Math.abs(zoom - 1) > 1e-3) {
    said.set("at", placeOf({ x: view.x, y: view.y, zoom }, data).join());
  }
  say(said, place, data, first);
  if (place.pins.length > 0) said.set("pins", place.pins.map((row) => data.ids[row]).join());
  if (place.outlined) said.set("outlines", "1");
  if (place.textSize !== first.textSize) said.set("text", String(place.textSize));
  // those that the page carries are not said
  if (place.stops !== first.stops && place.stops.length + first.stops.length > 0) {
    const stops = place.stops.length > 0 ? stopTexts(place.stops, data) : [""];
    for (const stop of stops ?? []) said.append("stop", stop);
  }
  const text = plain(said);
  return text && `#${text}`;
}

/** Whether an address can say these stops: not more than a few pages of text. */
export function holds(stops: readonly Stop[], data: Known): boolean {
  return stopTexts(stops, data) !== null;
}

function stopTexts(stops: readonly Stop[], data: Known): string[] | null {
  const texts = stops.map((stop) => stopText(stop, data));
  return texts.join("").length <= MOST_TOUR ? texts : null;
}

const plain = (said: URLSearchParams): string => said.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");

function say(said: URLSearchParams, choice: Choice, data: Known, first: Choice): void {
  if (choice.colorBy !== first.colorBy) said.set("color", choice.colorBy);
  if (choice.query) said.set("find", choice.query);
  if (choice.selected >= 0) said.set("token", String(data.ids[choice.selected]));
  if (choice.mode === "distance") said.set("true", "1");
  for (const { name, categories } of data.columns) {
    const filter = own(choice.filters, name);
    if (!filter) continue;
    if ("only" in filter) for (const code of filter.only) said.append(`only.${name}`, categories?.[code] ?? "");
    else said.set(`range.${name}`, `${filter.low},${filter.high}`);
  }
  const picked = choice.picked ? idRuns(choice.picked, data.ids) : "";
  if (picked !== "" && picked.length <= MOST_PICKED) said.set("picked", picked);
}

/** Read a fragment; whatever in it is not understood is left out. */
export function fromFragment(fragment: string, data: Known, home: View, first: Place): Place {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const stops = said.getAll("stop").slice(0, TOUR_STOPS);
  return {
    view: viewOf(said.get("at"), data, home),
    ...heard(said, data, first),
    pins: pinsOf(said, data),
    outlined: said.get("outlines") === "1",
    stops: said.has("stop") ? stops.flatMap((text) => stopOf(text, data) ?? []) : first.stops,
    textSize: TEXT_SIZES.find((size) => String(size) === said.get("text")) ?? first.textSize,
  };
}

const rowOf = (id: string | null, data: Known): number =>
  id === null || id === "" ? -1 : data.ids.indexOf(Number(id));

function pinsOf(said: URLSearchParams, data: Known): readonly number[] {
  const rows = (said.get("pins") ?? "").split(",").map((id) => rowOf(id, data));
  return [...new Set(rows)].filter((row) => row >= 0).slice(0, MOST_PINS);
}

function heard(said: URLSearchParams, data: Known, first: Choice): Choice {
  const color = said.get("color");
  const id = said.get("token");
  const selected = rowOf(id, data);
  return {
    colorBy: color === PLACE || data.columns.some(({ name }) => name === color) ? color! : first.colorBy,
    query: said.get("find") ?? "",
    selected,
    mode: selected >= 0 && said.get("true") === "1" ? "distance" : "column",
    filters: filtersOf(said, data),
    picked: said.has("picked") ? rowsInRuns(said.get("picked")!, data.ids) : null,
  };
}

function viewOf(text: string | null, data: Known, home: View): View {
  const stop = viewIn(text ?? "", data);
  return stop ? { x: stop.x, y: stop.y, scale: home.scale * stop.zoom } : home;
}

const viewIn = (text: string, data: Known): Stop | null => stopAt(text.split(",").map(Number), data);

/** What the name and the note of a stop begin with where they are for one language, whose code follows. */
const WORDS = ["name", "note"] as const;

/** `x,y,zoom`, or `home`; behind a semicolon what it shows and says, as an address has it. */
function stopText(stop: Stop, data: Known): string {
  const said = new URLSearchParams();
  say(said, { ...FIRST_CHOICE, ...stop.chosen }, data, FIRST_CHOICE);
  for (const field of WORDS) {
    const words = stop[field];
    if (typeof words === "string") said.set(field, words);
    else for (const [language, text] of Object.entries(words ?? {})) said.set(`${field}.${language}`, text);
  }
  const place = stop.isHome ? "home" : placeOf(stop, data).join();
  const text = plain(said);
  return text ? `${place};${text}` : place;
}

function stopOf(text: string, data: Known): Stop | null {
  const [place, ...rest] = text.split(";");
  const stop = place === "home" ? wholeMap(data) : viewIn(place, data);
  if (!stop || rest.length === 0) return stop;
  const said = new URLSearchParams(rest.join(";"));
  const [name, note] = WORDS.map((field) => wordsOf(said, field, field === "name" ? TOUR_NAME : TOUR_NOTE));
  return { ...stop, name, note, chosen: heard(said, data, FIRST_CHOICE) };
}

function wordsOf(said: URLSearchParams, field: string, most: number): Words | undefined {
  const all = [...said]
    .filter(([name]) => name.startsWith(`${field}.`))
    .map(([name, text]) => [name.slice(field.length + 1), text.slice(0, most)] as const);
  return all.length > 0 ? Object.fromEntries(all) : said.get(field)?.slice(0, most);
}

function filtersOf(said: URLSearchParams, { columns }: Known): Filters {
  const filters: [string, Filters[string]][] = [];
  for (const { name, categories } of columns) {
    if (categories) {
      const only = said.getAll(`only.${name}`).map((category) => categories.indexOf(category));
      const known = [...new Set(only)].filter((code) => code >= 0).sort((a, b) => a - b);
      if (known.length > 0) filters.push([name, { only: known }]);
    } else {
      const [low, high] = (said.get(`range.${name}`) ?? "")
        .split(",")
        .map((part) => (part === "" ? NaN : Number(part)));
      if (low <= high) filters.push([name, { low, high }]);
    }
  }
  return Object.fromEntries(filters);
}
