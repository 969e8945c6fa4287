import type { Client } from "@temporalio/client";
import { wallAt } from "../../domain/clock.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import { goneAtMs, isOpen } from "../../domain/resource-step.ts";
import type { ClockSpec } from "../../model/clock.ts";
import type { LiveEventState } from "../../model/live-event.ts";
import { eventWorkflowId, messageNames, retireWorkflowId } from "../../model/messages.ts";
import type { RetireState } from "../../model/messages.ts";
import type { PlanResult } from "../../domain/plan-types.ts";
import { isNoAnswer } from "../event-detail.ts";
import { WorkFailed } from "../errors.ts";
import { firstStepMs } from "../start-event.ts";
import { pause } from "../wait.ts";
import type { RehearsedEvent } from "./summary.ts";

const everyMs = 200;
const queryLimitMs = 2_000;
/** Beyond the last thing that can happen by the plan a rehearsal is stuck: event time, and the least of wall time. */
const patienceMs = 3_600_000;
const patienceWallMs = 60_000;

export interface FollowOptions {
  readonly client: Client;
  readonly clock: ClockSpec;
  readonly signal: AbortSignal;
  /** Told of every state that was read. */
  readonly onState: (id: string, state: LiveEventState) => void;
}

/** Follows one event by query until it and what retires after it are over. Throws WorkFailed when it gets stuck. */
export async function followEvent(plan: PlanResult, options: FollowOptions): Promise<RehearsedEvent> {
  const { spec } = plan;
  // Until its first task a query would hang.
  await pause(wallAt(options.clock, firstStepMs(plan)) - Date.now(), options.signal);
  const lastMs = Math.max(spec.window.endMs + spec.files.waitForMs, ...plan.rows.map(goneAtMs));
  const state = await followState(spec.id, lastMs, options);
  return { spec, state, retired: state.retired ? await followRetired(spec.id, state, options) : [] };
}

async function followState(id: string, lastMs: number, options: FollowOptions): Promise<LiveEventState> {
  const handle = options.client.workflow.getHandle(eventWorkflowId(id));
  for (const deadline = deadlineAt(lastMs, options.clock); !options.signal.aborted;) {
    const state = await ask(options.client, () => handle.query<LiveEventState>(messageNames.state));
    if (state !== null) {
      options.onState(id, state);
      if (isFinal(state.phase)) return state;
    }
    if (Date.now() >= deadline)
      throw new WorkFailed(`${id}: stuck in ${state?.phase ?? "silence"}; ${await status(options.client, id)}`);
    await pause(everyMs, options.signal);
  }
  throw new WorkFailed(`${id}: not followed to its end`);
}

async function followRetired(id: string, state: LiveEventState, options: FollowOptions): Promise<RetireState["rows"]> {
  const handle = options.client.workflow.getHandle(retireWorkflowId(id));
  const lastMs = Math.max(...state.rows.map(goneAtMs));
  let rows = state.rows.filter(isOpen);
  for (const deadline = deadlineAt(lastMs, options.clock); !options.signal.aborted;) {
    const retired = await ask(options.client, () => handle.query<RetireState>(messageNames.state));
    rows = retired === null ? rows : [...retired.rows];
    // What is still open past the deadline is reported as left over.
    if (!rows.some(isOpen) || Date.now() >= deadline) return rows;
    await pause(everyMs, options.signal);
  }
  return rows;
}

async function ask<T>(client: Client, query: () => Promise<T>): Promise<T | null> {
  try {
    return await client.withDeadline(Date.now() + queryLimitMs, query);
  } catch (error) {
    if (isNoAnswer(error)) return null;
    throw error;
  }
}

async function status(client: Client, id: string): Promise<string> {
  const description = await client.workflow.getHandle(eventWorkflowId(id)).describe();
  return `its workflow is ${description.status.name.toLowerCase()}`;
}

function deadlineAt(lastMs: number, clock: ClockSpec): number {
  return Math.max(wallAt(clock, lastMs + patienceMs), Date.now()) + patienceWallMs;
}
