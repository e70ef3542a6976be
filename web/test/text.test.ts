import assert from "node:assert/strict";
import { test } from "node:test";
import { short, visible } from "../src/text.ts";

test("what could hide or turn text is spelled out", () => {
  assert.equal(visible("a\u202Eb"), "a⟨U+202E⟩b");
  assert.equal(visible("\u0000"), "⟨U+0000⟩");
  assert.equal(visible("\u2028"), "⟨U+2028⟩");
  assert.equal(visible("\ud83d"), "⟨U+D83D⟩");
  assert.equal(visible("\ude00x"), "⟨U+DE00⟩x");
  assert.equal(visible(""), "⟨empty⟩");
  assert.equal(visible("  "), "␣␣");
});

test("what is to be read stays as it is", () => {
  for (const text of ["優勝", "👩‍👩‍👧", "שלום", "हिन्दी", "a b", "</script>", "<!--"]) assert.equal(visible(text), text);
});

test("long texts are cut between characters", () => {
  assert.equal([...short("x".repeat(10_000))].length, 32);
  const cut = short("😀".repeat(100), 8);
  assert.equal(cut, "😀".repeat(7) + "…");
});
