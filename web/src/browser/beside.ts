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
 * Have requests answered by a worker made of `source`; by `here`, soon after, when it can't. `patience`: milliseconds
 * after which `here` answers what the worker has not, in a browser whose clock may run ahead of its workers.
 */
export function beside<Request, Answer extends object>(
  source: string,
  here: (request: Request, tell: (answer: Answer) => void) => void,
  tell: (answer: Answer) => void,
  patience = Infinity,
): Beside<Request> {
  let worker: Worker | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let [stopped, hurried] = [false, false];
  /** What a worker that fails leaves to be done: it has no more than one request at a time. */
  let last: Request | null = null;
  const answer = (given: Answer): void => {
    if (!stopped) tell(given);
  };
  const fallBack = (): void => {
    clearTimeout(waiting);
    worker?.terminate();
    worker = null;
    if (last !== null) later(last);
  };
  const hurry = (): void => {
    hurried = true; // the picture may be taken with this very frame
    fallBack();
  };
  const later = (request: Request): void => {
    setTimeout(() => stopped || here(request, answer));
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    worker = new Worker(url);
    worker.onerror = fallBack;
    worker.onmessage = ({ data }: MessageEvent<Answer | Unable>) => {
      URL.revokeObjectURL(url);
      // others follow one that is not done
      if (!("done" in data && data.done === false)) clearTimeout(waiting);
      if ("unable" in data) fallBack();
      else answer(data);
    };
  } catch {
    URL.revokeObjectURL(url);
  }
  return {
    ask(request) {
      if (!worker) return hurried ? here(request, answer) : later(request);
      last = request;
      worker.postMessage(request);
      if (patience < Infinity && runsAhead()) waiting = setTimeout(hurry, patience);
    },
    stop() {
      stopped = true;
      clearTimeout(waiting);
      worker?.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
