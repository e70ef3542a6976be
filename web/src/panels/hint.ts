// One line over the map that says what to do next: until a token was selected or a tour runs, and while a tool waits
// for its drag.

import { COARSE, el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./hint.css";

export const hintPanel: Panel = { styles, start };

function start(context: Context): () => void {
  const { root, store, surface } = context;
  const line = el("p", { class: "hint" });
  root.append(line);
  let isNew = true;
  /** A wheel was left to the page, and the pointer is still there. */
  let wheeled = false;
  /** How many views are kept, just after their number has changed. */
  let kept = 0;
  const press = matchMedia(COARSE).matches ? "tapHint" : "clickHint";
  const show = (): void => {
    const { picked, query, selected, stop, tool } = store.state;
    if (selected >= 0) isNew = false;
    const isBusy = !isNew || query !== "" || picked !== null || stop >= 0;
    line.hidden = kept === 0 && !wheeled && tool === "move" && isBusy;
    line.toggleAttribute("data-first", kept === 0 && !wheeled && tool === "move");
    if (kept > 0) line.textContent = context.t("stopsHint", { n: kept });
    else line.textContent = context.t(wheeled ? "wheelHint" : tool === "move" ? press : `${tool}Hint`);
  };
  const say = (is: boolean): void => {
    if (wheeled === is) return;
    wheeled = is;
    show();
  };
  surface.addEventListener("wheel", (event) => say(!context.takesWheel(event)), { passive: true });
  for (const event of ["pointerleave", "focus"]) surface.addEventListener(event, () => say(false));
  const stops = [
    store.on(["stops"], (state) => {
      kept = state.stops.length;
      show();
    }),
    store.on(["selected", "tool", "query", "picked"], () => {
      kept = 0;
      show();
    }),
    store.on(["stop"], ({ stop }) => {
      if (stop >= 0) kept = 0;
      show();
    }),
    context.onDress(show),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}
