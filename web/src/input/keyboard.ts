// Keys while the map has the focus: arrows move, + and - zoom, 0 shows all, / searches, Escape clears; see help-text.ts.

import type { Context } from "../context.ts";
import { takesText } from "../browser/dom.ts";
import { pickScreen } from "./select-area.ts";
import type { Tool } from "../state/store.ts";

const STEP = 80;
/** Enter selects the token nearest to the middle, within this many pixels. */
const REACH = 200;

/** `ownsPage`: the map is all there is on the page, so keys that nothing has the focus for are meant for it, too. */
export function listenToKeys(context: Context, focusSearch: () => void, ownsPage = false): () => void {
  const { camera, picking, root, store, surface } = context;
  const useTool = (tool: Tool): void => store.set({ tool: store.state.tool === tool ? "move" : tool });
  const onMap: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => camera.panBy(-STEP, 0),
    ArrowRight: () => camera.panBy(STEP, 0),
    ArrowUp: () => camera.panBy(0, -STEP),
    ArrowDown: () => camera.panBy(0, STEP),
    "+": () => camera.zoomBy(1.6),
    "=": () => camera.zoomBy(1.6),
    "-": () => camera.zoomBy(1 / 1.6),
    "0": () => camera.fly(camera.home),
    Enter: () => context.select(picking.at(camera, camera.width / 2, camera.height / 2, [], REACH)),
    l: () => useTool("lasso"),
    b: () => useTool("box"),
    s: () => pickScreen(context),
    Escape: () => clearOne(context),
  };
  const listener = (event: KeyboardEvent): void => {
    const [target] = event.composedPath() as HTMLElement[];
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = takesText(target);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "/" && !typing) {
      event.preventDefault();
      focusSearch();
    } else if (target === surface && Object.hasOwn(onMap, key)) {
      event.preventDefault();
      onMap[key]();
    } else if (key === "Escape" && !typing && target.closest("dialog") === null) {
      surface.focus();
      clearOne(context);
    }
  };
  const stray = (event: KeyboardEvent): void => {
    if (event.target !== document.body) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const same = { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
    if (!surface.dispatchEvent(new KeyboardEvent("keydown", same))) event.preventDefault();
  };
  root.addEventListener("keydown", listener);
  if (ownsPage) document.addEventListener("keydown", stray);
  return () => {
    root.removeEventListener("keydown", listener);
    document.removeEventListener("keydown", stray);
  };
}

/** Take back the last thing first: a tool in hand, the selected token, the picked ones, the search. */
function clearOne({ select, store }: Context): void {
  const { picked, query, selected, tool } = store.state;
  if (tool !== "move") store.set({ tool: "move" });
  else if (selected >= 0) select(-1);
  else if (picked) store.set({ picked: null });
  else if (query) store.set({ query: "" });
}
