import assert from "node:assert/strict";
import { test } from "node:test";
import type { Name } from "../../src/labels/board.ts";
import { LONELY } from "../../src/labels/gaps.ts";
import { type Placement, place } from "../../src/labels/placement.ts";

/** A small generator of its own, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function scattered(n: number, seed: number): Placement {
  const next = random(seed);
  const fill = (of: () => number): Float32Array => Float32Array.from({ length: n }, of);
  return {
    x: fill(() => Math.round(next() * 4000)),
    y: fill(() => Math.round(next() * 4000)),
    halfWidth: fill(() => 10 + 60 * next()),
    halfHeight: fill(() => 8 + 4 * next()),
    order: Uint32Array.from({ length: n }, (_, i) => i),
    startScale: 0.02,
    maxScale: 4096,
  };
}

function overlaps(input: Placement, shown: number[], scale: number): [number, number][] {
  const { x, y, halfWidth: w, halfHeight: h } = input;
  const pairs: [number, number][] = [];
  for (const i of shown) {
    for (const j of shown) {
      if (j <= i) continue;
      const inX = Math.abs(x[i] - x[j]) * scale < w[i] + w[j] - 1e-3;
      const inY = Math.abs(y[i] - y[j]) * scale < h[i] + h[j] - 1e-3;
      if (inX && inY) pairs.push([i, j]);
    }
  }
  return pairs;
}

/** A name by itself, of which each test says what it is about. */
const NAME: Name = {
  x: 1000,
  y: 1000,
  reach: 100,
  halfWidth: 50,
  halfHeight: 12,
  from: 1,
  sooner: 0.02,
  until: 2,
  brief: null,
};

/** The labels shown at a scale that lie under a name that stands at (x, y). */
function under(
  input: Placement,
  scales: Float32Array,
  name: Pick<Name, "x" | "y" | "halfWidth" | "halfHeight">,
  scale: number,
): number[] {
  const { x, y, halfWidth: w, halfHeight: h } = input;
  return shownAt(scales, scale).filter(
    (i) =>
      Math.abs(x[i] - name.x) * scale < w[i] + name.halfWidth - 1e-3 &&
      Math.abs(y[i] - name.y) * scale < h[i] + name.halfHeight - 1e-3,
  );
}

const shownAt = (scales: Float32Array, scale: number): number[] =>
  [...scales.keys()].filter((row) => scales[row] <= scale);

test("labels shown at a scale never overlap, at any scale", () => {
  for (const seed of [1, 2, 3]) {
    const input = scattered(700, seed);
    const { scales } = place(input);
    const turns = [...new Set(scales)].filter(Number.isFinite);
    for (const scale of [...turns, 0.01, 0.5, 3]) {
      assert.deepEqual(overlaps(input, shownAt(scales, scale), scale), [], `seed ${seed}, scale ${scale}`);
    }
  }
});

test("every label is shown at some scale when no two anchors coincide", () => {
  const input = scattered(700, 4);
  const taken = new Set<number>();
  input.x.forEach((x, i) => taken.add(x * 10000 + input.y[i]));
  assert.equal(taken.size, 700);
  assert.ok(place(input).scales.every(Number.isFinite));
});

test("the most important label is there from the beginning, and each comes as soon as those before it allow", () => {
  const input = scattered(200, 5);
  const { scales } = place(input);
  assert.ok(Math.abs(scales[0] / (input.startScale / 2) - 1) < 1e-6);
  // one step earlier, a label would overlap one before it or be below the first scale
  for (let i = 1; i < 200; i++) {
    if (scales[i] <= scales[0]) continue;
    const earlier = scales[i] * 0.999;
    const rivals = shownAt(scales, scales[i]).filter((j) => j !== i && scales[j] <= scales[i]);
    assert.ok(
      overlaps(
        input,
        [...rivals, i].sort((a, b) => a - b),
        earlier,
      ).some((pair) => pair.includes(i)),
      `label ${i}`,
    );
  }
});

test("a label waits for a region's name, or for the name to go", () => {
  const name: Name = {
    ...NAME,
    x: 2000,
    y: 2000,
    reach: 0,
    halfWidth: 200,
    halfHeight: 30,
    from: 0,
    sooner: 0,
    until: 0.5,
  };
  const input = { ...scattered(300, 6), names: [name] };
  const { scales } = place(input);
  for (let i = 0; i < 300; i++) {
    const apart = Math.min(
      (input.halfWidth[i] + name.halfWidth) / Math.abs(input.x[i] - name.x),
      (input.halfHeight[i] + name.halfHeight) / Math.abs(input.y[i] - name.y),
    );
    assert.ok(scales[i] >= Math.min(apart, name.until) - 1e-6, `label ${i}`);
  }
});

