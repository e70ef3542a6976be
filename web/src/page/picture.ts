// The picture of the map: where one looks, points, labels, and the frames in which they are drawn.

import { type Camera, createCamera, type Edges } from "../camera/camera.ts";
import { type Box, roomIn } from "../camera/room.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { createLabels, type Labels } from "../labels/labels.ts";
import type { Translate } from "../locales/i18n.ts";
import { forgetCrowds } from "../points/crowds.ts";
import { densityOf } from "../points/density.ts";
import { createPicking, type Picking } from "../points/picking.ts";
import type { PointRenderer } from "../points/points.ts";
import { createPoints } from "../points/points-any.ts";
import { createStyles } from "../points/styles.ts";
import { captionOf } from "../save/caption.ts";
import { drawSvg } from "../save/drawing.ts";
import { keyOf } from "../save/picture-key.ts";
import { createScene, type Imprint, type Scene } from "../scene/scene.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import type { Pen } from "../text/pen.ts";
import type { Dress } from "./dress.ts";
import { createFrames, type Frames } from "./frames.ts";
import type { Listeners } from "./listeners.ts";
import type { Shell } from "./shell.ts";

export interface Picture {
  readonly camera: Camera;
  readonly picking: Picking;
  readonly points: Pick<PointRenderer, "kind">;
  readonly labels: Labels;
  readonly scene: Scene;
  readonly frames: Frames;
  /** What no panel covers now. */
  room(): Box;
  resize(width: number, height: number, ratio: number, covered: Edges): void;
  /** The colors or the parts of points have changed: they are seen with the next frame, however much changes until then. */
  restyle(): void;
  /** Tokens lie elsewhere, and will stay there. */
  arrive(): void;
  /** The picture on the screen, with this many pixels per CSS pixel. */
  snapshot(ratio: number): HTMLCanvasElement;
  /** The same as an SVG file's text; in these colors, if not in those of now. */
  drawing(theme?: Theme): string;
}

interface Needs {
  readonly shell: Shell;
  readonly data: MapData;
  readonly store: Store<State>;
  readonly dress: Dress;
  readonly renderer?: "auto" | "canvas" | undefined;
  /** Told after the camera has moved. */
  readonly moved: Listeners;
  takes(event: MouseEvent): boolean;
}

/** The map rests when it has not moved for so long. */
const REST_MS = 120;

/** Build it; how to take each part away again is added to `undo` as soon as it stands. */
export function createPicture(needs: Needs, undo: (() => void)[]): Picture {
  const { shell, data, store, dress, renderer = "auto", moved, takes } = needs;
  const { canvases, root, surface } = shell;
  let free: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  /** While the map is hidden, what was free before. */
  const room = (): Box => (root.clientWidth < 1 ? free : (free = roomIn(root)));
  const pointStyles = createStyles(data);
  let stale = true;
  const styleNow = (): void => {
    if (!stale) return;
    stale = false;
    scene.setStyles(pointStyles.of(store.state, dress.theme));
  };
  const frames = createFrames(() => {
    styleNow();
    return scene.draw(store.state, dress.theme) && store.state.pattern !== "running";
  });
  const restyle = (): void => {
    stale = true;
    frames.soon();
  };
  const movement = createMovement((is) => {
    scene.moving(is);
    frames.soon();
  }, moved.tell);
  const camera = createCamera(surface, data, movement.go, takes);
  undo.push(() => {
    frames.stop();
    movement.stop();
    camera.destroy();
  });
  const picking = createPicking(data);
  const points = createPoints(canvases, data, renderer, () => {
    scene.spoil();
    frames.soon();
  });
  undo.push(() => points.destroy());
  const land = createLand(data, points, picking);
  const labels = createLabels(data, frames.soon);
  undo.push(() => labels.destroy());
  const imprint = (theme: Theme): Imprint => imprintOf(data, store.state, theme, dress.t);
  const scene = createScene(data, camera, points, labels, picking, canvases, () => free, imprint);
  return {
    camera,
    picking,
    points,
    labels,
    scene,
    frames,
    room,
    resize(width, height, ratio, covered) {
      scene.resize(width, height, ratio);
      room();
      camera.resize(width, height, covered);
      frames.now(); // at once: resizing has emptied the canvases
    },
    restyle,
    arrive: land.arrive,
    snapshot(ratio) {
      styleNow();
      return scene.snapshot(store.state, dress.theme, ratio);
    },
    drawing(theme = dress.theme) {
      const { state } = store;
      const write = (pen: Pen): void => scene.write(pen, state, theme);
      const styles = pointStyles.of(state, theme);
      const drawn = drawSvg({ data, camera, density: land.density, frame: scene.frame(theme), styles, write });
      if (theme !== dress.theme) restyle(); // the points on the screen have their colors from the same place
      return drawn;
    },
  };
}

/** How crowded each place is; `arrive`: tokens lie elsewhere now, and what was made of their places is made anew. */
function createLand(data: MapData, points: PointRenderer, picking: Picking) {
  let density = densityOf(data);
  points.setDensity(density);
  return {
    get density() {
      return density;
    },
    arrive(): void {
      density = densityOf(data);
      points.setDensity(density);
      forgetCrowds();
      picking.renew();
    },
  };
}

/** What a picture of the map says of itself now. */
function imprintOf(data: MapData, state: State, theme: Theme, t: Translate): Imprint {
  return { caption: captionOf(data, t), key: keyOf(data, state, theme, t) };
}

/** Tells of every movement, and once of the rest after it; `moved` hears of the movements alone. */
function createMovement(tell: (moving: boolean) => void, moved: () => void): { go(): void; stop(): void } {
  let resting = 0;
  return {
    go() {
      clearTimeout(resting);
      resting = window.setTimeout(() => tell(false), REST_MS);
      tell(true);
      moved();
    },
    stop: () => clearTimeout(resting),
  };
}
