// The places of the map and their names: where tokens crowd, called by the most typical of the well-known tokens there.
// Figures find the same places by the same rule: `lexiscape.pictures.regions`; its numbers are in rules/rules.json.

import type { MapData } from "../data/data.ts";
import { type Area, cellsOf, type Density, densityOf } from "../points/density.ts";
import { DENSITY_BORDER, REGION_BLURS, REGION_CLIMB, REGION_COAST, REGION_FEWEST } from "../rules.ts";
import { judgeOf, type WordLists } from "../text/unfit.ts";
import { isWord, nameOf, rareOf, type Tokens, type Trait } from "./region-names.ts";

/** A place on the map. */
export interface Region {
  /** From 0, a continent, to 3, a street; 4 is a quarter, which the page alone knows. */
  readonly level: number;
  /** Its words, best first, none of which names a larger place around it; none where nothing says what it is. */
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

export interface Places extends Pick<MapData, "n" | "k" | "grid" | "neighbors"> {
  readonly kind: Trait | undefined;
  readonly script: Trait | undefined;
  readonly words: WordLists;
}

/** A place of which fewer tokens are kept has no name. */
const FEWEST_KEPT = 3;

/**
 * Regions of all levels, the coarser first, the largest of each first. `kept`: 1 for rows that the reader keeps; places
 * stay where they are, but are called, and counted, by these alone.
 */
export function regionsOf(
  data: Places,
  texts: readonly string[],
  order: Uint32Array,
  kept: Uint8Array | null = null,
): Region[] {
  return placesOf(data, texts, order, kept).filter(({ level }) => level < REGION_BLURS.length);
}

/** The regions, and after them the quarters: pieces of streets much wider than usual, and of land that is no street. */
export function placesOf(
  data: Places,
  texts: readonly string[],
  order: Uint32Array,
  kept: Uint8Array | null = null,
): Region[] {
  if (data.n < 4 * REGION_FEWEST) return [];
  const area = areaOf(data);
  const place = new Uint32Array(data.n);
  order.forEach((row, at) => (place[row] = at));
  const { kind, script, words } = data;
  const rare = script ? rareOf(script) : new Set<number>();
  const naming = {
    texts,
    place,
    isWord: remembered(data.n, (row) => isWord(texts[row])),
    kind,
    script,
    rare,
    judge: judgeOf(words),
  };
  let above: Level | null = null;
  const found: Region[] = [];
  const add = (level: number, density: Density, basin: Int32Array): void => {
    above = describe(data, area, { naming, level, kept, above }, density, basin);
    found.push(...above.regions.values());
  };
  REGION_BLURS.forEach((blur, level) => {
    const density = densityOf(area, blur, DENSITY_BORDER);
    const basin = basins(density);
    add(level, density, basin);
    if (level === REGION_BLURS.length - 1)
      add(level + 1, density, quarters(basin, cellsOf(area, DENSITY_BORDER), density));
  });
  return found;
}

/** A street is cut when it has so many times the cells of the usual one, into squares as wide as so many usual ones. */
const CUT_FROM = 4;
const CUT_WIDTH = 2;
/** What is left of squares with few tokens is cut again, so many times, into squares twice as wide. */
const JOINED = 2;
/** Of a cell that has no quarter yet. */
const OPEN = -2;

/** For each cell, the quarter in which it lies; -1 for those of streets that are no wider than others. */
function quarters(basin: Int32Array, tokens: Uint32Array, { columns }: Density): Int32Array {
  const [cells, counts] = [basin, Int32Array.from(tokens, (at) => basin[at])].map(tally);
  const streets = [...cells].filter(([peak]) => peak >= 0 && (counts.get(peak) ?? 0) >= REGION_FEWEST);
  const usual = streets.map(([, count]) => count).sort((a, b) => a - b)[streets.length >> 1] ?? 1;
  const whole = new Set(streets.filter(([, count]) => count < CUT_FROM * usual).map(([peak]) => peak));
  const usualSide = Math.max(1, Math.round(CUT_WIDTH * Math.sqrt(usual)));
  const quarter = basin.map((peak) => (whole.has(peak) ? -1 : OPEN));
  let next = 0;
  for (let times = 0; times <= JOINED; times++) {
    const side = usualSide * 2 ** times;
    const across = Math.ceil(columns / side);
    const numbers = new Map<string, number>();
    const square = basin.map((peak, at) => {
      if (quarter[at] !== OPEN) return -1;
      const where = Math.floor(Math.floor(at / columns) / side) * across + Math.floor((at % columns) / side);
      const name = times === 0 ? `${peak} ${where}` : String(where);
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    });
    const held = tally(Int32Array.from(tokens, (at) => square[at]));
    square.forEach((number, at) => {
      const enough = times === JOINED || (held.get(number) ?? 0) >= REGION_FEWEST;
      if (number >= 0 && enough) quarter[at] = next + number;
    });
    next += numbers.size;
  }
  return quarter;
}

/** How often each number occurs. */
function tally(numbers: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}

/** The same, asked of each row only once. */
function remembered(n: number, ask: (row: number) => boolean): (row: number) => boolean {
  const known = new Int8Array(n);
  return (row) => (known[row] ||= ask(row) ? 1 : -1) === 1;
}

/** Where tokens truly lie: those that share a place are moved apart on the screen only. */
function areaOf({ n, grid }: Places): Area {
  const x = grid.subarray(0, n);
  const up = grid.subarray(n);
  const [width, height] = [x, up].map((side) => side.reduce((most, value) => Math.max(most, value), 0));
  return { n, x, y: up.map((value) => height - value), width, height };
}

/** For each cell, the peak that is reached by always climbing; -1 for the sea. */
function basins({ columns, rows, values }: Density): Int32Array {
  const peak = new Int32Array(columns * rows).fill(-2);
  const path: number[] = [];
  for (let start = 0; start < peak.length; start++) {
    let at = start;
    path.length = 0;
    while (peak[at] === -2) {
      if (values[at] < REGION_COAST) {
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
  for (let dy = -REGION_CLIMB; dy <= REGION_CLIMB; dy++) {
    for (let dx = -REGION_CLIMB; dx <= REGION_CLIMB; dx++) {
      const [c, r] = [column + dx, row + dy];
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      if (values[r * columns + c] > values[best]) best = r * columns + c;
    }
  }
  return best;
}

/** What the regions of one level are named by. */
interface Naming {
  readonly naming: Omit<Tokens, "typical">;
  readonly level: number;
  readonly kept: Uint8Array | null;
  readonly above: Level | null;
}

/** The regions of one size by their peaks, in order, and in which each token lies. */
interface Level {
  readonly regions: ReadonlyMap<number, Region>;
  readonly regionOf: Int32Array;
  /** By peak, the words on the path to each, its own among them. */
  readonly used: ReadonlyMap<number, ReadonlySet<string>>;
}

/** The words on the path to the larger region in which most of these rows lie; the first one of two with as many. */
function usedAround(rows: readonly number[], above: Level | null): ReadonlySet<string> {
  const counts = new Map([...(above?.regions.keys() ?? [])].map((peak) => [peak, 0]));
  for (const row of rows) {
    const peak = above?.regionOf[row] ?? -1;
    const count = counts.get(peak);
    if (count !== undefined) counts.set(peak, count + 1);
  }
  const [most, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
  return (count > 0 && above?.used.get(most)) || new Set();
}

function describe(
  data: Places,
  area: Area,
  { naming, level, kept, above }: Naming,
  { cell }: Density,
  basin: Int32Array,
): Level {
  const { n, k, neighbors } = data;
  const regionOf = Int32Array.from(cellsOf(area, DENSITY_BORDER), (at) => basin[at]);
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    if (regionOf[i] < 0) continue;
    const rows = members.get(regionOf[i]);
    if (rows) rows.push(i);
    else members.set(regionOf[i], [i]);
  }
  const cells = tally(basin);
  // How many tokens of its own region hold a token for one of their nearest: how typical it is of the region.
  const typical = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i * k; j < (i + 1) * k; j++) if (regionOf[neighbors[j]] === regionOf[i]) typical[neighbors[j]]++;
  }
  const tokens = { ...naming, typical };
  const large = [...members]
    .filter(([, rows]) => rows.length >= REGION_FEWEST)
    .map(([peak, rows]) => ({ peak, rows, ties: sum(rows, typical) }))
    .sort((a, b) => b.ties - a.ties); // by whole numbers: shares of two regions that are equal may differ in the last bit
  const keptOf = (rows: readonly number[]): readonly number[] => (kept ? rows.filter((row) => kept[row] === 1) : rows);
  const named = large.map((place) => ({ ...place, own: keptOf(place.rows) }));
  const used = new Map<number, ReadonlySet<string>>();
  const regionAt = ({ peak, rows, own, ties }: (typeof named)[number]): Region => {
    const around = usedAround(rows, above);
    const words = own.length >= FEWEST_KEPT ? nameOf(own, tokens, around) : [];
    used.set(peak, new Set([...around, ...words]));
    return {
      level,
      words,
      x: sum(rows, area.x) / rows.length,
      y: sum(rows, area.y) / rows.length,
      span: Math.sqrt(cells.get(peak) ?? 1) * cell,
      count: own.length,
      unity: ties / (rows.length * Math.max(k, 1)),
    };
  };
  return { regions: new Map(named.map((one) => [one.peak, regionAt(one)])), regionOf, used };
}

function sum(rows: readonly number[], values: ArrayLike<number>): number {
  return rows.reduce((total, row) => total + values[row], 0);
}
