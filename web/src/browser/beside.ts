// Work done beside the page, by a worker that starts from its bundled text; on the page, where there are no workers.

export interface Beside<Request> {
  /** To be answered; the next only after that. */
  ask(request: Request): void;
  /** No answer comes after this. */
  stop(): void;
}

/** What a worker says that can't do its work. */
export interface Unable {
  readonly unable: true;
}

/**
 * Whether the browser is one that takes pictures by itself (`chromium --headless --screenshot --virtual-time-budget`): there
 * seconds pass as soon as the page has nothing to do, and the picture is taken whatever workers do.
 */
export function runsAhead(): boolean {
  return navigator.userAgent.includes("HeadlessChrome") && !navigator.webdriver; // a driver waits for the page
}

/**
 * Have requests answered by a worker made of `source`; by `here`, soon after, when it can't. In a browser whose clock may
 * run ahead of workers `here` answers at once: the picture may be taken with this very frame.
 */
export function beside<Request, Answer extends object>(
  source: string,
  here: (request: Request, tell: (answer: Answer) => void) => void,
  tell: (answer: Answer) => void,
): Beside<Request> {
  let stopped = false;
  /** What a worker that fails leaves to be done: it has no more than one request at a time. */
  let last: Request | null = null;
  const answer = (given: Answer): void => {
    if (!stopped) tell(given);
  };
  const later = (request: Request): void => {
    setTimeout(() => stopped || here(request, answer));
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const ahead = runsAhead();
  let worker = ahead ? null : started(url);
  const fallBack = (): void => {
    worker?.terminate();
    worker = null;
    if (last !== null) later(last);
  };
  if (worker) {
    worker.onerror = fallBack;
    worker.onmessage = ({ data }: MessageEvent<Answer | Unable>) => {
      URL.revokeObjectURL(url);
      if ("unable" in data) fallBack();
      else answer(data);
    };
  } else URL.revokeObjectURL(url);
  return {
    ask(request) {
      if (!worker) return ahead ? here(request, answer) : later(request);
      last = request;
      worker.postMessage(request);
    },
    stop() {
      stopped = true;
      worker?.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/** A worker of this address; null where there are none. */
function started(url: string): Worker | null {
  try {
    return new Worker(url);
  } catch {
    return null;
  }
}
