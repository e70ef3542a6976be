// What to do about a word that is no token: the tokens that it becomes, whose mean can stand for it, and close spellings.

import { button, el } from "../browser/dom.ts";
import { closeSpellings } from "../data/spelling.ts";
import { short } from "../text/text.ts";
import type { Box } from "./box.ts";

/** Tokens of a word that are named. */
const NAMED = 10;
/** A sum that was written as in a program: its words are one word with signs in it. */
const SUM = /[\p{L}\p{N}_][+\-−][\p{L}\p{N}_]/u;

export interface Hints {
  readonly element: HTMLElement;
  show(word: string): void;
  clear(): void;
}

/**
 * `replace`: another text is to stand in the place of a word; `again`: what was asked is to be asked again, now that the
 * mean of its tokens stands for the word.
 */
export function createHints(box: Box, replace: (word: string, by: string) => void, again: () => void): Hints {
  const { context } = box;
  const { data, offers } = context;
  const element = el("div", { class: "hints" });
  /** What was asked last: an answer to something before is too late. */
  let sought: string | null = null;

  const becomes = (word: string, rows: readonly (number | null)[], ids: readonly number[]): Node[] => {
    const names = ids.slice(0, NAMED).map((id, i) => nameOf(rows[i], id));
    const what = names.join(" ") + (ids.length > NAMED ? " …" : "");
    const known = rows.filter((row) => row !== null);
    const parts: Node[] = [el("p", {}, box.say("becomes", { word: short(word, 40), what }))];
    if (known.length < rows.length) return parts;
    const take = (): void => {
      box.means.set(word, known);
      again();
    };
    return [...parts, button({}, take, box.say("takeMean"))];
  };
  const nameOf = (row: number | null, id: number): string =>
    row === null ? box.say("notHere", { id: String(id) }) : short(data.raw[row], 40);
  const close = (word: string): Node[] => {
    const found = closeSpellings(data.readable, word);
    if (found.length === 0) return [];
    const offered = found.map((text) => button({}, () => replace(word, text), el("bdi", {}, short(text, 40))));
    return [el("p", {}, box.say("didYouMean")), ...offered];
  };
  return {
    element,
    show(word) {
      sought = word;
      const signs = SUM.test(word) ? [el("p", {}, box.say("signs"))] : [];
      const near = close(word);
      const outside = near.length === 0 && !offers.cut ? [el("p", {}, box.say("outside"))] : [];
      element.replaceChildren(...signs, ...near, ...outside);
      offers.cut?.(word, (cut) => {
        if (sought !== word || !cut || cut.ids.length === 0) return;
        const rows = cut.ids.map((id) => {
          const row = data.ids.indexOf(id);
          return row < 0 || id === cut.unknown ? null : row;
        });
        element.append(...becomes(word, rows, cut.ids));
      });
    },
    clear() {
      sought = null;
      element.replaceChildren();
    },
  };
}
