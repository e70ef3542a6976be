// The places of the map and their names: where tokens crowd, called by the most typical of the well-known tokens there.

import type { MapData } from "../data/data.ts";
import { densityOf, type Density } from "../points/density.ts";
import { nameOf, type Trait } from "./region-names.ts";

/** A place on the map. */
export interface Region {
  /** Its words, best first; none where nothing says what it is. */
  readonly words: readonly string[];
  /** Middle of its tokens, in the world. */
  readonly x: number;
  readonly y: number;
  /** Side of a square as large as it, in world units. */
  readonly span: number;
  /** How many tokens lie there. */
  readonly count: number;
  /** How far its tokens are each other's true neighbors, 0 to 1: what is torn apart deserves no large name. */
  readonly unity: number;
}

export interface Places extends Pick<MapData, "n" | "k" | "x" | "y" | "width" | "height" | "neighbors"> {
  readonly kind: Trait | undefined;
  readonly script: Trait | undefined;
}

/** Blur radii, in cells of the density's grid, that make continents and countries. */
const BLURS = [6, 3] as const;
/** A place with fewer tokens has no name. */
const FEWEST = 12;

/** Regions of both sizes, the coarser first, the largest of each first. */
export function regionsOf(data: Places, texts: readonly string[], order: Uint32Array): Region[] {
  if (data.n < 4 * FEWEST) return [];
  return BLURS.flatMap((blur) => {
    const density = densityOf(data, blur);
    const basin = basins(density);
    return describe(data, texts, order, density, basin).sort((a, b) => b.count * b.unity - a.count * a.unity);
  });
}

/** For each cell, the peak that is reached by always climbing; -1 for the sea. */
function basins({ columns, rows, values }: Density): Int32Array {
  const land = 0.25;
  const peak = new Int32Array(columns * rows).fill(-2);
  const path: number[] = [];
  for (let start = 0; start < peak.length; start++) {
    let at = start;
    path.length = 0;
    while (peak[at] === -2) {
      if (values[at] < land) {
        peak[at] = -1;
        break;
      }
      path.push(at);
      const higher = climb(values, columns, rows, at);
      if (higher === at) {
        peak[at] = at;
        break;
      }
      at = higher;
    }
    for (const cell of path) peak[cell] = peak[at];
  }
  return peak;
}

function climb(values: Float32Array, columns: number, rows: number, at: number): number {
  const [column, row] = [at % columns, Math.floor(at / columns)];
  let best = at;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const [c, r] = [column + dx, row + dy];
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      if (values[r * columns + c] > values[best]) best = r * columns + c;
    }
  }
  return best;
}

function describe(
  data: Places,
  texts: readonly string[],
  order: Uint32Array,
  { columns, cell, left, top }: Density,
  basin: Int32Array,
): Region[] {
  const { n, k, x, y, neighbors } = data;
  const regionOf = new Int32Array(n);
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const at = Math.floor((y[i] - top) / cell) * columns + Math.floor((x[i] - left) / cell);
    regionOf[i] = basin[at] ?? -1;
    if (regionOf[i] < 0) continue;
    const rows = members.get(regionOf[i]);
    if (rows) rows.push(i);
    else members.set(regionOf[i], [i]);
  }
  const cells = new Map<number, number>();
  for (const peak of basin) cells.set(peak, (cells.get(peak) ?? 0) + 1);
  const place = new Uint32Array(n);
  order.forEach((row, at) => (place[row] = at));
  // How many tokens of its own region hold a token for one of their nearest: how typical it is of the region.
  const typical = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i * k; j < (i + 1) * k; j++) if (regionOf[neighbors[j]] === regionOf[i]) typical[neighbors[j]]++;
  }
  const tokens = { texts, place, typical, kind: data.kind, script: data.script };
  const regions: Region[] = [];
  for (const [peak, rows] of members) {
    if (rows.length < FEWEST) continue;
    regions.push({
      words: nameOf(rows, tokens),
      x: sum(rows, x) / rows.length,
      y: sum(rows, y) / rows.length,
      span: Math.sqrt(cells.get(peak) ?? 1) * cell,
      count: rows.length,
      unity: sum(rows, typical) / (rows.length * Math.max(k, 1)),
    });
  }
  return regions;
}

function sum(rows: readonly number[], values: Float32Array): number {
  return rows.reduce((total, row) => total + values[row], 0);
}
