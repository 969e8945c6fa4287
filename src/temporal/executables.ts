import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { FoundServer, PassedOver } from "./find-server.ts";
import type { Environment } from "./folders.ts";
import { runCommand } from "./run-command.ts";

/** Runs `BINARY --version`. */
export async function inspect(binary: string, env: Environment): Promise<FoundServer | PassedOver> {
  const { code, stdout, stderr } = await runCommand(binary, ["--version"], { env, timeoutMs: 10_000 });
  const version = /\bversion v?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
  if (code === 0 && version !== undefined) return { binary, version };
  return { passedOver: `${binary} does not print its version (${lastLine(stderr)})` };
}

/** Relative entries of PATH are not looked into. */
export function executableOnPath(name: string, env: Environment): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** A file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Compares the three numbers of two versions. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The last line that says something, preferably one that matches. */
export function lastLine(text: string, wanted = /\S/): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => wanted.test(line)).at(-1) ?? lines.filter(Boolean).at(-1) ?? "no message";
}
