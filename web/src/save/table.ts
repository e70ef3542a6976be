// Rows of the map as a table for other programs: the columns of `lexiscape map -o NAME.csv`, in the same spelling but
// for texts that a spreadsheet would run as formulas, and a mark before them: what a page saves is opened by a double
// click, what the command writes is read by programs. What a page holds less exactly than its map (places to a step of
// its grid, some numbers to four digits) is written as the page holds it.

import type { MapData } from "../data/data.ts";
import { distinctOf } from "../data/twins.ts";
import { numberText } from "../text/number-text.ts";
import { LONE, visible } from "../text/text.ts";

type Value = string | number;

/** What a table is saved as. */
export const FORMATS = {
  csv: { suffix: ".csv", type: "text/csv;charset=utf-8", write: toCsv },
  json: { suffix: ".json", type: "application/json", write: toJson },
  words: { suffix: ".txt", type: "text/plain;charset=utf-8", write: toWords },
} as const;

export type Format = keyof typeof FORMATS;

/** As a file. A CSV begins with a byte order mark, without which Excel takes its UTF-8 for the system's old encoding. */
export function fileOf(format: Format, data: MapData, rows: ArrayLike<number>): Blob {
  const { type, write } = FORMATS[format];
  return new Blob([...(format === "csv" ? ["\ufeff"] : []), write(data, rows)], { type });
}

function headerOf(data: MapData): string[] {
  return ["id", "token", "raw", "x", "y", ...data.columns.map(({ name }) => name)];
}

function valuesOf(data: MapData, row: number): Value[] {
  const { n, grid, origin, step } = data;
  return [
    data.ids[row],
    data.readable[row],
    data.raw[row],
    Math.fround(step * grid[row] + origin[0]),
    Math.fround(step * grid[n + row] + origin[1]),
    ...data.columns.map(({ categories, values }) => (categories ? categories[values[row]] : values[row])),
  ];
}

/**
 * RFC 4180, as Python's csv module writes it; lone surrogates, which no UTF-8 file can hold, as \udXXX. A text that a
 * spreadsheet might take for a formula has an apostrophe before it (see `plain`). JSON is exact.
 */
export function toCsv(data: MapData, rows: ArrayLike<number>): string {
  const lines = [headerOf(data).map(cell).join(",")];
  for (let i = 0; i < rows.length; i++) lines.push(valuesOf(data, rows[i]).map(cell).join(","));
  return lines.join("\r\n") + "\r\n";
}

function cell(value: Value): string {
  const text = typeof value === "string" ? withoutLone(plain(value)) : numberText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Before what begins a formula, in plain or wide form (OWASP, "CSV Injection"), after any apostrophes: where a text
 * begins, and inside it where a spreadsheet that parts cells by semicolons or tabs, and knows no quotes then, begins one.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?='*[=+\-@＝＋－＠\t\r\n])/g;

/** One apostrophe more before what begins like a formula: taking one away there gives back every text. */
function plain(text: string): string {
  return text.replace(FORMULA, "'");
}

function withoutLone(text: string): string {
  return text.replace(LONE, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}

/** JSON has no number that is none. */
function jsonOf(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  return Number.isFinite(value) ? numberText(value) : "null";
}

/** A list of records, as pandas' read_json takes it. */
export function toJson(data: MapData, rows: ArrayLike<number>): string {
  const header = headerOf(data);
  const records = Array.from(rows, (row) => {
    const values = valuesOf(data, row);
    // by hand, not by Object.fromEntries: a column named __proto__ is a column
    return `{${header.map((name, i) => `${JSON.stringify(name)}:${jsonOf(values[i])}`).join(",")}}`;
  });
  return `[\n${records.join(",\n")}\n]\n`;
}

/** One token a line, for `lexiscape map --words FILE`: as it reads, or its raw form where that is not unique. */
export function toWords(data: MapData, rows: ArrayLike<number>): string {
  return Array.from(rows, (row) => withoutLone(oneLine(distinctOf(data, row))) + "\n").join("");
}

/** What would break a line is spelled out. */
function oneLine(text: string): string {
  return text === "" || /[\u0000\n\r\u0085\u2028\u2029]/.test(text) ? visible(text) : text;
}
