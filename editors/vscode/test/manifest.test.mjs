// What the manifest promises: files that exist and the version of the workspace.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository } from "./grammar.mjs";

const extension = join(repository, "editors/vscode");
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
const { contributes } = manifest;

test("the files of the manifest exist", () => {
  const paths = [manifest.icon, manifest.main, ...contributes.grammars.map(({ path }) => path), ...contributes.snippets.map(({ path }) => path)];
  paths.push(...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]));
  for (const path of paths) {
    assert.ok(existsSync(join(extension, path)), path);
  }
});

test("the version is that of the workspace", () => {
  const [, version] = /\[workspace\.package\]\nversion = "([^"]+)"/.exec(readFileSync(join(repository, "Cargo.toml"), "utf8"));
  assert.equal(manifest.version, version);
});

test("a word is a name of the language, whatever alphabet it is written in", () => {
  const { wordPattern } = JSON.parse(readFileSync(join(extension, "language-configuration.json"), "utf8"));
  const words = "dτ_m/dt = -ge*10.5 mV + x2".match(new RegExp(wordPattern.pattern, `${wordPattern.flags}g`));
  assert.deepEqual(words, ["dτ_m", "dt", "ge", "10.5", "mV", "x2"]);
});

test("each command and setting is described", () => {
  const page = readFileSync(join(repository, "docs/editors/vscode.md"), "utf8");
  for (const { category, title } of contributes.commands) {
    assert.ok(page.includes(`| *${category}: ${title}* |`), title);
  }
  for (const name of Object.keys(contributes.configuration.properties)) {
    assert.ok(page.includes(`| \`${name}\` |`), name);
  }
});
