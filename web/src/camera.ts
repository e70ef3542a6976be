// Where the reader looks: world to screen and back. d3-zoom turns gestures into its transform.

import { interpolateZoom } from "d3-interpolate";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";

export interface View {
  /** World coordinates of the middle of the screen. */
  readonly x: number;
  readonly y: number;
  /** Pixels per world unit. */
  readonly scale: number;
}

export interface Camera {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  /** The view that shows the whole map. */
  readonly home: View;
  readonly maxScale: number;
  toScreen(x: number, y: number): [number, number];
  toWorld(px: number, py: number): [number, number];
  resize(width: number, height: number): void;
  look(view: View): void;
  /** The same, as a flight, unless the reader prefers no motion. */
  fly(view: View): void;
  zoomBy(factor: number): void;
  panBy(px: number, py: number): void;
  limit(maxScale: number): void;
  destroy(): void;
}

const MARGIN = 0.06;
const FLIGHT_MS = 900;

export function createCamera(
  surface: HTMLElement,
  world: { readonly width: number; readonly height: number },
  onMove: () => void,
): Camera {
  let width = 1;
  let height = 1;
  let transform: ZoomTransform = zoomIdentity;
  let flight = 0;
  /** Where the flight that is under way ends. */
  let goal: View | null = null;
  const land = (): void => {
    cancelAnimationFrame(flight);
    goal = null;
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const target = select(surface);
  const behavior = zoom<HTMLElement, unknown>()
    .extent(() => [
      [0, 0],
      [width, height],
    ])
    .filter((event: MouseEvent | WheelEvent) => (!event.ctrlKey || event.type === "wheel") && !event.button && !event.shiftKey)
    .clickDistance(4)
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
    const scale = Math.min((width * (1 - 2 * MARGIN)) / spread, (height * (1 - 2 * MARGIN)) / tall);
    return { x: world.width / 2, y: world.height / 2, scale };
  };
  const current = (): View => {
    const [x, y] = transform.invert([width / 2, height / 2]);
    return { x, y, scale: transform.k };
  };
  const look = (view: View): void => {
    const [least, most] = behavior.scaleExtent();
    const scale = Math.min(Math.max(view.scale, least), most);
    const next = zoomIdentity.translate(width / 2 - view.x * scale, height / 2 - view.y * scale).scale(scale);
    behavior.transform(target, next);
  };
  const fly = (view: View): void => {
    land();
    if (still.matches) return look(view);
    goal = view;
    const from = current();
    const path = interpolateZoom([from.x, from.y, width / from.scale], [view.x, view.y, width / view.scale]);
    const duration = Math.min(FLIGHT_MS, Math.max(250, path.duration * 0.6));
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
    get home() {
      return home();
    },
    get maxScale() {
      return behavior.scaleExtent()[1];
    },
    toScreen: (x, y) => transform.apply([x, y]),
    toWorld: (px, py) => transform.invert([px, py]),
    resize(newWidth, newHeight) {
      const first = width === 1 && height === 1;
      const before = current();
      const wasHome = first || Math.abs(before.scale / home().scale - 1) < 0.001;
      width = Math.max(newWidth, 1);
      height = Math.max(newHeight, 1);
      const [, most] = behavior.scaleExtent();
      behavior.scaleExtent([home().scale / 2, most]);
      look(wasHome ? home() : before);
    },
    look(view) {
      land();
      look(view);
    },
    fly,
    zoomBy(factor) {
      const from = goal ?? current(); // presses in quick succession add up
      const [least, most] = behavior.scaleExtent();
      fly({ ...from, scale: Math.min(Math.max(from.scale * factor, least), most) });
    },
    panBy(px, py) {
      land();
      const view = current();
      look({ ...view, x: view.x + px / view.scale, y: view.y + py / view.scale });
    },
    limit(maxScale) {
      const [least] = behavior.scaleExtent();
      behavior.scaleExtent([least, Math.max(maxScale, 8 * least)]);
    },
    destroy() {
      land();
      target.on(".zoom", null);
    },
  };
}
