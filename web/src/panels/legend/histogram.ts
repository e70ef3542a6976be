// How often a numeric column has which values: equal steps between two ends; what lies beyond them is in the outer bins.

import { clamp } from "../../text/numbers.ts";

export function histogram(values: ArrayLike<number>, low: number, high: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const perBin = (high - low) / bins || 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    counts[clamp(Math.floor((value - low) / perBin), 0, bins - 1)]++;
  }
  return counts;
}
