// The viewer as a Jupyter widget (the front-end protocol of anywidget, `render({model, el})`): what the reader chooses
// goes to Python, what Python sets is shown. Row numbers stay here; Python speaks of token ids and map coordinates.

import { el as element } from "../browser/dom.ts";
import { type Column, decode, type MapData } from "../data/data.ts";
import { browserLocale, translator } from "../locales/i18n.ts";
import { heardFilter, toldFilters } from "../state/filters.ts";
import type { Filter, Filters } from "../state/state.ts";
import { fieldsOf, own } from "../text/own.ts";
import { reasonOf, showAlert } from "./alert.ts";
import type { Handle } from "./handle.ts";
import { mount } from "./mount.ts";

/** The part of a Jupyter widget's model that this module uses. */
interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** Left, right, bottom, top in map coordinates. */
type Window = readonly [number, number, number, number];

/** The view is told to Python when it has rested so long; a drag is not worth a message a frame. */
const REST_MS = 150;

export async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  const frame = element("div", { class: "lexiscape-widget" });
  frame.style.cssText = `position: relative; width: 100%; height: ${Number(model.get("height"))}px;`;
  el.replaceChildren(frame);
  let data: MapData;
  let handle: Handle;
  try {
    data = await decode(bytesOf(model.get("_data")));
    handle = mount(frame, data);
  } catch (error) {
    showAlert(frame, reasonOf(error, translator(browserLocale())));
    console.error(error);
    return () => undefined;
  }
  // a notebook's own shortcuts (a, b, dd …) must not answer to what is typed into the map
  const keep = (event: Event): void => event.stopPropagation();
  for (const name of ["keydown", "keyup", "keypress"]) frame.addEventListener(name, keep);
  frame.dataset.lmSuppressShortcuts = "true";
  (frame as HTMLElement & { lexiscape?: Handle }).lexiscape = handle;
  const stops = [...follow(model, handle, data)];
  return () => {
    for (const stop of stops) stop();
    handle.destroy();
  };
}

/** Tie each of the model's traits to the viewer, both ways; returns how to untie them. */
function* follow(model: Model, handle: Handle, data: MapData): Generator<() => void> {
  const rowOf = new Map(Array.from(data.ids, (id, row) => [id, row]));
  const idOf = (row: number): number | null => (row < 0 ? null : data.ids[row]);
  const rowOfId = (id: unknown): number => (typeof id === "number" ? (rowOf.get(id) ?? -1) : -1);
  const { tell, hear, isHearing } = talkTo(model);
  const sized = (): boolean => handle.size.width > 0;
  const show = {
    _painted(value: unknown): void {
      const column = columnOf(value, data.n);
      if (column) handle.paint(column);
    },
    filters: (value: unknown) => handle.set({ filters: filtersOf(value, data) }),
    selection: (value: unknown) => handle.set({ picked: rowsOf(value, rowOf) }),
    pins: (value: unknown) => handle.set({ pins: [...(rowsOf(value, rowOf) ?? [])] }),
    selected: (value: unknown) => handle.select(rowOfId(value)),
    hovered: (value: unknown) => handle.set({ hover: rowOfId(value) }),
    color: (value: unknown) => handle.set({ colorBy: String(value) }),
    search: (value: unknown) => handle.set({ query: String(value ?? "") }),
    view(value: unknown): void {
      if (value && told && same(value as Window, told)) return; // what Python was told, come back
      told = null;
      look(handle, data, value as Window | null);
    },
  };
  /** The window that Python was told last, unless it has set another since. */
  let told: Window | null = null;
  const tellView = (): void => {
    const seen = windowOf(handle, data);
    if (told && same(seen, told)) return;
    told = seen;
    tell("view", seen);
  };
  show._painted(model.get("_painted"));
  if (model.get("filters")) show.filters(model.get("filters"));
  if (model.get("color")) show.color(model.get("color"));
  else tell("color", handle.state.colorBy);
  if (model.get("search")) show.search(model.get("search"));
  if (bytesOf(model.get("selection")).byteLength > 0) show.selection(model.get("selection"));
  if (bytesOf(model.get("pins")).byteLength > 0) show.pins(model.get("pins"));
  if (model.get("selected") !== null) show.selected(model.get("selected"));
  if (model.get("view")) show.view(model.get("view"));
  else if (sized()) tellView();
  for (const [name, apply] of Object.entries(show)) yield hear(name, apply);

  let before = handle.state;
  yield handle.on("state", (now) => {
    const then = before;
    before = now;
    if (now.picked !== then.picked) tell("selection", idsOf(now.picked, data));
    if (now.pins !== then.pins) tell("pins", idsOf(now.pins, data));
    if (now.selected !== then.selected) tell("selected", idOf(now.selected));
    if (now.hover !== then.hover) tell("hovered", idOf(now.hover));
    if (now.colorBy !== then.colorBy) tell("color", now.colorBy);
    if (now.query !== then.query) tell("search", now.query);
    if (now.filters !== then.filters) tell("filters", toldFilters(now.filters, data.columns));
  });
  let resting = 0;
  let seen = sized();
  yield handle.on("view", () => {
    clearTimeout(resting);
    // only where the reader went: another view of this widget is of another shape, and would answer without end
    const came = seen || !model.get("view");
    seen = sized();
    if (came && seen && !isHearing()) resting = window.setTimeout(tellView, REST_MS);
  });
  yield () => clearTimeout(resting);
}

