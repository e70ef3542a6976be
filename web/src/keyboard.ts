// Keys while the map has the focus: arrows move, + and - zoom, 0 shows all, / searches, Escape clears.

import type { Context } from "./context.ts";

const STEP = 80;

/** `ownsPage`: the map is all there is on the page, so keys that nothing has the focus for are meant for it, too. */
export function listenToKeys(context: Context, focusSearch: () => void, ownsPage = false): () => void {
  const { camera, root, surface } = context;
  const onMap: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => camera.panBy(-STEP, 0),
    ArrowRight: () => camera.panBy(STEP, 0),
    ArrowUp: () => camera.panBy(0, -STEP),
    ArrowDown: () => camera.panBy(0, STEP),
    "+": () => camera.zoomBy(1.6),
    "=": () => camera.zoomBy(1.6),
    "-": () => camera.zoomBy(1 / 1.6),
    "0": () => camera.fly(camera.home),
    Escape: () => context.select(-1),
  };
  const answer = (event: KeyboardEvent, target: EventTarget): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.key === "/" && !typing) {
      event.preventDefault();
      focusSearch();
    } else if (target === surface && onMap[event.key]) {
      event.preventDefault();
      onMap[event.key]();
    }
  };
  const listener = (event: KeyboardEvent): void => answer(event, event.composedPath()[0]);
  const stray = (event: KeyboardEvent): void => {
    if (event.target === document.body) answer(event, surface);
  };
  root.addEventListener("keydown", listener);
  if (ownsPage) document.addEventListener("keydown", stray);
  return () => {
    root.removeEventListener("keydown", listener);
    document.removeEventListener("keydown", stray);
  };
}
