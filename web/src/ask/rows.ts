// The rows of a map as its page carries them, and what is computed with them: the definitions of src/lexiscape/ask. The
// format is written by src/lexiscape/files/vectors.py.

import { inflate, partsOf } from "../data/container.ts";
import { fromBase64 } from "../data/data.ts";
import { randomOf } from "../data/random.ts";
import { AXIS_DRAWS, AXIS_LAID, AXIS_SHARE } from "../rules.ts";

/** All rows, in whole steps, dimension by dimension: number j of row i is `steps[j * n + i]`. */
export interface Rows {
  readonly n: number;
  readonly dim: number;
  readonly unit: boolean;
  readonly steps: Int16Array | Int32Array;
  /** Euclidean lengths, in steps. */
  readonly lengths: Float64Array;
  /** The size of a step. */
  readonly size: number;
}

/** What the file says of itself. */
export interface Told {
  readonly n: number;
  readonly dim: number;
  readonly metric: string;
  /** The share of the true nearest that the rounded rows find, so many of so many tokens. */
  readonly recall: number;
  readonly nearest: number;
  readonly sample: number;
  /** The space that ranks the map's neighbors, where rows are not what it changes: here they count by cosine. */
  readonly ranked?: string;
}

/** A term of a sum: a row, or several of which the mean counts; 1 or -1. */
export interface Signed {
  readonly sign: number;
  readonly rows: readonly number[];
}

/** A token and a figure of it: its distance, or its place along an axis. */
export interface Figure {
  readonly row: number;
  readonly value: number;
}

export interface Sum {
  readonly near: readonly Figure[];
  /** Which rows were left out, and at which place they would have stood, from 1 on. */
  readonly inputs: readonly (Figure & { readonly place: number })[];
}

export interface Laid {
  /** Of every row; NaN where it has none. */
  readonly positions: Float32Array;
  /** The distance of the two ends. */
  readonly distance: number;
  /** Half the length of the axis, by which places along lines of unit length are divided. */
  readonly half: number;
}

/** Terms cancel out, the two ends are one, or a row is zero and has no direction. */
export type Unable = "cancel" | "same" | "zero";

const MAGIC = "LXSV";
const VERSION = 1;
/** Of the lengths that were added: below, nothing is left. */
const CANCELLED = 1e-6;
/** Random pairs of tokens. */
const PAIRS = 5000;

/** Unpack what the page carries; throws where it was cut or altered. */
export async function unpack(text: string): Promise<{ told: Told; rows: Rows }> {
  const opened = partsOf<Told & { version: number; width: number; step: number }>(
    await inflate(fromBase64(text)),
    MAGIC,
  );
  if (!opened) throw new Error("they are no vectors");
  const { header: told, parts: planes } = opened;
  if (told.version !== VERSION) throw new Error(`they are of version ${told.version}, not ${VERSION}`);
  const { n, dim, width } = told;
  if (planes.length !== n * dim * width) throw new Error("they were cut");
  return { told, rows: rowsOf(unfolded(planes, n * dim, width), n, told.metric === "cosine", told.step) };
}

function unfolded(planes: Uint8Array, count: number, width: number): Int16Array | Int32Array {
  const steps = width <= 2 ? new Int16Array(count) : new Int32Array(count);
  const [first, second] = [planes.subarray(0, count), planes.subarray(count, 2 * count)];
  for (let i = 0; i < count; i++) {
    let folded = width > 1 ? first[i] | (second[i] << 8) : first[i];
    for (let plane = 2; plane < width; plane++) folded |= planes[plane * count + i] << (8 * plane);
    steps[i] = (folded >>> 1) ^ -(folded & 1);
  }
  return steps;
}

export function rowsOf(steps: Int16Array | Int32Array, n: number, unit: boolean, size: number): Rows {
  const lengths = new Float64Array(n);
  for (let at = 0; at < steps.length; at += n) {
    for (let i = 0; i < n; i++) lengths[i] += steps[at + i] * steps[at + i];
  }
  for (let i = 0; i < n; i++) lengths[i] = Math.sqrt(lengths[i]);
  return { n, dim: n > 0 ? steps.length / n : 0, unit, steps, lengths, size };
}

