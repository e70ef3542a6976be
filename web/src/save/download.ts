// Handing things to the reader: files, and the clipboard.

import { el } from "../browser/dom.ts";

/** Save as a file. The name is made from the map's, which is anybody's text. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = el("a", { href: address, download: name });
  link.click();
  // browsers read the blob after the click has returned
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether the page stands in a frame that may let nothing be saved: a sandbox says so only to a page of its own origin. */
export function mayBeBarred(): boolean {
  if (window.parent === window) return false;
  const frame = window.frameElement as HTMLIFrameElement | null; // of the page around it: an instance of its class, not ours
  if (frame) return frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-downloads");
  return self.origin === "null" && location.protocol !== "file:"; // pages from files have no origin anyway
}

/** A file name that every system takes: letters and digits of any script, dots and dashes. */
export function fileName(name: string, suffix: string): string {
  const safe = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return ([...safe].slice(0, 60).join("") || "map") + suffix;
}

/** Put text on the clipboard; false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // pages opened from a file have no clipboard in some browsers
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const holder = el("textarea", { readonly: true });
  holder.value = text;
  holder.style.cssText = "position: fixed; opacity: 0";
  document.body.append(holder);
  holder.select();
  const done = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
