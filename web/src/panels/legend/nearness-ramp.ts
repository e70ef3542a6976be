// The scale of true nearness: the ranks among the neighbors, then steps from neighbor to neighbor.

import { el } from "../../browser/dom.ts";
import { MOST_STEPS, nearnessScale } from "../../colors/nearness.ts";
import { css } from "../../colors/theme.ts";
import type { Context } from "../../context.ts";

/** What the colors of true nearness mean. */
export function nearnessRamp({ data, theme, t }: Context): HTMLElement {
  const cells = nearnessScale(data.k, theme).map((color) => {
    const cell = el("span", {});
    cell.style.background = css(color);
    return cell;
  });
  const ends = el(
    "span",
    { class: "ends" },
    el("span", {}, t("nearest")),
    el("span", {}, t("steps", { n: MOST_STEPS })),
  );
  return el("div", { class: "nearness", "aria-hidden": "true" }, el("div", { class: "cells" }, ...cells), ends);
}
