// The map on paper: while the page is printed, a drawing in light colors stands in the place of everything else.

/** Put `draw`'s SVG into the root for as long as the page is printed; returns how to stop. */
export function followPrinting(root: HTMLElement, draw: () => string): () => void {
  const print = matchMedia("print");
  let sheet: Element | null = null;
  const begin = (): void => {
    if (sheet || root.clientWidth < 1) return;
    const drawn = new DOMParser().parseFromString(draw(), "image/svg+xml").documentElement;
    sheet = document.importNode(drawn, true);
    sheet.setAttribute("class", "sheet");
    root.append(sheet);
  };
  const end = (): void => {
    sheet?.remove();
    sheet = null;
  };
  // some browsers tell by events, some by the medium, some by both
  const change = (): void => (print.matches ? begin() : end());
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  print.addEventListener("change", change);
  return () => {
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
    print.removeEventListener("change", change);
    end();
  };
}
