// From which scale on each label is shown, such that shown labels never overlap, at any scale and any place.
//
// A label keeps its size on the screen, so two labels at distance (dx, dy) in the world overlap at scale s (pixels per
// world unit) exactly when s|dx| < W and s|dy| < H, where W and H are the sums of their half widths and half heights:
// that is, at every scale below s_ij = min(W/|dx|, H/|dy|) and at none above. Giving each label i one scale s_i from
// which it is shown, no two overlap if and only if max(s_i, s_j) >= s_ij for every pair. Labels are placed in order of
// importance, each at the least scale that those before it allow. (The active range problem of K. Been, E. Daiches and
// C. Yap, "Dynamic Map Labeling", 2006, doi:10.1109/TVCG.2006.136, with active ranges that never end.)
//
// Since s_i depends on the token alone, panning never makes a label come or go, and zooming in only adds labels.
//
// Names of regions come before most labels that they are seen among, and after those of the overview: a word that is
// read there stays, and a name finds itself a place beside it on its region, or is left out. Where land has no name near,
// one comes before its time and pushes labels aside that the octave before brought (`gaps.ts`): those come later.

import { alongCurve } from "../data/curve.ts";
import { Board, type Boxes, type Name, type NamePlace } from "./board.ts";
import { fillGap } from "./gaps.ts";

export interface Placement extends Boxes {
  /** Rows, most important first. */
  readonly order: Uint32Array;
  /** Scales before which labels are not to be shown, however free their place is. */
  readonly notBefore?: Float32Array;
  /** Names of regions, most important first. */
  readonly names?: readonly Name[];
  /** Where a name may fill a gap; anywhere, if not said. */
  readonly isNearLand?: (x: number, y: number) => boolean;
  /** The first octave begins here: no label is shown below half of it. */
  readonly startScale: number;
  readonly maxScale: number;
  /** Called after each octave with how many wait, and a function that gives what is placed so far and stays so. */
  readonly onOctave?: (octave: number, left: number, sofar: () => Placed) => void;
}

/** A label that has to wait this many times longer than the octave lasts is not asked how much longer. */
const ENOUGH = 2;

/** Where names and labels have got to; `names` has those that found a place. */
export interface Placed {
  /** The scale from which each label is shown; Infinity where none up to `maxScale` will do, or it waits. */
  readonly scales: Float32Array<ArrayBuffer>;
  readonly names: readonly NamePlace[];
}

/** A name that would be shown for less than this share of its time is left out. */
const LATEST = 0.7;
/** Gaps are filled from this octave on: before, the map is smaller than anybody sees it. */
const FIRST_GAPS = 2;
/** Names are placed so far ahead of the labels seen at the same scales: what is around comes before what is in it. */
const AHEAD = 1;
/** Where a name may stand, in parts of its reach: the middle first. */
const SPOTS = [0, 0.5, 1].flatMap((radius) =>
  Array.from({ length: radius ? 8 : 1 }, (_, i) => [
    radius * Math.sin((i * Math.PI) / 4),
    radius * Math.cos((i * Math.PI) / 4),
  ]),
);

