// Buttons that choose what a drag does: move the map, or outline tokens.

import { button, el } from "../browser/dom.ts";
import { icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";

const TOOLS = ["lasso", "box"] as const;

export const toolsPanel: Panel = { shared: true, start };

function start(context: Context): () => void {
  const { bar, store, surface } = context;
  const buttons = TOOLS.map((tool) =>
    button(
      { class: "rare", "data-key": tool },
      () => store.set({ tool: store.state.tool === tool ? "move" : tool }),
      icon(tool),
    ),
  );
  bar.append(el("div", { class: "group" }, ...buttons));
  const show = (): void => {
    const { tool } = store.state;
    surface.dataset.tool = tool;
    TOOLS.forEach((name, i) => {
      buttons[i].setAttribute("aria-pressed", String(tool === name));
      buttons[i].setAttribute("aria-label", context.t(name));
      buttons[i].title = context.t(name);
    });
  };
  const stops = [store.on(["tool"], show), context.onDress(show)];
  show();
  return () => stops.forEach((stop) => stop());
}
