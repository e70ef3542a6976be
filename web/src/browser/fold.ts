// The handle of a panel that a phone shows as a bar at its lower edge: it opens what the panel has more to say.

import { button } from "./dom.ts";
import { icon } from "./icons.ts";

/** While it is closed, the panel is of the class `folded`; where there is room for all of it, there is no handle. */
export function createHandle(panel: HTMLElement): { readonly element: HTMLButtonElement; dress(name: string): void } {
  const show = (open: boolean): void => {
    panel.classList.toggle("folded", !open);
    element.setAttribute("aria-expanded", String(open));
  };
  const element = button({ class: "fold handle" }, () => show(panel.classList.contains("folded")), icon("fold"));
  show(false);
  return {
    element,
    dress(name) {
      element.setAttribute("aria-label", name);
      element.title = name;
    },
  };
}
