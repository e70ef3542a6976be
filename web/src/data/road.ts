// The way from one token to another through true neighbors: the rule of src/lexiscape/ask/road.py, to the last bit.

import { ROAD_LEAST } from "../rules.ts";
import { createHeap } from "./heap.ts";

/** The true neighbors of all, as a map has them. */
export interface Neighborhood {
  readonly n: number;
  readonly k: number;
  readonly metric: string;
  readonly neighbors: Uint32Array;
  readonly distances: Float32Array;
}

/**
 * The rows of the shortest way, both ends included; none where no way leads there. A step joins two tokens if either is
 * among the neighbors of the other, and costs its squared distance; of ways equally long, that through lower rows. Back it
 * is the same way. By Dijkstra's algorithm.
 */
export function shortestRoad(near: Neighborhood, from: number, to: number): Uint32Array {
  if (near.k === 0 || from === to) return new Uint32Array(0);
  const [start, end] = from < to ? [from, to] : [to, from];
  const costs = costsOf(near);
  const around = aroundEach(near);
  /** Call with each row that a step joins to this one, and what the step costs. */
  const steps = (row: number, call: (other: number, cost: number) => void): void => {
    for (let i = row * near.k; i < (row + 1) * near.k; i++) call(near.neighbors[i], costs[i]);
    for (let i = around.begins[row]; i < around.begins[row + 1]; i++) {
      const place = around.places[i];
      call(Math.floor(place / near.k), costs[place]);
    }
  };
  const far = new Float64Array(near.n).fill(Infinity);
  const heap = createHeap();
  far[start] = 0;
  heap.push(start, 0);
  for (let next = heap.pop(); next && next.row !== end; next = heap.pop()) {
    const { row, key } = next;
    if (key > far[row]) continue; // a shorter way there was found since
    steps(row, (other, cost) => {
      const length = key + cost;
      if (length < far[other]) heap.push(other, (far[other] = length));
    });
  }
  if (far[end] === Infinity) return new Uint32Array(0);
  const way = [end];
  for (let here = end; here !== start; way.push(here)) {
    let before = Infinity;
    const goal = far[here];
    steps(here, (other, cost) => {
      if (far[other] + cost === goal) before = Math.min(before, other);
    });
    here = before;
  }
  return Uint32Array.from(from < to ? way.reverse() : way);
}

/** What each step costs, up to 1: its squared distance, by the largest. Cosine distances are half of squared chords. */
function costsOf({ metric, distances }: Neighborhood): Float64Array {
  const costs = Float64Array.from(distances, (distance) => (metric === "cosine" ? 2 * distance : distance * distance));
  const most = costs.reduce((most, cost) => Math.max(most, cost), 0) || 1;
  return costs.map((cost) => Math.max(cost / most, ROAD_LEAST));
}

/** Where each row stands among the neighbors of others: `places` of row i are entries `begins[i]` … `begins[i + 1]`. */
function aroundEach({ n, neighbors }: Neighborhood): { begins: Uint32Array; places: Uint32Array } {
  const begins = new Uint32Array(n + 1);
  for (const other of neighbors) begins[other + 1]++;
  for (let row = 0; row < n; row++) begins[row + 1] += begins[row];
  const next = begins.slice();
  const places = new Uint32Array(neighbors.length);
  neighbors.forEach((other, place) => {
    places[next[other]++] = place;
  });
  return { begins, places };
}
