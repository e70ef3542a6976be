// What is kept, as a table: every token that no filter greys, with all its columns, in the order of any of them. Of its rows only
// those exist that are seen.

import { button, composes, el } from "../../browser/dom.ts";
import { closeButton, icon } from "../../browser/icons.ts";
import { rowAt } from "../../browser/token-button.ts";
import type { Context, Panel } from "../../context.ts";
import type { MapData } from "../../data/data.ts";
import { categoryOf, numberOf, titleOf } from "../../data/names.ts";
import { type Field, sortedBy } from "../../data/sorted.ts";
import { download, fileName } from "../../save/download.ts";
import { fileOf } from "../../save/table.ts";
import { written } from "../../text/numbers.ts";
import { short, visible } from "../../text/text.ts";
import styles from "./table.css";

export const tablePanel: Panel = { styles, lone: true, start };

/** Rows beyond those that are seen, above and below. */
const SPARE = 8;
/** What browsers can scroll through: Firefox ends an element after 17 million pixels. */
const MOST_PIXELS = 16e6;
/** The least height of a row, in pixels. */
const LEAST = 24;

interface Order {
  readonly field: Field;
  readonly isDown: boolean;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one table: its rows, their order and the keys share what is seen
function start(context: Context): () => void {
  const { bar, data, root, store, surface } = context;
  const panel = el("section", { class: "panel table", hidden: true });
  const opener = button(
    { class: "rare", "data-key": "table", "aria-expanded": "false" },
    () => setOpen(panel.hidden === true),
    icon("table"),
  );
  bar.querySelector('[data-key="tour"]')?.after(opener); // one group: of several the bar would be too wide
  root.append(panel);
  const count = el("h2", { tabindex: -1, "aria-live": "polite" });
  const save = button({ class: "save" }, () => {
    download(fileOf("csv", data, rows), fileName(data.name, ".csv"));
  });
  const close = closeButton("", () => setOpen(false));
  const head = el("tr", { "aria-rowindex": 1 });
  const body = el("tbody", {});
  const table = el("table", {}, el("thead", {}, head), body);
  const scroller = el("div", { class: "scroller" }, table);
  panel.append(count, save, close, scroller);

  let rows: Uint32Array = new Uint32Array();
  let order: Order | null = null;
  let height = 28;
  /** The row that Tab stops at, by its place. */
  let at = 0;
  let frame = 0;
  const fields = (): readonly Field[] => ["id", "token", "raw", "x", "y", ...data.columns];

  const gather = (): void => {
    if (panel.hidden) return;
    // of a search, too, one of whose tokens was gone to: the rows stay while one goes through them
    const masks = Object.values(store.state.masks);
    const kept = Uint32Array.from({ length: data.n }, (_, row) => row).filter((row) =>
      masks.every((mask) => mask[row] === 1),
    );
    // a column that was painted anew is another one of its name
    const sorted = order?.field;
    const renewed = typeof sorted === "object" ? data.columns.find(({ name }) => name === sorted.name) : sorted;
    if (order) order = renewed ? { ...order, field: renewed } : null;
    rows = order ? sortedBy(kept, data, order.field, order.isDown) : kept;
    at = 0;
    scroller.scrollTop = 0;
    const { t } = context;
    count.textContent = t("tableOf", { n: rows.length, all: data.n });
    table.setAttribute("aria-rowcount", String(rows.length + 1));
    draw();
  };
  /** Put those rows there that are seen. */
  const draw = (): void => {
    frame = 0;
    if (panel.hidden) return;
    const shown = Math.min(rows.length, Math.floor(MOST_PIXELS / height));
    const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / height) - SPARE, shown - 1));
    const last = Math.min(shown, first + Math.ceil(scroller.clientHeight / height) + 2 * SPARE);
    const focused = rowFocused();
    const items = Array.from(rows.subarray(first, last), (row, i) => line(row, first + i));
    body.replaceChildren(gap(first * height), ...items, gap((shown - last) * height));
    if (focused >= 0) buttonAt(focused)?.focus({ preventScroll: true });
    const measured = items[0]?.offsetHeight ?? 0;
    if (measured >= LEAST && Math.abs(measured - height) >= 1) {
      height = measured; // a larger text, or fingers
      draw();
    }
  };
  const gap = (pixels: number): HTMLElement => {
    const row = el("tr", { "aria-hidden": "true" });
    row.style.blockSize = `${pixels}px`;
    row.hidden = pixels === 0;
    return row;
  };
  const line = (row: number, place: number): HTMLElement => {
    const cells = cellsOf(data, row, store.state.locale);
    const name = button(
      { "data-row": row, "data-place": place, tabindex: place === at ? 0 : -1 },
      () => undefined,
      el("bdi", {}, cells[1]),
    );
    const selected = row === store.state.selected;
    return el(
      "tr",
      { "aria-rowindex": place + 2, class: selected ? "selected" : undefined },
      el("td", {}, cells[0]),
      el("th", { scope: "row" }, name),
      ...cells.slice(2).map((cell) => el("td", {}, el("bdi", {}, cell))),
    );
  };
  const buttonAt = (place: number): HTMLElement | null => body.querySelector(`[data-place="${place}"]`);
  const rowFocused = (): number => {
    const focused = (panel.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    return focused && body.contains(focused) ? Number(focused.dataset.place) : -1;
  };
  const goTo = (place: number): void => {
    if (rows.length === 0) return;
    at = Math.max(0, Math.min(place, rows.length - 1, Math.floor(MOST_PIXELS / height) - 1));
    const [top, page] = [at * height, scroller.clientHeight - 2 * height]; // beneath the head that stays
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + page) scroller.scrollTop = top - page;
    draw();
    buttonAt(at)?.focus({ preventScroll: true });
  };
  const headings = (): void => {
    const { locale } = store.state;
    const titles = [
      context.t("id"),
      context.t("token"),
      context.t("rawForm"),
      "x",
      "y",
      ...data.columns.map((one) => titleOf(one, locale)),
    ];
    head.replaceChildren(
      ...fields().map((field, i) => {
        const isSorted = order?.field === field;
        const sign = isSorted ? (order?.isDown ? " ↓" : " ↑") : "";
        const sort = isSorted ? (order?.isDown ? "descending" : "ascending") : "none";
        return el(
          "th",
          { scope: "col", "aria-sort": sort },
          button({}, () => sortBy(field, i), short(titles[i], 40) + sign),
        );
      }),
    );
  };
  /** Up, then down, then as the map has them. */
  const sortBy = (field: Field, i: number): void => {
    if (order?.field !== field) order = { field, isDown: false };
    else order = order.isDown ? null : { field, isDown: true };
    headings();
    gather();
    head.querySelectorAll("button")[i].focus();
  };
  const setOpen = (open: boolean): void => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) {
      body.replaceChildren();
      return surface.focus();
    }
    gather();
    count.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / height) - 2);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    if (event.key === "Escape") setOpen(false);
    else if (Object.hasOwn(to, event.key)) goTo(rowFocused() < 0 ? at : to[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  body.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row < 0) return;
    at = rows.indexOf(row);
    context.goTo(row);
  });
  scroller.addEventListener("scroll", () => (frame ||= requestAnimationFrame(draw)), { passive: true });
  const dress = (): void => {
    const { t } = context;
    panel.setAttribute("aria-label", t("table"));
    opener.title = t("tableShow");
    opener.setAttribute("aria-label", opener.title);
    close.setAttribute("aria-label", t("close"));
    save.textContent = t("tableSave");
    headings();
    gather();
  };
  const observer = new ResizeObserver(draw);
  observer.observe(scroller);
  const stops = [store.on(["masks", "columns"], gather), store.on(["selected"], draw), context.onDress(dress)];
  dress();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    stops.forEach((stop) => stop());
  };
}

/** What stands in a row, as the map's own panels write it. */
function cellsOf(data: MapData, row: number, locale: string): string[] {
  const { grid, n, origin, step } = data;
  const place = (axis: 0 | 1): string => written(Math.fround(step * grid[axis * n + row] + origin[axis]), 4, locale);
  return [
    String(data.ids[row]),
    short(data.readable[row], 60),
    data.raw[row] === data.readable[row] ? "" : visible(short(data.raw[row], 60)),
    place(0),
    place(1),
    ...data.columns.map((column) =>
      column.categories
        ? short(categoryOf(column, column.values[row], locale), 60)
        : Number.isNaN(column.values[row])
          ? ""
          : numberOf(column, column.values[row], locale),
    ),
  ];
}