/** Give labels and names their scales. */
export function place(input: Placement): Placed {
  const { notBefore, maxScale, startScale, names = [], isNearLand = () => true } = input;
  const longest = Math.max(greatest(input.x), greatest(input.y), 1);
  const rows = alongCurve(gridded(input.x, longest), gridded(input.y, longest));
  const board = new Board(input, rows, names);
  const placed: NamePlace[] = [];
  const sofar = (before = Infinity): Placed => {
    const scales = new Float32Array(rows.length);
    rows.forEach((row, i) => (scales[row] = board.from(i) < before ? board.from(i) : Infinity));
    return { scales, names: placed };
  };
  // What stands stays, so what it forbids once it forbids for good: a label is tried again when its time has come.
  let waiting: Uint32Array = inverse(rows, input.order);
  const rank = new Uint32Array(waiting.length);
  waiting.forEach((i, at) => (rank[i] = at));
  let earliest: Float32Array = new Float32Array(waiting.length);
  if (notBefore) for (let at = 0; at < waiting.length; at++) earliest[at] = notBefore[input.order[at]];
  let left = waiting.length;
  let unnamed = names.map((name, at) => ({ ...name, at }));
  for (let octave = 0; left > 0; octave++) {
    const floor = (startScale / 2) * 2 ** octave;
    const ceiling = 2 * floor;
    if (floor >= maxScale) break;
    if (unnamed.some(({ from, sooner }) => Math.min(from, sooner) <= AHEAD * ceiling)) board.rule(floor);
    unnamed = unnamed.flatMap((name) => (name.from <= AHEAD * ceiling ? settle(board, name, floor, placed) : [name]));
    const pushed = new Set<number>();
    if (octave >= FIRST_GAPS) {
      unnamed = unnamed.filter((name) => {
        const latest = LATEST * name.until;
        if (latest < floor) return false;
        const found = name.sooner <= ceiling && fillGap(board, name, floor, latest, placed, pushed, isNearLand);
        if (found) stand(board, found, placed);
        return !found;
      });
    }
    [waiting, earliest] = waitAgain(waiting.subarray(0, left), earliest, pushed, rank);
    left = waiting.length;
    board.rule(
      floor,
      waiting.subarray(0, left).filter((_, at) => earliest[at] <= ceiling),
    );
    let kept = 0;
    for (let at = 0; at < left; at++) {
      const i = waiting[at];
      let scale = earliest[at];
      if (scale <= ceiling) {
        scale = board.leastScale(i, Math.max(floor, scale), ENOUGH * ceiling);
        if (scale <= ceiling) {
          board.put(i, scale);
          continue;
        }
      }
      waiting[kept] = i;
      earliest[kept++] = scale;
    }
    left = kept;
    input.onOctave?.(octave, left, () => sofar(floor)); // those from then on may be pushed aside yet
  }
  return sofar();
}

type Unnamed = Name & { readonly at: number };

/** Put a name where it can be shown soonest, until the octave from `floor` on is over; gives it back when it has to wait. */
function settle(board: Board, name: Unnamed, floor: number, placed: NamePlace[]): Unnamed[] {
  const { at, reach, until } = name;
  const i = board.n + at;
  const start = Math.max(floor, name.from);
  let best: NamePlace = { ...name, from: Infinity, shortened: false };
  board.resize(i, name);
  for (const [right, down] of SPOTS) {
    const [x, y] = [name.x + right * reach, name.y + down * reach];
    board.move(i, x, y);
    const from = board.leastScale(i, start, best.from);
    if (from < best.from) best = { ...name, x, y, from, shortened: false };
    if (best.from <= start * 1.001) break;
  }
  if (best.from > LATEST * until) return [{ ...name, from: Infinity }]; // it may yet fill a gap
  if (best.from > 2 * AHEAD * floor) return [{ ...name, from: best.from }];
  stand(board, best, placed);
  return [];
}

function stand(board: Board, name: NamePlace, placed: NamePlace[]): void {
  board.resize(board.n + name.at, name);
  board.move(board.n + name.at, name.x, name.y);
  board.put(board.n + name.at, name.from);
  placed.push(name);
}

/** Those that wait and when each may come, labels that were pushed aside among them again, most important first. */
function waitAgain(
  waiting: Uint32Array,
  earliest: Float32Array,
  pushed: ReadonlySet<number>,
  rank: Uint32Array,
): [Uint32Array, Float32Array] {
  if (pushed.size === 0) return [waiting, earliest];
  const back = [...pushed].sort((a, b) => rank[a] - rank[b]);
  const all = new Uint32Array(waiting.length + back.length);
  const times = new Float32Array(all.length);
  for (let at = 0, old = 0, next = 0; at < all.length; at++) {
    const isOld = next === back.length || (old < waiting.length && rank[waiting[old]] < rank[back[next]]);
    if (isOld) times[at] = earliest[old];
    all[at] = isOld ? waiting[old++] : back[next++];
  }
  return [all, times];
}

const greatest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, value), 0);

/** Places from 0 to `longest` as the whole steps that the curve goes by. */
const gridded = (values: Float32Array, longest: number): Uint32Array =>
  Uint32Array.from(values, (value) => (value * 65535) / longest);

/** Where each of `wanted` is found in a permutation. */
function inverse(permutation: Uint32Array, wanted: Uint32Array): Uint32Array {
  const found = new Uint32Array(permutation.length);
  for (let i = 0; i < permutation.length; i++) found[permutation[i]] = i;
  return wanted.map((value) => found[value]);
}
