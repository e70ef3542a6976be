// In the card of a token: the road from it to another one, through true neighbors.

import { composes, el } from "../../browser/dom.ts";
import { rowAt } from "../../browser/token-button.ts";
import type { Context } from "../../context.ts";
import { neighborsOf } from "../../data/neighbors.ts";
import { findRoad } from "../../data/road-source.ts";
import { short } from "../../text/text.ts";
import styles from "./road.css";
import { tokenItems } from "./token-list.ts";

export const ROAD_STYLES = styles;

/** How many tokens are offered while a name is typed. */
const OFFERED = 4;

export interface RoadPart {
  readonly element: HTMLElement;
  /** The card is of the selected token now, or speaks another language. */
  show(): void;
  stop(): void;
}

export function createRoadPart(context: Context): RoadPart {
  const { data, search, store } = context;
  const input = el("input", { type: "text", class: "sought", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "kept", role: "status" });
  const offers = el("ul", { class: "tokens" });
  const stops = el("ol", { class: "stops" });
  const element = el("section", { class: "road" }, input, offers, status, stops);
  let stopWork = (): void => undefined;

  const clear = (): void => {
    stopWork();
    input.value = status.textContent = "";
    offers.replaceChildren();
  };
  const found = (): Uint32Array => search(input.value).rows.filter((row) => row !== store.state.selected);
  const go = (to: number): void => {
    stopWork();
    const from = store.state.selected;
    offers.replaceChildren();
    input.value = short(data.readable[to]);
    status.textContent = "…";
    stopWork = findRoad(data, from, to, (road) => {
      status.textContent = road.length > 0 ? "" : context.t("roadNone", { token: short(data.readable[to]), k: data.k });
      store.set({ road: road.length > 0 ? road : null });
      context.goToAll(road);
      element.parentElement?.scrollTo(0, element.offsetTop); // on a phone the card ends before it
    });
  };
  input.addEventListener("input", () => {
    stopWork();
    const rows = found();
    status.textContent = input.value.trim() !== "" && rows.length === 0 ? context.t("foundNone") : "";
    store.set({ road: null });
    offers.replaceChildren(...offered(context, rows));
  });
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    const [best] = event.key === "Enter" ? found() : [];
    if (best !== undefined) go(best);
    if (event.key === "Escape") {
      event.stopPropagation();
      clear();
      store.set({ road: null });
    }
  });
  offers.addEventListener("click", (event) => {
    event.stopPropagation(); // in the card a token that is clicked is gone to
    const row = rowAt(event);
    if (row >= 0) go(row);
  });
  const showStops = (): void => {
    const { road, selected } = store.state;
    stops.replaceChildren(...Array.from(road ?? [], (row, i) => stop(context, row, road![i - 1], row === selected)));
  };
  const stopListening = store.on(["road"], showStops);
  let before = -1;
  return {
    element,
    show() {
      const { road, selected } = store.state;
      input.placeholder = context.t("roadTo");
      input.setAttribute("aria-label", context.t("roadTo"));
      if (selected !== before && !road) clear();
      before = selected;
      element.hidden = neighborsOf(data, selected).length === 0;
      showStops();
    },
    stop() {
      stopWork();
      stopListening();
    },
  };
}

/** The best of these rows, each a stop of the Tab key. */
function offered(context: Context, rows: Uint32Array): HTMLElement[] {
  const items = tokenItems(context, rows.subarray(0, OFFERED), OFFERED);
  for (const item of items) (item.firstChild as HTMLElement).tabIndex = 0;
  return items;
}

/** A stop, with how near it is to the one before. */
function stop({ data }: Context, row: number, last: number | undefined, here: boolean): HTMLElement {
  const step =
    last === undefined
      ? undefined
      : (neighborsOf(data, last).find((one) => one.row === row) ??
        neighborsOf(data, row).find((one) => one.row === last));
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", "data-row": row, "aria-current": here && "true" },
      el("bdi", {}, short(data.readable[row], 40)),
      ...(step ? [el("span", { class: "value" }, (step.similarity ?? step.distance).toFixed(3))] : []),
    ),
  );
}
