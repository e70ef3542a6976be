// Pinned tokens: the neighbors that they share, and those of each alone side by side.

import { arrowsThrough } from "../../browser/arrows.ts";
import { button, el } from "../../browser/dom.ts";
import { closeButton, icon } from "../../browser/icons.ts";
import { rowAt, tokenButton } from "../../browser/token-button.ts";
import type { Context, Panel } from "../../context.ts";
import type { Neighbor } from "../../data/neighbors.ts";
import { findRoad } from "../../data/road-source.ts";
import { chanceOfSharing, neighborsTogether, type Pair, type Together } from "../../data/shared.ts";
import { distinctOf } from "../../data/twins.ts";
import { togglePin } from "../../state/pins.ts";
import { short } from "../../text/text.ts";
import styles from "./pins.css";

/** Percent below which no figure is given. */
const LEAST = 0.1;

export const pinsPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { left, store } = context;
  const panel = el("section", { class: "panel pins", hidden: true });
  left.append(panel);
  let stopWork = (): void => undefined;

  const show = (): void => {
    const { t } = context;
    const { pins } = store.state;
    const focused = (panel.getRootNode() as ShadowRoot).activeElement;
    const inside = focused !== null && panel.contains(focused);
    stopWork();
    panel.hidden = pins.length === 0;
    panel.setAttribute("aria-label", t("pinned"));
    panel.style.setProperty("--pins", String(pins.length));
    if (pins.length === 0) {
      panel.replaceChildren();
      if (inside) context.surface.focus();
      return;
    }
    const heading = el("h2", { tabindex: -1 }, t("pinned"));
    const drop = closeButton(t("unpinAll"), () => store.set({ pins: [] }));
    const together = neighborsTogether(context.data, pins);
    const body = pins.length > 1 ? compared(context, pins, together) : [el("p", {}, t("pinMore"))];
    panel.replaceChildren(heading, drop, ...body, columns(context, pins, together));
    if (pins.length === 2) panel.append(roadButton());
    if (inside) heading.focus(); // who unpins by keys stays here
  };
  const roadButton = (): HTMLElement => {
    const [from, to] = store.state.pins;
    const said = el("span", { class: "said", role: "status" });
    const act = (): void => {
      said.textContent = "…";
      stopWork = findRoad(context.data, from, to, (road) => {
        const token = nameOf(context, to);
        said.textContent = road.length > 0 ? "" : context.t("roadNone", { token, k: context.data.k });
        if (road.length === 0) return;
        store.set({ selected: from, road });
        context.goToAll(road);
      });
    };
    return el("p", { class: "way" }, button({}, act, context.t("roadBetween")), said);
  };
  panel.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row >= 0) context.goTo(row);
  });
  const stops = [store.on(["pins"], show), context.onDress(show)];
  show();
  return () => {
    stopWork();
    stops.forEach((stop) => stop());
  };
}

const nameOf = ({ data }: Context, row: number): string => short(distinctOf(data, row), 40);

/** Why they are near, or are not: pair by pair, beside chance; and the neighbors that they share. */
function compared(context: Context, pins: readonly number[], { pairs, shared }: Together): HTMLElement[] {
  const { t } = context;
  const said = [...pairs].sort((a, b) => b.shared - a.shared).map((pair) => el("p", {}, told(context, pins, pair)));
  const list = el("ol", { class: "tokens", "aria-label": t("sharedNeighbors") });
  list.append(
    ...shared.map(({ row, of }) =>
      el(
        "li",
        {},
        tokenButton(row, nameOf(context, row), pins.length > 2 ? of.map((place) => place + 1).join(" ") : ""),
      ),
    ),
  );
  arrowsThrough(list);
  const head = el("h3", {}, t(shared.length > 0 ? "sharedNeighbors" : "sharedNone"));
  return [el("div", { class: "reasons", role: "status" }, ...said), head, list];
}

function told(context: Context, pins: readonly number[], { a, b, shared, placeOfA, placeOfB }: Pair): string {
  const { data, t } = context;
  const [one, other] = [a, b].map((place) => nameOf(context, pins[place]));
  const chance = chanceOfSharing(data);
  const percent = 100 * (shared > 0 ? chance[shared] : 1 - (chance[1] ?? 0));
  const share = percent < LEAST ? `<${LEAST}` : percent.toFixed(1);
  const values = { a: one, b: other, n: shared, k: data.k, share };
  const places = [
    placeOfB > 0 && t("pairPlace", { a: one, b: other, place: placeOfB }),
    placeOfA > 0 && t("pairPlace", { a: other, b: one, place: placeOfA }),
  ].filter((text) => text !== false);
  return [t(shared > 0 ? "pairShares" : "pairSharesNone", values), ...places].join(" ");
}

/** A column for each: its name, the way to unpin it, and the neighbors that are its own. */
function columns(context: Context, pins: readonly number[], { own }: Together): HTMLElement {
  const { t, store } = context;
  return el(
    "div",
    { class: "columns" },
    ...pins.map((row, place) => {
      const name = nameOf(context, row);
      const unpin = button({ "aria-label": t("unpin", { token: name }) }, () => togglePin(store, row), icon("close"));
      const number = pins.length > 2 ? String(place + 1) : "";
      const list = el("ol", { class: "tokens", "aria-label": t("ownNeighbors", { token: name }) });
      list.append(...own[place].map((neighbor) => el("li", {}, ownButton(context, neighbor))));
      arrowsThrough(list);
      return el("section", {}, el("h3", {}, tokenButton(row, name, number, 0), unpin), list);
    }),
  );
}

function ownButton(context: Context, { row, similarity, distance }: Neighbor): HTMLElement {
  return tokenButton(row, nameOf(context, row), (similarity ?? distance).toFixed(2));
}
