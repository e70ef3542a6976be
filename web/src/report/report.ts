// The page of `lexiscape compare`: a score card, a plot by layer, and two maps of the same tokens that act as one.

import { addStyles, el } from "../browser/dom.ts";
import { DamagedData, decode, fromBase64, type MapData } from "../data/data.ts";
import { browserLocale, translator } from "../locales/i18n.ts";
import { reasonOf, showAlert } from "../page/alert.ts";
import type { Handle } from "../page/handle.ts";
import type { Note } from "../page/history.ts";
import { mount } from "../page/mount.ts";
import { own } from "../text/own.ts";
import { linkMaps, sameView, sharedOf } from "./linked.ts";
import styles from "./report.css";
import { type Report, say } from "./report-text.ts";
import { geometryTable, lackingList, listsOf, scoreTable, traitTable } from "./score-card.ts";
import { scorePlot } from "./score-plot.ts";

declare global {
  interface HTMLElement {
    /** The two maps, left and right, of a page opened by `openReport`. */
    lexiscapeMaps?: () => readonly Handle[];
  }
}

/** Read the page's own data and show it; what goes wrong is said on the page. */
export async function openReport(): Promise<void> {
  const element = document.getElementById("lexiscape");
  if (!element || element.querySelector("[role=alert]")) return; // the page's own check has said what is missing
  addStyles(document, styles);
  document.documentElement.lang = browserLocale();
  try {
    const report = JSON.parse(document.getElementById("lexiscape-report")?.textContent ?? "") as Report;
    await show(element, report);
  } catch (error) {
    showAlert(element, error instanceof SyntaxError ? say("damaged") : reasonOf(error, translator(browserLocale())));
    if (!(error instanceof DamagedData)) throw error;
  }
}

/** The data of map number i, decoded once. */
function mapReader(ends: Report["ends"]): (i: number) => Promise<MapData> {
  /** With the color scales that all maps share. */
  const shared = (data: MapData): MapData => ({
    ...data,
    columns: data.columns.map((column) => {
      const common = own(ends, column.name);
      return common ? { ...column, ends: common } : column;
    }),
  });
  const decoded = new Map<number, Promise<MapData>>();
  return (i) => {
    let data = decoded.get(i);
    if (!data) {
      const holder = document.getElementById(`lexiscape-data-${i}`);
      data = decode(fromBase64(holder?.textContent ?? "")).then(shared);
      decoded.set(i, data);
    }
    return data;
  };
}

/** The elements of the page, put into place. */
function layOut(element: HTMLElement, report: Report) {
  const left = el("div", { class: "map" });
  const right = el("div", { class: "map" });
  const title = el("h1", {}, report.title);
  const panels = el("div", { class: "panels" });
  const notes = [el("p", { class: "note" }), el("p", { class: "note" })];
  const names = [el("h2"), el("h2")];
  const linked = el("input", { type: "checkbox", id: "linked", checked: true });
  const count = report.spaces.length;
  const slider = el("input", { type: "range", id: "layer", min: 1, max: count - 1, step: 1, value: 1 });
  const shown = el("output", { for: "layer" });
  const details = el("section", { class: "details" });
  const lists = el("section", { class: "details" });

  const bar = el("div", { class: "bar" }, el("label", { for: "linked" }, linked, " ", say("moveTogether")));
  if (count > 2) bar.append(el("label", { for: "layer" }, `${say("compareWith")} `, slider, " ", shown));
  element.replaceChildren(
    el(
      "header",
      {},
      title,
      el("p", {}, report.coverage),
      ...report.warnings.map((w) => el("p", { class: "warning" }, w)),
    ),
    bar,
    el(
      "div",
      { class: "maps" },
      panels,
      el("section", {}, names[0], left, notes[0]),
      el("section", {}, names[1], right, notes[1]),
    ),
    details,
    lists,
  );
  return { title, panels, left, right, notes, names, linked, slider, shown, details, lists };
}

