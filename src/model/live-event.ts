import type { Alarm } from "./alarm.ts";
import type { ClockSpec } from "./clock.ts";
import type { Coverage, Span } from "./coverage.ts";
import type { EventSpec } from "./event-spec.ts";
import type { FileRow } from "./files.ts";
import type { Observation } from "./observation.ts";
import type { Pace } from "./pace.ts";
import type { ResourceRow } from "./resource.ts";

export const phases = [
  "scheduled",
  "preparing",
  "standby",
  "waiting",
  "live",
  "interrupted",
  "stopping",
  "collecting",
  "cleaning",
  "done",
  "failed",
  "cancelled",
  "skipped",
] as const;
export type Phase = (typeof phases)[number];
export type FinalPhase = "done" | "failed" | "cancelled" | "skipped";

/** Who did something and why. */
export interface Actor {
  readonly user: string;
  readonly reason: string | null;
}

/** One line of the as-run log. Times are event milliseconds; `plannedMs` null for what nobody planned. */
export interface LogEntry {
  readonly atMs: number;
  readonly plannedMs: number | null;
  readonly what: string;
  readonly who: string | null;
  readonly why: string | null;
  readonly requestId: string | null;
}

/** How late a planned step was, in wall milliseconds; the measure of a rehearsal. */
export interface Lateness {
  readonly step: string;
  readonly wallMs: number;
}

export interface LiveEventInput {
  readonly v: 1;
  readonly spec: EventSpec;
  /** The planner's rows, all `intended`. */
  readonly rows: readonly ResourceRow[];
  /** Raised by `schedule --again`; never Temporal's run id. */
  readonly run: number;
  readonly clock: ClockSpec;
  /** Event time at which it was scheduled: a start already past by then was wanted so. */
  readonly scheduledAtMs: number;
  /** Interval of the account's list polls in event milliseconds; three without an answer are an alarm. */
  readonly watchMs: number;
  readonly startedBy: { readonly version: string; readonly user: string };
  /** Hash of the event file's meaning; `schedule` compares it. */
  readonly specHash: string;
  /** Waits that are not the user's: `defaultPace` of model/pace.ts when it is started. */
  readonly pace: Pace;
  /** State of an earlier run of the same workflow (continue-as-new). */
  readonly state?: LiveEventState;
}

export interface LiveEventState {
  readonly v: 1;
  readonly phase: Phase;
  readonly rows: readonly ResourceRow[];
  readonly files: readonly FileRow[];
  readonly alarms: readonly Alarm[];
  readonly log: readonly LogEntry[];
  readonly lateness: readonly Lateness[];
  readonly needsAttention: readonly string[];
  readonly signal: (Observation & { readonly sinceMs: number }) | null;
  /** When the source was seen pushing; the last span is open while `toMs` is null. */
  readonly signalSpans: readonly { readonly fromMs: number; readonly toMs: number | null }[];
  /** When the service did not answer what is asked of the stream; absent in states of before it was kept. */
  readonly unseenSpans?: readonly { readonly fromMs: number; readonly toMs: number | null }[];
  readonly liveAtMs: number | null;
  readonly endedAtMs: number | null;
  /** The end in force: window end, or earlier by stop and cancel. */
  readonly endMs: number;
  readonly calls: { readonly total: number; readonly retries: number };
  readonly coverage: Coverage | null;
  /** How the event is to end once everything is closed. */
  readonly outcome: FinalPhase | null;
  readonly outcomeWhy: string | null;
  /** When the vendor's file list was last read, and when it is read next. */
  readonly listing: { readonly lastMs: number | null; readonly nextMs: number | null; readonly failures: number };
  /** Moments that two files cover: the proof of a double. */
  readonly duplicates: readonly Span[];
  /** The event stands in its account's watch set. */
  readonly registered: boolean;
  /** What a person asked for; null: nothing. */
  readonly command: { readonly kind: "stop" | "cancel"; readonly atMs: number; readonly actor: Actor } | null;
  /** Own reads of the stream: one is due when a decision needs a fresher observation than the last. */
  readonly read: { readonly failures: number; readonly nextMs: number | null };
  readonly cut: { readonly done: boolean; readonly failures: number; readonly nextMs: number | null };
  readonly report: { readonly delivered: boolean; readonly failures: number; readonly nextMs: number | null };
  /** Steps outside the rows that failed: not tried again before `nextMs`. By action key of domain/turn.ts. */
  readonly pauses: Readonly<Record<string, { readonly failures: number; readonly nextMs: number }>>;
  /** Open rows were passed to retire/<id>. */
  readonly retired: boolean;
  /** The question "was the start missed" is answered. */
  readonly startSettled: boolean;
}
