// Tasks of the type `snnc`: check or run models in a terminal.

import * as vscode from "vscode";

/** What stands in `tasks.json`. */
export interface Definition extends vscode.TaskDefinition {
  readonly type: "snnc";
  readonly command: "check" | "run";
  readonly files?: readonly string[];
  readonly arguments?: readonly string[];
}

/** The arguments of snnc. `check` writes one line for each finding, which the problem matcher reads. */
export function commandLine(definition: Definition, open: string | undefined): string[] | undefined {
  const files = definition.files ?? (open === undefined ? [] : [open]);
  if (files.length === 0 || (definition.command === "run" && files.length > 1)) {
    return undefined;
  }
  const format = definition.command === "check" ? ["--format", "short"] : [];
  return [definition.command, ...format, ...(definition.arguments ?? []), ...files];
}

/** A task; `undefined` if there is no file for it. */
export function task(
  definition: Definition,
  name: string,
  binary: string,
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
): vscode.Task | undefined {
  const line = commandLine(definition, openModel()?.fsPath);
  if (line === undefined) {
    return undefined;
  }
  const checks = definition.command === "check";
  // A process and no shell: a file name means itself, whatever characters it holds.
  const execution = new vscode.ProcessExecution(binary, line);
  const made = new vscode.Task(definition, scope, name, "snnc", execution, checks ? ["$snnc"] : []);
  made.group = checks ? vscode.TaskGroup.Build : undefined;
  made.presentationOptions = { clear: true, reveal: vscode.TaskRevealKind.Always };
  return made;
}

/** The model in the active editor. */
export function openModel(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "eqs" && document.uri.scheme === "file" ? document.uri : undefined;
}

/** Offers tasks for the open model, and completes those of `tasks.json`. */
export class Tasks implements vscode.TaskProvider {
  constructor(private readonly binary: () => string | undefined) {}

  provideTasks(): vscode.Task[] {
    const binary = this.binary();
    if (binary === undefined) {
      return [];
    }
    const offered: [Definition, string][] = [
      [{ type: "snnc", command: "check" }, "check the open model"],
      [{ type: "snnc", command: "run" }, "run the open model"],
    ];
    const tasks = offered.map(([definition, name]) => task(definition, name, binary, vscode.TaskScope.Workspace));
    return tasks.filter((made) => made !== undefined);
  }

  resolveTask(given: vscode.Task): vscode.Task | undefined {
    const binary = this.binary();
    const scope = given.scope ?? vscode.TaskScope.Workspace;
    if (binary === undefined || scope === vscode.TaskScope.Global) {
      return undefined;
    }
    const definition = given.definition as Definition;
    return task(definition, given.name || `${definition.command} models`, binary, scope);
  }
}
