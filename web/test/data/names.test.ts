import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column } from "../../src/data/data.ts";
import { categoryOf } from "../../src/data/names.ts";

const named = (name: string, category: string, locale: string): string => {
  const column: Column = { name, title: name, help: "", categories: [category], values: new Uint32Array(1) };
  return categoryOf(column, 0, locale);
};

test("scripts have the browser's names in the reader's language, and where it has none, Python's", () => {
  assert.deepEqual(
    ["Han", "Cyrillic", "Thai", "Cuneiform", "Tai Le", "N'Ko", "Bengali"].map((script) =>
      named("script", script, "ja"),
    ),
    ["漢字", "キリル文字", "タイ文字", "シュメール＝アッカド語楔形文字", "タイ・レ文字", "ンコ文字", "ベンガル文字"],
  );
  // what only begins like a script's code, or is none at all
  for (const own of ["Arabian nights", "Thailand", "Khitan", "Old Chinese", "constructor", "", "<b>"]) {
    assert.equal(named("script", own, "ja"), own);
  }
  assert.equal(named("script", "Han", "en"), "Han");
  assert.equal(named("mood", "Thai", "ja"), "Thai");
});
