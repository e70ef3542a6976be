// What the parts of the box share.

import { composes, el } from "../browser/dom.ts";
import type { Context } from "../context.ts";
import { listKeys } from "../panels/tokens/token-list.ts";
import { short } from "../text/text.ts";
import type { Figure } from "./rows.ts";
import type { Say } from "./texts.ts";
import type { Vectors } from "./vectors-source.ts";

export interface Box {
  readonly context: Context;
  readonly vectors: Vectors;
  /** In the reader's language, as it is now. */
  readonly say: Say;
  /** What stands between the words of a list. */
  readonly separator: string;
  /** The rows whose mean the reader has let stand for words that are no tokens. */
  readonly means: Map<string, readonly number[]>;
  /** Whether it is open. */
  readonly open: boolean;
}

/** One part of the box. */
export interface Part {
  readonly element: HTMLElement;
  /** Say all of it in the reader's language. */
  dress(): void;
  /** The box was opened. */
  opened?(): void;
  stop?(): void;
}

/** A line for text; `act` is called by Enter. */
export function line(act: () => void): HTMLInputElement {
  const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", dir: "auto" });
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return;
    if (event.key === "Enter") act();
    if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
    }
  });
  return input;
}

export function label(input: HTMLInputElement, text: string, hint = text): void {
  input.placeholder = hint;
  input.setAttribute("aria-label", text);
}

/** Tokens with a figure each, one stop of the Tab key; a click or Enter goes there. */
export function fill(
  list: HTMLElement,
  { data, goTo }: Context,
  figures: readonly Figure[],
  digits: (value: number) => string,
): void {
  list.replaceChildren(
    ...figures.map(({ row, value }) => {
      const raw = data.raw[row] === data.readable[row] ? [] : [el("bdi", { class: "raw" }, short(data.raw[row]))];
      const figure = el("span", { class: "value" }, digits(value));
      const name = el("bdi", {}, short(data.readable[row], 40));
      return el("li", {}, el("button", { type: "button", "data-row": row, tabindex: -1 }, name, ...raw, figure));
    }),
  );
  list.scrollTop = 0;
  listKeys(list, goTo);
}

/** Scroll the box to where a part begins: beneath the box's name, which stays. */
export function reveal(part: HTMLElement): void {
  const name = part.parentElement?.firstElementChild?.clientHeight ?? 0;
  part.parentElement?.scrollTo(0, part.offsetTop - name);
}

/** How near two rows are, in words. */
export function nearness({ context, say }: Box, distance: number): string {
  return context.data.metric === "cosine"
    ? say("similarity", { value: (1 - distance).toFixed(3) })
    : say("distance", { value: distance.toFixed(3) });
}

/** The same beside what random pairs have. */
export function besideChance(box: Box, distance: number, chance: readonly [number, number] | null): string {
  const what = nearness(box, distance);
  if (!chance) return `${what}. ${box.say("noChance")}`;
  const ends = box.context.data.metric === "cosine" ? [1 - chance[1], 1 - chance[0]] : chance;
  return box.say("pairs", { what, low: ends[0].toFixed(2), high: ends[1].toFixed(2) });
}
