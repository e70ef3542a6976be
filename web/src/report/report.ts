// The page of `lexiscape compare`: a score card, a plot by layer, and two maps of the same tokens that act as one.

import { el } from "../browser/dom.ts";
import { DamagedData, decode, fromBase64, type MapData } from "../data/data.ts";
import { browserLocale, translator } from "../locales/i18n.ts";
import { reasonOf, showAlert } from "../page/alert.ts";
import type { Handle } from "../page/handle.ts";
import { mount } from "../page/mount.ts";
import { linkMaps, sharedOf } from "./linked.ts";
import styles from "./report.css";
import { type Report, say } from "./report-text.ts";
import { geometryTable, listsOf, scoreTable } from "./score-card.ts";
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
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
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
function mapReader(): (i: number) => Promise<MapData> {
  const decoded = new Map<number, Promise<MapData>>();
  return (i) => {
    let data = decoded.get(i);
    if (!data) {
      const holder = document.getElementById(`lexiscape-data-${i}`);
      data = decode(fromBase64(holder?.textContent ?? ""));
      decoded.set(i, data);
      void data.then(() => holder?.remove()).catch(() => undefined);
    }
    return data;
  };
}

/** The elements of the page, put into place. */
function layOut(element: HTMLElement, report: Report) {
  const left = el("div", { class: "map" });
  const right = el("div", { class: "map" });
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
      el("h1", {}, report.title),
      el("p", {}, report.coverage),
      ...report.warnings.map((w) => el("p", { class: "warning" }, w)),
    ),
    bar,
    el(
      "div",
      { class: "maps" },
      el("section", {}, names[0], left, notes[0]),
      el("section", {}, names[1], right, notes[1]),
    ),
    details,
    lists,
  );
  return { left, right, notes, names, linked, slider, shown, details, lists };
}

async function show(element: HTMLElement, report: Report): Promise<void> {
  const read = mapReader();
  const { left, right, notes, names, linked, slider, shown, details, lists } = layOut(element, report);
  const first = mount(left, await read(0));
  let second: Handle | null = null;
  let unlink: () => void = () => undefined;
  element.lexiscapeMaps = () => (second ? [first, second] : [first]);

  const choose = async (i: number): Promise<void> => {
    const data = await read(i);
    const before = second ?? first;
    const view = second?.view;
    unlink();
    second?.destroy();
    second = null;
    right.replaceChildren(); // what was said there of a map that could not be shown
    const next = mount(right, data);
    second = next;
    next.set({ colorBy: "overlap", ...sharedOf(before, next) });
    if (view && linked.checked) next.look(view);
    unlink = linkMaps(first, next, () => linked.checked);
    label(i);
  };
  /** One map that cannot be shown leaves the others to be looked at. */
  const giveUp = (i: number, error: unknown): void => {
    unlink();
    second?.destroy();
    second = null;
    showAlert(right, reasonOf(error, translator(browserLocale())));
    label(i);
  };
  const label = (i: number): void => {
    for (const [place, which] of [0, i].entries()) {
      const space = report.spaces[which];
      names[place].textContent = space.name;
      const kept = { share: percent(space.recall), free: percent(space.free_recall), k: report.recall_at };
      notes[place].textContent = say(kept.k > 1 ? "keeps" : "keepsNearest", kept);
    }
    shown.textContent = report.spaces[i].name;
    slider.setAttribute("aria-valuetext", report.spaces[i].name);
    const pair = report.pairs[i - 1];
    details.replaceChildren(scoreTable(pair));
    if (report.pairs.length > 1) details.append(scorePlot(report, i - 1));
    details.append(geometryTable(report.spaces));
    lists.replaceChildren(...listsOf(pair, (row) => second?.goTo(row)));
  };

  // the layers in the order of the slider; a later choice wins over one that is still being decoded
  let wanted = 0;
  let work: Promise<void> = Promise.resolve();
  const want = (i: number): Promise<void> => {
    wanted = i;
    work = work.then(() => (wanted === i ? choose(i).catch((error: unknown) => giveUp(i, error)) : undefined));
    return work;
  };
  slider.addEventListener("input", () => void want(Number(slider.value)));
  first.set({ colorBy: "overlap" });
  await want(1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
