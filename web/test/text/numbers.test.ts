import assert from "node:assert/strict";
import { test } from "node:test";
import { numberOf } from "../../src/data/names.ts";
import { clamp, fixed, percent, significant, written } from "../../src/text/numbers.ts";

test("numbers are written with so many digits, as the language does", () => {
  assert.equal(written(1234.56, 4, "en"), "1,235");
  assert.equal(written(1234.56, 4, "de"), "1.235");
  assert.equal(written(0.200174912, 3, "en"), "0.2");
  assert.equal(significant(0.2001749124149704, 7), 0.2001749);
});

test("whole numbers keep all of their digits, others those that the file keeps", () => {
  assert.equal(written(104626, 3, "en"), "104,626");
  assert.equal(written(0.000123456, 3, "en"), "0.000123");
  assert.equal(numberOf({}, Math.fround(0.1), "en"), "0.1");
  assert.equal(numberOf({}, Math.fround(123456.78), "en"), "123,456.78");
  assert.equal(numberOf({ rounded: true }, 104640, "en"), "104,600");
  assert.equal(numberOf({}, Math.fround(1e-9), "en"), "1E-9");
});

test("what lies outside is put to the nearest end", () => {
  assert.deepEqual(
    [-0.5, 0.25, 7].map((value) => clamp(value)),
    [0, 0.25, 1],
  );
  assert.deepEqual(
    [1, 5, 12].map((value) => clamp(value, 2, 10)),
    [2, 5, 10],
  );
  assert.equal(percent(0.12345), "12.3%");
  assert.equal(percent(1.2), "100.0%");
});

test("what is next to nothing is told from nothing", () => {
  const told = [0, 0.0004999, -0.0004999, 0.000011, 1e-9, 0.4676, 12.5].map(fixed);
  assert.deepEqual(told, ["0.000", "0.0005", "-0.0005", "0.00001", "0.000", "0.468", "12.500"]);
});
