// The legend of a column of categories: a button each, whatever their number, which keeps what is pressed.

import { arrowsThrough } from "../../browser/arrows.ts";
import { button, composes, el } from "../../browser/dom.ts";
import { COLORED, numberedAmong } from "../../colors/categories.ts";
import { scaleOf } from "../../colors/color.ts";
import { css, type Rgb } from "../../colors/theme.ts";
import type { Context } from "../../context.ts";
import type { Column } from "../../data/data.ts";
import { categoryOf, titleOf } from "../../data/names.ts";
import { MOST_CROWDS } from "../../points/crowds.ts";
import { onlyOf, setFilter, toggled } from "../../state/filters.ts";
import { fold } from "../../text/folding.ts";
import { own } from "../../text/own.ts";
import { visible } from "../../text/text.ts";
import { countsOf, keptBeside } from "./histogram.ts";
import type { LegendPart } from "./legend-part.ts";

/** More categories than these are searched. */
const SEARCHED = 12;
/** So many are listed, the most frequent ones; a search finds the others. */
const LISTED = 200;

interface Row {
  readonly codes: readonly number[];
  readonly button: HTMLButtonElement;
  readonly swatch: HTMLElement;
  readonly count: HTMLElement;
}

export function createCategoryList(context: Context, column: Column): LegendPart {
  const { data, store, t } = context;
  const { locale } = store.state;
  const names = (column.categories ?? []).map((_, code) => visible(categoryOf(column, code, locale)));
  const what = visible(titleOf(column, locale));
  const input = searchOf(t("searchIn", { what }), names.length <= SEARCHED);
  const list = el("ul", { class: "categories", "aria-label": what });
  const status = el("p", { class: "status", role: "status" });
  let rows: Row[] = [];

  const rowOf = (codes: readonly number[], name: string): Row => {
    const [swatch, count] = [el("span", { class: "swatch", "aria-hidden": "true" }), el("span", { class: "value" })];
    const act = (): void =>
      setFilter(store, column.name, toggled(own(store.state.filters, column.name), codes, names.length));
    const attributes = { "aria-pressed": "false", "data-codes": codes.length, tabindex: -1 };
    return { codes, swatch, count, button: button(attributes, act, swatch, el("bdi", {}, name), count) };
  };
  const build = (): void => {
    const { codes, found } = listed(names, input.value, onlyOf(store.state.filters, column.name));
    rows = codes.map((code) => rowOf([code], names[code]));
    const grey = [...names.keys()].slice(COLORED);
    if (grey.length > 1 && input.value.trim() === "") rows.splice(COLORED, 0, rowOf(grey, t("others")));
    const items = rows.map((row) => el("li", {}, row.button));
    if (found > codes.length) items.push(el("li", { class: "more" }, t("more", { n: found - codes.length })));
    list.replaceChildren(...items);
    arrowsThrough(list, () => input.focus());
    const told = found === 0 ? t("foundNone") : t("found", { n: found });
    status.textContent = input.value.trim() === "" ? "" : told;
    status.hidden = status.textContent === "";
  };
  const follow = (): void => {
    const { filters } = store.state;
    const only = onlyOf(filters, column.name);
    const counts = countsOf(column.values, names.length, keptBeside(data.columns, store.state, column.name));
    const { colorOf } = scaleOf(column, context.theme, only);
    const chosen = new Set(only);
    const numbered = new Set(numberedAmong(column, only));
    const most = counts.reduce((max, one) => Math.max(max, one), 1);
    for (const { codes, button: row, swatch, count } of rows) {
      const sum = codes.reduce((all, code) => all + counts[code], 0);
      count.textContent = sum.toLocaleString(locale);
      const told = codes.length === 1 && codes[0] < MOST_CROWDS && numbered.has(codes[0]);
      mark(swatch, codes.length > 1 ? context.theme.unknown : told ? codes[0] + 1 : colorOf(codes[0]));
      row.setAttribute("aria-pressed", String(codes.every((code) => chosen.has(code))));
      // all others together are no bar among them
      row.style.setProperty("--share", String(codes.length > 1 ? 0 : sum / most));
      row.classList.toggle("off", chosen.size > 0 && !codes.some((code) => chosen.has(code)));
    }
  };
  const seek = (): void => {
    build();
    follow();
  };
  const keys: Readonly<Record<string, () => void>> = {
    Enter: () => void (input.value.trim() && rows[0]?.button.click()),
    ArrowDown: () => rows[0]?.button.focus(),
    Escape() {
      if (input.value === "") return context.surface.focus();
      input.value = "";
      seek();
    },
  };
  input.addEventListener("input", seek);
  answer(input, keys);
  build();
  return { element: el("div", {}, input, list, status), follow };
}

function answer(input: HTMLInputElement, keys: Readonly<Record<string, () => void>>): void {
  input.addEventListener("keydown", (event) => {
    const act = composes(event) ? undefined : own(keys, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** What a category is told by on the map: its color, or its number. */
function mark(swatch: HTMLElement, sign: Rgb | number): void {
  const isNumber = typeof sign === "number";
  swatch.textContent = isNumber ? String(sign) : "";
  swatch.style.background = isNumber ? "" : css(sign);
}

function searchOf(name: string, hidden: boolean): HTMLInputElement {
  const texts = { autocomplete: "off", spellcheck: "false", dir: "auto", placeholder: name, "aria-label": name };
  return el("input", { type: "search", class: "sought", hidden, ...texts });
}

/** The codes that are listed when this is searched, and how many are found; while nothing is, the first chosen ones are listed, too. */
export function listed(
  names: readonly string[],
  query: string,
  only: readonly number[],
): { codes: readonly number[]; found: number } {
  const wanted = fold(query.trim());
  const found = [...names.keys()].filter((code) => fold(names[code]).includes(wanted));
  const chosen = wanted === "" ? only.filter((code) => code >= LISTED) : [];
  return { codes: [...found.slice(0, LISTED), ...chosen.slice(0, LISTED)], found: found.length };
}
