// Labels that answer the reader rather than the zoom: the pointed-at and selected token, its neighbors, what was found.

import type { Lens } from "../camera/lens.ts";
import type { Box } from "../camera/room.ts";
import type { MapData } from "../data/data.ts";
import { apart, type Label } from "../labels/label-index.ts";
import type { Measure } from "../text/measure.ts";
import { clamp } from "../text/numbers.ts";
import type { Pen } from "../text/pen.ts";

export interface Note {
  readonly row: number;
  readonly text: string;
  /** A neighbor's rank, drawn before the text; it stays when the text finds no room. */
  readonly badge?: number;
  readonly main?: boolean;
}

export interface PlacedNote extends Note, Label {
  /** Only the badge found room. */
  readonly badgeOnly: boolean;
  /** Where its token lies on the screen. */
  readonly pointX: number;
  readonly pointY: number;
}

export const NOTE_FONT = 13;
const HEIGHT = 20;
const PADDING = 5;
const BADGE = 17;
/** Notes nearer to their points than this need no line, in pixels. */
const LEADER_FROM = 14;
/** Where a note may stand, as its middle's offset from the point in (half widths, pixels). */
type Place = readonly [number, number, number];
const BESIDE: readonly Place[] = [
  [0, 0, -16],
  [0, 0, 16],
  [1, 9, 0],
  [-1, -9, 0],
  [1, 6, -15],
  [-1, -6, -15],
  [1, 6, 15],
  [-1, -6, 15],
];
/** Where a neighbor's note may stand, at the end of a line, when there is no room beside its point. */
const FURTHER: readonly Place[] = [40, 64, 92].flatMap((far): Place[] => [
  [0, 0, -far],
  [0, 0, far],
  [1, far, 0],
  [-1, -far, 0],
  [1, 0.6 * far, -0.6 * far],
  [-1, -0.6 * far, -0.6 * far],
  [1, 0.6 * far, 0.6 * far],
  [-1, -0.6 * far, 0.6 * far],
]);
/** Around each named point, kept free by the notes of others. */
const POINT = 5;

/** Pixels between the edge of the room and the middle of a note that points beyond it. */
const EDGE = 22;
/** Notes at the edge make way for each other in steps of this many pixels. */
const STEP = 22;

/**
 * Place notes in the order given, around their points, none over another, nor over a named point if there is room.
 * Neighbors that lie outside of the room are named at its edge, on the way to them.
 */
