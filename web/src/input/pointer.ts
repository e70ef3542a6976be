// The pointer over the map: what it is on, and what a click selects.

import type { Context } from "../context.ts";
import type { Label } from "../labels/label-index.ts";
import type { RegionName } from "../labels/names-shown.ts";

const REACH_MOUSE = 9;
const REACH_TOUCH = 22;

export function listenToPointer(context: Context): () => void {
  const { camera, data, picking, store, surface } = context;
  const rowAt = (event: MouseEvent, reach: number): number => {
    const box = surface.getBoundingClientRect();
    return picking.at(camera, event.clientX - box.left, event.clientY - box.top, context.visibleLabels(), reach);
  };
  /** The name of a region there, unless a token's label is. */
  const nameAt = (event: MouseEvent): RegionName | undefined => {
    const box = surface.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const isAt = ({ left, top, width, height }: Omit<Label, "row">): boolean =>
      x >= left && x <= left + width && y >= top && y <= top + height;
    return context.visibleLabels().some(isAt) ? undefined : context.visibleRegions().find(isAt);
  };
  // some engines' clicks do not say what made them
  let touched = false;
  const onDown = (event: PointerEvent): void => void (touched = event.pointerType === "touch");
  const isOnScreen = (row: number): boolean => {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    return x >= 0 && y >= 0 && x <= camera.width && y <= camera.height;
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerType === "touch" || event.buttons) return;
    const name = nameAt(event);
    const row = name ? -1 : rowAt(event, REACH_MOUSE);
    surface.style.cursor = name ? "zoom-in" : row >= 0 ? "pointer" : "";
    store.set({ hover: row });
  };
  const onLeave = (): void => store.set({ hover: -1 });
  const onClick = (event: MouseEvent): void => {
    const name = nameAt(event);
    if (name) return context.goToRegion(name);
    const row = rowAt(event, touched ? REACH_TOUCH : REACH_MOUSE);
    if (row >= 0 && !isOnScreen(row))
      context.goTo(row); // a neighbor named at the edge
    else context.select(row);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const box = surface.getBoundingClientRect();
    const [x, y] = camera.toWorld(event.clientX - box.left, event.clientY - box.top);
    camera.fly({ x, y, scale: camera.view.scale * 2.5 });
  };
  surface.addEventListener("pointerdown", onDown);
  surface.addEventListener("pointermove", onMove);
  surface.addEventListener("pointerleave", onLeave);
  surface.addEventListener("click", onClick);
  surface.addEventListener("dblclick", onDoubleClick);
  return () => {
    surface.removeEventListener("pointerdown", onDown);
    surface.removeEventListener("pointermove", onMove);
    surface.removeEventListener("pointerleave", onLeave);
    surface.removeEventListener("click", onClick);
    surface.removeEventListener("dblclick", onDoubleClick);
  };
}
