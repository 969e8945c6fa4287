import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./fault.ts";

/** Larger than any file that a person writes. */
export const largestBytes = 2 * 1024 * 1024;

export type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault };

/** Reads a text file (UTF-8); what cannot be read is a fault at its first place. */
export function readText(file: string): ReadText {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return no(file, "is a folder, not a file");
    if (!stat.isFile()) return no(file, "is not a regular file");
    if (stat.size > largestBytes) return no(file, `has ${stat.size} bytes; at most ${largestBytes} are read`);
    const bytes = readFileSync(file);
    const nul = bytes.indexOf(0);
    if (nul >= 0) return no(file, "is not a text file (it holds NUL bytes); write YAML or JSON in UTF-8");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") return no(file, "is empty");
    return { ok: true, text };
  } catch (error) {
    return no(file, readProblem(error));
  }
}

/** The files a path stands for: itself, or every *.yaml, *.yml and *.json of a folder, sorted. */
export function listFiles(path: string): { readonly files: readonly string[]; readonly faults: readonly Fault[] } {
  try {
    if (!statSync(path).isDirectory()) return { files: [path], faults: [] };
    const files = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/i.test(entry.name))
      .map((entry) => join(path, entry.name))
      .sort();
    if (files.length > 0) return { files, faults: [] };
    return { files, faults: [fileFault(path, "is a folder without *.yaml, *.yml or *.json files")] };
  } catch (error) {
    return { files: [], faults: [fileFault(path, readProblem(error))] };
  }
}

export function fileFault(file: string, message: string): Fault {
  return { file, line: 1, column: 1, path: "", message };
}

function no(file: string, message: string): ReadText {
  return { ok: false, fault: fileFault(file, message) };
}

function readProblem(error: unknown): string {
  if (error instanceof TypeError) return "is not a text file in UTF-8";
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "must not be read by this user";
  return `cannot be read (${typeof code === "string" ? code : "unknown reason"})`;
}