/** The rows nearest to a sum of rows, nearest first, without those that it is made of. */
export function addUp(rows: Rows, terms: readonly Signed[], most: number): Sum | Unable {
  const total = new Float64Array(rows.dim);
  let added = 0;
  for (const { sign, rows: of } of terms) {
    if (rows.unit && of.some((row) => rows.lengths[row] === 0)) return "zero";
    const mean = meanOf(rows, of);
    const size = lengthOf(mean);
    if (rows.unit && size <= CANCELLED) return "zero";
    // the mean of directions counts as much as any term
    const vector = rows.unit && of.length > 1 ? mean.map((value) => value / size) : mean;
    added += lengthOf(vector);
    for (let j = 0; j < total.length; j++) total[j] += sign * vector[j];
  }
  if (rows.unit && lengthOf(total) <= CANCELLED * added) return "cancel";
  const far = distancesFrom(rows, total);
  const inputs = [...new Set(terms.flatMap(({ rows }) => rows))];
  const near = nearest(far, most + inputs.length).filter((row) => !inputs.includes(row));
  const figure = (row: number): Figure => ({ row, value: far[row] });
  return {
    near: near.slice(0, most).map(figure),
    inputs: inputs.map((row) => ({ ...figure(row), place: placeOf(far, row) })),
  };
}

/** Every row's place along the line from the mean of some rows, at -1, to that of others, at 1. */
export function layAxis(rows: Rows, a: readonly number[], b: readonly number[]): Laid | Unable {
  if (rows.unit && [...a, ...b].some((row) => rows.lengths[row] === 0)) return "zero";
  const [from, to] = [meanOf(rows, a), meanOf(rows, b)];
  const line = to.map((value, j) => value - from[j]);
  const squared = dot(line, line);
  if (squared <= CANCELLED ** 2 * Math.max(dot(from, from), dot(to, to))) return "same";
  const middle = (dot(to, to) - dot(from, from)) / 2;
  const along = products(rows, line);
  const positions = Float32Array.from(along, (value, i) => {
    const foot = rows.unit ? value / rows.lengths[i] : value; // 0 / 0: a zero row has no place
    return (2 * (foot - middle)) / squared;
  });
  const cosine = 1 - dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
  const distance = rows.unit ? cosine : Math.sqrt(squared) * rows.size;
  return { positions, distance, half: Math.sqrt(squared) / 2 };
}

/** The distance of two rows. */
export function distanceOf(rows: Rows, a: number, b: number): number {
  const [one, other] = [vectorOf(rows, a), vectorOf(rows, b)];
  if (rows.unit) return 1 - dot(one, other);
  return rows.size * lengthOf(one.map((value, j) => value - other[j]));
}

/**
 * Between which places along random axes of unit length 95% of the tokens lie, for groups of these sizes; the ends
 * themselves are left out. Null where there are too few tokens. `lexiscape.ask.axis` draws the same axes.
 */
export function chanceAlong(rows: Rows, a: number, b: number): readonly [number, number] | null {
  const known = knownRows(rows);
  if (known.length <= a + b) return null;
  const step = Math.ceil(known.length / AXIS_LAID);
  const laid = known.filter((_, place) => place % step === 0);
  const vectors = laid.map((row) => Float32Array.from(vectorOf(rows, row)));
  const random = randomOf(1);
  const found: number[] = [];
  for (let axis = 0; axis < AXIS_DRAWS; axis++) {
    const drawn = drawnFrom(known, a + b, random);
    const [from, to] = [meanOf(rows, drawn.slice(0, a)), meanOf(rows, drawn.slice(a))];
    const line = to.map((value, j) => value - from[j]);
    const length = lengthOf(line);
    if (length === 0) continue;
    const direction = Float32Array.from(line, (value) => value / length);
    const middle = (dot(to, to) - dot(from, from)) / 2 / length;
    const ends = new Set(drawn);
    laid.forEach((row, i) => {
      if (!ends.has(row)) found.push(dot(vectors[i], direction) - middle);
    });
  }
  return endsOf(found);
}

