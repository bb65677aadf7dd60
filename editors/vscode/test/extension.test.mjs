// The extension as it is shipped, in a stand-in for the editor, with the real server.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { binary } from "./snnc.mjs";

const require = createRequire(import.meta.url);
const { vscode, seen, token, open, type, configure } = require("./vscode.cjs");
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const extension = require("../dist/extension.js");

const folder = mkdtempSync(join(tmpdir(), "snnc-vscode-"));
const context = { subscriptions: [], extensionMode: vscode.ExtensionMode.Test };

/** Waits until something is there. */
async function until(what, found) {
  for (let tries = 0; tries < 400; tries += 1) {
    const value = found();
    if (value) {
      return value;
    }
    await pause(25);
  }
  throw new Error(`${what} never came; messages: ${seen.messages}`);
}

function write(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return open(path);
}

const ADEX = `C = 104 pF; gL = 4.3 nS; EL = -65 mV; a = -0.8 nS; tau_w = 88 ms

neurons g[10] {
    dV/dt = (gL*(EL-V) + w)/C    : volt
    dw/dt = (a*(V-EL) - w)/tau_w : mV
}
run 10 ms
`;

before(async () => {
  seen.settings["snnc.path"] = binary;
  await extension.activate(context);
});
after(async () => {
  await extension.deactivate();
  rmSync(folder, { recursive: true });
});

const diagnosticsOf = (document) => seen.diagnostics.get(document.uri.toString());

test("an error is shown with its code, its other places and a link to its page", async () => {
  const document = write("adex ü.eqs", ADEX);
  const [error, ...more] = await until("a diagnostic", () => diagnosticsOf(document));
  assert.deepEqual(more, []);
  assert.equal(error.source, "snnc");
  assert.equal(error.severity, vscode.DiagnosticSeverity.Error);
  assert.match(error.message, /cannot add a current and a voltage/);
  assert.equal(error.code.value, "units::mismatch");
  assert.equal(error.code.target.scheme, "command");
  assert.equal(document.text.split("\n")[error.range.start.line][error.range.start.character], "w");
  assert.ok(error.relatedInformation.some(({ message }) => message.includes("declared in mV here")));
});

test("what is typed reaches the server", async () => {
  const document = write("typed.eqs", ADEX);
  await until("the error", () => diagnosticsOf(document)?.length === 1);
  const start = document.find("mV\n}");
  type(document, new vscode.Range(start, new vscode.Position(start.line, start.character + 2)), "nA");
  await until("a clean file", () => diagnosticsOf(document)?.length === 0);
});

/** What a feature of the client answers, which asks the server. */
const ask = (kind, method, ...args) => seen.providers[kind][method](...args, token);

