// Runs beside the page: tries a regular expression on every token. What takes too long is ended with the worker.

import { scope } from "../browser/worker-scope.ts";
import { type Pattern, rowsOf, type Texts } from "./pattern.ts";

scope.onmessage = ({ data }: MessageEvent<{ readonly pattern: Pattern; readonly texts: Texts }>) => {
  scope.postMessage({ begun: true });
  const rows = rowsOf(data.pattern, data.texts);
  scope.postMessage({ rows }, [rows.buffer]);
};
