// Scores by space (layers, checkpoints …) as lines with their intervals, and what chance gives as a band.

import { schemeTableau10 } from "d3-scale-chromatic";
import { el, SVG } from "../browser/dom.ts";
import { clamp } from "../text/numbers.ts";
import { type Report, type Score, say } from "./report-text.ts";

const WIDTH = 640;
const HEIGHT = 300;
const EDGE = { left: 44, right: 120, top: 12, bottom: 40 };

export function scorePlot(report: Report, current: number): HTMLElement {
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": say("byLayer") });
  const count = report.pairs.length;
  const x = (i: number): number => EDGE.left + (i * (WIDTH - EDGE.left - EDGE.right)) / Math.max(count - 1, 1);
  const y = (value: number): number => {
    const inside = clamp(value);
    return EDGE.top + (1 - inside) * (HEIGHT - EDGE.top - EDGE.bottom);
  };
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    svg.append(shape("line", { class: "grid", x1: x(0), x2: x(count - 1), y1: y(tick), y2: y(tick) }));
    svg.append(text(String(tick), EDGE.left - 8, y(tick) + 4, "end"));
  }
  svg.append(shape("line", { class: "current", x1: x(current), x2: x(current), y1: y(0), y2: y(1) }));
  for (let i = 0; i < count; i++) svg.append(text(shortName(report, i), x(i), HEIGHT - EDGE.bottom + 18, "middle"));

  const names = report.pairs[0].scores.map(({ name }) => name);
  const last: { name: string; color: string; at: number }[] = [];
  for (const [order, name] of names.entries()) {
    const color = schemeTableau10[order % schemeTableau10.length];
    const scores = report.pairs.map((pair) => pair.scores.find((score) => score.name === name) as Score);
    const band = [
      ...scores.map((score, i) => `${x(i)},${y(score.null + 2 * score.null_sd)}`),
      ...scores.map((score, i) => `${x(i)},${y(score.null - 2 * score.null_sd)}`).reverse(),
    ];
    svg.append(shape("polygon", { class: "null", points: band.join(" ") }));
    svg.append(
      shape("polyline", {
        class: "line",
        stroke: color,
        points: scores.map((s, i) => `${x(i)},${y(s.value)}`).join(" "),
      }),
    );
    for (const [i, score] of scores.entries()) {
      svg.append(shape("line", { stroke: color, x1: x(i), x2: x(i), y1: y(score.low), y2: y(score.high) }));
      svg.append(shape("circle", { fill: color, cx: x(i), cy: y(score.value), r: 3 }));
    }
    last.push({ name, color, at: y(scores[count - 1].value) });
  }
  let free = EDGE.top;
  for (const { name, color, at } of last.sort((a, b) => a.at - b.at)) {
    free = Math.max(at, free);
    svg.append(shape("circle", { fill: color, cx: x(count - 1) + 14, cy: free, r: 4 }));
    svg.append(text(name, x(count - 1) + 24, free + 4, "start"));
    free += 15;
  }
  return el("figure", {}, svg, el("figcaption", {}, say("byLayer")));
}

/** What tells a space's name from the others': the last word of "demo:bert layer 3", else its number. */
function shortName(report: Report, i: number): string {
  const words = report.spaces[i + 1].name.split(/\s+/);
  const last = words[words.length - 1];
  return last.length <= 8 ? last : String(i + 1);
}

function text(content: string, x: number, y: number, anchor: string): SVGElement {
  const label = shape("text", { x, y, "text-anchor": anchor });
  label.textContent = content;
  return label;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
