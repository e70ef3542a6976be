import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../../src/data/data.ts";
import { toCsv, toJson, toWords } from "../../src/save/table.ts";

/** A map of these texts, one unit apart, with a column of each kind. */
function mapOf(...texts: string[]): MapData {
  const n = texts.length;
  return {
    name: "test",
    n,
    k: 0,
    metric: "cosine",
    ids: Float64Array.from(texts, (_, row) => 100 + row),
    readable: texts,
    raw: texts,
    x: Float32Array.from(texts, (_, row) => row),
    y: new Float32Array(n),
    width: n,
    height: 0,
    grid: Uint32Array.from({ length: 2 * n }, (_, i) => (i < n ? i : 0)),
    origin: [-1, 2],
    step: 0.5,
    neighbors: new Uint32Array(0),
    distances: new Float32Array(0),
    columns: [
      { name: "kind", title: "Kind", help: "", categories: ["word"], values: new Uint32Array(n) },
      { name: "norm", title: "Length", help: "", categories: null, values: new Float32Array(n).fill(NaN) },
    ],
    meta: {},
    citation: "",
  };
}

/** The second cell of each line but the first: cells are quoted where they hold commas, quotes or line breaks. */
function tokensOf(csv: string): string[] {
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)];
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") lines.push([]);
  }
  return lines.slice(1, -1).map((line) => line[1]);
}

test("a row holds the id, both forms, the place as the map has it, and every column", () => {
  assert.equal(toCsv(mapOf("a", "b"), [1]), "id,token,raw,x,y,kind,norm\r\n101,b,b,-0.5,2,word,nan\r\n");
  assert.deepEqual(JSON.parse(toJson(mapOf("a", "b"), [1])), [
    { id: 101, token: "b", raw: "b", x: -0.5, y: 2, kind: "word", norm: null },
  ]);
});

test("no text of the CSV begins a formula, and every text can be had back", () => {
  const texts = ["=1+1", "+", "-", "@SUM(A1)", "＝1", "'=1", "''-", "'s", "a=b", "优"];
  const written = tokensOf(toCsv(mapOf(...texts), [...texts.keys()]));
  for (const cell of written) assert.doesNotMatch(cell, /^[=+\-@＝＋－＠]/);
  assert.deepEqual(
    written.map((cell) => (/^'+[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell)),
    texts,
  );
});

test("no cell begins a formula where a spreadsheet parts cells by semicolons or tabs", () => {
  const texts = ["a;=1+1", "a\t@SUM(A1)", "a\n+1", "\t=1", "a;'=1", ";;-", "\t\t=", "a;;''=", "a;b", "a; =1", "a=b;c"];
  const written = tokensOf(toCsv(mapOf(...texts), [...texts.keys()]));
  for (const cell of written.flatMap((text) => text.split(/[;\t\r\n]/))) assert.doesNotMatch(cell, /^[=+\-@＝＋－＠]/);
  const back = written.map((cell) => cell.replace(/(?<=^|[;\t\r\n])'(?='*[=+\-@＝＋－＠\t\r\n])/g, ""));
  assert.deepEqual(back, texts);
});

test("numbers stay numbers: a place left of the middle is no formula", () => {
  assert.match(toCsv(mapOf("a"), [0]), /,-1,2,word/);
});

test("commas, quotes and lines are quoted, lone surrogates spelled out", () => {
  const csv = toCsv(mapOf('a,"b"', "x\ny", "\ud800"), [0, 1, 2]);
  assert.ok(csv.includes('"a,""b"""'));
  assert.ok(csv.includes('"x\ny"'));
  assert.ok(csv.includes("\\ud800"));
});

test("JSON is exact, whatever a column is called", () => {
  const map = mapOf("=1+1");
  const named = { ...map, columns: [{ ...map.columns[0], name: "__proto__" }] };
  const text = toJson(named, [0]);
  assert.ok(text.includes('"__proto__":"word"'));
  assert.equal((JSON.parse(text) as { token: string }[])[0].token, "=1+1");
});

test("words come one a line, by their raw form where that is needed to tell them apart", () => {
  const map = { ...mapOf("ball", "ball", "a\nb"), raw: ["ball", "##ball", "a\nb"] };
  assert.equal(toWords(map, [0, 1, 2]), "ball\n##ball\na␊b\n");
});
