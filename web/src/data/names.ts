// What columns and categories are called in the reader's language. Python's own words where there is no translation,
// so that a new column needs nothing here.

import type { Column } from "./data.ts";
import type { Locale } from "../locales/i18n.ts";

/** Titles of `lexiscape.columns.COLUMNS`. */
const TITLES: Readonly<Record<string, string>> = {
  kind: "種類",
  script: "文字体系",
  rank: "語彙の順位",
  norm: "ベクトルの長さ",
  kept: "保たれた近傍",
};

/** `lexiscape.text.KINDS`, and the commonest scripts. */
const CATEGORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: {
    word: "単語",
    continuation: "単語の続き",
    number: "数",
    punctuation: "記号",
    whitespace: "空白",
    byte: "バイト",
    control: "制御文字",
    special: "特殊トークン",
    unused: "未使用",
    extra: "余分な行",
  },
  script: {
    None: "なし",
    Latin: "ラテン文字",
    Han: "漢字",
    Hiragana: "ひらがな",
    Katakana: "カタカナ",
    Hangul: "ハングル",
    Cyrillic: "キリル文字",
    Arabic: "アラビア文字",
    Greek: "ギリシャ文字",
    Hebrew: "ヘブライ文字",
    Devanagari: "デーヴァナーガリー",
    Thai: "タイ文字",
  },
};

export function titleOf({ name, title }: Column, locale: Locale): string {
  return (locale === "ja" && own(TITLES, name)) || title;
}

export function categoryOf(column: Column, code: number, locale: Locale): string {
  const name = column.categories?.[code] ?? "";
  const names = locale === "ja" ? own(CATEGORIES, column.name) : undefined;
  return (names && own(names, name)) || name;
}

/** Column names are anybody's: "constructor" is none of ours. */
function own<Value>(from: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}
