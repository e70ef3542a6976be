// The stops of a presentation: the views that were kept for it; else the whole map, then its largest named places, once
// around it.

import type { Context } from "../context.ts";
import type { PlacedRegion } from "../labels/region-layout.ts";
import type { Stop } from "../state/state.ts";

/** The largest places are too few for a tour where there are fewer. */
const FEWEST = 5;

/** More are not kept: an address holds no more than a few thousand letters. */
export const MOST_STOPS = 40;

/** By presentation, where one is: 0 is the whole map, or the view before the first kept one. */
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

/** With this view after the others; without it, if it is one of them, to within some pixels. */
export function withStop(stops: readonly Stop[], view: Stop, homeScale: number): readonly Stop[] {
  const near = (a: number, b: number): boolean => Math.abs(a - b) * view.zoom * homeScale < 4;
  const others = stops.filter(
    ({ x, y, zoom }) => !(near(x, view.x) && near(y, view.y) && Math.abs(zoom / view.zoom - 1) < 0.01),
  );
  return others.length < stops.length ? others : [...stops, view].slice(0, MOST_STOPS);
}

/** Keep what is seen now as a stop, or keep it no longer. */
export function keepStop({ camera, store }: Context): void {
  const { view, home } = camera;
  const here = { x: view.x, y: view.y, zoom: view.scale / home.scale };
  store.set({ stops: withStop(store.state.stops, here, home.scale) });
}

/** Fly so many stops on, and after the last to the first one. */
export function goOn(context: Context, by: number): void {
  const { camera, store } = context;
  const kept = store.state.stops;
  if (kept.length > 0) {
    const at = reached.get(context) ?? (by > 0 ? 0 : 1);
    const next = ((at - 1 + by + kept.length) % kept.length) + 1;
    reached.set(context, next);
    const { x, y, zoom } = kept[next - 1];
    return camera.fly({ x, y, scale: zoom * camera.home.scale });
  }
  const stops = stopsOf(context.places());
  const count = stops.length + 1;
  const next = ((reached.get(context) ?? 0) + by + count) % count;
  reached.set(context, next);
  context.goToStop(stops[next - 1]);
}

/** The next stop is the first again. */
export function startOver(context: Context): void {
  reached.delete(context);
}
