// Listens to keys and does what the table of shortcuts says.

import { composes, takesText } from "../browser/dom.ts";
import type { Context } from "../context.ts";
import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";

/** What has the focus when a key is pressed. */
export type Focus = "map" | "text" | "dialog" | "other";

/** The shortcut that answers to a key, letters small, there; if any. `taken`: what has the focus uses the key itself. */
export function shortcutFor(
  key: string,
  focus: Focus,
  shortcuts = SHORTCUTS,
  taken: (key: string) => boolean = () => false,
): Shortcut | undefined {
  const found = shortcuts.find(({ keys }) => keys.includes(key));
  if (!found || focus === "text") return undefined;
  const answers = focus === "map" || found.where === "page" || (focus === "other" && !taken(key));
  return answers ? found : undefined;
}

/** Keys that a control uses itself, by what it is. */
const TAKEN: readonly (readonly [string, RegExp])[] = [
  ["button, a, summary", /^Enter$/],
  ["input[type=range]", /^(Arrow|Home$|End$|Page)/],
  ["p[tabindex]", /^(ArrowUp|ArrowDown|Home|End)$/], // a text that is longer than its place
  ["[data-row], [data-codes]", /^(ArrowUp|ArrowDown|Home|End)$/],
];

const takenBy =
  (target: HTMLElement) =>
  (key: string): boolean =>
    TAKEN.some(([control, keys]) => keys.test(key) && target.closest(control) !== null);

function focusOf(target: HTMLElement, { surface }: Context): Focus {
  if (target === surface) return "map";
  if (takesText(target)) return "text";
  return target.closest("dialog") ? "dialog" : "other";
}

/** `ownsPage`: the map is all there is on the page, so keys that nothing has the focus for are meant for it, too. */
export function listenToKeys(context: Context, ownsPage = false): () => void {
  const { roots, surface } = context;
  const listener = (event: KeyboardEvent): void => {
    const [target] = event.composedPath() as HTMLElement[];
    if (event.ctrlKey || event.metaKey || event.altKey || composes(event)) return;
    const focus = focusOf(target, context);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const shortcut = shortcutFor(key, focus, SHORTCUTS, takenBy(target));
    if (!shortcut) return;
    // Escape has uses of its own where something else than the map has the focus
    if (focus === "map" || shortcut.where !== "page but dialogs") event.preventDefault();
    shortcut.act(context, key);
  };
  const stray = (event: KeyboardEvent): void => {
    if (event.target !== document.body) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const same = { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
    if (!surface.dispatchEvent(new KeyboardEvent("keydown", same))) event.preventDefault();
  };
  for (const root of roots) root.addEventListener("keydown", listener);
  if (ownsPage) document.addEventListener("keydown", stray);
  return () => {
    for (const root of roots) root.removeEventListener("keydown", listener);
    document.removeEventListener("keydown", stray);
  };
}
