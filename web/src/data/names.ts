// What columns and categories are called in the reader's language. Python's own words where there is no translation,
// so that a new column needs nothing here.

import { type Locale, languageOf } from "../locales/i18n.ts";
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
  return (names && own(names, name)) || name;
}
