// Has the labels laid out beside the page and hands on what comes back.

import workerSource from "worker:./label-worker.ts";
import { beside } from "../browser/beside.ts";
import type { Octave } from "./label-index.ts";
import { type LabelLayout, type LabelRequest, labelLayout } from "./label-layout.ts";

/** Lay the labels out; `tell` is called with first results and at the end. Returns how to stop. */
export function layOutLabels(request: LabelRequest, tell: (layout: LabelLayout) => void): () => void {
  let octaves: readonly Octave[] = [];
  const work = beside<LabelRequest, LabelLayout>(
    workerSource,
    (asked, hear) => {
      octaves = []; // a worker that failed may have told some
      const context = document.createElement("canvas").getContext("2d");
      if (context) labelLayout(asked, context, hear);
    },
    (layout) => {
      if (layout.done) work.stop();
      octaves = [...octaves, ...layout.octaves];
      tell({ ...layout, octaves });
    },
  );
  work.ask(request);
  return () => work.stop();
}
