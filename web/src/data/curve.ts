// Rows in the order of a curve that visits near places one after another (Morton 1966). As in files/curve.py.

/** Rows in the order in which the Z-order curve meets their places, coordinates of 16 bits; ties by row. */
export function alongCurve(x: Uint32Array, y: Uint32Array): Uint32Array {
  const keys = x.map((value, i) => spread(value) | (spread(y[i]) << 1));
  const byLower = sortedBy(Uint32Array.from(keys.keys()), (row) => keys[row] & 0xffff);
  return sortedBy(byLower, (row) => keys[row] >>> 16);
}

/** 16 bits with a zero before each. */
function spread(value: number): number {
  value = (value | (value << 8)) & 0x00ff00ff;
  value = (value | (value << 4)) & 0x0f0f0f0f;
  value = (value | (value << 2)) & 0x33333333;
  return (value | (value << 1)) & 0x55555555;
}

/** Rows by a digit of 16 bits, those with the same digit in the order they come in: a counting sort. */
export function sortedBy(rows: Uint32Array, digitOf: (row: number) => number): Uint32Array {
  const starts = new Uint32Array(65537);
  for (const row of rows) starts[digitOf(row) + 1]++;
  for (let digit = 1; digit < starts.length; digit++) starts[digit] += starts[digit - 1];
  const result = new Uint32Array(rows.length);
  for (const row of rows) result[starts[digitOf(row)]++] = row;
  return result;
}
