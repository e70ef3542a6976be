import assert from "node:assert/strict";
import { test } from "node:test";
import { aloneAddress, asksToEmbed } from "../../src/browser/embedding.ts";

test("only ?embed=1 asks to be embedded", () => {
  assert.ok(asksToEmbed("?embed=1"));
  assert.ok(asksToEmbed("?__theme=dark&embed=1"));
  for (const other of ["", "?", "?embed", "?embed=0", "?embed=10", "?embedded=1"])
    assert.ok(!asksToEmbed(other), other);
});

test("the page alone is the same page at the same place", () => {
  const at = "#at=1,2,3&find=a%26embed%3D1";
  assert.equal(aloneAddress(`https://hub.example/map/?embed=1${at}`), `https://hub.example/map/${at}`);
  assert.equal(aloneAddress(`file:///home/me/a%20map.html?embed=1${at}`), `file:///home/me/a%20map.html${at}`);
  assert.equal(aloneAddress("https://hub.example/?a=1&embed=1&b=2"), "https://hub.example/?a=1&b=2");
});
