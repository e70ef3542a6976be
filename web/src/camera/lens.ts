// What is drawn over the points may be larger than at first: as if it were a smaller screen, under a glass.

import type { Camera } from "./camera.ts";

/** What drawing over the map asks of the camera. */
export type Lens = Pick<Camera, "height" | "toScreen" | "toWorld" | "view" | "width">;

/**
 * The screen in units of `by` pixels. Labels that do not overlap at a scale do not so either where both they and the
 * scale are `by` times as large, so that none has to be measured or placed again.
 */
export function under(camera: Lens, by: number): Lens {
  if (by === 1) return camera;
  const { view, width, height } = camera;
  return {
    view: { ...view, scale: view.scale / by },
    width: width / by,
    height: height / by,
    toScreen(x, y) {
      const [left, top] = camera.toScreen(x, y);
      return [left / by, top / by];
    },
    toWorld: (px, py) => camera.toWorld(px * by, py * by),
  };
}

interface Spread {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A box in those units, in pixels. */
export function enlarged<Box extends Spread>(box: Box, by: number): Box {
  if (by === 1) return box;
  const { left, top, width, height } = box;
  return { ...box, left: left * by, top: top * by, width: width * by, height: height * by };
}
