// Buttons for what gestures do: zoom in and out, the whole map, light and dark, the language.

import type { Context, Panel } from "../context.ts";
import { button, el } from "../browser/dom.ts";
import type { Key } from "../locales/i18n.ts";
import { icon } from "../browser/icons.ts";

export const controlsPanel: Panel = (context: Context) => {
  const { bar, camera, store } = context;
  const group = el("div", { class: "group" });
  bar.append(group);
  const actions: readonly (readonly [Key, () => Node | string, () => void])[] = [
    ["zoomIn", () => icon("plus"), () => camera.zoomBy(2)],
    ["zoomOut", () => icon("minus"), () => camera.zoomBy(0.5)],
    ["wholeMap", () => icon("home"), () => camera.fly(camera.home)],
    ["theme", () => icon("theme"), () => store.set({ theme: context.theme.name === "dark" ? "light" : "dark" })],
    ["language", () => context.t("language"), switchLanguage],
  ];
  function switchLanguage(): void {
    store.set({ locale: store.state.locale === "ja" ? "en" : "ja" });
  }
  const buttons = actions.map(([key, , act]) => button({ "data-key": key }, act));
  group.append(...buttons);
  const show = (): void => {
    actions.forEach(([key, sign], i) => {
      const name = context.t(key);
      buttons[i].setAttribute("aria-label", name);
      buttons[i].title = name;
      buttons[i].replaceChildren(sign());
      // the name of the other language is in that language
      if (key === "language") buttons[i].lang = store.state.locale === "ja" ? "en" : "ja";
    });
  };
  const stop = context.onDress(show);
  show();
  return stop;
};
