// The labels the map has now: laid out once for all tokens, and again, what is kept first, when the filters change.

import type { Camera } from "../camera/camera.ts";
import { trainedOf } from "../data/check.ts";
import type { MapData } from "../data/data.ts";
import { categoryOf } from "../data/names.ts";
import { type Locale, translator } from "../locales/i18n.ts";
import { masksOf, sameMasks } from "../points/emphasis.ts";
import type { Picking } from "../points/picking.ts";
import type { Trait } from "../regions/region-names.ts";
import { FUNCTION_WORDS, TRAINED_FROM, UNFIT_NAMES } from "../rules.ts";
import { enlargement, type Mask, type State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { keptFirst, orderOfImportance } from "./importance.ts";
import type { LabelLayout, LabelRequest } from "./label-layout.ts";
import { layOutLabels } from "./label-source.ts";
import type { Labels } from "./labels.ts";

export interface Labeling {
  /** Every label has its place; after a change of what is kept, once more. */
  readonly ready: Promise<void>;
  /** Tokens lie elsewhere: lay all labels out anew. Resolved when there are some to see. */
  renew(): Promise<void>;
  stop(): void;
}

/** The overview holds labels from this many pixels of map width on; smaller maps show none. */
const LEAST_MAP_PIXELS = 188;
/** Labels follow the filters once these have rested for so long. */
const REST_MS = 200;

export function labelMap(
  data: MapData,
  store: Store<State>,
  labels: Labels,
  camera: Camera,
  picking: Picking,
  redraw: () => void,
): Labeling {
  let resting = 0;
  let firstShown = (): void => {};
  const show = (layout: LabelLayout): void => {
    labels.setLayout(layout);
    if (layout.points) picking.adopt(layout.points);
    if (layout.done) limitTo(labels, camera, store.state);
    firstShown();
    redraw();
  };
  const { layOut, stop: stopWork } = createWork(data, labels.texts, () => store.state.locale, show);

  let all: LabelLayout | null = null;
  let laidOutIn = store.state.locale;
  /** What the labels follow now, or are about to. */
  let [followed, followedIn]: [readonly Mask[], Locale] = [[], laidOutIn];
  let settle = (): void => {};
  const begin = (): Promise<void> =>
    layOut(null, true).then((layout) => {
      if (!layout) return; // it was stopped before its end
      all = layout;
      if (masksOf(store.state).length > 0) follow();
    });
  let ready = begin();
  /** What is kept now is named first; places have names in the language of now. */
  const follow = (): void => {
    if (!all) return; // the first layout does, when it is there
    const seen = { ...store.state, hover: -1 };
    const masks = masksOf(seen);
    if (sameMasks(masks, followed) && followedIn === seen.locale) return;
    [followed, followedIn] = [masks, seen.locale];
    clearTimeout(resting);
    stopWork();
    settle();
    const isKept = masks.length > 0;
    if (!isKept && laidOutIn === seen.locale) {
      ready = Promise.resolve();
      return show(all);
    }
    ready = new Promise((resolve) => {
      settle = resolve;
      resting = window.setTimeout(() => {
        void layOut(keptRows(data.n, masks), false).then((layout) => {
          if (layout && !isKept) [all, laidOutIn] = [layout, seen.locale];
          resolve();
        });
      }, REST_MS);
    });
  };
  const unfollow = store.on(["masks", "mode", "selected", "landed", "locale"], follow);
  return {
    get ready() {
      return settled(() => ready);
    },
    renew() {
      clearTimeout(resting);
      stopWork();
      settle();
      all = null;
      [followed, followedIn, laidOutIn] = [[], store.state.locale, store.state.locale];
      const shown = new Promise<void>((resolve) => {
        firstShown = resolve;
      });
      ready = begin();
      return shown;
    },
    stop() {
      unfollow();
      clearTimeout(resting);
      stopWork();
      settle();
    },
  };
}

/** Lays labels out, one layout at a time; `show` is called with what there is of each. */
function createWork(
  data: MapData,
  texts: readonly string[],
  locale: () => Locale,
  show: (layout: LabelLayout) => void,
): { layOut(kept: Uint8Array | null, first: boolean): Promise<LabelLayout | null>; stop(): void } {
  const order = orderOfImportance(data);
  const startScale = LEAST_MAP_PIXELS / Math.max(data.width, data.height, 1);
  let stopWork = (): void => {};
  return {
    /** Those that are kept before all others; resolved when each has its place, or with null when stopped before. */
    layOut: (kept, first) =>
      new Promise((resolve) => {
        const request = { map: mapFor(data, locale()), texts, order: keptFirst(order, kept), kept, startScale, first };
        const stop = layOutLabels(request, (layout) => {
          show(layout);
          if (layout.done) resolve(layout);
        });
        stopWork = () => {
          stop();
          resolve(null);
        };
      }),
    stop: () => stopWork(),
  };
}

/** One comes so near that all labels are read; larger ones are from nearer only. */
export function limitTo(labels: Labels, camera: Camera, state: State): void {
  if (labels.deepest > 0) camera.limit(1.5 * labels.deepest * enlargement(state));
}

/** Resolved when nothing is laid out any more. */
async function settled(ready: () => Promise<void>): Promise<void> {
  let seen: Promise<void> | null = null;
  while (seen !== ready()) await (seen = ready());
}

/** 1 for each row that all of these keep; null where there are none. */
function keptRows(n: number, masks: readonly Mask[]): Mask | null {
  if (masks.length === 0) return null;
  return Uint8Array.from({ length: n }, (_, row) => (masks.every((mask) => mask[row] === 1) ? 1 : 0));
}

const WORDS = { unfit: UNFIT_NAMES, functions: FUNCTION_WORDS };

/** What the worker asks of the map, and no more: it is copied. */
function mapFor(data: MapData, locale: Locale): LabelRequest["map"] {
  const { n, k, x, y, width, height, grid, neighbors } = data;
  const [known, script] = ["kind", "script"].map((name) => traitOf(data, name, locale));
  const kind = withUntrained(known, data, locale);
  return { n, k, x, y, width, height, grid, neighbors, kind, script, words: WORDS };
}

/** A categorical column as the worker reads it, its categories in the reader's language. */
function traitOf(data: MapData, name: string, locale: Locale): Trait | undefined {
  const column = data.columns.find((one) => one.name === name);
  if (!column?.categories) return undefined;
  const { values, categories } = column;
  return { values, categories, names: categories.map((_, code) => categoryOf(column, code, locale)) };
}

/** The kinds with one more: rows that look untrained, whatever their tokens are, so that their place is called so. */
function withUntrained(kind: Trait | undefined, data: MapData, locale: Locale): Trait | undefined {
  const trained = trainedOf(data);
  if (!kind || !trained) return kind;
  const values = Uint32Array.from(kind.values, (code, row) =>
    trained.values[row] < TRAINED_FROM ? kind.categories.length : code,
  );
  const name = translator(locale)("untrainedRows");
  return { values, categories: [...kind.categories, "untrained"], names: [...kind.names, name] };
}
