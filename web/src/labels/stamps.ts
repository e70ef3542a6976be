// Texts in, a sheet that they are painted on out: text with a rim costs fifty times what a copy of it does.
// Works on the page and in a worker.

import { takeRimmed, writeRimmed } from "../text/pen.ts";

/** A text as it is to be painted. */
export interface Stamp {
  readonly lines: readonly string[];
  readonly font: string;
  /** Height of a line, in pixels. */
  readonly line: number;
  /** Pixels of halo around the letters. */
  readonly rim: number;
  readonly color: string;
  readonly halo: string;
}

export interface StampRequest {
  readonly stamps: readonly Stamp[];
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

export interface Sheet {
  readonly picture: HTMLCanvasElement | ImageBitmap;
  /** x, y, width, height of each stamp on the picture, one after the other, in device pixels. */
  readonly places: Uint16Array<ArrayBuffer>;
}

type AnyCanvas = HTMLCanvasElement | OffscreenCanvas;
type AnyContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Device pixels that a sheet is wide, unless a single stamp is wider. */
const SHEET_WIDTH = 1024;

/** Paint stamps on a canvas, which takes the size they need, and say where; null where there is no such canvas. */
export function paintSheet({ stamps, ratio }: StampRequest, canvas: AnyCanvas): Sheet["places"] | null {
  const context = canvas.getContext("2d") as AnyContext | null;
  if (!context) return null;
  const places = new Uint16Array(4 * stamps.length);
  let [x, y, shelf, widest] = [0, 0, 0, 1];
  stamps.forEach(({ lines, font, line, rim }, i) => {
    context.font = font;
    const text = Math.max(...lines.map((each) => context.measureText(each).width));
    const width = Math.ceil((text + 2 * rim + 2) * ratio);
    const height = Math.ceil((line * lines.length + 2 * rim) * ratio);
    if (x > 0 && x + width > SHEET_WIDTH) [x, y, shelf] = [0, y + shelf, 0];
    places.set([x, y, width, height], 4 * i);
    x += width;
    widest = Math.max(widest, x);
    shelf = Math.max(shelf, height);
  });
  canvas.width = widest;
  canvas.height = Math.max(1, y + shelf);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  stamps.forEach((stamp, i) => {
    const [left, top, width, height] = places.subarray(4 * i);
    paint(context, stamp, (left + width / 2) / ratio, (top + height / 2) / ratio);
  });
  return places;
}

function paint(context: AnyContext, { lines, font, line, rim, color, halo }: Stamp, x: number, middle: number): void {
  context.font = font;
  takeRimmed(context, "center", rim);
  context.strokeStyle = halo;
  context.fillStyle = color;
  lines.forEach((text, i) => {
    const y = middle + (i - (lines.length - 1) / 2) * line;
    writeRimmed(context, text, x, y);
  });
}
