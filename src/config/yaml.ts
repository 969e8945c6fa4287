import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Document, Node, Pair, ParsedNode } from "yaml";
import type { Fault, Path } from "./fault.ts";
import { formatPath } from "./fault.ts";
import { tooDeepAt } from "./nesting.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One document of a YAML or JSON file with the places of its keys and values. */
export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /** Place of a path's value, or of its key; where the path leads nowhere, of the nearest parent's key. */
  locate(path: Path, on?: "key" | "value"): Position;
  fault(path: Path, message: string, on?: "key" | "value"): Fault;
}

export interface ParsedFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly Fault[];
}

/** Parses YAML 1.2 (JSON is a part of it); what is not well formed becomes faults with their places. Never throws. */
export function parseYaml(file: string, text: string): ParsedFile {
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) {
    const before = text.slice(0, deepAt).split("\n");
    const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { documents: [], faults: [{ file, ...at, path: "", message: "nested too deeply" }] };
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: "error",
  });
  const found = Array.isArray(parsed) ? parsed : [];
  const documents: SourceDocument[] = [];
  const faults: Fault[] = [];
  for (const document of found) {
    const repairable = [...document.errors, ...document.warnings].filter(isRepairable);
    // What follows a first break of the form is mostly its consequence.
    const broken = document.errors.find((error) => !isRepairable(error));
    for (const problem of broken === undefined ? repairable : [...repairable, broken]) {
      const at = lines.linePos(problem.pos[0]);
      faults.push({ file, line: at.line, column: at.col, path: "", message: explain(problem.code, problem.message) });
    }
    if (broken !== undefined || isNothing(document)) continue;
    try {
      documents.push(sourceDocument(file, document, lines, document.toJS({ maxAliasCount: 100 })));
    } catch {
      const at = place(lines, document.contents);
      faults.push({ file, ...at, path: "", message: "too many aliases; write the values out" });
    }
  }
  return { documents, faults };
}

type Parsed = Document.Parsed;

/** The document can be read on, so that its other faults are told too. */
function isRepairable(problem: { readonly code: string }): boolean {
  return problem.code === "DUPLICATE_KEY" || problem.code === "TAG_RESOLVE_FAILED";
}

function isNothing(document: Parsed): boolean {
  return document.contents === null || (isScalar(document.contents) && document.contents.value === null);
}

function explain(code: string, message: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "this key stands twice in the same place; keep one";
    case "TAB_AS_INDENT":
      return "indented by a tab; YAML wants spaces";
    case "BAD_INDENT":
      return `wrong indentation, or a bracket that is not closed: ${message}`;
    case "TAG_RESOLVE_FAILED":
      return `YAML tags are not used here: ${message}`;
    default:
      return `not well-formed YAML: ${message}`;
  }
}

function sourceDocument(file: string, document: Parsed, lines: LineCounter, value: unknown): SourceDocument {
  const locate = (path: Path, on: "key" | "value" = "value"): Position => {
    const found = walk(document, path);
    const wantsKey = on === "key" || !found.complete || isEmpty(found.value);
    const node = wantsKey && found.key !== null ? found.key : (found.value ?? found.key);
    return place(lines, node ?? document.contents);
  };
  const fault = (path: Path, message: string, on: "key" | "value" = "value"): Fault => ({
    file,
    ...locate(path, on),
    path: formatPath(path),
    message,
  });
  return { file, value, locate, fault };
}

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
  /** The whole path was found. */
  readonly complete: boolean;
}

function walk(document: Parsed, path: Path): Found {
  let key: Node | null = null;
  let value: Node | null = document.contents;
  for (const part of path) {
    const inside: Node | null | undefined = isAlias(value) ? value.resolve(document) : value;
    if (isMap(inside)) {
      const pair: Pair | undefined = inside.items.find((item) => keyText(item.key) === String(part));
      if (pair === undefined) return { key, value, complete: false };
      key = isNode(pair.key) ? pair.key : key;
      value = isNode(pair.value) ? pair.value : null;
      continue;
    }
    const item: unknown = isSeq(inside) && typeof part === "number" ? inside.items[part] : undefined;
    if (!isNode(item)) return { key, value, complete: false };
    key = item;
    value = item;
  }
  return { key, value, complete: true };
}

function keyText(key: unknown): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === "string") return key.value;
  return key.value === null ? "" : (key.source ?? null);
}

/** A value that is not written at all (`window:`) has no place of its own. */
function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? "") === "");
}

function place(lines: LineCounter, node: Node | ParsedNode | null): Position {
  const at = lines.linePos(node?.range?.[0] ?? 0);
  return { line: Math.max(1, at.line), column: Math.max(1, at.col) };
}
