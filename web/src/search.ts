// Text typed in, rows out: the same word first, then what begins with it, then what holds it; `/…/` is a pattern.

import type { MapData } from "./data.ts";
import { fold } from "./folding.ts";

export interface SearchResult {
  /** Best first. */
  readonly rows: Uint32Array;
  /** What is wrong with the pattern, or null. */
  readonly error: string | null;
}

export type Search = (query: string) => SearchResult;

const NOTHING: SearchResult = { rows: new Uint32Array(0), error: null };

export function createSearch(data: Pick<MapData, "n" | "readable" | "raw">): Search {
  let folded: { readable: string[]; raw: string[] } | null = null;
  return (query) => {
    if (query.trim() === "") return NOTHING;
    const pattern = /^\/(.+)\/([iu]*)$/s.exec(query.trim());
    if (pattern) return byPattern(data, pattern[1], pattern[2]);
    folded ??= { readable: data.readable.map(fold), raw: data.raw.map(fold) };
    const wanted = fold(query.trim());
    const tiers: number[][] = [[], [], [], []];
    for (let i = 0; i < data.n; i++) {
      const text = folded.readable[i];
      if (text === wanted) tiers[data.readable[i] === query ? 0 : 1].push(i);
      else if (text.startsWith(wanted)) tiers[2].push(i);
      else if (text.includes(wanted) || folded.raw[i].includes(wanted)) tiers[3].push(i);
    }
    return { rows: Uint32Array.from(tiers.flat()), error: null };
  };
}

function byPattern(data: Pick<MapData, "n" | "readable" | "raw">, source: string, flags: string): SearchResult {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, flags);
  } catch (error) {
    return { rows: NOTHING.rows, error: (error as Error).message };
  }
  const rows: number[] = [];
  for (let i = 0; i < data.n; i++) if (pattern.test(data.raw[i]) || pattern.test(data.readable[i])) rows.push(i);
  return { rows: Uint32Array.from(rows), error: null };
}
