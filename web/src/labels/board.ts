// Placed labels in cells of one octave's size, so that a new one meets only those it might overlap.
//
// What costs time here is memory out of the cache, not arithmetic. So labels are numbered along a curve that keeps near
// in memory what is near on the map, each one's numbers lie side by side, and so do cells that touch.

/** A region's name: large, shown between two scales only, and free to stand anywhere on its region. */
export interface Name {
  readonly x: number;
  readonly y: number;
  /** It may stand this far from (x, y) in either direction, in world units. */
  readonly reach: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly from: number;
  readonly until: number;
  /** Where no other name is near, it may be shown from here on. */
  readonly sooner: number;
  /** Its size where it is shortened to its best word; null: it has no other. */
  readonly brief: Sized | null;
}

/** Half of what is written, on the screen. */
export interface Sized {
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** A name that has found its place, from the scale on from which it is shown. */
export interface NamePlace extends Name {
  /** Which name. */
  readonly at: number;
  readonly shortened: boolean;
}

/** Labels, in row order. */
export interface Boxes {
  /** Anchors in the world. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Half the label's size on the screen, the free margin around it included. */
  readonly halfWidth: Float32Array;
  readonly halfHeight: Float32Array;
}

const CELL_WIDTH = 96;
const CELL_HEIGHT = 28;

/** A label's numbers: anchor in the world, half its size on the screen, the scales from and until which it is shown. */
const STRIDE = 8;
const X = 0;
const Y = 1;
const W = 2;
const H = 3;
const FROM = 4;
const UNTIL = 5;

/** A label's number here is its place along the curve; those from `n` on are names. */
export class Board {
  readonly n: number;
  private readonly labels: Float32Array;
  private floor = 1;
  /** The grid wraps around: cells that share a slot cost time and change nothing. */
  private readonly side: number;
  /** The first entry of each cell; an entry is a label and the next entry, or -1. */
  private readonly head: Int32Array;
  private entries = new Int32Array(65_536);
  private used = 0;
  /** Cells that a label of this octave may touch; the others are not filled. */
  private readonly wanted: Uint8Array;
  private readonly slots: number[] = [];

  /** `rows`: the row of each label, along the curve. */
  constructor({ x, y, halfWidth, halfHeight }: Boxes, rows: Uint32Array, names: readonly Name[] = []) {
    this.n = x.length;
    this.labels = new Float32Array(STRIDE * (this.n + names.length));
    for (let i = 0; i < this.n; i++) {
      const row = rows[i];
      this.write(i, x[row], y[row], halfWidth[row], halfHeight[row], Infinity, Infinity);
    }
    names.forEach((one, at) =>
      this.write(this.n + at, one.x, one.y, one.halfWidth, one.halfHeight, Infinity, one.until),
    );
    let side = 64;
    while (side * side < 4 * this.n) side *= 2; // few labels of other cells in a chain
    this.side = side;
    this.head = new Int32Array(side * side);
    this.wanted = new Uint8Array(side * side);
  }

  /** The scale from which a label is shown; Infinity: it has no place yet. */
  from(i: number): number {
    return this.labels[STRIDE * i + FROM];
  }

  /** Write a name whole, or shortened. */
  resize(i: number, { halfWidth, halfHeight }: Sized): void {
    this.labels[STRIDE * i + W] = halfWidth;
    this.labels[STRIDE * i + H] = halfHeight;
  }

  /** Set a name on another place. */
  move(i: number, x: number, y: number): void {
    this.labels[STRIDE * i + X] = x;
    this.labels[STRIDE * i + Y] = y;
  }

  /** Cut cells for scales from `floor` to twice that, and put there what the labels that are `due` may meet; all, if not said. */
  rule(floor: number, due?: Uint32Array): void {
    const { labels, n, slots } = this;
    this.floor = floor;
    this.head.fill(-1);
    this.used = 0;
    const few = due && 4 * due.length < n;
    this.wanted.fill(few ? 0 : 1);
    if (few) for (const i of due) for (let count = this.touch(i); count > 0; count--) this.wanted[slots[count - 1]] = 1;
    for (let i = 0; STRIDE * i < labels.length; i++) {
      if (labels[STRIDE * i + FROM] !== Infinity && labels[STRIDE * i + UNTIL] > floor) this.add(i);
    }
  }

  /** Show a label from this scale on. */
  put(i: number, scale: number): void {
    this.labels[STRIDE * i + FROM] = scale;
    this.add(i);
  }

