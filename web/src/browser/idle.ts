// Work that can wait, done in small steps while nothing else is to be done.

/** Milliseconds of work at a time, also where more are free: an event that comes in between waits no longer. */
const MOST = 8;

/** Do what each of these does, step by step, until it returns true; returns how to stop. */
export function whenIdle(...tasks: readonly (() => boolean)[]): () => void {
  const left = [...tasks];
  const step = (): void => {
    if (left[0]()) left.shift();
  };
  if (typeof requestIdleCallback === "undefined") {
    // Safari: short steps, with room for frames between them
    const work = (): void => {
      step();
      if (left.length > 0) waiting = window.setTimeout(work, 16);
    };
    let waiting = window.setTimeout(work, 16);
    return () => clearTimeout(waiting);
  }
  const work = (deadline: IdleDeadline): void => {
    const end = performance.now() + Math.min(MOST, deadline.timeRemaining() - 2);
    do step();
    while (left.length > 0 && performance.now() < end);
    if (left.length > 0) waiting = requestIdleCallback(work);
  };
  let waiting = requestIdleCallback(work);
  return () => cancelIdleCallback(waiting);
}
