// In which languages the interface speaks: every file of this folder that is named by a language's code is one.

import LANGUAGES from "languages:.";
import { own } from "../text/own.ts";
import type { Key, Language } from "./en.ts";

/** The code of a language, as in `lang` of HTML. */
export type Locale = string;
export type Translate = (key: Key, values?: Values) => string;
export type Values = Readonly<Record<string, string | number>>;

const FALLBACK = "en";

/** The language of the browser, with or without its region; English where none of ours is. */
export function browserLocale(languages = LANGUAGES, asked = navigator.language): Locale {
  const parts = asked.toLowerCase().split("-");
  const ways = parts.map((_, cut) => parts.slice(0, parts.length - cut).join("-"));
  const codes = Object.keys(languages);
  return ways.flatMap((way) => codes.find((code) => code.toLowerCase() === way) ?? [])[0] ?? FALLBACK;
}

export function languageOf(locale: Locale, languages = LANGUAGES): Language {
  return Object.hasOwn(languages, locale) ? languages[locale] : languages[FALLBACK];
}

/** The one after this, and after the last the first. */
export function nextLocale(locale: Locale, languages = LANGUAGES): Locale {
  const codes = Object.keys(languages);
  return codes[(codes.indexOf(locale) + 1) % codes.length];
}

export function translator(locale: Locale, languages = LANGUAGES): Translate {
  const { texts } = languageOf(locale, languages);
  return (key, values) => filled(texts[key], values, locale);
}

/** For a part that has its own texts: what it says in a language; English stands in for those that it does not speak. */
export function sayer<Name extends string>(
  spoken: Readonly<Record<Locale, Readonly<Record<Name, string>>>>,
): (locale: Locale) => (key: Name, values?: Values) => string {
  return (locale) => {
    const texts = own(spoken, locale) ?? spoken[FALLBACK];
    return (key, values) => filled(texts[key], values, locale);
  };
}

/**
 * A text with `{name}` filled in, numbers as the language writes them; `{name:stop|stops}` is the first where that number
 * is one, by the language's own rule, else the second.
 */
export function filled(text: string, values: Values = {}, locale: Locale = FALLBACK): string {
  return text.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (_, name: string, one?: string, more?: string) => {
    const value = own(values, name) ?? "";
    if (one !== undefined) {
      const isOne = typeof value === "number" && new Intl.PluralRules(locale).select(value) === "one";
      return isOne ? one : (more ?? "");
    }
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}
