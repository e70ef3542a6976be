// The scale of true nearness: the ranks among the neighbors, then steps from neighbor to neighbor.

import type { Context } from "../context.ts";
import { el } from "../dom.ts";
import { MOST_STEPS, nearnessColor } from "../nearness.ts";
import { css } from "../theme.ts";

/** What the colors of true nearness mean. */
export function nearnessRamp({ data, theme, t }: Context): HTMLElement {
  const levels = Array.from({ length: data.k + MOST_STEPS }, (_, level) => level);
  const cells = levels.map((level) => {
    const cell = el("span", {});
    cell.style.background = css(nearnessColor(level, data.k, theme) ?? theme.dim);
    return cell;
  });
  const ends = el("span", { class: "ends" }, el("span", {}, t("nearest")), el("span", {}, t("steps", { n: MOST_STEPS })));
  return el("div", { class: "nearness", "aria-hidden": "true" }, el("div", { class: "cells" }, ...cells), ends);
}
