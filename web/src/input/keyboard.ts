// Listens to keys and does what the table of shortcuts says.

import { takesText } from "../browser/dom.ts";
import type { Context } from "../context.ts";
import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";

/** What has the focus when a key is pressed. */
export type Focus = "map" | "text" | "dialog" | "other";

/** The shortcut that answers to a key, letters small, there; if any. */
export function shortcutFor(key: string, focus: Focus, shortcuts = SHORTCUTS): Shortcut | undefined {
  const found = shortcuts.find(({ keys }) => keys.includes(key));
  if (!found || focus === "text") return undefined;
  const answers =
    focus === "map" || found.where === "page" || (found.where === "page but dialogs" && focus === "other");
  return answers ? found : undefined;
}

function focusOf(target: HTMLElement, { surface }: Context): Focus {
  if (target === surface) return "map";
  if (takesText(target)) return "text";
  return target.closest("dialog") ? "dialog" : "other";
}

/** `ownsPage`: the map is all there is on the page, so keys that nothing has the focus for are meant for it, too. */
export function listenToKeys(context: Context, ownsPage = false): () => void {
  const { root, surface } = context;
  const listener = (event: KeyboardEvent): void => {
    const [target] = event.composedPath() as HTMLElement[];
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const focus = focusOf(target, context);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const shortcut = shortcutFor(key, focus);
    if (!shortcut) return;
    // Escape has uses of its own where something else than the map has the focus
    if (focus === "map" || shortcut.where === "page") event.preventDefault();
    shortcut.act(context, key);
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
