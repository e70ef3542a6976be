// A short card of what can be done, by hand and by key.

import type { Context, Panel } from "../context.ts";
import { button, el, takesText } from "../browser/dom.ts";
import { HELP } from "../locales/help-text.ts";
import { icon } from "../browser/icons.ts";

export const helpPanel: Panel = (context: Context) => {
  const { bar, root, store } = context;
  const opener = button({ "data-key": "help" }, () => open(), icon("help"));
  bar.append(el("div", { class: "group" }, opener));
  const card = el("dialog", { class: "help" });
  root.append(card);

  const dress = (): void => {
    const { t } = context;
    opener.setAttribute("aria-label", t("help"));
    opener.title = `${t("help")} (?)`;
    card.setAttribute("aria-label", t("help"));
    const { title, lead, keys } = HELP[store.state.locale];
    const close = button({ class: "close", "aria-label": t("close") }, () => card.close(), icon("close"));
    const rows = keys.map(([key, what]) => el("div", {}, el("dt", {}, ...caps(key)), el("dd", {}, what)));
    card.replaceChildren(close, el("h2", {}, title), el("p", {}, lead), el("dl", {}, ...rows));
  };
  const open = (): void => {
    if (!card.open) card.showModal();
  };
  // a press beside the card closes it
  card.addEventListener("click", (event) => {
    if (event.target === card) card.close();
  });
  const onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (event.key !== "?" || takesText(target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  };
  root.addEventListener("keydown", onKey);
  const stop = context.onDress(dress);
  dress();
  return () => {
    stop();
    root.removeEventListener("keydown", onKey);
  };
};

/** `a + b`: what stands between spaced signs are keys. */
function caps(key: string): Node[] {
  return key.split(" ").map((part) => (part === "·" ? document.createTextNode(" ") : el("kbd", {}, part)));
}
