// Text typed in, rows out: the same word first, then what begins with it, then what holds it; `/…/` is a pattern.

import { fold } from "../text/folding.ts";
import type { MapData } from "./data.ts";
import { compile, type Pattern, patternIn } from "./pattern.ts";

export interface SearchResult {
  /** Best first. */
  readonly rows: Uint32Array;
  /** What is wrong with the pattern, or null. */
  readonly error: string | null;
  /** What is still to be tried on every token, beside the page; null when `rows` is all. */
  readonly pattern: Pattern | null;
}

export interface Search {
  (query: string): SearchResult;
  /** Fold the next so many tokens before they are asked for; true when all are. */
  prepare(rows: number): boolean;
}

const NOTHING: SearchResult = { rows: new Uint32Array(0), error: null, pattern: null };

export function createSearch(data: Pick<MapData, "n" | "readable" | "raw">): Search {
  const readable: string[] = [];
  const raw: string[] = [];
  const prepare = (rows: number): boolean => {
    const end = Math.min(data.n, readable.length + rows);
    for (let i = readable.length; i < end; i++) {
      readable.push(fold(data.readable[i]));
      raw.push(data.raw[i] === data.readable[i] ? readable[i] : fold(data.raw[i])); // most read as they are
    }
    return end === data.n;
  };
  /** What holds a longer text is among what holds a part of it: who types on searches what is left. */
  let last: { wanted: string; rows: Uint32Array } | null = null;
  const search = (query: string): SearchResult => {
    if (query.trim() === "") return NOTHING;
    const pattern = patternIn(query);
    if (pattern) return byPattern(pattern);
    prepare(data.n);
    const wanted = fold(query.trim());
    const tiers: number[][] = [[], [], [], []];
    const look = (i: number): void => {
      const text = readable[i];
      const at = text.indexOf(wanted);
      if (at > 0 || (at < 0 && raw[i] !== text && raw[i].includes(wanted))) tiers[3].push(i);
      else if (at === 0 && text.length > wanted.length) tiers[2].push(i);
      else if (at === 0) tiers[data.readable[i] === query ? 0 : 1].push(i);
    };
    if (last && wanted.includes(last.wanted)) last.rows.forEach(look);
    else for (let i = 0; i < data.n; i++) look(i);
    const rows = Uint32Array.from(tiers.flat());
    last = { wanted, rows: rows.slice().sort() };
    return { rows, error: null, pattern: null };
  };
  return Object.assign(search, { prepare });
}

function byPattern(pattern: Pattern): SearchResult {
  try {
    compile(pattern);
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group": the reader knows what was typed
    const message = (error as Error).message;
    return { ...NOTHING, error: message.slice(message.lastIndexOf(": ") + 1).trim() };
  }
  return { ...NOTHING, pattern };
}
