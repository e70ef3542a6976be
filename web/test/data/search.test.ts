import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "../../src/data/pattern.ts";
import { createSearch } from "../../src/data/search.ts";

const readable = ["victory", "Victory", "victories", "カタカナ", "かたかな", "ABC", "invictory", "優勝"];
const raw = ["victory", "Victory", "##victories", "カタカナ", "かたかな", "ＡＢＣ", "invictory", "▁優勝"];
const search = createSearch({ n: readable.length, readable, raw });
const found = (query: string): string[] => {
  const { pattern, rows } = search(query);
  return [...(pattern ? rowsOf(pattern, { readable, raw }) : rows)].map((row) => readable[row]);
};

test("the word itself comes first, then other cases, then longer words", () => {
  assert.deepEqual(found("Victory"), ["Victory", "victory", "invictory"]);
  assert.deepEqual(found("victor"), ["victory", "Victory", "victories", "invictory"]);
});

test("kana and width are one", () => {
  assert.deepEqual(found("かたかな").sort(), ["かたかな", "カタカナ"].sort());
  assert.deepEqual(found("ｶﾀｶﾅ").sort(), ["かたかな", "カタカナ"].sort());
  assert.deepEqual(found("ａｂｃ"), ["ABC"]);
});

test("a pattern is tried on raw and readable forms; a broken one says why", () => {
  assert.deepEqual(found("/^##/"), ["victories"]);
  assert.deepEqual(found("/^優/"), ["優勝"]);
  assert.match(search("/(/").error ?? "", /./);
});

test("typing on, or taking letters back, finds what a search from nothing finds", () => {
  const typed = createSearch({ n: readable.length, readable, raw });
  for (const query of ["v", "vi", "vic", "vict", "ict", "victories", "#", "##", "##v", "", "か", "カ", "vi"]) {
    const anew = createSearch({ n: readable.length, readable, raw });
    assert.deepEqual(typed(query), anew(query), query);
  }
});

test("what was prepared step by step is searched like the rest", () => {
  const prepared = createSearch({ n: readable.length, readable, raw });
  assert.equal(prepared.prepare(3), false);
  assert.deepEqual(prepared("victor"), search("victor"));
  assert.equal(prepared.prepare(3), true);
});
