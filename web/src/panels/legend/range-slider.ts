// Two thumbs on one track: native sliders, so that keys and screen readers work, and a brush for the pointer between them.

import { el } from "../../browser/dom.ts";
import { clamp } from "../../text/numbers.ts";

export interface RangeSlider {
  readonly element: HTMLElement;
  /** Move the thumbs without telling. */
  set(low: number, high: number): void;
}

export interface RangeOptions {
  /** Positions are whole numbers from 0 to `steps`. */
  readonly steps: number;
  /** Names of the two thumbs. */
  readonly names: readonly [string, string];
  /** What a thumb's position means. */
  readonly say: (position: number) => string;
  readonly onChange: (low: number, high: number) => void;
  /** What is drawn on the track. */
  readonly ground?: HTMLElement;
}

/** A pointer that moves less than this many pixels has not brushed. */
const LEAST_BRUSH = 3;

export function createRangeSlider({ steps, names, say, onChange, ground }: RangeOptions): RangeSlider {
  const thumbs = names.map((name) => el("input", { type: "range", min: 0, max: steps, step: 1, "aria-label": name }));
  const [lowThumb, highThumb] = thumbs;
  const band = el("div", { class: "band" });
  const element = el("div", { class: ground ? "range" : "range bare" }, ...(ground ? [ground] : []), band, ...thumbs);

  const set = (low: number, high: number): void => {
    lowThumb.value = String(low);
    highThumb.value = String(high);
    lowThumb.setAttribute("aria-valuetext", say(low));
    highThumb.setAttribute("aria-valuetext", say(high));
    // both at the end: the one that can still move must be on top
    lowThumb.style.zIndex = low > steps / 2 ? "2" : "";
    band.style.insetInlineStart = `${(100 * low) / steps}%`;
    band.style.insetInlineEnd = `${100 - (100 * high) / steps}%`;
  };
  const tell = (low: number, high: number): void => {
    set(low, high);
    onChange(low, high);
  };
  lowThumb.addEventListener("input", () => tell(Math.min(+lowThumb.value, +highThumb.value), +highThumb.value));
  highThumb.addEventListener("input", () => tell(+lowThumb.value, Math.max(+lowThumb.value, +highThumb.value)));

  const at = (event: PointerEvent): number => {
    const box = element.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(box.width, 1);
    return Math.round(steps * clamp(share));
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button || thumbs.includes(event.target as HTMLInputElement)) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const [startX, start] = [event.clientX, at(event)];
    const move = (next: PointerEvent): void => {
      if (Math.abs(next.clientX - startX) < LEAST_BRUSH) return;
      const now = at(next);
      tell(Math.min(start, now), Math.max(start, now));
    };
    const end = new AbortController();
    const { signal } = end;
    const up = (last: PointerEvent): void => {
      end.abort();
      // a mere click beside the brush takes it away
      if (Math.abs(last.clientX - startX) < LEAST_BRUSH) tell(0, steps);
    };
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", () => end.abort(), { signal }); // a finger that scrolls the legend instead
  });
  set(0, steps);
  return { element, set };
}
