// The labels the map has now: laid out once for all tokens, and again, what is kept first, when the filters change.

import type { Camera } from "./camera.ts";
import type { MapData } from "./data.ts";
import { keeps } from "./emphasis.ts";
import type { Locale } from "./i18n.ts";
import { keptFirst, orderOfImportance } from "./importance.ts";
import type { LabelLayout } from "./label-layout.ts";
import { layOutLabels } from "./label-source.ts";
import type { Labels } from "./labels.ts";
import { categoryOf } from "./names.ts";
import type { Picking } from "./picking.ts";
import type { Trait } from "./region-names.ts";
import type { State, Store } from "./store.ts";

export interface Labeling {
  /** Every label has its place; after a change of the filters, once more. */
  readonly ready: Promise<void>;
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
  const { n, k, x, y, width, height, neighbors } = data;
  const { locale } = store.state;
  const [kind, script] = ["kind", "script"].map((name) => traitOf(data, name, locale));
  const map = { n, k, x, y, width, height, neighbors, kind, script }; // only these: what goes to the worker is copied
  const order = orderOfImportance(data);
  const startScale = LEAST_MAP_PIXELS / Math.max(width, height, 1);
  let deepest = 0;
  let stopWork = (): void => {};
  let resting = 0;

  const show = (layout: LabelLayout): void => {
    labels.setLayout(layout);
    if (layout.points) picking.adopt(layout.points);
    deepest = Math.max(deepest, labels.deepest);
    if (layout.done) camera.limit(1.5 * deepest);
    redraw();
  };
  /** Lay all labels out in this order; resolved when each has its place, or with null when stopped before. */
  const layOut = (inOrder: Uint32Array, points: boolean): Promise<LabelLayout | null> =>
    new Promise((resolve) => {
      const stop = layOutLabels({ map, texts: labels.texts, order: inOrder, startScale, points }, (layout) => {
        show(layout);
        if (layout.done) resolve(layout);
      });
      stopWork = () => {
        stop();
        resolve(null);
      };
    });
  const follow = (all: LabelLayout): void => {
    clearTimeout(resting);
    stopWork();
    if (Object.keys(store.state.masks).length === 0) return show(all);
    resting = window.setTimeout(() => {
      ready = layOut(keptFirst(order, (row) => keeps(store.state, row)), false).then(() => {});
    }, REST_MS);
  };
  let unfollow = (): void => {};
  let ready = layOut(order, true).then((all) => {
    if (!all) return;
    unfollow = store.on(["masks"], () => follow(all));
    if (Object.keys(store.state.masks).length > 0) follow(all);
  });
  return {
    get ready() {
      return ready;
    },
    stop() {
      unfollow();
      clearTimeout(resting);
      stopWork();
    },
  };
}

/** A categorical column as the worker reads it, its categories in the reader's language. */
function traitOf(data: MapData, name: string, locale: Locale): Trait | undefined {
  const column = data.columns.find((one) => one.name === name);
  if (!column?.categories) return undefined;
  const { values, categories } = column;
  return { values, categories, names: categories.map((_, code) => categoryOf(column, code, locale)) };
}
