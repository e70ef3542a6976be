// In the legend of a numeric column: the tokens that have most of it and least, among those in color.

import { arrowsThrough } from "../../browser/arrows.ts";
import { el } from "../../browser/dom.ts";
import { rowAt, tokenButton } from "../../browser/token-button.ts";
import type { Context } from "../../context.ts";
import type { Column } from "../../data/data.ts";
import { keeper, masksOf } from "../../points/emphasis.ts";
import { significant, written } from "../../text/numbers.ts";
import { short } from "../../text/text.ts";
import type { LegendPart } from "./legend-part.ts";

/** Tokens of either end. */
const LISTED = 10;
const DIGITS = 4;

/** Those made last, by the column's name: of a column that is painted anew they are open where these are. */
const made = new WeakMap<Context, Map<string, HTMLDetailsElement>>();

export function createExtremes(context: Context, column: Column): LegendPart {
  const { store, t } = context;
  const known = made.get(context) ?? new Map<string, HTMLDetailsElement>();
  made.set(context, known);
  const [most, least] = [list(context), list(context)];
  const heads = [el("h3", {}, t("most")), el("h3", {}, t("least"))];
  const element = el(
    "details",
    { class: "extremes", open: known.get(column.name)?.open ?? column.listed === true },
    el("summary", {}, t("extremes")),
    heads[0],
    most,
    heads[1],
    least,
  );
  known.set(column.name, element);
  const fill = (): void => {
    if (!element.open) return;
    const keeps = masksOf(store.state).length > 0 ? keeper(store.state) : null;
    for (const [place, sign] of [1, -1].entries()) {
      const rows = outermost(column.values, sign, LISTED, keeps);
      const items = rows.map((row) => item(context, row, toldOf(column.values[row], store.state.locale)));
      [most, least][place].replaceChildren(...items);
      arrowsThrough([most, least][place]);
    }
  };
  element.addEventListener("toggle", fill);
  return { element, follow: fill };
}

/** Briefly: the order says the rest. */
function toldOf(value: number, locale: string): string {
  return written(Number.isInteger(value) ? value : significant(value, DIGITS), DIGITS, locale);
}

function list({ goTo }: Context): HTMLElement {
  const element = el("ol", { class: "tokens" });
  element.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) goTo(row);
  });
  return element;
}

function item({ data }: Context, row: number, told: string): HTMLElement {
  return el("li", {}, tokenButton(row, short(data.readable[row], 40), told));
}

/** The kept rows with the greatest numbers (`sign` 1) or the least (-1), the outermost first; equal ones in order. */
export function outermost(
  values: ArrayLike<number>,
  sign: number,
  most: number,
  keeps: ((row: number) => boolean) | null = null,
): number[] {
  const rows: number[] = [];
  let limit = Number.NEGATIVE_INFINITY; // of a full list the last one's
  for (let row = 0; row < values.length; row++) {
    const value = sign * values[row];
    if (!(value > limit || (rows.length < most && value >= limit)) || keeps?.(row) === false) continue;
    let at = rows.length;
    while (at > 0 && value > sign * values[rows[at - 1]]) at--;
    rows.splice(at, 0, row);
    if (rows.length > most) rows.pop();
    if (rows.length === most) limit = sign * values[rows[most - 1]];
  }
  return rows;
}
