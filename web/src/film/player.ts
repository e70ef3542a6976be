// Moves the map from frame to frame: points slide to their next places, and at rest all is made anew there.

import type { Context } from "../context.ts";
import type { Still } from "../data/still.ts";
import type { Trail } from "../state/state.ts";
import type { Reel } from "./reel.ts";

export interface Player {
  /** The frame that is shown, or on whose way the map is. */
  readonly at: number;
  readonly playing: boolean;
  /** Go to a frame; what was played stops. */
  go(i: number): void;
  /** From the beginning, if the last frame is shown; again: stop. */
  play(): void;
  /** Whether the ways of what moved most are drawn. */
  draw(ways: boolean): void;
  stop(): void;
}

const [SLIDE_MS, FADE_MS, REST_MS] = [900, 160, 1200];

/** Call with 0 to 1 over so many milliseconds, then go on; returns how to stop. */
function animate(ms: number, step: (part: number) => void, then: () => void): () => void {
  const began = performance.now();
  const next = (now: number): void => {
    const part = ms > 0 ? Math.min(1, Math.max(0, now - began) / ms) : 1;
    step(part);
    if (part < 1) frame = requestAnimationFrame(next);
    else then();
  };
  let frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}

/** Slide from where tokens lie now to these places: the first part of the way and the last are slow. */
function slideTo({ data, drift }: Context, to: Pick<Still, "x" | "y">): (part: number) => void {
  const [fromX, fromY] = [data.x.slice(), data.y.slice()];
  const [x, y] = [fromX.slice(), fromY.slice()];
  return (part) => {
    const way = part * part * (3 - 2 * part);
    for (let row = 0; row < x.length; row++) {
      x[row] = fromX[row] + way * (to.x[row] - fromX[row]);
      y[row] = fromY[row] + way * (to.y[row] - fromY[row]);
    }
    drift(x, y, Math.max(0, 1 - (part * SLIDE_MS) / FADE_MS));
  };
}

/** `changed` is called when another frame is gone to, or playing begins or ends. */
export function createPlayer(context: Context, reel: Reel, changed: () => void): Player {
  const { store } = context;
  const last = reel.told.frames.length - 1;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let [at, shown] = [last, last];
  let [playing, trails] = [false, true];
  let stopMoving = (): void => undefined;
  /** Counts the ways that were begun: what an older one waits for is no longer of interest. */
  let way = 0;

  const stop = (): void => {
    stopMoving();
    way++;
  };
  const trailsOf = (i: number): readonly Trail[] | null => {
    if (!trails || i === 0) return null;
    const { x, y } = reel.placesOf(i - 1);
    return reel.told.moved[i - 1].map(([row]) => ({ row, x: x[row], y: y[row] }));
  };
  const rest = (): void => {
    if (!playing) return;
    if (at === last) return pause();
    const timer = setTimeout(() => begin(at + 1), REST_MS);
    stopMoving = () => clearTimeout(timer);
  };
  const arrive = async (i: number): Promise<void> => {
    const mine = way;
    const target = reel.still(i);
    shown = i;
    await context.settle(target);
    if (mine !== way) return;
    store.set({ trails: trailsOf(i) });
    const appear = (part: number): void => context.drift(target.x, target.y, part);
    stopMoving = animate(still.matches ? 0 : FADE_MS, appear, rest);
  };
  const begin = (i: number): void => {
    stop();
    at = i;
    changed();
    if (still.matches) return void arrive(i);
    store.set({ trails: i === shown + 1 ? trailsOf(i) : null });
    stopMoving = animate(SLIDE_MS, slideTo(context, reel.placesOf(i)), () => void arrive(i));
  };
  const pause = (): void => {
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
    go(i) {
      if (i < 0 || i > last) return;
      playing = false;
      if (i === at) changed();
      else begin(i);
    },
    play() {
      if (playing) return pause();
      playing = true;
      begin(at === last ? 0 : at + 1);
    },
    draw(ways) {
      trails = ways;
      store.set({ trails: trailsOf(at) });
    },
    stop,
  };
}
