// Moves the map from frame to frame: points slide to their next places, and at rest all is made anew there.

import type { Context } from "../context.ts";
import type { Trail } from "../state/state.ts";
import type { Reel } from "./reel.ts";

export interface Player {
  /** The frame that is shown, or on whose way the map is. */
  readonly at: number;
  readonly playing: boolean;
  /** Whether ways of what moved most are drawn. */
  trails: boolean;
  /** Go to a frame; what was played stops. */
  go(i: number): void;
  /** From the beginning, if the last frame is shown; again: stop. */
  play(): void;
  stop(): void;
}

const [SLIDE_MS, FADE_MS, REST_MS] = [900, 160, 1200];

/** `changed` is called when another frame is gone to, or playing begins or ends. */
export function createPlayer(context: Context, reel: Reel, changed: () => void): Player {
  const { data, store } = context;
  const last = reel.told.frames.length - 1;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let [at, shown] = [last, last];
  let [playing, trails] = [false, true];
  let [frame, resting] = [0, 0];
  /** Counts the ways that were begun: what an older one waits for is no longer of interest. */
  let way = 0;

  const cancel = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(resting);
    way++;
  };
  /** Call with 0 to 1 over so many milliseconds, then go on. */
  const over = (ms: number, step: (part: number) => void, then: () => void): void => {
    const began = performance.now();
    const next = (now: number): void => {
      const part = Math.min(1, Math.max(0, now - began) / ms);
      step(part);
      if (part < 1) frame = requestAnimationFrame(next);
      else then();
    };
    frame = requestAnimationFrame(next);
  };
  const trailsOf = (i: number): readonly Trail[] | null => {
    if (!trails || i === 0) return null;
    const { x, y } = reel.still(i - 1);
    return reel.told.moved[i - 1].map(([row]) => ({ row, x: x[row], y: y[row] }));
  };
  const arrive = async (i: number): Promise<void> => {
    const mine = way;
    const target = reel.still(i);
    shown = i;
    await context.settle(target);
    if (mine !== way) return;
    store.set({ trails: trailsOf(i) });
    const rest = (): void => {
      if (!playing) return;
      if (i === last) return pause();
      resting = window.setTimeout(() => start(i + 1), REST_MS);
    };
    if (still.matches) {
      context.drift(target.x, target.y, 1);
      rest();
    } else over(FADE_MS, (part) => context.drift(target.x, target.y, part), rest);
  };
  const start = (i: number): void => {
    cancel();
    at = i;
    changed();
    if (still.matches) return void arrive(i);
    const { x: toX, y: toY } = reel.still(i);
    const [fromX, fromY] = [data.x.slice(), data.y.slice()];
    const [x, y] = [fromX.slice(), fromY.slice()];
    store.set({ trails: i === shown + 1 ? trailsOf(i) : null });
    const slide = (part: number): void => {
      const way = part * part * (3 - 2 * part);
      for (let row = 0; row < x.length; row++) {
        x[row] = fromX[row] + way * (toX[row] - fromX[row]);
        y[row] = fromY[row] + way * (toY[row] - fromY[row]);
      }
      context.drift(x, y, Math.max(0, 1 - (part * SLIDE_MS) / FADE_MS));
    };
    over(SLIDE_MS, slide, () => void arrive(i));
  };
  const pause = (): void => {
    clearTimeout(resting);
    playing = false;
    changed();
  };
  return {
    get at() {
      return at;
    },
    get playing() {
      return playing;
    },
    get trails() {
      return trails;
    },
    set trails(drawn) {
      trails = drawn;
      store.set({ trails: trailsOf(at) });
    },
    go(i) {
      if (i < 0 || i > last) return;
      playing = false;
      if (i === at) return changed();
      start(i);
    },
    play() {
      if (playing) return pause();
      playing = true;
      start(at === last ? 0 : at + 1);
    },
    stop: cancel,
  };
}
