// How the map follows the size of its element.

import type { Edges } from "../camera/camera.ts";
import { FEW_TOKENS } from "../rules.ts";
import { onPixelRatio } from "./pixel-ratio.ts";

/** Panels are laid out for a phone below this width, in pixels. */
const NARROW = 660;
/** Below this one the line beneath the map stands above the buttons, not beside them. */
const SPACIOUS = 1100;

/** What covers a map without panels: the line beneath it. */
const NOTHING: Edges = { left: 0, right: 0, top: 0, bottom: 24 };

/** From this width on the search, wider than the legend below it, stands beside the map at home. */
const WIDE = 960;

type Resize = (width: number, height: number, ratio: number, covered: Edges) => void;

/**
 * Call `resize` whenever the size of `root`, in CSS pixels, or the device pixels in each of them have changed; `n`: how
 * many tokens there are to show; `bare`: no panel stands at its edges.
 */
export function fitTo(root: HTMLElement, n: number, bare: boolean, resize: Resize): { now(): void; stop(): void } {
  let size: { readonly width: number; readonly height: number; readonly ratio: number } | null = null;
  const layOut = (): void => {
    const width = root.clientWidth;
    root.classList.toggle("narrow", width < NARROW);
    root.classList.toggle("tight", width >= NARROW && width < SPACIOUS);
  };
  const now = (): void => {
    const [width, height, ratio] = [root.clientWidth, root.clientHeight, window.devicePixelRatio || 1];
    const hidden = width < 1 || height < 1;
    if (hidden) return void (size = null);
    if (size && size.width === width && size.height === height && size.ratio === ratio) return;
    size = { width, height, ratio };
    layOut();
    resize(width, height, ratio, bare ? NOTHING : coveredAt(width, n <= FEW_TOKENS));
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
 * tokens has no spare ones beneath them.
 */
function coveredAt(width: number, few: boolean): Edges {
  if (width < NARROW) return { left: 0, right: 0, top: 48, bottom: 104 };
  return { left: width < WIDE ? 304 : 256, right: 0, top: 0, bottom: few ? 136 : width < SPACIOUS ? 64 : 0 };
}
