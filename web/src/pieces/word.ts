// Of a text that is one word: the tokens that read so, or those that are spelled alike where none does.

import { findWord } from "../ask/words.ts";
import { button, el } from "../browser/dom.ts";
import type { Context } from "../context.ts";
import { closeSpellings } from "../data/spelling.ts";
import { short } from "../text/text.ts";
import type { Say } from "./texts.ts";

/** Spellings are compared once the reader has paused so long. */
const REST_MS = 300;
/** Tokens that read alike, and are listed. */
const LISTED = 10;

export interface WordHints {
  readonly element: HTMLElement;
  show(text: string): void;
  clear(): void;
}

/** `replace`: the reader takes another text. */
export function createWordHints(context: Context, say: Say, replace: (text: string) => void): WordHints {
  const { data } = context;
  const element = el("div", { class: "hints" });
  let timer = 0;
  const clear = (): void => {
    clearTimeout(timer);
    element.replaceChildren();
  };
  return {
    element,
    show(text) {
      clear();
      const word = text.trim();
      if (word === "" || /\s/u.test(word)) return;
      const found = findWord(data, { text: word, quoted: false });
      if (found && found.others.length > 0) {
        const rows = [...found.rows, ...found.others];
        const buttons = rows.slice(0, LISTED).map((row) => {
          const name = el("bdi", {}, short(data.raw[row], 40));
          return button({ "data-row": row }, () => context.goTo(row), name, ` ${data.ids[row]}`);
        });
        element.append(el("p", {}, say("alike", { n: rows.length })), ...buttons);
      }
      if (found) return;
      timer = window.setTimeout(() => {
        const close = closeSpellings(data.readable, word).map((text) =>
          button({}, () => replace(text), el("bdi", {}, short(text, 40))),
        );
        const key = close.length > 0 ? "noTokenClose" : "noToken";
        element.append(el("p", {}, say(key, { word: short(word, 40) })), ...close);
      }, REST_MS);
    },
    clear,
  };
}