test("the lamp offers the fix and the page, and the fix mends the model", async () => {
  const document = write("mend.eqs", ADEX);
  const diagnostics = await until("the error", () => diagnosticsOf(document)?.length === 1 && diagnosticsOf(document));
  const { range } = diagnostics[0];
  const context = { diagnostics, only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke };
  const [fix, page] = await ask("CodeActions", "provideCodeActions", document, range, context);
  assert.deepEqual([fix.title, page.title], ["Declare it in nA", "Explain units::mismatch"]);
  const [[uri, [edit]]] = fix.edit.entries();
  assert.equal(uri.toString(), document.uri.toString());
  type(document, edit.range, edit.newText);
  await until("a clean file", () => diagnosticsOf(document)?.length === 0);

  // The command of the server is carried out by showing its answer.
  await seen.commands[page.command.command](...page.command.arguments);
  const [shown, at] = seen.executed.at(-1);
  assert.equal(shown, "markdown.showPreviewToSide");
  assert.equal(at.toString(), "snnc-explain:/units::mismatch.md");
  const text = await seen.contents["snnc-explain"].provideTextDocumentContent(at);
  assert.match(text, /^\*\*units::mismatch\*\*\n\n# .*## Mended/s);
});

test("a code is explained from its line, and one that does not exist is told", async () => {
  const document = write("explain.eqs", ADEX);
  await until("the error", () => diagnosticsOf(document)?.length === 1);
  vscode.window.activeTextEditor.selection.active = document.find("dV/dt");
  await seen.commands["snnc.explainCode"]();
  assert.equal(seen.executed.at(-1)[1].toString(), "snnc-explain:/units::mismatch.md");
  const nothing = vscode.Uri.parse("snnc-explain:/units::nothing.md");
  assert.match(await seen.contents["snnc-explain"].provideTextDocumentContent(nothing), /no code `units::nothing`/);
});

test("a name is hovered, found, completed and renamed", async () => {
  const document = write("names.eqs", ADEX.replace("mV\n}", "nA\n}"));
  const use = document.find("tau_w", 2);
  const hover = await ask("Hover", "provideHover", document, use);
  const [{ value }] = [hover.contents].flat();
  assert.match(value, /tau_w/);
  assert.match(value, /88 ms/);

  const definition = [await ask("Definition", "provideDefinition", document, use)].flat();
  assert.deepEqual(definition.map(({ range }) => range.start), [document.find("tau_w")]);

  const renamed = await ask("Rename", "provideRenameEdits", document, use, "tau_adaptation");
  const places = renamed.entries().flatMap(([, edits]) => edits.map(({ range }) => range.start.line));
  assert.deepEqual(places.sort(), [document.find("tau_w").line, use.line]);

  const end = new vscode.Position(use.line, use.character + 3);
  const completed = await ask("CompletionItem", "provideCompletionItems", document, end, token, { triggerKind: 0 });
  assert.ok((completed.items ?? completed).some(({ label }) => (label.label ?? label) === "tau_w"));
});

test("a model is formatted", async () => {
  const document = write("format.eqs", ADEX);
  const edits = await ask("DocumentFormattingEdit", "provideDocumentFormattingEdits", document, { tabSize: 4, insertSpaces: true });
  assert.ok(edits.length > 0);
});

test("names are coloured by what they are, and the manifest gives each kind a colour", async () => {
  const document = write("colours.eqs", ADEX);
  const { data } = await ask("DocumentSemanticTokens", "provideDocumentSemanticTokens", document);
  assert.ok(data.length > 100 && data.length % 5 === 0);
  const { contributes } = require("../package.json");
  const standard = "comment string keyword number regexp operator namespace type struct class interface enum typeParameter function method decorator macro variable parameter property enumMember event";
  const own = contributes.semanticTokenTypes.map(({ id }) => id);
  const legend = seen.legends.at(-1).tokenTypes;
  assert.deepEqual(legend.filter((kind) => !standard.split(" ").includes(kind) && !own.includes(kind)), []);
});

test("the commands of the manifest are those that are registered", () => {
  const { contributes } = require("../package.json");
  const named = contributes.commands.map(({ command }) => command).sort();
  const made = Object.keys(seen.commands).filter((name) => named.includes(name));
  assert.deepEqual(made.sort(), named);
});

test("the open model is run as a process, and checked as one whose lines the editor reads", async () => {
  const document = write("run me.eqs", ADEX);
  seen.settings["snnc.runArguments"] = ["--seed", "7"];
  await seen.commands["snnc.runModel"]();
  const { execution, definition } = seen.tasks.at(-1);
  assert.equal(execution.process, binary);
  assert.deepEqual(execution.args, ["run", "--seed", "7", document.fileName]);
  assert.equal(definition.type, "snnc");

  const offered = seen.taskProvider.provideTasks();
  assert.deepEqual(offered.map(({ name }) => name), ["check the open model", "run the open model"]);
  assert.deepEqual(offered[0].execution.args, ["check", "--format", "short", document.fileName]);
  assert.deepEqual(offered[0].problemMatchers, ["$snnc"]);

  const written = { definition: { type: "snnc", command: "check", files: ["a.eqs", "b.eqs"] }, name: "all", scope: vscode.TaskScope.Workspace };
  assert.deepEqual(seen.taskProvider.resolveTask(written).execution.args, ["check", "--format", "short", "a.eqs", "b.eqs"]);
});

test("all models of the workspace are checked together", async () => {
  seen.files = [vscode.Uri.file("/b.eqs"), vscode.Uri.file("/a.eqs")];
  await seen.commands["snnc.checkWorkspace"]();
  assert.deepEqual(seen.tasks.at(-1).execution.args, ["check", "--format", "short", "/a.eqs", "/b.eqs"]);
});

test("a program that is not there is told, and one that comes is taken", async () => {
  seen.settings["snnc.path"] = "~/nowhere/snnc";
  configure(["snnc.path"]);
  await until("a message", () => seen.messages.some((message) => message.includes("nowhere/snnc, and there is no such program")));
  seen.settings["snnc.path"] = binary;
  configure(["snnc.path"]);
  const document = write("again.eqs", ADEX);
  await until("a diagnostic", () => diagnosticsOf(document)?.length === 1);
});

test("the server can be restarted", async () => {
  await seen.commands["snnc.restartServer"]();
  const document = write("restarted.eqs", ADEX);
  await until("a diagnostic", () => diagnosticsOf(document)?.length === 1);
});
