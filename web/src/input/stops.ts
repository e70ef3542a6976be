// The stops of a tour: the ones that the page carries, or that were kept; without any, a presentation goes over the whole
// map and its largest named places, once around it.

import { PLACE } from "../colors/place.ts";
import type { Context } from "../context.ts";
import type { PlacedRegion } from "../labels/region-layout.ts";
import { TOUR_STOPS } from "../rules.ts";
import type { Choice, Stop } from "../state/state.ts";
import { FIRST_CHOICE } from "../state/tour.ts";

/** The largest places are too few for a tour where there are fewer. */
const FEWEST = 5;

/** What was saved or came with the page or a file, as it stood then. */
const saved = new WeakMap<Context, readonly Stop[]>();

/** The stops as they stand are kept elsewhere now. */
export function markSaved(context: Context): void {
  saved.set(context, context.store.state.stops);
}

/** How many stops are not kept as they stand, in this place. */
export function countUnsaved(context: Context): number {
  const kept = saved.get(context) ?? [];
  return context.store.state.stops.filter((stop, i) => stop !== kept[i]).length;
}

/** By presentation without stops, where one is: 0 is the whole map. */
const reached = new WeakMap<Context, number>();

/** Named places in the order of their hues: of the coarsest level that has some, else of all. */
export function stopsOf<Place extends Pick<PlacedRegion, "level" | "x" | "y">>(places: readonly Place[]): Place[] {
  const levels = [0, 1, 2].map((level) => places.filter((place) => place.level === level));
  const chosen = levels.find(({ length }) => length >= FEWEST) ?? places;
  const middle = (axis: "x" | "y"): number => chosen.reduce((sum, place) => sum + place[axis], 0) / chosen.length;
  const [x, y] = [middle("x"), middle("y")];
  const turn = (place: Place): number => Math.atan2(place.y - y, place.x - x);
  return [...chosen].sort((one, other) => turn(one) - turn(other));
}

/** With this view after the others; without it, if it is one of them, to within some pixels, and shows the same. */
export function withStop(stops: readonly Stop[], view: Stop, homeScale: number): readonly Stop[] {
  const near = (a: number, b: number): boolean => Math.abs(a - b) * view.zoom * homeScale < 4;
  const shown = signOf(view.chosen);
  const others = stops.filter(
    ({ x, y, zoom, chosen }) =>
      !(near(x, view.x) && near(y, view.y) && Math.abs(zoom / view.zoom - 1) < 0.01 && signOf(chosen) === shown),
  );
  return others.length < stops.length ? others : [...stops, view].slice(0, TOUR_STOPS);
}

/** Two choices are the same where this is; none is the first one. */
function signOf(chosen: Choice = FIRST_CHOICE): string {
  const { colorBy, query, selected, picked, filters, mode } = chosen;
  return JSON.stringify([colorBy, query, selected, picked && [...picked], Object.entries(filters).sort(), mode]);
}

/** Keep what is seen now as a stop, or keep it no longer. */
export function keepStop(context: Context): void {
  const { camera, store } = context;
  const { view, home } = camera;
  const [dx, dy] = asideOf(context);
  const { colorBy, query, selected, picked, filters, mode, stops } = store.state;
  const chosen: Choice = { colorBy: colorBy || PLACE, query, selected, picked, filters, mode };
  const away = Math.max(Math.abs(view.x - home.x), Math.abs(view.y - home.y)) * view.scale;
  const zoom = view.scale / home.scale;
  const place = { x: view.x + dx / view.scale, y: view.y + dy / view.scale, zoom };
  const here: Stop = { ...place, ...(away < 1 && Math.abs(zoom - 1) < 1e-3 ? { isHome: true } : {}) };
  const kept = signOf(chosen) === signOf() ? here : { ...here, chosen };
  store.set({ stops: withStop(stops, kept, home.scale), stop: -1 }); // the stops are others now
}

/** A stop lies above what is said of it; of a phone's screen, whose panels leave little, in the middle of what they leave. */
function asideOf({ camera, root }: Context): readonly [number, number] {
  return root.classList.contains("phone") ? camera.aside : [0, camera.aside[1]];
}

/** Fly so many stops on, and after the last to the first one. */
export function goOn(context: Context, by: number): void {
  const { stops, stop } = context.store.state;
  if (stops.length > 0) {
    const none = by > 0 ? -1 : stops.length; // where none was gone to: the first, or the last
    return goToKept(context, ((stop < 0 ? none : stop) + by + stops.length) % stops.length);
  }
  const places = stopsOf(context.places());
  const count = places.length + 1;
  const next = ((reached.get(context) ?? 0) + by + count) % count;
  reached.set(context, next);
  context.goToStop(places[next - 1]);
}

/** Show a stop: where it looks, and what it has chosen, if any of them has. */
export function goToKept(context: Context, which: number): void {
  const { camera, data, store } = context;
  const { stops } = store.state;
  const { x, y, zoom, isHome, chosen } = stops[which];
  const choose = stops.some((stop) => stop.chosen || stop.note);
  const first = { ...FIRST_CHOICE, colorBy: data.columns.length > 0 ? PLACE : "" };
  store.set({ stop: which, ...(choose ? { ...first, ...chosen, hover: -1, road: null } : {}) });
  context.fit(); // what the stop says may be longer than what the one before did
  const scale = zoom * camera.home.scale;
  const [dx, dy] = asideOf(context);
  camera.fly(isHome ? camera.home : { x: x - dx / scale, y: y - dy / scale, scale });
}

/** A presentation begins: with the first stop, if its stops say something, else with what is seen. */
export function startOver(context: Context): void {
  reached.delete(context);
  const { stops } = context.store.state;
  if (stops.some(({ note, name }) => note || name)) goToKept(context, 0);
  else context.store.set({ stop: -1 });
}
