// The payload's bytes in, a MapData out. The format is written by src/lexiscape/files/payload.py.

import { GRID_STEPS, MANTISSA_BITS_DROPPED, PAYLOAD_MAGIC, PAYLOAD_VERSION } from "../rules.ts";
import { own } from "../text/own.ts";
import { inflate, partsOf } from "./container.ts";
import { alongCurve } from "./curve.ts";

/** What is known of each token: a number, or a code into `categories`. */
export interface Column {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly categories: readonly string[] | null;
  readonly values: Float32Array | Uint32Array;
  /** Where its color scale begins and ends; from its numbers, where this is not said. */
  readonly ends?: readonly [number, number];
  /** The file keeps its numbers to four digits; all others are kept as they were. */
  readonly rounded?: boolean;
  /** Its tokens of most and least stand in the legend without being asked for. */
  readonly listed?: boolean;
}

/** A map, in row order: row i of every array is the same token. */
export interface MapData {
  readonly name: string;
  readonly n: number;
  /** True neighbors stored for each token. */
  readonly k: number;
  readonly metric: string;
  readonly ids: Float64Array;
  readonly readable: readonly string[];
  readonly raw: readonly string[];
  /** Where tokens truly lie, in whole steps from 0 to 65535 along the longer side: x of all rows, then y, upward. */
  readonly grid: Uint32Array;
  /** Where tokens are colored by, while they lie elsewhere: a token of a film keeps its color. */
  colored?: Uint32Array;
  /** World coordinates: the same, moved apart where several lie in one place; y grows downward, as on screens. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Coordinates as the map has them: `origin + step * grid`. */
  readonly origin: readonly [number, number];
  readonly step: number;
  /** Row i's neighbors are entries i*k … i*k+k-1, nearest first. */
  readonly neighbors: Uint32Array;
  readonly distances: Float32Array;
  readonly columns: readonly Column[];
  readonly meta: Readonly<Record<string, unknown>>;
  /** How to cite it, as BibTeX; of an older page "". */
  readonly citation: string;
}

/** The page's data cannot be read; the message says why. */
export class DamagedData extends Error {}

/** How a column is stored. */
export interface Stored {
  readonly store: string;
  readonly table?: readonly number[];
}

