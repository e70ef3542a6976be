import assert from "node:assert/strict";
import { test } from "node:test";
import { measureIn } from "../../src/text/measure.ts";

/** A font in which every letter is 10 wide, Arabic letters 4 once joined, marks nothing; it counts what it is asked. */
function font() {
  const asked: string[] = [];
  const context = {
    font: "",
    measureText(text: string) {
      asked.push(text);
      let width = 0;
      for (const letter of text) width += /\p{M}/u.test(letter) ? 0 : /\p{Script=Arabic}/u.test(letter) ? 4 : 10;
      return { width } as TextMetrics;
    },
  };
  return { asked, measure: measureIn(context, "12px test") };
}

test("widths add up in scripts whose letters stand side by side, and each letter is measured once", () => {
  const { asked, measure } = font();
  assert.equal(measure("banana"), 60);
  assert.equal(measure("優勝 ban"), 60);
  assert.equal(asked.length, new Set(asked).size);
});

test("joined scripts are measured run by run, once each", () => {
  const { asked, measure } = font();
  assert.equal(measure("ab عرب"), 42);
  assert.equal(measure("cd عرب"), 42);
  assert.equal(asked.filter((text) => text === "عرب").length, 1);
});

test("a mark is measured with its letter", () => {
  const { measure } = font();
  assert.equal(measure("e\u0301te"), 30);
  assert.equal(measure("か\u3099"), 10);
});

test("nothing is as wide as nothing", () => assert.equal(font().measure(""), 0));
