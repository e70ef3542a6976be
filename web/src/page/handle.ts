// What whoever mounted a map has in hand: what is seen, what to change, what happens.

import type { View } from "../camera/camera.ts";
import type { Context } from "../context.ts";
import type { Column, MapData } from "../data/data.ts";
import type { Label } from "../labels/label-index.ts";
import type { Labeling } from "../labels/labeling.ts";
import type { Labels } from "../labels/labels.ts";
import { fontOf, SIZES } from "../labels/typography.ts";
import { keeper } from "../points/emphasis.ts";
import type { PointRenderer } from "../points/points.ts";
import type { Scene } from "../scene/scene.ts";
import { CHOSEN, type State } from "../state/state.ts";

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
  /** Whether the whole map is looked at, as when it opened. */
  readonly atHome: boolean;
  /** Of the map on the screen, in CSS pixels; 0 by 0 until it is there. */
  readonly size: { readonly width: number; readonly height: number };
  /** Every label is placed; after a change of the filters, for those that they keep. */
  readonly ready: Promise<void>;
  /** Milliseconds of script that the last frame took. */
  readonly frameMs: number;
  /** Milliseconds that measuring and placing all labels took, beside the page; NaN before they are ready. */
  readonly labelsMs: number;
  /** The scale (pixels per world unit) from which each token's label is shown, at the first size of text. */
  readonly labelScales: Float32Array;
  /** The fonts that labels are set in. */
  readonly labelFonts: readonly string[];
  /** How far one can zoom in. */
  readonly maxScale: number;
  /** Whether a row is in color: no filter greys it, nor a search. */
  kept(row: number): boolean;
  set(change: Partial<State>): void;
  select(row: number): void;
  goTo(row: number): void;
  /** Go there at once; before the map has a size, as soon as it has one, when a function is asked for the view. */
  look(view: View | (() => View)): void;
  home(): void;
  /** Color by a column, in the place of one of its name. */
  paint(column: Column): void;
  /** Resolved when all that is to be seen now is drawn. */
  drawn(): Promise<void>;
  /** The regions whose names are on the screen, in CSS pixels from the element's corner: `text` is what is written of one. */
  visibleRegions(): readonly (Omit<Label, "row"> & {
    readonly text: string;
    readonly name: string;
    readonly level: number;
  })[];
  /** The numbers of categories without a color, on the screen. */
  visibleNumbers(): readonly number[];
  /** The labels on the screen, in CSS pixels from the element's corner. */
  visibleLabels(): readonly (Label & { readonly text: string })[];
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void;
  destroy(): void;
}

interface Parts {
  readonly context: Context;
  readonly points: Pick<PointRenderer, "kind">;
  readonly scene: Scene;
  readonly labels: Labels;
  readonly labeling: Labeling;
  drawn(): Promise<void>;
  destroy(): void;
}

export function handleOf({ context, points, scene, labels, labeling, drawn, destroy }: Parts): Handle {
  const { camera, data, store } = context;
  const subscriptions: { [Name in keyof Events]: (listener: (value: Events[Name]) => void) => () => void } = {
    hover: (listener) => store.on(["hover"], ({ hover }) => listener(hover)),
    select: (listener) => store.on(["selected"], ({ selected }) => listener(selected)),
    view: (listener) => context.onView(() => listener(camera.view)),
    state: (listener) => store.on(CHOSEN, listener),
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
    get atHome() {
      const { home, view } = camera;
      const near = (one: number, other: number): boolean => Math.abs(one - other) * view.scale < 1;
      return near(view.x, home.x) && near(view.y, home.y) && Math.abs(view.scale / home.scale - 1) < 1e-3;
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
    kept: (row) => keeper(store.state)(row),
    set: (change) => store.set(change),
    select: context.select,
    goTo: context.goTo,
    look: camera.look,
    home: () => camera.look(() => camera.home),
    paint: context.paint,
    drawn,
    visibleLabels: () => scene.over.shown.map((label) => ({ ...label, text: labels.texts[label.row] })),
    visibleRegions: () =>
      scene.over.regions.map(({ region, ...label }) => {
        const { words, level, lines } = region;
        return { ...label, text: lines.join(" "), name: words.join(" "), level };
      }),
    visibleNumbers: () => scene.over.numbers.map(({ number }) => number),
    on: (event, listener) => subscriptions[event](listener),
    destroy,
  };
}
