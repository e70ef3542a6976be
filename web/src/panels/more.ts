// Where there is room for few buttons: one more, which shows the others.

import { button, el } from "../browser/dom.ts";
import { icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./more.css";

export const morePanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { bar } = context;
  const act = (): void => opener.setAttribute("aria-expanded", String(bar.classList.toggle("all")));
  const opener = button({ "data-key": "more", "aria-expanded": "false" }, act, icon("more"));
  bar.append(el("div", { class: "group seldom" }, opener));
  const dress = (): void => {
    opener.title = context.t("moreButtons");
    opener.setAttribute("aria-label", opener.title);
  };
  dress();
  return context.onDress(dress);
}
