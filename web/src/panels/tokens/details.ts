// The card of the selected token: what it is, and its true neighbors with how near they are.

import { button, el } from "../../browser/dom.ts";
import { closeButton } from "../../browser/icons.ts";
import { rowAt } from "../../browser/token-button.ts";
import type { Context, Panel } from "../../context.ts";
import type { MapData } from "../../data/data.ts";
import { categoryOf, numberOf, titleOf } from "../../data/names.ts";
import { keptOf, type Neighbor, neighborsOf } from "../../data/neighbors.ts";
import { distinctOf, hasTwin } from "../../data/twins.ts";
import { MOST_PINS, togglePin } from "../../state/pins.ts";
import type { State } from "../../state/state.ts";
import { percent } from "../../text/numbers.ts";
import { short, visible } from "../../text/text.ts";
import { nearnessRamp } from "../legend/nearness-ramp.ts";
import styles from "./details.css";
import { createRoadPart, ROAD_STYLES } from "./road.ts";

export const detailsPanel: Panel = { styles: `${styles}${ROAD_STYLES}`, start };

function start(context: Context): () => void {
  const { data, store, left, root, roots } = context;
  const card = el("aside", { class: "panel details", hidden: true });
  // after the search, for who walks on from there by Tab; the card is always with the map
  if (roots.length === 1) left.append(card);
  else root.append(card);

  const road = createRoadPart(context);
  const pin = button({ class: "pin" }, () => togglePin(store, store.state.selected));
  const showPin = (): void => {
    const { pins, selected } = store.state;
    const is = pins.includes(selected);
    pin.textContent = context.t("pin");
    pin.setAttribute("aria-pressed", String(is));
    pin.disabled = !is && pins.length >= MOST_PINS;
    pin.title = pin.disabled ? context.t("pinFull", { n: MOST_PINS }) : "";
  };
  const show = (): void => {
    const row = store.state.selected;
    const focused = (card.getRootNode() as ShadowRoot).activeElement;
    const inside = focused !== null && card.contains(focused);
    card.hidden = row < 0;
    left.classList.toggle("beside-card", row >= 0);
    card.replaceChildren();
    card.dataset.mode = store.state.mode;
    if (row < 0) return;
    card.setAttribute("aria-label", context.t("token"));
    const close = closeButton(context.t("close"), () => {
      context.select(-1);
      context.surface.focus();
    });
    const heading = el("h2", { tabindex: -1 }, el("bdi", {}, short(data.readable[row], 60)));
    card.append(close, heading, facts(context, row), ...truth(context, row), pin, road.element);
    road.show();
    showPin();
    // who walks from neighbor to neighbor by keys stays in the card
    if (inside) heading.focus();
  };
  card.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) context.goTo(row);
  });
  card.addEventListener("pointerover", (event) => store.set({ hover: rowAt(event) }));
  card.addEventListener("pointerleave", () => store.set({ hover: -1 }));
  const showMode = ({ mode }: State): void => {
    card.dataset.mode = mode;
    const box = card.querySelector<HTMLInputElement>(".switch input");
    if (box) box.checked = mode === "distance";
  };
  const stops = [
    store.on(["selected", "columns"], show),
    context.onDress(show),
    store.on(["mode"], showMode),
    store.on(["pins"], showPin),
    road.stop,
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

/** The true neighbors, those that only seem to be, and the switch that colors the map by true nearness. */
function truth(context: Context, row: number): HTMLElement[] {
  const { data, picking, store, t } = context;
  const neighbors = neighborsOf(data, row);
  if (neighbors.length === 0) return [];
  const beside = picking.nearestOnMap(row, data.k);
  const strangers = beside.filter((other) => neighbors.every((neighbor) => neighbor.row !== other));
  // the page's own places are rounded: the column was counted where the map was made
  const kept = keptOf(data, row) ?? { n: beside.length - strangers.length, k: neighbors.length };
  const how = t(data.metric === "cosine" ? "similarity" : "distance");
  const list = el(
    "ol",
    { class: "neighbors" },
    ...neighbors.map((neighbor) => el("li", {}, neighborButton(data, neighbor))),
  );
  const box = el("input", { type: "checkbox", checked: store.state.mode === "distance" });
  box.addEventListener("change", () => store.set({ mode: box.checked ? "distance" : "column" }));
  const parts: HTMLElement[] = [
    el("h3", {}, t("neighbors"), el("span", { class: "unit" }, how)),
    list,
    el("p", { class: "kept" }, t("keptHere", kept)),
    el("label", { class: "switch" }, box, t("showNearness")),
    nearnessRamp(context),
  ];
  if (strangers.length > 0) {
    const buttons = strangers.map((other) =>
      el("button", { type: "button", "data-row": other }, el("bdi", {}, short(distinctOf(data, other), 24))),
    );
    parts.push(el("h3", {}, t("strangers")), el("p", { class: "strangers" }, ...buttons));
  }
  return parts;
}

function neighborButton(data: MapData, { row, similarity, distance }: Neighbor): HTMLElement {
  const bar = el("span", { class: "bar" });
  bar.style.inlineSize = percent(similarity ?? 1 / (1 + distance));
  return el(
    "button",
    { type: "button", "data-row": row },
    bar,
    el("bdi", {}, short(data.readable[row], 40)),
    ...(hasTwin(data, row) && data.raw[row] !== data.readable[row]
      ? [el("bdi", { class: "raw" }, short(data.raw[row], 24))]
      : []),
    el("span", { class: "value" }, (similarity ?? distance).toFixed(3)),
  );
}

function facts({ data, store, t }: Context, row: number): HTMLElement {
  const list = el("dl", {});
  const add = (term: string, value: string, help = ""): void => {
    list.append(el("div", { title: help }, el("dt", {}, term), el("dd", {}, el("bdi", {}, value))));
  };
  if (data.raw[row] !== data.readable[row]) add(t("rawForm"), visible(data.raw[row]).slice(0, 200));
  add(t("id"), String(data.ids[row]));
  const { locale } = store.state;
  for (const column of data.columns) {
    const value = column.values[row];
    const title = visible(titleOf(column, locale));
    if (column.categories) add(title, visible(categoryOf(column, value, locale)), column.help);
    else if (!Number.isNaN(value)) add(title, numberOf(column, value, locale), column.help);
  }
  return list;
}
