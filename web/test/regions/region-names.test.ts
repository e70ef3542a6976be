import assert from "node:assert/strict";
import { test } from "node:test";
import { isWord, nameOf, type Tokens, type Trait } from "../../src/regions/region-names.ts";
import { FUNCTION_WORDS, UNFIT_NAMES } from "../../src/rules.ts";
import { judgeOf } from "../../src/text/unfit.ts";

test("words name places; lone letters, signs and lone kana do not", () => {
  for (const text of ["the", "né e", "l'art", "日", "使う", "ネコ", "한", "мир", "नमस्ते"]) assert.ok(isWord(text), text);
  for (const text of ["", "al", "D", ").", "Ɨ", "し", "¬", "123", "…the", " the", "\u0300abc"])
    assert.ok(!isWord(text), text);
});

const trait = (categories: string[], values: number[]): Trait => ({
  categories,
  names: categories.map((name) => `«${name}»`),
  values,
});

const judge = judgeOf({ unfit: UNFIT_NAMES, functions: FUNCTION_WORDS });

const texted = (texts: string[]): Pick<Tokens, "texts" | "isWord"> => ({ texts, isWord: (row) => isWord(texts[row]) });

function named(texts: string[], kind: Trait | undefined = undefined, script: Trait | undefined = undefined): string[] {
  const place = Uint32Array.from(texts.keys());
  const typical = new Float32Array(texts.length).fill(1);
  return nameOf([...texts.keys()], { ...texted(texts), place, typical, kind, script, rare: new Set<number>(), judge });
}

test("a place has words of its own kind and script", () => {
  const script = trait(["Latin", "Han"], [1, 1, 0, 1]);
  assert.deepEqual(named(["山", "川", "river", "海"], undefined, script), ["山", "川", "海"]);
  const kind = trait(["word", "continuation"], [0, 1, 1, 1]);
  assert.deepEqual(named(["rain", "ing", "est", "ous"], kind), ["-ing", "-est", "-ous"]);
});

test("a place without words is called by its kind, then by its script, else by what is best known", () => {
  assert.deepEqual(named(["[a]", "[b]", "word"], trait(["unused", "word"], [0, 0, 1])), ["«unused»"]);
  assert.deepEqual(named(["α", "β", "γ"], trait(["word"], [0, 0, 0]), trait(["Greek"], [0, 0, 0])), ["«Greek»"]);
  assert.deepEqual(named(["α", "β", "γ"]), ["α"]);
});

test("numbers give a place their range, without what lies far off, and words where most are not whole", () => {
  const numbers = (texts: string[]): string[] =>
    named(
      texts,
      trait(
        ["number"],
        texts.map(() => 0),
      ),
    );
  assert.deepEqual(numbers(["1990", "200"]), ["200–1990"]);
  assert.deepEqual(numbers([...Array.from({ length: 58 }, (_, i) => String(1860 - i)), "3", "100000"]), ["1805–1858"]);
  assert.deepEqual(numbers(["7", "7"]), ["7"]);
  assert.deepEqual(numbers([...Array<string>(39).fill("7"), "900"]), ["7"]);
  const [small, years] = [Array.from({ length: 60 }, (_, i) => i + 1), Array.from({ length: 30 }, (_, i) => i + 1900)];
  const two = numbers([...small, ...years, 400, 1000].map(String));
  assert.deepEqual(
    two.map((range) => range.split("–").map((end) => Number(end) >= 1900)),
    [
      [false, false],
      [true, true],
    ],
  );
  // a few that lie far above stretch it no longer
  assert.deepEqual(numbers([...small, 200, 500, 1000, 2000, 3000, 5000, 6000].map(String)), ["1–55"]);
  assert.deepEqual(numbers(["½", "007", "1234567", "12"]), ["½", "007", "1234567"]);
});

test("no word of the place around is repeated", () => {
  const texts = ["river", "lake", "shore"];
  const place = Uint32Array.from(texts.keys());
  const tokens = {
    ...texted(texts),
    rare: new Set<number>(),
    place,
    typical: new Float32Array(3),
    kind: undefined,
    script: undefined,
    judge,
  };
  assert.deepEqual(nameOf([0, 1, 2], tokens, new Set(["lake"])), ["river", "shore"]);
  const unused = { ...tokens, kind: trait(["unused"], [0, 0, 0]) };
  assert.deepEqual(nameOf([0, 1, 2], unused, new Set(["«unused»"])), ["river", "lake", "shore"]);
});

test("grammar names a place only where nothing else does, and endings are never grammar", () => {
  assert.deepEqual(named(["not", "iii", "river", "but", "aber", "lake"]), ["river", "lake"]);
  assert.deepEqual(named(["not", "but", "aber"], undefined, trait(["Latin"], [0, 0, 0])), ["not", "but", "aber"]);
  assert.deepEqual(named(["den", "eine"], trait(["word", "continuation"], [1, 1])), ["-den", "-eine"]);
});
