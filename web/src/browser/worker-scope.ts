// What a worker hears and answers with: the page's own types know no workers.

export const scope = self as unknown as {
  onmessage: unknown;
  postMessage(message: unknown, transfer?: Transferable[]): void;
};
