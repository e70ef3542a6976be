// Some tokens in, the neighbors that they share and those of each alone out: of two, as src/lexiscape/ask/road.py has them.

import type { MapData } from "./data.ts";
import { type Neighbor, neighborsOf } from "./neighbors.ts";
import { randomOf } from "./random.ts";

/** A token that is among the nearest of several. */
export interface Shared {
  readonly row: number;
  /** Of which, by their place in the list that was asked for. */
  readonly of: readonly number[];
  /** The sum of its distances from these. */
  readonly distance: number;
}

/** Two of the tokens: how many neighbors they share, and where each stands among the other's, from 1 on, or 0. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly shared: number;
  readonly placeOfB: number;
  readonly placeOfA: number;
}

export interface Together {
  /** Those of most tokens first, then by distance. */
  readonly shared: readonly Shared[];
  /** For each token those that no other one has, nearest first; the tokens themselves left out. */
  readonly own: readonly (readonly Neighbor[])[];
  readonly pairs: readonly Pair[];
}

type Near = Pick<MapData, "n" | "k" | "metric" | "neighbors" | "distances">;

export function neighborsTogether(data: Near, rows: readonly number[]): Together {
  const near = rows.map((row) => neighborsOf(data, row));
  const found = new Map<number, { of: number[]; distance: number }>();
  near.forEach((neighbors, of) => {
    for (const { row, distance } of neighbors) {
      const known = found.get(row) ?? { of: [], distance: 0 };
      known.of.push(of);
      known.distance += distance;
      found.set(row, known);
    }
  });
  const shared = Array.from(found, ([row, { of, distance }]) => ({ row, of, distance })).filter(
    ({ of }) => of.length > 1,
  );
  shared.sort((a, b) => b.of.length - a.of.length || a.distance - b.distance || a.row - b.row);
  const own = near.map((neighbors) =>
    neighbors.filter(({ row }) => found.get(row)?.of.length === 1 && !rows.includes(row)),
  );
  const place = (a: number, b: number): number => near[a].find(({ row }) => row === rows[b])?.rank ?? 0;
  const pairs: Pair[] = [];
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const count = shared.filter(({ of }) => of.includes(a) && of.includes(b)).length;
      pairs.push({ a, b, shared: count, placeOfB: place(a, b), placeOfA: place(b, a) });
    }
  }
  return { shared, own, pairs };
}

/** Pairs of the null. */
const PAIRS = 10_000;
const chances = new WeakMap<object, Float64Array>();

/** The share of random pairs of tokens that have so many neighbors in common, or more: entry s, from 0 to k. */
export function chanceOfSharing(data: Near): Float64Array {
  const known = chances.get(data);
  if (known) return known;
  const { n, k, neighbors } = data;
  const random = randomOf(3);
  const counts = new Float64Array(k + 1);
  for (let drawn = 0; n > 1 && drawn < PAIRS; drawn++) {
    const a = Math.floor(n * random());
    const b = (a + 1 + Math.floor((n - 1) * random())) % n;
    const near = new Set(neighbors.subarray(a * k, (a + 1) * k));
    let count = 0;
    for (let i = b * k; i < (b + 1) * k; i++) if (near.has(neighbors[i])) count++;
    for (let s = 0; s <= count; s++) counts[s]++;
  }
  const shares = counts.map((count) => count / PAIRS);
  chances.set(data, shares);
  return shares;
}
