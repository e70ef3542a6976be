// Tokens that read alike: `ball` and `##ball` both read "ball", and only their raw forms tell them apart.

import type { MapData } from "./data.ts";

type Texts = Pick<MapData, "readable">;

const known = new WeakMap<Texts, Set<string>>();

/** Whether another token reads the same. */
export function hasTwin(data: Texts, row: number): boolean {
  let doubled = known.get(data);
  if (!doubled) {
    const seen = new Set<string>();
    doubled = new Set(data.readable.filter((text) => seen.size === seen.add(text).size));
    known.set(data, doubled);
  }
  return doubled.has(data.readable[row]);
}
