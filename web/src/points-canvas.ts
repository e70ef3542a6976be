// The same picture by Canvas 2D, for browsers and machines without WebGL2: squares instead of discs, colors in turn.

import type { MapData } from "./data.ts";
import { CONTOURS, type Density } from "./density.ts";
import { DIM, PLAIN, STRONG, type PointRenderer } from "./points.ts";
import { css, type Rgb, type Theme } from "./theme.ts";

/** While the eye moves no more points than these are drawn; all of them once it rests. */
const MOVING_POINTS = 40_000;

export function createCanvasPoints(canvas: HTMLCanvasElement, data: MapData): PointRenderer {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser has neither WebGL2 nor Canvas 2D");
  let groups: { part: number; color: string; rows: Uint32Array }[] = [];
  let density: Density | null = null;
  let ground: { theme: Theme; image: HTMLCanvasElement } | null = null;
  return {
    kind: "canvas",
    setStyles(styles) {
      groups = group(styles);
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
      for (const { part, color, rows } of groups) {
        const radius = frame.radius * (part === STRONG ? 1.35 : 1) * 0.9;
        context.globalAlpha = part === STRONG ? 1 : frame.opacity;
        context.fillStyle = color;
        for (let at = 0; at < rows.length; at += every) {
          const x = left + data.x[rows[at]] * view.scale;
          const y = top + data.y[rows[at]] * view.scale;
          if (x < -8 || y < -8 || x > frame.width + 8 || y > frame.height + 8) continue;
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      }
    },
    destroy() {
      groups = [];
    },
  };
}

/** Rows by part and color, greyed ones first: a canvas is slow to change its color. */
function group(styles: Uint8Array): { part: number; color: string; rows: Uint32Array }[] {
  const rowsOf = new Map<number, number[]>();
  for (let i = 0; i < styles.length / 4; i++) {
    const key = (((styles[4 * i + 3] * 256 + styles[4 * i]) * 256 + styles[4 * i + 1]) * 256) + styles[4 * i + 2];
    const rows = rowsOf.get(key);
    if (rows) rows.push(i);
    else rowsOf.set(key, [i]);
  }
  const groups = [...rowsOf].map(([key, rows]) => ({
    part: Math.floor(key / 2 ** 24),
    color: css([Math.floor(key / 65536) & 255, (key >> 8) & 255, key & 255]),
    rows: Uint32Array.from(rows),
  }));
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
