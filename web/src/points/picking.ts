// Which point is under the pointer: the label it is on, or the nearest point within reach.

import KDBush from "kdbush";
import type { Camera } from "../camera/camera.ts";
import type { MapData } from "../data/data.ts";

/** A text on the screen that stands for a row, in CSS pixels. */
export interface Target {
  readonly row: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Picking {
  /** Row at these screen coordinates, or -1. */
  at(camera: Camera, px: number, py: number, labels: readonly Target[], reach: number): number;
  /** The rows nearest to a row on the map, nearest first. */
  nearestOnMap(row: number, count: number): readonly number[];
  /** Take what `indexOf` made elsewhere. */
  adopt(index: ArrayBuffer): void;
  /** Tokens lie elsewhere: what was made of their places is no more. */
  renew(): void;
  /** Rows within world bounds. */
  within(left: number, top: number, right: number, bottom: number): number[];
}

/** Where all points lie: a KDBush as it is kept and sent. */
export function indexOf({ n, x, y }: Pick<MapData, "n" | "x" | "y">): ArrayBuffer {
  const index = new KDBush(n, 64, Float32Array);
  for (let i = 0; i < n; i++) index.add(x[i], y[i]);
  return index.finish().data as ArrayBuffer;
}

export function createPicking(data: MapData): Picking {
  let built: KDBush | null = null;
  // it comes with the labels, from beside the page; who asks before has it built
  const index = (): KDBush => (built ??= KDBush.from(indexOf(data)));
  const squared = (i: number, x: number, y: number): number => (data.x[i] - x) ** 2 + (data.y[i] - y) ** 2;
  let nearest: { row: number; count: number; rows: readonly number[] } = { row: -1, count: 0, rows: [] };
  const findNearest = (row: number, count: number): number[] => {
    const [x, y] = [data.x[row], data.y[row]];
    // from one step of the grid on: where tokens crowd, a radius that fits the mean would hold thousands
    let radius = 1;
    let near: number[] = [];
    const wanted = Math.min(count, data.n - 1);
    while ((near = index().within(x, y, radius)).length <= wanted) radius *= 2;
    return near
      .filter((other) => other !== row)
      .sort((a, b) => squared(a, x, y) - squared(b, x, y) || a - b)
      .slice(0, count);
  };
  return {
    at(camera, px, py, labels, reach) {
      const on = labels.find(
        (label) =>
          px >= label.left && px <= label.left + label.width && py >= label.top && py <= label.top + label.height,
      );
      if (on) return on.row;
      const [x, y] = camera.toWorld(px, py);
      let best = -1;
      let least = (reach / camera.view.scale) ** 2;
      for (const row of index().within(x, y, reach / camera.view.scale)) {
        const distance = squared(row, x, y);
        if (distance <= least) [best, least] = [row, distance];
      }
      return best;
    },
    nearestOnMap(row, count) {
      // every frame asks for those of the same row
      if (nearest.row !== row || nearest.count !== count) nearest = { row, count, rows: findNearest(row, count) };
      return nearest.rows;
    },
    adopt(bytes) {
      built ??= KDBush.from(bytes);
    },
    renew() {
      built = null;
      nearest = { ...nearest, row: -1 };
    },
    within: (left, top, right, bottom) => index().range(left, top, right, bottom),
  };
}
