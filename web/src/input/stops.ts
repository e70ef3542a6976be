// The stops of a presentation: the whole map, then its largest named places, once around it.

import type { Context } from "../context.ts";
import type { PlacedRegion } from "../labels/region-layout.ts";

/** The largest places are too few for a tour where there are fewer. */
const FEWEST = 5;

/** By presentation, where one is: 0 is the whole map. */
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

/** Fly so many stops on, and after the last to the whole map. */
export function goOn(context: Context, by: number): void {
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
