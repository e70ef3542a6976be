// The land as curves, round however near one is: the lines of equal density, rings of quadratic splines in the world.

import { contours } from "d3-contour";
import { CONTOURS, type Density } from "./density.ts";

type Point = readonly [number, number];

/** What a ring is drawn with: Canvas 2D, Path2D, and whatever writes the same down. */
export interface Tracer {
  moveTo(x: number, y: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
  closePath(): void;
}

/** A closed line: its corners, which the curve rounds off. */
export type Ring = readonly Point[];

/** The rings of each of CONTOURS, the coast first; holes run the other way around. */
export function groundOf(density: Density): Ring[][] {
  return ringsOf(density, CONTOURS);
}

/** The rings around where a density is at least each of these; holes run the other way around. */
export function ringsOf({ columns, rows, values, cell, left, top }: Density, least: readonly number[]): Ring[][] {
  const levels = contours()
    .size([columns, rows])
    .smooth(true)
    .thresholds([...least])(values as unknown as number[]); // it only reads them, and a copy takes time
  const world = ([column, row]: number[]): Point => [left + column * cell, top + row * cell];
  // the last corner of a ring is its first once more
  return levels.map(({ coordinates }) => coordinates.flat().map((ring) => ring.slice(0, -1).map(world)));
}

/** Draw a ring from the middle of each side to that of the next, which is the quadratic B-spline of its corners. */
export function trace(ring: Ring, to: Tracer): void {
  const middle = ([x0, y0]: Point, [x1, y1]: Point): Point => [(x0 + x1) / 2, (y0 + y1) / 2];
  const last = ring[ring.length - 1];
  to.moveTo(...middle(last, ring[0]));
  ring.forEach((corner, i) => to.quadraticCurveTo(...corner, ...middle(corner, ring[(i + 1) % ring.length])));
  to.closePath();
}
