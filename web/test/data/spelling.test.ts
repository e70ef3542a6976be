// The page offers the spellings that Python does: tests/golden/spellings.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode } from "../../src/data/data.ts";
import { closeSpellings } from "../../src/data/spelling.ts";

type Asked = readonly (readonly [text: string, close: readonly string[]])[];
const answers = JSON.parse(readFileSync("../tests/golden/spellings.json", "utf8")) as Record<string, Asked>;

for (const [name, asked] of Object.entries(answers)) {
  test(`close spellings among the tokens of ${name}`, async () => {
    const { readable } = await decode(new Uint8Array(readFileSync(`../tests/golden/${name}.lxsc`)));
    for (const [text, close] of asked) assert.deepEqual([text, closeSpellings(readable, text)], [text, close]);
  });
}
