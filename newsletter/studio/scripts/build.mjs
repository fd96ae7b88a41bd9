/**
 * Bundles the scripts and styles of this folder for the browser: each *.js and *.css here becomes one file.  Beside
 * them licenses.txt holds the licenses of the libraries inside.
 *
 *     node build.mjs [FOLDER]      FOLDER is ../pages/static/built where none is given
 */

import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const outdir = process.argv[2] ?? join(here, "../pages/static/built");

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: readdirSync(here).filter(name => /\.(js|css)$/.test(name)),
  outdir,
  bundle: true,
  external: ["fs", "path"], // libheif looks for these in Node.js alone
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
});

const libraries = Object.keys(metafile.inputs).map(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
const licenses = [...new Set(libraries.filter(Boolean))].sort().map(name => {
  const folder = join(here, "node_modules", name);
  const file = ["LICENSE", "LICENSE.md", "LICENSE-MIT.txt", "LICENSE.txt"].map(one => join(folder, one)).find(existsSync);
  if (!file) throw new Error(`${name} has no license file.`);
  return `${name}\n\n${readFileSync(file, "utf8").trim()}\n`;
});
writeFileSync(join(outdir, "licenses.txt"), licenses.join("\n\n"));

// libheif stays a file of its own, which anyone may replace by another build of it (LGPL), with its license beside it.
const libheif = join(here, "node_modules/libheif-js/libheif-wasm");
copyFileSync(join(libheif, "libheif.wasm"), join(outdir, "libheif.wasm"));
copyFileSync(join(libheif, "LICENSE"), join(outdir, "libheif-license.txt"));
