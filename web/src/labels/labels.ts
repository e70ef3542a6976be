// The layer of token labels: which are shown now, where, and drawing them.

import type { Lens } from "../camera/lens.ts";
import type { MapData } from "../data/data.ts";
import { type Pen, takeRimmed, writeRimmed } from "../text/pen.ts";
import { short } from "../text/text.ts";
import { apart, type Label, LabelIndex } from "./label-index.ts";
import type { LabelLayout } from "./label-layout.ts";
import { namesShown, type RegionName } from "./names-shown.ts";
import { type PlacedRegion, REGION_LINE, regionFont } from "./region-layout.ts";
import { type Ink, Sprites, type Wanted } from "./sprites.ts";
import { fontOf, LIFT, LINE, SIZES } from "./typography.ts";

/** A label fades in while the scale grows by this factor. */
const FADE = 1.05;
/** At rest none is so faint that it cannot be read. */
const FAINTEST = 0.75;
/** Half of the tallest label, in pixels; a point that lies no further beyond the edge may have its label on the screen. */
const TALLEST = (Math.max(...SIZES.map(({ font }) => font)) * LINE) / 2;
/** Pixels of halo around the letters of a label, and of a region's name. */
const RIM = 2;
const NAME_RIM = 2.5;

export interface Labels {
  readonly texts: readonly string[];
  /** The greatest scale at which another label appeared in any layout; 0 before the first. */
  readonly deepest: number;
  /** The scale from which each label is shown. */
  readonly scales: Float32Array;
  /** Milliseconds that the whole layout took; NaN before it is done. */
  readonly took: number;
  /** The regions whose names are seen at any scale. */
  readonly places: readonly PlacedRegion[];
  setLayout(layout: LabelLayout): void;
  /** The regions whose names are on the screen now. */
  regions(camera: Lens): RegionName[];
  /** The labels on the screen now. */
  visible(camera: Lens): Label[];
  /** How many labels are shown of tokens within these world bounds at this scale; NaN before all are laid out. */
  count(left: number, top: number, right: number, bottom: number, scale: number): number;
  /** Have painted what is to be drawn and was not before; false when some of it is to come. */
  prepare(
    names: readonly RegionName[],
    nameInkOf: (name: RegionName) => Ink,
    labels: readonly Label[],
    inkOf: (row: number) => Ink,
    ratio: number,
  ): boolean;
  /** Draw what is painted. */
  drawNames(context: CanvasRenderingContext2D, names: readonly RegionName[], inkOf: (name: RegionName) => Ink): void;
  draw(context: CanvasRenderingContext2D, labels: readonly Label[], inkOf: (row: number) => Ink): void;
  /** The same, as text: slower, complete, and sharp at any size. */
  write(pen: Pen, labels: readonly Label[], inkOf: (row: number) => Ink): void;
  destroy(): void;
}

