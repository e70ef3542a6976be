import LANGUAGES from "languages:../../src/locales";
import assert from "node:assert/strict";
import { test } from "node:test";
import { SHORTCUTS } from "../../src/input/shortcuts.ts";
import type { Language } from "../../src/locales/en.ts";
import { browserLocale, languageOf, nextLocale, translator } from "../../src/locales/i18n.ts";

const { en } = LANGUAGES;
const eo: Language = { ...en, name: "Esperanto", texts: { ...en.texts, tokens: "{n} ĵetonoj" } };
const WITH_ONE_MORE = { ...LANGUAGES, eo };

test("a language more is one entry: the page speaks it, finds it in the browser and offers it", () => {
  assert.equal(translator("eo", WITH_ONE_MORE)("tokens", { n: 3 }), "3 ĵetonoj");
  assert.equal(browserLocale(WITH_ONE_MORE, "eo-001"), "eo");
  const offered = ["en", "ja", "eo"].map((code) => nextLocale(code, WITH_ONE_MORE));
  assert.deepEqual(offered, ["ja", "eo", "en"]);
});

test("the button goes to and fro between two languages, which call themselves by their own names", () => {
  assert.deepEqual(Object.keys(LANGUAGES), ["en", "ja"]);
  assert.deepEqual([nextLocale("en"), nextLocale("ja")], ["ja", "en"]);
  assert.deepEqual([languageOf("en").name, languageOf("ja").name], ["English", "日本語"]);
});

test("a browser in a language that the page does not speak gets English", () => {
  assert.equal(browserLocale(LANGUAGES, "ja"), "ja");
  assert.equal(browserLocale(LANGUAGES, "ja-JP"), "ja");
  assert.equal(browserLocale(LANGUAGES, "EN-gb"), "en");
  assert.equal(browserLocale(LANGUAGES, "jam"), "en"); // Jamaican Creole
  assert.equal(browserLocale(LANGUAGES, ""), "en");
  assert.equal(languageOf("constructor"), en);
});

test("the longest code that fits is taken", () => {
  const codes = { ...LANGUAGES, zh: en, "zh-Hant": en };
  assert.equal(browserLocale(codes, "zh-Hant-TW"), "zh-Hant");
  assert.equal(browserLocale(codes, "zh-Hans-CN"), "zh");
});

test("one thing is one thing, and more are more", () => {
  const [english, japanese] = [translator("en"), translator("ja")];
  const said = (n: number): string[] => [
    english("tourOf", { n }),
    english("tourOpened", { name: "a.json", n }),
    english("tokens", { n }),
    english("tableOf", { n, all: n }),
    english("keptHere", { n, k: 10 }),
    english("cardNote", { n }).split(",")[0],
  ];
  assert.deepEqual(said(1), [
    "Tour of 1 stop",
    "a.json is open: 1 stop.",
    "1 token",
    "1 of 1 token",
    "1 of 10 is also the nearest on the map",
    "Means over 1 token",
  ]);
  assert.deepEqual(said(2), [
    "Tour of 2 stops",
    "a.json is open: 2 stops.",
    "2 tokens",
    "2 of 2 tokens",
    "2 of 10 are also the nearest on the map",
    "Means over 2 tokens",
  ]);
  assert.equal(english("tokens", { n: 0 }), "0 tokens");
  assert.equal(japanese("tourOf", { n: 1 }), japanese("tourOf", { n: 2 }).replace("2", "1"));
  for (const { texts, report } of Object.values(LANGUAGES)) {
    for (const text of [...Object.values(texts), ...Object.values(report)] as string[])
      assert.doesNotMatch(text, /\{n\} (tokens|stops|steps|neighbors)\b(?! at most| are pinned)/, text);
  }
});

test("every language has every text, with the same things filled in", () => {
  const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  for (const [code, language] of Object.entries(LANGUAGES)) {
    for (const part of ["texts", "report", "help"] as const) {
      const [texts, english]: Record<string, string>[] = [language[part], en[part]];
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), `${code}: ${part}`);
      for (const [key, text] of Object.entries(texts))
        assert.deepEqual(holes(text), holes(english[key]), `${code}: ${key}`);
    }
    const known = new Set(SHORTCUTS.map(({ name }) => name));
    for (const name of Object.keys(language.shortcuts))
      assert.ok(known.has(name), `${code}: no shortcut is called ${name}`);
  }
});
