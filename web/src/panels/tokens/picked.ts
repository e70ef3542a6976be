// The tokens that a lasso, a box or a search picked, as a list: to read, to copy, to save.

import { button, el } from "../../browser/dom.ts";
import { closeButton } from "../../browser/icons.ts";
import type { Context, Panel } from "../../context.ts";
import { copyText, download, fileName } from "../../save/download.ts";
import { FORMATS, type Format, fileOf } from "../../save/table.ts";
import styles from "./picked.css";
import { listKeys, tokenItems } from "./token-list.ts";

const LISTED = 500;

export const pickedPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { data, left, store } = context;
  const panel = el("section", { class: "panel picked", hidden: true });
  left.append(panel);
  let format: Format = "words";

  const show = (): void => {
    const { t } = context;
    const { picked } = store.state;
    panel.hidden = !picked;
    panel.setAttribute("aria-label", t("picked"));
    if (!picked) return panel.replaceChildren();

    const drop = closeButton(t("close"), () => {
      store.set({ picked: null });
      context.surface.focus();
    });
    const list = el("ul", { class: "tokens" });
    list.append(...tokenItems(context, picked, LISTED));
    listKeys(list, (row) => context.goTo(row));
    panel.replaceChildren(
      el("h2", { tabindex: -1 }, t("pickedCount", { n: picked.length })),
      drop,
      list,
      exportBar(picked),
    );
  };
  const exportBar = (rows: Uint32Array): HTMLElement => {
    const { t } = context;
    const choice = el("select", { "aria-label": t("format") });
    const names: readonly (readonly [Format, string])[] = [
      ["words", t("words")],
      ["csv", "CSV"],
      ["json", "JSON"],
    ];
    for (const [value, name] of names) choice.append(el("option", { value, selected: value === format }, name));
    choice.addEventListener("change", () => (format = choice.value as Format));
    const said = el("span", { class: "said", "aria-live": "polite" });
    const copy = async (): Promise<void> => {
      const done = await copyText(FORMATS[format].write(data, rows));
      said.textContent = t(done ? "copied" : "notCopied");
    };
    const save = (): void => {
      download(fileOf(format, data, rows), fileName(`${data.name}-${t("picked")}`, FORMATS[format].suffix));
    };
    return el(
      "div",
      { class: "export" },
      choice,
      button({}, () => void copy(), t("copy")),
      button({}, save, t("save")),
      said,
    );
  };
  const stops = [store.on(["picked"], show), context.onDress(show)];
  show();
  return () => stops.forEach((stop) => stop());
}