test("coinciding anchors never both get a label, and the first one does", () => {
  const input = scattered(2, 7);
  input.x[1] = input.x[0];
  input.y[1] = input.y[0];
  const { scales } = place(input);
  assert.ok(Number.isFinite(scales[0]));
  assert.equal(scales[1], Infinity);
});

test("a name stands on its region, over no label and no other name, while it is shown", () => {
  const next = random(8);
  const names: Name[] = Array.from({ length: 40 }, (_, i) => {
    const from = 0.02 * 2 ** (i % 5);
    const [x, y] = [4000 * next(), 4000 * next()];
    return { x, y, reach: 150, halfWidth: 50, halfHeight: 20, from, sooner: from, until: 5 * from, brief: null };
  });
  const input = { ...scattered(500, 9), names };
  const { scales, names: placed } = place(input);
  assert.ok(placed.length > 5);
  for (const one of placed) {
    const name = names[one.at];
    // on its region, or where a gap is filled beside it
    assert.ok(Math.hypot(one.x - name.x, one.y - name.y) <= 4 * name.reach * 1.001);
    assert.ok(one.from >= name.from && one.from < name.until);
    for (const scale of [one.from, (one.from + name.until) / 2, name.until * 0.999]) {
      const meets = (x: number, y: number, w: number, h: number): boolean =>
        Math.abs(x - one.x) * scale < w + name.halfWidth - 1e-3 &&
        Math.abs(y - one.y) * scale < h + name.halfHeight - 1e-3;
      for (const i of shownAt(scales, scale)) {
        assert.ok(
          !meets(input.x[i], input.y[i], input.halfWidth[i], input.halfHeight[i]),
          `name ${one.at}, label ${i}`,
        );
      }
      for (const other of placed) {
        if (other === one || other.from > scale || names[other.at].until <= scale) continue;
        assert.ok(
          !meets(other.x, other.y, names[other.at].halfWidth, names[other.at].halfHeight),
          `${one.at}, ${other.at}`,
        );
      }
    }
  }
});

test("a name comes before its time where no other is near, pushes few labels aside, and all is apart at any scale", () => {
  const names = Array.from({ length: 30 }, (_, i) => ({
    ...NAME,
    x: 150 + 700 * (i % 6),
    y: 150 + 900 * Math.floor(i / 6),
  }));
  for (const seed of [10, 11]) {
    const input = { ...scattered(500, seed), names };
    const { scales, names: placed } = place(input);
    const soon = placed.filter(({ from }) => from < 0.9);
    assert.ok(soon.length > 5, `${soon.length} come before their time`);
    for (const one of soon) {
      // when it comes, none that found its place before is there and near
      const earlier = placed.slice(0, placed.indexOf(one));
      const rivals = earlier.filter(({ from, until }) => from <= one.from && one.from < until);
      for (const other of rivals) {
        const beside = Math.max(Math.abs(one.x - other.x) * one.from - 100, 0);
        const below = Math.max(Math.abs(one.y - other.y) * one.from - 24, 0);
        assert.ok(Math.hypot(beside, below) >= LONELY - 0.1, `${one.at} and ${other.at}`);
      }
    }
    const turns = [...new Set([...scales, ...placed.flatMap(({ from, until }) => [from, until * 0.999])])];
    for (const scale of turns.filter(Number.isFinite)) {
      const labels = shownAt(scales, scale);
      const shown = placed.filter(({ from, until }) => from <= scale && scale < until);
      assert.deepEqual(overlaps(input, labels, scale), []);
      for (const one of shown)
        assert.deepEqual(under(input, scales, one, scale), [], `name ${one.at} at scale ${scale}`);
    }
  }
});

test("a name for which labels leave no room is shortened to its best word, and stands whole where there is room", () => {
  const long: Name = { ...NAME, reach: 60, halfWidth: 400, from: 0.5, brief: { halfWidth: 40, halfHeight: 12 } };
  const names = Array.from({ length: 20 }, (_, i) => ({
    ...long,
    x: 200 + 900 * (i % 5),
    y: 200 + 1100 * Math.floor(i / 5),
  }));
  const input = { ...scattered(600, 12), names };
  const { scales, names: placed } = place(input);
  const shortened = placed.filter((one) => one.shortened);
  assert.ok(shortened.length > 0);
  for (const one of placed) {
    assert.equal(one.halfWidth, one.shortened ? 40 : 400);
    for (const scale of [one.from, one.until * 0.999]) {
      assert.deepEqual(under(input, scales, one, scale), [], `name ${one.at} at scale ${scale}`);
    }
  }
  const elsewhere = { ...input, x: input.x.map((x) => x + 20_000) };
  const alone = place({ ...elsewhere, names: [long] }).names;
  assert.deepEqual(
    alone.map((one) => one.shortened),
    [false],
  );
});
