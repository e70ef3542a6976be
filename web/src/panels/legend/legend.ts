// What the colors mean, the choice of what they mean, and filters by it. A new column of the map appears by itself.

import { button, COARSE, el } from "../../browser/dom.ts";
import { icon } from "../../browser/icons.ts";
import { nearnessCenter } from "../../colors/nearness.ts";
import { PLACE } from "../../colors/place.ts";
import type { Context, Panel } from "../../context.ts";
import type { Column } from "../../data/data.ts";
import { categoryOf, titleOf } from "../../data/names.ts";
import { rangeText, setFilter } from "../../state/filters.ts";
import type { State } from "../../state/state.ts";
import { own } from "../../text/own.ts";
import { visible } from "../../text/text.ts";
import categoryListStyles from "./category-list.css";
import { createCategoryList } from "./category-list.ts";
import extremesStyles from "./extremes.css";
import { createExtremes } from "./extremes.ts";
import legendStyles from "./legend.css";
import type { LegendPart } from "./legend-part.ts";
import nearnessRampStyles from "./nearness-ramp.css";
import { nearnessRamp } from "./nearness-ramp.ts";
import numericScaleStyles from "./numeric-scale.css";
import { createNumericScale } from "./numeric-scale.ts";
import outlineSwitchStyles from "./outline-switch.css";
import { createOutlineSwitch } from "./outline-switch.ts";
import rangeSliderStyles from "./range-slider.css";
import vocabularyStyles from "./vocabulary.css";
import { createVocabularySlider } from "./vocabulary.ts";

export const legendPanel: Panel = {
  styles: [
    legendStyles,
    categoryListStyles,
    outlineSwitchStyles,
    extremesStyles,
    nearnessRampStyles,
    numericScaleStyles,
    rangeSliderStyles,
    vocabularyStyles,
  ].join("\n"),
  shared: true,
  start,
};

/** So many columns are offered beside the choice, which has them all. */
const MOST_OFFERED = 3;

function start(context: Context): () => void {
  const { data, store, left, roots } = context;
  const root = roots[roots.length - 1];
  // built once, so that the choice keeps the focus while arrows go through it
  const title = el("span");
  const choice = el("select", { disabled: data.columns.length === 0 });
  /** Stands in the choice while the colors say something else than a column. */
  const noColumn = el("option", { value: "" });
  const fold = button({ class: "fold" }, () => setOpen(!open), icon("fold"));
  const body = el("div", { class: "body" });
  const panel = el("section", { class: "panel legend" }, el("div", { class: "head" }, title, choice, fold), body);
  left.append(panel);
  let open = true;
  let [parts, near]: [LegendPart[], boolean] = [[], false];
  let vocabulary = createVocabularySlider(context);

  const setOpen = (is: boolean): void => {
    open = is;
    body.hidden = panel.classList.toggle("folded", !is);
    fold.setAttribute("aria-expanded", String(is));
  };
  const show = (): void => {
    const column = data.columns.find(({ name }) => name === store.state.colorBy);
    choice.title = column?.help ? visible(column.help) : "";
    [parts, near] = [[], nearnessCenter(store.state) >= 0];
    if (!near) parts.push(...partsOf(context, column, choice));
    parts.push(vocabulary, otherFilters(context, choice));
    // what the map shows, and not what it would show otherwise
    body.replaceChildren(...(near ? [nearnessRamp(context)] : []), ...parts.map(({ element }) => element));
    const shown = near ? "" : store.state.colorBy === PLACE ? PLACE : (column?.name ?? "");
    if (shown === "") choice.prepend(noColumn);
    else noColumn.remove();
    noColumn.textContent = near ? context.t("trueNearness") : "–";
    choice.value = shown;
    follow();
  };
  const follow = (): void => parts.forEach((part) => part.follow(store.state.filters));
  const dress = (): void => {
    title.textContent = context.t("colorBy");
    for (const named of [panel, choice]) named.setAttribute("aria-label", context.t("colorBy"));
    fold.setAttribute("aria-label", context.t("legend"));
    const nameOf = (column: Column): string => visible(titleOf(column, store.state.locale));
    choice.replaceChildren(...data.columns.map((column) => el("option", { value: column.name }, nameOf(column))));
    vocabulary = createVocabularySlider(context);
    if (data.columns.length > 0) choice.prepend(el("option", { value: PLACE }, context.t("byPlace")));
    show();
  };
  choice.addEventListener("change", () => store.set({ colorBy: choice.value, mode: "column" }));
  setOpen(hasRoom(root));
  // a map that was hidden has its width only now
  const stopFirst = context.onView(() => {
    stopFirst();
    setOpen(hasRoom(root));
  });
  const showNear = (state: State): void => {
    if (nearnessCenter(state) >= 0 !== near) show();
  };
  const stops = [
    stopFirst,
    store.on(["colorBy", "columns"], show),
    store.on(["mode", "selected", "hover"], showNear),
    store.on(["filters", "masks", "landed", "outlined"], follow),
    context.onDress(dress),
  ];
  dress();
  return () => stops.forEach((stop) => stop());
}

/** Whether a legend may be open from the beginning. A low frame of a notebook has a mouse, and room beside it. */
const hasRoom = (root: HTMLElement): boolean =>
  !root.classList.contains(matchMedia(COARSE).matches ? "phone" : "narrow");

/** What the colors mean: those of a column, or of places. */
function partsOf(context: Context, column: Column | undefined, choice: HTMLElement): LegendPart[] {
  if (!column) return context.store.state.colorBy === PLACE ? [otherColors(context, choice)] : [];
  if (column.categories) return [createCategoryList(context, column), createOutlineSwitch(context)];
  return [createNumericScale(context, column), createExtremes(context, column)];
}

/** While places color the map: what else could, one click away. */
function otherColors({ data, store }: Context, after: HTMLElement): LegendPart {
  const offer = (column: Column): HTMLElement =>
    button(
      {},
      () => {
        store.set({ colorBy: column.name });
        after.focus(); // the button is gone
      },
      visible(titleOf(column, store.state.locale)),
    );
  const buttons = data.columns.slice(0, MOST_OFFERED).map(offer);
  return { element: el("div", { class: "presets" }, ...buttons), follow: () => undefined };
}

/** Filters by columns that are not on display, each with a button that takes it away and hands the focus on. */
function otherFilters(context: Context, after: HTMLElement): LegendPart {
  const { data, store } = context;
  const element = el("p", { class: "chips" });
  return {
    element,
    follow(filters) {
      const { colorBy, locale } = store.state;
      const near = nearnessCenter(store.state) >= 0; // then no column is on display
      const others = data.columns.flatMap((column) => {
        const filter = own(filters, column.name);
        return filter && (near || column.name !== colorBy) && column.name !== "rank" ? [{ column, filter }] : [];
      });
      element.replaceChildren(
        ...others.map(({ column, filter }, place) => {
          const what =
            "only" in filter
              ? filter.only.map((code) => categoryOf(column, code, locale)).join(", ")
              : rangeText(filter.low, filter.high, locale);
          const text = visible(`${titleOf(column, locale)}: ${what}`);
          const name = context.t("dropFilter", { what: text });
          const chip = button({ "aria-label": name, title: name }, () => {
            setFilter(store, column.name, null);
            const left = element.querySelectorAll("button");
            (left[Math.min(place, left.length - 1)] ?? after).focus();
          });
          chip.append(el("bdi", {}, text), icon("close"));
          return chip;
        }),
      );
    },
  };
}
