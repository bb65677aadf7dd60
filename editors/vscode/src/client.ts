// The connection to `snnc lsp`.

import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import type { LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { explain, linkCode } from "./explain";

/** The command of the server that answers with the page of a code. */
const EXPLAIN = "snnc.explain";

export function serverOptions(binary: string): ServerOptions {
  return { command: binary, args: ["lsp"] };
}

export function clientOptions(output: vscode.OutputChannel): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "eqs", scheme: "file" },
      { language: "eqs", scheme: "untitled" },
    ],
    outputChannel: output,
    // The page of a code is shown here, so the server need not send it as a message.
    initializationOptions: { showsPages: true },
    middleware: {
      handleDiagnostics(uri, diagnostics, next) {
        diagnostics.forEach(linkCode);
        next(uri, diagnostics);
      },
      // The lamp offers the page of a code as a command of the server; what it answers is to be read.
      async executeCommand(command, args, next) {
        if (command === EXPLAIN) {
          return explain(args[0]);
        }
        return next(command, args);
      },
    },
  };
}

/** A client that is not yet started. */
export function makeClient(binary: string, output: vscode.OutputChannel): LanguageClient {
  return new LanguageClient("snnc", "snnc", serverOptions(binary), clientOptions(output));
}

/** The page of a code, in Markdown. */
export async function pageOf(client: LanguageClient, code: string): Promise<string | undefined> {
  const answer: unknown = await client.sendRequest(ExecuteCommandRequest.type, { command: EXPLAIN, arguments: [code] });
  return typeof answer === "string" ? answer : undefined;
}


