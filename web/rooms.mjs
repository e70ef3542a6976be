// Whether the files of src/ know only what they should: no circle between files, no arrow up between rooms; types and
// workers count. dependency-cruiser reads TypeScript below version 7 only, madge wants version 5, skott brings its own,
// and `worker:` is known to this project alone.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

/** The order of the rooms and of the files in none: each may know those before it. README.md lists the rooms as here. */
export const ORDER = [
  "rules.ts",
  "text",
  "browser",
  "locales",
  "data",
  "state",
  "colors",
  "camera",
  "points",
  "regions",
  "labels",
  "save",
  "scene",
  "context.ts",
  "input",
  "panels/legend",
  "panels/tokens",
  "panels/tour",
  "panels/table",
  "panels",
  "ask/locales",
  "ask",
  "pieces/locales",
  "pieces",
  "film/locales",
  "film",
  "page",
  "report",
  "viewer.ts",
];

/** Anything imported or exported from a file beside: `import type`, `export … from`, `import("…")` and workers, too. */
const FROM = /\b(?:from|import)\s*\(?\s*["'](?:worker:)?(\.[^"']*)["']/g;

/**
 * What each file imports.
 * @param {Readonly<Record<string, string>>} files texts by path, "room/file.ts"
 * @returns {Record<string, string[]>}
 */
export function importsOf(files) {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const targets = [...text.matchAll(FROM)].map(([, target]) => posix.join(posix.dirname(path), target));
      return [path, [...new Set(targets)]];
    }),
  );
}

/**
 * What is wrong, a sentence each.
 * @param {Readonly<Record<string, readonly string[]>>} imports
 * @param {readonly string[]} [order]
 * @returns {string[]}
 */
export function wrongIn(imports, order = ORDER) {
  const place = (/** @type {string} */ path) => order.indexOf(path.includes("/") ? posix.dirname(path) : path);
  const wrong = [];
  for (const [path, targets] of Object.entries(imports)) {
    if (place(path) < 0) wrong.push(`${path} stands in no room of the order in rooms.mjs`);
    for (const target of targets) {
      if (!Object.hasOwn(imports, target)) wrong.push(`${path} imports ${target}, which is not there`);
      else if (place(target) > place(path)) wrong.push(`${path} imports ${target}, whose room comes later`);
    }
  }
  return [...wrong, ...circlesIn(imports).map((circle) => `a circle: ${circle.join(" → ")}`)];
}

/**
 * A circle for each arrow that closes one, found by going down from each file.
 * @param {Readonly<Record<string, readonly string[]>>} imports
 */
function circlesIn(imports) {
  const done = new Set();
  /** @type {string[][]} */
  const circles = [];
  const visit = (/** @type {string} */ path, /** @type {readonly string[]} */ way) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path]);
    else if (!done.has(path)) {
      for (const target of imports[path] ?? []) visit(target, [...way, path]);
      done.add(path);
    }
  };
  for (const path of Object.keys(imports)) visit(path, []);
  return circles;
}

/** The rooms in the order in which README.md tells of them. */
function toldIn(/** @type {string} */ readme) {
  const rooms = [...readme.matchAll(/^### `([\w/-]+)\/`/gm)].map(([, room]) => room);
  return rooms.filter((room) => room !== "src");
}

/** Check src/ and README.md. */
function check() {
  const here = dirname(fileURLToPath(import.meta.url));
  const names = readdirSync(join(here, "src"), { recursive: true, encoding: "utf8" }).map((name) =>
    name.replaceAll("\\", "/"),
  );
  const files = names.filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith(".d.ts"));
  const texts = files.map((name) => [name, name.endsWith(".ts") ? readFileSync(join(here, "src", name), "utf8") : ""]);
  const wrong = wrongIn(importsOf(Object.fromEntries(texts)));
  const told = toldIn(readFileSync(join(here, "README.md"), "utf8")).join(", ");
  const order = ORDER.filter((room) => !room.endsWith(".ts")).join(", ");
  if (told !== order) wrong.push(`README.md lists the rooms as ${told}; rooms.mjs as ${order}`);
  for (const sentence of wrong) console.error(sentence);
  if (wrong.length > 0) process.exitCode = 1;
}

if (basename(process.argv[1]) === "rooms.mjs") check(); // and not when a test asks for its parts
