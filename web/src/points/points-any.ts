// WebGL2 while it works; Canvas 2D where it is not there or carried out by software, cannot draw, or goes away and does not come back.

import type { MapData } from "../data/data.ts";
import type { Density } from "./density.ts";
import type { PointRenderer } from "./points.ts";
import { createCanvasPoints } from "./points-canvas.ts";
import { createWebglPoints } from "./points-webgl.ts";

/** Browsers that give a lost context back do so sooner than this. */
const PATIENCE_MS = 3000;

/** `holder.points` is the canvas on the page; another takes its place when the renderer changes. */
export function createPoints(
  holder: { points: HTMLCanvasElement },
  data: MapData,
  prefer: "auto" | "canvas",
  redraw: () => void,
): PointRenderer {
  let styles: Uint8Array | null = null;
  let density: Density | null = null;
  let waiting = 0;

  /** A canvas that has had one kind of context never gets the other. */
  const renew = (): void => {
    const fresh = holder.points.cloneNode() as HTMLCanvasElement; // with its size
    holder.points.replaceWith(fresh);
    holder.points = fresh;
  };
  const fallBack = (): void => {
    clearTimeout(waiting);
    renderer.destroy();
    renew();
    renderer = createCanvasPoints(holder.points, data);
    if (density) renderer.setDensity(density);
    if (styles) renderer.setStyles(styles);
    redraw();
  };
  const wait = (): void => {
    // nothing is given back to a page that is not seen
    waiting = window.setTimeout(() => (document.hidden ? wait() : fallBack()), PATIENCE_MS);
  };
  const start = (): PointRenderer => {
    if (prefer === "auto") {
      const restored = (): void => {
        clearTimeout(waiting);
        redraw();
      };
      const webgl = createWebglPoints(holder.points, data, { lost: wait, restored, failed: fallBack });
      if (webgl) return webgl;
      renew();
    }
    return createCanvasPoints(holder.points, data);
  };
  let renderer = start();
  return {
    get kind() {
      return renderer.kind;
    },
    setStyles(next) {
      styles = next;
      renderer.setStyles(next);
    },
    setDensity(next) {
      density = next;
      renderer.setDensity(next);
    },
    setPlaces: () => renderer.setPlaces(),
    draw: (frame) => renderer.draw(frame),
    destroy() {
      clearTimeout(waiting);
      renderer.destroy();
    },
  };
}
