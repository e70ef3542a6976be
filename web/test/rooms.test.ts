import assert from "node:assert/strict";
import { test } from "node:test";
import { importsOf, wrongIn } from "../rooms.mjs";

const ORDER = ["low", "high", "high/sub", "top.ts"];
const wrongOf = (files: Record<string, string>): string[] => wrongIn(importsOf(files), ORDER);

test("files that know only what stands before them are in order", () => {
  const files = {
    "low/a.ts": "",
    "high/b.ts": 'import { a } from "../low/a.ts";',
    "high/sub/c.ts": 'import styles from "./c.css";\nexport type { B } from "../b.ts";',
    "high/sub/c.css": "",
    "top.ts": 'import {\n  b,\n} from "./high/b.ts";\nimport d3 from "d3";',
  };
  assert.deepEqual(wrongOf(files), []);
});

test("an arrow up is found in whatever form it comes", () => {
  for (const form of [
    'import { b } from "../high/b.ts";',
    'import type { B } from "../high/b.ts";',
    'import source from "worker:../high/b.ts";',
    'export * from "../high/b.ts";',
    'import "../high/b.ts";',
    'const b = await import("../high/b.ts");',
  ]) {
    assert.deepEqual(wrongOf({ "low/a.ts": form, "high/b.ts": "" }), [
      "low/a.ts imports high/b.ts, whose room comes later",
    ]);
  }
});

test("a circle between files of one room is found, and told once", () => {
  const files = {
    "low/a.ts": 'import type { B } from "./b.ts";',
    "low/b.ts": 'import { c } from "./c.ts";',
    "low/c.ts": 'import type { A } from "./a.ts";',
  };
  assert.deepEqual(wrongOf(files), ["a circle: low/a.ts → low/b.ts → low/c.ts → low/a.ts"]);
});

test("a file in no room, and one that is not there, are told", () => {
  const wrong = wrongOf({ "shed/a.ts": "", "low/b.ts": 'import "./gone.ts";' });
  assert.deepEqual(wrong, [
    "shed/a.ts stands in no room of the order in rooms.mjs",
    "low/b.ts imports low/gone.ts, which is not there",
  ]);
});
