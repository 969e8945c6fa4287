import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import type { Client } from "@temporalio/client";
import { eventAt, wallDelay } from "../domain/clock.ts";
import type { PlanResult } from "../domain/plan-types.ts";
import type { ClockSpec } from "../model/clock.ts";
import type { LiveEventInput } from "../model/live-event.ts";
import { eventWorkflowId, workflowTaskQueue, workflowTypes } from "../model/messages.ts";
import type { EventMemo } from "../model/messages.ts";
import { defaultPace } from "../model/pace.ts";
import { startAttributes } from "./search-keys.ts";

export interface StartEventOptions {
  readonly plan: PlanResult;
  readonly specHash: string;
  readonly clock: ClockSpec;
  readonly startedBy: { readonly version: string; readonly user: string };
}

/** The run of an event; raised by `schedule --again`, which is not built yet. */
const firstRun = 1;

/**
 * Starts the workflow `event/<id>`; it sleeps without a task until the first thing is to be done. Resolves to false when
 * it had been started before: nothing is changed then.
 */
export async function startEvent(client: Client, options: StartEventOptions): Promise<boolean> {
  const { plan, specHash, clock, startedBy } = options;
  const { spec, rows, watchMs } = plan;
  const wallNowMs = Date.now();
  const scheduledAtMs = eventAt(clock, wallNowMs);
  const input: LiveEventInput = {
    v: 1,
    spec,
    rows,
    run: firstRun,
    clock,
    scheduledAtMs,
    watchMs,
    pace: defaultPace,
    startedBy,
    specHash,
  };
  const memo: EventMemo = {
    title: spec.title,
    service: spec.service,
    specHash,
    run: firstRun,
    stream: spec.stream,
    spec,
    startedBy,
    clock,
    watchMs,
  };
  const delayMs = wallDelay(clock, wallNowMs, firstStepMs(plan));
  try {
    await client.workflow.start(workflowTypes.liveEvent, {
      workflowId: eventWorkflowId(spec.id),
      taskQueue: workflowTaskQueue,
      args: [input],
      workflowIdReusePolicy: "REJECT_DUPLICATE",
      workflowIdConflictPolicy: "FAIL",
      ...(delayMs > 0 ? { startDelay: delayMs } : {}),
      memo: { ...memo },
      typedSearchAttributes: startAttributes(spec),
      staticSummary: `${spec.title} (${spec.account})`,
      // A worker that is killed inside a task is replaced after this, not after the usual 10 s.
      workflowTaskTimeout: 3_000,
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** Event time of the first thing to do: arming, preparing, or the signal that is expected. */
export function firstStepMs(plan: PlanResult): number {
  const { window, prepareBeforeMs, lineUpMs } = plan.spec;
  return Math.min(
    window.startMs - prepareBeforeMs,
    window.startMs - (lineUpMs ?? 0),
    ...plan.rows.map((row) => row.armAtMs),
  );
}
