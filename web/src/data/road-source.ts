// Has the way from one token to another found beside the page: of a million tokens it takes a second.

import workerSource from "worker:./road-worker.ts";
import { beside } from "../browser/beside.ts";
import { type Neighborhood, shortestRoad } from "./road.ts";

/** Tell the rows on the way, none where there is no way. Returns how to stop, when nothing is told. */
export function findRoad(near: Neighborhood, from: number, to: number, tell: (road: Uint32Array) => void): () => void {
  const { n, k, metric, neighbors, distances } = near;
  const work = beside<{ near: Neighborhood; from: number; to: number }, { readonly road: Uint32Array }>(
    workerSource,
    (asked, answer) => answer({ road: shortestRoad(asked.near, asked.from, asked.to) }),
    ({ road }) => {
      work.stop();
      tell(road);
    },
  );
  work.ask({ near: { n, k, metric, neighbors, distances }, from, to });
  return () => work.stop();
}
