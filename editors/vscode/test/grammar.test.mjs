// The colours: each character of each model means something, and each word means what the language says.
import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { text as written } from "../../textmate/grammar.mjs";
import { loadGrammar, repository, tokenize } from "./grammar.mjs";

let grammar;
before(async () => {
  grammar = await loadGrammar();
});

/** All models of the repository that are right, with their names. */
async function models() {
  const found = [];
  for (const folder of ["models", "tests/models"]) {
    const entries = await readdir(join(repository, folder), { recursive: true });
    for (const name of entries.filter((name) => name.endsWith(".eqs") && !name.startsWith("wrong"))) {
      found.push([join(folder, name), await readFile(join(repository, folder, name), "utf8")]);
    }
  }
  const page = await readFile(join(repository, "docs/language.md"), "utf8");
  for (const [, text] of page.matchAll(/```eqs[^\n]*\n(.*?)```/gs)) {
    found.push([`docs/language.md: ${text.split("\n")[0]}`, text]);
  }
  return found;
}

test("the grammar is the one that is made", async () => {
  const file = await readFile(join(repository, "editors/textmate/eqs.tmLanguage.json"), "utf8");
  assert.ok(file === written, "node editors/textmate/grammar.mjs");
});

test("no text of any model is without a scope", async () => {
  const all = await models();
  assert.ok(all.length > 100, `only ${all.length} models`);
  for (const [name, text] of all) {
    tokenize(grammar, text).forEach((line, number) => {
      const bare = line.filter(({ scope }) => scope === undefined);
      assert.deepEqual(bare, [], `${name}:${number + 1}`);
    });
  }
});

test("a block ends where it ends: what follows each model is an item", async () => {
  for (const [name, text] of await models()) {
    const last = tokenize(grammar, `${text}\nmonitor spikes of after\n`).at(-2);
    const scopes = last.map(({ scope }) => scope);
    assert.deepEqual(scopes, ["keyword.declaration.monitor", "support.type.recorded", "keyword.other", "entity.name.type"], name);
  }
});

/** What is said of each token of one line. */
const scopes = (text) => Object.fromEntries(tokenize(grammar, text).flat().map(({ text, scope }) => [text.trim(), scope]));

/** The words in backticks of the tables in a section of the reference. */
async function words(column) {
  const page = await readFile(join(repository, "docs/language.md"), "utf8");
  const table = page.split(`\n| ${column} | |\n`)[1].split("\n\n")[0];
  const cells = table.split("\n").slice(1).map((row) => row.split("|")[1]);
  return cells.flatMap((cell) => [...cell.matchAll(/`([A-Za-z_0-9]+)/g)].map(([, word]) => word));
}

test("all functions of the reference are functions, all constants constants", async () => {
  for (const word of await words("functions")) {
    assert.equal(scopes(`x = ${word}(1)`)[word], "support.function", word);
  }
  for (const word of await words("random numbers")) {
    assert.equal(scopes(`x = ${word}(1)`)[word], "support.function.random", word);
  }
  for (const word of await words("constants")) {
    assert.match(scopes(`y = 2*${word}`)[word], /^constant\.language/, word);
  }
  for (const word of (await words("in blocks")).filter((word) => word !== "xi_NAME")) {
    assert.equal(scopes(`neurons g[1] { y = 2*${word} : 1 }`)[word], "variable.language", word);
  }
});

test("a unit is one after any number, elsewhere only if nothing else can bear its name", () => {
  const unit = "keyword.other.unit";
  for (const text of ["60 s", "1 V", "2.5 aF", "10ms", "3 kiloohm", "104pF", "1 µV", "2 MΩ", "1 cm2", "3 um²", "1e-3 mM", "13. ms"]) {
    const name = text.match(/[^\d. e-].*$/)[0].replace("-3 ", "");
    assert.equal(scopes(`x = ${text}`)[name.replace("²", "")] ?? scopes(`x = ${text}`)[name], unit, text);
  }
  for (const name of ["mV", "second", "kohm", "µm", "millivolt", "siemens"]) {
    assert.equal(scopes(`x = 10*${name}`)[name], unit, name);
  }
  for (const name of ["V", "A", "C", "m", "h", "n", "s", "Gs"]) {
    assert.equal(scopes(`x = 10*${name}`)[name], "variable.other", name);
  }
  for (const text of ["10 mv", "3 ticks", "2 M", "2 pi"]) {
    const name = text.split(" ")[1];
    assert.notEqual(scopes(`x = ${text}`)[name], unit, text);
  }
  assert.equal(scopes("w = [1, 2] nS").nS, unit);
  assert.equal(scopes("y = 10 if a else 3 as").if, "keyword.control");
});

test("a word is a keyword at the head of an item alone", () => {
  assert.equal(scopes("running = 5").running, "variable.other.constant");
  assert.equal(scopes("neurons g[1] { rate : Hz; n : 1; group : 1 }").rate, "variable.other.definition");
  assert.equal(scopes("poisson g[1] { rate: 5 Hz }").rate, "keyword.other.section");
  assert.equal(scopes("x = poisson(3)").poisson, "support.function.random");
  assert.equal(scopes("neurons g[1] { threshold: v > 1; reset: v = 0 }").reset, "keyword.other.section");
});

test("a block that is not closed ends at the next item that begins a line", () => {
  const lines = tokenize(grammar, "neurons a[1] {\n    init: {\n        v = 1\nneurons b[2] {\n    v : volt\n}\nrun 1 s");
  assert.equal(lines[3][0].scope, "keyword.declaration.neurons");
  assert.equal(lines[6][0].scope, "keyword.control.protocol");
});

test("the constructs of the language have the scopes that were reviewed", async () => {
  const folder = join(import.meta.dirname, "scopes");
  const text = await readFile(join(folder, "constructs.eqs"), "utf8");
  const lines = tokenize(grammar, text).map((tokens, number) => {
    const line = text.split(/\r?\n/)[number];
    return [line, ...tokens.map(({ text, scope }) => `    ${text.trim()}  ${scope}`)].join("\n");
  });
  const snapshot = `${lines.join("\n").trimEnd()}\n`;
  const path = join(folder, "constructs.snap");
  if (process.env.UPDATE) {
    await writeFile(path, snapshot);
  }
  assert.equal(snapshot, await readFile(path, "utf8"), "after a review: UPDATE=1 npm test");
});
