// Says to screen readers what sighted readers see on the map: which token is selected and what it is truly near to.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { neighborsOf } from "../data/neighbors.ts";
import { toldIn } from "../state/tour.ts";
import { short } from "../text/text.ts";
import styles from "./announcer.css";

export const announcer: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { data, root, store } = context;
  const voice = el("div", { class: "unseen", "aria-live": "polite" });
  root.append(voice);
  const stops = [
    store.on(["selected"], ({ selected }) => {
      if (selected < 0) return void (voice.textContent = context.t("announceNone"));
      const neighbors = neighborsOf(data, selected).map(({ row }) => short(data.readable[row]));
      const token = short(data.readable[selected]);
      voice.textContent = context.t("announce", { token, neighbors: neighbors.join(", ") });
    }),
    store.on(["picked"], ({ picked }) => {
      voice.textContent = context.t(picked ? "pickedCount" : "announceUnpicked", { n: picked?.length ?? 0 });
    }),
    store.on(["stops"], (state) => {
      voice.textContent = context.t("stopsHint", { n: state.stops.length });
    }),
    // the last: what a stop selects is part of what it shows
    store.on(["stop"], ({ locale, stop, stops: all }) => {
      const at = all[stop];
      if (!at) return;
      const words = [toldIn(at.name, locale), toldIn(at.note, locale)].filter(Boolean);
      voice.textContent = [context.t("stopOf", { i: stop + 1, n: all.length }), ...words].join(". ");
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
