import type { Client, WorkflowExecutionInfo } from "@temporalio/client";
import { phases } from "../model/live-event.ts";
import type { Phase } from "../model/live-event.ts";
import { searchAttributes as names, workflowTypes } from "../model/messages.ts";
import type { EventMemo } from "../model/messages.ts";
import { quoted, searchKeys } from "./search-keys.ts";

/** An event as its search attributes and memo show it; no query, no worker needed. Times are event milliseconds. */
export interface EventEntry {
  readonly id: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly running: boolean;
  readonly phase: Phase;
  readonly startMs: number;
  readonly endMs: number;
  readonly labels: readonly string[];
  readonly needsAttention: readonly string[];
  readonly openResources: number;
  /** null: started by something else than this program. */
  readonly memo: EventMemo | null;
}

export interface EventFilter {
  readonly phases?: readonly Phase[] | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly stream?: string | undefined;
  readonly running?: boolean | undefined;
}

/** Events by search attributes, earliest start first. */
export async function listEvents(client: Client, filter: EventFilter = {}): Promise<readonly EventEntry[]> {
  const terms = [`WorkflowType = ${quoted(workflowTypes.liveEvent)}`];
  if (filter.phases !== undefined) terms.push(`${names.phase.name} IN (${filter.phases.map(quoted).join(", ")})`);
  if (filter.fromMs !== undefined) terms.push(`${names.end.name} >= ${quoted(new Date(filter.fromMs).toISOString())}`);
  if (filter.toMs !== undefined) terms.push(`${names.start.name} <= ${quoted(new Date(filter.toMs).toISOString())}`);
  for (const label of filter.labels ?? []) terms.push(`${names.labels.name} IN (${quoted(label)})`);
  if (filter.stream !== undefined) terms.push(`${names.stream.name} = ${quoted(filter.stream)}`);
  if (filter.running === true) terms.push("ExecutionStatus = 'Running'");

  const entries = new Map<string, EventEntry>();
  for await (const info of client.workflow.list({ query: terms.join(" AND ") })) {
    // Continue-as-new leaves earlier runs behind; the running or latest one is listed first.
    if (info.status.name === "CONTINUED_AS_NEW" || entries.has(info.workflowId)) continue;
    entries.set(info.workflowId, eventEntry(info));
  }
  return [...entries.values()].sort((a, b) => a.startMs - b.startMs || a.id.localeCompare(b.id));
}

type Described = Pick<
  WorkflowExecutionInfo,
  "workflowId" | "runId" | "status" | "typedSearchAttributes" | "startTime"
> & {
  readonly memo?: Record<string, unknown> | undefined;
};

export function eventEntry(info: Described): EventEntry {
  const attributes = info.typedSearchAttributes;
  const memo = readMemo(info.memo);
  return {
    id: attributes.get(searchKeys.event) ?? info.workflowId.replace(/^event\//, ""),
    workflowId: info.workflowId,
    runId: info.runId,
    running: info.status.name === "RUNNING",
    phase: phaseOf(attributes.get(searchKeys.phase), info.status.name),
    startMs: attributes.get(searchKeys.start)?.getTime() ?? memo?.spec.window.startMs ?? info.startTime.getTime(),
    endMs: attributes.get(searchKeys.end)?.getTime() ?? memo?.spec.window.endMs ?? info.startTime.getTime(),
    labels: attributes.get(searchKeys.labels) ?? [],
    needsAttention: attributes.get(searchKeys.needsAttention) ?? [],
    openResources: attributes.get(searchKeys.openResources) ?? 0,
    memo,
  };
}

/** A workflow that was ended from outside never wrote its last phase. */
function phaseOf(value: string | undefined, status: string): Phase {
  if (status === "TERMINATED" || status === "FAILED" || status === "TIMED_OUT") return "failed";
  if (status === "CANCELLED") return "cancelled";
  return phases.find((phase) => phase === value) ?? "scheduled";
}

function readMemo(memo: unknown): EventMemo | null {
  return isEventMemo(memo) ? memo : null;
}

function isEventMemo(memo: unknown): memo is EventMemo {
  if (typeof memo !== "object" || memo === null || !("spec" in memo) || !("specHash" in memo)) return false;
  const { spec } = memo;
  return typeof spec === "object" && spec !== null && "window" in spec && "v" in spec && spec.v === 1;
}
