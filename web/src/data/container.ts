// What a page carries, packed by `contain` of src/lexiscape/files/payload.py: a header, and bytes that it tells of.

export interface Container<Header> {
  readonly header: Header;
  readonly parts: Uint8Array<ArrayBuffer>;
}

/**
 * Undo gzip; rejects where that was cut or altered.
 *
 * The bytes are streamed from where they are: a Blob's would come from another process of the browser, and one that
 * takes a picture by itself (`browser/beside.ts`) does not wait for it.
 */
export async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(packed);
      controller.close();
    },
  });
  return new Uint8Array(await new Response(source.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/** Take header and parts of what was inflated; null where it does not begin with these four letters. */
export function partsOf<Header>(body: Uint8Array<ArrayBuffer>, magic: string): Container<Header> | null {
  if (String.fromCharCode(...body.subarray(0, 4)) !== magic) return null;
  const start = 8 + new DataView(body.buffer).getUint32(4, true);
  return {
    header: JSON.parse(new TextDecoder().decode(body.subarray(8, start))) as Header,
    parts: body.subarray(start),
  };
}
