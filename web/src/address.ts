// What the reader sees as a URL fragment, and back: a link shows another reader the same.

import type { View } from "./camera.ts";
import type { Context } from "./context.ts";
import type { MapData } from "./data.ts";
import type { State } from "./store.ts";

/** What a fragment says; what it leaves out is as when the page opens. */
export interface Place {
  readonly selected: number;
  readonly colorBy: string | null;
  readonly query: string;
  readonly mode: State["mode"];
  /** Null: the whole map. `zoom` is in times the whole map's scale, so that it suits every screen. */
  readonly at: { readonly x: number; readonly y: number; readonly zoom: number } | null;
}

type Placed = Pick<MapData, "ids" | "origin" | "step" | "height" | "width" | "columns">;

/** Coordinates are written as the map has them, not as steps of its grid: they outlive a page that is made again. */
export function formatPlace({ selected, colorBy, query, mode, at }: Place, data: Placed): string {
  const entries: [string, string][] = [];
  if (at) {
    // exact to a pixel on a screen 5000 pixels wide
    const span = Math.max(data.width, data.height, 1) * data.step;
    const decimals = Math.min(12, Math.max(0, Math.ceil(Math.log10((5000 * at.zoom) / (span || 1)))));
    const x = data.origin[0] + data.step * at.x;
    const y = data.origin[1] + data.step * (data.height - at.y);
    entries.push(["at", `${x.toFixed(decimals)},${y.toFixed(decimals)},${Number(at.zoom.toPrecision(4))}`]);
  }
  if (colorBy !== null) entries.push(["color", colorBy]);
  if (query) entries.push(["search", query]);
  if (selected >= 0) entries.push(["token", String(data.ids[selected])]);
  if (mode === "distance") entries.push(["mode", mode]);
  return entries.map(([key, value]) => `${key}=${encode(value)}`).join("&");
}

/** Read a fragment, with or without its "#"; what it says wrongly is left out. */
export function parsePlace(fragment: string, data: Placed): Place {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const numbers = (said.get("at") ?? "").split(",").map((text) => (text.trim() === "" ? NaN : Number(text)));
  const [x, y, zoom] = numbers;
  const id = said.get("token");
  const color = said.get("color");
  return {
    selected: id === null || id === "" ? -1 : data.ids.indexOf(Number(id)),
    colorBy: data.columns.some(({ name }) => name === color) ? color : null,
    query: said.get("search") ?? "",
    mode: said.get("mode") === "distance" ? "distance" : "column",
    at:
      numbers.length === 3 && numbers.every(Number.isFinite) && zoom > 0
        ? { x: (x - data.origin[0]) / data.step, y: data.height - (y - data.origin[1]) / data.step, zoom }
        : null,
  };
}

/** Long and lone-surrogate queries must not break a link; what reads well unescaped stays so. */
function encode(text: string): string {
  const whole = text.slice(0, 500).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  return encodeURIComponent(whole).replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%20", "+");
}

/** Moving about is one entry of the history; a token, a search or a color chosen is another. */
const REST_MS = 250;

/** Keep the page's fragment in step with what is seen, from the page's opening on; returns how to stop. */
export function followAddress(context: Context): () => void {
  const { camera, data, store } = context;
  const opening = store.state.colorBy;
  let written = "";
  let timer = 0;

  const seen = (): Place => {
    const { selected, colorBy, query, mode } = store.state;
    const { home, view } = camera;
    const still = Math.hypot(view.x - home.x, view.y - home.y) * view.scale < 1 && Math.abs(view.scale / home.scale - 1) < 0.001;
    return {
      selected,
      query,
      mode,
      colorBy: colorBy === opening ? null : colorBy,
      at: still ? null : { x: view.x, y: view.y, zoom: view.scale / home.scale },
    };
  };
  const go = (): void => {
    clearTimeout(timer);
    const place = parsePlace(location.hash, data);
    store.set({ colorBy: place.colorBy ?? opening, query: place.query, selected: place.selected, mode: place.mode, hover: -1 });
    const { at } = place;
    const view: View = at ? { x: at.x, y: at.y, scale: at.zoom * camera.home.scale } : camera.home;
    if (written === "" && !at && place.selected >= 0) context.goTo(place.selected);
    else camera.look(view);
    clearTimeout(timer);
    written = choices(location.hash);
  };
  const write = (): void => {
    const fragment = formatPlace(seen(), data);
    if (`#${fragment}` === location.hash || (fragment === "" && location.hash === "")) return;
    const chosen = choices(fragment);
    const url = fragment === "" ? location.pathname + location.search : `#${fragment}`;
    try {
      if (chosen === written) history.replaceState(history.state, "", url);
      else history.pushState(null, "", url);
    } catch {
      return stop(); // a page without an address of its own, as in a frame's srcdoc
    }
    written = chosen;
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(write, REST_MS);
  };
  const stops = [store.on(["selected", "colorBy", "query", "mode"], soon), context.onView(soon)];
  const stop = (): void => {
    clearTimeout(timer);
    window.removeEventListener("popstate", go);
    for (const each of stops) each();
  };
  window.addEventListener("popstate", go);
  if (location.hash.length > 1) go();
  return stop;
}

/** The part of a fragment that makes an entry of the history. */
function choices(fragment: string): string {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  said.delete("at");
  return said.toString();
}
