// A short card of what can be done, by hand and by key.

import { button, el } from "../browser/dom.ts";
import { closeButton, icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";
import { SHORTCUTS } from "../input/shortcuts.ts";
import { type Locale, languageOf } from "../locales/i18n.ts";
import { own } from "../text/own.ts";
import styles from "./help.css";

export const helpPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
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
    const { locale } = store.state;
    const { title, lead } = languageOf(locale).help;
    const close = closeButton(t("close"), () => card.close());
    const rows = keysIn(locale).map(({ caps, what, lang }) =>
      el("div", {}, el("dt", {}, ...capsOf(caps)), el("dd", { lang: lang === locale ? undefined : lang }, what)),
    );
    card.replaceChildren(close, el("h2", {}, title), el("p", {}, lead), el("dl", {}, ...rows));
  };
  const open = (): void => {
    if (!card.open) card.showModal();
  };
  // a press beside the card closes it
  card.addEventListener("click", (event) => {
    if (event.target === card) card.close();
  });
  dress();
  return context.onDress(dress);
}

/** What keys do, in the reader's language; in English where that is not translated. */
export function keysIn(
  locale: Locale,
  shortcuts = SHORTCUTS,
): { caps: readonly string[]; what: string; lang: string }[] {
  const translated = languageOf(locale).shortcuts;
  return shortcuts.map(({ name, caps, help }) => {
    const what = own(translated, name);
    return what === undefined ? { caps, what: help, lang: "en" } : { caps, what, lang: locale };
  });
}

function capsOf(caps: readonly string[]): (Node | string)[] {
  return caps.flatMap((cap, i) => [...(i > 0 ? [" "] : []), el("kbd", {}, cap)]);
}
