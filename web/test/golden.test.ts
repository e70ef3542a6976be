// The rules that Python and the page share, held to the same files as Python: tests/golden, made by its make.py.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PALETTE, slotsOf } from "../src/colors/categories.ts";
import { parse, scaleOf } from "../src/colors/color.ts";
import { nameColor, paintPlace, wheel } from "../src/colors/place.ts";
import { DARK, LIGHT, type Rgb } from "../src/colors/theme.ts";
import { alongCurve } from "../src/data/curve.ts";
import { type Column, decode, type MapData } from "../src/data/data.ts";
import { categoryOf } from "../src/data/names.ts";
import { orderOfImportance } from "../src/labels/importance.ts";
import { isWord, type Trait } from "../src/regions/region-names.ts";
import { regionsOf } from "../src/regions/regions.ts";
import { FUNCTION_WORDS, KINDS, UNFIT_NAMES } from "../src/rules.ts";
import { toCsv } from "../src/save/table.ts";
import { fold } from "../src/text/folding.ts";
import { numberText } from "../src/text/number-text.ts";
import { short, visible } from "../src/text/text.ts";
import { judgeOf } from "../src/text/unfit.ts";

interface Rules {
  texts: [text: string, visible: string, label: string, folded: string, isWord: boolean][];
  numbers: { bits: number[]; texts: string[] };
  curve: { x: number[]; y: number[]; order: number[] };
  slots: [name: string, categories: string[], slots: number[]][];
  unfit: [text: string, isUnfit: boolean][];
  functions: [text: string, isFunctionWord: boolean][];
  orders: [texts: string[], kinds: string[], order: number[]][];
  around: { x: number[]; y: number[]; colors: Rgb[] };
  wheels: { light: Rgb[]; dark: Rgb[] };
  palettes: { light: string[]; dark: string[] };
  scales: { light: string[]; dark: string[] };
  steps: { bits: number[]; ends: [number, number]; steps: number[] }[];
}

interface Answers {
  order: number[];
  regions: [level: string, words: string[], tokens: number, x: number, y: number, unity: number, color: Rgb][];
  /** Colors of some rows by place, on a light ground. */
  places: [row: number, color: Rgb][];
  ends: Record<string, [number, number]>;
  table: { rows: number[]; sha256: string; head: string };
  sha256: { readable: string; neighbors: string; distances: string };
}

const LEVELS = ["continent", "country", "town", "street"];
const GOLDEN = "../tests/golden"; // the tests run in web/
const read = <Kind>(name: string): Kind => JSON.parse(readFileSync(`${GOLDEN}/${name}.json`, "utf8")) as Kind;
const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const floats = (bits: number[]): Float32Array => new Float32Array(Uint32Array.from(bits).buffer);
const rules = read<Rules>("rules");
const words = { unfit: UNFIT_NAMES, functions: FUNCTION_WORDS };
const { isFunctionWord, isUnfit } = judgeOf(words);

function column(name: string, categories: readonly string[] | null, values: Float32Array | Uint32Array): Column {
  return { name, title: name, help: "", categories, values };
}

test("texts are spelled out, cut and folded as in Python, and the same ones are words", () => {
  for (const [text, shown, label, folded, word] of rules.texts) {
    if (text !== "") assert.deepEqual([visible(text), short(text)], [shown, label]); // the page says that one is empty
    assert.deepEqual([text, fold(text), isWord(short(text))], [text, folded, word]);
  }
});

test("numbers are spelled as in Python, and give every bit back", () => {
  floats(rules.numbers.bits).forEach((value, i) => {
    assert.equal(numberText(value), rules.numbers.texts[i]);
    if (Number.isFinite(value)) assert.equal(Math.fround(Number(numberText(value))), value + 0);
  });
});

test("rows come along the curve as in Python", () => {
  const { x, y, order } = rules.curve;
  assert.deepEqual([...alongCurve(Uint32Array.from(x), Uint32Array.from(y))], order);
});

test("categories have the colors of figures", () => {
  assert.deepEqual(PALETTE, rules.palettes);
  for (const [name, categories, slots] of rules.slots) assert.deepEqual(slotsOf({ name, categories }), slots);
});

test("every kind of token has a name in Japanese", () => {
  const kinds = column("kind", KINDS, new Uint32Array(0));
  KINDS.forEach((name, code) => assert.notEqual(categoryOf(kinds, code, "ja"), name));
});

test("the same words name no place", () => {
  for (const [text, unfit] of rules.unfit) assert.deepEqual([text, isUnfit(fold(text))], [text, unfit]);
  assert.ok(rules.unfit.filter(([, unfit]) => unfit).length >= 3);
  assert.ok(rules.unfit.filter(([, unfit]) => !unfit).length >= 3);
});

