// The card of the selected token: what it is, and its true neighbors with how near they are.

import type { Context, Panel } from "../context.ts";
import { el } from "../dom.ts";
import { neighborsOf } from "../neighbors.ts";
import { short, visible } from "../text.ts";

export const detailsPanel: Panel = (context: Context) => {
  const { data, store, root } = context;
  const card = el("aside", { class: "panel details", hidden: true });
  root.append(card);

  const show = (): void => {
    const row = store.state.selected;
    card.hidden = row < 0;
    card.replaceChildren();
    if (row < 0) return;
    card.setAttribute("aria-label", context.t("token"));
    const close = el("button", { type: "button", class: "close", "aria-label": context.t("close") }, "×");
    close.addEventListener("click", () => context.select(-1));
    const neighbors = neighborsOf(data, row);
    const how = context.t(data.metric === "cosine" ? "similarity" : "distance");
    const list = el(
      "ol",
      { class: "neighbors" },
      ...neighbors.map(({ row: other, similarity, distance }) => {
        const nearness = similarity ?? 1 / (1 + distance);
        const bar = el("span", { class: "bar" });
        bar.style.inlineSize = `${(100 * Math.max(0, nearness)).toFixed(1)}%`;
        const value = el("span", { class: "value" }, (similarity ?? distance).toFixed(3));
        const button = el(
          "button",
          { type: "button", "data-row": other },
          bar,
          el("bdi", {}, short(data.readable[other], 40)),
          value,
        );
        return el("li", {}, button);
      }),
    );
    card.append(
      close,
      el("h2", {}, el("bdi", {}, short(data.readable[row], 60))),
      facts(context, row),
      el("h3", {}, context.t("neighbors"), el("span", { class: "unit" }, how)),
      list,
    );
  };
  card.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button[data-row]");
    if (button) context.goTo(Number(button.dataset.row));
  });
  card.addEventListener("pointerover", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button[data-row]");
    store.set({ hover: button ? Number(button.dataset.row) : -1 });
  });
  card.addEventListener("pointerleave", () => store.set({ hover: -1 }));
  const stops = [store.on(["selected"], show), context.onDress(show)];
  show();
  return () => stops.forEach((stop) => stop());
};

function facts({ data, t }: Context, row: number): HTMLElement {
  const list = el("dl", {});
  const add = (term: string, value: string, help = ""): void => {
    list.append(el("div", { title: help }, el("dt", {}, term), el("dd", {}, el("bdi", {}, value))));
  };
  if (data.raw[row] !== data.readable[row]) add(t("rawForm"), visible(data.raw[row]).slice(0, 200));
  add(t("id"), String(data.ids[row]));
  for (const { title, help, categories, values } of data.columns) {
    const value = values[row];
    if (categories) add(title, categories[value], help);
    else if (!Number.isNaN(value)) add(title, Number(value.toPrecision(4)).toLocaleString(), help);
  }
  return list;
}
