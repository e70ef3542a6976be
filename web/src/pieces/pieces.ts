// The box that cuts a text into tokens, by the tokenizer that the page carries. Part of such pages only.

import ask from "../ask/ask.css";
import { addStyles, button, composes, el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { listKeys } from "../panels/tokens/token-list.ts";
import { own } from "../text/own.ts";
import { isLonger, short, visible } from "../text/text.ts";
import { openCarried, type Tokens } from "./carried.ts";
import { openCutting, type Tell } from "./cutting.ts";
import styles from "./pieces.css";
import { type Say, sayIn } from "./texts.ts";
import { createWordHints } from "./word.ts";

/** The element of the page that holds its tokenizer. */
const HOLDER = "lexiscape-tokenizer";
/** Characters of a text that is cut, and chips that are shown. */
const [MOST, SHOWN] = [10_000, 500];

export { openCarried };

export const piecesPanel: Panel = { shared: true, start };

function start(context: Context): () => void {
  const holder = document.getElementById(HOLDER);
  if (!holder) return () => undefined;
  const { left, store, data } = context;
  addStyles(left.getRootNode() as ShadowRoot, ask, styles); // the sheet of all other panels is part of every page
  const say: Say = (key, values) => sayIn(store.state.locale)(key, values);
  const summary = el("summary", {});
  const area = el("textarea", { rows: 2, autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { role: "status" });
  const chips = createChips(context, say);
  const hints = createWordHints(context, say, (text) => {
    area.value = text;
    area.focus();
    cut();
  });
  const panel = el("details", { class: "panel ask pieces" }, summary, area, status, hints.element, ...chips.elements);
  left.append(panel);
  let show = (): void => undefined;
  const tell = (text: () => string): void => {
    show = () => {
      status.textContent = text();
      chips.clear();
      hints.clear();
    };
    show();
  };

  const cutting = openCutting(() => holder.textContent.trim(), { ids: data.ids, raw: data.raw });
  const answered: Tell = (answer) => {
    if ("wrong" in answer) return tell(() => say("damaged", { why: answer.wrong }));
    if ("stranger" in answer) {
      return tell(() => say("stranger", { character: `“${visible(answer.stranger)}”` }));
    }
    show = () => {
      status.textContent = chips.show(answer);
      hints.show(area.value);
    };
    show();
  };
  context.offers.cut = (text, hear) => {
    if (isLonger(text, MOST)) hear(null);
    else cutting.ask(text, (answer) => hear("ids" in answer ? answer : null));
  };
  const cut = (): void => {
    const text = area.value;
    if (text === "") return tell(() => "");
    if (isLonger(text, MOST)) {
      cutting.forget("typed");
      const n = [...text].length;
      return tell(() => say("long", { n, most: MOST }));
    }
    cutting.ask(text, answered, "typed");
  };
  listen(area, cut, () => cutting.forget("typed"));
  const dress = (): void => {
    summary.textContent = say("title");
    area.placeholder = say("hint");
    area.setAttribute("aria-label", say("title"));
    chips.dress();
    show();
  };
  const stop = context.onDress(dress);
  dress();
  return () => {
    stop();
    cutting.stop();
  };
}

/** Cut what is typed; Escape empties the box, and forgets what was asked. */
function listen(area: HTMLTextAreaElement, cut: () => void, forget: () => void): void {
  area.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) cut();
  });
  area.addEventListener("compositionend", cut);
  area.addEventListener("keydown", (event) => {
    if (composes(event) || event.key !== "Escape") return;
    event.stopPropagation();
    area.value = "";
    forget();
    cut();
  });
}

interface Chips {
  readonly elements: readonly HTMLElement[];
  /** What there is to say of them. */
  show(cut: Tokens): string;
  clear(): void;
  dress(): void;
}

/** The tokens of a text, and the way over the map through them. */
function createChips(context: Context, say: Say): Chips {
  const rowOf = rowsById(context.data.ids);
  let rows: number[] = [];
  const road = button({ hidden: true }, () => {
    context.store.set({ selected: rows[0], road: Uint32Array.from(rows) });
    context.goToAll(Uint32Array.from(new Set(rows)));
  });
  const list = el("ol", { class: "tokens" });
  return {
    elements: [road, list],
    show({ ids, unknown }) {
      const found = ids.map(rowOf);
      rows = found.filter((row) => row >= 0).filter((row, i, all) => row !== all[i - 1]);
      road.hidden = new Set(rows).size < 2;
      const items = ids.slice(0, SHOWN).map((id, i) => chip(context, id, found[i], id === unknown, say));
      if (ids.length > SHOWN) items.push(el("li", { class: "more" }, say("more", { n: ids.length - SHOWN })));
      list.replaceChildren(...items);
      listKeys(list, context.goTo);
      sideways(list);
      const strange = ids.filter((id) => id === unknown).length;
      const absent = found.filter((row) => row < 0).length;
      let told = ids.length === 1 ? say("one") : say("many", { n: ids.length });
      if (strange > 0) told = say("unknown", { told, n: strange });
      return absent > 0 ? say("absent", { told, n: absent }) : told;
    },
    clear() {
      list.replaceChildren();
      road.hidden = true;
    },
    dress() {
      road.textContent = say("road");
    },
  };
}

function chip({ data }: Context, id: number, row: number, strange: boolean, say: Say): HTMLElement {
  const told = [strange && say("isUnknown"), row < 0 && say("isAbsent")].filter((note) => note !== false);
  const notes = el("span", { class: "id" }, [String(id), ...told].join(" · "));
  const look = { class: strange ? "unknown" : undefined };
  if (row < 0) return el("li", {}, el("span", look, notes));
  const name = el("bdi", {}, short(data.readable[row], 40));
  const raw = data.raw[row] === data.readable[row] ? undefined : visible(data.raw[row]);
  return el(
    "li",
    {},
    el("button", { type: "button", "data-row": row, tabindex: -1, title: raw, ...look }, name, notes),
  );
}

/** Arrows to the sides go through chips as those up and down do. */
function sideways(list: HTMLElement): void {
  const { onkeydown } = list;
  const turned: Readonly<Record<string, string>> = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" };
  list.onkeydown = (event) => {
    const key = own(turned, event.key);
    if (!key) return onkeydown?.call(list, event);
    event.preventDefault();
    event.stopPropagation();
    event.target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  };
}

function rowsById(ids: Float64Array): (id: number) => number {
  let rows: Map<number, number> | null = null;
  return (id) => {
    rows ??= new Map(Array.from(ids, (one, row) => [one, row]));
    return rows.get(id) ?? -1;
  };
}
