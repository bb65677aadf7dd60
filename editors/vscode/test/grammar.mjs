// The grammar, read by the engine of VS Code itself.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

export const repository = join(import.meta.dirname, "../../..");
const require = createRequire(import.meta.url);

export async function loadGrammar() {
  const wasm = await readFile(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const path = join(repository, "editors/textmate/eqs.tmLanguage.json");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(await readFile(path, "utf8"), path),
  });
  return registry.loadGrammar("source.eqs");
}

/** The tokens of a text, line by line: `{ text, scope }`, where the scope is the innermost one that says what it is. */
export function tokenize(grammar, text) {
  let state = textmate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        at: startIndex,
        text: line.slice(startIndex, endIndex),
        scope: scopes.filter((scope) => !/^(source|meta)\./.test(scope)).at(-1)?.replace(/\.eqs$/, ""),
      }))
      .filter(({ text }) => text.trim() !== "");
  });
}
