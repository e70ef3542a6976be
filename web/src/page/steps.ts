// Which changes of what is seen are steps of their own, for the browser's back and forward.

import type { Place } from "./address.ts";

/** Edits that follow one another sooner than this are one step: a word that is typed, a slider that is drawn. */
export const SAME_EDIT_MS = 1000;

/** What was edited last, and when; null after any other choice. */
export interface Edit {
  readonly what: string;
  readonly at: number;
}

/** Whether `now` is a step after `before`, and the edit that the next change may go on with. */
export function stepOf(before: Place, now: Place, last: Edit | null, at: number): { step: boolean; edit: Edit | null } {
  const edited = editedIn(before, now);
  if (edited === null) return { step: true, edit: null };
  const goesOn = last !== null && last.what === edited && at - last.at < SAME_EDIT_MS;
  return { step: !goesOn, edit: { what: edited, at } };
}

/** The text or the range that is all that differs; null when something else does, or several do. */
function editedIn(before: Place, now: Place): string | null {
  if (choicesOf(before) !== choicesOf(now)) return null;
  const [then, since] = [before, now].map(editsOf);
  const differing = [...new Set([...then.keys(), ...since.keys()])].filter(
    (what) => then.get(what) !== since.get(what),
  );
  if (before.stops !== now.stops) differing.push("stops"); // a note that is typed
  return differing.length === 1 ? differing[0] : null;
}

/** All that is chosen at once rather than edited. */
function choicesOf({ colorBy, filters, mode, selected, pins }: Place): string {
  const categories = Object.entries(filters).filter(([, filter]) => "only" in filter);
  return JSON.stringify([colorBy, mode, selected, pins, categories.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function editsOf({ filters, query, textSize }: Place): ReadonlyMap<string, string> {
  const ranges = Object.entries(filters).flatMap(([name, filter]) =>
    "low" in filter ? [[`range ${name}`, `${filter.low} ${filter.high}`] as const] : [],
  );
  return new Map([["query", query], ["text size", String(textSize)], ...ranges]);
}
