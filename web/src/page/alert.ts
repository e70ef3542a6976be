// What to say on the page when there is no map to show.

import { el } from "../browser/dom.ts";
import { DamagedData } from "../data/data.ts";
import type { Translate } from "../locales/i18n.ts";

/** Show this instead of the map: inside the shadow root where there is one, since what stands beside it is not seen. */
export function showAlert(element: HTMLElement, text: string): void {
  (element.shadowRoot ?? element).replaceChildren(el("p", { role: "alert" }, text));
}

/** Only damaged data is mended by another download; whatever else went wrong is said to be something else. */
export function reasonOf(error: unknown, t: Translate): string {
  const why = error instanceof Error ? error.message : String(error);
  return t(error instanceof DamagedData ? "damaged" : "notShown", { why });
}
