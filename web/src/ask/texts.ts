// What the box says in the reader's language.

import { own } from "../text/own.ts";
import en, { type Key, type Texts } from "./locales/en.ts";
import ja from "./locales/ja.ts";

export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** A language of its own file is one row here; English stands in for the others of the page. */
const TEXTS: Readonly<Record<string, Texts>> = { en, ja };

/** Texts with `{name}` filled in, numbers as the language writes them. */
export function sayIn(locale: string): Say {
  const texts = own(TEXTS, locale) ?? en;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = own(values, name) ?? "";
      return typeof value === "number" ? value.toLocaleString(locale) : value;
    });
}
