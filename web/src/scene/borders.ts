// The outlines of categories over the map: a line each in its color, with a rim.

import type { Lens } from "../camera/lens.ts";
import { scaleOf } from "../colors/color.ts";
import { css, type Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { type Ring, trace } from "../points/ground.ts";
import { createOutlines, type Outline } from "../points/outlines.ts";
import { onlyOf } from "../state/filters.ts";
import type { State } from "../state/state.ts";
import type { Pen } from "../text/pen.ts";

const [RIM, WIDTH] = [4.5, 2];

/** Draws them; `seen`: below 1, tokens are on their way to other places, and there are none. */
export function createBorders(
  data: MapData,
): (pen: Pen, camera: Lens, state: State, theme: Theme, seen: number) => void {
  let outlinesOf: ((state: State) => readonly Outline[]) | null = null;
  return (pen, camera, state, theme, seen) => {
    if (seen < 1) outlinesOf = null;
    const column = data.columns.find(({ name }) => name === state.colorBy);
    if (seen < 1 || !state.outlined || !column) return;
    outlinesOf ??= createOutlines(data);
    const { colorOf } = scaleOf(column, theme, onlyOf(state.filters, column.name));
    pen.lineJoin = "round";
    for (const { code, rings } of outlinesOf(state)) drawRings(pen, camera, rings, theme, css(colorOf(code)));
  };
}

function drawRings(pen: Pen, camera: Lens, rings: readonly Ring[], theme: Theme, color: string): void {
  const seen = rings.filter((ring) => isSeen(ring, camera));
  if (seen.length === 0) return;
  pen.beginPath();
  for (const ring of seen) {
    const corners = ring.map(([x, y]) => camera.toScreen(x, y));
    trace(corners, pen);
  }
  for (const [style, width] of [
    [theme.halo, RIM],
    [color, WIDTH],
  ] as const) {
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.stroke();
  }
}

interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const bounds = new WeakMap<Ring, Bounds>();

/** From where to where a ring reaches in the world; found once, for it is asked with every frame. */
function boundsOf(ring: Ring): Bounds {
  const known = bounds.get(ring);
  if (known) return known;
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const found: Bounds = { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] };
  bounds.set(ring, found);
  return found;
}

function isSeen(ring: Ring, camera: Lens): boolean {
  const { x, y } = boundsOf(ring);
  const [[left, top], [right, bottom]] = [camera.toWorld(0, 0), camera.toWorld(camera.width, camera.height)];
  return x[1] >= left && x[0] <= right && y[1] >= top && y[0] <= bottom;
}
