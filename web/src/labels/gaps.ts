// Names for land that no name is near: one that would be written later comes sooner there, beside its place if need be.

import { clamp } from "../text/numbers.ts";
import type { Board, Name, NamePlace, Sized } from "./board.ts";

/** A name comes before its time where no other is within so many pixels. */
export const LONELY = 80;
/** It may stand so many times as far from its middle as one that comes in time; for so many pixels, a little farther. */
const WIDER = 2;
const WIDEST = 4;
const BESIDE = 90;
/** Labels that came at this share of the scale or later may be pushed aside: better known ones came before. */
const LATELY = 0.95;
/** One more label pushed aside is worth this share of a scale later. */
const PUSHED = 0.5;
/** And so is a place at the end of its reach. */
const FAR = 0.5;
/** And so is one that is shortened to its best word, which finds room among labels where the whole has none. */
const SHORTENED = 1.3;
/** Where it may stand, in parts of that: the middle first. */
const SPOTS = [0, 0.17, 0.33, 0.5, 0.67, 0.83, 1].flatMap((radius) =>
  Array.from({ length: radius ? 12 : 1 }, (_, i) => [
    radius * Math.sin((i * Math.PI) / 6),
    radius * Math.cos((i * Math.PI) / 6),
  ]),
);

type Waiting = Name & { readonly at: number };

/**
 * Put a name where it is lonely at a scale of this octave; null where it is nowhere, or would come after `latest`.
 * Labels that came lately make room: they are lifted from the board, and `pushed` comes to hold them.
 */
export function fillGap(
  board: Board,
  name: Waiting,
  floor: number,
  latest: number,
  placed: readonly NamePlace[],
  pushed: Set<number>,
  isNearLand: (x: number, y: number) => boolean,
): NamePlace | null {
  const start = Math.max(floor, name.sooner);
  const last = Math.min(2 * floor, latest);
  if (start > last) return null;
  const reach = clamp(BESIDE / start, WIDER * name.reach, WIDEST * name.reach);
  const rivals = placed.filter((other) => other.until > start && mayMeet(name, other, reach, start));
  const i = board.n + name.at;
  let best: NamePlace | null = null;
  let leastCost = Infinity;
  let lifted: number[] = [];
  const under = new Set<number>();
  for (const { size, shortened } of sizesOf(name)) {
    const least = shortened ? SHORTENED : 1;
    if (leastCost <= least) break;
    board.resize(i, size);
    for (const [right, down] of SPOTS) {
      const [x, y] = [name.x + right * reach, name.y + down * reach];
      if (!isNearLand(x, y)) continue;
      const { halfWidth, halfHeight } = size;
      const box = { ...name, x, y, halfWidth, halfHeight };
      let from = lonelyFrom(box, rivals, start, last);
      if (from > last || least * from >= leastCost * start) continue;
      board.move(i, x, y);
      for (let before = 0; before < from && from <= last; ) {
        before = board.leastScaleBeside(i, from, last, LATELY * floor, under);
        from = lonelyFrom(box, rivals, before, last); // another one may have come meanwhile
      }
      const cost = least * (from / start) * (1 + PUSHED * under.size + FAR * Math.hypot(right, down));
      if (from > last || cost >= leastCost) continue;
      [best, leastCost, lifted] = [{ ...box, from, shortened }, cost, [...under]];
      if (cost <= 1.001 * least) break;
    }
  }
  for (const label of best ? lifted : []) {
    board.lift(label);
    pushed.add(label);
  }
  return best;
}

/** How a name may be written: whole, or shortened. */
function sizesOf(name: Name): { readonly size: Sized; readonly shortened: boolean }[] {
  const whole = { size: name, shortened: false };
  return name.brief ? [whole, { size: name.brief, shortened: true }] : [whole];
}

/** Whether two names can be near at this scale or a larger one, wherever the first stands. */
function mayMeet(name: Name, other: Name, reach: number, scale: number): boolean {
  const across = (Math.abs(other.x - name.x) - reach) * scale;
  const down = (Math.abs(other.y - name.y) - reach) * scale;
  return across < name.halfWidth + other.halfWidth + LONELY && down < name.halfHeight + other.halfHeight + LONELY;
}

/** The least scale from `start` on at which no rival that is shown then is near; any one beyond `last`, if it is. */
function lonelyFrom(name: Name, rivals: readonly NamePlace[], start: number, last: number): number {
  let from = start;
  for (let before = 0; before < from && from <= last; ) {
    before = from;
    for (const other of rivals) {
      if (other.from <= from && from < other.until)
        from = Math.max(from, Math.min(apartFrom(name, other), other.until));
    }
  }
  return from;
}

/** The scale from which on two boxes are LONELY pixels apart: along one axis, or from corner to corner. */
function apartFrom(one: Name, other: Name): number {
  const [dx, dy] = [Math.abs(one.x - other.x), Math.abs(one.y - other.y)];
  const [width, height] = [one.halfWidth + other.halfWidth, one.halfHeight + other.halfHeight];
  const along = Math.min((width + LONELY) / dx, (height + LONELY) / dy);
  // corner to corner at the scale s for which (s dx - width)² + (s dy - height)² = LONELY²
  const squares = dx * dx + dy * dy;
  const product = dx * width + dy * height;
  const rest = width * width + height * height - LONELY * LONELY;
  const corner = (product + Math.sqrt(Math.max(product * product - squares * rest, 0))) / squares;
  return corner * dx >= width && corner * dy >= height ? Math.min(corner, along) : along;
}
