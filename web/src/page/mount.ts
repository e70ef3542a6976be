// mount(element, data): the viewer inside any element, several on a page; no globals, styles in a shadow root.

import { whenIdle } from "../browser/idle.ts";
import { type Edges, takesWheel, type View } from "../camera/camera.ts";
import { framed, framedAll, framedPlace, type Read, uncovered } from "../camera/framing.ts";
import { PLACE } from "../colors/place.ts";
import { LIGHT } from "../colors/theme.ts";
import type { Context, Panel } from "../context.ts";
import type { Column, MapData } from "../data/data.ts";
import { createSearch, type Search } from "../data/search.ts";
import { become } from "../data/still.ts";
import { learnTwins } from "../data/twins.ts";
import { listenToKeys } from "../input/keyboard.ts";
import { listenToPointer } from "../input/pointer.ts";
import { listenToAreas } from "../input/select-area.ts";
import { labelMap, limitTo } from "../labels/labeling.ts";
import { browserLocale } from "../locales/i18n.ts";
import { EMBEDDED, PANELS } from "../panels/panels.ts";
import { consequences } from "../state/consequences.ts";
import { setFilter } from "../state/filters.ts";
import { enlargement, INITIAL, type State } from "../state/state.ts";
import { createStore, type Store } from "../state/store.ts";
import { createDress, type Dress } from "./dress.ts";
import { fitTo, NOTHING, SEARCH } from "./fitting.ts";
import { type Handle, handleOf } from "./handle.ts";
import { type Addressed, followAddress, type Note } from "./history.ts";
import { createListeners, type Listeners } from "./listeners.ts";
import { createPicture, type Picture } from "./picture.ts";
import { followPrinting } from "./printing.ts";
import { createShell, type Shell } from "./shell.ts";

export interface Options {
  /** Draw points by Canvas 2D even where there is WebGL2. */
  readonly renderer?: "auto" | "canvas";
  /** Keep what is seen in the page's address, and open what it says; for a page that holds nothing else. */
  readonly address?: boolean;
  /** What else the address says. */
  readonly note?: Note;
  /** The column to color by at first. */
  readonly colorBy?: string;
  /** Where the panels stand that maps can share; by themselves they lie over the map. `null`: another map has them. */
  readonly panels?: HTMLElement | null;
  /** Maps that are saved with this one. */
  readonly partners?: () => readonly Handle[];
  /** The page scrolls beneath the map: a wheel is the map's only while it has the focus, or with Ctrl. */
  readonly scrolls?: boolean;
  /** Further panels, that not every page has. */
  readonly more?: readonly Panel[];
  /** Of the panels only the search and what is written over the map, for a page that is part of another. */
  readonly embed?: boolean;
}

/** So many tokens are prepared at once, while nothing else is to be done: a millisecond or two. */
const STEP = 4096;

const contexts = new WeakMap<Handle, Context>();

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
  const { embed = false, scrolls = embed || isFramed() } = options;
  const { shell, panels, bare, edges } = shellFor(shadow, options);
  undo.push(() => shadow.replaceChildren());
  const search = createSearch(data);
  const store = createStore<State>(
    { ...INITIAL, locale: browserLocale(), colorBy: firstOf(data, options) },
    consequences(data, search),
  );
  const [moved, dressed] = [createListeners(), createListeners()];
  const dress = createDress(shell, data, store, dressed);
  const takes = (event: MouseEvent): boolean => !scrolls || takesWheel(event, shell.surface);
  const picture = createPicture({ shell, data, store, dress, renderer: options.renderer, moved, takes }, undo);
  const { camera, frames, labels, picking, points, scene } = picture;
  const addressed = hasAddress(options);
  let following: Addressed | null = null;
  const linkNow = (): string => {
    following?.catchUp();
    return location.href;
  };
  const parts: Parts = {
    shell,
    data,
    search,
    store,
    dress,
    picture,
    moved,
    dressed,
    takesWheel: takes,
    partners: () => (options.partners?.() ?? []).flatMap((handle) => contexts.get(handle) ?? []),
    linkable: addressed,
    link: linkNow,
    fit: () => fit.now(),
    relabel: async () => labeling.renew(),
  };
  const context = contextOf(parts);

  const fit = fitTo(shell.root, data.n, () => edges(store.state), picture.resize);
  undo.push(fit.stop);
  for (const panel of panels) undo.push(panel.start(context));
  const labeling = labelMap(data, store, labels, camera, picking, frames.soon);
  undo.push(() => labeling.stop());
  undo.push(
    listenToKeys(context, options.address && !bare),
    listenToAreas(context), // before the pointer: it takes the events of its drags
    listenToPointer(context),
    ...followChoices(parts),
    store.on(["presenting"], ({ presenting }) => {
      for (const root of shell.roots) root.classList.toggle("presenting", presenting);
      fit.now();
    }),
  );
  dress.put();
  fit.now();
  undo.push(followCovers(shell, picture, fit.now));
  undo.push(followPrinting(shell.root, () => picture.drawing(LIGHT)));
  undo.push(prepareAfter(labeling.ready, data, search));
  if (addressed) {
    following = followAddress(context, options.note);
    undo.push(following.stop);
  }
  const all = { context, points, scene, labels, labeling, drawn: frames.drawn, destroy: () => takeAway(undo) };
  const handle = handleOf(all);
  contexts.set(handle, context);
  return handle;
}

