// Where the program `snnc` is.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

export interface Surroundings {
  /** The setting `snnc.path`; empty if it is not set. */
  readonly setting: string;
  /** The folder that is open. */
  readonly workspace: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** The program, or a sentence that says why there is none. */
export type Found = { readonly path: string } | { readonly reason: string };

/** Looks for snnc: where the setting says and nowhere else; without it on the `PATH`, then where Cargo installs. */
export function findBinary({ setting, workspace, env, platform }: Surroundings): Found {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  const name = platform === "win32" ? "snnc.exe" : "snnc";
  if (setting.trim() !== "") {
    const path = expand(setting.trim(), home, workspace);
    return isProgram(path) ? { path } : { reason: `The setting snnc.path names ${path}, and there is no such program.` };
  }
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  folders.push(join(home, ".cargo", "bin"));
  const path = folders.map((folder) => join(folder, name)).find(isProgram);
  return path !== undefined ? { path } : { reason: "The program snnc is neither on the PATH nor in ~/.cargo/bin." };
}

function expand(path: string, home: string, workspace: string | undefined): string {
  const full = path.replace(/^~(?=$|[/\\])/, home).replaceAll("${workspaceFolder}", workspace ?? "");
  return isAbsolute(full) ? full : join(workspace ?? home, full);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
