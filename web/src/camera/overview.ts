// Where to look so that many tokens are seen, beside the panels.

import type { MapData } from "../data/data.ts";
import { clamp } from "../text/numbers.ts";
import type { Camera, View } from "./camera.ts";
import type { Box } from "./room.ts";

/** Of stragglers on either side, this share may lie outside. */
const STRAY = 0.05;
/** How much of the room they fill. */
const FILL = 0.8;
/** No nearer than this many times the whole map's scale: of what surrounds them, something is to be seen. */
const NEAREST = 12;

/** The view with most of these rows in the room. */
export function overviewOf(
  { x, y }: Pick<MapData, "x" | "y">,
  rows: Uint32Array,
  { home, width, height }: Pick<Camera, "width" | "height" | "home">,
  room: Box,
): View {
  const [left, right] = mostOf(x, rows);
  const [top, bottom] = mostOf(y, rows);
  const fits = Math.min((room.right - room.left) / (right - left), (room.bottom - room.top) / (bottom - top));
  const scale = clamp(FILL * fits, home.scale, NEAREST * home.scale);
  return {
    x: (left + right) / 2 + (width - room.left - room.right) / 2 / scale,
    y: (top + bottom) / 2 + (height - room.top - room.bottom) / 2 / scale,
    scale,
  };
}

/** The ends between which most of them lie. */
function mostOf(values: Float32Array, rows: Uint32Array): [number, number] {
  const sorted = Float32Array.from(rows, (row) => values[row]).sort();
  const cut = Math.floor(STRAY * sorted.length);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}
