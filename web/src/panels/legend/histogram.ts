// How often a numeric column has which values: equal steps between two ends; what lies beyond them is in the outer bins.

export function histogram(values: ArrayLike<number>, low: number, high: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const perBin = (high - low) / bins || 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    counts[Math.min(bins - 1, Math.max(0, Math.floor((value - low) / perBin)))]++;
  }
  return counts;
}
