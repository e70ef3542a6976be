// Bundles src/viewer.ts into the one ES module that the page and the widget share; with --check, compares instead.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { common, plugins } from "./plugins.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../src/lexiscape/files/static/viewer.js");

/** The copyright notices of every library that ended up in the bundle. */
function notices(metafile) {
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
  return ["/*! Lexiscape's viewer, built from web/ by `make web`: edit there. It holds these libraries:", ...texts]
    .join("\n\n")
    .replaceAll("*/", "* /")
    .concat("\n*/\n");
}

const built = await build({
  ...common,
  entryPoints: [join(here, "src/viewer.ts")],
  format: "esm",
  metafile: true,
  plugins,
});
const text = notices(built.metafile) + built.outputFiles[0].text;

if (process.argv.includes("--check")) {
  if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error(`${relative(process.cwd(), target)} is not what web/ builds: run \`make web\` and commit it`);
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`${relative(process.cwd(), target)}: ${(text.length / 1024).toFixed(0)} KiB`);
}
