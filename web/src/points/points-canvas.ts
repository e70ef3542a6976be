// The same picture by Canvas 2D, for browsers and machines without WebGL2 or a graphics processor: colors in turn, and
// squares where points are too small to be told from discs.

import { css, type Rgb, type Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { CONTOURS, type Density } from "./density.ts";
import { DIM, PLAIN, type PointRenderer, STRONG, STRONGER } from "./points.ts";

/** While the eye moves no more points than these are drawn; all of them once it rests. */
const MOVING_POINTS = 40_000;

/** From this radius on, in device pixels, a square is seen to be none. */
const LEAST_DISC = 1.6;

export function createCanvasPoints(canvas: HTMLCanvasElement, data: MapData): PointRenderer {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser has neither WebGL2 nor Canvas 2D");
  let groups: Group[] | null = null;
  let styles: Uint8Array = new Uint8Array(4 * data.n);
  let density: Density | null = null;
  let ground: { theme: Theme; image: HTMLCanvasElement } | null = null;
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
    draw(frame) {
      const { view, theme, ratio } = frame;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 1;
      context.fillStyle = css(theme.sea);
      context.fillRect(0, 0, frame.width, frame.height);
      const left = frame.width / 2 - view.x * view.scale;
      const top = frame.height / 2 - view.y * view.scale;
      if (density && frame.shade > 0) {
        if (ground?.theme !== theme) ground = { theme, image: drawGround(density, theme) };
        const cell = density.cell * view.scale;
        context.imageSmoothingQuality = "high";
        const [x, y] = [left + density.left * view.scale, top + density.top * view.scale];
        context.drawImage(ground.image, x, y, density.columns * cell, density.rows * cell);
      }
      if (!density || frame.shade < 1) {
        context.globalAlpha = density ? 1 - frame.shade : 1;
        context.fillStyle = css(theme.land[0]);
        context.fillRect(0, 0, frame.width, frame.height);
      }
      const every = frame.moving ? Math.ceil(data.n / MOVING_POINTS) : 1;
      groups ??= group(styles);
      for (const { part, color, rows } of groups) {
        const radius = frame.radius * (part === STRONG ? STRONGER : 1) * 0.9;
        context.globalAlpha = part === STRONG ? 1 : frame.opacity;
        context.fillStyle = color;
        const disc = radius * ratio >= LEAST_DISC ? discOf(radius, ratio, color) : null;
        for (let at = 0; at < rows.length; at += every) {
          const x = left + data.x[rows[at]] * view.scale;
          const y = top + data.y[rows[at]] * view.scale;
          if (x < -8 || y < -8 || x > frame.width + 8 || y > frame.height + 8) continue;
          if (disc) context.drawImage(disc.image, x - disc.half, y - disc.half, 2 * disc.half, 2 * disc.half);
          else context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      }
    },
    destroy() {
      groups = [];
    },
  };
}

/** A disc of this color, to be copied: a path for each would take many times as long. `half`: of the image's side. */
function discOf(radius: number, ratio: number, color: string): { image: HTMLCanvasElement; half: number } {
  const side = 2 * Math.ceil(radius * ratio + 1);
  const image = document.createElement("canvas");
  image.width = image.height = side;
  const context = image.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = color;
  context.beginPath();
  context.arc(side / 2, side / 2, (radius / 0.9) * ratio, 0, 2 * Math.PI);
  context.fill();
  return { image, half: side / 2 / ratio };
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

function drawGround({ columns, rows, values }: Density, theme: Theme): HTMLCanvasElement {
  const image = document.createElement("canvas");
  image.width = columns;
  image.height = rows;
  const context = image.getContext("2d") as CanvasRenderingContext2D;
  const pixels = context.createImageData(columns, rows);
  for (let i = 0; i < values.length; i++) {
    const step = stepOf(values[i]);
    // the line lies on the sea's side, where fewest points are
    const near = [i - 1, i + 1, i - columns, i + columns];
    const isCoast = step === 0 && near.some((other) => stepOf(values[other] ?? 0) > 0);
    const [r, g, b]: Rgb = isCoast ? theme.coast : step === 0 ? theme.sea : theme.land[step - 1];
    pixels.data.set([r, g, b, 255], 4 * i);
  }
  context.putImageData(pixels, 0, 0);
  return image;
}

const stepOf = (density: number): number => CONTOURS.filter((contour) => density > contour).length;
