// Texts and anchors in, the scale from which each label is shown out: measuring and placing, in a worker or not.

import { measureIn } from "./measure.ts";
import { place, type Fixed } from "./placement.ts";
import { fontOf, LINE, MARGIN_X, MARGIN_Y, SIZES, sizeAt } from "./typography.ts";

export interface LabelRequest {
  readonly texts: readonly string[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly order: Uint32Array;
  readonly fixed: readonly Fixed[];
  readonly startScale: number;
}

export interface LabelLayout {
  /** Scale (pixels per world unit) from which each label is shown; Infinity: not yet known. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Half of each label's width, without margin. */
  readonly halfWidth: Float32Array<ArrayBuffer>;
  readonly done: boolean;
}

/** Scales beyond this show less than one step of the map's coordinates on a screen. */
export const MAX_SCALE = 512;

/** How often the page hears of progress: enough for first labels at once, little enough not to slow it. */
const PARTIAL_OCTAVES = [2, 5];

export function labelLayout(
  request: LabelRequest,
  context: Pick<CanvasRenderingContext2D, "font" | "measureText">,
  tell: (layout: LabelLayout) => void,
): void {
  const { texts, x, y, order, fixed, startScale } = request;
  const n = texts.length;
  const width = new Float32Array(n);
  const halfWidth = new Float32Array(n);
  const halfHeight = new Float32Array(n);
  const measures = SIZES.map((size) => measureIn(context, fontOf(size)));
  order.forEach((row, at) => {
    const size = sizeAt(at);
    width[row] = measures[size](texts[row]) / 2;
    halfWidth[row] = width[row] + MARGIN_X;
    halfHeight[row] = (SIZES[size].font * LINE) / 2 + MARGIN_Y;
  });
  const scales = place({
    x,
    y,
    halfWidth,
    halfHeight,
    order,
    fixed,
    startScale,
    maxScale: MAX_SCALE,
    onOctave: (sofar, octave, left) => {
      if (left > 0 && PARTIAL_OCTAVES.includes(octave)) {
        tell({ scales: sofar.slice(), halfWidth: width.slice(), done: false });
      }
    },
  });
  tell({ scales: scales as Float32Array<ArrayBuffer>, halfWidth: width, done: true });
}
