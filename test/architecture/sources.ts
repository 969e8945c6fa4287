import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One import or re-export of a source file. */
export interface Import {
  /** A path from the repository's root for files of the project, else the package's name. */
  readonly target: string;
  /** Gone after compiling: `import type`, `export type … from`. */
  readonly isType: boolean;
  readonly isReexport: boolean;
  readonly isDynamic: boolean;
}

export interface Source {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** All TypeScript files below a folder of the repository. */
export function sourcesOf(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(root, path), "utf8")));
}

export function sourceOf(path: string, text: string): Source {
  return { path, text, imports: importsOf(path, text) };
}

const statement =
  /^(?<word>import|export)\b(?<type>\s+type\b(?!\s+from\b|\s*,))?(?:(?<names>[^;"'`]*?)\bfrom\s*)?\s*["'](?<from>[^"']+)["']/gm;
const dynamic = /\bimport\s*\(\s*["'](?<from>[^"']+)["']/g;

/** Reads static imports, re-exports, side-effect imports and dynamic imports of a file. */
export function importsOf(path: string, text: string): readonly Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const { groups } of code.matchAll(statement)) {
    const { word, type, names, from } = groups ?? {};
    if (from === undefined || (word === "export" && names === undefined)) continue;
    found.push({
      target: resolve(path, from),
      isType: type !== undefined,
      isReexport: word === "export",
      isDynamic: false,
    });
  }
  for (const { groups } of code.matchAll(dynamic)) {
    const from = groups?.["from"];
    if (from !== undefined)
      found.push({ target: resolve(path, from), isType: false, isReexport: false, isDynamic: true });
  }
  return found;
}

function resolve(path: string, from: string): string {
  return from.startsWith(".") ? posix.join(dirname(path), from) : from;
}

/** The code without comments; texts stay. */
export function withoutComments(text: string): string {
  return scan(text, (kind, part) => (kind === "comment" ? blank(part) : part));
}

/** The code without comments and without the contents of texts and regular expressions, lines kept. */
export function bareCode(text: string): string {
  return scan(text, (kind, part) => (kind === "code" ? part : kind === "text" ? `""${blank(part)}` : blank(part)));
}

function blank(part: string): string {
  return part.replaceAll(/[^\n]/g, "");
}

const piece =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`)|(?<=[(,=:[!&|?{};\n]\s*|return\s+)(?<regexp>\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*)/g;

function scan(text: string, change: (kind: "comment" | "text" | "regexp" | "code", part: string) => string): string {
  let done = "";
  let at = 0;
  for (const match of text.matchAll(piece)) {
    const { comment, text: literal } = match.groups ?? {};
    done += change("code", text.slice(at, match.index));
    done += change(comment !== undefined ? "comment" : literal !== undefined ? "text" : "regexp", match[0]);
    at = match.index + match[0].length;
  }
  return done + change("code", text.slice(at));
}

/** `<path>:<line>` of each place where a pattern is found in bare code. */
export function placesOf(source: Source, pattern: RegExp): readonly string[] {
  return bareCode(source.text)
    .split("\n")
    .flatMap((line, at) => (pattern.test(line) ? [`${source.path}:${at + 1}`] : []));
}
