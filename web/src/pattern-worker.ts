// Runs beside the page: tries a regular expression on every token. What takes too long is ended with the worker.

import { rowsOf, type Pattern, type Texts } from "./pattern.ts";

const scope = self as unknown as { onmessage: unknown; postMessage(message: unknown, transfer?: Transferable[]): void };

scope.onmessage = ({ data }: MessageEvent<{ readonly pattern: Pattern; readonly texts: Texts }>) => {
  scope.postMessage({ begun: true });
  const rows = rowsOf(data.pattern, data.texts);
  scope.postMessage({ rows }, [rows.buffer]);
};
