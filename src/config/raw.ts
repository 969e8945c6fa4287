import type { Path } from "./fault.ts";

/** What a rule found: a place in the file and what is wrong there. */
export interface RuleFault {
  readonly path: Path;
  readonly message: string;
  readonly on?: "key" | "value";
}

/**
 * Careful look into a value that may have any shape. Rules between keys run on files whose form has faults too, so that
 * all faults are told at once.
 */
export function group(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
