// The page of a hub that shows this one in a frame keeps what is seen in its own address, which is what people copy.

/** The element of a published page that names the hub it was published to. */
const NAME = "lexiscape-parent";

/**
 * Tells the hub's page of a change of the address' fragment; does nothing where the page is no frame of it. The message
 * is the one that the Hugging Face hub takes from the page of a static Space ("How to handle URL parameters in Spaces").
 */
export function tellerOfParent(): (hash: string) => void {
  const origin = parentOrigin(
    document.querySelector<HTMLMetaElement>(`meta[name="${NAME}"]`)?.content ?? "",
    window.parent === window ? null : ((location as Partial<Location>).ancestorOrigins?.[0] ?? "null"),
  );
  if (origin === null) return () => undefined;
  let told = location.hash;
  return (hash) => {
    if (hash === told) return;
    told = hash;
    // nothing of the query: a hub puts words of its own into it, some of them secret
    window.parent.postMessage({ queryString: "", hash }, origin);
  };
}

/**
 * The origin that messages go to; null: none do.
 *
 * @param named the address of the hub
 * @param outer the origin of the page around this one; "null" where the browser does not tell, which then itself keeps
 *   messages from any other; null where there is no page around it
 */
export function parentOrigin(named: string, outer: string | null): string | null {
  if (outer === null || !/^https?:\/\//.test(named)) return null;
  try {
    const { origin } = new URL(named);
    return outer === "null" || outer === origin ? origin : null;
  } catch {
    return null; // no address
  }
}
