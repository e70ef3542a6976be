// Starts the label worker from a blob and hands on what it says; without workers, the page does the work itself.

import workerSource from "worker:./label-worker.ts";
import { labelLayout, type LabelLayout, type LabelRequest } from "./label-layout.ts";

/** Lay the labels out; `tell` is called with first results and at the end. Returns how to stop. */
export function layOutLabels(request: LabelRequest, tell: (layout: LabelLayout) => void): () => void {
  let worker: Worker | null = null;
  let stopped = false;
  const here = (): void => {
    if (stopped) return;
    const context = document.createElement("canvas").getContext("2d");
    if (context) labelLayout(request, context, tell);
  };
  const stop = (): void => {
    stopped = true;
    worker?.terminate();
  };
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  try {
    worker = new Worker(url);
  } catch {
    URL.revokeObjectURL(url);
    setTimeout(here);
    return stop;
  }
  worker.onmessage = ({ data }: MessageEvent<LabelLayout | { unable: true }>) => {
    const unable = "unable" in data;
    if (unable || data.done) {
      worker?.terminate();
      URL.revokeObjectURL(url);
    }
    if (unable) here();
    else tell(data);
  };
  worker.onerror = () => {
    worker?.terminate();
    here();
  };
  worker.postMessage(request);
  return stop;
}
