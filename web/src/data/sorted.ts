// Rows in the order of one of their fields, up or down; rows without a value come last either way.

import type { Column, MapData } from "./data.ts";

/** By which field: the id, the token as it reads or is spelled, a place, or a column. */
export type Field = "id" | "token" | "raw" | "x" | "y" | Column;

/** What rows are put in order by: numbers as they are, texts by their code units, categories by their names. */
function keysOf(data: MapData, field: Field): ArrayLike<number> | ArrayLike<string> {
  if (field === "id") return data.ids;
  if (field === "token") return data.readable;
  if (field === "raw") return data.raw;
  if (field === "x") return data.grid.subarray(0, data.n);
  if (field === "y") return data.grid.subarray(data.n, 2 * data.n);
  const { categories, values } = field;
  if (!categories) return values;
  const named = categories.map((name, code) => ({ name, code })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Uint32Array(categories.length);
  named.forEach(({ code }, place) => (places[code] = place));
  return Uint32Array.from(values, (code) => places[code]);
}

/** The same rows in order: among equals, in the order of the map. */
export function sortedBy(rows: Uint32Array, data: MapData, field: Field, isDown: boolean): Uint32Array {
  const keys = keysOf(data, field);
  const sign = isDown ? -1 : 1;
  return rows.slice().sort((a, b) => {
    const [one, other] = [keys[a], keys[b]];
    if (one < other) return -sign;
    if (one > other) return sign;
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || a - b;
  });
}
