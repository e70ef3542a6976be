// Labels that answer the reader rather than the zoom: the pointed-at and selected token, its neighbors, what was found.

import type { Camera } from "./camera.ts";
import type { MapData } from "./data.ts";
import { apart, type Label } from "./label-index.ts";
import type { Measure } from "./measure.ts";
import type { Pen } from "./pen.ts";

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
}

export const NOTE_FONT = 13;
const HEIGHT = 20;
const PADDING = 5;
const BADGE = 17;
/** Where a note may stand, as its middle's offset from the point in (half widths, pixels). */
const PLACES: readonly (readonly [number, number, number])[] = [
  [0, 0, -16],
  [0, 0, 16],
  [1, 9, 0],
  [-1, -9, 0],
];

/** Place notes in the order given, around their points, none over another. */
export function placeNotes(notes: readonly Note[], data: MapData, camera: Camera, measure: Measure): PlacedNote[] {
  const placed: PlacedNote[] = [];
  const free = (note: Label): boolean => placed.every((other) => apart(note, other));
  for (const note of notes) {
    const [x, y] = camera.toScreen(data.x[note.row], data.y[note.row]);
    if (x < -200 || y < -40 || x > camera.width + 200 || y > camera.height + 40) continue;
    const badge = note.badge === undefined ? 0 : BADGE;
    const width = measure(note.text) + 2 * PADDING + badge;
    const candidates = PLACES.map(([halves, dx, dy]) => boxAt(note, x + (halves * width) / 2 + dx, y + dy, width, false));
    if (badge) candidates.push(boxAt(note, x, y, BADGE, true));
    const fitting = candidates.find(free) ?? (note.main ? candidates[0] : undefined);
    if (fitting) placed.push(fitting);
  }
  return placed;
}

function boxAt(note: Note, x: number, y: number, width: number, badgeOnly: boolean): PlacedNote {
  const height = badgeOnly ? BADGE : HEIGHT;
  return { ...note, left: x - width / 2, top: y - height / 2, width, height, opacity: 1, badgeOnly };
}

export interface NoteColors {
  readonly ink: string;
  readonly ground: string;
  readonly accent: string;
  readonly onAccent: string;
}

export function drawNotes(
  context: Pen,
  notes: readonly PlacedNote[],
  colors: NoteColors,
  fonts: string,
): void {
  context.textBaseline = "middle";
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
