// What the page computes with rounded rows are Python's figures for the same rows: tests/golden/vectors.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answererOf } from "../../src/ask/questions.ts";
import {
  addUp,
  chanceAlong,
  chanceOfPairs,
  distanceOf,
  layAxis,
  type Rows,
  rowsOf,
  unpack,
} from "../../src/ask/rows.ts";

interface Expected {
  packed: string;
  header: { n: number; dim: number; recall: number };
  /** Signs and rows in one, and the answer. */
  sums: [rows: number[], { near: [row: number, distance: number][]; inputs: [number, number, number][] }][];
  axes: [a: number[], b: number[], positions: (number | null)[]][];
  chance: [number, number];
}

const answers = JSON.parse(readFileSync("../tests/golden/vectors.json", "utf8")) as Record<string, Expected>;

function near(found: number, expected: number, margin: number): void {
  assert.ok(Math.abs(found - expected) <= margin * Math.max(1, Math.abs(expected)), `${found}, not ${expected}`);
}

for (const [metric, expected] of Object.entries(answers)) {
  test(`rows by ${metric} are read, added up and laid along axes as in Python`, async () => {
    const { told, rows } = await unpack(expected.packed);
    assert.deepEqual([told.n, told.dim, told.recall], [rows.n, rows.dim, expected.header.recall]);
    for (const [signed, { near: nearest, inputs }] of expected.sums) {
      const terms = signed.map((one) => ({ sign: Math.sign(one), rows: [Math.abs(one)] }));
      const sum = addUp(rows, terms, nearest.length);
      assert.ok(typeof sum !== "string");
      assert.deepEqual(
        sum.near.map(({ row }) => row),
        nearest.map(([row]) => row),
      );
      sum.near.forEach(({ value }, i) => near(value, nearest[i][1], 1e-6));
      assert.deepEqual(
        sum.inputs.map(({ row, place }) => [row, place]),
        inputs.map(([row, , place]) => [row, place]),
      );
      sum.inputs.forEach(({ value }, i) => near(value, inputs[i][1], 1e-6));
    }
    for (const [a, b, positions] of expected.axes) {
      const laid = layAxis(rows, a, b);
      assert.ok(typeof laid !== "string");
      laid.positions.forEach((position, row) => {
        if (positions[row] === null) assert.ok(Number.isNaN(position));
        else near(position, positions[row], 1e-6);
      });
    }
  });
}

test("what chance gives is near what Python draws", async () => {
  const { rows } = await unpack(answers.cosine.packed);
  const laid = layAxis(rows, [1], [2]);
  assert.ok(typeof laid !== "string");
  const chance = chanceAlong(rows, 1, 1);
  assert.ok(chance);
  chance.forEach((end, i) => near(end / laid.half, answers.cosine.chance[i], 1e-5));
  const pairs = chanceOfPairs(rows);
  assert.ok(pairs && pairs[0] < pairs[1] && pairs[0] > 0 && pairs[1] < 2);
});

/** Rows of two dimensions. */
function made(rows: readonly [number, number][], unit = true): Rows {
  return rowsOf(Int16Array.from([...rows.map(([x]) => x), ...rows.map(([, y]) => y)]), rows.length, unit, 0.5);
}

test("what has no answer says why", () => {
  const rows = made([
    [3, 0],
    [0, 0],
    [6, 0],
    [0, 5],
  ]);
  assert.equal(
    addUp(
      rows,
      [
        { sign: 1, rows: [0] },
        { sign: -1, rows: [2] },
      ],
      3,
    ),
    "cancel",
  );
  assert.equal(addUp(rows, [{ sign: 1, rows: [1] }], 3), "zero");
  assert.equal(layAxis(rows, [0], [2]), "same");
  assert.equal(layAxis(rows, [0], [1]), "zero");
  assert.equal(chanceAlong(made([[1, 1], [2, 1]]), 1, 1), null); // biome-ignore format: short
  assert.equal(chanceOfPairs(made([[1, 1]])), null);
  near(distanceOf(rows, 0, 3), 1, 1e-12);
  near(distanceOf(made([[3, 0], [0, 4]], false), 0, 1), 2.5, 1e-12); // biome-ignore format: short
});

test("equal distances come in order of position, and no more are listed than there are", () => {
  const sum = addUp(made([[1, 0], [2, 0], [1, 1], [3, 0]]), [{ sign: 1, rows: [3] }], 50); // biome-ignore format: short
  assert.ok(typeof sum !== "string");
  assert.deepEqual(
    sum.near.map(({ row }) => row),
    [0, 1, 2],
  );
  assert.deepEqual(
    sum.inputs.map(({ place }) => place),
    [3],
  );
});

test("a mean of rows counts as one term: by cosine its direction, else as it is", () => {
  const rows: readonly [number, number][] = [[4, 0], [0, 2], [1, 1], [3, 5], [-4, 0]]; // biome-ignore format: short
  const term = [{ sign: 1, rows: [0, 1] }];
  const value = (unit: boolean, row: number): number => {
    const sum = addUp(made(rows, unit), term, 5);
    assert.ok(typeof sum !== "string");
    assert.deepEqual(
      sum.inputs.map((one) => one.row),
      [0, 1],
    );
    return sum.near.find((one) => one.row === row)?.value ?? NaN;
  };
  near(value(true, 2), 0, 1e-12); // the mean of (1, 0) and (0, 1) points at (1, 1)
  near(value(false, 2), 0.5 * Math.hypot(1 - 2, 1 - 1), 1e-12);
  assert.equal(addUp(made(rows), [{ sign: 1, rows: [0, 4] }], 5), "zero");
});

test("what was cut or altered is refused", async () => {
  const { packed } = answers.cosine;
  await assert.rejects(unpack(packed.slice(0, packed.length / 2 - 2)));
  await assert.rejects(unpack(`${packed.slice(0, 400)}AAAA${packed.slice(404)}`));
  await assert.rejects(unpack(""));
});

test("a null is drawn once, and is the same each time", async () => {
  const [one, other] = await Promise.all([unpack(answers.cosine.packed), unpack(answers.cosine.packed)]);
  const ask = answererOf(one.told, one.rows);
  const first = ask({ kind: "chance", asked: { a: 1, b: 2 } });
  assert.equal(ask({ kind: "chance", asked: { a: 1, b: 2 } }), first);
  assert.deepEqual(answererOf(other.told, other.rows)({ kind: "chance", asked: { a: 1, b: 2 } }), first);
});