/** After the labels: what the first hover, the first selection and the first search ask for. Returns how to stop. */
function prepareAfter(labels: Promise<void>, data: MapData, search: Search): () => void {
  let gone = false;
  let stop = (): void => undefined;
  void labels.then(() => {
    if (gone) return;
    stop = whenIdle(
      () => learnTwins(data, STEP),
      () => search.prepare(STEP),
    );
  });
  return () => {
    gone = true;
    stop();
  };
}

/**
 * The shell, and the panels that are put into it; `bare`: none of those that lie at a map's edges is; `edges`: what covers
 * these instead, null where such panels do.
 */
function shellFor(
  shadow: ShadowRoot,
  { panels: place, embed = false, more = [] }: Options,
): { shell: Shell; panels: readonly Panel[]; bare: boolean; edges(state: State): Edges | null } {
  const bare = place !== undefined;
  const holder = place ?? document.createElement("div");
  const shell = createShell(shadow, bare ? (holder.shadowRoot ?? holder.attachShadow({ mode: "open" })) : null);
  shell.root.classList.toggle("bare", bare || embed);
  shell.root.classList.toggle("embed", embed);
  shell.bar.hidden = embed;
  const edges = ({ presenting }: State): Edges | null => (bare || presenting ? NOTHING : embed ? SEARCH : null);
  const all = embed ? EMBEDDED : [...PANELS, ...more];
  return {
    shell,
    panels: all.filter(({ lone, shared }) => (place !== null || !shared) && !(bare && lone)),
    bare,
    edges,
  };
}

/** What colors the map at first: the column that was asked for, else its place. */
function firstOf({ columns }: MapData, { colorBy }: Options): string {
  return columns.find(({ name }) => name === colorBy)?.name ?? (columns.length > 0 ? PLACE : "");
}

/** Whether what is seen is kept in the address: the page in a notebook's frame (srcdoc) has none of its own. */
function hasAddress({ address }: Options): boolean {
  return address === true && location.protocol !== "about:";
}

/** Whether the page is a frame of another. */
function isFramed(): boolean {
  return window.parent !== window;
}

/** What another choice of the reader changes about the picture. */
function followChoices({ shell, store, dress, dressed, picture }: Parts): (() => void)[] {
  const { frames, restyle } = picture;
  return [
    dress.follow(),
    dressed.on(restyle),
    store.on(["colorBy", "columns", "masks", "matches", "pattern", "selected", "landed", "mode"], restyle),
    store.on(["textSize", "presenting"], (state) => {
      for (const root of shell.roots) root.dataset.text = String(state.textSize);
      limitTo(picture.labels, picture.camera, state);
      frames.soon();
    }),
    store.on(["outlined"], () => frames.soon()),
    store.on(["hover"], ({ mode }) => (mode === "distance" ? restyle() : frames.soon())),
  ];
}

interface Parts {
  readonly shell: Shell;
  readonly data: MapData;
  readonly search: Search;
  readonly store: Store<State>;
  readonly dress: Dress;
  readonly picture: Picture;
  readonly moved: Listeners;
  readonly dressed: Listeners;
  takesWheel(event: MouseEvent): boolean;
  partners(): readonly Context[];
  readonly linkable: boolean;
  link(): string;
  fit(): void;
  /** Lay the labels out anew; resolved when there are some to see. */
  relabel(): Promise<void>;
}

