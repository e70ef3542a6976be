// mount(element, data): the viewer inside any element, several on a page; no globals, styles in a shadow root.

import { createCamera, type View } from "../camera/camera.ts";
import { captionOf } from "../save/caption.ts";
import { firstColumn } from "../colors/categories.ts";
import { consequences } from "../state/consequences.ts";
import type { Context, Panel } from "../context.ts";
import type { MapData } from "../data/data.ts";
import { densityOf } from "../points/density.ts";
import { el } from "../browser/dom.ts";
import { drawSvg } from "../save/drawing.ts";
import { fitTo } from "./fitting.ts";
import { createFrames } from "./frames.ts";
import { framed, uncovered } from "../camera/framing.ts";
import { handleOf, type Handle } from "./handle.ts";
import { followAddress, type Addressed } from "./history.ts";
import { browserLocale, translator } from "../locales/i18n.ts";
import { whenIdle } from "../browser/idle.ts";
import { listenToKeys } from "../input/keyboard.ts";
import { labelMap } from "../labels/labeling.ts";
import { createLabels } from "../labels/labels.ts";
import { captionPanel } from "../panels/caption.ts";
import { controlsPanel } from "../panels/controls.ts";
import { announcer } from "../panels/announcer.ts";
import { detailsPanel } from "../panels/tokens/details.ts";
import { hintPanel } from "../panels/hint.ts";
import { helpPanel } from "../panels/help.ts";
import { legendPanel } from "../panels/legend/legend.ts";
import { pickedPanel } from "../panels/tokens/picked.ts";
import { followPatterns, searchPanel } from "../panels/tokens/search.ts";
import { toolsPanel } from "../panels/tools.ts";
import { savePanel } from "../panels/save.ts";
import { keyOf } from "../save/picture-key.ts";
import { createPicking } from "../points/picking.ts";
import { createPoints } from "../points/points-any.ts";
import { listenToPointer } from "../input/pointer.ts";
import { listenToAreas } from "../input/select-area.ts";
import { roomIn, type Box } from "../camera/room.ts";
import { createScene, type Imprint } from "../scene/scene.ts";
import { createSearch } from "../data/search.ts";
import { createStore, INITIAL, type State } from "../state/store.ts";
import { createStyles } from "../points/styles.ts";
import { DARK, LIGHT, type Theme } from "../colors/theme.ts";
import { learnTwins } from "../data/twins.ts";
import styles from "./theme.css";

export interface Options {
  /** Draw points by Canvas 2D even where there is WebGL2. */
  readonly renderer?: "auto" | "canvas";
  /** Keep what is seen in the page's address, and open what it says; for a page that holds nothing else. */
  readonly address?: boolean;
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
  hintPanel,
  helpPanel,
  captionPanel,
  announcer,
];

/** The map rests when it has not moved for so long. */
const REST_MS = 120;
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
  const root = el("div", { class: "lexiscape", dir: "ltr" }, canvases.points, canvases.overlay, surface, left, bar);
  shadow.replaceChildren(root);
  undo.push(() => shadow.replaceChildren());

  const locale = browserLocale();
  const search = createSearch(data);
  const store = createStore<State>(
    { ...INITIAL, locale, colorBy: firstColumn(data.columns)?.name ?? "" },
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
  /** While the map is hidden, what was free before. */
  const findRoom = (): Box => (root.clientWidth < 1 ? room : (room = roomIn(root)));
  const frames = createFrames(() => {
    restyle();
    return scene.draw(store.state, theme) && store.state.pattern !== "running";
  });
  const redraw = frames.soon;
  let resting = 0;
  const camera = createCamera(surface, data, () => {
    scene.moving(true);
    clearTimeout(resting);
    resting = window.setTimeout(() => {
      scene.moving(false);
      redraw();
    }, REST_MS);
    redraw();
    for (const listener of viewListeners) listener();
  });
  undo.push(() => {
    frames.stop();
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
  const imprint = (): Imprint => ({ caption: captionOf(data, t, store.state.locale), key: keyOf(data, store.state, theme, t) });
  const scene = createScene(data, camera, points, labels, picking, canvases, () => room, imprint);

  // the page in a notebook's frame (srcdoc) has no address of its own
  const addressed = options.address === true && location.protocol !== "about:";
  let following: Addressed | null = null;
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
      const view = (): View => framed(data, row, camera, findRoom());
      if (camera.sized) camera.fly(view());
      else camera.look(view);
    },
    linkable: addressed,
    link() {
      following?.catchUp();
      return location.href;
    },
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

  points.setDensity(density);
  const fit = fitTo(root, (width, height, ratio, covered) => {
    scene.resize(width, height, ratio);
    findRoom();
    camera.resize(width, height, covered);
    frames.now(); // at once: resizing has emptied the canvases
  });
  undo.push(fit.stop);
  for (const panel of PANELS) undo.push(panel(context));
  dark.addEventListener("change", dress);
  undo.push(() => dark.removeEventListener("change", dress));

  const labeling = labelMap(data, store, labels, camera, picking, redraw);
  undo.push(() => labeling.stop());

  undo.push(
    followPatterns(context),
    listenToKeys(context, () => root.querySelector<HTMLInputElement>("input.query")?.focus(), options.address),
    listenToAreas(context), // before the pointer: it takes the events of its drags
    listenToPointer(context),
    store.on(["theme", "locale"], dress),
    store.on(["colorBy", "masks", "matches", "pattern", "selected", "mode"], restyleSoon),
    store.on(["hover"], ({ mode }) => (mode === "distance" ? restyleSoon() : redraw())),
  );
  dress();
  fit.now();
  const covers = new ResizeObserver(() => {
    findRoom();
    redraw();
  });
  root.querySelectorAll(".panel").forEach((panel) => covers.observe(panel));
  undo.push(() => covers.disconnect());
  let gone = false;
  undo.push(() => (gone = true));
  void labeling.ready.then(() => {
    // what the first hover, the first selection and the first search ask for
    if (!gone) undo.push(whenIdle(() => learnTwins(data, STEP), () => search.prepare(STEP)));
  });
  if (addressed) {
    following = followAddress(context);
    undo.push(following.stop);
  }

  const destroy = (): void => takeAway(undo);
  return handleOf({ context, points, scene, labels, labeling, drawn: frames.drawn, destroy });
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
