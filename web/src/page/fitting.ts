// How the map follows the size of its element.

import { COARSE } from "../browser/dom.ts";
import type { Edges } from "../camera/camera.ts";
import { FEW_TOKENS } from "../rules.ts";
import { onPixelRatio } from "./pixel-ratio.ts";

/** Panels are laid out for a phone below this width, in pixels. */
const NARROW = 660;
/** Below this one the line beneath the map stands above the buttons, not beside them. */
const SPACIOUS = 1310;
/** Below this one the buttons reach beneath the column at the left, which ends above them; where fingers point, sooner. */
const ABREAST = { fine: 890, coarse: 1000 };

/** What covers a map without panels: the line beneath it. */
export const NOTHING: Edges = { left: 0, right: 0, top: 0, bottom: 24 };

/** What covers one with the search and the line alone. */
export const SEARCH: Edges = { left: 0, right: 0, top: 56, bottom: 32 };

/** From this width on the search, wider than the legend below it, stands beside the map at home. */
const WIDE = 960;

type Resize = (width: number, height: number, ratio: number, covered: Edges) => void;

/**
 * Call `resize` whenever the size of `root`, in CSS pixels, or the device pixels in each of them have changed; `n`: how
 * many tokens there are to show; `bare`: what covers the edges where panels do not; null: panels do.
 */
export function fitTo(
  root: HTMLElement,
  n: number,
  bare: () => Edges | null,
  resize: Resize,
): { now(): void; stop(): void } {
  let size: { width: number; height: number; ratio: number; few: Edges | null } | null = null;
  const coarse = matchMedia(COARSE).matches;
  const layOut = (): void => {
    const width = root.clientWidth;
    root.classList.toggle("narrow", width < NARROW);
    root.classList.toggle("tight", width >= NARROW && width < SPACIOUS);
    root.classList.toggle("stacked", width >= NARROW && width < ABREAST[coarse ? "coarse" : "fine"]);
  };
  const now = (): void => {
    const [width, height, ratio] = [root.clientWidth, root.clientHeight, window.devicePixelRatio || 1];
    const hidden = width < 1 || height < 1;
    if (hidden) return void (size = null);
    const few = bare();
    const { width: before, height: beforeHeight, ratio: beforeRatio, few: wereFew } = size ?? {};
    if (width === before && height === beforeHeight && ratio === beforeRatio && few === wereFew) return;
    size = { width, height, ratio, few };
    layOut();
    resize(width, height, ratio, few ?? coveredAt(width, n <= FEW_TOKENS, coarse));
  };
  layOut();
  const observer = new ResizeObserver(now);
  observer.observe(root);
  const forget = onPixelRatio(now);
  return {
    now,
    stop() {
      forget();
      observer.disconnect();
    },
  };
}

/**
 * What the panels cover at the edges of a map so wide, in pixels: see `.left` and `.controls` of page.css. A map of few
 * tokens has no spare ones beneath them; where fingers point, buttons stand in two rows.
 */
function coveredAt(width: number, few: boolean, coarse: boolean): Edges {
  if (width < NARROW) return { left: 0, right: 0, top: 48, bottom: coarse ? 152 : 104 };
  return { left: width < WIDE ? 304 : 256, right: 0, top: 0, bottom: few ? 136 : width < SPACIOUS ? 64 : 0 };
}
