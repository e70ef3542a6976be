// How near every token truly is to one of them, as far as the stored neighbors tell: its rank among them, then steps.

import { interpolateInferno, interpolateYlOrRd } from "d3-scale-chromatic";
import type { MapData } from "../data/data.ts";
import type { State } from "../state/state.ts";
import { parse } from "./color.ts";
import type { Rgb, Theme } from "./theme.ts";

/** Chains of neighbors longer than this say nothing. */
export const MOST_STEPS = 4;
/** The far end on a light ground. */
const FAR: Rgb = [176, 169, 152];

/** The row whose true nearness the colors show, or -1 while they show something else. */
export function nearnessCenter({ hover, mode, selected }: State): number {
  if (mode !== "distance") return -1;
  return hover >= 0 ? hover : selected;
}

/**
 * For each row: 0 for `row` itself, 1 … k for its neighbors by rank, k + s - 1 for those that s steps from neighbor to
 * neighbor reach (s from 2 to MOST_STEPS), 255 for all others.
 */
export function nearness(data: Pick<MapData, "n" | "k" | "neighbors">, row: number): Uint8Array {
  const { n, k, neighbors } = data;
  const level = new Uint8Array(n).fill(255);
  level[row] = 0;
  let edge: number[] = [];
  for (let j = 0; j < k; j++) {
    const other = neighbors[row * k + j];
    level[other] = Math.min(level[other], j + 1);
    edge.push(other);
  }
  for (let steps = 2; steps <= MOST_STEPS; steps++) {
    const next: number[] = [];
    for (const at of edge) {
      for (let j = at * k; j < (at + 1) * k; j++) {
        if (level[neighbors[j]] !== 255) continue;
        level[neighbors[j]] = k + steps - 1;
        next.push(neighbors[j]);
      }
    }
    edge = next;
  }
  return level;
}

/** The color of a level of `nearness`, the nearest the most vivid; null where nothing is known. */
export function nearnessColor(level: number, k: number, theme: Theme): Rgb | null {
  if (level === 255) return null;
  // the ranks take the vivid half of the scale, the steps the pale one
  const t =
    level <= k ? 1 - (0.5 * level) / Math.max(k, 1) : 0.42 - (0.3 * (level - k - 1)) / Math.max(MOST_STEPS - 2, 1);
  if (theme.name === "dark") return parse(interpolateInferno(0.4 + 0.55 * t));
  // the pale end of the scale would drown in a light ground: it turns to grey instead
  const [vivid, grey] = [parse(interpolateYlOrRd(0.3 + 0.7 * t)), Math.min(1, 1.1 * (1 - t) ** 2)];
  const mixed = vivid.map((part, i) => Math.round(part + grey * (FAR[i] - part)));
  return [mixed[0], mixed[1], mixed[2]];
}

/** The colors of all levels that are known, nearest first. */
export function nearnessScale(k: number, theme: Theme): Rgb[] {
  return Array.from({ length: k + MOST_STEPS }, (_, level) => nearnessColor(level, k, theme) ?? theme.dim);
}

export function paintNearness(data: MapData, row: number, theme: Theme, into: Uint8Array): void {
  const levels = nearness(data, row);
  const colors = new Uint8Array(4 * 256);
  for (const level of new Set(levels)) colors.set(nearnessColor(level, data.k, theme) ?? theme.dim, 4 * level);
  // a word a row: four bytes of a color at once
  const [words, table] = [new Uint32Array(into.buffer, into.byteOffset, data.n), new Uint32Array(colors.buffer)];
  for (let i = 0; i < data.n; i++) words[i] = table[levels[i]];
}
