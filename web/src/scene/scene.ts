// Draws a frame: ground and points on one canvas, lines, labels and notes on another; only when something changed.

import { drawNotes, NOTE_FONT, placeNotes, type Note } from "./annotations.ts";
import type { Camera } from "../camera/camera.ts";
import { drawCaption } from "../save/caption.ts";
import type { MapData } from "../data/data.ts";
import { apart, type Label } from "../labels/label-index.ts";
import { writeNames, type Labels, type RegionName } from "../labels/labels.ts";
import { drawLinks } from "./links.ts";
import { measureIn } from "../text/measure.ts";
import { neighborsOf } from "../data/neighbors.ts";
import type { Pen } from "../text/pen.ts";
import { drawKey, type PictureKey } from "../save/picture-key.ts";
import type { Picking } from "../points/picking.ts";
import { pointSize, type Frame, type PointRenderer } from "../points/points.ts";
import type { Box } from "../camera/room.ts";
import type { State } from "../state/store.ts";
import type { Ink } from "../labels/sprites.ts";
import { FONTS, short } from "../text/text.ts";
import { css, type Theme } from "../colors/theme.ts";
import { hasTwin } from "../data/twins.ts";
import { keeper } from "../points/emphasis.ts";

export interface Scene {
  /** Labels and notes drawn last. */
  readonly shown: readonly Label[];
  /** Names of regions drawn last. */
  readonly regions: readonly RegionName[];
  /** Milliseconds of script that the last frame took. */
  readonly frameMs: number;
  /** Draw a frame; false when labels are missing that are still being painted. */
  draw(state: State, theme: Theme): boolean;
  resize(width: number, height: number, ratio: number): void;
  /** Draw what lies over the points as text and lines, with any pen. */
  write(pen: Pen, state: State, theme: Theme): void;
  setStyles(styles: Uint8Array): void;
  /** The points are to be drawn again, though nothing that the scene knows of has changed. */
  spoil(): void;
  /** How the points are drawn now. */
  frame(theme: Theme): Frame;
  /** All of it on a new canvas, with this many pixels per CSS pixel. */
  snapshot(state: State, theme: Theme, ratio: number): HTMLCanvasElement;
  moving(is: boolean): void;
}

/** What a picture is of, and what its colors mean. */
export interface Imprint {
  readonly caption: string;
  readonly key: PictureKey | null;
}

/** How names and labels are put on the picture: copied from the atlas, or written as text. */
interface Hand {
  begin?(names: readonly RegionName[], nameInk: Ink, plain: readonly Label[], inkOf: (row: number) => Ink): void;
  names(names: readonly RegionName[], ink: Ink): void;
  labels(plain: readonly Label[], inkOf: (row: number) => Ink): void;
}

/** Zooming in so many times by two, one leaves the ground's tints behind: near, there is nothing to see of continents. */
const SHADED_OCTAVES = 4;
/** How many of the found tokens are named on the map at once. */
const MOST_FOUND_NOTES = 150;

