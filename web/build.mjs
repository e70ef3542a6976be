// Bundles src/viewer.ts into the one ES module that the page and the widget share, and src/ask/ask.ts, src/pieces/pieces.ts
// and src/film/film.ts into what pages with vectors, a tokenizer or frames have beside it; with --check, compares instead.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { common, plugins } from "./plugins.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(here, "../src/lexiscape/files/static");

/** Each script of the folder, how it is bundled, and how its text begins. */
const SCRIPTS = [
  { name: "viewer", from: "viewer.ts", settings: { format: "esm" }, title: "Lexiscape's viewer, built" },
  {
    name: "ask",
    from: "ask/ask.ts",
    settings: { format: "iife", globalName: "lexiscapeAsk" },
    title: "What asks a page's vectors, built",
  },
  {
    name: "pieces",
    from: "pieces/pieces.ts",
    settings: { format: "iife", globalName: "lexiscapePieces" },
    title: "What cuts texts by a page's tokenizer, built",
  },
  {
    name: "film",
    from: "film/film.ts",
    settings: { format: "iife", globalName: "lexiscapeFilm" },
    title: "What moves a film's map from frame to frame, built",
  },
];

/** The copyright notices of every library that ended up in the bundle. */
function notices(metafile, title) {
  const names = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
    if (match) names.add(match[1]);
  }
  const texts = [...names].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((f) => join(folder, f)).find(existsSync);
    return `${name} ${version}\n${readFileSync(file, "utf8").trim()}`;
  });
  const first = `/*! ${title} from web/ by \`make web\`: edit there.${texts.length > 0 ? " It holds these libraries:" : ""}`;
  return [first, ...texts].join("\n\n").replaceAll("*/", "* /").concat("\n*/\n");
}

/** A path out of this folder, in a comment or a name of a module: with a linked node_modules other checkouts build otherwise. */
const OUTSIDE = /^\s*\/\/ \.\.\/.*|["']\.\.\/[^"']*node_modules\/.*/m;

for (const { name, from, settings, title } of SCRIPTS) {
  const entryPoints = [join(here, "src", from)];
  const built = await build({ ...common, ...settings, entryPoints, metafile: true, plugins });
  const text = notices(built.metafile, title) + built.outputFiles[0].text;
  const target = join(folder, `${name}.js`);
  const [outside] = OUTSIDE.exec(text) ?? [];
  if (outside !== undefined) {
    console.error(
      `${name}.js would name a file outside of web/ (${outside.trim()}): is node_modules a link? Run \`npm ci\``,
    );
    process.exitCode = 1;
    continue;
  }
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
    console.log(`${relative(process.cwd(), target)}: ${(text.length / 1024).toFixed(0)} KiB`);
  } else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error(`${relative(process.cwd(), target)} is not what web/ builds: run \`make web\` and commit it`);
    process.exitCode = 1;
  }
}
