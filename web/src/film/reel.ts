// The frames of a film, as its page carries them: how each differs from the map of the last. The format is written by
// src/lexiscape/files/film.py.

import { inflate, partsOf } from "../data/container.ts";
import { alongCurve } from "../data/curve.ts";
import {
  type Column,
  columnValues,
  distancesOf,
  fromBase64,
  type MapData,
  neighborsOf,
  type Stored,
  unplane,
  unzigzag,
} from "../data/data.ts";
import { placesOn, type Still } from "../data/still.ts";
import type { Tie } from "../data/tie.ts";
import { own } from "../text/own.ts";

/** A score beside what chance gives. */
export interface Score {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly null: number;
  readonly null_sd: number;
}

/** What is told of a frame. */
export interface FrameFacts {
  readonly name: string;
  /** What tells it from the others. */
  readonly short: string;
  readonly before: Score | null;
  readonly last: Score | null;
  readonly norm: readonly [number, number, number];
  readonly anisotropy: number;
  readonly effective_rank: number;
  readonly untrained: number | null;
  /** By figure, in English, why there is none where none can be; older pages do not say. */
  readonly not_applicable?: Readonly<Record<string, string>>;
  /** Which corrected space it is of, or "raw". */
  readonly space: string;
  readonly recall: number;
  readonly free_recall: number;
  readonly apart: boolean;
}

export interface Told {
  readonly n: number;
  readonly k: number;
  readonly coverage: string;
  /** Of how many true neighbors `recall` is. */
  readonly recall_at: number;
  /** Whether each frame brings its neighbors. */
  readonly near: boolean;
  readonly frames: readonly FrameFacts[];
  /** Of each frame but the last: rows that moved most to the next, and how far. */
  readonly moved: readonly (readonly (readonly [row: number, distance: number])[])[];
  /** Of each such list: how many moved as far as its last, where it leaves some of them out; older pages have none. */
  readonly ties?: readonly (Tie | null)[];
  /** By column, where its color scale begins and ends in all frames. */
  readonly ends: Readonly<Record<string, readonly [number, number]>>;
}

interface Header extends Told {
  readonly version: number;
  readonly units: readonly number[];
  readonly columns: readonly (readonly (Stored & { readonly name: string })[])[];
  readonly sections: Readonly<Record<string, readonly [number, number, number]>>;
}

export interface Reel {
  readonly told: Told;
  /** Columns of the map with the ends that all frames share. */
  readonly columns: readonly Column[];
  /** Where tokens lie in a frame. */
  placesOf(i: number): Pick<Still, "x" | "y">;
  still(i: number): Still;
}

const MAGIC = "LXSF";
const VERSION = 1;

/** Unpack what the page carries beside the map; throws where it was cut or altered, or is another map's. */
export async function openReel(text: string, data: MapData): Promise<Reel> {
  const opened = partsOf<Header>(await inflate(fromBase64(text)), MAGIC);
  if (!opened) throw new Error("they are no film");
  const { header, parts } = opened;
  if (header.version !== VERSION) throw new Error(`they are of version ${header.version}, not ${VERSION}`);
  if (header.n !== data.n || header.k !== data.k || header.frames.length < 2)
    throw new Error("they are of another map");
  const integers = (name: string): Uint32Array => {
    const place = own(header.sections, name);
    if (!place || place[0] + place[1] > parts.length) throw new Error("they were cut");
    return unplane(parts.subarray(place[0], place[0] + place[1]), place[2]);
  };
  const grids = gridsOf(header.frames.length, data.grid.slice(), integers);
  const base = { neighbors: data.neighbors.slice(), distances: data.distances.slice() };
  const columns = data.columns.flatMap((column): Column[] => {
    const ends = own(header.ends, column.name);
    return ends ? [{ ...column, ends }] : [];
  });
  const last = header.frames.length - 1;
  const { n, k } = header;
  const nearOf = (i: number): Still["near"] => {
    if (!header.near) return null;
    if (i === last) return base;
    const rows = alongCurve(grids[i].subarray(0, n), grids[i].subarray(n, 2 * n));
    const neighbors = neighborsOf(integers(`${i}:neighbors`), rows, k);
    return { neighbors, distances: distancesOf(integers(`${i}:distances`), n, k, header.units[i]) };
  };
  const columnsOf = (i: number): readonly Column[] =>
    i === last
      ? columns
      : header.columns[i].flatMap(({ name, ...stored }): Column[] => {
          const column = columns.find((one) => one.name === name);
          return column ? [{ ...column, values: columnValues(stored, integers(`${i}:column:${name}`)) }] : [];
        });
  let places: { i: number; at: Pick<Still, "x" | "y"> } | null = null;
  const placesOf = (i: number): Pick<Still, "x" | "y"> => {
    if (places?.i !== i) places = { i, at: placesOn(grids[i], n, data.height) };
    return places.at;
  };
  return {
    told: { ...header, moved: header.moved.map((rows) => rows.filter(([row]) => row >= 0 && row < n)) },
    columns,
    placesOf,
    still(i) {
      const { short, recall, space } = header.frames[i];
      return {
        grid: grids[i],
        ...placesOf(i),
        near: nearOf(i),
        columns: columnsOf(i),
        meta: { subtitle: short, corrected: { space }, scores: { [`recall@${header.recall_at}`]: recall } },
      };
    },
  };
}

/** Where tokens lie in each frame: every one is stored as steps from the one after it. */
function gridsOf(count: number, last: Uint32Array, integers: (name: string) => Uint32Array): Uint32Array[] {
  const grids = [last];
  for (let i = count - 2; i >= 0; i--) {
    const [after] = grids;
    const steps = integers(`${i}:xy`);
    if (steps.length !== after.length) throw new Error("they were cut");
    grids.unshift(steps.map((step, at) => after[at] + unzigzag(step)));
  }
  return grids;
}
