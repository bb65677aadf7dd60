// The page of a diagnostic's code: what it means, the mistake and its mending.

import * as vscode from "vscode";

/** The scheme of the documents that hold such pages. */
export const SCHEME = "snnc-explain";

/** Asks the server for the page of a code. */
export type Ask = (code: string) => Promise<string | undefined>;

/** The document with the page of a code. The end of its name makes it Markdown. */
export function uriOf(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
}

export function codeOf(uri: vscode.Uri): string {
  return uri.path.replace(/^\//, "").replace(/\.md$/, "");
}

/** Gives the pages to the editor. */
export class Pages implements vscode.TextDocumentContentProvider {
  constructor(private readonly ask: Ask) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = codeOf(uri);
    const page = await this.ask(code).catch((error: unknown) => String(error));
    return `**${code}**\n\n${page ?? "There is no page for this."}\n`;
  }
}

/** Shows the page of a code: of the one given, of the one at the cursor, or of the one that the user types. */
export async function explain(code?: unknown): Promise<void> {
  const wanted = typeof code === "string" ? code : await codeAtCursor();
  if (wanted) {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uriOf(wanted));
  }
}

async function codeAtCursor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here = editor ? codesAt(editor.document.uri, editor.selection.active) : [];
  if (here.length === 1) {
    return here[0];
  }
  if (here.length > 1) {
    return vscode.window.showQuickPick(here, { title: "Which code?" });
  }
  return vscode.window.showInputBox({ title: "Which code?", placeHolder: "units::mismatch" });
}

/** The codes of what snnc found there; if nothing was found at the position itself, of its line. */
export function codesAt(uri: vscode.Uri, position: vscode.Position): string[] {
  const found = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "snnc");
  const at = found.filter((diagnostic) => diagnostic.range.contains(position));
  const line = ({ range }: vscode.Diagnostic) => range.start.line <= position.line && position.line <= range.end.line;
  const codes = (at.length > 0 ? at : found.filter(line)).map(codeOfDiagnostic);
  return [...new Set(codes.filter((code) => code !== undefined))];
}

function codeOfDiagnostic({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/** Lets the code of a diagnostic lead to its page, unless the server has a link for it. */
export function linkCode(diagnostic: vscode.Diagnostic): void {
  const code = diagnostic.code;
  if (typeof code === "string") {
    diagnostic.code = { value: code, target: commandUri(code) };
  }
}

/** A link that carries out the command. */
function commandUri(code: string): vscode.Uri {
  return vscode.Uri.parse(`command:snnc.explainCode?${encodeURIComponent(JSON.stringify([code]))}`);
}
