// One line over the map that says what to do next: until a token was selected, and while a tool waits for its drag.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./hint.css";

export const hintPanel: Panel = { styles, start };

function start(context: Context): () => void {
  const { root, store } = context;
  const line = el("p", { class: "hint" });
  root.append(line);
  let isNew = true;
  const show = (): void => {
    const { picked, query, selected, tool } = store.state;
    if (selected >= 0) isNew = false;
    line.hidden = tool === "move" && (!isNew || query !== "" || picked !== null);
    line.textContent = context.t(tool === "move" ? "clickHint" : `${tool}Hint`);
  };
  const stops = [store.on(["selected", "tool", "query", "picked"], show), context.onDress(show)];
  show();
  return () => stops.forEach((stop) => stop());
}