/** Setting traits and following them, without hearing what one has said oneself. */
function talkTo(model: Model) {
  let telling = false;
  let hearing = false;
  const tell = (name: string, value: unknown): void => {
    telling = true;
    model.set(name, value);
    telling = false;
    model.save_changes();
  };
  const hear = (name: string, apply: (value: unknown) => void): (() => void) => {
    const listener = (): void => {
      if (telling) return;
      hearing = true;
      try {
        apply(model.get(name));
      } finally {
        hearing = false;
      }
    };
    model.on(`change:${name}`, listener);
    return () => model.off(`change:${name}`, listener);
  };
  return { tell, hear, isHearing: (): boolean => hearing };
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  if (value instanceof DataView) return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? (value as Uint8Array<ArrayBuffer>) : new Uint8Array(0);
}

function same(a: Window, b: Window): boolean {
  return a.every((end, i) => end === b[i]);
}

/** Token ids cross as float64, which holds every id exactly and needs no JSON. */
function idsOf(rows: Iterable<number> | null, data: MapData): DataView {
  return new DataView(Float64Array.from(rows ?? [], (row) => data.ids[row]).buffer);
}

function rowsOf(value: unknown, rowOf: ReadonlyMap<number, number>): Uint32Array | null {
  const ids = new Float64Array(bytesOf(value).slice().buffer);
  const rows = Array.from(ids, (id) => rowOf.get(id)).filter((row) => row !== undefined);
  return rows.length > 0 ? Uint32Array.from(rows) : null;
}

/** What Python paints: a column whose numbers, or codes into categories, come as bytes. Nothing is painted at first. */
function columnOf(value: unknown, n: number): Column | null {
  const { name, title, help, categories, values } = (value ?? {}) as Partial<Record<string, unknown>>;
  const bytes = bytesOf(values);
  if (typeof name !== "string" || bytes.byteLength !== 4 * n) return null;
  const { buffer } = bytes.slice();
  return {
    name,
    title: String(title),
    help: String(help),
    categories: Array.isArray(categories) ? categories.map(String) : null,
    values: Array.isArray(categories) ? new Uint32Array(buffer) : new Float32Array(buffer),
    listed: true,
  };
}

/** Python's filters, by column; of columns that are not there, none. */
function filtersOf(value: unknown, { columns }: MapData): Filters {
  const all = fieldsOf(value);
  const filters = columns.flatMap((column): [string, Filter][] => {
    const told = own(all, column.name);
    return Array.isArray(told) ? [[column.name, heardFilter(column, told)]] : [];
  });
  return Object.fromEntries(filters);
}

function windowOf(handle: Handle, { origin, step, height }: MapData): Window {
  const { x, y, scale } = handle.view;
  const [wide, high] = [handle.size.width / scale / 2, handle.size.height / scale / 2];
  const up = height - y; // the world grows downward, the map upward
  return [
    origin[0] + step * (x - wide),
    origin[0] + step * (x + wide),
    origin[1] + step * (up - high),
    origin[1] + step * (up + high),
  ];
}

/** Show the whole of a window, on a screen of any shape. */
function look(handle: Handle, { origin, step, height }: MapData, value: Window | null): void {
  if (!value) return handle.home();
  const [x0, x1, y0, y1] = value;
  if (!(x0 < x1 && y0 < y1)) return;
  handle.look(() => ({
    x: ((x0 + x1) / 2 - origin[0]) / step,
    y: height - ((y0 + y1) / 2 - origin[1]) / step,
    scale: Math.min((handle.size.width * step) / (x1 - x0), (handle.size.height * step) / (y1 - y0)),
  }));
}