export function createScene(
  data: MapData,
  camera: Camera,
  points: PointRenderer,
  labels: Labels,
  picking: Picking,
  canvases: { readonly points: HTMLCanvasElement; readonly overlay: HTMLCanvasElement },
  /** What no panel covers. */
  room: () => Box,
  /** What a picture that leaves the page says of itself. */
  imprint: () => Imprint,
): Scene {
  const context = canvases.overlay.getContext("2d") as CanvasRenderingContext2D;
  const measure = measureIn(
    document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D,
    `600 ${NOTE_FONT}px ${FONTS}`,
  );
  let ratio = 1;
  let shown: readonly Label[] = [];
  let regions: readonly RegionName[] = [];
  let frameMs = 0;
  let moving = false;
  /** How the points on the canvas were drawn; null: they are not there. */
  let drawn: Frame | null = null;

  const frameOf = (theme: Theme, atRatio: number): Frame => {
    const { view, width, height } = camera;
    const zoom = view.scale / camera.home.scale;
    const shade = Math.min(1, Math.max(0, 1.3 - Math.log2(Math.max(zoom, 1)) / SHADED_OCTAVES));
    return { view, width, height, ratio: atRatio, theme, shade, moving, ...pointSize(data.n, width, height, zoom) };
  };

  /** What lies over the points, the names of regions beneath everything that is exact. */
  const drawOver = (pen: Pen, state: State, theme: Theme, hand: Hand): void => {
    const notes = placeNotes(notesOf(state, data, labels), data, camera, room(), measure);
    const named = new Set(notes.filter(({ badgeOnly }) => !badgeOnly).map(({ row }) => row));
    const plain = labels
      .visible(camera)
      .filter((label) => !named.has(label.row) && notes.every((note) => apart(label, note)));
    regions = labels.regions(camera).filter((name) => notes.every((note) => apart(name, note)));
    const [ink, faint, pale] = [theme.ink, theme.faint, theme.region].map((color) => ({ color, halo: theme.halo }));
    const isKept = keeper(state);
    const inkOf = (row: number): Ink => (isKept(row) ? ink : faint);
    hand.begin?.(regions, pale, plain, inkOf);
    hand.names(regions, pale);
    const center = state.selected >= 0 ? state.selected : state.hover;
    if (center >= 0) drawLinks(pen, data, camera, picking, center, theme);
    hand.labels(plain, inkOf);
    const colors = { ink: theme.ink, ground: theme.accentHalo, accent: theme.accent, onAccent: css(theme.land[0]) };
    drawNotes(pen, notes, colors, FONTS);
    shown = [...plain, ...notes];
  };

  const drawImprint = (pen: Pen, theme: Theme): void => {
    const { caption, key } = imprint();
    drawCaption(pen, caption, camera.height, theme);
    if (key) drawKey(pen, key, camera.height, theme);
  };

  const writing = (pen: Pen): Hand => ({
    names: (names, ink) => writeNames(pen, names, ink),
    labels: (plain, inkOf) => labels.write(pen, plain, inkOf),
  });

  /** Draw the points when anything about them differs: pointing at a token does not touch them. */
  const drawPoints = (frame: Frame): void => {
    if (drawn && sameFrame(drawn, frame)) return;
    points.draw(frame);
    drawn = frame;
  };

  const resizeTo = (canvas: HTMLCanvasElement, width: number, height: number, atRatio: number): void => {
    canvas.width = Math.round(width * atRatio);
    canvas.height = Math.round(height * atRatio);
  };

  return {
    get shown() {
      return shown;
    },
    get regions() {
      return regions;
    },
    get frameMs() {
      return frameMs;
    },
    draw(state, theme) {
      const began = performance.now();
      drawPoints(frameOf(theme, ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, camera.width, camera.height);
      let complete = true;
      drawOver(context, state, theme, {
        begin: (...all) => (complete = labels.prepare(...all, ratio)),
        names: (names, ink) => labels.drawNames(context, names, ink),
        labels: (plain, inkOf) => labels.draw(context, plain, inkOf),
      });
      frameMs = performance.now() - began;
      return complete;
    },
    resize(width, height, newRatio) {
      ratio = newRatio;
      drawn = null; // a canvas that is given a size is emptied
      for (const canvas of [canvases.points, canvases.overlay]) resizeTo(canvas, width, height, ratio);
    },
    write(pen, state, theme) {
      drawOver(pen, state, theme, writing(pen));
      drawImprint(pen, theme);
    },
    setStyles(styles) {
      points.setStyles(styles);
      drawn = null;
    },
    spoil() {
      drawn = null;
    },
    frame: (theme) => frameOf(theme, ratio),
    snapshot(state, theme, atRatio) {
      const picture = document.createElement("canvas");
      const pen = picture.getContext("2d") as CanvasRenderingContext2D;
      resizeTo(picture, camera.width, camera.height, atRatio);
      resizeTo(canvases.points, camera.width, camera.height, atRatio);
      points.draw(frameOf(theme, atRatio));
      pen.drawImage(canvases.points, 0, 0);
      resizeTo(canvases.points, camera.width, camera.height, ratio);
      points.draw(frameOf(theme, ratio));
      pen.scale(atRatio, atRatio);
      drawOver(pen, state, theme, writing(pen));
      drawImprint(pen, theme);
      return picture;
    },
    moving(is) {
      moving = is;
    },
  };
}

function sameFrame(one: Frame, other: Frame): boolean {
  const { view, ...rest } = one;
  const same = (key: keyof typeof rest): boolean => one[key] === other[key];
  return (
    view.x === other.view.x &&
    view.y === other.view.y &&
    view.scale === other.view.scale &&
    (Object.keys(rest) as (keyof typeof rest)[]).every(same)
  );
}

/** What is to be named whatever the zoom, most wanted first. */
function notesOf(state: State, data: MapData, labels: Labels): Note[] {
  const notes: Note[] = [];
  const named = new Set<number>();
  const add = (note: Note): void => {
    if (note.row < 0 || named.has(note.row)) return;
    named.add(note.row);
    notes.push(note);
  };
  const text = (row: number): string => (hasTwin(data, row) ? short(data.raw[row]) : labels.texts[row]);
  if (state.selected >= 0) {
    add({ row: state.selected, text: text(state.selected), main: true });
    const near = neighborsOf(data, state.selected);
    for (const { row, rank } of near) add({ row, text: text(row), badge: rank });
  }
  if (state.hover >= 0) add({ row: state.hover, text: text(state.hover), main: true });
  for (const row of state.matches?.subarray(0, MOST_FOUND_NOTES) ?? []) add({ row, text: text(row) });
  return notes;
}
