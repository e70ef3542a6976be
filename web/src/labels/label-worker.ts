// Runs beside the page: measures every label, then places them, most important first.

import { scope } from "../browser/worker-scope.ts";
import { type LabelRequest, labelLayout } from "./label-layout.ts";

scope.onmessage = (event: MessageEvent<LabelRequest>) => {
  const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1);
  const context = canvas?.getContext("2d");
  if (!context) {
    scope.postMessage({ unable: true });
    return;
  }
  labelLayout(event.data, context, (layout) => {
    const { scales, halfWidth, sizes, octaves, points } = layout;
    const lists = octaves.flatMap(({ rows, places }) => [rows.buffer, places]);
    const rest = points ? [points, ...lists] : lists;
    scope.postMessage(layout, [scales.buffer, halfWidth.buffer, sizes.buffer, ...rest]);
  });
};
