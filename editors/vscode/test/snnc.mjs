// The program itself, as the tests of the workspace build it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./grammar.mjs";

/** `SNNC` if it is set, else what `cargo build --release -p snnc-cli` makes. */
export const binary = process.env.SNNC ?? join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "release/snnc");
if (!existsSync(binary)) {
  throw new Error(`${binary} does not exist: cargo build --release -p snnc-cli`);
}

/** Runs snnc: `{ status, stdout, stderr }`. */
export function snnc(args, options = {}) {
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: "utf8", ...options });
  return { status, stdout, stderr };
}
