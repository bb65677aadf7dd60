// The extension: a server for each window, and the commands.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { findBinary } from "./binary";
import { makeClient, pageOf } from "./client";
import { Pages, SCHEME, explain } from "./explain";
import { type Definition, Tasks, openModel, task } from "./tasks";

let client: LanguageClient | undefined;
let output: vscode.OutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("snnc");
  const pages = new Pages(async (code) => (client ? pageOf(client, code) : "The server is not running."));
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    "snnc.runModel": runModel,
    "snnc.checkWorkspace": checkWorkspace,
    "snnc.formatModel": () => vscode.commands.executeCommand("editor.action.formatDocument"),
    "snnc.explainCode": explain,
    "snnc.restartServer": restart,
    "snnc.showOutput": () => output.show(),
  };
  context.subscriptions.push(
    output,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    vscode.tasks.registerTaskProvider("snnc", new Tasks(() => binary()?.path)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("snnc.path")) {
        void restart();
      }
    }),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}

/** The program. Where there is none, it says so if asked to. */
function binary(tell = false): { path: string } | undefined {
  const found = findBinary({
    setting: vscode.workspace.getConfiguration("snnc").get("path", ""),
    workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    env: process.env,
    platform: process.platform,
  });
  if ("path" in found) {
    return found;
  }
  if (tell) {
    void complain(found.reason);
  }
  return undefined;
}

async function complain(reason: string): Promise<void> {
  const settings = "Open the Setting";
  const answer = await vscode.window.showErrorMessage(`${reason} Without it there are colours only.`, settings);
  if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "snnc.path");
  }
}

async function start(): Promise<void> {
  const found = binary(true);
  if (found === undefined) {
    return;
  }
  client = makeClient(found.path, output);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    void complain(`${found.path} does not answer (${String(error)}).`);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

/** Runs the model of the active editor in a terminal, as it is saved. */
async function runModel(): Promise<void> {
  const found = binary(true);
  if (found === undefined || openModel() === undefined) {
    return;
  }
  await vscode.window.activeTextEditor?.document.save();
  const given = vscode.workspace.getConfiguration("snnc").get<string[]>("runArguments", []);
  await execute({ type: "snnc", command: "run", arguments: given }, "run the model", found.path);
}

/** Checks all models of the workspace; what is found is listed with the problems, also of files that are not open. */
async function checkWorkspace(): Promise<void> {
  const found = binary(true);
  if (found === undefined) {
    return;
  }
  const files = (await vscode.workspace.findFiles("**/*.eqs")).map((uri) => uri.fsPath).sort();
  if (files.length === 0) {
    void vscode.window.showInformationMessage("There are no models (.eqs) in this workspace.");
    return;
  }
  await execute({ type: "snnc", command: "check", files }, "check all models", found.path);
}

async function execute(definition: Definition, name: string, binary: string): Promise<void> {
  const made = task(definition, name, binary, vscode.TaskScope.Workspace);
  if (made !== undefined) {
    await vscode.tasks.executeTask(made);
  }
}
