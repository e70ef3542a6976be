// The pictures on buttons: strokes on a grid of 20, in the color of the text around them.

import { button, SVG } from "./dom.ts";

const STROKES = {
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  theme: "M10 3.5a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13zM10 6v8a4 4 0 0 0 0-8z",
  lasso:
    "M10 4c4 0 6.5 1.8 6.5 4.2S14 12.5 10 12.5 3.5 10.6 3.5 8.2 6 4 10 4zM7 12.2c-1.6.6-1.8 2.3-.4 2.9 1.3.5.9 1.7-.6 1.9",
  box: "M4 7V4h3M13 4h3v3M16 13v3h-3M7 16H4v-3M9 4h2M9 16h2M4 9v2M16 9v2",
  present: "M3.5 4.5h13v9h-13zM10 13.5v3M7 16.5h6",
  text: "M3.5 15 7 5.5 10.5 15M4.7 12h4.6M12 15l2.2-6 2.3 6M12.8 13h3",
  save: "M10 3.5v9M6.5 9 10 12.5 13.5 9M4 16h12",
  tour: "M5 16.5v-13M5 4.5h9.5l-2 3 2 3H5",
  table: "M3.5 4.5h13v11h-13zM3.5 8.2h13M3.5 11.9h13M8 8.2v7.3",
  back: "M12 5 7 10l5 5",
  on: "M8 5l5 5-5 5",
  up: "M5 12 10 7l5 5",
  down: "M5 8l5 5 5-5",
  help: "M7.3 7.5C7.3 5.8 8.5 4.7 10.1 4.7s2.7 1 2.7 2.5c0 2-2.7 2.3-2.7 4.4M10.05 15.2v.1",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  fold: "M5.5 8 10 12.5 14.5 8",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 4.5v11M13 4.5v11",
  former: "M6 4.5v11M14.5 4.5v11L8 10z",
  next: "M14 4.5v11M5.5 4.5v11L12 10z",
  more: "M5 9.5v1M10 9.5v1M15 9.5v1",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
} as const;

export type IconName = keyof typeof STROKES;

export function icon(sign: IconName): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 20 20",
    class: `icon icon-${sign}`,
    "aria-hidden": "true",
  })) {
    picture.setAttribute(key, value);
  }
  const stroke = document.createElementNS(SVG, "path");
  stroke.setAttribute("d", STROKES[sign]);
  picture.append(stroke);
  return picture;
}

/** In the corner of a card. */
export function closeButton(name: string, act: () => void): HTMLButtonElement {
  return button({ class: "close", "aria-label": name }, act, icon("close"));
}