/** `painted` is called when more of what was asked for can be drawn. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a method a thing that is done with labels, over one layout and one atlas
export function createLabels(data: MapData, painted: () => void): Labels {
  const texts = data.readable.map((text) => short(text));
  let layout: LabelLayout | null = null;
  let index = new LabelIndex([]);
  let deepest = 0;
  const sprites = new Sprites(painted);
  const sizeOf = (row: number): number => layout?.sizes[row] ?? 0;
  /** Of a label in the atlas: its size changes with the layout. */
  const keyOf = (row: number): number => row * SIZES.length + sizeOf(row);

  return {
    texts,
    get deepest() {
      return deepest;
    },
    get took() {
      return layout?.done ? layout.took : NaN;
    },
    get scales() {
      return layout?.scales ?? new Float32Array(0);
    },
    get places() {
      return layout?.regions ?? [];
    },
    setLayout(next) {
      layout = next;
      deepest = Math.max(deepest, next.deepest);
      index = new LabelIndex(next.octaves);
    },
    regions(camera) {
      return namesShown(layout?.regions ?? [], camera);
    },
    visible(camera) {
      if (!layout) return [];
      const { scales, widest } = layout;
      const { scale } = camera.view;
      const [west, north] = camera.toWorld(-widest, -TALLEST);
      const [east, south] = camera.toWorld(camera.width + widest, camera.height + TALLEST + LIFT);
      const shown: Label[] = [];
      const names = this.regions(camera); // which the edge may have moved
      for (const row of index.within(west, north, east, south, scales, scale)) {
        const [x, y] = camera.toScreen(data.x[row], data.y[row]);
        const width = 2 * layout.halfWidth[row];
        const height = SIZES[sizeOf(row)].font * LINE;
        const [left, top] = [x - width / 2, y - LIFT - height / 2];
        if (left > camera.width || left + width < 0 || top > camera.height || top + height < 0) continue;
        if (!names.every((name) => apart(name, { left, top, width, height }))) continue;
        const opacity = Math.min(1, FAINTEST + ((1 - FAINTEST) * (scale / scales[row] - 1)) / (FADE - 1));
        shown.push({ row, left, top, width, height, opacity });
      }
      return shown;
    },
    count(left, top, right, bottom, scale) {
      return layout?.done ? index.within(left, top, right, bottom, layout.scales, scale).length : NaN;
    },
    prepare(names, nameInkOf, labels, inkOf, ratio) {
      sprites.begin(ratio);
      const wanted: Wanted[] = [];
      for (const name of names) {
        const { region } = name;
        const ink = nameInkOf(name);
        if (sprites.has(nameKey(region), ink)) continue;
        const { font, lines } = region;
        const text = { lines, font: regionFont(font), line: REGION_LINE * font, rim: NAME_RIM };
        wanted.push({ key: nameKey(region), stamp: { ...text, ...ink } });
      }
      for (const { row } of labels) {
        const ink = inkOf(row);
        if (sprites.has(keyOf(row), ink)) continue;
        const size = SIZES[sizeOf(row)];
        const text = { lines: [texts[row]], font: fontOf(size), line: size.font * LINE, rim: RIM };
        wanted.push({ key: keyOf(row), stamp: { ...text, ...ink } });
      }
      sprites.want(wanted);
      return wanted.length === 0;
    },
    drawNames(context, names, inkOf) {
      for (const name of names) {
        const { region, left, top, width, height, opacity } = name;
        context.globalAlpha = opacity;
        sprites.draw(context, nameKey(region), inkOf(name), left + width / 2, top + height / 2);
      }
      context.globalAlpha = 1;
    },
    draw(context, labels, inkOf) {
      for (const { row, left, top, width, height, opacity } of labels) {
        context.globalAlpha = opacity;
        sprites.draw(context, keyOf(row), inkOf(row), left + width / 2, top + height / 2);
      }
      context.globalAlpha = 1;
    },
    write(pen, labels, inkOf) {
      takeRimmed(pen, "center", RIM);
      for (const { row, left, top, width, height, opacity } of labels) {
        const ink = inkOf(row);
        const [x, y] = [left + width / 2, top + height / 2];
        pen.globalAlpha = opacity;
        pen.font = fontOf(SIZES[sizeOf(row)]);
        pen.strokeStyle = ink.halo;
        pen.fillStyle = ink.color;
        writeRimmed(pen, texts[row], x, y);
      }
      pen.globalAlpha = 1;
    },
    destroy: () => sprites.destroy(),
  };
}

/** Of a region's name in the atlas: the same name outlasts a layout. */
function nameKey({ font, lines }: PlacedRegion): string {
  return [font, ...lines].join("\n");
}

/** The names of regions as text. */
export function writeNames(context: Pen, names: readonly RegionName[], inkOf: (name: RegionName) => Ink): void {
  takeRimmed(context, "center", NAME_RIM);
  for (const name of names) {
    const { region, left, top, width, height, opacity } = name;
    const { font, lines } = region;
    const ink = inkOf(name);
    context.strokeStyle = ink.halo;
    context.fillStyle = ink.color;
    context.globalAlpha = opacity;
    context.font = regionFont(font);
    lines.forEach((line, i) => {
      const y = top + height / 2 + (i - (lines.length - 1) / 2) * REGION_LINE * font;
      writeRimmed(context, line, left + width / 2, y);
    });
  }
  context.globalAlpha = 1;
}
