// What the reader takes along: the picture as PNG or SVG, the whole table, a link to what is seen.

import { button, el } from "../browser/dom.ts";
import { icon } from "../browser/icons.ts";
import type { Context, Panel } from "../context.ts";
import { markSaved } from "../input/stops.ts";
import type { Key } from "../locales/en.ts";
import { canCopy, copyNow } from "../save/copy.ts";
import { copyText, download, fileName, mayBeBarred } from "../save/download.ts";
import { FORMATS, type Format, fileOf } from "../save/table.ts";
import styles from "./save.css";

/** Pictures are at least this much finer than the screen's CSS pixels: for slides and print. */
const FINE = 2;
/** What every browser can draw on one canvas, in pixels a side. */
const LARGEST = 8192;

/** Of a page that is one map. */
const COPY: readonly (readonly [Key, (of: Context) => void])[] = [
  [
    "saveCopy",
    (context) => {
      download(copyNow(context.data, context.store.state.stops), fileName(context.data.name, ".html"));
      markSaved(context);
    },
  ],
];

export const savePanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { bar, roots } = context;
  const opener = button({ "aria-expanded": "false" }, () => setOpen(menu.hidden === true), icon("save"));
  const menu = el("div", { class: "panel menu", hidden: true });
  bar.append(el("div", { class: "group" }, opener, menu));

  const table =
    (format: Format) =>
    ({ data }: Context): void => {
      const everything = Uint32Array.from({ length: data.n }, (_, row) => row);
      download(fileOf(format, data, everything), fileName(data.name, FORMATS[format].suffix));
    };
  const items: readonly (readonly [Key, (of: Context) => void])[] = [
    ["savePng", (of) => void savePng(of)],
    ["saveSvg", (of) => download(new Blob([of.drawing()], { type: "image/svg+xml" }), fileName(of.data.name, ".svg"))],
    ["saveCsv", table("csv")],
    ["saveJson", table("json")],
    ...(canCopy() ? COPY : []),
  ];
  const link = button({}, () => {
    void copyText(context.link()).then((done) => (link.textContent = context.t(done ? "copied" : "notCopied")));
  });
  const buttons = items.map(([, act]) =>
    button({}, () => {
      for (const one of [context, ...context.partners()]) act(one);
      setOpen(false);
      opener.focus();
    }),
  );
  const barred = el("p", { class: "barred", hidden: !mayBeBarred() });
  menu.append(...buttons, link, barred);

  const setOpen = (open: boolean): void => {
    menu.hidden = !open;
    bar.classList.toggle("raised", open); // above the card of a token
    opener.setAttribute("aria-expanded", String(open));
    link.textContent = context.t("copyLink");
    if (open) buttons[0].focus();
  };
  const dress = (): void => {
    for (const element of [opener, menu]) element.setAttribute("aria-label", context.t("saveWhat"));
    opener.title = context.t("saveWhat");
    buttons.forEach((item, i) => (item.textContent = context.t(items[i][0])));
    link.textContent = context.t("copyLink");
    link.hidden = !context.linkable;
    barred.textContent = context.t("maybeBarred");
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    setOpen(false);
    opener.focus();
  });
  const leave = (event: Event): void => {
    if (!menu.hidden && !event.composedPath().includes(opener.parentElement!)) setOpen(false);
  };
  for (const root of roots) {
    root.addEventListener("pointerdown", leave, { capture: true });
    root.addEventListener("focusin", leave);
  }
  const stop = context.onDress(dress);
  dress();
  return () => {
    stop();
    for (const root of roots) {
      root.removeEventListener("pointerdown", leave, { capture: true });
      root.removeEventListener("focusin", leave);
    }
  };
}

async function savePng({ camera, data, snapshot }: Context): Promise<void> {
  const screen = window.devicePixelRatio || 1;
  const fine = Math.max(FINE, screen);
  const fits = Math.max(camera.width, camera.height) * fine <= LARGEST;
  const picture = snapshot(fits ? fine : screen);
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, "image/png"));
  if (blob) download(blob, fileName(data.name, ".png"));
}
