// What a panel gets: everything it may read, and the few things it may do.

import type { Camera } from "./camera/camera.ts";
import type { Theme } from "./colors/theme.ts";
import type { Column, MapData } from "./data/data.ts";
import type { Search } from "./data/search.ts";
import type { Still } from "./data/still.ts";
import type { Label } from "./labels/label-index.ts";
import type { RegionName } from "./labels/names-shown.ts";
import type { PlacedRegion } from "./labels/region-layout.ts";
import type { Translate } from "./locales/i18n.ts";
import type { Picking } from "./points/picking.ts";
import type { State } from "./state/state.ts";
import type { Store } from "./state/store.ts";

/** What panels that not every page has do for one another. */
export interface Offers {
  /** Cut a text by the page's tokenizer: its tokens' ids, and the one that stands for what is unknown; null: it cannot. */
  cut?(
    text: string,
    tell: (cut: { readonly ids: readonly number[]; readonly unknown: number | null } | null) => void,
  ): void;
}

export interface Context {
  readonly data: MapData;
  readonly store: Store<State>;
  readonly camera: Camera;
  readonly picking: Picking;
  readonly search: Search;
  /** Where panels put their elements: anywhere in the root, into the column at the left, or the bar of buttons. */
  readonly root: HTMLElement;
  /** The root, and that of the column and the bar where these stand outside of the map. */
  readonly roots: readonly HTMLElement[];
  readonly left: HTMLElement;
  readonly bar: HTMLElement;
  /** The map itself: it has the focus when no control has. */
  readonly surface: HTMLElement;
  /** Whether the map takes this wheel: it leaves one to a page that scrolls beneath it. */
  takesWheel(event: WheelEvent | MouseEvent): boolean;
  readonly theme: Theme;
  readonly t: Translate;
  /** Labels as drawn last, notes included. */
  visibleLabels(): readonly Label[];
  /** Names of regions as drawn last. */
  visibleRegions(): readonly RegionName[];
  /** Names of regions that are seen at any scale. */
  places(): readonly PlacedRegion[];
  /** Select a token (-1: none). */
  select(row: number): void;
  /** Select a token (-1: none) and fly to where its neighborhood is read. */
  goTo(row: number): void;
  /** Fly to where a region is most of what is seen; nothing is selected. */
  goToRegion(name: RegionName): void;
  /** Fly to a stop of a presentation: a region, or the whole map. */
  goToStop(place: PlacedRegion | undefined): void;
  /** Fly to where all of these rows are seen. */
  goToAll(rows: Uint32Array): void;
  /** Add a column to the map's, or put it in the place of one; the panels are built again. */
  putColumn(column: Column, place?: number): void;
  /** The same in the place of the column of its name, and color by it; a filter by the old one is dropped. */
  paint(column: Column): void;
  /** Have the map leave room for what covers its edges now; by itself it does so with the next frame. */
  fit(): void;
  /** Let the tokens lie elsewhere, on their way to other places; `seen`: how much of labels is seen meanwhile, 0 to 1. */
  drift(x: Float32Array, y: Float32Array, seen: number): void;
  /** Let all be as in this still of a film, and make anew what is made of places; resolved when labels can be seen again. */
  settle(still: Still): Promise<void>;
  /** Of other maps that are saved with this one. */
  partners(): readonly Context[];
  readonly offers: Offers;
  /** The page's address says what is seen. */
  readonly linkable: boolean;
  /** The address of what is seen now. */
  link(): string;
  /** The picture on the screen, with this many pixels per CSS pixel. */
  snapshot(ratio: number): HTMLCanvasElement;
  /** The same as an SVG file's text. */
  drawing(): string;
  /** Called after the camera has moved. */
  onView(listener: () => void): () => void;
  /** Called when the language or the theme changed: panels build their texts again. */
  onDress(listener: () => void): () => void;
}

/** A part of the interface. */
export interface Panel {
  /** How its elements look, as CSS; none where they look as all do. */
  readonly styles?: string;
  /** One is enough for several maps that act as one. */
  readonly shared?: boolean;
  /** Only where the map is all that the page shows. */
  readonly lone?: boolean;
  /**
   * Puts it into `context.root` and has it follow the store. What it returns stops its following, timers and listeners
   * outside its own elements; the elements go with the root.
   */
  start(context: Context): () => void;
}
