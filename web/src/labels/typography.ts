// The sizes of labels: four, by how well known a token is, so that the eye has something to start from.

import { FONTS } from "../text/text.ts";

export interface Size {
  /** Pixels. */
  readonly font: number;
  readonly weight: number;
  /** Rows before this place in the order of importance have this size. */
  readonly until: number;
}

export const SIZES: readonly Size[] = [
  { font: 14, weight: 600, until: 160 },
  { font: 13, weight: 500, until: 1600 },
  { font: 12, weight: 400, until: 6400 },
  { font: 11, weight: 400, until: Infinity },
];

/** The center of a label, and of a region's name, lies this far above its point, in pixels. */
export const LIFT = 12;
/** Free space around a label, in pixels: calm in the overview needs more than mere legibility. */
export const MARGIN_X = 5;
export const MARGIN_Y = 2.5;
export const LINE = 1.25;

export const fontOf = (size: Size): string => `${size.weight} ${size.font}px ${FONTS}`;

/** Index into SIZES of the label at each place in the order of importance. */
export function sizeAt(place: number): number {
  return SIZES.findIndex((size) => place < size.until);
}
