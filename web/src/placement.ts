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

import { alongCurve, Board, type Boxes } from "./board.ts";

export interface Placement extends Boxes {
  /** Rows, most important first. */
  readonly order: Uint32Array;
  /** Scales before which labels are not to be shown, however free their place is. */
  readonly notBefore?: Float32Array;
  /** The first octave begins here: no label is shown below half of it. */
  readonly startScale: number;
  readonly maxScale: number;
  /** Called after each octave with how many wait, and a function that gives the scales so far (Infinity: they wait). */
  readonly onOctave?: (octave: number, left: number, scales: () => Float32Array<ArrayBuffer>) => void;
}

/** A label that has to wait this many times longer than the octave lasts is not asked how much longer. */
const ENOUGH = 2;

/** The scale from which each label is shown; Infinity where none up to `maxScale` will do. */
export function place(input: Placement): Float32Array<ArrayBuffer> {
  const { notBefore, maxScale, startScale } = input;
  const rows = alongCurve(input.x, input.y);
  const board = new Board(input, rows);
  const scales = (): Float32Array<ArrayBuffer> => {
    const byRow = new Float32Array(rows.length);
    rows.forEach((row, i) => (byRow[row] = board.from(i)));
    return byRow;
  };
  // What stands stays, so what it forbids once it forbids for good: a label is tried again when its time has come.
  const waiting = inverse(rows, input.order);
  const earliest = new Float32Array(waiting.length);
  if (notBefore) for (let at = 0; at < waiting.length; at++) earliest[at] = notBefore[input.order[at]];
  let left = waiting.length;
  for (let octave = 0; left > 0; octave++) {
    const floor = (startScale / 2) * 2 ** octave;
    const ceiling = 2 * floor;
    if (floor >= maxScale) break;
    board.rule(floor, waiting.subarray(0, left).filter((_, at) => earliest[at] <= ceiling));
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
    input.onOctave?.(octave, left, scales);
  }
  return scales();
}

/** Where each of `wanted` is found in a permutation. */
function inverse(permutation: Uint32Array, wanted: Uint32Array): Uint32Array {
  const found = new Uint32Array(permutation.length);
  for (let i = 0; i < permutation.length; i++) found[permutation[i]] = i;
  return wanted.map((value) => found[value]);
}
