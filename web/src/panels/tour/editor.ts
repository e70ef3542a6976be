// The stops of the tour as a list: to name, say something of each, put in order, take away; and what is made of them.

import { button, composes, el } from "../../browser/dom.ts";
import { closeButton, icon } from "../../browser/icons.ts";
import type { Context, Panel } from "../../context.ts";
import { goToKept, keepStop, markSaved, startOver } from "../../input/stops.ts";
import type { Key } from "../../locales/en.ts";
import { TOUR_NAME, TOUR_NOTE, TOUR_STOPS } from "../../rules.ts";
import { canCopy, copyNow } from "../../save/copy.ts";
import { download, fileName } from "../../save/download.ts";
import type { Stop } from "../../state/state.ts";
import { isLarge, reworded, wordsIn, writeTour } from "../../state/tour.ts";
import styles from "./editor.css";
import { createOpening } from "./opening.ts";

export const tourEditor: Panel = { styles, lone: true, start };

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list and six buttons, each of a line or two
function start(context: Context): () => void {
  const { bar, data, root, store, surface } = context;
  const panel = el("section", { class: "panel tour-editor", hidden: true });
  const opener = button(
    { class: "rare", "data-key": "tour", "aria-expanded": "false" },
    () => setOpen(panel.hidden === true),
    icon("tour"),
  );
  bar.append(el("div", { class: "group" }, opener));
  root.append(panel);

  const title = el("h2", { tabindex: -1 });
  const close = closeButton("", () => setOpen(false));
  const hint = el("p", { class: "note" });
  const list = el("ol", {});
  const said = el("p", { class: "note", role: "status" });
  const actions: readonly (readonly [Key, () => void])[] = [
    ["stopKeep", () => keepStop(context)],
    ["tourTake", () => present()],
    [
      "tourSave",
      () => save(new Blob([writeTour(store.state.stops, data)], { type: "application/json" }), "-tour.json"),
    ],
    ["saveCopy", () => save(copyNow(data, store.state.stops), ".html")],
    ["tourOpen", () => opening.choose()],
  ];
  const buttons = actions.map(([, act]) => button({}, act));
  buttons[3].hidden = !canCopy();
  const opening = createOpening(
    context,
    () => setOpen(true),
    (text) => (said.textContent = text),
  );
  panel.append(title, close, hint, list, el("div", { class: "export" }, ...buttons), opening.element, said);

  const save = (file: Blob, suffix: string): void => {
    download(file, fileName(data.name, suffix));
    markSaved(context);
    said.textContent = context.t("saved");
  };
  const present = (): void => {
    setOpen(false);
    startOver(context);
    store.set({ presenting: true });
  };
  /** Typing does not build the list anew, under the hands of who types. */
  let isTyping = false;
  const change = (stops: readonly Stop[], typing = false): void => {
    isTyping = typing;
    store.set(typing ? { stops } : { stops, stop: -1 });
    isTyping = false;
  };
  const reword = (which: number, what: "name" | "note", text: string): void => {
    const { locale, stops } = store.state;
    change(
      stops.map((stop, i) => (i === which ? { ...stop, [what]: reworded(stop[what], locale, text) } : stop)),
      true,
    );
  };
  const move = (which: number, by: number): void => {
    const stops = [...store.state.stops];
    stops.splice(which + by, 0, ...stops.splice(which, 1));
    change(stops);
    const keys = by < 0 ? ["up", "down"] : ["down", "up"]; // at an end, one of them is no more
    const found = keys.map((key) =>
      list.children[which + by].querySelector<HTMLButtonElement>(`.${key}:not(:disabled)`),
    );
    (found[0] ?? found[1])?.focus();
  };
  const remove = (which: number): void => {
    change(store.state.stops.filter((_, i) => i !== which));
    const next = list.children[Math.min(which, list.children.length - 1)];
    (next?.querySelector<HTMLElement>(".drop") ?? buttons[0]).focus();
  };
  const item = (stop: Stop, i: number, all: readonly Stop[]): HTMLElement => {
    const { t } = context;
    const { locale } = store.state;
    const name = el("input", {
      type: "text",
      maxlength: TOUR_NAME,
      dir: "auto",
      "aria-label": t("stopName", { i: i + 1 }),
      placeholder: t("stopNameHint"),
    });
    const note = el("textarea", {
      rows: 2,
      maxlength: TOUR_NOTE,
      dir: "auto",
      "aria-label": t("stopNote", { i: i + 1 }),
      placeholder: t("stopNoteHint"),
    });
    name.value = wordsIn(stop.name, locale);
    note.value = wordsIn(stop.note, locale);
    name.addEventListener("input", () => reword(i, "name", name.value));
    note.addEventListener("input", () => reword(i, "note", note.value));
    const act = (
      of: string,
      key: Key,
      sign: "up" | "down" | "close",
      disabled: boolean,
      does: () => void,
    ): HTMLButtonElement =>
      button(
        { class: of, disabled, title: t(key, { i: i + 1 }), "aria-label": t(key, { i: i + 1 }) },
        does,
        icon(sign),
      );
    return el(
      "li",
      { "aria-current": i === store.state.stop ? "true" : undefined },
      el(
        "div",
        { class: "head" },
        button(
          { class: "go", "aria-label": t("stopGo", { i: i + 1 }), title: t("stopGo", { i: i + 1 }) },
          () => goToKept(context, i),
          String(i + 1),
        ),
        name,
        act("up", "stopUp", "up", i === 0, () => move(i, -1)),
        act("down", "stopDown", "down", i === all.length - 1, () => move(i, 1)),
        act("drop", "stopDrop", "close", false, () => remove(i)),
      ),
      note,
    );
  };
  const show = (): void => {
    if (panel.hidden || isTyping) return;
    const { t } = context;
    const { stops } = store.state;
    title.textContent = stops.length > 0 ? t("tourOf", { n: stops.length }) : t("tour");
    const large = stops.findIndex(isLarge);
    if (large >= 0) hint.textContent = t("stopLarge", { i: large + 1 });
    else hint.textContent = t(stops.length < TOUR_STOPS ? "tourHint" : "tourFull", { n: TOUR_STOPS });
    list.replaceChildren(...stops.map(item));
    said.textContent = "";
    for (const one of buttons.slice(1, 3)) one.disabled = stops.length === 0;
  };
  const mark = (): void => {
    [...list.children].forEach((one, i) => {
      if (i === store.state.stop) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
  };
  const setOpen = (open: boolean): void => {
    panel.hidden = !open;
    opening.forget();
    opener.setAttribute("aria-expanded", String(open));
    show();
    if (open) title.focus();
    else surface.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || composes(event)) return;
    event.stopPropagation();
    setOpen(false);
  });
  const dress = (): void => {
    panel.setAttribute("aria-label", context.t("tourEdit"));
    opener.title = context.t("tourEdit");
    opener.setAttribute("aria-label", opener.title);
    close.setAttribute("aria-label", context.t("close"));
    buttons.forEach((one, i) => (one.textContent = context.t(actions[i][0])));
    show();
  };
  const stops = [store.on(["stops"], show), store.on(["stop"], mark), context.onDress(dress), opening.stop];
  dress();
  return () => stops.forEach((stop) => stop());
}
