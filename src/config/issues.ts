import { z } from "zod";
import type { Fault, Path, PathPart } from "./fault.ts";
import { nearest } from "../domain/nearest.ts";
import type { SourceDocument } from "./yaml.ts";

type Issue = z.core.$ZodIssue;

/** Turns what zod found into faults at the keys and values of the document. Values are never repeated: they may be secret. */
export function issueFaults(document: SourceDocument, schema: z.ZodType, issues: readonly Issue[]): readonly Fault[] {
  return issues.flatMap((issue) => one(document, schema, issue, cleanPath(issue.path)));
}

function one(document: SourceDocument, schema: z.ZodType, issue: Issue, path: Path): readonly Fault[] {
  const value = valueAt(document.value, path);
  if (value === undefined && path.length > 0) {
    const missing = String(path.at(-1));
    return [document.fault(path.slice(0, -1), `${missing} is missing${hint(issue)}`, "key")];
  }
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => document.fault([...path, key], unknownKey(schema, path, key), "key"));
    case "invalid_key":
      return [document.fault(path, issue.issues[0]?.message ?? "this name is not allowed", "key")];
    case "invalid_union": {
      const branch = likelyBranch(issue.errors);
      if (branch === null) return [document.fault(path, ownMessage(issue) ?? `has a wrong form (${kindOf(value)})`)];
      return branch.flatMap((inner) => one(document, schema, inner, [...path, ...cleanPath(inner.path)]));
    }
    case "invalid_type":
      return [document.fault(path, wrongType(issue.expected, value, ownMessage(issue)))];
    case "invalid_value":
      return [document.fault(path, wrongValue(issue.values, value))];
    case "too_small":
    case "too_big":
      return [document.fault(path, outOfRange(issue))];
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_element":
    case "custom":
      return [document.fault(path, issue.message)];
    default:
      return unknownIssue(issue);
  }
}

function unknownIssue(issue: never): never {
  throw new Error(`zod reported an issue that is not known here: ${JSON.stringify(issue)}`);
}

/** The form a person most likely meant: the only one whose faults lie inside the value and not in its type. */
function likelyBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const inside = branches.filter((branch) =>
    branch.every((issue) => {
      const isAbout = issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union";
      return !(isAbout && issue.path.length === 0);
    }),
  );
  return inside.length === 1 ? (inside[0] ?? null) : null;
}

function unknownKey(schema: z.ZodType, path: Path, key: string): string {
  const known = knownKeys(schema, path);
  const near = nearest(key, known);
  if (near !== null) return `unknown key; did you mean ${near}?`;
  return known.length === 0 ? "unknown key; none is expected here" : `unknown key; known here: ${known.join(", ")}`;
}

/** Keys that the schema knows at a path, read from its JSON Schema. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let nodes: readonly unknown[] = [z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })];
  for (const part of path) nodes = nodes.flatMap(alternatives).flatMap((node) => step(node, part));
  return [...new Set(nodes.flatMap(alternatives).flatMap((node) => Object.keys(record(record(node)["properties"]))))];
}

function alternatives(node: unknown): readonly unknown[] {
  const { anyOf, oneOf } = record(node);
  const inner = [...list(anyOf), ...list(oneOf)];
  return inner.length === 0 ? [node] : inner.flatMap(alternatives);
}

function step(node: unknown, part: PathPart): readonly unknown[] {
  const { properties, additionalProperties, items } = record(node);
  if (typeof part === "number") return items === undefined ? [] : [items];
  const own = record(properties)[part];
  if (own !== undefined) return [own];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

function wrongType(expected: string, value: unknown, own: string | null): string {
  const got = kindOf(value);
  if (own !== null) return `${own} (got ${got})`;
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return `expected text, got ${got}; put it in quotes`;
  }
  return `expected ${names[expected] ?? expected}, got ${got}`;
}

const names: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a group of keys",
  record: "a group of keys",
  array: "a list",
};

function kindOf(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "string") return "text";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  return typeof value === "boolean" ? "true or false" : typeof value;
}

function wrongValue(values: readonly unknown[], value: unknown): string {
  const allowed = values.map(String);
  const near = typeof value === "string" ? nearest(value, allowed) : null;
  const expected = allowed.length === 1 ? `expected ${allowed[0]}` : `expected one of ${allowed.join(", ")}`;
  return near === null ? expected : `${expected}; did you mean ${near}?`;
}

function outOfRange(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const side = issue.code === "too_small" ? "at least" : "at most";
  if (issue.origin === "string")
    return bound === 1 && side === "at least" ? "must not be empty" : `${side} ${bound} characters`;
  if (issue.origin === "array")
    return bound === 1 && side === "at least" ? "the list must not be empty" : `${side} ${bound} entries`;
  return `expected ${side} ${bound}`;
}

/** A message of the schema itself; zod's own begin with "Invalid". */
function ownMessage(issue: Issue): string | null {
  return issue.message.startsWith("Invalid ") ? null : issue.message;
}

function hint(issue: Issue): string {
  const own = ownMessage(issue);
  if (own !== null) return `: ${own}`;
  if (issue.code === "invalid_value") return `: ${wrongValue(issue.values, undefined)}`;
  return "";
}

function cleanPath(path: readonly PropertyKey[]): Path {
  return path.map((part) => (typeof part === "symbol" ? String(part) : part));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === "number" ? inner[part] : undefined;
    return Object.hasOwn(record(inner), part) ? record(inner)[part] : undefined;
  }, value);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
