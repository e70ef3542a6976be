// What `lexiscape check` found, as the map carries it; only on maps that were made with --check.

import { type Fields, fieldsOf, own } from "../text/own.ts";
import type { Column, MapData } from "./data.ts";

/** Rows that one question listed. */
export interface Found {
  /** Identifier, a key of `lexiscape.check.FINDINGS`. */
  readonly name: string;
  /** In English, as are the words below. */
  readonly title: string;
  readonly rule: string;
  readonly sure: string;
  readonly advice: string;
  /** How many rows there are; of very many, `rows` holds the first. */
  readonly count: number;
  /** Whether it is something to mend. */
  readonly isFault: boolean;
  /** The most certain first. */
  readonly rows: Uint32Array;
}

/** Faults first; what is not as it should be is left out: a file may be anybody's. */
export function findingsOf({ meta, n }: Pick<MapData, "meta" | "n">): Found[] {
  const all = fieldsOf(own(meta, "check")).findings;
  if (!Array.isArray(all)) return [];
  const found = all.map((entry) => foundOf(fieldsOf(entry), n)).filter((one) => one !== null);
  return [...found.filter(({ isFault }) => isFault), ...found.filter(({ isFault }) => !isFault)];
}

/** A question that listed no row, or was not asked; `why`: what was not looked at, empty where all was. */
export interface Quiet {
  readonly name: string;
  readonly title: string;
  readonly why: string;
}

/** Of what a check looked for: what is not there, what is not as far as was looked, and what was not looked for. */
export interface Quietly {
  readonly none: readonly Quiet[];
  readonly soFar: readonly Quiet[];
  readonly notChecked: readonly Quiet[];
}

/** What is not as it should be is left out, likewise. */
export function quietOf({ meta }: Pick<MapData, "meta">): Quietly {
  const { none, left_out: left } = fieldsOf(own(meta, "check"));
  const listed = (Array.isArray(none) ? none : []).flatMap((entry): Quiet[] => {
    const { name, title, unchecked } = fieldsOf(entry);
    if (typeof name !== "string") return [];
    return [{ name, title: textOr(title, name), why: textOr(unchecked, "") }];
  });
  const reasons = Object.entries(fieldsOf(left));
  return {
    none: listed.filter(({ why }) => why === ""),
    soFar: listed.filter(({ why }) => why !== ""),
    notChecked: reasons.map(([name, why]) => ({ name, title: name, why: textOr(why, "") })),
  };
}

const textOr = (value: unknown, other: string): string => (typeof value === "string" && value !== "" ? value : other);

function foundOf(entry: Fields, n: number): Found | null {
  const { name, rows, count } = entry;
  if (typeof name !== "string" || !Array.isArray(rows)) return null;
  const sound = rows.filter((row) => Number.isInteger(row) && row >= 0 && row < n);
  if (sound.length === 0) return null;
  const text = (key: string): string => (typeof entry[key] === "string" ? (entry[key] as string) : "");
  return {
    name,
    title: text("title") || name,
    rule: text("rule"),
    sure: text("sure"),
    advice: text("advice"),
    count: Number.isInteger(count) ? (count as number) : sound.length,
    isFault: entry.is_fault === true,
    rows: Uint32Array.from(new Set(sound)),
  };
}

/** The column that says so; undefined where the vocabulary was not checked. */
export function trainedOf({ columns }: Pick<MapData, "columns">): Column | undefined {
  return columns.find(({ name, categories }) => name === "trained" && !categories);
}
