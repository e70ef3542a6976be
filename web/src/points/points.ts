// What draws the points: WebGL2 where there is any, Canvas 2D elsewhere. Both are told the same.

import type { View } from "../camera/camera.ts";
import type { Theme } from "../colors/theme.ts";
import { clamp } from "../text/numbers.ts";
import type { Density } from "./density.ts";

/** A point's part in the picture, in the fourth byte of its color. */
export const DIM = 0;
export const PLAIN = 1;
export const STRONG = 2;

/** Strong points are this much larger. */
export const STRONGER = 1.35;

export interface Frame {
  readonly view: View;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly theme: Theme;
  /** Of an ordinary point, in CSS pixels. */
  readonly radius: number;
  readonly opacity: number;
  /** How much of the density shade is seen, 0 to 1. */
  readonly shade: number;
  /** The eye is moving: a slow renderer may leave out what would hold it up. */
  readonly moving: boolean;
}

export interface PointRenderer {
  readonly kind: "webgl2" | "canvas";
  /** RGB and part (DIM, PLAIN, STRONG) of every row. */
  setStyles(styles: Uint8Array): void;
  setDensity(density: Density): void;
  /** Tokens lie elsewhere: where the map's data say now. */
  setPlaces(): void;
  draw(frame: Frame): void;
  destroy(): void;
}

/** How large and how opaque points are: seen one by one when near, as a texture when far. */
export function pointSize(n: number, width: number, height: number, zoom: number): { radius: number; opacity: number } {
  const room = Math.sqrt((width * height) / Math.max(n, 1));
  const radius = clamp(0.2 * room, 0.85, 3) * Math.max(zoom, 0.5) ** 0.28;
  return { radius: Math.min(radius, 6), opacity: Math.min(0.92, 0.5 + 0.11 * Math.log2(Math.max(zoom, 1))) };
}
