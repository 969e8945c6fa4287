import type { Import, Source } from "./sources.ts";

/** What the files of one part may import. Paths from the repository's root; a folder ends with a slash. */
export interface Part {
  /** Files it covers: a folder, or one file. The longest that fits counts. */
  readonly of: string;
  /** Files and packages; `node:` stands for all of Node's modules. */
  readonly may: readonly string[];
  /** Only by `import type`, besides those. */
  readonly mayTypes?: readonly string[];
}

/** One place where the law is broken, in words. */
export function breaches(sources: readonly Source[], parts: readonly Part[]): readonly string[] {
  return sources.flatMap((source) => {
    const part = partOf(source.path, parts);
    if (part === null) return [`${source.path} belongs to no part of the law; add its folder to the table`];
    return source.imports
      .filter((one) => !mayImport(part, source.path, one))
      .map((one) => `${source.path} imports ${one.isType ? "types of " : ""}${one.target}`);
  });
}

function partOf(path: string, parts: readonly Part[]): Part | null {
  const fitting = parts.filter((part) => fits(path, part.of));
  return fitting.sort((a, b) => b.of.length - a.of.length)[0] ?? null;
}

function mayImport(part: Part, path: string, { target, isType }: Import): boolean {
  if (part.of.endsWith("/") && fits(target, part.of) && !isOtherService(path, target)) return true;
  return [...part.may, ...(isType ? (part.mayTypes ?? []) : [])].some((allowed) => fits(target, allowed));
}

function fits(path: string, allowed: string): boolean {
  return allowed.endsWith("/") || allowed.endsWith(":") ? path.startsWith(allowed) : path === allowed;
}

/** Services never import each other. */
function isOtherService(from: string, to: string): boolean {
  const [a, b] = [serviceOf(from), serviceOf(to)];
  return a !== null && b !== null && a !== b;
}

function serviceOf(path: string): string | null {
  return /^src\/(?:vendors|simulator\/services)\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** Files that are loaded when `entry` is: what its value imports reach. Types are gone by then. */
export function reach(entry: string, sources: readonly Source[]): readonly string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const pending = [entry];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const one of byPath.get(path)?.imports ?? []) if (!one.isType) pending.push(one.target);
  }
  return [...seen].sort();
}
