import assert from "node:assert/strict";
import { test } from "node:test";
import { DARK, LIGHT, PROPERTIES } from "../../src/colors/theme.ts";
import type { Context, Panel } from "../../src/context.ts";
import { stylesOf } from "../../src/page/styles.ts";
import { PANELS } from "../../src/panels/panels.ts";

test("a panel more is one row, and its look comes with it, after what panels share", () => {
  const seen: unknown[] = [];
  const panel: Panel = {
    styles: ".dummy { color: var(--ink) }",
    start(context) {
      seen.push(context);
      return () => undefined;
    },
  };
  const all = [...PANELS, panel];
  const styles = stylesOf(all);
  assert.ok(styles.indexOf(".dummy") > styles.indexOf(".panel {"));
  assert.ok(!stylesOf().includes(".dummy"));
  all.at(-1)?.start({} as Context);
  assert.deepEqual(seen, [{}]);
});

test("every color that a style asks for is in the table, light and dark, and every color of the table is asked for", () => {
  const asked = new Set([...stylesOf().matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
  // lengths: how large the reader wants text, and what panels are laid out by
  for (const length of ["--px", "--height", "--left-end", "--foot", "--low"]) assert.ok(asked.delete(length), length);
  for (const { name } of [LIGHT, DARK]) {
    const [, block] = PROPERTIES.split(`[data-theme="${name}"]`);
    const given = new Set([...block.split("}")[0].matchAll(/(--[\w-]+):/g)].map(([, property]) => property));
    assert.deepEqual([...given].sort(), [...asked].sort(), name);
  }
});
