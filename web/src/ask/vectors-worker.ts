// Runs beside the page: unpacks its vectors once, and answers what is asked of them.

import { scope } from "../browser/worker-scope.ts";
import { answererOf, type Question } from "./questions.ts";
import { unpack } from "./rows.ts";

let answerer: Promise<ReturnType<typeof answererOf>> | null = null;

scope.onmessage = async ({ data }: MessageEvent<{ text: string | null; question: Question }>) => {
  try {
    answerer ??= unpack(data.text ?? "").then(({ told, rows }) => answererOf(told, rows));
    scope.postMessage({ answer: (await answerer)(data.question) });
  } catch (error) {
    scope.postMessage({ wrong: String((error as Error).message) });
  }
};
