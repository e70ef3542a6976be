// Which labels are on the screen: those whose scale has come, found octave by octave so that it costs what it shows.

import KDBush from "kdbush";
import type { MapData } from "./data.ts";

/** A label on the screen, in CSS pixels. */
export interface Label {
  readonly row: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** It fades in over the first part of its range. */
  readonly opacity: number;
}

type Box = Pick<Label, "left" | "top" | "width" | "height">;

/** Whether two boxes on the screen share no pixel. */
export function apart(one: Box, other: Box): boolean {
  return (
    one.left >= other.left + other.width ||
    other.left >= one.left + one.width ||
    one.top >= other.top + other.height ||
    other.top >= one.top + one.height
  );
}

interface Octave {
  readonly from: number;
  readonly rows: Uint32Array;
  readonly index: KDBush;
}

export class LabelIndex {
  private readonly octaves: Octave[] = [];

  constructor(
    data: Pick<MapData, "x" | "y">,
    readonly scales: Float32Array,
  ) {
    const byOctave = new Map<number, number[]>();
    scales.forEach((scale, row) => {
      if (scale === Infinity) return;
      const octave = Math.floor(Math.log2(scale));
      const rows = byOctave.get(octave);
      if (rows) rows.push(row);
      else byOctave.set(octave, [row]);
    });
    for (const [octave, rows] of byOctave) {
      const index = new KDBush(rows.length, 64, Float32Array);
      for (const row of rows) index.add(data.x[row], data.y[row]);
      this.octaves.push({ from: 2 ** octave, rows: Uint32Array.from(rows), index: index.finish() });
    }
    this.octaves.sort((a, b) => a.from - b.from);
  }

  /** Rows within these world bounds whose labels are shown at this scale. */
  within(left: number, top: number, right: number, bottom: number, scale: number): number[] {
    const found: number[] = [];
    for (const { from, rows, index } of this.octaves) {
      if (from > scale) break;
      for (const at of index.range(left, top, right, bottom)) {
        if (this.scales[rows[at]] <= scale) found.push(rows[at]);
      }
    }
    return found;
  }
}