export function placeNotes(
  notes: readonly Note[],
  data: MapData,
  camera: Lens,
  room: Box,
  measure: Measure,
): PlacedNote[] {
  const placed: PlacedNote[] = [];
  const located = notes.map((note) => {
    const [x, y] = camera.toScreen(data.x[note.row], data.y[note.row]);
    return { note, x, y };
  });
  const marked = located.filter(({ note }) => note.main || note.badge !== undefined);
  const points = marked.map(({ x, y }) => ({ left: x - POINT, top: y - POINT, width: 2 * POINT, height: 2 * POINT }));
  const free = (box: PlacedNote): boolean => placed.every((other) => apart(box, other));
  const clear = (box: PlacedNote): boolean => free(box) && points.every((point) => apart(box, point));
  const center = located.find(({ note, x, y }) => note.main && holds(room, x, y));
  for (const { note, x, y } of located) {
    const badge = note.badge === undefined ? 0 : BADGE;
    const width = measure(note.text) + 2 * PADDING + badge;
    if (badge && center && !holds(room, x, y)) {
      const place = edgePlaces(room, center, { x, y }, width).map(([px, py]) =>
        boxAt(note, px, py, px, py, width, false),
      );
      const fitting = place.find(free);
      if (fitting) placed.push(fitting);
      continue;
    }
    if (x < -200 || y < -40 || x > camera.width + 200 || y > camera.height + 40) continue;
    const boxes = (places: readonly Place[]): PlacedNote[] =>
      places.map(([halves, dx, dy]) => boxAt(note, x, y, x + (halves * width) / 2 + dx, y + dy, width, false));
    const beside = boxes(BESIDE);
    const further = badge ? boxes(FURTHER) : [];
    const fallback = badge ? boxAt(note, x, y, x, y, BADGE, true) : note.main ? beside[0] : undefined;
    const fitting = beside.find(clear) ?? further.find(clear) ?? beside.find(free);
    if (fitting) placed.push(fitting);
    else if (fallback && (note.main || free(fallback))) placed.push(fallback);
  }
  return placed;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function holds(room: Box, x: number, y: number): boolean {
  return x >= room.left && x <= room.right && y >= room.top && y <= room.bottom;
}

/** Middles of a note of this width at the edge of the room, where the way from one point to another leaves it, and beside. */
function edgePlaces(room: Box, from: Point, to: Point, width: number): [number, number][] {
  const [halfWidth, halfHeight] = [
    Math.max(1, (room.right - room.left - width) / 2 - EDGE),
    Math.max(1, (room.bottom - room.top) / 2 - EDGE),
  ];
  const [middleX, middleY] = [(room.left + room.right) / 2, (room.top + room.bottom) / 2];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  // how much of the way is left behind at the upright edges, and at the level ones
  const beyondX = dx === 0 ? Infinity : (Math.sign(dx) * halfWidth + middleX - from.x) / dx;
  const beyondY = dy === 0 ? Infinity : (Math.sign(dy) * halfHeight + middleY - from.y) / dy;
  const along = Math.max(0, Math.min(beyondX, beyondY, 1));
  const upright = beyondX <= beyondY;
  return [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6].map((steps) => {
    const shift = steps * (upright ? STEP : 0.5 * width + STEP);
    const x = from.x + along * dx + (upright ? 0 : shift);
    const y = from.y + along * dy + (upright ? shift : 0);
    return [clamp(x, middleX - halfWidth, middleX + halfWidth), clamp(y, middleY - halfHeight, middleY + halfHeight)];
  });
}

function boxAt(
  note: Note,
  pointX: number,
  pointY: number,
  x: number,
  y: number,
  width: number,
  badgeOnly: boolean,
): PlacedNote {
  const height = badgeOnly ? BADGE : HEIGHT;
  return { ...note, pointX, pointY, left: x - width / 2, top: y - height / 2, width, height, opacity: 1, badgeOnly };
}

export interface NoteColors {
  readonly ink: string;
  readonly ground: string;
  readonly accent: string;
  readonly onAccent: string;
}

export function drawNotes(context: Pen, notes: readonly PlacedNote[], colors: NoteColors, fonts: string): void {
  context.textBaseline = "middle";
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  for (const note of notes) leader(context, note);
  for (const note of notes) {
    const middle = note.top + note.height / 2;
    if (!note.badgeOnly) {
      context.fillStyle = note.main ? colors.accent : colors.ground;
      context.beginPath();
      context.roundRect(note.left, note.top, note.width, note.height, note.height / 2);
      context.fill();
      context.fillStyle = note.main ? colors.onAccent : colors.ink;
      context.font = `600 ${NOTE_FONT}px ${fonts}`;
      context.textAlign = "right";
      context.fillText(note.text, note.left + note.width - PADDING, middle + 0.5);
    }
    if (note.badge !== undefined) {
      const x = note.left + BADGE / 2 + (note.badgeOnly ? 0 : 1.5);
      context.fillStyle = colors.accent;
      context.beginPath();
      context.arc(x, middle, BADGE / 2 - 0.5, 0, 2 * Math.PI);
      context.fill();
      context.fillStyle = colors.onAccent;
      context.font = `700 10px ${fonts}`;
      context.textAlign = "center";
      context.fillText(String(note.badge), x, middle + 0.5);
    }
  }
}

/** A line from the point to a note that stands further off. */
function leader(context: Pen, { pointX, pointY, left, top, width, height }: PlacedNote): void {
  const x = clamp(pointX, left, left + width);
  const y = clamp(pointY, top, top + height);
  if (Math.hypot(x - pointX, y - pointY) < LEADER_FROM) return;
  context.beginPath();
  context.moveTo(pointX, pointY);
  context.lineTo(x, y);
  context.stroke();
}
