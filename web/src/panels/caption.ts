// One line beneath the map: what it is of, and how true it is.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { captionOf } from "../save/caption.ts";
import styles from "./caption.css";

export const captionPanel: Panel = { styles, start };

function start(context: Context): () => void {
  const { data, root, surface } = context;
  const line = el("p", { class: "caption" });
  surface.after(line);
  // a web archive (MHTML) has neither our scripts nor our styles: there this is seen
  const copy = el("p", { class: "copy" });
  root.prepend(copy); // beneath the panels
  const dress = (): void => {
    line.textContent = captionOf(data, context.t);
    copy.textContent = context.t("noScripts");
    line.title = line.textContent;
  };
  dress();
  return context.onDress(dress);
}
