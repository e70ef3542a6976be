// BERT's steps as the tokenizers library has them, and whose texts are refused; whole tokenizers: tests/browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeBert, splitBert } from "../../src/pieces/bert.ts";
import { strangerIn } from "../../src/pieces/strangers.ts";

const uncased = { clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true };

test("letters are lowered one by one, accents go, and Han of any plane stands apart", () => {
  assert.equal(normalizeBert("ΣΑΣ Éa\u0000\ufffd\u00a0İ", uncased), "σασ ea i");
  assert.equal(normalizeBert("a𠀀東b", uncased), "a 𠀀  東 b");
  assert.equal(normalizeBert("Éa", { ...uncased, lowercase: false }), "Éa");
  assert.equal(normalizeBert("Éa\u0000", { ...uncased, strip_accents: false, clean_text: false }), "éa\u0000");
});

test("words are cut at Unicode's white space and at punctuation", () => {
  assert.deepEqual(splitBert(" it's\u0085a\ufeffb $5。"), ["it", "'", "s", "a\ufeffb", "$", "5", "。"]);
  assert.deepEqual(splitBert(" \n"), []);
});

test("characters on which tables may differ are strangers, where tables are asked", () => {
  const asked = { tables: true, strips: false };
  assert.equal(strangerIn("The king 東京 🥰 नमस्ते \ue000", asked), null);
  assert.equal(strangerIn("a\u061db", asked), "\u061d");
  assert.equal(strangerIn("a\u{378ff}", asked), "\u{378ff}");
  assert.equal(strangerIn("a\u{378ff}", { tables: false, strips: false }), null);
  assert.equal(strangerIn("a\ud800", { tables: false, strips: false }), "\ud800");
  assert.equal(strangerIn("a\ufeff", { tables: false, strips: true }), "\ufeff");
});
