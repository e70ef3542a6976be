// Which point is under the pointer: the label it is on, or the nearest point within reach.

import KDBush from "kdbush";
import type { Camera } from "./camera.ts";
import type { MapData } from "./data.ts";
import type { Label } from "./label-index.ts";

export interface Picking {
  /** Row at these screen coordinates, or -1. */
  at(camera: Camera, px: number, py: number, labels: readonly Label[], reach: number): number;
  /** The rows nearest to a row on the map, nearest first. */
  nearestOnMap(row: number, count: number): readonly number[];
  /** Rows within world bounds. */
  within(left: number, top: number, right: number, bottom: number): number[];
}

export function createPicking(data: MapData): Picking {
  let built: KDBush | null = null;
  // built when first asked for: it is not needed to see the map
  const index = (): KDBush => {
    if (built) return built;
    built = new KDBush(data.n, 64, Float32Array);
    for (let i = 0; i < data.n; i++) built.add(data.x[i], data.y[i]);
    return built.finish();
  };
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
    within: (left, top, right, bottom) => index().range(left, top, right, bottom),
  };
}
