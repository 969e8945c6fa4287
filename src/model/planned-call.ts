import type { Json } from "./json.ts";

/** A vendor call as `plan` shows it: nothing is sent, secrets are masked. */
export interface PlannedCall {
  readonly operation: string;
  readonly wireName: string;
  readonly params: Readonly<Record<string, Json>>;
}

/** A step of an event whose calls a service can show beforehand. */
export type PlannedStep =
  | { readonly do: "create" | "close"; readonly kind: string; readonly key: string; readonly spec: Json }
  | { readonly do: "observe" | "cut"; readonly stream: string }
  | { readonly do: "list-files"; readonly stream: string; readonly fromMs: number; readonly untilMs: number };
