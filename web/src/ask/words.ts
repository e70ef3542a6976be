// A word that was typed in, the row that it means out: the rule of src/lexiscape/ask/words.py and space/lookup.py.

import type { MapData } from "../data/data.ts";
import type { Term } from "./formula.ts";

/** What a typed word means; `others` read so, too, and were not taken. */
export interface Word {
  readonly text: string;
  /** One; or, where the mean of its tokens stands for a word that is none, theirs, in order. */
  readonly rows: readonly number[];
  readonly others: readonly number[];
}

type Texts = Pick<MapData, "raw" | "readable" | "columns">;

/** The rows that are spelled so; else those that read so; else those that read so but for case. */
export function matchingRows({ raw, readable }: Texts, text: string): number[] {
  const spelled = rowsWhere(raw, (one) => one === text);
  if (spelled.length > 0) return spelled;
  const same = rowsWhere(readable, (one) => one === text);
  if (same.length > 0) return same;
  const folded = casefold(text);
  return rowsWhere(readable, (one) => casefold(one) === folded);
}

/** The row that a word means, the first that stands for a word if several read so; null where it is no token. */
export function findWord(texts: Texts, { text, quoted }: Omit<Term, "sign">): Word | null {
  const { raw, readable } = texts;
  const rows = matchingRows(texts, text);
  if (rows.length > 0) {
    const alike = rows.filter((row) => readable[row] === readable[rows[0]]);
    alike.push(...rowsWhere(readable, (one) => one === text).filter((row) => !rows.includes(row)));
    const spelled = quoted && raw[rows[0]] === text;
    const row = spelled ? rows[0] : (alike.find((one) => isWord(texts, one)) ?? rows[0]);
    return { text, rows: [row], others: spelled ? [] : alike.filter((one) => one !== row) };
  }
  const inner = /^(["'])(.*)\1$/su.exec(text)?.[2];
  return inner !== undefined && matchingRows(texts, inner).length > 0
    ? findWord(texts, { text: inner, quoted: true })
    : null;
}

function rowsWhere(texts: readonly string[], is: (text: string) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < texts.length; row++) if (is(texts[row])) rows.push(row);
  return rows;
}

function isWord({ columns }: Texts, row: number): boolean {
  const kind = columns.find(({ name, categories }) => name === "kind" && categories);
  return kind?.categories?.[kind.values[row]] === "word";
}

/** As Python's `casefold` tells texts apart: what is not one there is not one here. */
function casefold(text: string): string {
  return text
    .split("ı")
    .map((part) => part.replaceAll("ẞ", "ss").toUpperCase().toLowerCase().replaceAll("ς", "σ"))
    .join("ı");
}
