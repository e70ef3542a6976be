// A token's button, and which row it is of; its text is safe to show already.

import { el } from "./dom.ts";

/** With a figure where there is one to tell; in a list, the Tab key stops at the list and not at each. */
export function tokenButton(row: number, text: string, figure = "", tabindex = -1): HTMLButtonElement {
  const told = figure === "" ? [] : [el("span", { class: "value" }, figure)];
  return el("button", { type: "button", "data-row": row, tabindex }, el("bdi", {}, text), ...told);
}

/** The row of the token's button that an event is about, or -1. */
export function rowAt({ target }: Event): number {
  const item = (target as HTMLElement).closest<HTMLElement>("button[data-row]");
  return item ? Number(item.dataset.row) : -1;
}
