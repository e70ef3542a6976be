// Which labels are on the screen: those whose scale has come, found octave by octave so that it costs what it shows.

import KDBush from "kdbush";
import type { MapData } from "../data/data.ts";
import type { Target } from "../points/picking.ts";

/** A label on the screen, in CSS pixels. */
export interface Label extends Target {
  /** It fades in over the first part of its range. */
  readonly opacity: number;
}

type Box = Omit<Target, "row">;

/** Whether two boxes on the screen share no pixel; with `room`: and are so many apart along one of the axes. */
export function apart(one: Box, other: Box, room = 0): boolean {
  return (
    one.left >= other.left + other.width + room ||
    other.left >= one.left + one.width + room ||
    one.top >= other.top + other.height + room ||
    other.top >= one.top + one.height + room
  );
}

/** Labels that are first shown at scales from `from` to twice that, and where they lie. */
export interface Octave {
  readonly from: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  /** A KDBush of their places, as it is kept and sent. */
  readonly places: ArrayBuffer;
}

/** The octaves of labels that have a scale and had none `before`: what is to be added to an index of those. */
export function newOctaves(
  { x, y }: Pick<MapData, "x" | "y">,
  scales: Float32Array,
  before: Float32Array | null = null,
): Octave[] {
  const byOctave = new Map<number, number[]>();
  scales.forEach((scale, row) => {
    if (scale === Infinity || (before && before[row] !== Infinity)) return;
    const octave = Math.floor(Math.log2(scale));
    const rows = byOctave.get(octave);
    if (rows) rows.push(row);
    else byOctave.set(octave, [row]);
  });
  return [...byOctave].map(([octave, rows]) => {
    const index = new KDBush(rows.length, 64, Float32Array);
    for (const row of rows) index.add(x[row], y[row]);
    return { from: 2 ** octave, rows: Uint32Array.from(rows), places: index.finish().data as ArrayBuffer };
  });
}

export class LabelIndex {
  private readonly octaves: readonly { readonly from: number; readonly rows: Uint32Array; readonly index: KDBush }[];

  constructor(octaves: readonly Octave[]) {
    this.octaves = octaves
      .map(({ from, rows, places }) => ({ from, rows, index: KDBush.from(places) }))
      .sort((a, b) => a.from - b.from);
  }

  /** Rows within these world bounds whose labels, with these scales, are shown at this one. */
  within(left: number, top: number, right: number, bottom: number, scales: Float32Array, scale: number): number[] {
    const found: number[] = [];
    for (const { from, rows, index } of this.octaves) {
      if (from > scale) break;
      for (const at of index.range(left, top, right, bottom)) {
        if (scales[rows[at]] <= scale) found.push(rows[at]);
      }
    }
    return found;
  }
}
