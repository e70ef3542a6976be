// The page itself as a file once more, with other stops inside: put together from the elements that it came with. What
// the viewer has made lies in a shadow root, which is no part of that.

import type { MapData } from "../data/data.ts";
import type { Stop } from "../state/state.ts";
import { writeTour } from "../state/tour.ts";

/** The element of the page that holds its map, and the one that holds its tour. */
const HOLDER = "lexiscape-data";
export const TOUR_HOLDER = "lexiscape-tour";
/** What a page of ours has in its head and body; whatever else stands there was put in by the browser's own extensions. */
const OWN = "head > :is(meta, title, link, style), body > :is(main#lexiscape, script:not([src]), #lexiscape-end)";

/** Whether this document is a page that can be saved so. */
export function canCopy(): boolean {
  return document.getElementById(HOLDER) !== null && document.getElementById("lexiscape-end") !== null;
}

/** The page as a file, with the stops that there are now. */
export function copyNow(data: MapData, stops: readonly Stop[]): Blob {
  return copyOf(stops.length > 0 ? writeTour(stops, data) : "");
}

/** The page as a file, with this tour, a tour.json in ASCII; empty: with none. */
function copyOf(tour: string): Blob {
  const root = document.documentElement.cloneNode(true) as HTMLElement;
  for (const element of root.querySelectorAll("head > *, body > *")) if (!element.matches(OWN)) element.remove();
  for (const element of root.querySelectorAll("#lexiscape > :not(noscript)")) element.remove();
  root.querySelector(`#${TOUR_HOLDER}`)?.remove();
  if (tour !== "") {
    const holder = document.createElement("script");
    holder.id = TOUR_HOLDER;
    holder.type = "application/x-lexiscape";
    holder.textContent = btoa(tour);
    root.querySelector(`#${HOLDER}`)!.after(holder);
  }
  return new Blob(["<!doctype html>\n", root.outerHTML], { type: "text/html;charset=utf-8" });
}
