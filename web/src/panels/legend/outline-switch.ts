// Whether lines run around where most tokens are of one category.

import { button } from "../../browser/dom.ts";
import type { Context } from "../../context.ts";
import type { LegendPart } from "./legend-part.ts";

export function createOutlineSwitch({ store, t }: Context): LegendPart {
  const act = (): void => store.set({ outlined: !store.state.outlined });
  const element = button({ class: "outlines", title: t("outlinesHint") }, act, t("outlines"));
  return { element, follow: () => element.setAttribute("aria-pressed", String(store.state.outlined)) };
}
