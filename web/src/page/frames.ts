// When to draw: once a frame however often it is asked for, and whoever waits for a complete picture is told.

export interface Frames {
  /** Draw with the next frame. */
  soon(): void;
  /** Draw at once. */
  now(): void;
  /** Resolved when all that is to be seen now is drawn. */
  drawn(): Promise<void>;
  stop(): void;
}

/** `draw` draws a frame and says whether it is complete; if not, it is asked for again by who completes it. */
export function createFrames(draw: () => boolean): Frames {
  let pending = 0;
  const waiting: (() => void)[] = [];
  const now = (): void => {
    cancelAnimationFrame(pending);
    pending = 0;
    if (!draw()) return;
    for (const settle of waiting.splice(0)) settle();
  };
  const soon = (): void => {
    pending ||= requestAnimationFrame(now);
  };
  return {
    soon,
    now,
    drawn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        soon();
      }),
    stop() {
      cancelAnimationFrame(pending);
      for (const settle of waiting.splice(0)) settle();
    },
  };
}
