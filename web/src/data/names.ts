// What columns and categories are called in the reader's language. Python's own words where there is no translation,
// so that a new column needs nothing here.

import { type Locale, languageOf } from "../locales/i18n.ts";
import { own } from "../text/own.ts";
import type { Column } from "./data.ts";

export function titleOf({ name, title }: Column, locale: Locale): string {
  return own(languageOf(locale).columns, name) || title;
}

export function categoryOf(column: Column, code: number, locale: Locale): string {
  const name = column.categories?.[code] ?? "";
  const names = own(languageOf(locale).categories, column.name);
  return (names && own(names, name)) || name;
}
