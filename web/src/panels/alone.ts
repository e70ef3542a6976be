// The way out of an embedded map: the same view as a page of its own, with all its panels.

import { el } from "../browser/dom.ts";
import { aloneAddress } from "../browser/embedding.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./alone.css";

export const alonePanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { root } = context;
  // a page that is given as text (srcdoc) has no address to be opened by
  const link = el("a", { class: "panel alone", target: "_blank", rel: "noopener", hidden: !context.linkable });
  root.append(link);
  const point = (): void => {
    link.href = aloneAddress(context.link());
  };
  // as late as can be: the view may have moved since; a menu to copy the address from is opened by a press, too
  for (const event of ["pointerenter", "pointerdown", "focus", "click"]) link.addEventListener(event, point);
  const dress = (): void => {
    link.textContent = context.t("openAlone");
  };
  if (context.linkable) point();
  dress();
  return context.onDress(dress);
}
