// Selecting by area: a drag with Shift, or with a tool chosen from the bar, outlines tokens; those in color are picked.

import { el, SVG } from "../browser/dom.ts";
import type { Context } from "../context.ts";
import { keeper } from "../points/emphasis.ts";
import { boundsOf, boxBetween, isInside, type Point } from "./lasso.ts";

/** The outline follows the hand in steps of this many pixels. */
const STEP = 4;

export function listenToAreas(context: Context): () => void {
  const { store, surface } = context;
  const [drawing, shape] = createDrawing();
  // above the map only while a tool is chosen, so that the map beneath neither moves nor answers
  const sheet = el("div", { class: "sheet", hidden: true });
  surface.append(drawing, sheet);

  let outline: Point[] | null = null;
  /** What the outline was begun with: a key that changes the tool does not change the outline. */
  let boxed = false;
  /** An outline was drawn or given up: the click that ends it selects nothing. */
  let justDrawn = false;
  const show = (): void => shape.setAttribute("points", (outline ?? []).map((point) => point.join(",")).join(" "));
  const begin = (event: PointerEvent): void => {
    justDrawn = false;
    const { tool } = store.state;
    if (event.button || !event.isPrimary || (tool === "move" && !event.shiftKey)) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    outline = [placeOf(event, surface)];
    boxed = tool === "box";
    store.set({ hover: -1 });
  };
  const draw = (event: PointerEvent): void => {
    if (!outline) return;
    event.stopImmediatePropagation();
    const [start, now] = [outline[0], placeOf(event, surface)];
    if (boxed) outline = boxBetween(start, now);
    else if (Math.hypot(now[0] - outline.at(-1)![0], now[1] - outline.at(-1)![1]) >= STEP) outline.push(now);
    show();
  };
  const end = (): void => {
    if (!outline) return;
    justDrawn = outline.length > 2;
    if (justDrawn) store.set({ picked: rowsInside(context, outline), tool: "move" });
    cancel();
  };
  const cancel = (): void => {
    outline = null;
    show();
  };
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !outline) return;
    event.stopImmediatePropagation(); // the tool stays at hand
    justDrawn = true;
    cancel();
  };
  const swallow = (event: Event): void => {
    if (justDrawn || store.state.tool !== "move") event.stopImmediatePropagation();
    justDrawn = false;
  };
  const hold = (event: Event): void => event.stopPropagation();

  const options = { capture: true };
  const listeners = { pointerdown: begin, pointermove: draw, pointerup: end, pointercancel: cancel, click: swallow };
  const heard = Object.entries(listeners) as [string, EventListener][];
  for (const [event, listener] of heard) surface.addEventListener(event, listener, options);
  window.addEventListener("keydown", giveUp, options);
  for (const name of ["mousedown", "touchstart", "dblclick"]) sheet.addEventListener(name, hold);
  const stop = store.on(["tool"], ({ tool }) => (sheet.hidden = tool === "move"));
  return () => {
    stop();
    for (const [event, listener] of heard) surface.removeEventListener(event, listener, options);
    window.removeEventListener("keydown", giveUp, options);
    drawing.remove();
    sheet.remove();
  };
}

/** In pixels from the corner of an element. */
function placeOf(event: PointerEvent, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** Where the outline is drawn, and the outline itself. */
function createDrawing(): [SVGSVGElement, SVGPolygonElement] {
  const shape = document.createElementNS(SVG, "polygon");
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "outline");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(shape);
  return [drawing, shape];
}

/** Rows inside an outline in screen pixels, without those that are greyed; null when there are none. */
function rowsInside({ camera, data, picking, store }: Context, outline: readonly Point[]): Uint32Array | null {
  const inWorld = outline.map(([x, y]) => camera.toWorld(x, y));
  // a new selection may reach beyond the one before
  const { picked: _, ...masks } = store.state.masks;
  const isKept = keeper({ ...store.state, masks });
  const rows = picking
    .within(...boundsOf(inWorld))
    .filter((row) => isKept(row) && isInside(inWorld, data.x[row], data.y[row]));
  return rows.length > 0 ? Uint32Array.from(rows).sort() : null;
}

/** Pick every token on the screen that is in color: what an outline does, without a pointer. */
export function pickScreen(context: Context): void {
  const { camera, store } = context;
  store.set({ picked: rowsInside(context, boxBetween([0, 0], [camera.width, camera.height])) });
}
