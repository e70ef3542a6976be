// Runs beside the page: paints labels, so that no frame waits for letters.

import { scope } from "../browser/worker-scope.ts";
import { paintSheet, type Sheet, type StampRequest } from "./stamps.ts";

scope.onmessage = ({ data }: MessageEvent<StampRequest>) => {
  const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1);
  const places = canvas && paintSheet(data, canvas);
  if (!places) {
    scope.postMessage({ unable: true });
    return;
  }
  const sheet: Sheet = { picture: canvas.transferToImageBitmap(), places };
  scope.postMessage(sheet, [sheet.picture as ImageBitmap, places.buffer]);
};
