// How the whole of it looks: one sheet, put together from the styles that stand beside their parts.

import { PROPERTIES } from "../colors/theme.ts";
import type { Panel } from "../context.ts";
import area from "../input/select-area.css";
import { EMBEDDED, PANELS } from "../panels/panels.ts";
import page from "./page.css";

/** What panels share comes first, so that each can depart from it. */
export function stylesOf(panels: Iterable<Panel> = new Set([...PANELS, ...EMBEDDED])): string {
  return [PROPERTIES, page, area, ...[...panels].flatMap(({ styles }) => styles ?? [])].join("\n");
}
