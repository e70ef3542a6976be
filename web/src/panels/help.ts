// A short card of what can be done, by hand and by key, and of how to cite the map.

import { button, el } from "../browser/dom.ts";
import { closeButton, icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";
import { SHORTCUTS } from "../input/shortcuts.ts";
import { type Locale, languageOf } from "../locales/i18n.ts";
import { captionOf } from "../save/caption.ts";
import { copyText } from "../save/download.ts";
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
    // of maps that are shown together, each has its own entry
    const cited = [context, ...context.partners()].filter(({ data }) => data.citation).flatMap(citationOf);
    const cite = cited.length > 0 ? [el("h2", {}, t("cite")), ...cited] : [];
    card.replaceChildren(close, el("h2", {}, title), el("p", {}, lead), el("dl", {}, ...rows), ...cite);
  };
  const open = (): void => {
    if (card.open) return;
    dress(); // other maps may have come
    card.showModal();
    card.scrollTop = 0;
  };
  // a press beside the card closes it
  card.addEventListener("click", (event) => {
    if (event.target === card) card.close();
  });
  dress();
  return context.onDress(dress);
}

/** What a map is of and by which version it was drawn, and its entry for a bibliography, to be copied. */
function citationOf({ data, t }: Context): Node[] {
  const versions = data.meta.versions as Readonly<Record<string, unknown>> | undefined;
  const version = versions && own(versions, "lexiscape");
  const told = [captionOf(data, t), version ? `Lexiscape ${version}` : ""].filter(Boolean);
  const entry = el("pre", { tabindex: 0, "aria-label": "BibTeX", lang: "en" }, data.citation.trimEnd());
  const copy = button(
    {},
    () => {
      void copyText(data.citation).then((done) => {
        copy.textContent = t(done ? "copied" : "notCopied");
        if (!done) getSelection()?.selectAllChildren(entry); // to be copied by hand
      });
    },
    t("copy"),
  );
  return [el("p", { class: "cited" }, told.join(" · ")), entry, copy];
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
