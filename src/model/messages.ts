import type { EventSpec } from "./event-spec.ts";
import type { Phase } from "./live-event.ts";
import type { Pace } from "./pace.ts";
import type { ResourceRow } from "./resource.ts";
import type { ClockSpec } from "./clock.ts";

/** Names of workflows, messages and queues, shared by workflows, workers and the command line. */
export const workflowTypes = { liveEvent: "liveEvent", accountWatch: "accountWatch", retire: "retire" } as const;

export const workflowTaskQueue = "rundown";
/** Activities of one account run on a queue of their own: one token bucket each. */
export const accountTaskQueue = (account: string): string => `rundown-account-${account}`;

export const eventWorkflowId = (id: string): string => `event/${id}`;
export const accountWorkflowId = (account: string): string => `account/${account}`;
export const retireWorkflowId = (id: string): string => `retire/${id}`;

export const messageNames = {
  /** signal to event/<id>: Observation */
  observed: "observed",
  /** update of event/<id>: CommandInput → CommandResult */
  stop: "stop",
  cancel: "cancel",
  /** update of event/<id> and retire/<id>: WriteOffInput → CommandResult */
  writeOff: "writeOff",
  /** query of event/<id>: LiveEventState; of retire/<id>: RetireState */
  state: "state",
  /** signals to account/<name>: WatchEntry */
  watch: "watch",
  unwatch: "unwatch",
  /** query of account/<name>: WatchEntry[] */
  watchSet: "watchSet",
} as const;

export interface WatchEntry {
  readonly stream: string;
  readonly event: string;
}

export interface CommandInput {
  readonly user: string;
  readonly reason: string | null;
}

export interface WriteOffInput extends CommandInput {
  readonly row: string;
}

export interface CommandResult {
  readonly id: string;
  readonly phase: Phase;
  /** false: it had been done before, nothing changed. */
  readonly changed: boolean;
  readonly message: string;
  /** Rows that will be closed, by name. */
  readonly closes: readonly string[];
  /** Rows with a stray that can be neither found nor stopped, by name, with its latest end. */
  readonly strays: readonly { readonly name: string; readonly untilMs: number }[];
}

/** Set at start and kept by upsert; what `list`, `show` and the schedule difference read without a query. */
export const searchAttributes = {
  phase: { name: "RundownPhase", type: "KEYWORD" },
  account: { name: "RundownAccount", type: "KEYWORD" },
  /** `<account> <stream>`: finds clashes. */
  stream: { name: "RundownStream", type: "KEYWORD" },
  event: { name: "RundownEvent", type: "KEYWORD" },
  start: { name: "RundownStart", type: "DATETIME" },
  end: { name: "RundownEnd", type: "DATETIME" },
  /** `key=value`, one entry a label. */
  labels: { name: "RundownLabels", type: "KEYWORD_LIST" },
  needsAttention: { name: "RundownNeedsAttention", type: "KEYWORD_LIST" },
  openResources: { name: "RundownOpenResources", type: "INT" },
} as const;

/** The workflow's memo, written at start. */
export interface EventMemo {
  readonly title: string;
  readonly service: string;
  readonly specHash: string;
  readonly run: number;
  readonly stream: string;
  /** The plan's event, so that a sleeping event can be shown without waking it. */
  readonly spec: EventSpec;
  readonly startedBy: { readonly version: string; readonly user: string };
  /** For those who judge a running event from outside: its clock, and how often its stream is looked at. */
  readonly clock: ClockSpec;
  readonly watchMs: number;
}

/** Rows that an event could not close before it ended; retried at growing pauses until gone or written off. */
export interface RetireInput {
  readonly v: 1;
  readonly event: string;
  readonly title: string;
  readonly account: string;
  readonly clock: ClockSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly pace: Pace;
  readonly rows: readonly ResourceRow[];
}

export interface RetireState {
  readonly rows: readonly ResourceRow[];
  readonly calls: { readonly total: number; readonly retries: number };
}
