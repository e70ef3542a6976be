// How faithful the map is: each score beside what chance and a plain projection get. Closed until somebody asks.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { type CardScore, cardOf } from "../data/card.ts";
import { languageOf } from "../locales/i18n.ts";
import { own } from "../text/own.ts";
import { visible } from "../text/text.ts";
import styles from "./scores.css";

export const scoresPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const card = cardOf(context.data);
  if (!card) return () => undefined;
  const title = el("summary", {});
  const table = el("table", {});
  const note = el("p", {});
  context.left.append(el("details", { class: "panel scores" }, title, table, note));
  const dress = (): void => {
    const { t, store } = context;
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const shown = (value: number): string => value.toLocaleString(store.state.locale, digits);
    title.textContent = t("faithful");
    const heads = ["", t("thisMap"), t("chance"), "PCA"].map((text) => el("th", { scope: "col" }, text));
    table.replaceChildren(
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...card.scores.map((score) => row(score, shown))),
    );
    note.textContent = t("cardNote", { n: card.anchors });
  };
  const row = (score: CardScore, shown: (value: number) => string): HTMLElement => {
    const { name, help } = told(score.name);
    const margin = score.margin > 0 ? [el("span", {}, ` ± ${shown(score.margin)}`)] : []; // of all tokens: none
    const own = el("td", {}, shown(score.value), ...margin);
    const others = [score.chance, score.pca].map((value) => el("td", {}, shown(value)));
    return el("tr", { title: help }, el("th", { scope: "row" }, name), own, ...others);
  };
  /** A recall stands in the table once, whatever its k. */
  const told = (name: string): { name: string; help: string } => {
    const { scores } = languageOf(context.store.state.locale);
    const k = /^recall@(\d+)$/.exec(name)?.[1];
    const [title, help] = own(scores, k ? "recall" : name) ?? [visible(name), ""];
    return { name: title.replace("{k}", k ?? ""), help: help.replace("{k}", k ?? "") };
  };
  dress();
  return context.onDress(dress);
}
