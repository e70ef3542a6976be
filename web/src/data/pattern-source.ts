// Has a regular expression tried beside the page: some take hours on a text of thirty letters, and may come by a link.

import workerSource from "worker:./pattern-worker.ts";
import { beside } from "../browser/beside.ts";
import { type Pattern, rowsOf, type Texts } from "./pattern.ts";

/** A pattern that means well has tried a million tokens by then. */
const LIMIT_MS = 2000;

type Answer = { readonly begun: true } | { readonly rows: Uint32Array };

/** Tell which rows hold the pattern, or null when that takes too long. Returns how to stop, when nothing is told. */
export function findPattern(pattern: Pattern, texts: Texts, tell: (rows: Uint32Array | null) => void): () => void {
  let limit = 0;
  const stop = (): void => {
    clearTimeout(limit);
    work.stop();
  };
  const work = beside<{ readonly pattern: Pattern; readonly texts: Texts }, Answer>(
    workerSource,
    (asked, answer) => answer({ rows: rowsOf(asked.pattern, asked.texts) }),
    (answer) => {
      if ("rows" in answer) {
        stop();
        tell(answer.rows);
      } else {
        limit = window.setTimeout(() => {
          stop();
          tell(null);
        }, LIMIT_MS);
      }
    },
  );
  work.ask({ pattern, texts: { readable: texts.readable, raw: texts.raw } });
  return stop;
}
