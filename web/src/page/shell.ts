// The elements that everything else is put into.

import { el } from "../browser/dom.ts";
import { stylesOf } from "./styles.ts";

export interface Shell {
  readonly root: HTMLElement;
  /** The root, and that of the column and the bar where these stand outside of the map. */
  readonly roots: readonly HTMLElement[];
  /** That of the points is replaced when another renderer takes over. */
  readonly canvases: { points: HTMLCanvasElement; readonly overlay: HTMLCanvasElement };
  /** What hears of pointers and keys over the map. */
  readonly surface: HTMLElement;
  /** The column at the left, and the bar of buttons. */
  readonly left: HTMLElement;
  readonly bar: HTMLElement;
}

/** Put them into a shadow root, with the styles of all; the column and the bar into another, if there is one for them. */
export function createShell(shadow: ShadowRoot, outside: ShadowRoot | null = null): Shell {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesOf());
  for (const place of [shadow, outside]) if (place) place.adoptedStyleSheets = [sheet];
  const canvases = {
    points: el("canvas", { "aria-hidden": "true" }),
    overlay: el("canvas", { "aria-hidden": "true" }),
  };
  const surface = el("div", { class: "surface", tabindex: 0, role: "application" });
  const left = el("div", { class: "left" });
  const bar = el("div", { class: "panel controls", role: "toolbar" });
  const root = el("div", { class: "lexiscape", dir: "ltr" }, canvases.points, canvases.overlay, surface);
  shadow.replaceChildren(root);
  if (!outside) {
    root.append(left, bar);
    return { root, roots: [root], canvases, surface, left, bar };
  }
  const strip = el("div", { class: "lexiscape strip", dir: "ltr" }, left, bar);
  outside.replaceChildren(strip);
  return { root, roots: [root, strip], canvases, surface, left, bar };
}