test("the same words are grammar alone", () => {
  for (const [text, is] of rules.functions) assert.deepEqual([text, isFunctionWord(fold(text))], [text, is]);
  const said = rules.functions.filter(([, is]) => is).map(([text]) => text);
  assert.deepEqual(said.slice(0, 3), ["Not", "aber", "für"]);
  assert.ok(!said.includes("war") && !said.includes("house"));
});

test("the order of importance is that of figures, also among merges", () => {
  for (const [readable, kinds, order] of rules.orders) {
    const names = [...new Set(kinds)];
    const kind = column(
      "kind",
      names,
      Uint32Array.from(kinds, (name) => names.indexOf(name)),
    );
    assert.deepEqual([...orderOfImportance({ n: readable.length, columns: [kind], readable })], order);
  }
});

test("places have the colors of figures", () => {
  for (const theme of [LIGHT, DARK]) assert.deepEqual(wheel(theme), rules.wheels[theme.name]);
});

test("places have the colors of figures where most are copies, which the screen moves apart", () => {
  const { x, y, colors } = rules.around;
  const [n, height] = [x.length, Math.max(...y)];
  const bytes = new Uint8Array(4 * n);
  paintPlace({ n, grid: Uint32Array.from([...x, ...y]), height }, LIGHT, bytes);
  colors.forEach((color, row) => assert.deepEqual([row, ...bytes.subarray(4 * row, 4 * row + 3)], [row, ...color]));
});

test("numbers have the colors of figures", () => {
  for (const theme of [LIGHT, DARK]) {
    const colors = rules.scales[theme.name].map(parse);
    for (const { bits, ends, steps } of rules.steps) {
      const values = floats(bits);
      const scale = scaleOf(column("any", null, values), theme);
      assert.deepEqual([scale.low, scale.high], ends);
      assert.deepEqual(
        Array.from(values, scale.colorOf),
        steps.map((step) => colors[step] ?? theme.unknown),
      );
    }
    const every = scaleOf(
      column(
        "any",
        null,
        Float32Array.from({ length: 256 }, (_, i) => i),
      ),
      theme,
    );
    const step = (every.high - every.low) / 255;
    assert.deepEqual(
      Array.from({ length: 256 }, (_, i) => every.colorOf(every.low + i * step)),
      colors,
    );
  }
});

function traitOf(data: MapData, name: string): Trait | undefined {
  const found = data.columns.find((one) => one.name === name);
  return found?.categories
    ? { values: found.values, categories: found.categories, names: found.categories }
    : undefined;
}

for (const name of ["bert", "ginza", "hostile"]) {
  test(`the map "${name}" is read, ordered, divided, named and written as in Python`, async () => {
    const data = await decode(new Uint8Array(readFileSync(`${GOLDEN}/${name}.lxsc`)));
    const answers = read<Answers>(name);
    assert.equal(sha256(data.readable.map(visible).join("\x1f")), answers.sha256.readable);
    assert.equal(sha256(new Uint8Array(data.neighbors.buffer)), answers.sha256.neighbors);
    assert.equal(sha256(new Uint8Array(data.distances.buffer)), answers.sha256.distances);

    const order = orderOfImportance(data);
    assert.deepEqual([...order], answers.order);

    const places = { ...data, kind: traitOf(data, "kind"), script: traitOf(data, "script"), words };
    const regions = regionsOf(
      places,
      data.readable.map((text) => short(text)),
      order,
    );
    assert.ok(regions.length > 5);
    assert.deepEqual(
      regions.map(({ level, words, count, unity }) => [LEVELS[level], words, count, unity]),
      answers.regions.map(([level, words, tokens, , , unity]) => [level, words, tokens, unity]),
    );
    const top = data.height;
    regions.forEach(({ x, y }, i) => {
      const [, , , truly, up] = answers.regions[i];
      assert.ok(Math.abs(data.origin[0] + data.step * x - truly) < data.step);
      assert.ok(Math.abs(data.origin[1] + data.step * (top - y) - up) < data.step);
    });

    const colors = new Uint8Array(4 * data.n);
    paintPlace(data, LIGHT, colors);
    for (const [row, color] of answers.places) {
      assert.deepEqual([row, ...colors.subarray(4 * row, 4 * row + 3)], [row, ...color]);
    }
    answers.regions.forEach(([, , , , , , color], i) => {
      const named = nameColor(data, DARK, regions[i].x, regions[i].y);
      assert.ok(
        named.every((part, at) => Math.abs(part - color[at]) <= 8),
        `${named} and ${color}`,
      );
    });

    for (const [numeric, ends] of Object.entries(answers.ends)) {
      const { low, high } = scaleOf(data.columns.find((one) => one.name === numeric)!, LIGHT);
      assert.deepEqual([numeric, low, high], [numeric, ...ends]);
    }

    const { rows, head } = answers.table;
    assert.equal(toCsv(data, rows.slice(0, 12)), head);
    assert.equal(sha256(toCsv(data, rows)), answers.table.sha256);
  });
}
