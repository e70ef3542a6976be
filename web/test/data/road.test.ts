import assert from "node:assert/strict";
import { test } from "node:test";
import { type Neighborhood, shortestRoad } from "../../src/data/road.ts";

/** From the neighbors of each row, with their distances. */
function near(metric: string, ...rows: (readonly (readonly [number, number])[])[]): Neighborhood {
  const flat = rows.flat();
  return {
    n: rows.length,
    k: rows[0]?.length ?? 0,
    metric,
    neighbors: Uint32Array.from(flat, ([row]) => row),
    distances: Float32Array.from(flat, ([, distance]) => distance),
  };
}
const roads = (graph: Neighborhood, a: number, b: number): number[][] => [
  [...shortestRoad(graph, a, b)],
  [...shortestRoad(graph, b, a)].reverse(),
];

test("many short steps are shorter than a long one, and a step leads both ways", () => {
  // 0 → 1 → 2, and 0 → 2 at once: 1 + 1 against 1.5² = 2.25; none lists 0
  const rows = [[[1, 1]], [[2, 1]], [[1, 1]]] as const;
  assert.deepEqual(roads(near("euclidean", ...rows), 0, 2), [
    [0, 1, 2],
    [0, 1, 2],
  ]);
  const direct = near(
    "euclidean",
    [
      [1, 1],
      [2, 1.4],
    ],
    [
      [2, 1],
      [0, 1],
    ],
    [
      [1, 1],
      [0, 1.4],
    ],
  );
  assert.deepEqual(roads(direct, 0, 2), [
    [0, 2],
    [0, 2],
  ]);
  // the same numbers as cosine distances, which are squares already
  const cosine = near(
    "cosine",
    [
      [1, 0.5],
      [2, 1.1],
    ],
    [
      [2, 0.5],
      [0, 0.5],
    ],
    [
      [1, 0.5],
      [0, 1.1],
    ],
  );
  assert.deepEqual(roads(cosine, 0, 2), [
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test("of ways equally long it is the one through lower rows, and over copies the one of fewest steps", () => {
  const square = near(
    "euclidean",
    [
      [1, 1],
      [2, 1],
    ],
    [
      [0, 1],
      [3, 1],
    ],
    [
      [0, 1],
      [3, 1],
    ],
    [
      [1, 1],
      [2, 1],
    ],
  );
  assert.deepEqual(roads(square, 0, 3), [
    [0, 1, 3],
    [0, 1, 3],
  ]);
  const copies = near(
    "cosine",
    [
      [1, 0],
      [2, 0],
    ],
    [
      [0, 0],
      [2, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
  );
  assert.deepEqual(roads(copies, 0, 2), [
    [0, 2],
    [0, 2],
  ]);
});

test("where no way leads there is none", () => {
  const apart = near("cosine", [[1, 0.1]], [[0, 0.1]], [[3, 0.1]], [[2, 0.1]]);
  assert.deepEqual(roads(apart, 0, 3), [[], []]);
  assert.deepEqual(roads(apart, 1, 1), [[], []]);
  assert.deepEqual(roads({ ...apart, k: 0, neighbors: new Uint32Array(0), distances: new Float32Array(0) }, 0, 1), [
    [],
    [],
  ]);
});
