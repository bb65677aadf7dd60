// Each snippet, as it stands there before anything is filled in, is a part of a model that is right.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { snnc } from "./snnc.mjs";

const folder = mkdtempSync(join(tmpdir(), "snnc-snippets-"));
after(() => rmSync(folder, { recursive: true }));

const CELLS = "tau = 20 ms\nneurons cells[100] { dv/dt = -v/tau : volt; threshold: v > 10 mV; reset: v = 0 mV }\n";

/** The model around a snippet, where it needs one. */
const AROUND = {
  "Model": ["", ""],
  "Neurons": ["", "\nmonitor spikes of cells\n"],
  "Poisson source": ["", "\nmonitor spikes of inputs\n"],
  "Given spikes": ["", "\nmonitor spikes of gen\n"],
  "Part of a group": [CELLS, "\nmonitor spikes of part\n"],
  "Reusable model": ["", "\nneurons g[10] is LIF\nmonitor spikes of g\n"],
  "Function": ["", "\nneurons g[1] { dv/dt = -v*alpha(v) : volt }\n"],
  "Timed array": ["", "\nneurons g[1] { dv/dt = (stim(t)*1 Mohm - v)/(10 ms) : volt }\n"],
  "Custom event": [CELLS.replace("}", ";\n    "), "\n}\nmonitor high of cells\n"],
};

/** The text of a snippet with its defaults. */
function expand(text) {
  const stop = /\$\{\d+:((?:[^${}]|\{[^}]*\})*)\}/;
  let expanded = text.replaceAll(/\$\d+/g, "");
  while (stop.test(expanded)) {
    expanded = expanded.replace(stop, "$1");
  }
  return expanded;
}

const snippets = JSON.parse(readFileSync(new URL("../snippets/eqs.json", import.meta.url), "utf8"));
for (const [name, { prefix, body, description }] of Object.entries(snippets)) {
  test(`${prefix}: ${description}`, () => {
    const [before, behind] = AROUND[name] ?? [CELLS, "\n"];
    const text = `${before}${expand(body.join("\n"))}${behind}`;
    assert.doesNotMatch(text, /\$/);
    const path = join(folder, `${prefix.replace(" ", "_")}.eqs`);
    writeFileSync(path, text);
    const { status, stdout, stderr } = snnc(["check", path]);
    // No warnings either.
    assert.equal(`${stdout}${stderr}`.trim(), `${path}: fine`, text);
    assert.equal(status, 0);
  });
}
