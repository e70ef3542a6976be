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

/** Have requests answered by a worker made of `source`; by `here`, soon after, when it can't. */
export function beside<Request, Answer extends object>(
  source: string,
  here: (request: Request, tell: (answer: Answer) => void) => void,
  tell: (answer: Answer) => void,
): Beside<Request> {
  let worker: Worker | null = null;
  let stopped = false;
  /** What a worker that fails leaves to be done: it has no more than one request at a time. */
  let last: Request | null = null;
  const answer = (given: Answer): void => {
    if (!stopped) tell(given);
  };
  const fallBack = (): void => {
    worker?.terminate();
    worker = null;
    if (last !== null) later(last);
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
      if ("unable" in data) fallBack();
      else answer(data);
    };
  } catch {
    URL.revokeObjectURL(url);
  }
  return {
    ask(request) {
      if (!worker) return later(request);
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
