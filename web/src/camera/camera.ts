// Where the reader looks: world to screen and back. d3-zoom turns gestures into its transform.

import { interpolateZoom } from "d3-interpolate";
import { select } from "d3-selection";
import { type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { clamp } from "../text/numbers.ts";

export interface View {
  /** World coordinates of the middle of the screen. */
  readonly x: number;
  readonly y: number;
  /** Pixels per world unit. */
  readonly scale: number;
}

export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Camera {
  readonly view: View;
  /** In CSS pixels; 1 by 1 until there is a size. */
  readonly width: number;
  readonly height: number;
  /** Whether the map has had a size on the screen; it may be hidden again since. */
  readonly sized: boolean;
  /** The view that shows the whole map, beside what covers the screen's edges. */
  readonly home: View;
  /** How far the middle of what the map has at home lies from the middle of the screen, in pixels. */
  readonly aside: readonly [number, number];
  readonly maxScale: number;
  toScreen(x: number, y: number): [number, number];
  toWorld(px: number, py: number): [number, number];
  /** `covered`: pixels along each edge that are no place for the map at home. */
  resize(width: number, height: number, covered?: Edges): void;
  /** Go there at once. Before there is a size, that is at the first one, when `wanted` is asked if it depends on it. */
  look(wanted: View | (() => View)): void;
  /** The same, as a flight, unless the reader prefers no motion. */
  fly(view: View): void;
  zoomBy(factor: number): void;
  panBy(px: number, py: number): void;
  limit(maxScale: number): void;
  destroy(): void;
}

const MARGIN = 0.06;
/** Whether a map on a page that scrolls takes a wheel: when it has the focus, or with Ctrl, which a pinch has, too. */
export function takesWheel(event: MouseEvent, surface: HTMLElement): boolean {
  return event.ctrlKey || event.metaKey || (surface.getRootNode() as ShadowRoot).activeElement === surface;
}

/** Pixels per world unit before the labels say how near one must come to read all: far beyond any of theirs. */
const MOST_SCALE = 1000;
/** The middle of the screen may lie beyond the map by this share of the screen: what is left of the map stays in sight. */
const BEYOND = 0.45;
const [SHORTEST_FLIGHT_MS, FLIGHT_MS] = [250, 900];

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: short methods over one transform, each of which needs the others
export function createCamera(
  surface: HTMLElement,
  world: { readonly width: number; readonly height: number },
  onMove: () => void,
  takes: (event: MouseEvent) => boolean = () => true,
): Camera {
  let width = 1;
  let height = 1;
  let edges: Edges = { left: 0, right: 0, top: 0, bottom: 0 };
  let transform: ZoomTransform = zoomIdentity;
  let flight = 0;
  /** Where the flight that is under way ends. */
  let goal: View | null = null;
  const land = (): void => {
    cancelAnimationFrame(flight);
    goal = null;
  };
  let sized = false;
  let wanted: View | (() => View) | null = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const aside = (): [number, number] => [(edges.left - edges.right) / 2, (edges.top - edges.bottom) / 2];
  const bounded = (wanted: ZoomTransform): ZoomTransform => {
    const kept = (at: number, middle: number, size: number, side: number): number => {
      const beyond = (BEYOND * size) / wanted.k;
      return middle - clamp((middle - at) / wanted.k, -beyond, side + beyond) * wanted.k;
    };
    const [dx, dy] = aside(); // of the middle of what the panels leave
    const x = kept(wanted.x, width / 2 + dx, width, world.width);
    const y = kept(wanted.y, height / 2 + dy, height, world.height);
    return zoomIdentity.translate(x, y).scale(wanted.k);
  };
  const target = select(surface);
  const behavior = zoom<HTMLElement, unknown>()
    .extent(() => [
      [0, 0],
      [width, height],
    ])
    .filter((event: MouseEvent | WheelEvent) =>
      event.type === "wheel" ? takes(event) && !event.shiftKey : !event.ctrlKey && !event.button && !event.shiftKey,
    )
    .clickDistance(4)
    .scaleExtent([0, MOST_SCALE])
    .constrain((wanted) => bounded(wanted))
    .on("start", (event: { sourceEvent: Event | null }) => {
      if (event.sourceEvent) land();
    })
    .on("zoom", (event: { transform: ZoomTransform }) => {
      transform = event.transform;
      onMove();
    });
  target.call(behavior).on("dblclick.zoom", null);

  const home = (): View => {
    const spread = Math.max(world.width, 1);
    const tall = Math.max(world.height, 1);
    const { left, right, top, bottom } = edges;
    const free = [Math.max(width - left - right, 1), Math.max(height - top - bottom, 1)];
    const scale = (1 - 2 * MARGIN) * Math.min(free[0] / spread, free[1] / tall);
    return { x: world.width / 2 + (right - left) / 2 / scale, y: world.height / 2 + (bottom - top) / 2 / scale, scale };
  };
  const current = (): View => {
    const [x, y] = transform.invert([width / 2, height / 2]);
    return { x, y, scale: transform.k };
  };
  /** False, and nothing done, where there is no such place: from there one could not even come back. */
  const look = (view: View): boolean => {
    if (!(view.scale > 0 && view.scale < Infinity)) return false;
    const [least, most] = behavior.scaleExtent();
    const scale = clamp(view.scale, least, most);
    const next = zoomIdentity.translate(width / 2 - view.x * scale, height / 2 - view.y * scale).scale(scale);
    if (!Number.isFinite(next.x) || !Number.isFinite(next.y)) return false;
    behavior.transform(target, bounded(next));
    return true;
  };
  const lookSoon = (view: View | (() => View)): boolean => {
    if (!sized) wanted = view;
    return look(typeof view === "function" ? view() : view);
  };
  const fly = (view: View): void => {
    land();
    if (still.matches || !sized) return void lookSoon(view);
    goal = view;
    const from = current();
    const path = interpolateZoom([from.x, from.y, width / from.scale], [view.x, view.y, width / view.scale]);
    const duration = clamp(path.duration * 0.6, SHORTEST_FLIGHT_MS, FLIGHT_MS);
    const began = performance.now();
    const step = (): void => {
      const t = Math.min(1, (performance.now() - began) / duration);
      const [x, y, span] = path(t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t));
      look({ x, y, scale: width / span });
      if (t < 1) return void (flight = requestAnimationFrame(step));
      goal = null;
      look(view);
    };
    flight = requestAnimationFrame(step);
  };

  return {
    get view() {
      return current();
    },
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    get sized() {
      return sized;
    },
    get home() {
      return home();
    },
    get aside() {
      return aside();
    },
    get maxScale() {
      return behavior.scaleExtent()[1];
    },
    toScreen: (x, y) => transform.apply([x, y]),
    toWorld: (px, py) => transform.invert([px, py]),
    resize(newWidth, newHeight, covered = edges) {
      if (newWidth < 1 || newHeight < 1) return; // hidden: what was looked at is kept until it is seen again
      const before = current();
      const homeScale = home().scale;
      const first = !sized;
      // where only what stands at the lower edge has another height, what is seen moves up or down with it
      const { left, right, top } = covered;
      const isLower = left === edges.left && right === edges.right && top === edges.top;
      const rise = isLower && newWidth === width && newHeight === height ? (covered.bottom - edges.bottom) / 2 : 0;
      const after = (view: View): View =>
        Math.abs(view.scale / homeScale - 1) < 0.001 ? home() : { ...view, y: view.y + rise / view.scale };
      sized = true;
      width = newWidth;
      height = newHeight;
      edges = covered;
      const [, most] = behavior.scaleExtent();
      behavior.scaleExtent([home().scale / 2, most]);
      if (first && wanted && lookSoon(wanted)) return;
      const to = rise === 0 ? null : goal;
      look(first ? home() : after(before));
      if (to) fly(after(to));
    },
    look(view) {
      land();
      lookSoon(view);
    },
    fly,
    zoomBy(factor) {
      const from = goal ?? current(); // presses in quick succession add up
      const [least, most] = behavior.scaleExtent();
      const scale = clamp(from.scale * factor, least, most);
      const part = 1 / from.scale - 1 / scale; // about the middle of what the map has at home, not of the screen
      const [dx, dy] = aside();
      fly({ x: from.x + dx * part, y: from.y + dy * part, scale });
    },
    panBy(px, py) {
      land();
      const view = current();
      look({ ...view, x: view.x + px / view.scale, y: view.y + py / view.scale });
    },
    limit(maxScale) {
      const [least] = behavior.scaleExtent();
      behavior.scaleExtent([least, Math.max(maxScale, 8 * least)]);
      if (sized && transform.k > behavior.scaleExtent()[1]) look(current()); // a link or a reader was there before
    },
    destroy() {
      land();
      target.on(".zoom", null);
    },
  };
}
