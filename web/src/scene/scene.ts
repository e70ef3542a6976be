// Draws a frame: ground and points on one canvas, lines, labels and notes on another; only when something changed.

import type { Camera } from "../camera/camera.ts";
import type { Box } from "../camera/room.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { type Labels, writeNames } from "../labels/labels.ts";
import type { Picking } from "../points/picking.ts";
import { type Frame, type PointRenderer, pointSize } from "../points/points.ts";
import { drawCaption } from "../save/caption.ts";
import { drawKey, type PictureKey } from "../save/picture-key.ts";
import { enlargement, type State } from "../state/state.ts";
import { clamp } from "../text/numbers.ts";
import type { Pen } from "../text/pen.ts";
import { createOverlay, type Hand, type Overlay } from "./overlay.ts";

export interface Scene {
  /** What lay over the points in the last frame. */
  readonly over: Pick<Overlay, "shown" | "regions" | "numbers">;
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
  /** Tokens lie elsewhere; `much`: how much of labels and of the names of places is seen, 0 to 1. */
  drift(much: number): void;
}

/** What a picture is of, and what its colors mean. */
export interface Imprint {
  readonly caption: string;
  readonly key: PictureKey | null;
}

/** Zooming in so many times by two, one leaves the ground's tints behind: near, there is nothing to see of continents. */
const SHADED_OCTAVES = 4;

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
  imprint: (theme: Theme) => Imprint,
): Scene {
  const context = canvases.overlay.getContext("2d") as CanvasRenderingContext2D;
  const overlay = createOverlay(data, camera, labels, picking, room);
  let ratio = 1;
  let frameMs = 0;
  let moving = false;
  let seen = 1;
  /** How the points on the canvas were drawn; null: they are not there. */
  let drawn: Frame | null = null;

  const frameAt = (theme: Theme, atRatio: number): Frame => frameOf(camera, data.n, { theme, ratio: atRatio, moving });
  /** Draw the points when anything about them differs: pointing at a token does not touch them. */
  const drawPoints = (frame: Frame): void => {
    if (drawn && sameFrame(drawn, frame)) return;
    points.draw(frame);
    drawn = frame;
  };

  return {
    over: overlay,
    get frameMs() {
      return frameMs;
    },
    draw(state, theme) {
      const began = performance.now();
      drawPoints(frameAt(theme, ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, camera.width, camera.height);
      let complete = true;
      const begin: Hand["begin"] = (...all) => (complete = labels.prepare(...all, ratio * enlargement(state)));
      overlay.draw(context, state, theme, { begin, ...copying(context, labels) }, seen);
      frameMs = performance.now() - began;
      return complete;
    },
    resize(width, height, newRatio) {
      ratio = newRatio;
      drawn = null; // a canvas that is given a size is emptied
      for (const canvas of [canvases.points, canvases.overlay]) resizeTo(canvas, width, height, ratio);
    },
    write(pen, state, theme) {
      overlay.draw(pen, state, theme, writing(pen, labels), seen);
      drawImprint(pen, imprint(theme), camera.height, theme);
    },
    setStyles(styles) {
      points.setStyles(styles);
      drawn = null;
    },
    spoil: () => void (drawn = null),
    frame: (theme) => frameAt(theme, ratio),
    snapshot(state, theme, atRatio) {
      const picture = document.createElement("canvas");
      const pen = picture.getContext("2d") as CanvasRenderingContext2D;
      resizeTo(picture, camera.width, camera.height, atRatio);
      resizeTo(canvases.points, camera.width, camera.height, atRatio);
      points.draw(frameAt(theme, atRatio));
      pen.drawImage(canvases.points, 0, 0);
      resizeTo(canvases.points, camera.width, camera.height, ratio);
      points.draw(frameAt(theme, ratio));
      pen.scale(atRatio, atRatio);
      overlay.draw(pen, state, theme, writing(pen, labels), seen);
      drawImprint(pen, imprint(theme), camera.height, theme);
      return picture;
    },
    moving(is) {
      moving = is;
    },
    drift(much) {
      points.setPlaces();
      [drawn, seen, moving] = [null, much, much < 1];
    },
  };
}

/** How the points are drawn now, of n. */
function frameOf(camera: Camera, n: number, now: Pick<Frame, "theme" | "ratio" | "moving">): Frame {
  const { view, width, height } = camera;
  const zoom = view.scale / camera.home.scale;
  const shade = clamp(1.3 - Math.log2(Math.max(zoom, 1)) / SHADED_OCTAVES);
  return { view, width, height, ...now, shade, ...pointSize(n, width, height, zoom) };
}

function resizeTo(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
}

function drawImprint(pen: Pen, { caption, key }: Imprint, height: number, theme: Theme): void {
  drawCaption(pen, caption, height, theme);
  if (key) drawKey(pen, key, height, theme);
}

/** Names and labels copied from the atlas. */
function copying(context: CanvasRenderingContext2D, labels: Labels): Hand {
  return {
    names: (names, inkOf) => labels.drawNames(context, names, inkOf),
    labels: (plain, inkOf) => labels.draw(context, plain, inkOf),
  };
}

/** Names and labels as text. */
function writing(pen: Pen, labels: Labels): Hand {
  return {
    names: (names, inkOf) => writeNames(pen, names, inkOf),
    labels: (plain, inkOf) => labels.write(pen, plain, inkOf),
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
