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

test("each command and setting is described", () => {
  const page = readFileSync(join(repository, "docs/editors/vscode.md"), "utf8");
  for (const { category, title } of contributes.commands) {
    assert.ok(page.includes(`| *${category}: ${title}* |`), title);
  }
  for (const name of Object.keys(contributes.configuration.properties)) {
    assert.ok(page.includes(`| \`${name}\` |`), name);
  }
});

test("the problem matcher reads each finding of snnc", () => {
  const folder = mkdtempSync(join(tmpdir(), "snnc-manifest-"));
  try {
    const paths = ["an error.eqs", "a warning.eqs"].map((name) => join(folder, name));
    writeFileSync(paths[0], "tau = 10 mV\nneurons g[1] { dv/dt = -v/tau : volt }\nrun 1 ms\n");
    writeFileSync(paths[1], "unused = 1\nneurons g[1] { dv/dt = -v/(10 ms) : volt }\nrun 1 ms\n");
    const { diagnostics } = JSON.parse(snnc(["check", "--format", "json", ...paths]).stdout);
    const lines = snnc(["check", "--format", "short", ...paths]).stdout.trimEnd().split("\n");
    const [pattern] = contributes.problemPatterns;
    const read = lines.map((line) => new RegExp(pattern.regexp).exec(line)).filter((found) => found !== null);
    assert.deepEqual(
      read.map((found) => ["file", "line", "column", "severity", "code", "message"].map((name) => found[pattern[name]])),
      diagnostics.map(({ file, span, severity, code, message }) => [file, `${span.start.line}`, `${span.start.column}`, severity, code, message]),
    );
    assert.deepEqual(new Set(read.map((found) => found[pattern.severity])), new Set(["error", "warning"]));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
