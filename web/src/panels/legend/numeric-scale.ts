// The legend of a numeric column: how often it has which values, in their colors, and a brush that keeps a range.

import { el } from "../../browser/dom.ts";
import { scaleOf } from "../../colors/color.ts";
import { css } from "../../colors/theme.ts";
import type { Context } from "../../context.ts";
import type { Column } from "../../data/data.ts";
import { numberOf, titleOf } from "../../data/names.ts";
import { setFilter } from "../../state/filters.ts";
import { clamp, written } from "../../text/numbers.ts";
import { own } from "../../text/own.ts";
import { visible } from "../../text/text.ts";
import { histogram, keptBeside } from "./histogram.ts";
import type { LegendPart } from "./legend-part.ts";
import { createRangeSlider } from "./range-slider.ts";

const BINS = 40;
const STEPS = 400;

export function createNumericScale(context: Context, column: Column): LegendPart {
  const { store, t } = context;
  const { locale } = store.state;
  const scale = scaleOf(column, context.theme);
  const [low, high] = scale.low < scale.high ? [scale.low, scale.high] : extremesOf(column);
  const width = high - low || 1;
  const { whole, one } = natureOf(column);
  if (one !== null) {
    const told = t("constant", { value: numberOf(column, one, locale) });
    return { element: el("p", { class: "constant" }, told), follow: () => undefined };
  }
  const steps = whole ? Math.min(STEPS, width) : STEPS;
  const valueAt = (position: number): number => {
    const value = low + (position / steps) * (high - low);
    return whole ? Math.round(value) : value;
  };
  const positionOf = (value: number): number => Math.round(steps * clamp((value - low) / width));
  const say = (position: number): string => written(valueAt(position), 3, locale);

  const bars = Array.from({ length: BINS }, (_, bin) => {
    const bar = el("span", {});
    bar.style.background = css(scale.colorOf(valueAt(((bin + 0.5) / BINS) * steps)));
    return bar;
  });
  const { beyond, without } = outsideOf(column, low, high);
  const ends = [el("span"), el("span")];
  const title = visible(titleOf(column, locale));
  const slider = createRangeSlider({
    steps,
    names: [t("lowest", { what: title }), t("highest", { what: title })],
    say,
    ground: el("div", { class: "bars", "aria-hidden": "true" }, ...bars),
    onChange(from, to) {
      // the outermost positions stand for all that lies beyond them
      const range = { low: from === 0 ? -Infinity : valueAt(from), high: to === steps ? Infinity : valueAt(to) };
      setFilter(store, column.name, from === 0 && to === steps ? null : range);
    },
  });
  return {
    element: el(
      "div",
      { class: "scale" },
      slider.element,
      el("div", { class: "ends" }, ...ends),
      ...noValue(context, without),
    ),
    follow(filters) {
      const filter = own(filters, column.name);
      const range = filter && "low" in filter ? filter : { low: -Infinity, high: Infinity };
      const [from, to] = [positionOf(range.low), positionOf(range.high)];
      slider.set(from, to);
      const counts = histogram(
        column.values,
        low,
        high,
        BINS,
        keptBeside(context.data.columns, store.state, column.name),
      );
      const most = Math.max(1, ...counts);
      bars.forEach((bar, bin) => {
        // roots, or the long tails of most columns would not be seen
        bar.style.blockSize = `${100 * Math.sqrt(counts[bin] / most)}%`;
        const middle = ((bin + 0.5) / BINS) * steps;
        bar.classList.toggle("off", middle < from || middle > to);
      });
      ends[0].textContent = `${from === 0 && beyond[0] ? "≤ " : ""}${say(from)}`;
      ends[1].textContent = `${to === steps && beyond[1] ? "≥ " : ""}${say(to)}`;
    },
  };
}

/** Whether there are values that the outermost positions stand for, and how many tokens have none. */
function outsideOf({ values }: Column, low: number, high: number): { beyond: readonly boolean[]; without: number } {
  const beyond = [false, false];
  let without = 0;
  for (let i = 0; i < values.length; i++) {
    beyond[0] ||= values[i] < low;
    beyond[1] ||= values[i] > high;
    if (Number.isNaN(values[i])) without++;
  }
  return { beyond, without };
}

/** The color of tokens that the column has no number for, and how many they are. */
function noValue({ store, t, theme }: Context, n: number): HTMLElement[] {
  if (n === 0) return [];
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = css(theme.unknown);
  const count = el("span", { class: "value" }, n.toLocaleString(store.state.locale));
  return [el("p", { class: "no-value" }, swatch, t("noValue"), count)];
}

/** The least and the greatest number, where nearly all are one: its scale has no room for the others. */
function extremesOf({ values }: Column): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  return least < most ? [least, most] : [0, 1];
}

/** Whether a column has whole numbers only; and the number that all tokens share which have one, or null. */
function natureOf({ values }: Column): { whole: boolean; one: number | null } {
  let whole = true;
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    whole &&= Number.isInteger(value);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { whole, one: least === most ? least : null };
}
