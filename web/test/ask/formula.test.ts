// The page reads formulas as Python does: both are held to tests/golden/formulas.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseFormula } from "../../src/ask/formula.ts";
import { findWord } from "../../src/ask/words.ts";
import type { Column } from "../../src/data/data.ts";

type Case = readonly [text: string, terms: readonly (readonly [sign: number, text: string, quoted: boolean])[] | null];
const { formulas } = JSON.parse(readFileSync("../tests/golden/formulas.json", "utf8")) as { formulas: Case[] };

test("formulas are read as in Python", () => {
  for (const [text, terms] of formulas) {
    const read = parseFormula(text);
    const found = "wrong" in read ? null : read.map(({ sign, text, quoted }) => [sign, text, quoted]);
    assert.deepEqual([text, found], [text, terms]);
  }
  assert.ok(formulas.length > 40);
});

test("it is said where a term is missing", () => {
  assert.deepEqual(parseFormula(" "), { wrong: "empty", before: "", after: "" });
  assert.deepEqual(parseFormula("king - - man"), { wrong: "lacks", before: "-", after: "-" });
  assert.deepEqual(parseFormula("king －"), { wrong: "lacks", before: "－", after: "" });
  assert.deepEqual(parseFormula("+"), { wrong: "lacks", before: "+", after: "" });
  assert.deepEqual(parseFormula(Array(101).fill("a").join(" + ")), { wrong: "long", before: "", after: "" });
});

test("a word means the token that stands for a word, in quotation marks the one that is spelled so", () => {
  const kind: Column = {
    name: "kind",
    title: "Kind",
    help: "",
    categories: ["word", "continuation"],
    values: Uint32Array.from([1, 0, 0, 1, 0, 0, 0, 1]),
  };
  const raw = ["king", "▁king", "▁King", "##ing", "▁ing", "▁STRASSE", "'", "ı"];
  const readable = ["king", "king", "King", "ing", "ing", "STRASSE", "'", "ı"];
  const texts = { raw, readable, columns: [kind] };
  const found = (text: string, quoted = false): unknown => {
    const word = findWord(texts, { text, quoted });
    return word && [...word.rows, ...word.others];
  };
  assert.deepEqual(found("king"), [1, 0]);
  assert.deepEqual(found("king", true), [0]);
  assert.deepEqual(found("▁king", true), [1]);
  assert.deepEqual(found("'▁king'"), [1]);
  assert.deepEqual(found("KING"), [1, 0]); // but for case, three read so; those that read as the first are alike
  assert.deepEqual(found("ing"), [4, 3]);
  assert.deepEqual(found("##ing"), [3]);
  assert.deepEqual(found("straße"), [5]);
  assert.deepEqual(found("'"), [6]);
  assert.equal(found("i"), null);
  assert.equal(found("queen"), null);
});
