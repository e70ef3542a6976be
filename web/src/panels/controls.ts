// Buttons for what gestures do: zoom in and out, the whole map, light and dark, the language.

import { button, el } from "../browser/dom.ts";
import { icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";
import type { Key } from "../locales/en.ts";
import { languageOf, nextLocale } from "../locales/i18n.ts";
import { nextTextSize } from "../state/state.ts";
import styles from "./controls.css";

export const controlsPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { bar, camera, roots, store, surface } = context;
  const group = el("div", { class: "group" });
  bar.append(group);
  /** The language after the present one, and its name, which is in that language. */
  const next = (): string => nextLocale(store.state.locale);
  const nameOfNext = (): string => languageOf(next()).name;
  /** What a phone has no room for, until more is asked for. */
  const rare: ReadonlySet<string> = new Set(["theme", "language", "textSize", "present"]);
  const actions: readonly (readonly [Key | "language", () => Node | string, () => void])[] = [
    ["zoomIn", () => icon("plus"), () => camera.zoomBy(2)],
    ["zoomOut", () => icon("minus"), () => camera.zoomBy(0.5)],
    ["wholeMap", () => icon("home"), () => camera.fly(camera.home)],
    ["theme", () => icon("theme"), () => store.set({ theme: context.theme.name === "dark" ? "light" : "dark" })],
    ["language", nameOfNext, () => store.set({ locale: next() })],
    ["textSize", () => icon("text"), () => store.set({ textSize: nextTextSize(store.state.textSize) })],
    ["present", () => icon("present"), () => present(true)],
  ];
  const present = (presenting: boolean): void => {
    surface.focus(); // what was pressed is gone
    store.set({ presenting });
  };
  const leave = button({ class: "leave" }, () => present(false), icon("close"));
  roots[0].append(leave);
  const buttons = actions.map(([key, , act]) =>
    button({ class: rare.has(key) ? "rare" : undefined, "data-key": key }, act),
  );
  group.append(...buttons);
  const show = (): void => {
    actions.forEach(([key, sign], i) => {
      const name = key === "language" ? nameOfNext() : context.t(key, { share: 100 * store.state.textSize });
      buttons[i].setAttribute("aria-label", name);
      buttons[i].title = name;
      buttons[i].replaceChildren(sign());
      if (key === "language") buttons[i].lang = next();
    });
    leave.title = context.t("leave");
    leave.setAttribute("aria-label", leave.title);
  };
  const stops = [context.onDress(show), store.on(["textSize"], show)];
  show();
  return () => stops.forEach((stop) => stop());
}
