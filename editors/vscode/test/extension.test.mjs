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
