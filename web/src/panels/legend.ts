// What the colors mean, and the choice of what they mean. A new column of the map appears here by itself.

import { scaleOf } from "../color.ts";
import type { Context, Panel } from "../context.ts";
import type { Column } from "../data.ts";
import { el } from "../dom.ts";
import { css } from "../theme.ts";

const NAMED = 8;

export const legendPanel: Panel = (context: Context) => {
  const { data, store, root } = context;
  const panel = el("section", { class: "panel legend" });
  root.append(panel);

  const show = (): void => {
    const { colorBy } = store.state;
    const choice = el("select", {});
    for (const { name, title } of data.columns) choice.append(el("option", { value: name, selected: name === colorBy }, title));
    choice.addEventListener("change", () => store.set({ colorBy: choice.value }));
    const column = data.columns.find(({ name }) => name === colorBy);
    panel.setAttribute("aria-label", context.t("colorBy"));
    panel.replaceChildren(el("label", {}, el("span", {}, context.t("colorBy")), choice));
    if (column) panel.append(column.categories ? categories(context, column) : ramp(context, column));
    if (column?.help) panel.title = column.help;
  };
  const stops = [store.on(["colorBy"], show), context.onDress(show)];
  show();
  return () => stops.forEach((stop) => stop());
};

function categories(context: Context, column: Column): HTMLElement {
  const scale = scaleOf(column, context.theme);
  const counts = new Map<number, number>();
  for (const code of column.values) counts.set(code, (counts.get(code) ?? 0) + 1);
  const list = el("ul", { class: "categories" });
  const item = (name: string, code: number, count: number): void => {
    const swatch = el("span", { class: "swatch" });
    swatch.style.background = css(scale.colorOf(code));
    list.append(el("li", {}, swatch, name, el("span", { class: "value" }, count.toLocaleString())));
  };
  const names = column.categories ?? [];
  names.slice(0, NAMED).forEach((name, code) => item(name, code, counts.get(code) ?? 0));
  if (names.length > NAMED) {
    let rest = 0;
    for (let code = NAMED; code < names.length; code++) rest += counts.get(code) ?? 0;
    item(context.t("others"), NAMED, rest);
  }
  return list;
}

function ramp(context: Context, column: Column): HTMLElement {
  const scale = scaleOf(column, context.theme);
  const bar = el("div", { class: "ramp" });
  const stops = Array.from({ length: 17 }, (_, i) => css(scale.colorOf(scale.low + (i / 16) * (scale.high - scale.low))));
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  const end = (value: number): string => Number(value.toPrecision(3)).toLocaleString();
  return el("div", {}, bar, el("div", { class: "ends" }, el("span", {}, end(scale.low)), el("span", {}, end(scale.high))));
}
