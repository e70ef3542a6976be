import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOrigin } from "../../src/page/parent.ts";

const HUB = "https://hub.example";

test("a page within the hub's own speaks to it, by its origin alone", () => {
  assert.equal(parentOrigin(HUB, HUB), HUB);
  assert.equal(parentOrigin("https://HUB.example:443/prefix/", HUB), HUB);
  assert.equal(parentOrigin(HUB, "null"), HUB, "the browser does not tell whose page is around: it keeps the rest out");
});

test("nobody else is spoken to", () => {
  assert.equal(parentOrigin(HUB, null), null, "no page around it");
  for (const other of ["http://hub.example", "https://hub.example:8443", "https://hub.example.evil.example"])
    assert.equal(parentOrigin(HUB, other), null, other);
  for (const named of ["", "*", "/", "null", "hub.example", "file:///", "https://", "javascript:alert(1)"])
    assert.equal(parentOrigin(named, "null"), null, named);
});
