import type { Json } from "./json.ts";
import type { KindLimits } from "./service.ts";

export const resourceStates = ["intended", "open", "closing", "closed", "lost", "orphan", "written-off"] as const;
export type ResourceState = (typeof resourceStates)[number];
export type Proof = "read" | "answer" | "term";

/**
 * One row of the ledger: a resource with its lifetime. Everything that must survive a restart or continue-as-new is here.
 * Times are epoch milliseconds of event time.
 */
export interface ResourceRow {
  readonly v: 1;
  /** Hash of event id, run, path, purpose and link; also the idempotency key where a vendor takes one. */
  readonly key: string;
  /** Resource kind of the service, e.g. `recording`. */
  readonly kind: string;
  readonly path: "main";
  /** For people, e.g. `recording 1/2`. */
  readonly name: string;
  readonly account: string;
  readonly purpose: string;
  /** Raised by every intended new resource of the same purpose; a retry keeps it. */
  readonly link: number;
  /** What the kind needs to create it; opaque to the engine. */
  readonly spec: Json;
  /** When its effect begins and ends at the vendor by itself. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** When it is created. */
  readonly armAtMs: number;
  /** When Rundown closes it; beyond `untilMs` or equal: the vendor ends it by itself. Moved forward by stop and cancel. */
  readonly closeAtMs: number;
  readonly limits: KindLimits;
  readonly findable: "by-key" | "by-stream-and-time" | "no";
  readonly proofRule: Proof;
  readonly billing: "yes" | "no" | "unknown";
  readonly state: ResourceState;
  /** The kind's own reference, opaque JSON, parsed on the way back in. */
  readonly ref: Json;
  readonly vendorId: string | null;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number | null;
  /** Answers lost on create: each may have left one resource that can be neither found nor stopped. */
  readonly lostAnswers: number;
  /** Latest end such a stray can have. */
  readonly strayUntilMs: number | null;
  readonly proof: Proof | null;
  /** Failed tries in a row; 0 after a success. */
  readonly failures: number;
  /** No try before this; set after a failure. */
  readonly nextTryMs: number | null;
  readonly lastError: string | null;
  /** Set by a person who wrote the row off. */
  readonly writtenOff: { readonly by: string; readonly reason: string; readonly atMs: number } | null;
}
