// Keys while the map has the focus: arrows move, + and - zoom, 0 shows all, / searches, Escape clears.

import type { Context } from "./context.ts";

const STEP = 80;

export function listenToKeys(context: Context, focusSearch: () => void): () => void {
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
  const listener = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath() as HTMLElement[];
    const typing = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.key === "/" && !typing) {
      event.preventDefault();
      focusSearch();
    } else if (target === surface && onMap[event.key]) {
      event.preventDefault();
      onMap[event.key]();
    }
  };
  root.addEventListener("keydown", listener);
  return () => root.removeEventListener("keydown", listener);
}
