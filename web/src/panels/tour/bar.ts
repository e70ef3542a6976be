// What the stop says that one has come to, how many there are, and the way to the others. A page that carries a tour
// offers it there.

import { button, el } from "../../browser/dom.ts";
import { createHandle } from "../../browser/fold.ts";
import { closeButton, icon } from "../../browser/icons.ts";
import type { Context, Panel } from "../../context.ts";
import { DamagedData, fromBase64 } from "../../data/data.ts";
import { goOn, markSaved } from "../../input/stops.ts";
import { TOUR_HOLDER } from "../../save/copy.ts";
import { DamagedTour, readTour, toldIn } from "../../state/tour.ts";
import styles from "./bar.css";

/** A swipe goes at least so far, in pixels, and more to the side than up or down. */
const SWIPE = 40;

export const tourBar: Panel = { styles, start };

function start(context: Context): () => void {
  const { root, store, surface } = context;
  let why = take(context);
  let isOffered = store.state.stops.length > 0;
  const count = el("p", { class: "count" });
  const name = el("h2", {});
  const note = el("p", { class: "note" });
  const begin = button({ class: "begin" }, () => goOn(context, 1));
  const back = button({ class: "step" }, () => goOn(context, -1), icon("back"));
  const on = button({ class: "step" }, () => goOn(context, 1), icon("on"));
  const close = closeButton("", () => {
    [isOffered, why] = [false, ""];
    store.set({ stop: -1 });
    show();
    surface.focus();
  });
  const bar = el("section", { class: "panel dock tour-bar", hidden: true });
  const handle = createHandle(bar);
  bar.append(back, el("div", {}, count, name, note, begin), handle.element, on, close);
  root.append(bar);
  swipes(bar, (by) => goOn(context, by));

  const reach = keysReach(note);
  const show = (): void => {
    const { t } = context;
    const { locale, presenting, stop, stops } = store.state;
    const at = stops[stop];
    const isOffer = !at && isOffered && stops.length > 0 && !presenting;
    bar.hidden = !at && !isOffer && why === "";
    for (const element of [back, on]) element.hidden = !at;
    begin.hidden = !isOffer;
    bar.classList.toggle("offer", isOffer);
    bar.classList.toggle("at", at !== undefined);
    count.textContent = at
      ? t("stopOf", { i: stop + 1, n: stops.length })
      : isOffer
        ? t("tourOf", { n: stops.length })
        : "";
    name.textContent = at ? toldIn(at.name, locale) : "";
    name.hidden = name.textContent === "";
    note.textContent = at?.note ? toldIn(at.note, locale) : why && t("tourDamaged", { why });
    note.hidden = note.textContent === "";
    handle.element.hidden = !at || note.hidden;
    handle.dress(t("stopWhole"));
    reach.now();
    begin.textContent = t("tourStart");
    for (const [element, key] of [
      [bar, "tour"],
      [back, "stopBefore"],
      [on, "stopAfter"],
      [close, "close"],
    ] as const) {
      element.setAttribute("aria-label", t(key));
    }
  };
  const stops = [
    store.on(["stop", "stops", "presenting"], ({ stop }) => {
      if (stop >= 0) isOffered = false;
      show();
    }),
    context.onDress(show),
    reach.stop,
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

/** Where a text is longer than its place, keys reach it, to go through it. */
function keysReach(text: HTMLElement): { now(): void; stop(): void } {
  const now = (): void => {
    if (text.scrollHeight > text.clientHeight + 1) text.tabIndex = 0;
    else text.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(now);
  sizes.observe(text);
  return { now, stop: () => sizes.disconnect() };
}

/** Take the tour that the page carries; returns why it cannot be read, where it cannot. */
function take(context: Context): string {
  const { data, store } = context;
  const holder = document.getElementById(TOUR_HOLDER);
  if (!holder) return "";
  try {
    store.set({ stops: readTour(new TextDecoder().decode(fromBase64(holder.textContent)), data) });
    markSaved(context);
    return "";
  } catch (error) {
    if (error instanceof DamagedTour || error instanceof DamagedData) return error.message;
    throw error;
  }
}

/** Listen to fingers that go to the left (on) or the right (back). */
function swipes(element: HTMLElement, go: (by: number) => void): void {
  let from: PointerEvent | null = null;
  element.addEventListener("pointerdown", (event) => (from = event));
  element.addEventListener("pointercancel", () => (from = null));
  element.addEventListener("pointerup", (event) => {
    const [x, y] =
      from?.pointerId === event.pointerId ? [event.clientX - from.clientX, event.clientY - from.clientY] : [0, 0];
    from = null;
    if (Math.abs(x) >= SWIPE && Math.abs(x) > 2 * Math.abs(y)) go(x < 0 ? 1 : -1);
  });
}
