// Whether the page's address asks for a page to be put into another one, and the same address without that.

const NAME = "embed";

/** `?embed=1`: no panels but the search and the line beneath the map. */
export function asksToEmbed(search: string): boolean {
  return new URLSearchParams(search).get(NAME) === "1";
}

/** The address of the page by itself, with all else that it says. */
export function aloneAddress(href: string): string {
  const url = new URL(href);
  url.searchParams.delete(NAME);
  return url.href;
}
