// Text typed in, rows out: the same word first, then what begins with it, then what holds it; `/…/` is a pattern.

import type { MapData } from "./data.ts";
import { fold } from "./folding.ts";
import { compile, type Pattern } from "./pattern.ts";

export interface SearchResult {
  /** Best first. */
  readonly rows: Uint32Array;
  /** What is wrong with the pattern, or null. */
  readonly error: string | null;
  /** What is still to be tried on every token, beside the page; null when `rows` is all. */
  readonly pattern: Pattern | null;
}

export type Search = (query: string) => SearchResult;

const NOTHING: SearchResult = { rows: new Uint32Array(0), error: null, pattern: null };

export function createSearch(data: Pick<MapData, "n" | "readable" | "raw">): Search {
  let folded: { readable: string[]; raw: string[] } | null = null;
  return (query) => {
    if (query.trim() === "") return NOTHING;
    const pattern = /^\/(.+)\/([imsu]*)$/s.exec(query.trim());
    if (pattern) return byPattern({ source: pattern[1], flags: pattern[2] });
    folded ??= foldAll(data);
    const wanted = fold(query.trim());
    const tiers: number[][] = [[], [], [], []];
    for (let i = 0; i < data.n; i++) {
      const text = folded.readable[i];
      if (text === wanted) tiers[data.readable[i] === query ? 0 : 1].push(i);
      else if (text.startsWith(wanted)) tiers[2].push(i);
      else if (text.includes(wanted) || folded.raw[i].includes(wanted)) tiers[3].push(i);
    }
    return { rows: Uint32Array.from(tiers.flat()), error: null, pattern: null };
  };
}

/** Both forms of every token; most read as they are. */
function foldAll({ readable, raw }: Pick<MapData, "readable" | "raw">): { readable: string[]; raw: string[] } {
  const folded = readable.map(fold);
  return { readable: folded, raw: raw.map((text, row) => (text === readable[row] ? folded[row] : fold(text))) };
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
