// The view in the page's address: choices are steps that the browser's back and forward take, movements are not.

import { fromFragment, toFragment, type Place } from "./address.ts";
import type { Context } from "./context.ts";

/** The address follows a movement once it has rested this long: browsers allow few changes a second. */
const REST_MS = 250;
/** How far a link that names only a token zooms in; 1 is the whole map. */
const TOKEN_ZOOM = 12;

/** Open what the address says, keep it up to date, and follow back and forward; returns how to stop. */
export function followAddress({ camera, data, onView, store }: Context): () => void {
  const placeNow = (): Place => {
    const { colorBy, query, selected, filters, mode } = store.state;
    return { colorBy, query, selected, filters, mode, view: camera.view };
  };
  const first = placeNow();
  let before = first;
  let resting = 0;
  let applying = false;

  const write = (step: boolean): void => {
    const fragment = toFragment(placeNow(), data, camera.home, first);
    if (fragment === location.hash) return;
    // the whole address: an empty one would not take the fragment away
    const address = location.pathname + location.search + fragment;
    try {
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // Safari allows 100 changes in 30 seconds and throws at the next: the address catches up with a later one
    }
  };
  const apply = (): void => {
    clearTimeout(resting);
    applying = true;
    const fragment = location.hash;
    const { view: _, ...chosen } = fromFragment(fragment, data, camera.home, first);
    store.set(chosen);
    camera.look(() => {
      const { selected, view } = fromFragment(fragment, data, camera.home, first); // by the screen that there is now
      const alone = selected >= 0 && !new URLSearchParams(fragment.slice(1)).has("at"); // where the token lies
      return alone ? { x: data.x[selected], y: data.y[selected], scale: view.scale * TOKEN_ZOOM } : view;
    });
    before = placeNow();
    applying = false;
  };
  const choose = (): void => {
    if (applying) return;
    const now = placeNow();
    // typing on, or drawing a slider on, is one step
    const typing = isTyping(now.query, before.query);
    const sliding = now.filters !== before.filters && Object.keys(now.filters).length === Object.keys(before.filters).length;
    const onlyOne = now.selected === before.selected && now.colorBy === before.colorBy && now.mode === before.mode;
    before = now;
    write(!(onlyOne && (typing || sliding)));
  };
  const move = (): void => {
    clearTimeout(resting);
    if (!applying) resting = window.setTimeout(() => write(false), REST_MS);
  };

  if (location.hash) apply();
  const stops = [onView(move), store.on(["colorBy", "query", "selected", "filters", "mode"], choose)];
  window.addEventListener("popstate", apply);
  return () => {
    clearTimeout(resting);
    window.removeEventListener("popstate", apply);
    stops.forEach((stop) => stop());
  };
}

/** Whether one text goes on with the other. */
function isTyping(now: string, before: string): boolean {
  return now !== before && before !== "" && now !== "" && (now.startsWith(before) || before.startsWith(now));
}
