// Has the labels laid out beside the page and hands on what comes back.

import workerSource from "worker:./label-worker.ts";
import { beside } from "./beside.ts";
import { labelLayout, type LabelLayout, type LabelRequest } from "./label-layout.ts";

/** Lay the labels out; `tell` is called with first results and at the end. Returns how to stop. */
export function layOutLabels(request: LabelRequest, tell: (layout: LabelLayout) => void): () => void {
  const work = beside<LabelRequest, LabelLayout>(
    workerSource,
    (asked, hear) => {
      const context = document.createElement("canvas").getContext("2d");
      if (context) labelLayout(asked, context, hear);
    },
    (layout) => {
      if (layout.done) work.stop();
      tell(layout);
    },
  );
  work.ask(request);
  return () => work.stop();
}
