// The head and the tail of the vocabulary: a slider over ranks, with the first and the last 3,000 at hand.

import { button, el } from "../../browser/dom.ts";
import type { Context } from "../../context.ts";
import { setFilter } from "../../state/filters.ts";
import type { LegendPart } from "./legend-part.ts";
import { createRangeSlider } from "./range-slider.ts";

const COLUMN = "rank";
/** The recipe that many follow draws this many tokens. */
const PRESET = 3000;

export function createVocabularySlider(context: Context): LegendPart {
  const { data, store, t } = context;
  const column = data.columns.find(({ name, categories }) => name === COLUMN && !categories);
  const element = el("div", { class: "vocabulary", hidden: !column });
  const finite = column ? Array.from(column.values).filter(Number.isFinite) : [];
  const low = finite.reduce((least, rank) => Math.min(least, rank), Infinity);
  const high = finite.reduce((most, rank) => Math.max(most, rank), -Infinity);
  if (!column || !(high > low)) {
    element.hidden = true;
    return { element, follow: () => undefined };
  }

  const { locale } = store.state;
  const steps = Math.min(1000, high - low);
  const rankAt = (position: number): number => Math.round(low + (position / steps) * (high - low));
  const say = (position: number): string => rankAt(position).toLocaleString(locale);
  const keep = (from: number, to: number): void =>
    setFilter(store, COLUMN, from <= low && to >= high ? null : { low: from, high: to });
  const slider = createRangeSlider({
    steps,
    names: [t("lowest", { what: t("vocabulary") }), t("highest", { what: t("vocabulary") })],
    say,
    onChange: (from, to) => keep(rankAt(from), rankAt(to)),
  });
  const preset = (key: "firstRanks" | "lastRanks" | "allRanks", from: number, to: number) => ({
    from: Math.max(from, low),
    to: Math.min(to, high),
    button: button({ "aria-pressed": "false" }, () => keep(from, to), t(key, { n: PRESET })),
  });
  const presets = [
    preset("firstRanks", low, low + PRESET - 1),
    preset("lastRanks", high - PRESET + 1, high),
    preset("allRanks", low, high),
  ];
  const range = el("span", { class: "value" });
  element.append(
    el("div", { class: "head" }, el("span", {}, t("vocabulary")), range),
    slider.element,
    el("div", { class: "presets", hidden: high - low < PRESET }, ...presets.map((one) => one.button)),
  );
  return {
    element,
    follow(filters) {
      const filter = filters[COLUMN];
      const now = filter && "low" in filter ? filter : { low, high };
      const [from, to] = [Math.max(now.low, low), Math.min(now.high, high)];
      // the legend's own histogram does the same when it shows the ranks
      element.hidden = store.state.colorBy === COLUMN && high - low < PRESET;
      const positionOf = (rank: number): number => Math.round((steps * (rank - low)) / (high - low));
      slider.set(positionOf(from), positionOf(to));
      slider.element.hidden = store.state.colorBy === COLUMN;
      range.textContent = `${Math.round(from).toLocaleString(locale)} – ${Math.round(to).toLocaleString(locale)}`;
      for (const one of presets) one.button.setAttribute("aria-pressed", String(one.from === from && one.to === to));
    },
  };
}
