import type { EventSpec } from "../model/event-spec.ts";
import { sha256 } from "./sha256.ts";

export interface KeyParts {
  readonly event: string;
  /** Raised by `schedule --again`; never Temporal's run id. */
  readonly run: number;
  readonly path: string;
  readonly purpose: string;
  readonly link: number;
}

/** The key of one resource: 32 hex digits, the same on every machine and in every run of the planner. */
export function rowKey({ event, run, path, purpose, link }: KeyParts): string {
  return sha256(JSON.stringify([event, run, path, purpose, link])).slice(0, 32);
}

/** A number from 0 up to 1 that only the text decides: spreads work without chance. */
export function spread(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 13), 16) / 2 ** 52;
}

/** Hash of an event's meaning: the order of keys does not count, nor does what the file left to a default. */
export function specHash(spec: EventSpec): string {
  return sha256(canonical(spec)).slice(0, 32);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
