import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOf } from "../../src/data/random.ts";
import { chanceOfSharing, neighborsTogether } from "../../src/data/shared.ts";

const [N, K] = [60, 6];
const random = randomOf(11);

/** Each row's neighbors, drawn among the others. */
function drawn(): { n: number; k: number; metric: string; neighbors: Uint32Array; distances: Float32Array } {
  const rows = Array.from({ length: N }, (_, row) => {
    const others = Array.from({ length: N }, (_, other) => other).filter((other) => other !== row);
    for (let i = others.length - 1; i > 0; i--) {
      const j = Math.floor((i + 1) * random());
      [others[i], others[j]] = [others[j], others[i]];
    }
    return others.slice(0, K);
  });
  const distances = rows.flatMap(() => Array.from({ length: K }, random).sort((a, b) => a - b));
  return {
    n: N,
    k: K,
    metric: "cosine",
    neighbors: Uint32Array.from(rows.flat()),
    distances: Float32Array.from(distances),
  };
}

test("what is shared, what is of one alone and where they stand among each other's are those of the sets themselves", () => {
  const data = drawn();
  const near = (row: number): number[] => [...data.neighbors.subarray(row * K, (row + 1) * K)];
  for (let trial = 0; trial < 200; trial++) {
    const pins = [...new Set(Array.from({ length: 2 + (trial % 4) }, () => Math.floor(N * random())))];
    const { shared, own, pairs } = neighborsTogether(data, pins);
    for (let row = 0; row < N; row++) {
      const of = pins.flatMap((pin, place) => (near(pin).includes(row) ? [place] : []));
      assert.deepEqual(shared.find((one) => one.row === row)?.of ?? [], of.length > 1 ? of : []);
      own.forEach((neighbors, place) => {
        const alone = of.length === 1 && of[0] === place && !pins.includes(row);
        assert.equal(neighbors.some((one) => one.row === row), alone); // biome-ignore format: one line
      });
    }
    assert.deepEqual(
      [...shared].sort((a, b) => b.of.length - a.of.length || a.distance - b.distance),
      shared,
    );
    assert.equal(pairs.length, (pins.length * (pins.length - 1)) / 2);
    for (const { a, b, shared: count, placeOfA, placeOfB } of pairs) {
      assert.equal(count, near(pins[a]).filter((row) => near(pins[b]).includes(row)).length);
      assert.deepEqual([placeOfB, placeOfA], [near(pins[a]).indexOf(pins[b]) + 1, near(pins[b]).indexOf(pins[a]) + 1]);
    }
  }
});

test("chance is what all pairs have, but for the draw", () => {
  const data = drawn();
  const counts = new Array(K + 1).fill(0);
  for (let a = 0; a < N; a++) {
    for (let b = 0; b < N; b++) {
      if (a === b) continue;
      const other = data.neighbors.subarray(b * K, (b + 1) * K);
      const count = data.neighbors.subarray(a * K, (a + 1) * K).filter((row) => other.includes(row)).length;
      for (let s = 0; s <= count; s++) counts[s]++;
    }
  }
  const chance = chanceOfSharing(data);
  assert.equal(chance[0], 1);
  chance.forEach((share, s) => assert.ok(Math.abs(share - counts[s] / (N * (N - 1))) < 0.02, `${s}: ${share}`));
  assert.equal(chanceOfSharing(data), chance);
  assert.equal(chanceOfSharing({ ...data, n: 1 })[0], 0);
});
