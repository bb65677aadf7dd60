// What the manifest promises: files that exist, the version of the workspace, and a pattern that reads what snnc writes.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { repository } from "./grammar.mjs";
import { snnc } from "./snnc.mjs";

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

test("the problem matcher reads each finding of snnc", () => {
  const folder = mkdtempSync(join(tmpdir(), "snnc-manifest-"));
  try {
    const path = join(folder, "two words.eqs");
    writeFileSync(path, "tau = 10 mV\nneurons g[1] { dv/dt = -v/tau : volt }\nunused = 1\nrun 1 ms\n");
    const { diagnostics } = JSON.parse(snnc(["check", "--format", "json", path]).stdout);
    const lines = snnc(["check", "--format", "short", path]).stdout.trimEnd().split("\n");
    const [pattern] = contributes.problemPatterns;
    const read = lines.map((line) => new RegExp(pattern.regexp).exec(line)).filter((found) => found !== null);
    assert.deepEqual(
      read.map((found) => ["file", "line", "column", "severity", "code", "message"].map((name) => found[pattern[name]])),
      diagnostics.map(({ span, severity, code, message }) => [path, `${span.start.line}`, `${span.start.column}`, severity, code, message]),
    );
    assert.deepEqual(new Set(read.map((found) => found[pattern.severity])), new Set(["error", "warning"]));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