/** Between which distances 95% of random pairs of tokens lie; null where there are too few tokens. */
export function chanceOfPairs(rows: Rows): readonly [number, number] | null {
  const known = knownRows(rows);
  if (known.length < 3) return null;
  const random = randomOf(2);
  return endsOf(
    Array.from({ length: PAIRS }, () => {
      const [a, b] = drawnFrom(known, 2, random);
      return distanceOf(rows, a, b);
    }),
  );
}

function endsOf(found: readonly number[]): readonly [number, number] | null {
  if (found.length === 0) return null;
  const sorted = Float64Array.from(found).sort();
  const tail = Math.floor(((1 - AXIS_SHARE) / 2) * (sorted.length - 1));
  return [sorted[tail], sorted[sorted.length - 1 - tail]];
}

function knownRows({ n, unit, lengths }: Rows): number[] {
  return Array.from({ length: n }, (_, row) => row).filter((row) => !unit || lengths[row] > 0);
}

/** So many different ones. */
function drawnFrom(known: readonly number[], size: number, random: () => number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(known[Math.floor(random() * known.length)]);
  return [...drawn];
}

/** A row in steps; by cosine, of length 1. */
function vectorOf({ n, dim, unit, steps, lengths }: Rows, row: number): Float64Array {
  const vector = new Float64Array(dim);
  const length = unit ? lengths[row] || 1 : 1;
  for (let j = 0; j < dim; j++) vector[j] = steps[j * n + row] / length;
  return vector;
}

function meanOf(rows: Rows, of: readonly number[]): Float64Array {
  const mean = new Float64Array(rows.dim);
  for (const row of of) {
    const vector = vectorOf(rows, row);
    for (let j = 0; j < mean.length; j++) mean[j] += vector[j] / of.length;
  }
  return mean;
}

/** Each row's product with a vector; of rows as they are, not brought to length 1. */
function products({ n, dim, steps }: Rows, vector: Float64Array): Float64Array {
  const found = new Float64Array(n);
  for (let j = 0; j < dim; j++) {
    const weight = vector[j];
    const column = steps.subarray(j * n, (j + 1) * n);
    for (let i = 0; i < n; i++) found[i] += weight * column[i];
  }
  return found;
}

/** Each row's squared distance from a vector, in steps. */
function squares({ n, dim, steps }: Rows, vector: Float64Array): Float64Array {
  const found = new Float64Array(n);
  for (let j = 0; j < dim; j++) {
    const at = vector[j];
    const column = steps.subarray(j * n, (j + 1) * n);
    for (let i = 0; i < n; i++) found[i] += (column[i] - at) * (column[i] - at);
  }
  return found;
}

function distancesFrom(rows: Rows, total: Float64Array): Float64Array {
  if (!rows.unit) return squares(rows, total).map((square) => rows.size * Math.sqrt(square));
  const length = lengthOf(total);
  return products(rows, total).map((product, i) => (rows.lengths[i] > 0 ? 1 - product / rows.lengths[i] / length : 1));
}

/** The rows with the smallest figures, smallest first; equal ones in order of position. */
function nearest(far: Float64Array, most: number): number[] {
  const count = Math.min(most, far.length);
  if (count === 0) return [];
  const limit = far.slice().sort()[count - 1];
  const rows: number[] = [];
  for (let row = 0; row < far.length; row++) if (far[row] <= limit) rows.push(row);
  return rows.sort((a, b) => far[a] - far[b] || a - b).slice(0, count);
}

function placeOf(far: Float64Array, row: number): number {
  let place = 1;
  for (let i = 0; i < far.length; i++) if (far[i] < far[row] || (far[i] === far[row] && i < row)) place++;
  return place;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let j = 0; j < a.length; j++) total += a[j] * b[j];
  return total;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
