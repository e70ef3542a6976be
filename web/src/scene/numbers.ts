// The numbers of categories that have no color, each where most of its tokens lie, as the legend tells them.

import type { Lens } from "../camera/lens.ts";
import { numberedAmong } from "../colors/categories.ts";
import { nearnessCenter } from "../colors/nearness.ts";
import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { apart } from "../labels/label-index.ts";
import { crowdsOf } from "../points/crowds.ts";
import { onlyOf } from "../state/filters.ts";
import type { State } from "../state/state.ts";
import type { Pen } from "../text/pen.ts";
import { FONTS } from "../text/text.ts";

export interface PlacedNumber {
  readonly number: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const [WIDTH, HEIGHT] = [20, 16];

/** Those on the screen, none over another; none while a selected token's neighbors have numbers. */
export function placeNumbers(data: MapData, state: State, camera: Lens): PlacedNumber[] {
  const column = data.columns.find(({ name }) => name === state.colorBy);
  if (!column?.categories || state.selected >= 0 || nearnessCenter(state) >= 0) return [];
  const crowds = crowdsOf(data, column);
  const placed: PlacedNumber[] = [];
  for (const code of numberedAmong(column, onlyOf(state.filters, column.name))) {
    const row = crowds[code] ?? -1;
    if (row < 0) continue;
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    if (x < -WIDTH || y < -HEIGHT || x > camera.width + WIDTH || y > camera.height + HEIGHT) continue;
    const box = { number: code + 1, left: x - WIDTH / 2, top: y - HEIGHT / 2, width: WIDTH, height: HEIGHT };
    if (placed.every((other) => apart(box, other))) placed.push(box);
  }
  return placed;
}

export function drawNumbers(pen: Pen, numbers: readonly PlacedNumber[], theme: Theme): void {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 11px ${FONTS}`;
  pen.lineWidth = 1;
  pen.strokeStyle = theme.region;
  for (const { number, left, top, width, height } of numbers) {
    pen.fillStyle = theme.panels.solid;
    pen.beginPath();
    pen.roundRect(left, top, width, height, 4);
    pen.fill();
    pen.stroke();
    pen.fillStyle = theme.ink;
    pen.fillText(String(number), left + width / 2, top + height / 2 + 0.5);
  }
}