interface Header {
  version: number;
  name: string;
  n: number;
  k: number;
  metric: string;
  xy: { origin: [number, number]; step: number; reach?: [number, number] };
  distance_step: number;
  columns: { name: string; title: string; help: string; store: string; categories?: string[]; table?: number[] }[];
  meta: Record<string, unknown>;
  citation?: unknown;
  sections: Record<string, [number, number, number]>;
  surrogates: Record<string, Record<string, string>>;
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new DamagedData("it is not base64");
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Decode a payload; throws DamagedData when it was cut or altered. */
export async function decode(packed: Uint8Array<ArrayBuffer>): Promise<MapData> {
  const body = await inflate(packed).catch(() => {
    throw new DamagedData("it was cut or altered");
  });
  const opened = partsOf<Header>(body, PAYLOAD_MAGIC);
  if (!opened) throw new DamagedData("it is no map");
  const { header, parts } = opened;
  if (header.version !== PAYLOAD_VERSION)
    throw new DamagedData(`it is of version ${header.version}, not ${PAYLOAD_VERSION}`);
  return assemble(header, parts);
}

function assemble(header: Header, body: Uint8Array): MapData {
  const section = (name: string): [Uint8Array, number] => {
    const place = own(header.sections, name);
    if (!place || place[0] + place[1] > body.length) throw new DamagedData(`its part "${name}" is missing`);
    return [body.subarray(place[0], place[0] + place[1]), place[2]];
  };
  const integers = (name: string): Uint32Array => unplane(...section(name));
  const { n, k } = header;
  const grid = integers("xy");
  const x = Float32Array.from(grid.subarray(0, n));
  const y = Float32Array.from(grid.subarray(n, 2 * n));
  const [reachX, reachY] = header.xy.reach ?? [0, 0];
  const height = y.reduce((most, value) => Math.max(most, value), reachY);
  for (let i = 0; i < n; i++) y[i] = height - y[i];
  spreadCoincident(x, y);
  const strings = (name: string) =>
    texts(section(name)[0], integers(`${name}:lengths`), own(header.surrogates, name) ?? {});
  const readable = strings("readable");
  return {
    name: header.name,
    n,
    k,
    metric: header.metric,
    ids: idsOf(...section("ids")),
    readable,
    grid,
    raw: strings("tokens").map((head, i) => (head[0] === "+" ? head.slice(1) + readable[i] : head.slice(1))),
    x,
    y,
    width: x.reduce((most, value) => Math.max(most, value), reachX),
    height,
    origin: header.xy.origin,
    step: header.xy.step,
    neighbors: neighborsOf(integers("neighbors"), alongCurve(grid.subarray(0, n), grid.subarray(n, 2 * n)), k),
    distances: distancesOf(integers("distances"), n, k, header.distance_step),
    columns: header.columns.map((column) => ({
      name: column.name,
      title: column.title,
      help: column.help,
      categories: column.categories ?? null,
      values: columnValues(column, integers(`column:${column.name}`)),
      rounded: column.store === "floats",
    })),
    meta: header.meta,
    citation: typeof header.citation === "string" ? header.citation : "",
  };
}

/** Join byte planes to numbers; planes above the fourth belong to ids alone, see `idsOf`. */
export function unplane(bytes: Uint8Array, width: number): Uint32Array {
  const count = bytes.length / width;
  const whole = new Uint32Array(count);
  for (let plane = 0; plane < Math.min(width, 4); plane++) {
    const shift = 8 * plane;
    const part = bytes.subarray(plane * count, (plane + 1) * count);
    for (let i = 0; i < count; i++) whole[i] |= part[i] << shift;
  }
  return whole;
}

export function unzigzag(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

/** Rows of the neighbors: each is stored as how many places further along the curve it lies. */
export function neighborsOf(steps: Uint32Array, rows: Uint32Array, k: number): Uint32Array {
  rows.forEach((row, place) => {
    for (let i = row * k; i < row * k + k; i++) steps[i] = rows[place + unzigzag(steps[i])];
  });
  return steps;
}

/** Distances of row i at i*k …, from each neighbor's step beyond the one before, stored neighbor by neighbor. */
export function distancesOf(steps: Uint32Array, n: number, k: number, size: number): Float32Array {
  const distances = new Float32Array(n * k);
  const levels = new Int32Array(n);
  for (let j = 0, at = 0; j < k; j++) {
    for (let i = 0; i < n; i++, at++) distances[i * k + j] = (levels[i] += unzigzag(steps[at])) * size;
  }
  return distances;
}

function idsOf(bytes: Uint8Array, width: number): Float64Array {
  const count = bytes.length / width;
  const ids = new Float64Array(count);
  for (let i = 0, id = 0; i < count; i++) {
    let folded = 0;
    for (let plane = width - 1; plane >= 0; plane--) folded = folded * 256 + bytes[plane * count + i];
    id += folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    ids[i] = id;
  }
  return ids;
}

/** The values of a column, by how it is stored. */
export function columnValues({ store, table }: Stored, stored: Uint32Array): Float32Array | Uint32Array {
  if (store === "codes") return stored;
  if (table) return new Float32Array(Uint32Array.from(stored, (code) => table[code]).buffer);
  if (store === "integers") {
    const values = new Float32Array(stored.length);
    for (let i = 0, value = 0; i < values.length; i++) values[i] = value += unzigzag(stored[i]);
    return values;
  }
  for (let i = 0; i < stored.length; i++) stored[i] <<= MANTISSA_BITS_DROPPED;
  return new Float32Array(stored.buffer);
}

function texts(bytes: Uint8Array, lengths: Uint32Array, lone: Record<string, string>): string[] {
  // ignoreBOM: a token that begins with U+FEFF must keep it
  const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const parts = new Array<string>(lengths.length);
  let start = 0;
  for (let i = 0; i < parts.length; i++) parts[i] = whole.slice(start, (start += lengths[i]));
  if (start !== whole.length) throw new DamagedData("its texts do not add up");
  for (const [row, text] of Object.entries(lone)) parts[Number(row)] = text;
  return parts;
}

/**
 * Move points that share one step of the grid to free steps around it, along a square spiral, so that each can be
 * reached: a thousand that were in one place lie within 16 steps of it (32 in a corner of the map), a quarter of a
 * thousandth of the map's longer side.
 */
export function spreadCoincident(x: Float32Array, y: Float32Array): void {
  const taken = new Set<number>();
  const spirals = new Map<number, Generator<readonly [number, number]>>();
  const keyOf = (atX: number, atY: number): number => atX * (GRID_STEPS + 1) + atY;
  // who is alone in a place keeps it
  const moved: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const key = keyOf(x[i], y[i]);
    if (taken.has(key)) moved.push(i);
    else taken.add(key);
  }
  for (const i of moved) {
    const [fromX, fromY] = [x[i], y[i]];
    const key = keyOf(fromX, fromY);
    const around = spirals.get(key) ?? spiral();
    spirals.set(key, around);
    do {
      const [dx, dy] = around.next().value as readonly [number, number];
      [x[i], y[i]] = [fromX + dx, fromY + dy];
    } while (x[i] < 0 || y[i] < 0 || x[i] > GRID_STEPS || y[i] > GRID_STEPS || taken.has(keyOf(x[i], y[i])));
    taken.add(keyOf(x[i], y[i]));
  }
}

/** The steps around one, ring by ring. */
function* spiral(): Generator<readonly [number, number]> {
  for (let ring = 1; ; ring++) {
    for (let at = -ring; at < ring; at++) {
      yield [at, -ring];
      yield [ring, at];
      yield [-at, ring];
      yield [-ring, -at];
    }
  }
}
