// Lists of tokens: one stop of the Tab key, arrows inside, a click or Enter goes there.

import type { MapData } from "../../data/data.ts";
import { el } from "../../browser/dom.ts";
import { short } from "../../text/text.ts";

export function tokenButton(data: MapData, row: number): HTMLButtonElement {
  const { raw, readable } = data;
  const item = el("button", { type: "button", "data-row": row, tabindex: -1 }, el("bdi", {}, short(readable[row])));
  if (raw[row] !== readable[row]) item.append(el("bdi", { class: "raw" }, short(raw[row])));
  return item;
}

/** Make a list of token buttons answer to keys and clicks; `leave` is called when an arrow goes beyond its start. */
export function listKeys(list: HTMLElement, go: (row: number) => void, leave: () => void = () => undefined): void {
  const buttons = (): HTMLButtonElement[] => [...list.querySelectorAll<HTMLButtonElement>("button[data-row]")];
  const first = buttons()[0];
  if (first) first.tabIndex = 0;
  const focus = (to: HTMLButtonElement | undefined): void => {
    if (!to) return;
    for (const other of list.querySelectorAll<HTMLButtonElement>('button[tabindex="0"]')) other.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  list.onkeydown = (event) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    const to: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (at < 0 || !Object.hasOwn(to, event.key)) return;
    event.preventDefault();
    if (to[event.key] < 0) leave();
    else focus(all[to[event.key]]);
  };
  list.onclick = (event) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>("button[data-row]");
    if (item) go(Number(item.dataset.row));
  };
}
