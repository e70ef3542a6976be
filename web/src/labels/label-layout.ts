// A map in, the scale from which each label is shown out: naming, measuring and placing, in a worker or not.

import type { MapData } from "../data/data.ts";
import { densityOf } from "../points/density.ts";
import { indexOf } from "../points/picking.ts";
import { type Places, placesOf } from "../regions/regions.ts";
import { measureIn, widthIn } from "../text/measure.ts";
import { newOctaves, type Octave } from "./label-index.ts";
import { type Placed, place } from "./placement.ts";
import { nameRegions, type PlacedRegion } from "./region-layout.ts";
import { fontOf, LINE, MARGIN_X, MARGIN_Y, SIZES, sizeAt } from "./typography.ts";

export interface LabelRequest {
  readonly map: Places & Pick<MapData, "x" | "y" | "width" | "height">;
  readonly texts: readonly string[];
  /** Rows, most important first. */
  readonly order: Uint32Array;
  /** 1 for rows that the filters keep; null: all are. Places are called by these. */
  readonly kept: Uint8Array | null;
  readonly startScale: number;
  /** The first of its map: the page hears of progress, and where all points lie. */
  readonly first: boolean;
}

export interface LabelLayout {
  /** Scale (pixels per world unit) from which each label is shown; Infinity: not yet known. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Half of each label's width, without margin. */
  readonly halfWidth: Float32Array<ArrayBuffer>;
  /** Where those labels lie that have a scale now and had none in the layout before; once handed on, all that have one. */
  readonly octaves: readonly Octave[];
  /** The greatest scale, and the greatest half width. */
  readonly deepest: number;
  readonly widest: number;
  /** Index into SIZES of each label. */
  readonly sizes: Uint8Array<ArrayBuffer>;
  readonly regions: readonly PlacedRegion[];
  /** Where all points lie, for picking; when all is done of the first layout. */
  readonly points: ArrayBuffer | null;
  readonly done: boolean;
  /** Milliseconds since the work began. */
  readonly took: number;
}

/** Scales beyond this show less than one step of the map's coordinates on a screen. */
const MAX_SCALE = 512;

/**
 * Where the map is as wide as at `startScale`, only this many of the most important tokens may have a label, and four
 * times as many at twice the scale: a free place in the overview is no reason to fill it with something nobody knows.
 */
const LABELED_AT_START = 440;

/** After these octaves the page hears of progress: first labels at once. A small map has all soon. */
const PARTIAL_OCTAVES = [3, 5];
const LARGE = 8000;

export function labelLayout(
  request: LabelRequest,
  context: Pick<CanvasRenderingContext2D, "font" | "measureText">,
  tell: (layout: LabelLayout) => void,
): void {
  const { map, texts, order, kept, startScale } = request;
  const began = performance.now();
  const n = texts.length;
  const width = new Float32Array(n);
  const halfWidth = new Float32Array(n);
  const halfHeight = new Float32Array(n);
  const notBefore = new Float32Array(n);
  const sizes = new Uint8Array(n);
  const named = nameRegions(placesOf(map, texts, order, kept), (font) => widthIn(context, font));
  const measures = SIZES.map((size) => measureIn(context, fontOf(size)));
  order.forEach((row, at) => {
    const size = (sizes[row] = sizeAt(at));
    width[row] = measures[size](texts[row]) / 2;
    halfWidth[row] = width[row] + MARGIN_X;
    notBefore[row] = startScale * Math.sqrt(at / LABELED_AT_START);
    halfHeight[row] = (SIZES[size].font * LINE) / 2 + MARGIN_Y;
  });
  const widest = width.reduce((most, half) => Math.max(most, half), 0);
  let before: Float32Array | null = null;
  const told = ({ scales, names }: Placed, done: boolean): LabelLayout => {
    const regions = names.map(({ at, shortened, ...where }) => {
      const lines = shortened ? [named[at].words[0]] : named[at].lines;
      return { ...named[at], ...where, lines };
    });
    // lists and greatest values are made here, beside the page, which would stand still for them
    const octaves = newOctaves(map, scales, before);
    const deepest = scales.reduce((most, scale) => (scale === Infinity ? most : Math.max(most, scale)), 0);
    const points = done && request.first ? indexOf(map) : null;
    const took = performance.now() - began;
    // what is told goes to the page for good: while work goes on, copies do
    if (!done) before = scales.slice();
    const copies = { halfWidth: done ? width : width.slice(), sizes: done ? sizes : sizes.slice() };
    return { scales, ...copies, octaves, deepest, widest, regions, points, done, took };
  };
  const placed = place({
    x: map.x,
    y: map.y,
    halfWidth,
    halfHeight,
    order,
    notBefore,
    names: named,
    isNearLand: nearLand(map),
    startScale,
    maxScale: MAX_SCALE,
    onOctave: (octave, left, sofar) => {
      if (!request.first || n < LARGE || left === 0 || !PARTIAL_OCTAVES.includes(octave)) return;
      tell(told(sofar(), false));
    },
  });
  tell(told(placed, true));
}

/** A name may stand on the water, but not where the land beside it is out of sight: at this density, of land's mean. */
const NEAR_LAND = 0.005;

function nearLand(map: LabelRequest["map"]): (x: number, y: number) => boolean {
  const { columns, cell, left, top, values } = densityOf(map);
  return (x, y) => values[Math.floor((y - top) / cell) * columns + Math.floor((x - left) / cell)] >= NEAR_LAND;
}
