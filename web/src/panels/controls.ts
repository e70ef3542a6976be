// Buttons for what gestures do: zoom in and out, the whole map, light and dark.

import type { Context, Panel } from "../context.ts";
import { el } from "../dom.ts";
import type { Key } from "../i18n.ts";

export const controlsPanel: Panel = (context: Context) => {
  const { camera, root, store } = context;
  const bar = el("div", { class: "panel controls", role: "toolbar" });
  root.append(bar);
  const actions: readonly (readonly [Key, string, () => void])[] = [
    ["zoomIn", "+", () => camera.zoomBy(2)],
    ["zoomOut", "−", () => camera.zoomBy(0.5)],
    ["wholeMap", "⌂", () => camera.fly(camera.home)],
    ["theme", "◐", () => store.set({ theme: context.theme.name === "dark" ? "light" : "dark" })],
  ];
  const show = (): void => {
    bar.replaceChildren(
      ...actions.map(([key, sign, act]) => {
        const name = context.t(key);
        const button = el("button", { type: "button", "aria-label": name, title: name }, sign);
        button.addEventListener("click", act);
        return button;
      }),
    );
  };
  const stop = context.onDress(show);
  show();
  return stop;
};
