// What the box says in the reader's language.

import { filled } from "../locales/i18n.ts";
import { own } from "../text/own.ts";
import en, { type Key, type Texts } from "./locales/en.ts";
import ja from "./locales/ja.ts";

export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** A language of its own file is one row here; English stands in for the others of the page. */
const TEXTS: Readonly<Record<string, Texts>> = { en, ja };

/** Texts with `{name}` filled in, numbers as the language writes them. */
export function sayIn(locale: string): Say {
  const texts = own(TEXTS, locale) ?? en;
  return (key, values) => filled(texts[key], values, locale);
}
