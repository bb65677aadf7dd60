// A stand-in for the editor: what the extension and its client library use of the module `vscode`, with what the
// extension does to the editor written down, so that a test can play the user.
const { EventEmitter } = require("node:events");
const { readFileSync } = require("node:fs");
const { pathToFileURL, fileURLToPath } = require("node:url");

class Disposable {
  constructor(dispose = () => {}) {
    this.dispose = dispose;
  }
}

class Event {
  constructor() {
    this.emitter = new EventEmitter();
    this.event = (listener, self) => {
      const bound = self ? listener.bind(self) : listener;
      this.emitter.on("fire", bound);
      return new Disposable(() => this.emitter.off("fire", bound));
    };
  }
  fire(value) {
    this.emitter.emit("fire", value);
  }
  dispose() {}
}

class Uri {
  constructor({ scheme, authority = "", path = "", query = "", fragment = "" }) {
    Object.assign(this, { scheme, authority, path, query, fragment });
  }
  static parse(text) {
    const [, scheme, , authority, path, , query, , fragment] = /^(\w[\w+.-]*):(\/\/([^/]*))?([^?#]*)(\?([^#]*))?(#(.*))?$/.exec(text);
    const plain = (part) => decodeURIComponent(part ?? "");
    return new Uri({ scheme, authority, path: plain(path), query: plain(query), fragment: plain(fragment) });
  }
  static file(path) {
    return new Uri({ scheme: "file", path });
  }
  static from(parts) {
    return new Uri(parts);
  }
  get fsPath() {
    return this.scheme === "file" ? fileURLToPath(`file://${encodeURI(this.path)}`) : this.path;
  }
  toString() {
    if (this.scheme === "file") {
      return pathToFileURL(this.path).href;
    }
    return `${this.scheme}:${this.path}${this.query && `?${encodeURIComponent(this.query)}`}`;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
  isBefore(other) {
    return this.line < other.line || (this.line === other.line && this.character < other.character);
  }
}

class Range {
  constructor(a, b, c, d) {
    const [start, end] = typeof a === "number" ? [new Position(a, b), new Position(c, d)] : [a, b];
    Object.assign(this, { start, end });
  }
  contains(position) {
    return !position.isBefore(this.start) && !this.end.isBefore(position);
  }
}

class Document {
  constructor(uri, text, languageId = "eqs") {
    Object.assign(this, { uri, text, languageId, version: 1, eol: 1, isClosed: false, fileName: uri.fsPath });
  }
  getText() {
    return this.text;
  }
  get lineCount() {
    return this.text.split("\n").length;
  }
  offsetAt({ line, character }) {
    return this.text.split("\n").slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
  }
  /** The position of the `nth` occurrence of a text. */
  find(wanted, nth = 1) {
    let at = -1;
    for (let n = 0; n < nth; n += 1) {
      at = this.text.indexOf(wanted, at + 1);
    }
    const before = this.text.slice(0, at).split("\n");
    return new Position(before.length - 1, before.at(-1).length);
  }
  async save() {
    return true;
  }
}

/** A class whose instances hold what they were made of, under these names. */
const record = (...names) =>
  class {
    constructor(...values) {
      names.forEach((name, at) => (this[name] = values[at]));
    }
  };

/** Names numbered from a number on. */
const numbered = (names, from = 0) => Object.fromEntries(names.split(" ").flatMap((name, at) => [[name, at + from], [at + from, name]]));

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendCodeblock(value) {
    this.value += value;
    return this;
  }
}

class Kind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new Kind(this.value ? `${this.value}.${part}` : part);
  }
  contains(other) {
    return other.value.startsWith(this.value);
  }
}

/** All that the extension did, and the levers of the test. */
const seen = { commands: {}, providers: {}, diagnostics: new Map(), executed: [], messages: [], settings: {}, tasks: [], contents: {}, legends: [], files: [] };
const events = {};
const on = (name) => (events[name] ??= new Event()).event;
const provider = (kind) => (...args) => {
  // After the selector: the provider, and what else belongs to it.
  seen.providers[kind] = args[1];
  if (args[2]?.tokenTypes) {
    seen.legends.push(args[2]);
  }
  return new Disposable();
};

