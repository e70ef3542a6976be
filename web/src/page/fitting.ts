// How the map follows the size of its element.

import { COARSE } from "../browser/dom.ts";
import type { Edges } from "../camera/camera.ts";
import { FEW_TOKENS } from "../rules.ts";
import { stackDocks } from "./docks.ts";
import { onPixelRatio } from "./pixel-ratio.ts";

/** Panels are laid out for a phone below this width, in pixels. */
const NARROW = 660;
/** And below this height: a phone that is held across, or a low frame of a notebook. */
const SHORT = 440;
/** Below this width the line beneath the map stands above the buttons, not beside them. */
const SPACIOUS = 1310;
/** Below this one the buttons reach beneath the column at the left, which ends above them; where fingers point, sooner. */
const ABREAST = { fine: 890, coarse: 1000 };

/** What covers a map without panels: the line beneath it. */
export const NOTHING: Edges = { left: 0, right: 0, top: 0, bottom: 24 };

/** What covers one with the search and the line alone. */
export const SEARCH: Edges = { left: 0, right: 0, top: 56, bottom: 32 };

/** From this width on the search, wider than the legend below it, stands beside the map at home. */
const WIDE = 960;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly few: Edges | null;
  readonly docked: number;
  /** How high the line is that says what a phone's map is of. */
  readonly line: number;
}

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
  let size: Size | null = null;
  const coarse = matchMedia(COARSE).matches;
  const layOut = (): void => {
    const width = root.clientWidth;
    const narrow = width < NARROW;
    const short = !narrow && root.clientHeight < SHORT;
    root.classList.toggle("narrow", narrow);
    root.classList.toggle("short", short);
    root.classList.toggle("phone", narrow || short);
    root.classList.toggle("compact", short || (narrow && coarse));
    root.classList.toggle("tight", !narrow && !short && width < SPACIOUS);
    root.classList.toggle("stacked", !narrow && !short && width < ABREAST[coarse ? "coarse" : "fine"]);
  };
  const now = (): void => {
    const [width, height, ratio] = [root.clientWidth, root.clientHeight, window.devicePixelRatio || 1];
    const hidden = width < 1 || height < 1;
    if (hidden) return void (size = null);
    layOut();
    const few = bare();
    const { docked, line } = stackDocks(root);
    const isPhone = root.classList.contains("phone");
    const next = { width, height, ratio, few, docked, line: isPhone ? line : 0 };
    if (size && Object.entries(size).every(([key, value]) => next[key as keyof typeof next] === value)) return;
    size = next;
    const covered = !few
      ? coveredAt(width, height, n <= FEW_TOKENS, coarse, docked, line)
      : isPhone
        ? above(few, docked)
        : { ...few, bottom: Math.max(few.bottom, docked) };
    resize(width, height, ratio, covered);
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

const above = (edges: Edges, docked: number): Edges => ({ ...edges, bottom: edges.bottom + docked });

/**
 * What the panels cover at the edges of a map of this size, in pixels: see `.left` and `.controls` of page.css. A map of
 * few tokens has no spare ones beneath them; what is docked at a phone's lower edge is as high as it is, as is its `line`,
 * and so is what a tour says.
 */
function coveredAt(width: number, height: number, few: boolean, coarse: boolean, docked: number, line: number): Edges {
  if (width < NARROW) return above({ left: 0, right: 0, top: 62 + line, bottom: coarse ? 120 : 104 }, docked);
  if (height < SHORT) return { left: 304, right: 0, top: 10 + line, bottom: Math.max(64, docked) };
  return {
    left: width < WIDE ? 304 : 256,
    right: 0,
    top: 0,
    bottom: Math.max(docked, few ? 136 : width < SPACIOUS ? 64 : 0),
  };
}
