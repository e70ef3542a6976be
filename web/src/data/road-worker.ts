// Runs beside the page: finds the way from one token to another.

import { scope } from "../browser/worker-scope.ts";
import { type Neighborhood, shortestRoad } from "./road.ts";

scope.onmessage = ({ data }: MessageEvent<{ near: Neighborhood; from: number; to: number }>) => {
  const road = shortestRoad(data.near, data.from, data.to);
  scope.postMessage({ road }, [road.buffer]);
};