const languages = {
  createDiagnosticCollection: () => ({
    set: (uri, diagnostics) => seen.diagnostics.set(uri.toString(), diagnostics ?? []),
    delete: (uri) => seen.diagnostics.delete(uri.toString()),
    clear: () => seen.diagnostics.clear(),
    dispose: () => seen.diagnostics.clear(),
  }),
  getDiagnostics: (uri) => seen.diagnostics.get(uri.toString()) ?? [],
  match: (selector, { languageId, uri }) =>
    [selector].flat().some(({ language, scheme }) => language === languageId && (scheme ?? uri.scheme) === uri.scheme) ? 10 : 0,
};

const workspace = {
  textDocuments: [],
  notebookDocuments: [],
  workspaceFolders: undefined,
  name: undefined,
  isTrusted: true,
  getConfiguration: (section) => ({
    get: (name, otherwise) => seen.settings[`${section}.${name}`] ?? otherwise,
    has: () => false,
    inspect: () => undefined,
  }),
  getWorkspaceFolder: () => undefined,
  findFiles: async () => seen.files,
  registerTextDocumentContentProvider: (scheme, contents) => {
    seen.contents[scheme] = contents;
    return new Disposable();
  },
  createFileSystemWatcher: () => ({ ...Object.fromEntries(["onDidCreate", "onDidChange", "onDidDelete"].map((name) => [name, on(name)])), dispose() {} }),
  applyEdit: async (edit) => (seen.executed.push(["applyEdit", edit]), true),
  fs: {},
};

const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  tabGroups: { all: [], onDidChangeTabs: on("tabs") },
  createOutputChannel: (name) => ({ name, append() {}, appendLine() {}, replace() {}, clear() {}, show() {}, hide() {}, dispose() {} }),
  withProgress: (_, run) => run({ report() {} }, token),
};
for (const kind of ["Error", "Warning", "Information"]) {
  window[`show${kind}Message`] = async (message) => void seen.messages.push(`${kind}: ${message}`);
}
window.showQuickPick = async ([first]) => first;
window.showInputBox = async () => undefined;

const token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };

