// Has texts cut beside the page, one at a time.

import workerSource from "worker:./pieces-worker.ts";
import { beside } from "../browser/beside.ts";
import { type Cut, type Cutter, type Known, openCarried } from "./carried.ts";

export type Answer = Cut | { readonly wrong: string };
export type Tell = (answer: Answer) => void;

interface Request {
  readonly carried: { readonly text: string; readonly known: Known } | null;
  readonly asked: string;
}

export interface Cutting {
  /** To be cut; of several of one kind that wait, or are being cut, only the last is told of. */
  ask(text: string, tell: Tell, kind?: string): void;
  /** What of this kind is being cut is no longer asked for. */
  forget(kind: string): void;
  stop(): void;
}

export function openCutting(carried: () => string, known: Known): Cutting {
  let isSent = false;
  let here: Promise<Cutter> | null = null;
  let waiting: { readonly asked: string; readonly tell: Tell; readonly kind: string }[] = [];
  let current: (typeof waiting)[number] | null = null;
  const wanted = new Map<string, Tell>();
  const work = beside<Request, Answer>(
    workerSource,
    ({ asked }, answer) => {
      here ??= openCarried(carried(), known);
      here.then(
        (cutter) => answer(cutter(asked)),
        (error: Error) => answer({ wrong: error.message }),
      );
    },
    (answer) => {
      const done = current;
      current = null;
      if (done && wanted.get(done.kind) === done.tell && waiting.every(({ kind }) => kind !== done.kind))
        done.tell(answer);
      goOn();
    },
  );
  const goOn = (): void => {
    const next = current ? undefined : waiting.shift();
    if (!next) return;
    current = next;
    work.ask({ carried: isSent ? null : { text: carried(), known }, asked: next.asked });
    isSent = true;
  };
  return {
    ask(asked, tell, kind = "offered") {
      wanted.set(kind, tell);
      waiting = [...waiting.filter((one) => one.kind !== kind), { asked, tell, kind }];
      goOn();
    },
    forget(kind) {
      wanted.delete(kind);
      waiting = waiting.filter((one) => one.kind !== kind);
    },
    stop: () => work.stop(),
  };
}
