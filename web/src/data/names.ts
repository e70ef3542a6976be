// What columns and categories are called in the reader's language. Python's own words where there is no translation,
// so that a new column needs nothing here.

import { type Locale, languageOf } from "../locales/i18n.ts";
import { SCRIPT_CODES } from "../rules.ts";
import { significant, written, writtenWhole } from "../text/numbers.ts";
import { own } from "../text/own.ts";
import type { Column } from "./data.ts";

/** Of what 12 bits of mantissa hold. */
const KEPT_DIGITS = 4;

export function titleOf({ name, title }: Column, locale: Locale): string {
  return own(languageOf(locale).columns, name) || title;
}

/** A number of this column, with the digits that the file keeps. */
export function numberOf(column: Pick<Column, "rounded">, value: number, locale: Locale): string {
  return column.rounded ? written(significant(value, KEPT_DIGITS), KEPT_DIGITS, locale) : writtenWhole(value, locale);
}

export function categoryOf(column: Column, code: number, locale: Locale): string {
  const name = column.categories?.[code] ?? "";
  const names = own(languageOf(locale).categories, column.name);
  return (names && own(names, name)) || (column.name === "script" && scriptOf(name, locale)) || name;
}

/** A script in the reader's language, as the browser calls it; nothing where it has no name, or it is no script. */
function scriptOf(name: string, locale: Locale): string | undefined {
  if (locale === "en" || typeof Intl.DisplayNames === "undefined") return undefined;
  const named = (code: string, language: string): string | undefined =>
    new Intl.DisplayNames(language, { type: "script", fallback: "none" }).of(code);
  const known = own(SCRIPT_CODES, name);
  const [code] = /^[A-Z][a-z]{3}/.exec(name) ?? [""];
  if (known) return named(known, locale);
  return code && named(code, "en") === name ? named(code, locale) : undefined;
}
