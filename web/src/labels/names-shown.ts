// Placed names of regions in, those that are on the screen out: one whose region reaches into the screen moves inside it.

import type { Lens } from "../camera/lens.ts";
import { apart, type Label } from "./label-index.ts";
import { type PlacedRegion, regionOpacity } from "./region-layout.ts";
import { LIFT } from "./typography.ts";

/** A region's name on the screen, in CSS pixels. */
export interface RegionName extends Omit<Label, "row"> {
  readonly region: PlacedRegion;
}

/** Where a box of this length begins, if it is to lie within the screen. */
const inside = (start: number, length: number, room: number): number => Math.max(0, Math.min(start, room - length));

/** What is seen of a region that lies beyond the edge, in parts of its span from its middle. */
const SEEN_SPAN = 2;
/** No name moves in from so many pixels beyond the edge. */
const FARTHEST = 200;
/** And none to where another name is nearer than so many pixels. */
const ROOM = 20;

/** The names on the screen: those that lie there, then those that the edge would cut, then those of land beyond it. */
export function namesShown(
  regions: readonly PlacedRegion[],
  camera: Pick<Lens, "view" | "width" | "height" | "toScreen">,
): RegionName[] {
  const shown: RegionName[] = [];
  const cut: RegionName[] = [];
  const beyond: { name: RegionName; away: number }[] = [];
  for (const region of regions) {
    const opacity = regionOpacity(region, camera.view.scale);
    if (opacity <= 0) continue;
    const [x, y] = camera.toScreen(region.x, region.y);
    const [width, height] = [2 * region.halfWidth, 2 * region.halfHeight];
    const [left, top] = [x - width / 2, y - LIFT - height / 2];
    // of a name that the edge would cut, what is seen is no word: it moves inside, as far as there is room for it
    const all = {
      region,
      left: inside(left, width, camera.width),
      top: inside(top, height, camera.height),
      width,
      height,
      opacity,
    };
    if (left > camera.width || left + width < 0 || top > camera.height || top + height < 0) {
      const away = Math.max(-x, x - camera.width, -y, y - camera.height);
      if (away < Math.min(FARTHEST, SEEN_SPAN * region.span * camera.view.scale)) beyond.push({ name: all, away });
    } else (all.left === left && all.top === top ? shown : cut).push(all);
  }
  for (const name of cut) if (shown.every((other) => apart(name, other))) shown.push(name);
  beyond.sort((a, b) => a.away - b.away);
  for (const { name } of beyond) if (shown.every((other) => apart(name, other, ROOM))) shown.push(name);
  return shown;
}
