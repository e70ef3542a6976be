// One line beneath the map: what it is of, and how true it is.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { captionOf } from "../save/caption.ts";
import styles from "./caption.css";

export const captionPanel: Panel = { styles, start };

function start(context: Context): () => void {
  const { data, left, store } = context;
  const line = el("p", { class: "caption" });
  left.before(line); // beneath the panels
  const dress = (): void => {
    line.textContent = captionOf(data, context.t, store.state.locale);
    line.title = line.textContent;
  };
  dress();
  return context.onDress(dress);
}