/** What panels and the input may read and do. */
function contextOf(parts: Parts): Context {
  const { shell, data, search, store, dress, picture, moved, dressed, takesWheel, partners, linkable, link } = parts;
  const { root, roots, left, bar, surface } = shell;
  const { camera, labels, picking, scene, room, snapshot, drawing } = picture;
  /** Until all labels have their places, by the points. */
  const read: Read = (...bounds) => {
    const [left, top, right, bottom, scale] = bounds;
    const count = labels.count(left, top, right, bottom, scale / enlargement(store.state));
    return Number.isNaN(count) ? picking.within(left, top, right, bottom).length : count;
  };
  const context: Context = {
    data,
    store,
    camera,
    picking,
    search,
    root,
    roots,
    left,
    bar,
    surface,
    takesWheel,
    get theme() {
      return dress.theme;
    },
    get t() {
      return dress.t;
    },
    visibleLabels: () => scene.over.shown,
    visibleRegions: () => scene.over.regions,
    places: () => labels.places,
    select(row) {
      store.set({ selected: row, hover: -1 });
      const view = row < 0 ? null : uncovered(data, row, camera, room());
      if (view) camera.fly(view);
    },
    goTo(row) {
      store.set({ selected: row, hover: -1 });
      if (row < 0) return;
      const view = (): View => framed(data, row, camera, room(), read);
      if (camera.sized) camera.fly(view());
      else camera.look(view);
    },
    goToRegion: ({ region }) => camera.fly(framedPlace(region, camera, room())),
    goToStop: (place) => camera.fly(place ? framedPlace(place, camera, room(), camera.home.scale) : camera.home),
    goToAll(rows) {
      if (rows.length > 1) camera.fly(framedAll(data, rows, camera, room()));
      else if (rows.length === 1) context.goTo(rows[0]);
    },
    putColumn: (column, place = -1) => putColumn(parts, column, place),
    paint: (column) => paint(context, column),
    fit: parts.fit,
    ...movesOf(parts),
    partners,
    offers: {},
    linkable,
    link,
    snapshot,
    drawing: () => drawing(),
    onView: moved.on,
    onDress: dressed.on,
  };
  return context;
}

/** Add a column, or put it in the place of one, and tell whoever shows columns. */
function putColumn({ data, store, dressed }: Parts, column: Column, place: number): void {
  const columns = data.columns as Column[];
  const [before] = place < 0 ? [] : columns.splice(place, 1, column);
  if (place < 0) columns.push(column);
  const same = before?.name === column.name && before.title === column.title && before.help === column.help;
  // what is painted again and again changes the colors and the legend alone
  if (same && !before.categories && !column.categories) store.set({ columns: store.state.columns + 1 });
  else dressed.tell();
}

/** Put a column in the place of that of its name, and color by it. */
function paint({ data, store, putColumn }: Context, column: Column): void {
  setFilter(store, column.name, null);
  putColumn(
    column,
    data.columns.findIndex(({ name }) => name === column.name),
  );
  store.set({ colorBy: column.name, mode: "column" });
}

/** How a mounted map takes other places. */
function movesOf({ data, store, dressed, picture, relabel }: Parts): Pick<Context, "drift" | "settle"> {
  const redraw = (seen: number): void => {
    picture.scene.drift(seen);
    picture.frames.soon();
  };
  return {
    drift(x, y, seen) {
      data.x.set(x);
      data.y.set(y);
      redraw(seen);
    },
    async settle(still) {
      become(data, still);
      picture.arrive();
      redraw(0);
      const { filters } = store.state;
      const asked = Object.keys(filters).length > 0; // what they keep may be otherwise now
      store.set({ hover: -1, filters: asked ? { ...filters } : filters });
      dressed.tell();
      await relabel();
    },
  };
}

/** Find what is free of the panels whenever one of them has another size. */
function followCovers({ root }: Shell, { room, frames }: Picture, fit: () => void): () => void {
  const covers = new ResizeObserver(() => {
    fit();
    room();
    frames.soon();
  });
  root.querySelectorAll(".panel, .caption").forEach((panel) => covers.observe(panel));
  return () => covers.disconnect();
}
