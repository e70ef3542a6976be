// Has questions about the page's vectors answered beside the page; those of one kind replace one another while they wait.

import workerSource from "worker:./vectors-worker.ts";
import { beside } from "../browser/beside.ts";
import { answererOf, type Name, type Question, type Questions } from "./questions.ts";
import { unpack } from "./rows.ts";

export interface Vectors {
  /** `tell` is called with the answer, unless another question of this kind was asked since. */
  ask<Kind extends Name>(
    kind: Kind,
    asked: Questions[Kind]["asked"],
    tell: (answer: Questions[Kind]["answer"]) => void,
  ): void;
  stop(): void;
}

type Answer = { readonly answer: Questions[Name]["answer"] } | { readonly wrong: string };

interface Waiting {
  readonly question: Question;
  tell(answer: Questions[Name]["answer"]): void;
}

/** `text` gives what the page carries, and is called once; `fail` hears why that cannot be read. */
export function openVectors(text: () => string, fail: (why: string) => void): Vectors {
  const waiting = new Map<Name, Waiting>();
  let current: Waiting | null = null;
  let isSent = false;
  let here: Promise<ReturnType<typeof answererOf>> | null = null;
  const work = beside<{ text: string | null; question: Question }, Answer>(
    workerSource,
    ({ question }, answer) => {
      here ??= unpack(text()).then(({ told, rows }) => answererOf(told, rows));
      here.then(
        (answerer) => answer({ answer: answerer(question) }),
        (error: Error) => answer({ wrong: error.message }),
      );
    },
    (told) => {
      const asked = current;
      current = null;
      if ("wrong" in told) fail(told.wrong);
      else if (asked && !waiting.has(asked.question.kind)) asked.tell(told.answer);
      goOn();
    },
  );
  const goOn = (): void => {
    const [next] = waiting.values();
    if (current || !next) return;
    waiting.delete(next.question.kind);
    current = next;
    work.ask({ text: isSent ? null : text(), question: next.question });
    isSent = true;
  };
  return {
    ask(kind, asked, tell) {
      waiting.delete(kind);
      waiting.set(kind, { question: { kind, asked }, tell: tell as Waiting["tell"] });
      goOn();
    },
    stop: () => work.stop(),
  };
}
