// The whole map, small, with what the screen shows of it: a click or a drag there moves the view. It says nothing that
// other controls do not, so keys and screen readers pass it by.

import { el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import { clamp } from "../text/numbers.ts";
import styles from "./minimap.css";

export const minimapPanel: Panel = { styles, lone: true, start };

/** The longer side, in pixels; and from how many times the scale of the whole map on it is shown. */
const [SIDE, FROM] = [132, 1.6];
/** How dark the ink of a pixel is, by the tokens in it: of so many as lie there on average, this much. */
const INK = 0.3;

function start(context: Context): () => void {
  const { camera, data, root } = context;
  const scale = SIDE / Math.max(data.width, data.height, 1);
  const [width, height] = [data.width, data.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = el("canvas", { width, height });
  const frame = el("div", { class: "frame" });
  const box = el("div", { class: "minimap", "aria-hidden": "true", hidden: true }, canvas, frame);
  for (const element of [box, canvas]) {
    element.style.inlineSize = `${width}px`;
    element.style.blockSize = `${height}px`;
  }
  root.append(box);

  const paint = (): void => drawTokens(canvas, data, scale, getComputedStyle(box).color);
  const follow = (): void => {
    const { home, view } = camera;
    const isShown = view.scale > FROM * home.scale;
    if (isShown && box.hidden) {
      box.hidden = false;
      paint();
    }
    box.hidden = !isShown;
    if (!isShown) return;
    const [left, right] = [view.x - camera.width / 2 / view.scale, view.x + camera.width / 2 / view.scale].map((x) =>
      clamp(x * scale, 0, width),
    );
    const [top, bottom] = [view.y - camera.height / 2 / view.scale, view.y + camera.height / 2 / view.scale].map((y) =>
      clamp(y * scale, 0, height),
    );
    frame.style.transform = `translate(${left}px, ${top}px)`;
    frame.style.inlineSize = `${Math.max(right - left, 4)}px`;
    frame.style.blockSize = `${Math.max(bottom - top, 4)}px`;
  };
  const look = (event: PointerEvent): void => {
    const { left, top } = box.getBoundingClientRect();
    const [x, y] = [(event.clientX - left - box.clientLeft) / scale, (event.clientY - top - box.clientTop) / scale];
    camera.look({ x, y, scale: camera.view.scale });
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // the focus stays where it is
    box.setPointerCapture(event.pointerId);
    look(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) look(event);
  });
  const stops = [context.onView(follow), context.onDress(() => box.hidden || paint())];
  return () => stops.forEach((stop) => stop());
}

/** A dot for each token, the darker the more of them lie in a pixel. */
function drawTokens(canvas: HTMLCanvasElement, { n, x, y }: Context["data"], scale: number, ink: string): void {
  const { width, height } = canvas;
  const counts = new Uint32Array(width * height);
  for (let i = 0; i < n; i++) {
    counts[Math.min(height - 1, Math.floor(y[i] * scale)) * width + Math.min(width - 1, Math.floor(x[i] * scale))]++;
  }
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const image = pen.createImageData(width, height);
  const [red, green, blue] = (ink.match(/[\d.]+/g) ?? []).map(Number);
  const usual = Math.max(1, n / (width * height));
  counts.forEach((count, i) => image.data.set([red, green, blue, 255 * (1 - (1 - INK) ** (count / usual))], 4 * i));
  pen.putImageData(image, 0, 0);
}
