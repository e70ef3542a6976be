// The tokens that a lasso, a box or a search picked, as a list: to read, to copy, to save.

import type { Context, Panel } from "../../context.ts";
import { button, el } from "../../browser/dom.ts";
import { copyText, download, fileName } from "../../save/download.ts";
import { icon } from "../../browser/icons.ts";
import { fileOf, FORMATS, type Format } from "../../save/table.ts";
import { listKeys, tokenButton } from "./token-list.ts";

const LISTED = 500;

export const pickedPanel: Panel = (context: Context) => {
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

    const drop = button({ class: "close", "aria-label": t("close") }, () => {
      store.set({ picked: null });
      context.surface.focus();
    });
    drop.append(icon("close"));
    const list = el("ul", { class: "tokens" });
    list.append(...[...picked.subarray(0, LISTED)].map((row) => el("li", {}, tokenButton(data, row))));
    if (picked.length > LISTED) list.append(el("li", { class: "more" }, t("more", { n: picked.length - LISTED })));
    listKeys(list, (row) => context.goTo(row));
    panel.replaceChildren(
      el("h2", {}, t("pickedCount", { n: picked.length })),
      drop,
      list,
      exportBar(picked),
    );
  };
  const exportBar = (rows: Uint32Array): HTMLElement => {
    const { t } = context;
    const choice = el("select", { "aria-label": t("format") });
    const names: readonly (readonly [Format, string])[] = [["words", t("words")], ["csv", "CSV"], ["json", "JSON"]];
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
};
