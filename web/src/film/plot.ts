// What is measured of each frame, as lines over the frames: what chance gives as a band, the frame that is shown as a line.

import { el, SVG } from "../browser/dom.ts";
import { own } from "../text/own.ts";
import type { FrameFacts, Score } from "./reel.ts";
import type { Say } from "./texts.ts";

/** One measure: its value in a frame, what lies around it, and what chance gives; null where it is not known, or does not apply. */
export interface Measure {
  readonly name: "before" | "last" | "norm" | "anisotropy" | "effective_rank" | "untrained";
  of(frame: FrameFacts): Point | null;
  readonly digits: number;
  /** Whether its digits are significant ones, not decimals: it has a unit, which may be any. */
  readonly significant?: true;
  /** Where its axis begins and ends at least. */
  readonly from: number;
  readonly to: number;
}

interface Point {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly chance?: number;
}

const alone = (value: number | null): Point | null => (value === null ? null : { value, low: value, high: value });
const scored = (score: Score | null): Point | null => score && { ...score, chance: score.null };

export const MEASURES: readonly Measure[] = [
  { name: "before", of: ({ before }) => scored(before), digits: 3, from: 0, to: 1 },
  { name: "last", of: ({ last }) => scored(last), digits: 3, from: 0, to: 1 },
  {
    name: "norm",
    of: ({ norm: [low, value, high] }) => ({ low, value, high }),
    digits: 4,
    significant: true,
    from: 0,
    to: 0,
  },
  { name: "anisotropy", of: ({ anisotropy }) => alone(anisotropy), digits: 3, from: 0, to: 0 },
  { name: "effective_rank", of: ({ effective_rank }) => alone(effective_rank), digits: 1, from: 0, to: 0 },
  { name: "untrained", of: ({ untrained }) => alone(untrained), digits: 4, from: 0, to: 0 },
];

const [WIDTH, HEIGHT, EDGE] = [252, 44, 5];

/** The plots, and how the shown frame is marked in all of them. */
export function createPlots(frames: readonly FrameFacts[]): { element: HTMLElement; show(at: number, say: Say): void } {
  const plots = MEASURES.filter((measure) => frames.some((frame) => measure.of(frame))).map((measure) => ({
    measure,
    ...plotOf(measure, frames),
    title: el("span"),
    value: el("span", { class: "value" }),
  }));
  const element = el("div", { class: "plots" });
  for (const { title, value, svg } of plots) element.append(el("figure", {}, el("figcaption", {}, title, value), svg));
  return {
    element,
    show(at, say) {
      for (const { measure, title, value, svg, mark } of plots) {
        const point = measure.of(frames[at]);
        const number = (of: number): string =>
          measure.significant ? String(Number(of.toPrecision(measure.digits))) : of.toFixed(measure.digits);
        title.textContent = say(measure.name);
        value.textContent =
          point === null
            ? whyNone(measure.name, frames[at], say)
            : point.chance === undefined
              ? number(point.value)
              : say("chance", { value: number(point.value), null: number(point.chance) });
        svg.setAttribute("aria-label", `${title.textContent}: ${value.textContent}`);
        mark(at, point);
      }
    },
  };
}

/** What stands in the place of a figure: that it does not apply, and why, or that it is not known. */
function whyNone(name: Measure["name"], { not_applicable: reasons = {}, space }: FrameFacts, say: Say): string {
  const key = own(WHY, name);
  return key && own(reasons, name) ? say("notApplicable", { why: say(key, { space }) }) : say("unknown");
}

const WHY = { before: "isFirst", last: "isLast", untrained: "isCorrected" } as const;

function plotOf(measure: Measure, frames: readonly FrameFacts[]) {
  const points = frames.map((frame) => measure.of(frame));
  const known = points.flatMap((point) => (point ? [point] : []));
  const low = Math.min(measure.from, ...known.map((point) => point.low));
  const high = Math.max(measure.to, ...known.map((point) => point.high));
  const x = (i: number): number => EDGE + (i * (WIDTH - 2 * EDGE)) / Math.max(frames.length - 1, 1);
  const y = (value: number): number => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  svg.append(shape("line", { class: "ground", x1: EDGE, x2: WIDTH - EDGE, y1: y(low), y2: y(low) }));
  const line = (name: string, of: (point: Point) => number | undefined): SVGElement => {
    const path = points.flatMap((point, i) => {
      const value = point ? of(point) : undefined;
      return value === undefined ? [] : [`${x(i).toFixed(1)},${y(value).toFixed(1)}`];
    });
    return shape("polyline", { class: name, points: path.join(" ") });
  };
  const there = points.flatMap((point, i) => (point ? [{ i, ...point }] : []));
  const band = [...there.map(({ i, low: value }) => `${x(i)},${y(value)}`)].concat(
    there.map(({ i, high: value }) => `${x(i)},${y(value)}`).reverse(),
  );
  svg.append(shape("polygon", { class: "band", points: band.join(" ") }));
  svg.append(
    line("chance", ({ chance }) => chance),
    line("line", ({ value }) => value),
  );
  const cursor = shape("line", { class: "cursor", y1: 0, y2: HEIGHT });
  const dot = shape("circle", { class: "dot", r: 3 });
  svg.append(cursor, dot);
  return {
    svg,
    mark(at: number, point: Point | null): void {
      for (const key of ["x1", "x2"]) cursor.setAttribute(key, String(x(at)));
      dot.setAttribute("cx", String(x(at)));
      dot.setAttribute("cy", String(point ? y(point.value) : -9));
    },
  };
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
