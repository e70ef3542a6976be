// Where to look so that a token is read among its true neighbors, beside the panels.

import type { MapData } from "../data/data.ts";
import { neighborsOf } from "../data/neighbors.ts";
import { clamp } from "../text/numbers.ts";
import type { Camera, View } from "./camera.ts";
import type { Box } from "./room.ts";

/** This share of the true neighbors is to be seen: the others may lie anywhere. */
const SHARE = 0.6;
/** How much of the way from the token to the edge of the room the farthest of them may lie. */
const REACH = 0.7;
/** From where a screen holds about CLOSE tokens, were they spread evenly, one comes no more than this much farther. */
const CLOSE = 150;
const FARTHER = 7;
/** A flight ends where at least so many tokens are read, of which each has about READ_AREA square pixels in a small room. */
const READ = 80;
const READ_AREA = 7500;
const FEWEST_READ = 10;
/** Where less than this share of that is read from any farther off, one comes nearer, but no more than so many times. */
const FEW = 0.75;
const NEARER = 2;
/** From one scale to the next that is tried. */
const BACK = 1.05;
/** Pixels between a token and the edge of the room, at least. */
const EDGE = 48;

/** How much of the room a place fills that was gone to. */
const FILLED = 0.8;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly span: number;
}

type Screen = Pick<Camera, "width" | "height" | "home" | "view" | "maxScale">;

/** How many tokens can be read within these world bounds at this scale. */
export type Read = (left: number, top: number, right: number, bottom: number, scale: number) => number;

/**
 * The view with the token in the middle of the room and most of its neighbors around it; from further off where these
 * lie so close that hardly anything else could be read, and from nearer where that lets more be read.
 */
export function framed(data: MapData, row: number, screen: Screen, room: Box, read: Read): View {
  const [halfWidth, halfHeight] = [(room.right - room.left) / 2, (room.bottom - room.top) / 2];
  const scales = neighborsOf(data, row)
    .map(({ row: other }) =>
      Math.min(halfWidth / Math.abs(data.x[other] - data.x[row]), halfHeight / Math.abs(data.y[other] - data.y[row])),
    )
    .sort((a, b) => b - a);
  const close = screen.home.scale * Math.max(1, Math.sqrt(data.n / CLOSE));
  const wanted = REACH * (scales[Math.ceil(SHARE * scales.length) - 1] ?? close);
  const least = Math.max(screen.home.scale, close / FARTHER);
  const [x, y] = [data.x[row], data.y[row]];
  const enough = clamp((4 * halfWidth * halfHeight) / READ_AREA, FEWEST_READ, READ);
  const countAt = (scale: number): number => {
    const [dx, dy] = [halfWidth / scale, halfHeight / scale];
    return Math.min(enough, read(x - dx, y - dy, x + dx, y + dy, scale));
  };
  const first = Math.max(least, Math.min(wanted, screen.maxScale));
  let [scale, most] = [first, countAt(first)];
  const tryAt = (other: number): void => {
    const count = countAt(other);
    if (count > most) [scale, most] = [other, count];
  };
  for (let back = scale / BACK; most < enough && back > least; back /= BACK) tryAt(back);
  const nearest = Math.min(NEARER * first, screen.maxScale);
  for (let near = first * BACK; most < FEW * enough && near < nearest; near *= BACK) tryAt(near);
  return withPlaceAt(data, row, scale, (room.left + room.right) / 2, (room.top + room.bottom) / 2, screen);
}

/** The view with a square of this side, around this place, filling most of the room: at least twice as near as now, or at a scale. */
export function framedPlace({ x, y, span }: Square, screen: Screen, room: Box, least = 2 * screen.view.scale): View {
  const side = Math.min(room.right - room.left, room.bottom - room.top);
  const scale = Math.min(Math.max((FILLED * side) / span, least), screen.maxScale);
  const { width, height } = screen;
  return {
    x: x + (width / 2 - (room.left + room.right) / 2) / scale,
    y: y + (height / 2 - (room.top + room.bottom) / 2) / scale,
    scale,
  };
}

/** The view with all of these rows in the room, each `apart` pixels from its edge. */
export function framedAll(data: MapData, rows: ArrayLike<number>, screen: Screen, room: Box, apart = EDGE): View {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const [x, y] = [data.x[rows[i]], data.y[rows[i]]];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  const side = (low: number, high: number): number => Math.max(high - low - 2 * apart, (high - low) / 2);
  const scale = Math.min(
    side(room.left, room.right) / Math.max(right - left, 1),
    side(room.top, room.bottom) / Math.max(bottom - top, 1),
    screen.maxScale,
  );
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const { width, height } = screen;
  return {
    x: x + (width / 2 - (room.left + room.right) / 2) / scale,
    y: y + (height / 2 - (room.top + room.bottom) / 2) / scale,
    scale,
  };
}

/** The view that moves as little as needed to have a covered token in the room; null when it is seen, or not on the screen. */
export function uncovered(data: MapData, row: number, screen: Screen, room: Box): View | null {
  const { view, width, height } = screen;
  const x = width / 2 + (data.x[row] - view.x) * view.scale;
  const y = height / 2 + (data.y[row] - view.y) * view.scale;
  if (x < 0 || y < 0 || x > width || y > height) return null;
  if (x >= room.left && x <= room.right && y >= room.top && y <= room.bottom) return null;
  const into = (value: number, low: number, high: number): number => {
    const edge = Math.min(EDGE, (high - low) / 2);
    return clamp(value, low + edge, high - edge);
  };
  return withPlaceAt(data, row, view.scale, into(x, room.left, room.right), into(y, room.top, room.bottom), screen);
}

/** The view at this scale that has the row at this place of the screen. */
function withPlaceAt(
  data: MapData,
  row: number,
  scale: number,
  px: number,
  py: number,
  { width, height }: Screen,
): View {
  return { x: data.x[row] + (width / 2 - px) / scale, y: data.y[row] + (height / 2 - py) / scale, scale };
}