  /** The least scale from `start` on at which a label overlaps none of those on the board; no more than a bound beyond `enough`. */
  leastScale(i: number, start: number, enough: number): number {
    const { entries, head, labels, slots } = this;
    const x = labels[STRIDE * i + X];
    const y = labels[STRIDE * i + Y];
    const w = labels[STRIDE * i + W];
    const h = labels[STRIDE * i + H];
    let least = start;
    for (let count = this.touch(i); count > 0; count--) {
      for (let entry = head[slots[count - 1]]; entry >= 0; entry = entries[entry + 1]) {
        const at = entries[entry];
        const width = w + labels[at + W];
        const height = h + labels[at + H];
        const dx = Math.abs(x - labels[at + X]);
        const dy = Math.abs(y - labels[at + Y]);
        if (dx * least >= width || dy * least >= height) continue; // no division for the many that are apart
        const apart = Math.min(width / dx, height / dy);
        if (apart > labels[at + FROM]) least = Math.max(least, Math.min(apart, labels[at + UNTIL]));
        if (least > enough) return roundUp(least);
      }
    }
    return roundUp(least);
  }

  /**
   * The least scale from `start` on at which a name overlaps no other name, nor any label that was shown before `fixed`;
   * `pushed` comes to hold the other labels that it overlaps there. A loop of its own: labels by the hundred thousand go
   * through that of `leastScale`, names by the thousand through this.
   */
  leastScaleBeside(i: number, start: number, enough: number, fixed: number, pushed: Set<number>): number {
    const { entries, head, labels, slots, n } = this;
    const [x, y, w, h] = labels.subarray(STRIDE * i, STRIDE * i + FROM);
    let least = start;
    const movable: number[] = [];
    for (let count = this.touch(i); count > 0; count--) {
      for (let entry = head[slots[count - 1]]; entry >= 0; entry = entries[entry + 1]) {
        const at = entries[entry];
        const width = w + labels[at + W];
        const height = h + labels[at + H];
        const dx = Math.abs(x - labels[at + X]);
        const dy = Math.abs(y - labels[at + Y]);
        if (dx * least >= width || dy * least >= height) continue;
        const apart = Math.min(width / dx, height / dy);
        if (apart <= labels[at + FROM]) continue;
        if (at < STRIDE * n && labels[at + FROM] >= fixed) movable.push(at, apart);
        else least = Math.max(least, Math.min(apart, labels[at + UNTIL]));
        if (least > enough) return roundUp(least);
      }
    }
    pushed.clear();
    for (let at = 0; at < movable.length; at += 2) if (movable[at + 1] > least) pushed.add(movable[at] / STRIDE);
    return roundUp(least);
  }

  /** Take a label off the board: it waits again. */
  lift(i: number): void {
    this.labels[STRIDE * i + FROM] = Infinity;
  }

  private write(i: number, x: number, y: number, w: number, h: number, from: number, until: number): void {
    const { labels } = this;
    labels[STRIDE * i + X] = x;
    labels[STRIDE * i + Y] = y;
    labels[STRIDE * i + W] = w;
    labels[STRIDE * i + H] = h;
    labels[STRIDE * i + FROM] = from;
    labels[STRIDE * i + UNTIL] = until;
  }

  private add(i: number): void {
    const { head, slots, wanted } = this;
    for (let count = this.touch(i); count > 0; count--) {
      const slot = slots[count - 1];
      if (wanted[slot] === 0) continue;
      if (this.used === this.entries.length) this.grow();
      this.entries[this.used] = STRIDE * i;
      this.entries[this.used + 1] = head[slot];
      head[slot] = this.used;
      this.used += 2;
    }
  }

  /** Write to `slots` those of all cells that a label touches at the floor; returns how many. */
  private touch(i: number): number {
    const { floor, labels, side, slots } = this;
    const x = labels[STRIDE * i + X] * floor;
    const y = labels[STRIDE * i + Y] * floor;
    const w = labels[STRIDE * i + W];
    const h = labels[STRIDE * i + H];
    const right = Math.floor((x + w) / CELL_WIDTH);
    const bottom = Math.floor((y + h) / CELL_HEIGHT);
    let count = 0;
    for (let row = Math.floor((y - h) / CELL_HEIGHT); row <= bottom; row++) {
      for (let column = Math.floor((x - w) / CELL_WIDTH); column <= right; column++) {
        slots[count++] = (row & (side - 1)) * side + (column & (side - 1));
      }
    }
    return count;
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.entries.length);
    larger.set(this.entries);
    this.entries = larger;
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
