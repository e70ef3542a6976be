// Runs beside the page: opens its tokenizer once, and cuts texts.

import { scope } from "../browser/worker-scope.ts";
import { type Cutter, type Known, openCarried } from "./carried.ts";

let cutter: Promise<Cutter> | null = null;

scope.onmessage = async ({ data }: MessageEvent<{ carried: { text: string; known: Known } | null; asked: string }>) => {
  try {
    if (data.carried) cutter = openCarried(data.carried.text, data.carried.known);
    scope.postMessage((await cutter!)(data.asked));
  } catch (error) {
    scope.postMessage({ wrong: String((error as Error).message) });
  }
};
