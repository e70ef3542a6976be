// mount(element, data): the viewer inside any element, several on a page; no globals, styles in a shadow root.

import { createCamera, type View } from "./camera.ts";
import { captionOf } from "./caption.ts";
import { consequences } from "./consequences.ts";
import type { Context, Panel } from "./context.ts";
import type { MapData } from "./data.ts";
import { densityOf } from "./density.ts";
import { el } from "./dom.ts";
import { drawSvg } from "./drawing.ts";
import { framed, uncovered } from "./framing.ts";
import { followAddress } from "./history.ts";
import { browserLocale, translator } from "./i18n.ts";
import { whenIdle } from "./idle.ts";
import { listenToKeys } from "./keyboard.ts";
import type { Label } from "./label-index.ts";
import { labelMap } from "./labeling.ts";
import { createLabels } from "./labels.ts";
import { captionPanel } from "./panels/caption.ts";
import { controlsPanel } from "./panels/controls.ts";
import { announcer } from "./panels/announcer.ts";
import { detailsPanel } from "./panels/details.ts";
import { helpPanel } from "./panels/help.ts";
import { legendPanel } from "./panels/legend.ts";
import { pickedPanel } from "./panels/picked.ts";
import { searchPanel } from "./panels/search.ts";
import { toolsPanel } from "./panels/tools.ts";
import { savePanel } from "./panels/save.ts";
import { createPicking } from "./picking.ts";
import { onPixelRatio } from "./pixel-ratio.ts";
import { createPoints } from "./points-any.ts";
import { listenToPointer } from "./pointer.ts";
import { listenToAreas } from "./select-area.ts";
import { roomIn, type Box } from "./room.ts";
import { createScene } from "./scene.ts";
import { createSearch } from "./search.ts";
import { createStore, INITIAL, type State } from "./store.ts";
import { createStyles } from "./styles.ts";
import { DARK, LIGHT, type Theme } from "./theme.ts";
import { learnTwins } from "./twins.ts";
import { fontOf, SIZES } from "./typography.ts";
import styles from "./theme.css";

export interface Options {
  /** Draw points by Canvas 2D even where there is WebGL2. */
  readonly renderer?: "auto" | "canvas";
  /** Keep what is seen in the page's address, and open what it says; for a page that holds nothing else. */
  readonly address?: boolean;
}

export interface Events {
  /** The row under the pointer, or -1. */
  hover: number;
  /** The selected row, or -1. */
  select: number;
  /** Where the reader looks. */
  view: View;
  /** All that the reader has chosen, after any change of it. */
  state: State;
}

export interface Handle {
  readonly data: MapData;
  readonly renderer: "webgl2" | "canvas";
  readonly state: State;
  readonly view: View;
  /** Of the map on the screen, in CSS pixels; 0 by 0 until it is there. */
  readonly size: { readonly width: number; readonly height: number };
  /** Every label is placed; after a change of the filters, for those that they keep. */
  readonly ready: Promise<void>;
  /** Milliseconds of script that the last frame took. */
  readonly frameMs: number;
  /** Milliseconds that measuring and placing all labels took, beside the page; NaN before they are ready. */
  readonly labelsMs: number;
  /** The scale (pixels per world unit) from which each token's label is shown. */
  readonly labelScales: Float32Array;
  /** The fonts that labels are set in. */
  readonly labelFonts: readonly string[];
  /** How far one can zoom in. */
  readonly maxScale: number;
  set(change: Partial<State>): void;
  select(row: number): void;
  goTo(row: number): void;
  /** Go there at once; before the map has a size, as soon as it has one, when a function is asked for the view. */
  look(view: View | (() => View)): void;
  home(): void;
  /** Resolved when all that is to be seen now is drawn. */
  drawn(): Promise<void>;
  /** The regions whose names are on the screen, in CSS pixels from the element's corner. */
  visibleRegions(): readonly (Omit<Label, "row"> & { readonly text: string })[];
  /** The labels on the screen, in CSS pixels from the element's corner. */
  visibleLabels(): readonly (Label & { readonly text: string })[];
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void;
  destroy(): void;
}

/** Every part of the interface; a new one is one file and one row. */
const PANELS: readonly Panel[] = [
  searchPanel,
  pickedPanel,
  detailsPanel,
  legendPanel,
  toolsPanel,
  controlsPanel,
  savePanel,
  helpPanel,
  captionPanel,
  announcer,
];

