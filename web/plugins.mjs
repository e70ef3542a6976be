// What the viewer's source imports beyond modules, for esbuild: workers as texts, and all languages there are.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Settings of every bundle. */
export const common = {
  bundle: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  absWorkingDir: here,
  target: ["chrome103", "firefox113", "safari16.4"],
};

/** `import source from "worker:./x.ts"`: the bundled worker as a text, to be started from a blob. */
const workerText = {
  name: "worker-text",
  setup(plugin) {
    plugin.onResolve({ filter: /^worker:/ }, (args) => ({
      // relative: the bundle names it in a comment, and must be the same bytes wherever it is built
      path: relative(here, resolve(args.resolveDir, args.path.slice("worker:".length))),
      namespace: "worker-text",
    }));
    plugin.onLoad({ filter: /.*/, namespace: "worker-text" }, async (args) => {
      const path = resolve(here, args.path);
      // minified: what it holds stands in the bundle a second time, readable, for browsers without such workers
      const built = await build({ ...common, entryPoints: [path], format: "iife", minify: true });
      return { contents: built.outputFiles[0].text, loader: "text", watchFiles: [path] };
    });
  },
};

/** `import styles from "./x.css"`: as a text, without what is there for those who read it, since every page holds it. */
const cssText = {
  name: "css-text",
  setup(plugin) {
    plugin.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minifyWhitespace: true });
      return { contents: code, loader: "text" };
    });
  },
};

/** `import languages from "languages:."`: the default exports of a folder's files that are named by a language, by its code. */
const languages = {
  name: "languages",
  setup(plugin) {
    plugin.onResolve({ filter: /^languages:/ }, (args) => ({
      path: relative(here, resolve(args.resolveDir, args.path.slice("languages:".length))),
      namespace: "languages",
    }));
    plugin.onLoad({ filter: /.*/, namespace: "languages" }, (args) => {
      const folder = resolve(here, args.path);
      const codes = readdirSync(folder)
        .flatMap((name) => /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.ts$/.exec(name)?.[1] ?? [])
        .sort();
      const imports = codes.map((code, i) => `import language${i} from "./${code}.ts";`);
      const entries = codes.map((code, i) => `"${code}": language${i}`);
      const contents = `${imports.join("\n")}\nexport default { ${entries.join(", ")} };\n`;
      return { contents, resolveDir: folder, watchDirs: [folder] };
    });
  },
};

export const plugins = [workerText, cssText, languages];
