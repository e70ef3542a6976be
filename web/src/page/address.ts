// What is seen, as the fragment of the page's address, and back: a link that opens the same view on any screen.

import type { View } from "../camera/camera.ts";
import { PLACE } from "../colors/place.ts";
import type { MapData } from "../data/data.ts";
import { MOST_PINS } from "../state/pins.ts";
import { type Filters, type State, type Stop, TEXT_SIZES } from "../state/state.ts";
import { significant } from "../text/numbers.ts";
import { own } from "../text/own.ts";

/** What an address can say; what it does not say stays as it is at the beginning. */
export type Place = Pick<
  State,
  "colorBy" | "query" | "selected" | "pins" | "filters" | "mode" | "textSize" | "stops"
> & {
  readonly view: View;
};

type Known = Pick<MapData, "n" | "ids" | "columns" | "origin" | "step" | "height">;

/** Zoom in an address: 1 is the whole map, whatever the screen. */
const MOST_ZOOM = 1e7;

/** `#at=x,y,zoom&color=…&find=…&token=…`: map coordinates and token ids, which outlive the page. */
export function toFragment(place: Place, data: Known, home: View, first: Place): string {
  const { origin, step, height } = data;
  const { view } = place;
  const said = new URLSearchParams();
  const zoom = view.scale / home.scale;
  const near = (a: number, b: number): boolean => Math.abs(a - b) * view.scale < 0.5;
  const whereIs = (x: number, y: number, times: number): string =>
    [origin[0] + step * x, origin[1] + step * (height - y), times].map((value) => String(significant(value, 7))).join();
  if (!near(view.x, home.x) || !near(view.y, home.y) || Math.abs(zoom - 1) > 1e-3) {
    said.set("at", whereIs(view.x, view.y, zoom));
  }
  if (place.colorBy !== first.colorBy) said.set("color", place.colorBy);
  if (place.query) said.set("find", place.query);
  if (place.selected >= 0) said.set("token", String(data.ids[place.selected]));
  if (place.pins.length > 0) said.set("pins", place.pins.map((row) => data.ids[row]).join());
  if (place.mode === "distance") said.set("true", "1");
  if (place.textSize !== first.textSize) said.set("text", String(place.textSize));
  for (const { name, categories } of data.columns) {
    const filter = own(place.filters, name);
    if (!filter) continue;
    if ("only" in filter) for (const code of filter.only) said.append(`only.${name}`, categories?.[code] ?? "");
    else said.set(`range.${name}`, `${filter.low},${filter.high}`);
  }
  for (const stop of place.stops) said.append("stop", whereIs(stop.x, stop.y, stop.zoom));
  const text = said.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text && `#${text}`;
}

/** Read a fragment; whatever in it is not understood is left out. */
export function fromFragment(fragment: string, data: Known, home: View, first: Place): Place {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const color = said.get("color");
  const id = said.get("token");
  const rowOf = (text: string | null): number => (text === null || text === "" ? -1 : data.ids.indexOf(Number(text)));
  const selected = rowOf(id);
  const pins = (said.get("pins") ?? "").split(",").map(rowOf);
  return {
    view: viewOf(said.get("at"), data, home),
    colorBy: color === PLACE || data.columns.some(({ name }) => name === color) ? color! : first.colorBy,
    query: said.get("find") ?? "",
    selected,
    pins: [...new Set(pins)].filter((row) => row >= 0).slice(0, MOST_PINS),
    mode: selected >= 0 && said.get("true") === "1" ? "distance" : "column",
    filters: filtersOf(said, data),
    stops: said.getAll("stop").flatMap((text) => stopOf(text, data) ?? []),
    textSize: TEXT_SIZES.find((size) => String(size) === said.get("text")) ?? first.textSize,
  };
}

function viewOf(text: string | null, data: Known, home: View): View {
  const stop = stopOf(text ?? "", data);
  return stop ? { x: stop.x, y: stop.y, scale: home.scale * stop.zoom } : home;
}

function stopOf(text: string, { origin, step, height }: Known): Stop | null {
  const numbers = text.split(",").map(Number);
  if (numbers.length !== 3 || !numbers.every(Number.isFinite) || !(numbers[2] > 0)) return null;
  const [x, y, zoom] = numbers;
  return { x: (x - origin[0]) / step, y: height - (y - origin[1]) / step, zoom: Math.min(zoom, MOST_ZOOM) };
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
