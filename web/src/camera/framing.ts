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
/** From where a screen holds about CLOSE tokens, were they spread evenly, one comes this much nearer or farther. */
const CLOSE = 150;
const [NEARER, FARTHER] = [12, 5];
/** Pixels between a token and the edge of the room, at least. */
const EDGE = 48;

type Screen = Pick<Camera, "width" | "height" | "home" | "view">;

/** The view with the token in the middle of the room and most of its neighbors around it. */
export function framed(data: MapData, row: number, screen: Screen, room: Box): View {
  const [halfWidth, halfHeight] = [(room.right - room.left) / 2, (room.bottom - room.top) / 2];
  const scales = neighborsOf(data, row)
    .map(({ row: other }) =>
      Math.min(halfWidth / Math.abs(data.x[other] - data.x[row]), halfHeight / Math.abs(data.y[other] - data.y[row])),
    )
    .sort((a, b) => b - a);
  const close = screen.home.scale * Math.max(1, Math.sqrt(data.n / CLOSE));
  const wanted = REACH * (scales[Math.ceil(SHARE * scales.length) - 1] ?? close);
  const scale = Math.max(screen.home.scale, close / FARTHER, Math.min(wanted, NEARER * close));
  return withPlaceAt(data, row, scale, (room.left + room.right) / 2, (room.top + room.bottom) / 2, screen);
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