async function show(element: HTMLElement, report: Report): Promise<void> {
  const read = mapReader(report.ends);
  const page = layOut(element, report);
  const { panels, left, right, linked, slider } = page;
  let asked = 1;
  const address = createNote(
    () => asked,
    (layer) => {
      asked = report.pairs[layer - 1] ? layer : 1;
      slider.value = String(asked);
      if (second) void want(asked);
    },
  );
  let second: Handle | null = null;
  let work: Promise<void> = Promise.resolve();
  const how = { colorBy: "overlap", scrolls: true };
  const first = mount(left, await read(0), {
    ...how,
    panels,
    address: true,
    note: address.note,
    partners: () => (second ? [second] : []),
  });
  let unlink: () => void = () => undefined;
  element.lexiscapeMaps = () => (second ? [first, second] : [first]);
  const drop = (): void => {
    unlink();
    second?.destroy();
    second = null;
  };
  const choose = async (i: number): Promise<void> => {
    const data = await read(i);
    const before = second ?? first;
    drop();
    right.replaceChildren(); // what was said there of a map that could not be shown
    const next = mount(right, data, { ...how, panels: null });
    second = next;
    next.set(sharedOf(before, next));
    if (linked.checked && !first.atHome) next.look(() => sameView(first.view, first, next));
    unlink = linkMaps(first, next, () => linked.checked);
    showLayer(page, report, i, (row) => second?.goTo(row));
  };
  /** One map that cannot be shown leaves the others to be looked at. */
  const giveUp = (i: number, error: unknown): void => {
    drop();
    showAlert(right, reasonOf(error, translator(browserLocale())));
    showLayer(page, report, i, (row) => second?.goTo(row));
  };

  // the layers in the order of the slider; a later choice wins over one that is still being decoded
  const want = (i: number): Promise<void> => {
    asked = i;
    address.tell();
    work = work.then(() => (asked === i ? choose(i).catch((error: unknown) => giveUp(i, error)) : undefined));
    return work;
  };
  slider.addEventListener("input", () => void want(Number(slider.value)));
  await want(asked);
}

/** What is said of the layer that is compared now; `go` is called with the row of a token that is clicked. */
function showLayer(page: ReturnType<typeof layOut>, report: Report, i: number, go: (row: number) => void): void {
  const { title, notes, names, slider, shown, details, lists } = page;
  for (const [place, which] of [0, i].entries()) {
    const space = report.spaces[which];
    names[place].textContent = space.name;
    const kept = { share: percent(space.recall), free: percent(space.free_recall), k: report.recall_at };
    notes[place].textContent = say(kept.k > 1 ? "keeps" : "keepsNearest", kept);
  }
  title.textContent = `${report.spaces[0].name} · ${report.spaces[i].name}`;
  document.title = `${title.textContent} · Lexiscape`;
  shown.textContent = report.spaces[i].name;
  slider.setAttribute("aria-valuetext", report.spaces[i].name);
  const pair = report.pairs[i - 1];
  details.replaceChildren(scoreTable(pair));
  if (report.pairs.length > 1) details.append(scorePlot(report, i - 1));
  details.append(geometryTable(report.spaces));
  const traits = traitTable(report.spaces);
  if (traits) details.append(traits);
  const lacking = lackingList(report.spaces);
  if (lacking) details.append(lacking);
  lists.replaceChildren(...listsOf(pair, go));
}

/** What the address says of the layer; `tell` when it has changed. */
function createNote(layer: () => number, ask: (layer: number) => void): { note: Note; tell: () => void } {
  let heard = (): void => undefined;
  const note: Note = {
    read: (said) => ask(Number(said.get("layer") ?? 1)),
    write: () => (layer() === 1 ? "" : `layer=${layer()}`),
    on(listener) {
      heard = listener;
      return () => (heard = () => undefined);
    },
  };
  return { note, tell: () => heard() };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