/** Panels are laid out for a phone below this width, in pixels. */
const NARROW = 640;
/** So many tokens are prepared at once, while nothing else is to be done: a millisecond or two. */
const STEP = 4096;

/** Show the map in this element; what fails is undone before its error goes on. */
export function mount(element: HTMLElement, data: MapData, options: Options = {}): Handle {
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const undo: (() => void)[] = [];
  try {
    return build(shadow, data, options, undo);
  } catch (error) {
    takeAway(undo);
    throw error;
  }
}

/** The last built goes first. */
function takeAway(undo: (() => void)[]): void {
  for (const step of undo.splice(0).reverse()) step();
}

/** Build all parts; how to take each of them away again is added to `undo` as soon as it stands. */
function build(shadow: ShadowRoot, data: MapData, options: Options, undo: (() => void)[]): Handle {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];

  const canvases = { points: el("canvas", { "aria-hidden": "true" }), overlay: el("canvas", { "aria-hidden": "true" }) };
  const surface = el("div", { class: "surface", tabindex: 0, role: "application" });
  const left = el("div", { class: "left" });
  const bar = el("div", { class: "panel controls", role: "toolbar" });
  const root = el("div", { class: "lexiscape" }, canvases.points, canvases.overlay, surface, left, bar);
  shadow.replaceChildren(root);
  undo.push(() => shadow.replaceChildren());

  const locale = browserLocale();
  const firstColumn = data.columns.find(({ categories }) => categories && categories.length > 1) ?? data.columns[0];
  const search = createSearch(data);
  const store = createStore<State>(
    { ...INITIAL, locale, colorBy: firstColumn?.name ?? "" },
    consequences(data, search),
  );
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themeOf = ({ theme }: State): Theme =>
    theme === "dark" || (theme === "auto" && dark.matches) ? DARK : LIGHT;
  let theme = themeOf(store.state);
  let t = translator(locale);

  const viewListeners = new Set<() => void>();
  const dressListeners = new Set<() => void>();
  let room: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  const findRoom = (): Box => (room = roomIn(root));
  let pending = 0;
  const waiting: (() => void)[] = [];
  let resting = 0;
  const drawNow = (): void => {
    cancelAnimationFrame(pending);
    pending = 0;
    restyle();
    if (!scene.draw(store.state, theme)) return;
    for (const settle of waiting.splice(0)) settle();
  };
  const redraw = (): void => {
    pending ||= requestAnimationFrame(drawNow);
  };
  const camera = createCamera(surface, data, () => {
    scene.moving(true);
    clearTimeout(resting);
    resting = window.setTimeout(() => {
      scene.moving(false);
      redraw();
    }, 120);
    redraw();
    for (const listener of viewListeners) listener();
  });
  undo.push(() => {
    cancelAnimationFrame(pending);
    clearTimeout(resting);
    camera.destroy();
  });
  const picking = createPicking(data);
  const redrawAll = (): void => {
    scene.spoil();
    redraw();
  };
  const points = createPoints(canvases, data, options.renderer ?? "auto", redrawAll);
  undo.push(() => points.destroy());
  const density = densityOf(data);
  const labels = createLabels(data, redraw);
  undo.push(() => labels.destroy());
  const caption = (): string => captionOf(data, t, store.state.locale);
  const scene = createScene(data, camera, points, labels, picking, canvases, () => room, caption);

  const context: Context = {
    data,
    store,
    camera,
    picking,
    search,
    root,
    left,
    bar,
    surface,
    get theme() {
      return theme;
    },
    get t() {
      return t;
    },
    visibleLabels: () => scene.shown,
    select(row) {
      store.set({ selected: row, hover: -1 });
      const view = row < 0 ? null : uncovered(data, row, camera, findRoom());
      if (view) camera.fly(view);
    },
    goTo(row) {
      store.set({ selected: row, hover: -1 });
      if (row < 0) return;
      camera.fly(framed(data, row, camera, findRoom()));
    },
    linkable: options.address ?? false,
    snapshot(ratio) {
      restyle();
      return scene.snapshot(store.state, theme, ratio);
    },
    drawing: () =>
      drawSvg({
        data,
        camera,
        density,
        frame: scene.frame(theme),
        styles: pointStyles.of(store.state, theme),
        write: (pen) => scene.write(pen, store.state, theme),
      }),
    redraw,
    onView: (listener) => subscribe(viewListeners, listener),
    onDress: (listener) => subscribe(dressListeners, listener),
  };

  const pointStyles = createStyles(data);
  /** Points whose style changed are seen with the next frame, however much changed until then. */
  let stale = true;
  const restyle = (): void => {
    if (!stale) return;
    stale = false;
    scene.setStyles(pointStyles.of(store.state, theme));
  };
  const restyleSoon = (): void => {
    stale = true;
    redraw();
  };
  const dress = (): void => {
    theme = themeOf(store.state);
    t = translator(store.state.locale);
    root.dataset.theme = theme.name;
    root.lang = store.state.locale;
    bar.setAttribute("aria-label", t("controls"));
    surface.setAttribute("aria-label", `${t("mapOf", { n: data.n, name: data.name })}. ${t("mapHelp")}`);
    for (const listener of dressListeners) listener();
    restyleSoon();
  };

  const fit = (): void => {
    root.classList.toggle("narrow", root.clientWidth < NARROW);
  };
  points.setDensity(density);
  fit();
  for (const panel of PANELS) undo.push(panel(context));
  let size: { readonly width: number; readonly height: number; readonly ratio: number } | null = null;
  const resize = (): void => {
    const [width, height, ratio] = [root.clientWidth, root.clientHeight, window.devicePixelRatio || 1];
    const hidden = width < 1 || height < 1;
    if (hidden || (size && size.width === width && size.height === height && size.ratio === ratio)) return;
    size = { width, height, ratio };
    fit();
    scene.resize(width, height, ratio);
    camera.resize(width, height);
    findRoom();
    drawNow(); // at once: resizing has emptied the canvases
  };
  const observer = new ResizeObserver(resize);
  observer.observe(root);
  dark.addEventListener("change", dress);
  undo.push(onPixelRatio(resize), () => {
    observer.disconnect();
    dark.removeEventListener("change", dress);
  });

  const labeling = labelMap(data, store, labels, camera, picking, redraw);
  undo.push(() => labeling.stop());

  undo.push(
    listenToKeys(context, () => root.querySelector<HTMLInputElement>("input.query")?.focus(), options.address),
    listenToAreas(context), // before the pointer: it takes the events of its drags
    listenToPointer(context),
    store.on(["selected", "picked"], findRoom), // after the panels, which come and go with them
    store.on(["theme", "locale"], dress),
    store.on(["colorBy", "masks", "matches", "selected", "mode"], restyleSoon),
    store.on(["hover"], ({ mode }) => (mode === "distance" ? restyleSoon() : redraw())),
  );
  dress();
  resize();
  let gone = false;
  undo.push(() => (gone = true));
  void labeling.ready.then(() => {
    // what the first hover, the first selection and the first search ask for
    if (!gone) undo.push(whenIdle(() => learnTwins(data, STEP), () => search.prepare(STEP)));
  });
  if (options.address) undo.push(followAddress(context));

  const subscriptions: { [Name in keyof Events]: (listener: (value: Events[Name]) => void) => () => void } = {
    hover: (listener) => store.on(["hover"], ({ hover }) => listener(hover)),
    select: (listener) => store.on(["selected"], ({ selected }) => listener(selected)),
    view: (listener) => context.onView(() => listener(camera.view)),
    state: (listener) => store.on(["selected", "hover", "picked", "query", "colorBy"], listener),
  };
  return {
    data,
    get renderer() {
      return points.kind;
    },
    get ready() {
      return labeling.ready;
    },
    get state() {
      return store.state;
    },
    get view() {
      return camera.view;
    },
    get size() {
      return camera.sized ? { width: camera.width, height: camera.height } : { width: 0, height: 0 };
    },
    get frameMs() {
      return scene.frameMs;
    },
    get labelsMs() {
      return labels.took;
    },
    get labelScales() {
      return labels.scales;
    },
    labelFonts: SIZES.map(fontOf),
    get maxScale() {
      return camera.maxScale;
    },
    set: (change) => store.set(change),
    select: context.select,
    goTo: context.goTo,
    look: camera.look,
    home: () => camera.look(camera.home),
    drawn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        redraw();
      }),
    visibleLabels: () => scene.shown.map((label) => ({ ...label, text: labels.texts[label.row] })),
    visibleRegions: () =>
      scene.regions.map(({ region, ...label }) => ({ ...label, text: region.lines.join(" ") })),
    on: (name, listener) => subscriptions[name](listener),
    destroy: () => takeAway(undo),
  };
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
