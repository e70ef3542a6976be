import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context } from "../../src/context.ts";
import { type Focus, shortcutFor } from "../../src/input/keyboard.ts";
import { SHORTCUTS, type Shortcut } from "../../src/input/shortcuts.ts";
import { keysIn } from "../../src/panels/help.ts";

test("a shortcut more is one row: its key acts, and the help tells of it", () => {
  const acted: string[] = [];
  const row: Shortcut = {
    name: "jump",
    keys: ["j"],
    caps: ["J"],
    help: "jump",
    where: "map",
    act: (_, key) => void acted.push(key),
  };
  const more = [...SHORTCUTS, row];
  shortcutFor("j", "map", more)?.act({} as Context, "j");
  assert.deepEqual(acted, ["j"]);
  assert.equal(shortcutFor("j", "map"), undefined);
  assert.deepEqual(keysIn("ja", more).at(-1), { caps: ["J"], what: "jump", lang: "en" }); // until it is translated
});

test("keys answer wherever no text is typed, and what has the focus does not use them; in dialogs, the page's alone", () => {
  const places: readonly Focus[] = ["map", "other", "dialog", "text"];
  const where = (key: string): Focus[] => places.filter((focus) => shortcutFor(key, focus));
  assert.deepEqual(where("l"), ["map", "other"]);
  assert.deepEqual(where("ArrowLeft"), ["map", "other"]);
  assert.equal(
    shortcutFor("ArrowLeft", "other", SHORTCUTS, () => true),
    undefined,
  );
  assert.deepEqual(where("/"), ["map", "other", "dialog"]);
  assert.deepEqual(where("?"), ["map", "other", "dialog"]);
  assert.deepEqual(where("Escape"), ["map", "other"]);
  assert.deepEqual(where("x"), []);
});

test("no key has two shortcuts, and no two have one name", () => {
  const keys = SHORTCUTS.flatMap((row) => row.keys);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(new Set(SHORTCUTS.map(({ name }) => name)).size, SHORTCUTS.length);
});

test("the help is in the reader's language", () => {
  assert.deepEqual(keysIn("en")[0], { caps: ["←"], what: "move (arrow keys, or drag)", lang: "en" });
  assert.deepEqual(keysIn("ja")[0], { caps: ["←"], what: "移動 (矢印キー、またはドラッグ)", lang: "ja" });
});
