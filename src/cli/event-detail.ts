import { WorkflowNotFoundError } from "@temporalio/client";
import { eventAt, rateAt } from "../domain/clock.ts";
import { eventCoverage, slackMs } from "../domain/collecting-step.ts";
import { isBeforeStart, isFinal } from "../domain/lifecycle.ts";
import { showEvent } from "../domain/show.ts";
import type { ShownEvent, ShownState } from "../domain/show.ts";
import type { EventSpec } from "../model/event-spec.ts";
import type { LiveEventState } from "../model/live-event.ts";
import { eventWorkflowId, messageNames } from "../model/messages.ts";
import type { EventMemo } from "../model/messages.ts";
import { UserError } from "./errors.ts";
import { eventEntry } from "./event-list.ts";
import type { EventEntry } from "./event-list.ts";
import type { Session } from "./session.ts";

/** Longer a query is not waited for: it hangs while an event sleeps and while no worker polls. */
const queryLimitMs = 2_000;

/** One event as it can be known now. */
export interface EventDetail {
  readonly id: string;
  readonly shown: ShownEvent;
  /** null when Temporal has forgotten the event and the delivered report was read. */
  readonly entry: EventEntry | null;
  readonly spec: EventSpec | null;
  /** null when only memo, search attributes or report could be read. */
  readonly state: LiveEventState | null;
}

/** Finds one event in Temporal without asking a worker; null when Temporal does not know it. */
export async function findEntry(session: Session, id: string): Promise<EventEntry | null> {
  const description = await describe(session, id);
  return description === null ? null : description.entry;
}

/** One event: its state by query, else memo and search attributes (`stale`), else the delivered report. */
export async function readEvent(session: Session, id: string): Promise<EventDetail> {
  const found = await describe(session, id);
  if (found === null) return readForgotten(session, id);
  const { entry, sleeping } = found;
  const memo = entry.memo;
  if (memo === null) {
    throw new UserError(`${id}: the workflow event/${id} was not started by rundown; look at it with the Temporal UI.`);
  }
  const state = sleeping ? null : await queryState(session, entry);
  if (state === null && !entry.running) {
    const report = await session.report(id);
    if (report !== null) return { id, shown: report, entry, spec: memo.spec, state: null };
  }
  const shown =
    state === null
      ? fromMemo(entry, memo)
      : showEvent({ spec: memo.spec, state: withCoverage(memo, state), startedBy: memo.startedBy });
  return { id, shown, entry, spec: memo.spec, state };
}

/** Coverage as it stands now while the event is on air; the event itself judges it once, at the end. */
function withCoverage(memo: EventMemo, state: LiveEventState): LiveEventState {
  const { spec, clock, watchMs } = memo;
  const nowMs = eventAt(clock, Date.now());
  const began = nowMs >= spec.window.startMs && !isBeforeStart(state.phase) && !isFinal(state.phase);
  if (state.coverage !== null || spec.record === null || !began) return state;
  return { ...state, coverage: eventCoverage(spec, state, nowMs, slackMs(watchMs, rateAt(clock, Date.now()))) };
}

/** The event's state from its workflow; null when nobody answers within 2 s. */
export async function queryState(session: Session, entry: EventEntry): Promise<LiveEventState | null> {
  const handle = session.client.workflow.getHandle(entry.workflowId);
  try {
    return await session.client.withDeadline(Date.now() + queryLimitMs, () =>
      handle.query<LiveEventState>(messageNames.state),
    );
  } catch (error) {
    if (isNoAnswer(error)) return null;
    throw error;
  }
}

/** Nobody answered a query: no worker, a sleeping event, a state that cannot be replayed. */
export function isNoAnswer(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    // gRPC: cancelled, invalid argument (the query's own failure), deadline exceeded, failed precondition
    // (no worker polled lately; the workflow has had no task yet).
    if ("code" in cause && [1, 3, 4, 9].includes(Number(cause.code))) return true;
    if (cause.name === "QueryRejectedError" || cause.name === "QueryNotRegisteredError") return true;
  }
  return false;
}

async function describe(
  session: Session,
  id: string,
): Promise<{ readonly entry: EventEntry; readonly sleeping: boolean } | null> {
  try {
    const description = await session.client.workflow.getHandle(eventWorkflowId(id)).describe();
    // During startDelay the history holds only the start: a query would hang.
    return {
      entry: eventEntry(description),
      sleeping: description.status.name === "RUNNING" && description.historyLength <= 1,
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function readForgotten(session: Session, id: string): Promise<EventDetail> {
  const report = await session.report(id);
  if (report === null) {
    throw new UserError(
      `${id}: no such event, neither in Temporal nor as a delivered report in ${placesText(session)}; \`rundown list\` shows them all.`,
    );
  }
  return { id, shown: report, entry: null, spec: null, state: null };
}

function placesText({ places }: Session): string {
  return places.length === 0 ? "a place (the configuration has none under deliver)" : places.join(", ");
}

function fromMemo(entry: EventEntry, memo: EventMemo): ShownEvent {
  return showEvent({ spec: memo.spec, state: memoState(entry, memo.spec), startedBy: memo.startedBy, stale: true });
}

/** The little that search attributes say: no rows, files and alarms. */
function memoState(entry: EventEntry, spec: EventSpec): ShownState {
  return {
    phase: entry.phase,
    rows: [],
    files: [],
    alarms: [],
    needsAttention: entry.needsAttention,
    signal: null,
    liveAtMs: null,
    endedAtMs: null,
    endMs: spec.window.endMs,
    calls: { total: 0, retries: 0 },
    coverage: null,
    listing: { lastMs: null, nextMs: null, failures: 0 },
  };
}
