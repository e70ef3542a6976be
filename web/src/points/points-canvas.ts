// The same picture by Canvas 2D, for browsers and machines without WebGL2 or a graphics processor: colors in turn, and
// squares where points are too small to be told from discs.

import { css, type Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import type { Density } from "./density.ts";
import { groundOf, trace } from "./ground.ts";
import { DIM, PLAIN, type PointRenderer, STRONG, STRONGER } from "./points.ts";

/** While the eye moves no more points than these are drawn; all of them once it rests. */
const MOVING_POINTS = 40_000;

/** Pixels of the line between sea and land. */
const COAST = 1.2;

/** From this radius on, in device pixels, a square is seen to be none. */
const LEAST_DISC = 1.6;

export function createCanvasPoints(canvas: HTMLCanvasElement, data: MapData): PointRenderer {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser has neither WebGL2 nor Canvas 2D");
  let groups: Group[] | null = null;
  let styles: Uint8Array = new Uint8Array(4 * data.n);
  let density: Density | null = null;
  let ground: Path2D[] | null = null;
  let drawn: { groups: readonly Group[]; radius: number; ratio: number; sheet: Sheet } | null = null;
  /** Drawn anew only for other colors, or another size. */
  const sheetFor = (all: readonly Group[], radiusOf: (part: number) => number, ratio: number): Sheet => {
    const radius = radiusOf(PLAIN);
    if (drawn?.groups !== all || drawn.radius !== radius || drawn.ratio !== ratio)
      drawn = { groups: all, radius, ratio, sheet: drawSheet(all, radiusOf, ratio) };
    return drawn.sheet;
  };
  return {
    kind: "canvas",
    setStyles(next) {
      styles = next;
      groups = null;
    },
    setDensity(next) {
      density = next;
      ground = null;
    },
    setPlaces: () => undefined, // they are looked up in each frame
    draw(frame) {
      const { view, theme, ratio } = frame;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 1;
      context.fillStyle = css(theme.sea);
      context.fillRect(0, 0, frame.width, frame.height);
      const left = frame.width / 2 - view.x * view.scale;
      const top = frame.height / 2 - view.y * view.scale;
      if (density && frame.shade > 0) {
        ground ??= pathsOf(density);
        const zoom = ratio * view.scale;
        context.setTransform(zoom, 0, 0, zoom, ratio * left, ratio * top);
        drawGround(context, ground, theme, view.scale);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      if (!density || frame.shade < 1) {
        context.globalAlpha = density ? 1 - frame.shade : 1;
        context.fillStyle = css(theme.land[0]);
        context.fillRect(0, 0, frame.width, frame.height);
      }
      const every = frame.moving ? Math.ceil(data.n / MOVING_POINTS) : 1;
      groups ??= group(styles);
      const radiusOf = (part: number): number => frame.radius * (part === STRONG ? STRONGER : 1) * 0.9;
      const sheet = radiusOf(PLAIN) * ratio >= LEAST_DISC ? sheetFor(groups, radiusOf, ratio) : null;
      groups.forEach(({ part, color, rows }, at) => {
        const radius = radiusOf(part);
        context.globalAlpha = part === STRONG ? 1 : frame.opacity;
        context.fillStyle = color;
        for (let i = 0; i < rows.length; i += every) {
          const x = left + data.x[rows[i]] * view.scale;
          const y = top + data.y[rows[i]] * view.scale;
          if (x < -8 || y < -8 || x > frame.width + 8 || y > frame.height + 8) continue;
          if (sheet) copyDisc(context, sheet, at, x, y);
          else context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      });
    },
    destroy() {
      groups = [];
    },
  };
}

/** A disc for each group, in rows of COLUMNS: to be copied, since a path for each point would take many times as long. */
interface Sheet {
  readonly image: HTMLCanvasElement;
  /** Pixels of a disc's square, and half of it in CSS pixels. */
  readonly side: number;
  readonly half: number;
}

const COLUMNS = 32;

function drawSheet(groups: readonly Group[], radiusOf: (part: number) => number, ratio: number): Sheet {
  const side = 2 * Math.ceil(radiusOf(STRONG) * ratio + 1);
  const image = document.createElement("canvas");
  image.width = COLUMNS * side;
  image.height = Math.ceil(groups.length / COLUMNS) * side;
  const context = image.getContext("2d") as CanvasRenderingContext2D;
  groups.forEach(({ part, color }, at) => {
    context.fillStyle = color;
    context.beginPath();
    const [x, y] = placeOf(at, side);
    context.arc(x + side / 2, y + side / 2, (radiusOf(part) / 0.9) * ratio, 0, 2 * Math.PI);
    context.fill();
  });
  return { image, side, half: side / 2 / ratio };
}

const placeOf = (at: number, side: number): [number, number] => [
  (at % COLUMNS) * side,
  Math.floor(at / COLUMNS) * side,
];

function copyDisc(
  context: CanvasRenderingContext2D,
  { image, side, half }: Sheet,
  at: number,
  x: number,
  y: number,
): void {
  const [left, top] = placeOf(at, side);
  context.drawImage(image, left, top, side, side, x - half, y - half, 2 * half, 2 * half);
}

/** Rows of one part and color. */
interface Group {
  readonly part: number;
  readonly color: string;
  readonly rows: Uint32Array;
}

/** Rows by part and color, greyed ones first: a canvas is slow to change its color. */
function group(styles: Uint8Array): Group[] {
  const words = new Uint32Array(styles.buffer, styles.byteOffset, styles.length / 4);
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rowsOf = new Map([...counts].map(([word, count]) => [word, { rows: new Uint32Array(count), used: 0 }]));
  words.forEach((word, row) => {
    const group = rowsOf.get(word)!;
    group.rows[group.used++] = row;
  });
  const groups = [...rowsOf.values()].map(({ rows }) => {
    const [r, g, b, part] = styles.subarray(4 * rows[0], 4 * rows[0] + 4);
    return { part, color: css([r, g, b]), rows };
  });
  return [DIM, PLAIN, STRONG].flatMap((part) => groups.filter((one) => one.part === part));
}

/** The land as one path for each of its tints, in the world. */
function pathsOf(density: Density): Path2D[] {
  return groundOf(density).map((rings) => {
    const path = new Path2D();
    for (const ring of rings) trace(ring, path);
    return path;
  });
}

function drawGround(context: CanvasRenderingContext2D, paths: readonly Path2D[], theme: Theme, scale: number): void {
  // half of the line lies on the sea's side, where fewest points are, and land covers the other
  context.strokeStyle = css(theme.coast);
  context.lineWidth = (2 * COAST) / scale;
  context.stroke(paths[0]);
  paths.forEach((path, level) => {
    context.fillStyle = css(theme.land[level]);
    context.fill(path);
  });
}
