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

/** A label that is there before all others, between two scales: a region's name. */
export interface Fixed {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly from: number;
  readonly until: number;
}

export interface Placement {
  /** Anchors in the world. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Half the label's size on the screen, the free margin around it included. */
  readonly halfWidth: Float32Array;
  readonly halfHeight: Float32Array;
  /** Rows, most important first. */
  readonly order: Uint32Array;
  readonly fixed?: readonly Fixed[];
  /** Scales before which labels are not to be shown, however free their place is. */
  readonly notBefore?: Float32Array;
  /** The first octave begins here: no label is shown below half of it. */
  readonly startScale: number;
  readonly maxScale: number;
  /** Called after each octave with the scales so far (Infinity: not placed yet). */
  readonly onOctave?: (scales: Float32Array, octave: number, left: number) => void;
}

const CELL_WIDTH = 96;
const CELL_HEIGHT = 28;

/** The scale from which each label is shown; Infinity where none up to `maxScale` will do. */
export function place(input: Placement): Float32Array {
  const { order, fixed = [], notBefore } = input;
  const n = input.x.length;
  const board = new Board(input);
  const scales = board.from.subarray(0, n);
  let left = order;
  for (let octave = 0; left.length > 0; octave++) {
    const floor = (input.startScale / 2) * 2 ** octave;
    if (floor >= input.maxScale) break;
    board.rule(floor);
    for (let f = 0; f < fixed.length; f++) if (fixed[f].until > floor) board.add(n + f);
    for (const i of order) if (scales[i] !== Infinity) board.add(i);
    let kept = 0;
    const next = new Uint32Array(left.length);
    for (const i of left) {
      const least = Math.max(floor, notBefore?.[i] ?? 0);
      const scale = least > 2 * floor ? Infinity : board.leastScale(i, least, 2 * floor);
      if (scale <= 2 * floor) {
        scales[i] = scale;
        board.add(i);
      } else next[kept++] = i;
    }
    left = next.subarray(0, kept);
    input.onOctave?.(scales, octave, left.length);
  }
  return scales.slice();
}

/** Placed labels in cells of one octave's size, so that a new one meets only those it might overlap. */
class Board {
  private readonly x: Float32Array;
  private readonly y: Float32Array;
  private readonly w: Float32Array;
  private readonly h: Float32Array;
  /** Shown from and until these scales; entries from n on are the fixed labels. */
  readonly from: Float32Array;
  private readonly until: Float32Array;

  private floor = 1;
  private head = new Int32Array(0);
  private next = new Int32Array(1024);
  private entry = new Int32Array(1024);
  private used = 0;

  constructor({ x, y, halfWidth, halfHeight, fixed = [] }: Placement) {
    const n = x.length;
    const extend = (rows: Float32Array, more: (label: Fixed) => number): Float32Array => {
      const all = new Float32Array(n + fixed.length);
      all.set(rows);
      fixed.forEach((label, f) => (all[n + f] = more(label)));
      return all;
    };
    const unplaced = new Float32Array(n).fill(Infinity);
    this.x = extend(x, (label) => label.x);
    this.y = extend(y, (label) => label.y);
    this.w = extend(halfWidth, (label) => label.halfWidth);
    this.h = extend(halfHeight, (label) => label.halfHeight);
    this.from = extend(unplaced, (label) => label.from);
    this.until = extend(unplaced, (label) => label.until);
    let size = 4096;
    while (size < 4 * n) size *= 2; // few labels of other cells in a chain
    this.head = new Int32Array(size);
  }

  /** Empty the board and cut its cells for scales from `floor` to twice that. */
  rule(floor: number): void {
    this.floor = floor;
    this.head.fill(-1);
    this.used = 0;
  }

  add(i: number): void {
    const { left, right, top, bottom } = this.cells(i);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if (this.used === this.entry.length) this.grow();
        const slot = this.slot(column, row);
        this.entry[this.used] = i;
        this.next[this.used] = this.head[slot];
        this.head[slot] = this.used++;
      }
    }
  }

  /** The least scale from `start` on at which label i overlaps no placed one; anything above `limit` when none. */
  leastScale(i: number, start: number, limit: number): number {
    const { x, y, w, h, from, until, head, next, entry } = this;
    const [xi, yi, wi, hi] = [x[i], y[i], w[i], h[i]];
    const { left, right, top, bottom } = this.cells(i);
    let least = start;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        for (let at = head[this.slot(column, row)]; at >= 0; at = next[at]) {
          const j = entry[at];
          const apart = Math.min((wi + w[j]) / Math.abs(xi - x[j]), (hi + h[j]) / Math.abs(yi - y[j]));
          if (apart <= least || apart <= from[j]) continue;
          least = Math.max(least, Math.min(apart, until[j]));
          if (least > limit) return least;
        }
      }
    }
    return roundUp(least);
  }

  private cells(i: number): { left: number; right: number; top: number; bottom: number } {
    const x = this.x[i] * this.floor;
    const y = this.y[i] * this.floor;
    return {
      left: Math.floor((x - this.w[i]) / CELL_WIDTH),
      right: Math.floor((x + this.w[i]) / CELL_WIDTH),
      top: Math.floor((y - this.h[i]) / CELL_HEIGHT),
      bottom: Math.floor((y + this.h[i]) / CELL_HEIGHT),
    };
  }

  private slot(column: number, row: number): number {
    return (Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)) & (this.head.length - 1);
  }

  private grow(): void {
    const double = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(2 * old.length);
      larger.set(old);
      return larger;
    };
    this.next = double(this.next);
    this.entry = double(this.entry);
  }
}

const SINGLE = new Float32Array(1);
const SINGLE_BITS = new Uint32Array(SINGLE.buffer);

/** The least float32 that is no smaller: rounding down would let labels touch. */
function roundUp(value: number): number {
  SINGLE[0] = value;
  if (SINGLE[0] < value) SINGLE_BITS[0]++;
  return SINGLE[0];
}
