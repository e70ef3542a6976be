// What lies over the points: the names of regions, lines, labels and notes, with any pen.

import type { Camera } from "../camera/camera.ts";
import { enlarged, under } from "../camera/lens.ts";
import type { Box } from "../camera/room.ts";
import { nearnessCenter } from "../colors/nearness.ts";
import { nameColor, PLACE } from "../colors/place.ts";
import { css, type Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { neighborsOf } from "../data/neighbors.ts";
import { neighborsTogether, type Shared } from "../data/shared.ts";
import { hasTwin } from "../data/twins.ts";
import { apart, type Label } from "../labels/label-index.ts";
import type { Labels } from "../labels/labels.ts";
import type { RegionName } from "../labels/names-shown.ts";
import type { Ink } from "../labels/sprites.ts";
import { keeper, masksOf } from "../points/emphasis.ts";
import type { Picking } from "../points/picking.ts";
import { enlargement, type State } from "../state/state.ts";
import { measureIn } from "../text/measure.ts";
import type { Pen } from "../text/pen.ts";
import { FONTS, short } from "../text/text.ts";
import { drawNotes, NOTE_FONT, type Note, placeNotes } from "./annotations.ts";
import { createBorders } from "./borders.ts";
import { drawFound, drawLinks, drawPins } from "./links.ts";
import { drawNumbers, type PlacedNumber, placeNumbers } from "./numbers.ts";
import { drawRoad } from "./road.ts";
import { drawTrails } from "./trails.ts";

/** How names and labels are put on the picture: copied from the atlas, or written as text. */
export interface Hand {
  begin?(
    names: readonly RegionName[],
    nameInkOf: (name: RegionName) => Ink,
    plain: readonly Label[],
    inkOf: (row: number) => Ink,
  ): void;
  names(names: readonly RegionName[], inkOf: (name: RegionName) => Ink): void;
  labels(plain: readonly Label[], inkOf: (row: number) => Ink): void;
}

export interface Overlay {
  /** Labels and notes drawn last. */
  readonly shown: readonly Label[];
  /** Names of regions drawn last. */
  readonly regions: readonly RegionName[];
  /** Numbers of categories drawn last. */
  readonly numbers: readonly PlacedNumber[];
  /** `seen`: how much of labels and of the names of places is seen, 0 to 1. */
  draw(pen: Pen, state: State, theme: Theme, hand: Hand, seen?: number): void;
}

/** How many of the found tokens are named on the map at once. */
const MOST_FOUND_NOTES = 150;

/** `room`: what no panel covers. */
export function createOverlay(
  data: MapData,
  camera: Camera,
  labels: Labels,
  picking: Picking,
  room: () => Box,
): Overlay {
  const measure = measureIn(
    document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D,
    `600 ${NOTE_FONT}px ${FONTS}`,
  );
  let shown: readonly Label[] = [];
  const drawBorders = createBorders(data);
  let regions: readonly RegionName[] = [];
  let numbers: readonly PlacedNumber[] = [];
  /** What lies over the points, the names of regions beneath everything that is exact. */
  const draw = (pen: Pen, state: State, theme: Theme, hand: Hand, seen = 1): void => {
    const by = enlargement(state);
    const lens = under(camera, by);
    const { left, top, right, bottom } = room();
    const free = { left: left / by, top: top / by, right: right / by, bottom: bottom / by };
    pen.save();
    pen.scale(by, by);
    const { shared } = neighborsTogether(data, state.pins);
    const notes = placeNotes(notesOf(state, data, labels, shared), data, lens, free, measure);
    const named = new Set(notes.filter(({ badgeOnly }) => !badgeOnly).map(({ row }) => row));
    numbers = (seen < 1 ? [] : placeNumbers(data, state, lens)).filter((number) =>
      notes.every((note) => apart(number, note)),
    );
    const taken = [...notes, ...numbers];
    const plain = faded(
      seen,
      labels.visible(lens).filter((label) => !named.has(label.row) && taken.every((other) => apart(label, other))),
    );
    const names = faded(
      seen,
      labels.regions(lens).filter((name) => taken.every((other) => apart(name, other))),
    );
    const { inkOf, nameInkOf } = inksOf(data, state, theme);
    hand.begin?.(names, nameInkOf, plain, inkOf);
    drawBorders(pen, lens, state, theme, seen);
    hand.names(names, nameInkOf);
    const center = state.selected >= 0 ? state.selected : state.hover;
    if (state.matches) drawFound(pen, data, lens, state.matches, theme);
    if (state.pins.length > 0) drawPins(pen, data, lens, state.pins, shared, theme);
    if (state.trails) drawTrails(pen, data, lens, state.trails, theme);
    if (state.road) drawRoad(pen, data, lens, state.road, theme);
    else if (center >= 0) drawLinks(pen, data, lens, picking, center, theme);
    hand.labels(plain, inkOf);
    drawNumbers(pen, numbers, theme);
    const colors = { ink: theme.ink, ground: theme.accentHalo, accent: theme.accent, onAccent: css(theme.land[0]) };
    drawNotes(pen, notes, colors, FONTS);
    pen.restore();
    shown = [...plain, ...notes].map((label) => enlarged(label, by));
    regions = names.map((name) => enlarged(name, by));
  };
  return {
    get shown() {
      return shown;
    },
    get regions() {
      return regions;
    },
    get numbers() {
      return numbers;
    },
    draw,
  };
}

/** In what labels and the names of places are written. */
function inksOf(
  data: MapData,
  state: State,
  theme: Theme,
): { inkOf: (row: number) => Ink; nameInkOf: (name: RegionName) => Ink } {
  const [ink, faint, pale] = [theme.ink, theme.faint, theme.region].map((color) => ({ color, halo: theme.halo }));
  const isKept = keeper(state);
  const tinted = state.colorBy === PLACE && !data.colored && nearnessCenter(state) < 0;
  return {
    inkOf: (row) => (isKept(row) ? ink : faint),
    nameInkOf({ region }) {
      // what is kept is louder than the names of places
      if (masksOf(state).length > 0) return faint;
      return tinted ? { color: css(nameColor(data, theme, region.x, region.y)), halo: theme.halo } : pale;
    },
  };
}

function faded<Shown extends { readonly opacity: number }>(seen: number, all: readonly Shown[]): readonly Shown[] {
  return seen >= 1 ? all : seen <= 0 ? [] : all.map((one) => ({ ...one, opacity: seen * one.opacity }));
}

/** What is to be named whatever the zoom, most wanted first; `shared`: neighbors that the pinned tokens share. */
function notesOf(state: State, data: MapData, labels: Labels, shared: readonly Shared[]): Note[] {
  const notes: Note[] = [];
  const named = new Set<number>();
  const add = (note: Note): void => {
    if (note.row < 0 || named.has(note.row)) return;
    named.add(note.row);
    notes.push(note);
  };
  const text = (row: number): string => (hasTwin(data, row) ? short(data.raw[row]) : labels.texts[row]);
  if (state.selected >= 0) {
    add({ row: state.selected, text: text(state.selected), main: true });
    const near = state.road ? [] : neighborsOf(data, state.selected);
    for (const row of state.road ?? []) add({ row, text: text(row) });
    for (const { row, rank } of near) add({ row, text: text(row), badge: rank });
  }
  for (const row of state.pins) add({ row, text: text(row), main: true });
  for (const { row } of shared) add({ row, text: text(row) });
  if (state.hover >= 0) add({ row: state.hover, text: text(state.hover), main: true });
  for (const row of state.matches?.subarray(0, MOST_FOUND_NOTES) ?? []) add({ row, text: text(row) });
  return notes;
}
