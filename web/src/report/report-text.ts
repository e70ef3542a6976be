// What the comparison page holds, and how it says it.

import type { Tie } from "../data/tie.ts";
import type { ReportKey } from "../locales/en.ts";
import { browserLocale, filled, languageOf } from "../locales/i18n.ts";

export interface Score {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly null: number;
  readonly null_sd: number;
}

/** What a paper has told of such spaces, measured on one. */
export interface Trait {
  readonly name: string;
  readonly value: number;
  readonly null: number;
  readonly null_sd: number;
  /** Of how many tokens it is. */
  readonly count: number;
  /** The paper. */
  readonly source: string;
}

/** Why a trait is not measured on a space: `REASONS` of src/lexiscape/compare/traits.py. */
export interface NotMeasured {
  readonly name: string;
  /** In English. */
  readonly reason: string;
  /** Which of the texts `lacking:…` says it, with what. */
  readonly why: string;
  readonly have: number;
  readonly need: number;
  readonly lacking: readonly string[];
}

export interface Listed {
  readonly row: number;
  readonly token: string;
  readonly overlap: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Pair {
  readonly scores: readonly Score[];
  readonly moved_most: readonly Listed[];
  readonly moved_most_tie: Tie | null;
  readonly kept_most: readonly Listed[];
  readonly kept_most_tie: Tie | null;
}

export interface Space {
  readonly name: string;
  /** Share of true neighbors kept by this map, and by one laid out freely. */
  readonly recall: number;
  readonly free_recall: number;
  readonly geometry: Readonly<Record<string, number | null>>;
  readonly traits: readonly Trait[];
  readonly traits_not_measured: readonly NotMeasured[];
}

/** Written by src/lexiscape/files/comparisons/html.py, from src/lexiscape/compare/facts.py. */
export interface Report {
  readonly title: string;
  readonly coverage: string;
  readonly warnings: readonly string[];
  /** Of how many true neighbors the maps' `recall` is. */
  readonly recall_at: number;
  readonly spaces: readonly Space[];
  /** By numeric column, where the color scale of all maps begins and ends. */
  readonly ends: Readonly<Record<string, readonly [number, number]>>;
  /** Every other space against the first. */
  readonly pairs: readonly Pair[];
}

/** A text in the reader's language, `{name}` filled in. */
export function say(key: ReportKey, values: Readonly<Record<string, string | number>> = {}): string {
  return filled(languageOf(browserLocale()).report[key], values);
}

/** Scores and facts of the geometry have names of their own; one that the page does not know is shown as it is. */
export function isKey(name: string): name is ReportKey {
  return Object.hasOwn(languageOf(browserLocale()).report, name);
}
