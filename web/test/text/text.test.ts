import assert from "node:assert/strict";
import { test } from "node:test";
import { short, visible } from "../../src/text/text.ts";

test("what could hide or turn text is spelled out", () => {
  assert.equal(visible("a\u202Eb"), "a\\u202eb");
  assert.equal(visible("\u0000"), "␀");
  assert.equal(visible("\u2028"), "\\u2028");
  assert.equal(visible("\ud83d"), "\\ud83d");
  assert.equal(visible("\ude00x"), "\\ude00x");
  assert.equal(visible(""), "⟨empty⟩");
  assert.equal(visible("  "), "␣␣");
});

test("a text that would draw nothing is spelled out whole", () => {
  const blanks = ["\ufe0f", "\u3164", "\u200d", "\u200c", "\u2800", "\u115f", "\uffa0", "\u034f", "\u180b"];
  for (const blank of blanks) {
    const spelled = `\\u${blank.charCodeAt(0).toString(16).padStart(4, "0")}`;
    assert.equal(visible(blank), spelled);
    assert.equal(visible(` ${blank}${blank}`), `␣${spelled}${spelled}`);
  }
  assert.equal(visible("\u0301"), "◌\u0301"); // a mark without a letter has something to stand on
  assert.equal(visible("a\u{e0041}\u{e007f}"), "a\\U000e0041\\U000e007f");
});

test("what is to be read stays as it is", () => {
  for (const text of ["優勝", "👩‍👩‍👧", "שלום", "हिन्दी", "❤️", "e\u0301", "a b", "</script>", "<!--"])
    assert.equal(visible(text), text);
});

test("long texts are cut between characters", () => {
  assert.equal([...short("x".repeat(10_000))].length, 32);
  const cut = short("😀".repeat(100), 8);
  assert.equal(cut, "😀".repeat(7) + "…");
});
