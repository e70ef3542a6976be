// Making elements: text is only ever set as text.

/** The namespace of SVG elements. */
export const SVG = "http://www.w3.org/2000/svg";

/** Whether fingers point, rather than a mouse. */
export const COARSE = "(pointer: coarse)";

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children; `true` sets an empty attribute, `false` and undefined set none. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A button that acts; its texts are given, or set later. */
export function button(attributes: Attributes, act: () => void, ...children: (Node | string)[]): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", act);
  return element;
}

/** Let styles hold in a document or a shadow root, beside those that do so already. */
export function addStyles(place: DocumentOrShadowRoot, ...styles: readonly string[]): void {
  const sheets = styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  place.adoptedStyleSheets = [...place.adoptedStyleSheets, ...sheets];
}

/** Whether a key belongs to an input method: Safari has ended the composition before it tells of the Enter that did so. */
export function composes({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

/** Whether keys that are pressed there are letters of a text, or choose from a list by its letters. */
export function takesText(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return target.type === "search" || target.type === "text";
  return target instanceof HTMLSelectElement;
}
