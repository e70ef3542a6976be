// Lists of tokens: one stop of the Tab key, arrows inside, a click or Enter goes there.

import { arrowsThrough } from "../../browser/arrows.ts";
import { el } from "../../browser/dom.ts";
import { rowAt, tokenButton } from "../../browser/token-button.ts";
import type { Context } from "../../context.ts";
import type { MapData } from "../../data/data.ts";
import { short } from "../../text/text.ts";

/** The first of these rows, no more than `most`, and how many more there are. */
export function tokenItems({ data, t }: Context, rows: Uint32Array, most: number): HTMLElement[] {
  const items = Array.from(rows.subarray(0, most), (row) => el("li", {}, itemOf(data, row)));
  if (rows.length > most) items.push(el("li", { class: "more" }, t("more", { n: rows.length - most })));
  return items;
}

function itemOf(data: MapData, row: number): HTMLButtonElement {
  const { raw, readable } = data;
  const item = tokenButton(row, short(readable[row]));
  if (raw[row] !== readable[row]) item.append(el("bdi", { class: "raw" }, short(raw[row])));
  return item;
}

/** Make a list of token buttons answer to keys and clicks; `leave` is called when an arrow goes beyond its start. */
export function listKeys(list: HTMLElement, go: (row: number) => void, leave?: () => void): void {
  arrowsThrough(list, leave);
  list.onclick = (event) => {
    const row = rowAt(event);
    if (row >= 0) go(row);
  };
}