const given = {
  version: "1.82.0",
  env: { language: "en", appName: "stand-in", uriScheme: "vscode" },
  Disposable, EventEmitter: Event, Uri, Position, Range, MarkdownString, Document,
  Location: record("uri", "range"),
  Diagnostic: record("range", "message", "severity"),
  DiagnosticRelatedInformation: record("location", "message"),
  Hover: record("contents", "range"),
  CompletionItem: record("label", "kind"),
  CompletionList: record("items", "isIncomplete"),
  SnippetString: record("value"),
  CodeAction: record("title", "kind"),
  TextEdit: class extends record("range", "newText") {
    static replace(range, text) {
      return new this(range, text);
    }
  },
  WorkspaceEdit: class {
    constructor() {
      this.edits = [];
    }
    set(uri, edits) {
      this.edits.push([uri, edits]);
    }
    replace(uri, range, text) {
      this.edits.push([uri, [{ range, newText: text }]]);
    }
    entries() {
      return this.edits;
    }
  },
  SymbolInformation: record("name", "kind", "containerName", "location"),
  DocumentSymbol: record("name", "detail", "kind", "range", "selectionRange"),
  SemanticTokens: record("data", "resultId"),
  SemanticTokensLegend: record("tokenTypes", "tokenModifiers"),
  FoldingRange: record("start", "end", "kind"),
  InlayHint: record("position", "label", "kind"),
  SignatureHelp: record(), SignatureInformation: record("label", "documentation"), ParameterInformation: record("label", "documentation"),
  CodeActionKind: Object.assign(Kind, {
    Empty: new Kind(""), QuickFix: new Kind("quickfix"), Refactor: new Kind("refactor"), RefactorExtract: new Kind("refactor.extract"),
    RefactorInline: new Kind("refactor.inline"), RefactorRewrite: new Kind("refactor.rewrite"), RefactorMove: new Kind("refactor.move"),
    Source: new Kind("source"), SourceOrganizeImports: new Kind("source.organizeImports"), SourceFixAll: new Kind("source.fixAll"), Notebook: new Kind("notebook"),
  }),
  DiagnosticSeverity: numbered("Error Warning Information Hint"),
  DiagnosticTag: numbered("Unnecessary Deprecated", 1),
  CompletionItemKind: numbered("Text Method Function Constructor Field Variable Class Interface Module Property Unit Value Enum Keyword Snippet Color Reference File Folder EnumMember Constant Struct Event Operator TypeParameter User Issue"),
  CompletionItemTag: numbered("Deprecated", 1),
  CompletionTriggerKind: numbered("Invoke TriggerCharacter TriggerForIncompleteCompletions"),
  SymbolKind: numbered("File Module Namespace Package Class Method Property Field Constructor Enum Interface Function Variable Constant String Number Boolean Array Object Key Null EnumMember Struct Event Operator TypeParameter"),
  SymbolTag: numbered("Deprecated", 1),
  FoldingRangeKind: numbered("Comment Imports Region", 1),
  InlayHintKind: numbered("Type Parameter", 1),
  CodeActionTriggerKind: numbered("Invoke Automatic", 1),
  SignatureHelpTriggerKind: numbered("Invoke TriggerCharacter ContentChange", 1),
  DocumentHighlightKind: numbered("Text Read Write"),
  TextDocumentSaveReason: numbered("Manual AfterDelay FocusOut", 1),
  TextDocumentChangeReason: numbered("Undo Redo", 1),
  InsertTextMode: numbered("asIs adjustIndentation", 1),
  EndOfLine: numbered("LF CRLF", 1),
  StatusBarAlignment: numbered("Left Right", 1),
  ProgressLocation: numbered("SourceControl Window Notification", 1),
  ExtensionMode: numbered("Production Development Test", 1),
  TaskScope: numbered("Global Workspace", 1),
  TaskRevealKind: numbered("Always Silent Never", 1),
  TaskGroup: { Build: "build" },
  Task: record("definition", "scope", "name", "source", "execution", "problemMatchers"),
  ProcessExecution: record("process", "args", "options"),
  CancellationTokenSource: class {
    token = token;
    cancel() {}
    dispose() {}
  },
  CancellationError: class extends Error {},
  commands: {
    registerCommand: (name, run) => {
      if (seen.commands[name]) {
        throw new Error(`command '${name}' already exists`);
      }
      seen.commands[name] = run;
      return new Disposable(() => delete seen.commands[name]);
    },
    executeCommand: async (name, ...args) => (seen.executed.push([name, ...args]), seen.commands[name]?.(...args)),
  },
  tasks: {
    registerTaskProvider: (_, tasks) => ((seen.taskProvider = tasks), new Disposable()),
    executeTask: async (task) => void seen.tasks.push(task),
  },
  extensions: { getExtension: () => undefined },
};

/** What is not listed: an event `on…`, a registration `register…Provider`, else a class without properties. */
const fallback = (known) =>
  new Proxy(known, {
    get(target, name) {
      if (typeof name !== "string" || name in target || name === "then" || name === "default" || name === "__esModule") {
        return target[name];
      }
      const kind = /^register(\w+)Provider$/.exec(name)?.[1];
      return (target[name] = kind ? provider(kind) : /^on[A-Z]/.test(name) ? on(name) : class {});
    },
  });

const vscode = fallback({ ...given, languages: fallback(languages), workspace: fallback(workspace), window: fallback(window) });

/** Opens a file as the user would. */
function open(path) {
  const document = new Document(Uri.file(path), readFileSync(path, "utf8"));
  workspace.textDocuments.push(document);
  window.activeTextEditor = { document, selection: { active: new Position(0, 0) } };
  window.visibleTextEditors.push(window.activeTextEditor);
  events.onDidOpenTextDocument?.fire(document);
  return document;
}

/** Types: replaces what is between two positions. */
function type(document, range, text) {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  document.text = document.text.slice(0, from) + text + document.text.slice(to);
  document.version += 1;
  const change = { range, rangeOffset: from, rangeLength: to - from, text };
  events.onDidChangeTextDocument.fire({ document, contentChanges: [change] });
}

module.exports = { vscode, seen, token, open, type, configure: (names) => events.onDidChangeConfiguration.fire({ affectsConfiguration: (name) => names.includes(name) }) };
