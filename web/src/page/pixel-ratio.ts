// How many device pixels a CSS pixel has: a window dragged to another screen changes it, and nothing else.

/** Call `listener` whenever it changes; returns how to stop. */
export function onPixelRatio(listener: () => void): () => void {
  let query: MediaQueryList;
  const changed = (): void => {
    arm();
    listener();
  };
  // such a query answers to leaving one ratio, whatever the next: it is asked anew for each
  const arm = (): void => {
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener("change", changed, { once: true });
  };
  arm();
  return () => query.removeEventListener("change", changed);
}
