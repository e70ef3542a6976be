// The module's public face: `mount` for whoever has an element and data, `openPage` for the saved page.

import { asksToEmbed } from "./browser/embedding.ts";
import type { Panel } from "./context.ts";
import { DamagedData, decode, fromBase64 } from "./data/data.ts";
import { browserLocale, translator } from "./locales/i18n.ts";
import { reasonOf, showAlert } from "./page/alert.ts";
import type { Handle } from "./page/handle.ts";
import { mount } from "./page/mount.ts";
import { render } from "./page/widget.ts";
import { openReport } from "./report/report.ts";

export { DamagedData, decode, fromBase64, mount, openReport };
export default { render };

declare global {
  interface HTMLElement {
    /** The viewer mounted in this element by `openPage`. */
    lexiscape?: Handle;
  }
}

/** Read the page's own data and mount the viewer, with panels that not every page has; what goes wrong is said there. */
export async function openPage(more: readonly Panel[] = []): Promise<void> {
  const element = document.getElementById("lexiscape");
  const holder = document.getElementById("lexiscape-data");
  if (!element || element.querySelector("[role=alert]")) return; // the page's own check has said what is missing
  const t = translator(browserLocale());
  try {
    if (!holder) throw new DamagedData("it is not there");
    // its text stays where it is: who saves the page from the browser saves it, too
    const data = await decode(fromBase64(holder.textContent));
    if (data.n === 0) return showAlert(element, t("nowhere"));
    element.lexiscape = mount(element, data, { address: true, embed: asksToEmbed(location.search), more });
    performance.mark("lexiscape:mounted");
  } catch (error) {
    showAlert(element, reasonOf(error, t));
    if (!(error instanceof DamagedData)) throw error;
  }
}
