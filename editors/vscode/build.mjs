// Puts together what the extension consists of: one file of code, and the grammar that it shares with other editors.
import { build } from "esbuild";
import { copyFile } from "node:fs/promises";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  external: ["vscode"],
  minify: process.argv.includes("--minify"),
  sourcemap: !process.argv.includes("--minify"),
});
await copyFile("../textmate/eqs.tmLanguage.json", "syntaxes/eqs.tmLanguage.json");
