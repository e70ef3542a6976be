// In the legend of a numeric column: the tokens that have most of it and least, among those in color.

import { arrowsThrough } from "../../browser/arrows.ts";
import { el } from "../../browser/dom.ts";
import type { Context } from "../../context.ts";
import type { Column } from "../../data/data.ts";
import { numberOf } from "../../data/names.ts";
import { keeper } from "../../points/emphasis.ts";
import { short } from "../../text/text.ts";
import type { LegendPart } from "./legend-part.ts";

/** Tokens of either end. */
const LISTED = 10;

/** Whether the reader opened or closed them, by the column's name: a column that is painted anew leaves them so. */
const chosen = new WeakMap<Context, Map<string, boolean>>();

export function createExtremes(context: Context, column: Column): LegendPart {
  const { store, t } = context;
  const known = chosen.get(context) ?? new Map<string, boolean>();
  chosen.set(context, known);
  const [most, least] = [list(context), list(context)];
  const heads = [el("h3", {}, t("most")), el("h3", {}, t("least"))];
  const element = el(
    "details",
    { class: "extremes", open: known.get(column.name) ?? column.listed === true },
    el("summary", {}, t("extremes")),
    heads[0],
    most,
    heads[1],
    least,
  );
  const fill = (): void => {
    if (!element.open) return;
    const keeps = Object.keys(store.state.masks).length > 0 ? keeper(store.state) : () => true;
    for (const [place, sign] of [1, -1].entries()) {
      const rows = outermost(column.values, sign, LISTED, keeps);
      const items = rows.map((row) => item(context, row, numberOf(column, column.values[row], store.state.locale)));
      [most, least][place].replaceChildren(...items);
      arrowsThrough([most, least][place]);
    }
  };
  element.addEventListener("toggle", () => {
    known.set(column.name, element.open);
    fill();
  });
  return { element, follow: fill };
}

function list({ goTo }: Context): HTMLElement {
  const element = el("ol", { class: "tokens" });
  element.addEventListener("click", ({ target }) => {
    const row = (target as HTMLElement).closest("button")?.dataset.row;
    if (row !== undefined) goTo(Number(row));
  });
  return element;
}

function item({ data }: Context, row: number, told: string): HTMLElement {
  const figure = el("span", { class: "value" }, told);
  const name = el("bdi", {}, short(data.readable[row], 40));
  return el("li", {}, el("button", { type: "button", "data-row": row, tabindex: -1 }, name, figure));
}

/** The kept rows with the greatest numbers (`sign` 1) or the least (-1), the outermost first; equal ones in order. */
export function outermost(
  values: ArrayLike<number>,
  sign: number,
  most: number,
  keeps: (row: number) => boolean = () => true,
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = sign * values[row];
    if (Number.isNaN(value) || (rows.length === most && value <= sign * values[rows[most - 1]]) || !keeps(row))
      continue;
    let at = rows.length;
    while (at > 0 && value > sign * values[rows[at - 1]]) at--;
    rows.splice(at, 0, row);
    if (rows.length > most) rows.pop();
  }
  return rows;
}
